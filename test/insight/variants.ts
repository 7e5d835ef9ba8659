/** Odd runs, and what must and must not be told of them. A row each. */
import { otherRun, USUAL, type WireSample } from './otherRuns';

export interface Variant {
	readonly name: string;
	readonly samples: readonly WireSample[];
	/** Verdicts and events that must be told in the course of it. */
	readonly tells?: readonly string[];
	/** Verdicts and events that must never be told. */
	readonly never?: readonly string[];
	/** The verdict of the last sample. */
	readonly ends?: string;
}

const READY = ['readyToStopWrites', 'switchNow'] as const;
const QUIET = ['fallingBehind', 'stalled', 'fullSyncRestarted'] as const;
const FOLLOW = USUAL.snapshot + USUAL.copy + USUAL.load;
const well = { tells: READY, never: QUIET, ends: 'switchNow' } as const;

const text = (stats: Record<string, unknown>): void => {
	for (const [name, value] of Object.entries(stats)) {
		stats[name] = String(value);
	}
};

export const VARIANTS: readonly Variant[] = [
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
	...[-2_000, -20_000, -400_000].map((drain) => ({
		name: `a copy that never catches up, by ${-drain} bytes a second`,
		samples: otherRun('never', { drain, stop: undefined, polls: [10] }),
		tells: ['fallingBehind'],
		never: [...READY, 'stalled', 'fullSyncRestarted'],
		ends: 'fallingBehind',
	})),
	{
		name: 'a copy whose offset neither rises nor falls',
		samples: otherRun('level', { drain: 0, stop: undefined }),
		tells: ['fallingBehind'],
		never: READY,
	},
	{
		name: 'a burst of five minutes after being in step',
		samples: otherRun('burst', { stop: undefined }, ({ stats }, { followed }) => {
			const s = followed - 900;
			if (stats && s > 0 && s < 450) {
				stats.offset = s < 300 ? s * 500_000 : (450 - s) * 1_000_000;
			}
			return undefined;
		}),
		tells: ['readyToStopWrites'],
		never: ['switchNow', ...QUIET],
		ends: 'readyToStopWrites',
	},
	{
		name: 'bursts of two minutes while catching up',
		samples: otherRun('bursts', { drain: 150_000, stop: 1_500 }, ({ stats }, { followed }) => {
			if (stats && followed > 0 && followed < 1_400) {
				const bursts = Math.floor(followed / 300) * 40_000_000 + Math.min(120, followed % 300) * 333_333;
				const drained = followed * 270_000;
				stats.offset = Math.max(20_000, 200_000_000 + bursts - drained);
			}
			return undefined;
		}),
		tells: ['switchNow'],
		never: QUIET,
		ends: 'switchNow',
	},
	{
		name: 'a target that evicts',
		samples: otherRun('evicts', {}, ({ stats }, { followed }) => {
			if (stats && followed > 0) {
				stats.target_dbsize = Math.round(Number(stats.target_dbsize) - 5_000 - followed * 100);
			}
			return undefined;
		}),
		never: READY,
	},
	{
		name: 'a target that evicts slowly',
		samples: otherRun('evictsSlowly', { follow: 4_000, stop: 3_000 }, ({ stats }, { followed }) => {
			if (stats && followed > 0) {
				stats.target_dbsize = Math.round(Number(stats.target_dbsize) - followed * 4);
			}
			return undefined;
		}),
		never: ['switchNow'],
	},
	...[1 / 1024, 1 / 200].map((unit) => ({
		name: `an offset in another unit (${unit === 1 / 200 ? 'commands' : 'KB'})`,
		samples: otherRun('unit', {}, ({ stats }) => {
			if (stats) {
				stats.offset = Math.round(Number(stats.offset) * unit);
			}
			return undefined;
		}),
		...well,
	})),
	{
		name: 'an offset that is never exactly 0',
		samples: otherRun('pings', {}, ({ stats }, { followed, s }) => {
			if (stats && followed > 0) {
				stats.offset = Number(stats.offset) + 14 * (1 + (s % 3));
			}
			return undefined;
		}),
		...well,
	},
	{
		name: 'a forgotten writer that adds keys',
		samples: otherRun('forgottenKeys', {}, ({ stats }, { stopped }) => {
			if (stats && stopped >= 0) {
				const keys = Number(stats.source_dbsize) + Math.floor(stopped / 10);
				Object.assign(stats, { offset: 0, source_dbsize: keys, target_dbsize: keys, target_ops: 0 });
			}
			return undefined;
		}),
		never: ['switchNow'],
		ends: 'readyToStopWrites',
	},
	...[400, 20, 8].map((ops) => ({
		name: `a forgotten writer that changes ${ops} keys a second`,
		samples: otherRun('forgottenOps', {}, ({ stats }, { stopped, s }) => {
			if (stats && stopped >= 0) {
				Object.assign(stats, { offset: 0, target_ops: ops + (s % 3) });
			}
			return undefined;
		}),
		never: ['switchNow'],
		ends: 'readyToStopWrites',
	})),
	{
		name: 'a forgotten writer that adds a key now and then',
		samples: otherRun('forgottenSeldom', { polls: [5] }, ({ stats }, { stopped }) => {
			if (stats && stopped >= 0) {
				const keys = Number(stats.source_dbsize) + Math.floor(stopped / 12);
				Object.assign(stats, { offset: 0, source_dbsize: keys, target_dbsize: keys, target_ops: 0 });
			}
			return undefined;
		}),
		never: ['switchNow'],
		ends: 'readyToStopWrites',
	},
	{
		name: 'keys that expire after the writers have stopped',
		samples: otherRun('expiry', {}, ({ stats }, { stopped, s }) => {
			if (stats && stopped >= 0) {
				const keys = Number(stats.source_dbsize) - Math.floor(stopped * 25);
				Object.assign(stats, { source_dbsize: keys, target_dbsize: keys - (s % 4), target_ops: 22 + (s % 7) });
			}
			return undefined;
		}),
		...well,
	},
	{
		name: 'keys that expire, without a burst of deletes at the same moment',
		samples: otherRun('expiryUneven', { polls: [5] }, ({ stats }, { stopped }) => {
			if (stats && stopped >= 0) {
				const gone = 40 * Math.floor(stopped / 10);
				const keys = Number(stats.source_dbsize) - gone;
				Object.assign(stats, { source_dbsize: keys, target_dbsize: keys, target_ops: stopped % 10 < 5 ? 8 : 2 });
			}
			return undefined;
		}),
		...well,
	},
	{
		name: 'writers that were stopped before anything was followed',
		samples: otherRun('early', { stop: undefined, grow: 0 }, (sample, { s, followed }) => {
			if (s > 600) {
				sample.writesStopped = true;
				if (sample.stats && followed > 520) {
					Object.assign(sample.stats, { offset: 0, target_ops: 0, target_input_kbps: 0 });
				}
			}
			return undefined;
		}),
		tells: ['switchNow'],
		never: QUIET,
		ends: 'switchNow',
	},
	{
		name: 'a full migration',
		samples: otherRun('full', { follow: 0 }, (sample) => {
			sample.method = 'full_amount_migration';
			sample.writesStopped = true;
			return undefined;
		}),
		tells: ['notApplicable'],
		never: [...READY, 'fallingBehind', 'notYet'],
	},
	{
		name: 'a clock that steps back and forth',
		samples: otherRun('clock', {}, (sample, { s }) => {
			sample.at += s > 2_000 ? -3_600_000 : s > 900 ? 40_000 : 0;
			return undefined;
		}),
		tells: READY,
		never: QUIET,
		ends: 'switchNow',
	},
	{
		name: 'nobody watching for hours, while copying and in step',
		samples: otherRun('hours', {}, (sample, { s, followed }) => {
			sample.at += (s > 600 ? 3 * 3_600_000 : 0) + (followed > 800 ? 5 * 3_600_000 : 0);
			return undefined;
		}),
		...well,
	},
	...(['FAILED', 'TERMINATED', 'MIGRATION_FAILED'] as const).map((status) => ({
		name: `a task that becomes ${status} in the middle`,
		samples: otherRun('ends', {}, (sample, { followed }) => {
			if (followed > 900) {
				sample.status = status;
				sample.writesStopped = true;
			}
			return undefined;
		}),
		never: ['switchNow', ...QUIET],
		ends: 'notApplicable',
	})),
	{ name: 'a source that grows fast', samples: otherRun('grows', { grow: 300 }), ...well },
	{
		name: 'a target that was not empty before',
		samples: otherRun('more', {}, ({ stats }) => {
			if (stats) {
				stats.target_dbsize = Number(stats.target_dbsize) + 300_000;
			}
			return undefined;
		}),
		...well,
	},
	{
		name: 'a source that nobody writes to at all',
		samples: otherRun('idle', { grow: 0, writes: 0, backlog: 0, stop: 900 }),
		...well,
	},
];
