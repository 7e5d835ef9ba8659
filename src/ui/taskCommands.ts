/** What one does with tasks: find, open, copy, look up in the console. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { cloudOf } from '../cloud/endpoints';
import type { ConnectionManager } from '../connections/connectionManager';
import type { ServicePresenter } from '../migration/ports';
import { groupTitle } from '../migration/status';
import { type Service, STATUS_GROUPS, type Task, type TaskRef } from '../migration/task';
import type { TaskStore } from '../store/taskStore';
import { refOf } from './taskRefs';
import { taskIcon } from './tree/items';
import { newestFirst } from './tree/nodes';

export interface TaskCommandParts {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly views: Readonly<Record<Service, ServicePresenter>>;
}

export class TaskCommands {
	constructor(private readonly parts: TaskCommandParts) {}

	/** The task meant by an argument, or the one that the user picks; undefined if the user gives up or there is none. */
	async choose(
		argument: unknown,
		prompt: string,
		only: (task: Task) => boolean = () => true,
		none = l10n.t('There are no tasks.'),
	): Promise<TaskRef | undefined> {
		const given = refOf(argument);
		if (given) {
			return given;
		}
		await this.loadAll();
		const tasks = this.parts.store.allTasks().filter(only);
		if (tasks.length === 0) {
			void vscode.window.showInformationMessage(none);
			return undefined;
		}
		const picked = await vscode.window.showQuickPick(this.choices(tasks), {
			placeHolder: prompt,
			matchOnDescription: true,
			matchOnDetail: true,
		});
		return picked && 'ref' in picked ? picked.ref : undefined;
	}

	async copyId(argument?: unknown): Promise<void> {
		const ref = await this.choose(argument, l10n.t('Copy the ID of which task?'));
		if (ref) {
			await vscode.env.clipboard.writeText(ref.id);
			vscode.window.setStatusBarMessage(l10n.t('Task ID copied'), 3000);
		}
	}

	/** Copies the redacted wire fields of list and details. */
	async copyJson(argument?: unknown): Promise<void> {
		const ref = await this.choose(argument, l10n.t('Copy which task as JSON?'));
		const task = ref && this.parts.store.get(ref);
		if (task) {
			await vscode.env.clipboard.writeText(JSON.stringify(task.raw, null, 2));
			vscode.window.setStatusBarMessage(l10n.t('Task copied as JSON'), 3000);
		} else if (ref) {
			void vscode.window.showWarningMessage(l10n.t('Nothing is known of this task yet. Refresh, then try again.'));
		}
	}

	async openInConsole(argument?: unknown): Promise<void> {
		const ref = await this.choose(argument, l10n.t('Open the console for which task?'));
		if (!ref) {
			return;
		}
		const url = this.consoleUrl(ref);
		if (url === undefined) {
			void vscode.window.showInformationMessage(l10n.t('No console address is known for this cloud.'));
		} else {
			await vscode.env.openExternal(vscode.Uri.parse(url, true));
		}
	}

	/** The console's page of the service; no link to a single task is known. */
	consoleUrl({ connectionId, service }: TaskRef): string | undefined {
		const profile = this.parts.connections.profile(connectionId);
		return profile && cloudOf(profile.cloud)?.console(profile.region ?? '', service);
	}

	private async loadAll(): Promise<void> {
		const { store } = this.parts;
		if (!store.loaded) {
			await vscode.window.withProgress(
				{ location: vscode.ProgressLocation.Notification, title: l10n.t('Reading the tasks…') },
				() => store.load(),
			);
		}
	}

	private choices(tasks: readonly Task[]): (vscode.QuickPickItem & { readonly ref?: TaskRef })[] {
		const { connections, views } = this.parts;
		const many = connections.all().length > 1;
		return STATUS_GROUPS.flatMap((group) => {
			const own = tasks.filter((task) => task.group === group).sort(newestFirst);
			return own.length === 0
				? []
				: [
						{ label: groupTitle(group), kind: vscode.QuickPickItemKind.Separator },
						...own.map((task) => ({
							// A name is text: nothing in it becomes an icon.
							label: `$(${taskIcon(task)}) ${task.name.replace(/\$\(/g, '\\$(')}`,
							description: [
								views[task.ref.service].label,
								task.summary,
								many ? connections.name(task.ref.connectionId) : '',
							]
								.filter(Boolean)
								.join(' · '),
							detail: task.ref.id,
							ref: task.ref,
						})),
					];
		});
	}
}
