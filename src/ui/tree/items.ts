/** How the nodes of the tree look, sound and what one can do with them. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainLine } from '../../core/plainText';
import type { VerdictWords } from '../../migration/cutover';
import type { Format } from '../../migration/format';
import type { ServiceInfo, ServiceRegistry } from '../../migration/ports';
import { groupTitle } from '../../migration/status';
import type { StatusGroup, Task, TaskRef } from '../../migration/task';
import { markdownText } from '../markdown';
import { nextTryWords, problemText } from '../nextTry';
import { taskName } from '../taskNames';
import { type GroupNode, type MoreNode, type NoteNode, PAGE, type ProblemNode, type TaskNode } from './nodes';
import { clicked } from './rowCommand';
import { hasOldNumbers, rowText } from './rowText';

export interface ItemContext {
	readonly services: ServiceRegistry;
	readonly format: Format;
	readonly now: number;
	/** A short tag for each connection by its id; empty where rows need not name theirs. */
	readonly tags: ReadonlyMap<string, string>;
	/** Name of a connection, if it must be told. */
	readonly connectionName: (id: string) => string | undefined;
	/** Whether the credential of a connection lasts only as long as this window. */
	readonly forSession?: ((id: string) => boolean) | undefined;
	/** How the run of a task stands, or why it failed, in a few words. */
	readonly note?: ((task: Task) => VerdictWords | undefined) | undefined;
	readonly isWatched?: ((ref: TaskRef) => boolean) | undefined;
	/** Whether tasks of more than one service are about. */
	readonly manyServices: boolean;
}

/** What the tree asks of others. */
export interface TreeFacts {
	/** Whether the credential of a connection lasts only as long as this window. */
	readonly isForSession: (id: string) => boolean;
	/** How the run of a task stands, or why it failed, in a few words. */
	readonly note: (task: Task) => VerdictWords | undefined;
	readonly isWatched: (ref: TaskRef) => boolean;
	/** Tasks of which that has grown old. */
	readonly expired: () => readonly TaskRef[];
}
export const NOTHING_KNOWN: TreeFacts = {
	isForSession: () => false,
	note: () => undefined,
	isWatched: () => false,
	expired: () => [],
};

/** Groups that are open at first: what needs somebody. What is over is folded. */
const OPEN: ReadonlySet<StatusGroup> = new Set(['failed', 'pending', 'active', 'other']);

/** Notes of these tones have an icon of their own. */
const MARKED: ReadonlySet<string> = new Set(['good', 'warning', 'bad']);

/** How much of a summary stands in a row, in characters. */
const SUMMARY_LENGTH = 120;
/** How much of an error stands in a tooltip. */
const ERROR_LENGTH = 400;
/** The longest line of a tooltip. */
const TOOLTIP_LINE_LENGTH = 1_000;

/** A group: its name and how many tasks it holds. What needs somebody is open at first. */
export function groupItem(
	{ key, by, tasks }: GroupNode,
	{ services, format, forSession }: ItemContext,
): vscode.TreeItem {
	const label =
		'status' in by
			? groupTitle(by.status)
			: 'service' in by
				? services.get(by.service).longName
				: 'earlier' in by
					? l10n.t('Earlier')
					: plainLine(by.name) || by.connection;
	const open = 'status' in by ? OPEN.has(by.status) : !('earlier' in by);
	const item = new vscode.TreeItem(
		label,
		open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
	);
	item.id = key;
	item.description = format.integer(tasks.length);
	item.contextValue =
		'status' in by
			? `group.${by.status}`
			: 'service' in by
				? 'group.service'
				: 'earlier' in by
					? 'group.earlier'
					: 'connection';
	item.accessibilityInformation = {
		label:
			tasks.length === 1 ? l10n.t('{0}, 1 task', label) : l10n.t('{0}, {1} tasks', label, format.integer(tasks.length)),
	};
	if ('earlier' in by) {
		item.tooltip = l10n.t('Failed more than 30 days ago');
	}
	if ('connection' in by) {
		item.iconPath = new vscode.ThemeIcon('cloud');
		if (forSession?.(by.connection)) {
			item.description = l10n.t('{0} · for this session only', format.integer(tasks.length));
			item.tooltip = l10n.t(
				'The credential of “{0}” is in the memory of this window alone. When the window is closed or reloaded, you are asked to sign in again.',
				by.name,
			);
		}
	}
	return item;
}

/** A task: name, how it stands in a few words and, where it must be told, service and connection. A click opens its panel. */
export function taskItem(node: TaskNode, task: Task, context: ItemContext): vscode.TreeItem {
	const { connectionName, format, manyServices, services } = context;
	const name = taskName(task);
	const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.None);
	const service = services.get(task.ref.service);
	const status = service.statuses.row(task.status);
	const note = context.note?.(task);
	const summary = plainLine(note?.text ?? service.summary.row(task, format), SUMMARY_LENGTH);
	// What needs nobody looks as its service's tasks do.
	const { icon, color = status.color } = note && MARKED.has(note.tone) ? note : status;
	const connection = connectionName(task.ref.connectionId);
	const age = !note && task.sample && hasOldNumbers(task, context.now) ? format.age(task.sample.at, context.now) : '';
	const tag = context.tags.get(task.ref.connectionId) ?? '';
	item.id = node.key;
	item.description = rowText(summary, { tag, age, service: manyServices ? service.label : '' });
	item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
	item.contextValue = taskContext(task, service, context.isWatched?.(task.ref) ?? false);
	item.command = clicked(l10n.t('Open Task'));
	item.accessibilityInformation = {
		label: [name, ...spoken(plainLine(status.words()), summary), age, service.label, plainLine(connection ?? '')]
			.filter((part) => part !== '')
			.join(', '),
	};
	return item;
}

/** Status and summary for the ear, which hears nothing twice. */
function spoken(status: string, summary: string): readonly string[] {
	const [a, b] = [status.toLowerCase(), summary.toLowerCase()];
	return a === b ? [status] : b.includes(a) ? [summary] : [status, summary];
}

/** What menus ask of a task, in one word: `task.dcs.can-stop.watchable`. */
export function taskContext(
	{ ref, actions, group, over, live }: Task,
	{ log, judgesRuns }: Pick<ServiceInfo, 'log' | 'judgesRuns'>,
	watched: boolean,
): string {
	return [
		'task',
		ref.service,
		...actions.map((action) => `can-${action}`),
		...(group === 'pending' ? ['pending'] : []),
		...(log ? ['has-log'] : []),
		...(over ? [] : [watched ? 'watched' : 'watchable']),
		...(judgesRuns && live && !over ? ['judged'] : []),
	].join('.');
}

/** A tooltip with a bold first line, or none. Whatever stands in the lines is shown as text. */
export function tooltipOf(title: string, lines: readonly (string | undefined)[]): vscode.MarkdownString {
	const text = (line: string): string => markdownText(plainLine(line, TOOLTIP_LINE_LENGTH));
	const bold = title === '' ? [] : [`**${text(title)}**`];
	const rest = lines.flatMap((line) => (line === undefined || line === '' ? [] : [text(line)]));
	return new vscode.MarkdownString([...bold, ...rest].join('\n\n'));
}

/** The rest of a large group. A click shows the next ones. */
export function moreItem({ key, hidden }: MoreNode, { format }: ItemContext): vscode.TreeItem {
	const item = new vscode.TreeItem(
		l10n.t('Show {0} more', format.integer(Math.min(hidden, PAGE))),
		vscode.TreeItemCollapsibleState.None,
	);
	item.id = key;
	item.description = l10n.t('{0} not shown', format.integer(hidden));
	item.iconPath = new vscode.ThemeIcon('ellipsis');
	item.contextValue = 'more';
	item.command = clicked(l10n.t('Show More'));
	return item;
}

/** What ails a connection, how old its tasks are, and, at a click, the remedy. */
export function problemItem(node: ProblemNode, { format, now, services }: ItemContext): vscode.TreeItem {
	const { problem, loadedAt, service, connectionId } = node;
	const connectionName = plainLine(node.connectionName) || connectionId;
	const item = new vscode.TreeItem(connectionName, vscode.TreeItemCollapsibleState.None);
	const age = loadedAt === undefined ? undefined : l10n.t('tasks as of {0}', format.age(loadedAt, now));
	item.id = node.key;
	const next = nextTryWords(problem.error, format, now);
	item.description = [plainLine(problem.short), next, service && services.get(service).label, age]
		.filter(Boolean)
		.join(' · ');
	const signIn = problem.remedy === 'signIn';
	item.iconPath = signIn
		? new vscode.ThemeIcon('key')
		: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
	const decodable = problem.error?.authorizationMessage !== undefined;
	item.tooltip = tooltipOf('', [
		problemText(problem, format, now),
		decodable
			? l10n.t(
					'The service also wrote an encoded message, which an administrator can decode: copy it from the menu of this row.',
				)
			: undefined,
		loadedAt === undefined ? undefined : l10n.t('The tasks below were read {0}.', format.age(loadedAt, now)),
	]);
	item.contextValue = `problem.${problem.remedy}${decodable ? '.authorization' : ''}`;
	item.command = clicked(problem.short);
	item.accessibilityInformation = {
		label: [connectionName, plainLine(problemText(problem, format, now), ERROR_LENGTH), age].filter(Boolean).join(', '),
	};
	return item;
}

/** A list that is not whole. A click shows the log, which says more. */
export function noteItem({ key, incomplete, unreadable, ...node }: NoteNode): vscode.TreeItem {
	const connectionName = plainLine(node.connectionName);
	const said = [
		incomplete,
		unreadable === 0
			? undefined
			: unreadable === 1
				? l10n.t('1 entry of the list could not be read. The log says more.')
				: l10n.t('{0} entries of the list could not be read. The log says more.', unreadable),
	]
		.filter(Boolean)
		.join(' ');
	const text = plainLine(said, ERROR_LENGTH);
	const item = new vscode.TreeItem(
		incomplete === undefined ? l10n.t('Not all could be read') : l10n.t('List is not complete'),
		vscode.TreeItemCollapsibleState.None,
	);
	item.id = key;
	item.description = connectionName;
	item.tooltip = text;
	item.iconPath = new vscode.ThemeIcon('info');
	item.contextValue = 'note';
	item.command = clicked(l10n.t('Show Log'));
	item.accessibilityInformation = { label: `${connectionName}, ${text}` };
	return item;
}
