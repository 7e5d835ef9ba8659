/** A day of a DCS migration at 5 s, and the page of it as the host would send it. */
import { Format } from '../../src/migration/format';
import type { ServicePresenter } from '../../src/migration/ports';
import type { Sample } from '../../src/migration/sample';
import type { ChartMark } from '../../src/migration/viewModel';
import { SERVICES } from '../../src/services';
import { presenter } from '../../src/services/dcs/presenter';
import { plainSnapshot } from '../../src/ui/details/plainSnapshot';
import type { Snapshot } from '../../src/ui/details/protocol';
import { buildSnapshot, type SnapshotInput } from '../../src/ui/details/snapshot';
import { dcsRow, readingOf, ref, sample } from '../unit/store/fakes';

export const INTERVAL = 5_000;
/** Its first sample: 14:00 in Berlin, so that a day crosses midnight. */
export const START = Date.UTC(2026, 4, 12, 12);

/** So many samples: a full sync of a tenth of them, then catching up, with one peak and one gap of 20 minutes. */
export function longRun(count: number): Sample[] {
	const full = count / 10;
	const silent = { from: count * 0.6, to: count * 0.6 + 240 };
	const wave = (index: number) => Math.sin(index / 40) * 0.1 + Math.sin(index / 3.1) * 0.05 + 1;
	return Array.from({ length: count }, (_, index) => index)
		.filter((index) => index < silent.from || index >= silent.to)
		.map((index) =>
			sample(START + index * INTERVAL, {
				full_migration_progress: Math.min(100, Math.floor((100 * index) / full)),
				offset:
					index < full
						? 0
						: index === Math.round(count / 2)
							? 9e7
							: Math.round(2e7 * wave(index) * (1 - index / count)),
				source_dbsize: 500_000 + index,
				target_dbsize: Math.min(500_000 + index, Math.round((index / full) * 500_000)),
				target_input_kbps: Math.round(9_000 * wave(index + 9)),
				target_ops: Math.round(4_000 * wave(index)),
			}),
		);
}

export const MARKS: readonly ChartMark[] = [
	{ at: START + 1_000 * INTERVAL, kind: 'fullSyncRestarted', label: 'full sync began again', tone: 'warning' },
	{ at: START + 9_000 * INTERVAL, kind: 'closeBehind', label: 'close behind', tone: 'good' },
];

/** The page of a task with these samples. */
export function pageOf(samples: readonly Sample[], more: Partial<SnapshotInput> = {}): Snapshot {
	const now = samples.at(-1)?.at ?? START;
	return plainSnapshot(
		buildSnapshot({
			task: taskOf('INCRMIGEATING', now),
			title: 'a',
			service: SERVICES.get('dcs'),
			presenter: presenter as ServicePresenter,
			samples,
			connection: { name: 'production', region: 'eu-de' },
			sandbox: false,
			hasConsole: true,
			interval: INTERVAL,
			format: new Format('en'),
			now,
			polling: { problem: undefined, stale: undefined, gone: false, loading: false, paused: false, ended: false },
			...more,
		}),
	);
}

export function taskOf(status: string, at = START): SnapshotInput['task'] {
	return SERVICES.get('dcs').readTask(ref('a'), { detail: { ...readingOf(dcsRow('a', status)), at } });
}
