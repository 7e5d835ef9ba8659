/** Tasks that may allow an action though a list does not tell: their details are read before one is chosen among them. */
import * as l10n from '@vscode/l10n';
import type { Task } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { showProgress } from '../messages';
import { newestFirst } from '../tree/order';

/** So many are read, the newest ones. */
const MOST = 20;

/** Reads the details of those whose service says that they may tell. What cannot be read is left as it is. */
export async function readCandidates(action: string, store: TaskStore): Promise<void> {
	for (const service of store.services.all.filter(({ actions }) => actions.some(({ id }) => id === action))) {
		const words = (await service.presenter()).actionWords?.[action];
		if (!words?.perhaps) {
			continue;
		}
		await showProgress(l10n.t('Reading the tasks…'), async () => {
			if (!store.loaded) {
				await store.load();
			}
			const perhaps = store.allTasks().filter((task: Task) => task.ref.service === service.id && words.perhaps?.(task));
			for (const { ref } of perhaps.sort(newestFirst).slice(0, MOST)) {
				await store.refreshTask(ref).catch(() => undefined);
			}
		});
	}
}
