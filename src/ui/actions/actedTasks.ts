/** The tasks that something is to be done to: as they are now, whether it is possible, and what they are called. */
import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/errors';
import { errorMessage } from '../../cloud/errorTable';
import type { ConnectionManager } from '../../connections/connectionManager';
import { plainLine } from '../../core/plainText';
import { allows, type Task, type TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { showQuietly } from '../messages';
import { nameOf } from '../taskNames';

export interface ActedTasksDeps {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
}

/** A task that is left out. */
export interface Refused {
	readonly ref: TaskRef;
	readonly reason: string;
}

export class ActedTasks {
	constructor(private readonly deps: ActedTasksDeps) {}

	/** The tasks as they are now: what a list said a minute ago is no ground to act on. */
	async readAnew(
		refs: readonly TaskRef[],
	): Promise<{ readonly read: readonly Task[]; readonly refused: readonly Refused[] }> {
		const { store, connections } = this.deps;
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

	/** The tasks that allow an action now, and why the others are left out. */
	async legal(
		action: string,
		refs: readonly TaskRef[],
	): Promise<{ readonly legal: readonly Task[]; readonly others: readonly Refused[] }> {
		const { read, refused } = await this.readAnew(refs);
		const others: Refused[] = [];
		for (const task of read.filter((one) => !allows(one, action))) {
			const { whyNot } = await this.deps.store.services.get(task.ref.service).presenter();
			const status = (): string => l10n.t('it is “{0}”, in which this is not possible', this.statusWords(task));
			others.push({ ref: task.ref, reason: whyNot?.(task, action) ?? status() });
		}
		return { legal: read.filter((task) => allows(task, action)), others: [...refused, ...others] };
	}

	/** Why tasks are left out, a line each. */
	reasons(refused: readonly Refused[]): string {
		return refused
			.map(({ ref, reason }) => l10n.t('“{0}”: {1}', nameOf(ref, this.deps.store.get(ref)), plainLine(reason)))
			.join('\n');
	}

	/** With its connection, where there are several. */
	fullName(task: Task): string {
		const { connections } = this.deps;
		const name = nameOf(task.ref, task);
		return connections.all().length > 1
			? l10n.t('{0} ({1})', name, plainLine(connections.name(task.ref.connectionId)))
			: name;
	}

	private statusWords({ ref, status }: Task): string {
		return plainLine(this.deps.store.services.get(ref.service).statuses.row(status).words());
	}
}
