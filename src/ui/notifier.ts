/** Tells of what happened while nobody looked: each transition once, one message at a time, and not at all where the user switched it off. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { MigrationTask, StatusGroup } from '../migration/task';
import { refKey } from '../migration/task';
import type { TaskChanges } from '../store/changes';
import type { TaskStore } from '../store/taskStore';
import { settings } from './settings';

export class Notifier implements vscode.Disposable {
	private readonly groups = new Map<string, StatusGroup>();
	/** Connections whose refused credential was told of already. */
	private readonly asked = new Set<string>();
	private readonly subscription: vscode.Disposable;
	private queue: Promise<unknown> = Promise.resolve();

	constructor(private readonly store: TaskStore) {
		this.subscription = vscode.Disposable.from(
			store.onDidChangeTasks((changes) => this.tasksChanged(changes)),
			store.onDidChange(() => this.askForCredentials()),
		);
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private tasksChanged({ added, changed, removed }: TaskChanges): void {
		for (const task of added) {
			this.groups.set(refKey(task.ref), task.group);
		}
		for (const ref of removed) {
			this.groups.delete(refKey(ref));
		}
		for (const task of changed) {
			const before = this.groups.get(refKey(task.ref));
			this.groups.set(refKey(task.ref), task.group);
			if (before !== undefined && before !== task.group) {
				this.transition(task);
			}
		}
	}

	private transition(task: MigrationTask): void {
		const wanted = settings.notifications();
		const open = l10n.t('Open Task');
		const follow = (choice: string | undefined): unknown =>
			choice === open ? vscode.commands.executeCommand('migrationTasks.openTask', task.ref) : undefined;
		if (task.group === 'failed' && wanted !== 'off') {
			this.say(() =>
				vscode.window.showErrorMessage(l10n.t('The migration “{0}” failed.', task.name), open).then(follow),
			);
		} else if (task.group === 'succeeded' && wanted === 'all') {
			this.say(() =>
				vscode.window.showInformationMessage(l10n.t('The migration “{0}” succeeded.', task.name), open).then(follow),
			);
		}
	}

	/** However many requests failed: one question a connection, until its credential works again or was changed. */
	private askForCredentials(): void {
		for (const { id, problem, services } of this.store.connectionStates()) {
			const refused = [problem, ...services.map((service) => service.problem)].find(
				(one) => one?.remedy === 'updateCredential',
			);
			if (!refused) {
				if (services.some(({ loadedAt }) => loadedAt !== undefined)) {
					this.asked.delete(id);
				}
				continue;
			}
			if (this.asked.has(id) || settings.notifications() === 'off') {
				continue;
			}
			this.asked.add(id);
			const update = l10n.t('Update Credential…');
			this.say(() =>
				vscode.window.showErrorMessage(refused.text, update).then((choice) => {
					if (choice === update) {
						void vscode.commands.executeCommand('migrationTasks.updateCredential', { connectionId: id });
					}
				}),
			);
		}
	}

	private say(show: () => Thenable<unknown>): void {
		this.queue = this.queue.then(show, show);
	}
}
