/** Tasks as they are now: what a list said a minute ago is no ground to act on. */
import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/errors';
import { errorMessage } from '../../cloud/errorTable';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { Task, TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { showQuietly } from '../messages';

/** A task to which something is not done, and why, in words. */
export interface Refused {
	readonly ref: TaskRef;
	readonly reason: string;
}

/** Reads the details of each, one after the other. */
export async function readAnew(
	refs: readonly TaskRef[],
	{ store, connections }: { readonly store: TaskStore; readonly connections: ConnectionManager },
): Promise<{ readonly read: readonly Task[]; readonly refused: readonly Refused[] }> {
	const read: Task[] = [];
	const refused: Refused[] = [];
	await showQuietly(l10n.t('Reading the task anew…'), async () => {
		for (const ref of refs) {
			try {
				read.push(await store.refreshTask(ref));
			} catch (error) {
				const reason =
					error instanceof CloudError ? errorMessage(error, connections.name(ref.connectionId)) : String(error);
				refused.push({ ref, reason });
			}
		}
	});
	return { read, refused };
}
