/** The view: loads when somebody looks, refreshes while somebody looks, and says around the tree what the tree cannot. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Format } from '../../migration/format';
import { Scheduler } from '../../store/scheduler';
import type { TaskStore } from '../../store/taskStore';
import { setContext } from '../contextKeys';
import { onDidChangeSetting, settings } from '../settings';
import type { Node } from './nodes';
import type { TaskTree } from './taskTree';

export const VIEW_ID = 'migrationTasks.tasks';

export class TaskView implements vscode.Disposable {
	private readonly view: vscode.TreeView<Node>;
	private readonly scheduler: Scheduler;
	private readonly subscriptions: vscode.Disposable[];

	constructor(
		private readonly store: TaskStore,
		private readonly tree: TaskTree,
		private readonly format: Format,
	) {
		this.view = vscode.window.createTreeView(VIEW_ID, { treeDataProvider: tree, showCollapseAll: true });
		this.scheduler = new Scheduler({
			interval: settings.refreshInterval,
			run: async () => {
				await store.refresh({ quietly: true });
				// Where nothing was asked (a refused credential), the age of the old tasks still grows.
				tree.redraw();
				return !store.failing;
			},
		});
		this.subscriptions = [
			this.view,
			this.scheduler,
			this.view.onDidChangeVisibility(() => this.look()),
			vscode.window.onDidChangeWindowState(() => this.look()),
			onDidChangeSetting('refreshInterval', () => this.scheduler.reset(false)),
			vscode.Disposable.from(store.onDidChange(() => this.update())),
		];
		this.update();
		this.look();
	}

	dispose(): void {
		vscode.Disposable.from(...this.subscriptions).dispose();
	}

	/** Reads everything now, however lately it was read. Resolves when the tree shows it. */
	async refresh(ids?: readonly string[]): Promise<void> {
		await vscode.window.withProgress({ location: { viewId: VIEW_ID } }, () => this.store.refresh(ids ? { ids } : {}));
		this.scheduler.reset();
		this.tree.redraw();
	}

	/** Starts or stops the clock. What was never read is read at the first look. */
	private look(): void {
		const looking = this.view.visible;
		if (looking) {
			this.readUnread();
		}
		this.scheduler.watch(looking && vscode.window.state.focused);
	}

	private readUnread(): void {
		const ids = this.store.unread();
		if (ids.length > 0) {
			// The clock counts from here, or its own first run would ask the same at the same time.
			this.scheduler.reset();
			void this.refresh(ids);
		}
	}

	private update(): void {
		if (this.view.visible) {
			this.readUnread();
		}
		const states = this.store.connectionStates();
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
		this.view.description = filter === undefined ? '' : l10n.t('“{0}”', filter);
		this.view.message =
			filter === undefined || shown.length === 0
				? ''
				: l10n.t(
						'Names with “{0}”: {1} of {2} tasks.',
						filter,
						this.format.integer(shown.length),
						this.format.integer(all.length),
					);
		const failed = all.filter(({ group }) => group === 'failed').length;
		this.view.badge =
			failed === 0
				? undefined
				: {
						value: failed,
						tooltip:
							failed === 1
								? l10n.t('1 migration task failed')
								: l10n.t('{0} migration tasks failed', this.format.integer(failed)),
					};
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
