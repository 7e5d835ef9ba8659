/** What other extensions get of this one: just what `api.d.ts` declares, and no more. */
import type { MigrationTask, MigrationTasksApi, TaskChanges } from '../api';
import type { Task } from '../migration/task';
import type { TaskStore } from '../store/taskStore';

/** The public API over the store. */
export function publicApi(store: TaskStore): MigrationTasksApi {
	return {
		apiVersion: 1,
		getTasks: async () => {
			await store.load();
			return store.allTasks().map(publicTask);
		},
		onDidChangeTasks: (listener, thisArg, disposables) => {
			const subscription = store.onDidChangeTasks(({ added, changed, removed }) => {
				const changes: TaskChanges = {
					added: added.map(publicTask),
					changed: changed.map(publicTask),
					removed: [...removed],
				};
				return listener.call(thisArg, changes);
			});
			disposables?.push(subscription);
			return subscription;
		},
	};
}

function publicTask({ ref, name, status, group, raw }: Task): MigrationTask {
	return { ref, name, status, group, raw };
}
