/** Runs in memory, and nobody who watches: what a panel asks of whoever keeps them. */
import type { RunRecord } from '../../../src/migration/runRecord';
import { Runs } from '../../../src/store/runs/runs';
import type { TaskStore } from '../../../src/store/taskStore';

export function runsInMemory(
	store: TaskStore,
	kept: readonly RunRecord[] = [],
): {
	readonly runs: Runs;
	readonly watcher: unknown;
	readonly setShown: () => void;
} {
	const runs = new Runs(store, { append: () => {}, read: async () => kept });
	store.onDidChange((changes) => changes && runs.take(changes));
	return {
		runs,
		watcher: { onDidChange: () => ({ dispose: () => {} }), isWatched: () => false, refs: [] },
		setShown: () => {},
	};
}
