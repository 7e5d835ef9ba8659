/** The view: loads when somebody looks, refreshes while somebody looks, and says around the tree what the tree cannot. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { once } from '../../core/once';
import { plainLine } from '../../core/plainText';
import type { Format } from '../../migration/format';
import type { Task, TaskRef } from '../../migration/task';
import type { ConnectionProblem } from '../../store/connectionProblem';
import { type RefreshSchedulers, schedulersOf } from '../../store/refreshSchedulers';
import type { ConnectionState, TaskStore } from '../../store/taskStore';
import { setContext } from '../contextKeys';
import { showBusy, showWarning, viewText } from '../messages';
import { problemText } from '../nextTry';
import { onDidChangeSetting, settings } from '../settings';
import { connectionIdOf } from '../taskRefs';
import type { FailureBadge } from './badge';
import type { Node } from './nodes';
import { rowCommand } from './rowCommand';
import type { TaskTree } from './taskTree';

export const VIEW_ID = 'migrationTasks.tasks';

/** A row is revealed when both the panel and the tree have stood still so long, ms. */
const AT_REST = 700;
/** A tree that is read anew names its selection again within this time, ms, also on a busy machine. */
const READ_ANEW = 10_000;
/** How often it is looked whether it does, ms. */
const LOOK = 50;

/** Why nothing at all was asked for a connection. */
function heldBackOf({ problem, services }: ConnectionState): ConnectionProblem | undefined {
	const problems = problem ? [problem] : services.map((service) => service.problem);
	return problems.every((one) => one?.error?.reason === 'heldBack') ? problems[0] : undefined;
}

export class TaskView implements vscode.Disposable {
	private readonly view: vscode.TreeView<Node>;
	private readonly schedulers: RefreshSchedulers;
	private readonly subscriptions: vscode.Disposable[];
	/** The row of the last selection that VS Code told of; undefined where it named none. */
	private selected: Node | undefined;
	/** The key of the last row that it named, which it names once more after the tree was read anew. */
	private selectedKey: string | undefined;
	/** The task whose panel is in front: its row is selected as soon as somebody looks. */
	private shown: TaskRef | undefined;
	private following: NodeJS.Timeout | undefined;
	private readonly badge: () => Promise<FailureBadge>;
	private hadFailures = false;
	private wasVisible = false;
	private readonly picked = new vscode.EventEmitter<TaskRef>();
	private readonly opened = new vscode.EventEmitter<TaskRef>();

	/** A task was selected, by hand. */
	readonly onDidSelectTask = this.picked.event;
	/** A task's row was clicked, or Enter was pressed on it. */
	readonly onDidOpenTask = this.opened.event;

	constructor(
		private readonly store: TaskStore,
		private readonly tree: TaskTree,
		private readonly format: Format,
		memento?: vscode.Memento,
	) {
		this.badge = once(async () => new (await import('./badge')).FailureBadge(this.view, format, memento));
		this.view = vscode.window.createTreeView(VIEW_ID, {
			treeDataProvider: tree,
			showCollapseAll: true,
			canSelectMany: true,
		});
		this.schedulers = schedulersOf(store, {
			interval: settings.refreshInterval,
			// Where nothing was asked (a refused credential), the age of the old tasks still grows.
			ran: () => tree.redraw(),
		});
		this.subscriptions = [
			this.view,
			this.schedulers,
			this.view.onDidChangeVisibility(() => this.visibilityChanged()),
			this.picked,
			this.opened,
			this.view.onDidChangeSelection(({ selection }) => this.selectionChanged(selection)),
			vscode.window.onDidChangeWindowState(() => this.visibilityChanged()),
			onDidChangeSetting('refreshInterval', () => this.schedulers.intervalChanged()),
			vscode.Disposable.from(store.onDidChange(() => this.update())),
		];
		this.update();
		this.visibilityChanged();
	}

	dispose(): void {
		clearTimeout(this.following);
		vscode.Disposable.from(...this.subscriptions).dispose();
	}

	/** What "Retry" does: reads the connection that the argument names, or all. Where nothing of one was sent, so that its key is not locked, that is told. */
	async retry(argument?: unknown): Promise<void> {
		const id = connectionIdOf(argument);
		await this.refresh(id === undefined ? undefined : [id]);
		const state = this.store.connectionStates().find((one) => one.id === id);
		const heldBack = state && heldBackOf(state);
		if (heldBack) {
			void showWarning(problemText(heldBack, this.format, Date.now()));
		}
	}

	/** Selects the row of a task that is looked at elsewhere, without taking the focus. Its failure has been seen. */
	show(ref: TaskRef): void {
		this.shown = ref;
		const task = this.store.get(ref);
		if (task?.group === 'failed') {
			this.see([task]);
		}
		this.follow();
	}

	private see(failed: readonly Task[]): void {
		if (failed.length > 0) {
			this.withBadge((badge) => badge.see(failed, this.store.allTasks()));
		}
	}

	/**
	 * Selects the row of the task that is looked at elsewhere, once all has come to rest: VS Code keeps a reveal until the tree was drawn, and
	 * then shows the view, though somebody has hidden it meanwhile.
	 */
	private follow(since = Date.now()): void {
		clearTimeout(this.following);
		if (!this.shown || !this.view.visible) {
			return;
		}
		const wait = Math.max(since, this.tree.drawnAt) + AT_REST - Date.now();
		if (wait > 0) {
			this.following = setTimeout(() => this.follow(since), Math.min(wait, AT_REST));
			return;
		}
		const row = this.tree.rowOf(this.shown);
		if (row && row.key !== this.view.selection[0]?.key) {
			this.selected = row;
			this.selectedKey = row.key;
			// Refused where the tree has been read anew just now; then the next look does it.
			this.view.reveal(row, { select: true, focus: false }).then(undefined, () => {});
		}
	}

	private selectionChanged(selection: readonly Node[]): void {
		const [first] = selection;
		const before = this.selectedKey;
		this.selected = first;
		this.selectedKey = first?.key ?? before;
		if (first?.kind === 'task' && selection.length === 1 && first.key !== before) {
			this.picked.fire(first.ref);
		}
	}

	/** Does what a click on the selected row stands for. */
	async openSelected(): Promise<void> {
		const node = await this.selectedRow();
		const command = node && rowCommand(node);
		if (node?.kind === 'task') {
			this.opened.fire(node.ref);
		} else if (command) {
			await vscode.commands.executeCommand(`migrationTasks.${command.name}`, command.argument);
		}
	}

	/**
	 * The selected row. While the tree is read anew, VS Code knows no rows: it names no selection, and tells of a new one as of none. So a click that
	 * comes just then is heeded once it names it again.
	 */
	private async selectedRow(): Promise<Node | undefined> {
		const limit = Date.now() + READ_ANEW;
		for (;;) {
			const row = this.view.selection[0] ?? this.selected;
			if (row || Date.now() >= limit) {
				return row;
			}
			await new Promise((resolve) => setTimeout(resolve, LOOK));
		}
	}

	/** Reads everything now, however lately it was read. Resolves when the tree shows it. */
	async refresh(ids?: readonly string[]): Promise<void> {
		await showBusy(VIEW_ID, () => this.store.refresh(ids ? { ids } : {}));
		this.schedulers.ran(ids);
		this.tree.redraw();
	}

	/** Starts or stops the clock. What was never read is read at the first look. */
	private visibilityChanged(): void {
		const { visible } = this.view;
		if (visible) {
			this.readUnread();
			this.follow();
		} else if (this.wasVisible) {
			this.see(this.store.allTasks().filter(({ group }) => group === 'failed'));
		}
		this.wasVisible = visible;
		this.schedulers.setVisible(visible && vscode.window.state.focused);
	}

	private readUnread(): void {
		const ids = this.store.unread();
		if (ids.length > 0) {
			// The clock counts from here, or its own first run would ask the same at the same time.
			this.schedulers.ran(ids);
			void this.refresh(ids);
		}
	}

	private update(): void {
		const states = this.store.connectionStates();
		this.schedulers.setConnections(states.map(({ id }) => id));
		if (this.view.visible) {
			this.readUnread();
		}
		const shown = this.store.visibleTasks();
		const all = this.store.allTasks();
		const { filter } = this.store;
		setContext('migrationTasks.filtered', filter !== undefined);
		setContext(
			'migrationTasks.state',
			this.state(
				states.length,
				shown.length,
				states.some(({ loading }) => loading),
			),
		);
		this.say('description', filter === undefined ? '' : viewText(l10n.t('“{0}”', plainLine(filter))));
		this.say(
			'message',
			filter === undefined || shown.length === 0
				? ''
				: viewText(
						l10n.t(
							'“{0}” finds {1} of {2} tasks.',
							plainLine(filter),
							this.format.integer(shown.length),
							this.format.integer(all.length),
						),
					),
		);
		if (this.hadFailures || all.some(({ group }) => group === 'failed')) {
			this.hadFailures = true;
			this.withBadge((badge) => badge.update(this.store.allTasks()));
		}
	}

	/** Only what is new: VS Code takes each setting for a change of the tree, and draws nothing until there was none for 200 ms. */
	private say(where: 'description' | 'message', text: string): void {
		if ((this.view[where] ?? '') !== text) {
			this.view[where] = text;
		}
	}

	private withBadge(use: (badge: FailureBadge) => void): void {
		void this.badge().then(use, () => {
			// The number is not worth a message: the groups have it, too.
		});
	}

	private state(
		connections: number,
		shown: number,
		loading: boolean,
	): 'loading' | 'noConnections' | 'noTasks' | 'filtered' | 'tasks' {
		if (connections === 0) {
			return 'noConnections';
		}
		if (shown > 0) {
			return 'tasks';
		}
		if (loading || this.store.unread().length > 0) {
			return 'loading';
		}
		return this.store.filter === undefined ? 'noTasks' : 'filtered';
	}
}
