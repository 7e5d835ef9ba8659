/** How the nodes of the tree look, sound and what one can do with them. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Format } from '../../migration/format';
import type { ServicePresenter } from '../../migration/ports';
import { groupTitle, statusRow } from '../../migration/status';
import type { Service, StatusGroup, Task } from '../../migration/task';
import { type GroupNode, type MoreNode, type NoteNode, PAGE, type ProblemNode, type TaskNode } from './nodes';

export interface ItemContext {
	readonly views: Readonly<Record<Service, ServicePresenter>>;
	readonly format: Format;
	readonly now: number;
	/** Name of a connection, if there is more than one and it must be told. */
	readonly connectionName: (id: string) => string | undefined;
	/** Whether tasks of more than one service are about. */
	readonly manyServices: boolean;
}

/** Theme icons by service and group: a server is told from a cache by shape, a state from another by shape and colour. */
const ICONS: Readonly<Record<Service, Readonly<Record<StatusGroup, string>>>> = {
	dcs: {
		failed: 'error',
		pending: 'circle-large-outline',
		active: 'sync',
		stopped: 'circle-slash',
		succeeded: 'pass',
		other: 'question',
	},
	sms: {
		failed: 'vm',
		pending: 'vm-outline',
		active: 'vm-running',
		stopped: 'vm-connect',
		succeeded: 'vm-active',
		other: 'server',
	},
};

/** Name of the theme icon of a task. */
export function taskIcon({ ref, group }: Pick<Task, 'ref' | 'group'>): string {
	return ICONS[ref.service][group];
}

const COLORS: Readonly<Record<StatusGroup, string>> = {
	failed: 'list.errorForeground',
	pending: 'list.warningForeground',
	active: 'charts.blue',
	stopped: 'disabledForeground',
	succeeded: 'charts.green',
	other: 'foreground',
};

/** Groups that are open at first: what needs somebody. What is over is folded. */
const OPEN: ReadonlySet<StatusGroup> = new Set(['failed', 'pending', 'active', 'other']);

/** A group: its name and how many tasks it holds. What needs somebody is open at first. */
export function groupItem({ key, by, tasks }: GroupNode, { views, format }: ItemContext): vscode.TreeItem {
	const label = 'status' in by ? groupTitle(by.status) : 'service' in by ? views[by.service].longName : by.name;
	const open = 'status' in by ? OPEN.has(by.status) : true;
	const item = new vscode.TreeItem(
		label,
		open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
	);
	item.id = key;
	item.description = format.integer(tasks.length);
	item.contextValue = 'status' in by ? `group.${by.status}` : 'service' in by ? 'group.service' : 'connection';
	item.accessibilityInformation = {
		label:
			tasks.length === 1 ? l10n.t('{0}, 1 task', label) : l10n.t('{0}, {1} tasks', label, format.integer(tasks.length)),
	};
	if ('connection' in by) {
		item.iconPath = new vscode.ThemeIcon('cloud');
	}
	return item;
}

/** A task: name, how it stands in a few words and, where it must be told, service and connection. A click opens its panel. */
export function taskItem(node: TaskNode, task: Task, context: ItemContext): vscode.TreeItem {
	const { connectionName, manyServices, views } = context;
	const item = new vscode.TreeItem(task.name, vscode.TreeItemCollapsibleState.None);
	const view = views[task.ref.service];
	const place = [manyServices ? view.label : undefined, connectionName(task.ref.connectionId)].filter(
		(part) => part !== undefined,
	);
	item.id = node.key;
	item.description = [firstLine(task.summary), ...place].filter((part) => part !== '').join(' · ');
	item.iconPath = new vscode.ThemeIcon(taskIcon(task), new vscode.ThemeColor(COLORS[task.group]));
	item.contextValue = `task.${task.ref.service}${task.configurable ? '.configurable' : ''}`;
	item.command = { command: 'migrationTasks.openTask', title: l10n.t('Open Task'), arguments: [task.ref] };
	item.accessibilityInformation = {
		label: [
			task.name,
			view.status(task).words,
			firstLine(task.summary),
			view.label,
			connectionName(task.ref.connectionId),
		]
			.filter((part): part is string => Boolean(part))
			.filter((part, index, all) => all.findIndex((one) => one.toLowerCase() === part.toLowerCase()) === index)
			.join(', '),
	};
	return item;
}

/** The facts that matter, for the tooltip. Wire texts go in as text, so that nothing in them turns into markup. */
export function taskTooltip(task: Task, { views, format, now, connectionName }: ItemContext): vscode.MarkdownString {
	const view = views[task.ref.service];
	const tooltip = new vscode.MarkdownString();
	const line = (text: string, wrap = ''): void => {
		tooltip.appendMarkdown(wrap).appendText(text).appendMarkdown(`${wrap}\n\n`);
	};
	line(task.name, '**');
	const { words } = view.status(task);
	line(words === task.status ? words : l10n.t('{0} ({1} on the wire)', words, task.status));
	line([view.longName, task.kind, connectionName(task.ref.connectionId)].filter(Boolean).join(' · '));
	if (task.from !== undefined || task.to !== undefined) {
		line(`${task.from ?? '?'} → ${task.to ?? '?'}`);
	}
	if (task.method !== undefined) {
		line(l10n.t('Method: {0}', task.method));
	}
	if (task.createdAt !== undefined) {
		line(l10n.t('Created {0} ({1})', format.dateTime(task.createdAt), format.age(task.createdAt, now)));
	}
	if (task.error !== undefined) {
		line(l10n.t('Error: {0}', task.error));
	}
	line(nextStep(task));
	return tooltip;
}

function nextStep(task: Task): string {
	if (task.configurable) {
		return l10n.t('Next: configure it, to start the migration.');
	}
	if (task.group === 'failed') {
		return l10n.t('Next: open it for the whole error.');
	}
	return statusRow(task.ref.service, task.status).known
		? l10n.t('Open it for details.')
		: l10n.t('This version does not know this status. It is shown as the service said it.');
}

/** The rest of a large group. A click shows the next ones. */
export function moreItem({ key, group, hidden }: MoreNode, { format }: ItemContext): vscode.TreeItem {
	const item = new vscode.TreeItem(
		l10n.t('Show {0} more', format.integer(Math.min(hidden, PAGE))),
		vscode.TreeItemCollapsibleState.None,
	);
	item.id = key;
	item.description = l10n.t('{0} not shown', format.integer(hidden));
	item.iconPath = new vscode.ThemeIcon('ellipsis');
	item.contextValue = 'more';
	item.command = { command: 'migrationTasks.showMore', title: l10n.t('Show More'), arguments: [group] };
	return item;
}

/** What ails a connection, how old its tasks are, and, at a click, the remedy. */
export function problemItem(node: ProblemNode, { format, now, views }: ItemContext): vscode.TreeItem {
	const { problem, loadedAt, connectionName, service, connectionId } = node;
	const item = new vscode.TreeItem(connectionName, vscode.TreeItemCollapsibleState.None);
	const age = loadedAt === undefined ? undefined : l10n.t('tasks as of {0}', format.age(loadedAt, now));
	item.id = node.key;
	item.description = [problem.short, service && views[service].label, age].filter(Boolean).join(' · ');
	const signIn = problem.remedy === 'signIn';
	item.iconPath = signIn
		? new vscode.ThemeIcon('key')
		: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
	const tooltip = new vscode.MarkdownString().appendText(problem.text);
	if (loadedAt !== undefined) {
		tooltip.appendMarkdown('\n\n').appendText(l10n.t('The tasks below were read {0}.', format.age(loadedAt, now)));
	}
	item.tooltip = tooltip;
	item.contextValue = `problem.${problem.remedy}`;
	item.command = {
		command: {
			retry: 'migrationTasks.retry',
			signIn: 'migrationTasks.updateCredential',
			updateCredential: 'migrationTasks.updateCredential',
			edit: 'migrationTasks.editConnection',
		}[problem.remedy],
		title: problem.short,
		arguments: [{ connectionId }],
	};
	item.accessibilityInformation = { label: [connectionName, problem.text, age].filter(Boolean).join(', ') };
	return item;
}

/** A list that is not whole. A click shows the log, which says more. */
export function noteItem({ key, connectionName, incomplete, unreadable }: NoteNode): vscode.TreeItem {
	const text = [
		incomplete,
		unreadable === 0
			? undefined
			: unreadable === 1
				? l10n.t('1 entry of the list could not be read. The log says more.')
				: l10n.t('{0} entries of the list could not be read. The log says more.', unreadable),
	]
		.filter(Boolean)
		.join(' ');
	const item = new vscode.TreeItem(
		incomplete === undefined ? l10n.t('Not all could be read') : l10n.t('List is not complete'),
		vscode.TreeItemCollapsibleState.None,
	);
	item.id = key;
	item.description = connectionName;
	item.tooltip = text;
	item.iconPath = new vscode.ThemeIcon('info');
	item.contextValue = 'note';
	item.command = { command: 'migrationTasks.showLog', title: l10n.t('Show Log') };
	item.accessibilityInformation = { label: `${connectionName}, ${text}` };
	return item;
}

/** Rows of the tree have one line, and not all of a long error. */
function firstLine(text: string): string {
	const [line = ''] = text.split('\n');
	return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
