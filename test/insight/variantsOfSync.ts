/** Odd runs until changes are followed, odd samples and odd statuses: a row each. */
import { otherRun } from './otherRuns';
import { FOLLOW, QUIET, READY, type Variant, well } from './variant';

const text = (stats: Record<string, unknown>): void => {
	for (const [name, value] of Object.entries(stats)) {
		stats[name] = String(value);
	}
};

export const VARIANTS_OF_SYNC: readonly Variant[] = [
	{ name: 'a usual run', samples: otherRun('usual'), ...well },
	...[[5], [10, 5, 60, 10], [30], [60], [1]].map((polls) => ({
		name: `a run polled every ${polls.join(', ')} s`,
		samples: otherRun('polls', { polls }),
		...well,
	})),
	{
		name: 'numbers as text, with “true” for is_migrating',
		samples: otherRun('text', {}, ({ stats }) => void text(stats ?? {})),
		...well,
	},
	{
		name: 'statistics that are null now and then',
		samples: otherRun('nulls', { polls: [5] }, (sample, { s }) => {
			if (Math.floor(s / 5) % 13 === 4) {
				sample.stats = null;
			}
			return undefined;
		}),
		...well,
	},
	{
		name: 'one field after the other that is missing, null or empty now and then',
		samples: otherRun('fields', { polls: [5] }, ({ stats }, { s }) => {
			const names = ['full_migration_progress', 'offset', 'source_dbsize', 'target_dbsize', 'target_ops'];
			const name = names[Math.floor(s / 5) % 23] ?? '';
			if (name !== '' && stats) {
				stats[name] = s % 3 === 0 ? null : s % 3 === 1 ? '' : undefined;
			}
			return undefined;
		}),
		...well,
	},
	{
		name: 'a status that only says that it migrates',
		samples: otherRun('running', {}, (sample) => {
			sample.status = 'MIGRATING';
			return undefined;
		}),
		...well,
	},
	{
		name: 'the documented spelling of following changes',
		samples: otherRun('spelling', {}, (sample, { followed }) => {
			sample.status = followed < 0 ? 'FULLMIGRATING' : 'INCRMIGRATING';
			return undefined;
		}),
		...well,
	},
	{ name: 'a snapshot of half an hour', samples: otherRun('snapshot', { snapshot: 1_800 }), ...well },
	{
		name: 'a percentage of 99 while changes are followed',
		samples: otherRun('99', {}, ({ stats }, { followed }) => {
			if (followed >= 0 && stats) {
				stats.full_migration_progress = 99;
			}
			return undefined;
		}),
		never: [...READY, ...QUIET],
		ends: 'notYet',
	},
	{
		name: 'a task that says that it does not migrate',
		samples: otherRun('not', {}, ({ stats }) => {
			if (stats) {
				stats.is_migrating = false;
			}
			return undefined;
		}),
		never: READY,
		ends: 'notYet',
	},
	{
		name: 'a stall while copying',
		samples: otherRun('stallCopying', {}, ({ stats }, { s }) => {
			if (stats && s > 700 && s < 1_100) {
				Object.assign(stats, {
					full_migration_progress: 38,
					target_dbsize: 375_000,
					target_ops: 0,
					target_input_kbps: 0,
				});
			}
			return undefined;
		}),
		tells: ['stalled', 'resumed', 'switchNow'],
		never: ['fullSyncRestarted', 'fallingBehind'],
	},
	{
		name: 'a stall while loading',
		samples: otherRun('stallLoading', { load: 600 }, ({ stats }, { s, followed }) => {
			if (stats && s > 1_700 && followed < -30) {
				Object.assign(stats, { target_dbsize: 975_000, target_ops: 0, target_input_kbps: 0 });
			}
			return undefined;
		}),
		tells: ['stalled', 'resumed', 'switchNow'],
		never: ['fullSyncRestarted', 'fallingBehind'],
	},
	{
		name: 'a stall while catching up, with an offset that grows',
		samples: otherRun('stallCatching', { drain: 200_000, stop: undefined }, ({ stats }, { followed }) => {
			if (stats && followed > 200 && followed < 700) {
				Object.assign(stats, {
					offset: 160_000_000 + followed * 80_000,
					target_dbsize: 1_000_100,
					target_ops: 0,
					target_input_kbps: 0,
				});
			}
			return undefined;
		}),
		tells: ['stalled', 'resumed'],
		never: ['fullSyncRestarted'],
	},
	...[70, 100].map((at) => ({
		name: `a full sync that began again at ${at} % without a word`,
		samples: [
			...otherRun('again', { follow: at === 100 ? 300 : 0 }, (sample, { share }) => {
				sample.status = 'MIGRATING';
				return share <= at;
			}),
			...otherRun('again').map((sample) => ({ ...sample, at: sample.at + 3_000_000, status: 'MIGRATING' })),
		],
		tells: ['fullSyncRestarted', ...READY],
		never: ['fallingBehind', 'stalled'],
		ends: 'switchNow',
	})),
	{
		name: 'a full sync that began again, by its status',
		samples: [
			...otherRun('status', { follow: 600, stop: undefined }),
			...otherRun('status').map((sample) => ({ ...sample, at: sample.at + (FOLLOW + 600) * 1000 })),
		],
		tells: ['fullSyncRestarted', ...READY],
		never: ['fallingBehind', 'stalled'],
		ends: 'switchNow',
	},
	{
		name: 'a full sync that began again while the status still says that changes are followed',
		samples: [
			...otherRun('lags', { follow: 600, stop: undefined }),
			...otherRun('lags').map((sample) => ({
				...sample,
				at: sample.at + (FOLLOW + 600) * 1000,
				status: 'INCRMIGRATING',
			})),
		],
		tells: ['fullSyncRestarted', ...READY],
		never: ['fallingBehind', 'stalled'],
		ends: 'switchNow',
	},
];
