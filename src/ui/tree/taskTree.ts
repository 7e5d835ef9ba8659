/**
 * The data behind the view: nodes from the store, drawn again when something changed, at most a few times a second. Where no row came, went or
 * moved, only the rows that look different are drawn: while VS Code builds the whole tree anew, a menu or button pressed at that moment would
 * lose the task that it was meant for.
 */
import * as vscode from 'vscode';
import type { Format } from '../../migration/format';
import type { ServicePresenter } from '../../migration/ports';
import type { Service } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { groupItem, type ItemContext, moreItem, noteItem, problemItem, taskItem, taskTooltip } from './items';
import { childNodes, type GroupBy, type Node, PAGE, rootNodes, type TaskNode } from './nodes';

/** Redraws within this time are one, ms. */
const COALESCE = 100;

export class TaskTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<Node[] | undefined>();
	private readonly subscription: { dispose(): void };
	private readonly shownPages = new Map<string, number>();
	private pending: NodeJS.Timeout | undefined;
	private grouping: GroupBy = 'status';
	private context: ItemContext;
	/** All that VS Code has of the tree but the looks of its tasks; undefined until it asks. */
	private shape: string | undefined;
	/** The tasks' nodes that VS Code has, and how each looks there. Only these very objects can be drawn alone. */
	private readonly drawn = new Map<TaskNode, string>();

	readonly onDidChangeTreeData = this.changed.event;

	constructor(
		private readonly store: TaskStore,
		private readonly views: Readonly<Record<Service, ServicePresenter>>,
		private readonly format: Format,
	) {
		this.context = this.makeContext();
		this.subscription = store.onDidChange(() => this.redrawSoon());
	}

	dispose(): void {
		this.subscription.dispose();
		clearTimeout(this.pending);
		this.changed.dispose();
	}

	get groupBy(): GroupBy {
		return this.grouping;
	}

	setGroupBy(groupBy: GroupBy): void {
		this.grouping = groupBy;
		this.redraw();
	}

	/** Shows the next tasks of a group. */
	showMore(group: string): void {
		this.shownPages.set(group, (this.shownPages.get(group) ?? 1) + 1);
		this.redraw();
	}

	/** Draws now what is waiting to be drawn. */
	redraw(): void {
		clearTimeout(this.pending);
		this.pending = undefined;
		this.context = this.makeContext();
		if (this.shape !== this.shapeOf(rootNodes(this.store, this.grouping))) {
			this.shape = undefined;
			this.changed.fire(undefined);
			return;
		}
		const different = [...this.drawn].filter(([node, look]) => lookOf(this.makeItem(node)) !== look);
		if (different.length > 0) {
			this.changed.fire(different.map(([node]) => node));
		}
	}

	getChildren(node?: Node): Node[] {
		if (node) {
			return this.below(node);
		}
		this.context = this.makeContext();
		this.drawn.clear();
		const roots = rootNodes(this.store, this.grouping);
		this.shape = this.shapeOf(roots);
		return roots;
	}

	getTreeItem(node: Node): vscode.TreeItem {
		const item = this.makeItem(node);
		if (node.kind === 'task') {
			this.drawn.set(node, lookOf(item));
		}
		return item;
	}

	private below(node: Node): Node[] {
		return childNodes(node, (group) => PAGE * (this.shownPages.get(group) ?? 1));
	}

	/** What rows there are and in which order, with the looks of all but the tasks. */
	private shapeOf(nodes: readonly Node[]): string {
		const part = (node: Node): unknown =>
			node.kind === 'task' ? node.key : [node.key, lookOf(this.makeItem(node)), this.below(node).map(part)];
		return JSON.stringify(nodes.map(part));
	}

	private makeItem(node: Node): vscode.TreeItem {
		switch (node.kind) {
			case 'group':
				return groupItem(node, this.context);
			case 'task': {
				const task = this.store.get(node.ref);
				return task ? taskItem(node, task, this.context) : new vscode.TreeItem(node.ref.id);
			}
			case 'more':
				return moreItem(node, this.context);
			case 'problem':
				return problemItem(node, this.context);
			case 'note':
				return noteItem(node);
		}
	}

	/** Tooltips are made when one is asked for: most never are. */
	resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
		const task = node.kind === 'task' ? this.store.get(node.ref) : undefined;
		if (task) {
			item.tooltip = taskTooltip(task, { ...this.context, connectionName: (id) => this.nameOf(id), now: Date.now() });
		}
		return item;
	}

	private redrawSoon(): void {
		this.pending ??= setTimeout(() => this.redraw(), COALESCE);
	}

	private makeContext(): ItemContext {
		const states = this.store.connectionStates();
		const many = states.length > 1;
		const services = new Set(
			states.flatMap((state) => state.services.filter((s) => s.all().size > 0).map(({ service }) => service)),
		);
		return {
			views: this.views,
			format: this.format,
			now: Date.now(),
			connectionName: (id) => (many && this.grouping !== 'connection' ? this.nameOf(id) : undefined),
			manyServices: services.size > 1 && this.grouping !== 'service',
		};
	}

	private nameOf(id: string): string {
		return this.store.connectionStates().find((state) => state.id === id)?.name ?? id;
	}
}

/** All of a row that a person can see, hear or use at once; the tooltip of a task is made when it is asked for. */
function lookOf({
	label,
	description,
	iconPath,
	contextValue,
	accessibilityInformation,
	tooltip,
}: vscode.TreeItem): string {
	const said = typeof tooltip === 'object' ? tooltip.value : tooltip;
	return JSON.stringify([label, description, iconPath, contextValue, accessibilityInformation?.label, said]);
}
