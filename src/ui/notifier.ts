/** Tells of what happened while nobody looked: each transition once, one message at a time, and not at all where the user switched it off. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ConnectionChange } from '../connections/connectionManager';
import type { MigrationTask, StatusGroup } from '../migration/task';
import { refKey } from '../migration/task';
import type { Changes, TaskStore } from '../store/taskStore';
import { runCommand } from './commands';
import { settings } from './settings';

/** A message that nobody answers makes room for the next after this long, ms; it stays in the notification centre. */
const TURN = 10_000;

export class Notifier implements vscode.Disposable {
	private readonly groups = new Map<string, StatusGroup>();
	/** Connections whose refused credential was spoken of already. */
	private readonly asked = new Set<string>();
	private readonly subscription: vscode.Disposable;
	private queue: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly store: TaskStore,
		connections: { readonly onDidChange: vscode.Event<ConnectionChange> },
	) {
		this.subscription = vscode.Disposable.from(
			store.onDidChangeTasks((changes) => this.tasksChanged(changes)),
			store.onDidChange(() => this.askForCredentials()),
			connections.onDidChange(({ id, kind }) => kind !== 'renamed' && this.asked.delete(id)),
		);
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private tasksChanged({ added, changed, removed }: Changes): void {
		for (const task of added) {
			this.groups.set(refKey(task.ref), task.group);
		}
		for (const ref of removed) {
			this.groups.delete(refKey(ref));
		}
		const moved = changed.filter((task) => {
			const before = this.groups.get(refKey(task.ref));
			this.groups.set(refKey(task.ref), task.group);
			return before !== undefined && before !== task.group;
		});
		const wanted = settings.notifications();
		if (wanted !== 'off') {
			this.announce(
				moved.filter(({ group }) => group === 'failed'),
				vscode.window.showErrorMessage,
				(name) => l10n.t('The migration “{0}” failed.', name),
				(count) => l10n.t('{0} migrations failed.', count),
			);
		}
		if (wanted === 'all') {
			this.announce(
				moved.filter(({ group }) => group === 'succeeded'),
				vscode.window.showInformationMessage,
				(name) => l10n.t('The migration “{0}” succeeded.', name),
				(count) => l10n.t('{0} migrations succeeded.', count),
			);
		}
	}

	/** One message for all that happened at once. */
	private announce(
		tasks: readonly MigrationTask[],
		show: (message: string, action: string) => Thenable<string | undefined>,
		one: (name: string) => string,
		many: (count: number) => string,
	): void {
		const [first] = tasks;
		if (!first) {
			return;
		}
		const single = tasks.length === 1;
		const open = single ? l10n.t('Open Task') : l10n.t('Show Tasks');
		this.enqueue(() =>
			show(single ? one(first.name) : many(tasks.length), open).then((choice) => {
				if (choice === open) {
					if (single) {
						runCommand('openTask', first.ref);
					} else {
						void vscode.commands.executeCommand('migrationTasks.tasks.focus');
					}
				}
			}),
		);
	}

	/** However many requests failed: one question a connection, until its credential works again or was changed. */
	private askForCredentials(): void {
		for (const { id, loading, problem, services } of this.store.connectionStates()) {
			const problems = [problem, ...services.map((service) => service.problem)].filter((one) => one !== undefined);
			const refused = problems.find(({ remedy }) => remedy === 'updateCredential');
			if (!refused) {
				if (!loading && problems.length === 0 && services.length > 0) {
					this.asked.delete(id);
				}
				continue;
			}
			if (this.asked.has(id) || settings.notifications() === 'off') {
				continue;
			}
			this.asked.add(id);
			const update = l10n.t('Update Credential…');
			this.enqueue(() =>
				vscode.window.showErrorMessage(refused.text, update).then((choice) => {
					if (choice === update) {
						runCommand('updateCredential', { connectionId: id });
					}
				}),
			);
		}
	}

	private enqueue(show: () => Thenable<unknown>): void {
		const turn = async (): Promise<void> => {
			let timer: NodeJS.Timeout | undefined;
			const over = new Promise<void>((resolve) => {
				timer = setTimeout(resolve, TURN);
			});
			await Promise.race([show(), over]);
			clearTimeout(timer);
		};
		this.queue = this.queue.then(turn, turn);
	}
}
