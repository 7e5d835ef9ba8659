/** What one does with tasks: find, open, copy, look up in the console. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { askableId } from '../cloud/taskPage';
import type { ConnectionManager } from '../connections/connectionManager';
import { groupTitle } from '../migration/status';
import { allows, STATUS_GROUPS, type Task, type TaskRef } from '../migration/task';
import type { Services } from '../services';
import { consoleUrl } from '../services/resolveEndpoints';
import type { TaskStore } from '../store/taskStore';
import { refOf } from './taskRefs';
import { newestFirst } from './tree/nodes';

export interface TaskCommandDeps {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly services: Services;
	readonly panels: {
		readonly details: { show(ref: TaskRef): void };
		readonly configure: { show(ref: TaskRef): void };
	};
}

export class TaskCommands {
	constructor(private readonly deps: TaskCommandDeps) {}

	/** Opens a task's panel. */
	async open(argument?: unknown): Promise<void> {
		const ref = await this.choose(argument, l10n.t('Open which task?'));
		if (ref) {
			this.deps.panels.details.show(ref);
		}
	}

	/** Opens the configuration form of a task. */
	async configure(argument?: unknown): Promise<void> {
		const configurable = (task: Task): boolean => allows(task, 'configure');
		const none = l10n.t('No task waits for its configuration.');
		const ref = await this.choose(argument, l10n.t('Configure which task?'), configurable, none);
		if (!ref) {
			return;
		}
		const able = this.deps.services.all.filter(({ actions }) => actions.some(({ id }) => id === 'configure'));
		if (able.some(({ id }) => id === ref.service)) {
			this.deps.panels.configure.show(ref);
		} else {
			const labels = able.map(({ label }) => label).join(', ');
			void vscode.window.showInformationMessage(l10n.t('Only online migrations of {0} are configured here.', labels));
		}
	}

	/** The task meant by an argument, or the one that the user picks; undefined if the user gives up or there is none. */
	async choose(
		argument: unknown,
		prompt: string,
		only: (task: Task) => boolean = () => true,
		none = l10n.t('There are no tasks.'),
	): Promise<TaskRef | undefined> {
		const given = refOf(argument, this.deps.services);
		if (given) {
			return given;
		}
		await this.loadAll();
		const tasks = this.deps.store.allTasks().filter(only);
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

	/** Copies the service's own id, which two tasks may share. */
	async copyId(argument?: unknown): Promise<void> {
		const ref = await this.choose(argument, l10n.t('Copy the ID of which task?'));
		if (ref) {
			const id = askableId(ref.id);
			if (id === undefined) {
				void vscode.window.showInformationMessage(
					l10n.t('The service gave this task no ID, so there is none to copy. Its name tells it from others.'),
				);
				return;
			}
			await vscode.env.clipboard.writeText(id);
			vscode.window.setStatusBarMessage(l10n.t('Task ID copied'), 3000);
		}
	}

	/** Copies the redacted wire fields of list and details. */
	async copyJson(argument?: unknown): Promise<void> {
		const ref = await this.choose(argument, l10n.t('Copy which task as JSON?'));
		const task = ref && this.deps.store.get(ref);
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

	/** The console's page of a task's service; no link to a single task is known. */
	consoleUrl({ connectionId, service }: TaskRef): string | undefined {
		const profile = this.deps.connections.profile(connectionId);
		return profile && consoleUrl(profile, service, this.deps.services);
	}

	private async loadAll(): Promise<void> {
		const { store } = this.deps;
		if (!store.loaded) {
			await vscode.window.withProgress(
				{ location: vscode.ProgressLocation.Notification, title: l10n.t('Reading the tasks…') },
				() => store.load(),
			);
		}
	}

	private choices(tasks: readonly Task[]): (vscode.QuickPickItem & { readonly ref?: TaskRef })[] {
		const many = this.deps.connections.all().length > 1;
		return STATUS_GROUPS.flatMap((group) => {
			const own = tasks.filter((task) => task.group === group).sort(newestFirst);
			return own.length === 0
				? []
				: [
						{ label: groupTitle(group), kind: vscode.QuickPickItemKind.Separator },
						...own.map((task) => this.choice(task, many)),
					];
		});
	}
	private choice(task: Task, many: boolean): vscode.QuickPickItem & { readonly ref: TaskRef } {
		const { label, statuses, summary } = this.deps.services.get(task.ref.service);
		const connection = many ? this.deps.connections.name(task.ref.connectionId) : '';
		return {
			// A name is text: nothing in it becomes an icon.
			label: `$(${statuses.row(task.status).icon}) ${task.name.replace(/\$\(/g, '\\$(')}`,
			description: [label, summary.row(task), connection].filter(Boolean).join(' · '),
			detail: task.ref.id,
			ref: task.ref,
		};
	}
}
