/** Odd runs while changes are followed, and odd ends: a row each. */
import { otherRun } from './otherRuns';
import { QUIET, READY, type Variant, well } from './variant';

export const VARIANTS_OF_FOLLOWING: readonly Variant[] = [
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
	{
		name: 'writers that were stopped while much still waits',
		samples: otherRun('soon', { stop: 100 }),
		tells: ['switchNow'],
		never: QUIET,
		ends: 'switchNow',
	},
	{
		name: 'a target that evicts after the writers have stopped',
		samples: otherRun('evictsLate', {}, ({ stats }, { stopped }) => {
			if (stats && stopped > -120) {
				stats.target_dbsize = Math.round(Number(stats.target_dbsize) - (stopped + 120) * 40);
			}
			return undefined;
		}),
		never: ['switchNow'],
	},
	{
		name: 'a burst right when changes begin to be followed',
		samples: otherRun('first', { stop: 1_500 }, ({ stats }, { followed }) => {
			if (stats && followed >= 0 && followed < 800) {
				stats.offset = 100_000_000 + 500_000 * (followed < 180 ? followed : Math.max(-200, 360 - followed));
			}
			return undefined;
		}),
		tells: ['switchNow'],
		never: QUIET,
		ends: 'switchNow',
	},
	{
		name: 'much that is on its way all the time, and does not become more',
		samples: otherRun(
			'busy',
			{ backlog: 0, grow: 0, stop: 1_500, polls: [5] },
			({ stats }, { followed, stopped, s }) => {
				if (stats && followed >= 0 && stopped < 0) {
					Object.assign(stats, { offset: 1_500_000 + ((s * 7919) % 1_000_000), target_input_kbps: 800 });
				}
				return undefined;
			},
		),
		never: QUIET,
		ends: 'switchNow',
	},
	{
		name: 'a lag that grew for a quarter of an hour and is then worked off',
		samples: otherRun('turns', { stop: undefined, follow: 2_600 }, ({ stats }, { followed }) => {
			if (stats && followed >= 0) {
				stats.offset =
					followed < 900 ? 100_000_000 + followed * 200_000 : Math.max(0, 280_000_000 - (followed - 900) * 250_000);
			}
			return undefined;
		}),
		tells: ['fallingBehind', 'readyToStopWrites'],
		never: ['stalled', 'fullSyncRestarted'],
		ends: 'readyToStopWrites',
	},
	...[0.05, 0.25].map((noise) => ({
		name: `a copy that never catches up, in numbers that differ by ${noise * 100} % each time`,
		samples: otherRun('noisy', { drain: -60_000, stop: undefined, seed: 3, follow: 3_000 }, ({ stats }, { s }) => {
			if (stats) {
				stats.offset = Math.round(Number(stats.offset) * (1 - noise + 2 * noise * (((s * 7919) % 1_009) / 1_009)));
			}
			return undefined;
		}),
		tells: ['fallingBehind'],
		never: READY,
	})),
	...[1 / 1024, 1 / 200].map((unit) => ({
		name: `a copy that never catches up, in ${unit === 1 / 200 ? 'commands' : 'KB'}`,
		samples: otherRun('neverUnit', { drain: -60_000, stop: undefined }, ({ stats }) => {
			if (stats) {
				stats.offset = Math.round(Number(stats.offset) * unit);
			}
			return undefined;
		}),
		tells: ['fallingBehind'],
		never: READY,
	})),
];
