/** What one does with tasks: find, open, copy, look up in the console. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { askableId } from '../cloud/taskPage';
import type { ConnectionManager } from '../connections/connectionManager';
import { plainLine } from '../core/plainText';
import type { Format } from '../migration/format';
import { groupTitle } from '../migration/status';
import { allows, STATUS_GROUPS, type Task, type TaskRef } from '../migration/task';
import type { Services } from '../services';
import { consoleUrl } from '../services/resolveEndpoints';
import type { TaskStore } from '../store/taskStore';
import { copyLogLink } from './actions/collectedLog';
import { showInfo, showInStatusBar, showProgress, showWarning } from './messages';
import { type PickHeading, type PickRow, pickOne } from './quickPicks';
import { nameOf, taskName } from './taskNames';
import { refOf } from './taskRefs';
import { newestFirst } from './tree/order';

export interface TaskCommandDeps {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly services: Services;
	readonly format: Format;
	readonly panels: {
		readonly details: {
			show(ref: TaskRef, beside?: boolean): void;
			showSection(ref: TaskRef, section: string): Promise<void>;
		};
		readonly configure: { show(ref: TaskRef): void };
	};
	/** Does something to a task, with all questions that belong to it. */
	readonly act: (action: string) => (argument: unknown, selection: unknown) => Promise<void>;
}

/** A task as a row to pick. */
interface TaskChoice extends PickRow {
	readonly ref: TaskRef;
}

export class TaskCommands {
	constructor(private readonly deps: TaskCommandDeps) {}

	/** Opens a task's panel; `beside` the one that is looked at, where that is wanted. */
	async open(argument?: unknown, beside = false): Promise<void> {
		const ref = await this.choose(argument, l10n.t('Open which task?'));
		if (ref) {
			this.deps.panels.details.show(ref, beside);
		}
	}

	/** Opens a task's panel at the service's own log of the task; of a service that only collects logs, offers that. */
	async showTaskLog(argument?: unknown): Promise<void> {
		const { services, panels } = this.deps;
		const hasLog = (task: Task): boolean => {
			const { log, collectsLog } = services.get(task.ref.service);
			return log !== undefined || (collectsLog !== undefined && allows(task, collectsLog));
		};
		const none = l10n.t('There are no tasks with a log.');
		const ref = await this.choose(argument, l10n.t('Show the log of which task?'), hasLog, none);
		if (ref && services.get(ref.service).log) {
			await panels.details.showSection(ref, 'log');
		} else if (ref) {
			await this.offerCollecting(ref);
		}
	}

	/** Says where the log is instead, and what can be done to get at it. */
	private async offerCollecting(ref: TaskRef): Promise<void> {
		const { services, store, act } = this.deps;
		const { label, collectsLog, presenter } = services.get(ref.service);
		if (collectsLog === undefined) {
			void showInfo(l10n.t('{0} keeps no log of its tasks that could be shown here.', label));
			return;
		}
		const task = store.get(ref);
		const copy = l10n.t('Copy Link');
		const collect = l10n.t('Collect the Log…');
		const collected = task !== undefined && (await presenter()).hasCollectedLog?.(task) === true;
		const text = collected
			? l10n.t(
					'The log of “{0}” was collected into a bucket. The link to it is asked for when you copy it.',
					nameOf(ref, task),
				)
			: l10n.t(
					'{0} shows no log here. The agent on the source server has it, and can write it into a bucket of yours.',
					label,
				);
		const buttons = [...(collected ? [copy] : []), ...(task && allows(task, collectsLog) ? [collect] : [])];
		const pressed = await showInfo(text, ...buttons);
		if (pressed === copy) {
			await copyLogLink(ref, this.deps);
		} else if (pressed === collect) {
			await act(collectsLog)(ref, undefined);
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
			void showInfo(l10n.t('Only online migrations of {0} are configured here.', labels));
		}
	}

	/** Opens a task's panel where the keys of both ends are compared. */
	async compareKeyspaces(argument?: unknown): Promise<void> {
		const { services, panels } = this.deps;
		const able = (service: string): boolean => services.get(service).copiesKeys === true;
		const none = l10n.t('There are no tasks that copy keys.');
		const ref = await this.choose(
			argument,
			l10n.t('Compare the keys of which task?'),
			(task) => able(task.ref.service),
			none,
		);
		if (ref && !able(ref.service)) {
			void showInfo(l10n.t('This task copies no keys.'));
		} else if (ref) {
			await panels.details.showSection(ref, 'keyspaces');
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
			void showInfo(none);
			return undefined;
		}
		return (await pickOne(this.choices(tasks), prompt))?.ref;
	}

	/** Copies the service's own id, which two tasks may share. */
	async copyId(argument?: unknown): Promise<void> {
		const ref = await this.choose(argument, l10n.t('Copy the ID of which task?'));
		if (ref) {
			// Where rows had no id, or one that was taken, theirs is half of it or all made up here: nobody else would know it.
			const id = askableId(ref.id);
			if (id === undefined) {
				void showWarning(l10n.t('The service gave this task no ID, so there is none to copy.'));
				return;
			}
			await vscode.env.clipboard.writeText(id);
			showInStatusBar(l10n.t('Task ID copied'));
		}
	}

	/** Copies a link that opens the task, for whoever has a connection to the same place. */
	async copyLink(argument?: unknown): Promise<void> {
		const ref = await this.choose(argument, l10n.t('Copy the link to which task?'));
		const profile = ref && this.deps.connections.profile(ref.connectionId);
		if (!ref || !profile) {
			return;
		}
		const { linkTo } = await import('./openLink');
		const link = askableId(ref.id) === ref.id ? linkTo(ref, profile, vscode.env.uriScheme) : undefined;
		if (link === undefined) {
			void showWarning(l10n.t('The ID of this task cannot stand in a link.'));
			return;
		}
		await vscode.env.clipboard.writeText(link);
		showInStatusBar(l10n.t('Link copied'));
	}

	/** Copies the redacted wire fields of list and details. */
	async copyJson(argument?: unknown): Promise<void> {
		const ref = await this.choose(argument, l10n.t('Copy which task as JSON?'));
		const task = ref && this.deps.store.get(ref);
		if (task) {
			await vscode.env.clipboard.writeText(JSON.stringify(task.raw, null, 2));
			showInStatusBar(l10n.t('Task copied as JSON'));
		} else if (ref) {
			void showWarning(l10n.t('Nothing is known of this task yet. Refresh, then try again.'));
		}
	}

	async openInConsole(argument?: unknown): Promise<void> {
		const ref = await this.choose(argument, l10n.t('Open the console for which task?'));
		if (!ref) {
			return;
		}
		const url = this.consoleUrl(ref);
		if (url === undefined) {
			const name = plainLine(this.deps.connections.name(ref.connectionId));
			void showInfo(l10n.t('No console address is known for the cloud of “{0}”.', name));
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
			await showProgress(l10n.t('Reading the tasks…'), () => store.load());
		}
	}

	private choices(tasks: readonly Task[]): (TaskChoice | PickHeading)[] {
		const many = this.deps.connections.all().length > 1;
		return STATUS_GROUPS.flatMap((group) => {
			const own = tasks.filter((task) => task.group === group).sort(newestFirst);
			return own.length === 0 ? [] : [{ heading: groupTitle(group) }, ...own.map((task) => this.choice(task, many))];
		});
	}

	private choice(task: Task, many: boolean): TaskChoice {
		const { label, statuses, summary } = this.deps.services.get(task.ref.service);
		const connection = many ? plainLine(this.deps.connections.name(task.ref.connectionId)) : '';
		return {
			icon: statuses.row(task.status).icon,
			label: taskName(task),
			description: [label, plainLine(summary.row(task, this.deps.format), 120), connection].filter(Boolean).join(' · '),
			detail: this.detailOf(task),
			ref: task.ref,
		};
	}

	/** What else a person may look for: id, ends and error. */
	private detailOf(task: Task): string {
		const { summary } = this.deps.services.get(task.ref.service);
		const ends = [summary.from(task), summary.to(task)].filter((end) => end !== undefined).join(' → ');
		const error = task.group === 'failed' ? summary.error(task) : undefined;
		return [task.ref.id, plainLine(ends, 160), plainLine(error ?? '', 200)].filter((part) => part !== '').join(' · ');
	}
}
