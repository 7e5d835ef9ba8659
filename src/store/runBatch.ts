/** One request for several tasks, through their connection. */
import * as l10n from '@vscode/l10n';
import { askableId } from '../cloud/taskPage';
import type { ActionAnswer, ServiceRegistry } from '../migration/ports';
import type { TaskRef } from '../migration/task';
import type { ConnectionTasks } from './connectionTasks';

/** What became of each, by id. Throws what the service throws, which is said of no single task. */
export async function runBatch(
	services: ServiceRegistry,
	connection: (id: string) => ConnectionTasks,
	action: string,
	refs: readonly TaskRef[],
): Promise<ReadonlyMap<string, ActionAnswer>> {
	const [first] = refs;
	if (!first) {
		return new Map();
	}
	const row = services.action(first.service, action);
	const ids = [...new Set(refs.map(({ id }) => askableId(id)).filter((id) => id !== undefined))];
	const outcome = await connection(first.connectionId).ask(first, undefined, async (source, signal) => {
		if (!source.runBatch) {
			throw new Error(`${first.service} has no batches`);
		}
		try {
			return { answers: await source.runBatch(row, ids, signal) };
		} catch (error) {
			// Handed around the connection, which would take the first task off where the service denies one.
			return { error };
		}
	});
	if ('error' in outcome) {
		throw outcome.error;
	}
	return new Map(refs.map(({ id }) => [id, outcome.answers.get(askableId(id) ?? '') ?? withoutId(id)]));
}

function withoutId(id: string): ActionAnswer {
	return {
		id,
		name: '',
		status: '',
		error: l10n.t('The service gave this task no ID, so nothing can be asked of it.'),
	};
}
