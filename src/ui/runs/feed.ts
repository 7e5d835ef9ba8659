/** Hands what the store hears to the runs, which are loaded with the first sample that anybody takes. */
import type { Logger } from '../../core/logger';
import type { TaskStore } from '../../store/taskStore';
import type { RunHost } from './runHost';

/** Ends with what it returns. */
export function feedRuns(store: TaskStore, host: () => Promise<RunHost>, logger: Logger): { dispose(): void } {
	let begun = false;
	return store.onDidChange((changes) => {
		if (changes && (begun || changes.resampled.length > 0)) {
			begun = true;
			host().then(
				({ runs }) => runs.take(changes),
				(error: unknown) => logger.error(error),
			);
		}
	});
}
