/** Reads a task on which something is being done, from where it can be seen. */
import { CloudError } from '../../cloud/errors';
import type { Logger } from '../../core/logger';
import type { ActionWords } from '../../migration/actionWords';
import type { Task, TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';

/** The task as it is now (`now` in ms since 1970); undefined where that cannot be told: the next look may tell more. */
export async function readActed(
	ref: TaskRef,
	{ label, removes, listed }: ActionWords,
	{ store, logger }: { readonly store: TaskStore; readonly logger: Logger },
	now: number,
): Promise<Task | 'gone' | undefined> {
	try {
		if (!removes && !listed) {
			return await store.refreshTask(ref);
		}
		// Services go on describing what they have deleted: then the list counts.
		await store.refresh({ ids: [ref.connectionId], quietly: true });
		const task = store.get(ref);
		const unlisted = !task && (store.listedAt(ref) ?? 0) >= now;
		return unlisted || store.goneBy(ref) !== undefined ? 'gone' : task;
	} catch (error) {
		if (error instanceof CloudError && error.kind === 'noSuchTask') {
			return 'gone';
		}
		logger.debug(`following “${label()}”: ${String(error)}`);
		return undefined;
	}
}
