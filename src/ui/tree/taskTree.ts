/**
 * The data behind the view: nodes from the store, drawn again when something changed, at most a few times a second. Only what looks different is
 * drawn: while VS Code builds the whole tree anew, a menu or button pressed at that moment would lose the task that it was meant for.
 */
import * as vscode from 'vscode';
import type { Format } from '../../migration/format';
import type { TaskRef } from '../../migration/task';
import type { Changes, TaskStore } from '../../store/taskStore';
import { contextOf, sameContext } from './context';
import { type ItemContext, NOTHING_KNOWN, type TreeFacts } from './items';
import { itemOf, lookOf } from './looks';
import { childNodes, type GroupBy, type GroupNode, type Node, PAGE, rootNodes, taskNodeKey } from './nodes';
import { pathTo } from './path';
import { hasOldNumbers } from './rowText';
import { inOldOrder, onlyOldRows } from './settling';

/** Two redraws are at least this far apart, ms: VS Code draws nothing until there was no change for 200 ms, so a constant drizzle would never be drawn. */
const COALESCE = 250;
/** Stands for the parent of the nodes on top. */
const ROOT = '';

export class TaskTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<Node[] | undefined>();
	private readonly subscription: { dispose(): void };
	private readonly shownPages = new Map<string, number>();
	private pending: NodeJS.Timeout | undefined;
	/** A redraw comes as soon as everybody else was told. */
	private due = false;
	private lastDrawn = 0;
	private grouping: GroupBy = 'status';
	private context: ItemContext;
	/** The nodes as they are now, by key. */
	private readonly current = new Map<string, Node>();
	/** The nodes that VS Code has, by key. It knows them by identity, so only these very objects can be drawn alone. */
	private readonly given = new Map<string, Node>();
	/** How each of them looks there. */
	private readonly looks = new Map<string, string>();
	/** The keys of the children that VS Code was given of each parent. */
	private readonly order = new Map<string, readonly string[]>();
	/** Keys of tasks that may look different since the last redraw. */
	private readonly touched = new Set<string>();
	/** The rest of a list is arriving, or has arrived since somebody began to look: what is on screen keeps its place. */
	private settling = false;
	/** Lists whose first rows are on screen and whose rest is arriving. */
	private arriving: ReadonlySet<string> = new Set();
	/** When each list was last read whole, ms since 1970. */
	private loadedAt: ReadonlyMap<string, number | undefined> = new Map();

	readonly onDidChangeTreeData = this.changed.event;

	constructor(
		private readonly store: TaskStore,
		private readonly format: Format,
		private readonly about: TreeFacts = NOTHING_KNOWN,
	) {
		this.context = this.makeContext();
		this.subscription = store.onDidChange((changes) => this.redrawSoon(changes));
	}

	dispose(): void {
		this.subscription.dispose();
		this.due = false;
		clearTimeout(this.pending);
		this.changed.dispose();
	}

	/** When something was drawn last, ms since 1970. */
	get drawnAt(): number {
		return this.lastDrawn;
	}

	get groupBy(): GroupBy {
		return this.grouping;
	}

	setGroupBy(groupBy: GroupBy): void {
		this.grouping = groupBy;
		this.settling = false;
		this.redraw();
	}

	/** Shows the next tasks of a group. */
	showMore(group: string): void {
		const shown = this.order.get(group)?.length ?? 0;
		// After the first page of a list a group may show fewer than usual: then the next click completes that.
		const pages = this.settling && shown < PAGE ? 1 : (this.shownPages.get(group) ?? 1) + 1;
		this.shownPages.set(group, pages);
		this.settling = false;
		this.redraw();
	}

	/** Something else is to be said of a task than before. */
	touch(ref: TaskRef): void {
		this.touched.add(taskNodeKey(ref));
		this.redrawSoon(undefined);
	}

	/** Numbers that are told with their age have grown older. */
	private touchOld(): void {
		for (const node of this.given.values()) {
			const task = node.kind === 'task' ? this.store.get(node.ref) : undefined;
			if (task && hasOldNumbers(task, Date.now())) {
				this.touched.add(node.key);
			}
		}
	}

	/** Draws now what is waiting to be drawn. */
	redraw(): void {
		clearTimeout(this.pending);
		this.pending = undefined;
		this.due = false;
		for (const ref of this.about.expired()) {
			this.touched.add(taskNodeKey(ref));
		}
		this.touchOld();
		const before = this.context;
		this.context = this.makeContext();
		this.settle();
		const roots = this.order.has(ROOT) ? this.rootsNow() : [];
		if (!this.order.has(ROOT) || !this.sameOrder(ROOT, roots) || !sameContext(before, this.context)) {
			this.fire(undefined);
		} else {
			const different = roots.flatMap((node) => this.differentBelow(node));
			if (different.length > 0) {
				this.fire(different);
			}
		}
		this.touched.clear();
	}

	getChildren(node?: Node): Node[] {
		if (node) {
			return this.give(node.key, this.childrenOf(this.current.get(node.key) ?? node));
		}
		this.context = this.makeContext();
		for (const known of [this.current, this.given, this.looks]) {
			known.clear();
		}
		const roots = this.rootsNow();
		if (!this.settling) {
			this.order.clear();
		}
		return this.give(ROOT, roots);
	}

	/** Asked for the rows that are revealed, which may stand in a group that was never opened. */
	getParent(node: Node): Node | undefined {
		return this.pathOf(node.key)?.at(-2);
	}

	/** The row of a task; undefined where it has none, or it stands behind "Show more". */
	rowOf(ref: TaskRef): Node | undefined {
		return this.pathOf(taskNodeKey(ref))?.at(-1);
	}

	/** The way to a row, in the objects that VS Code has, or will have. */
	private pathOf(key: string): readonly Node[] | undefined {
		const path = pathTo(key, this.rootsNow(), (node) => this.childrenOf(node));
		return path?.map((node) => {
			const known = this.given.get(node.key) ?? node;
			this.given.set(node.key, known);
			return known;
		});
	}

	getTreeItem(node: Node): vscode.TreeItem {
		const item = this.makeItem(this.current.get(node.key) ?? node);
		this.looks.set(node.key, lookOf(item));
		return item;
	}

	/** Tooltips are made when one is asked for: most never are. */
	async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
		const task = node.kind === 'task' ? this.store.get(node.ref) : undefined;
		if (task) {
			const { taskTooltip } = await import('./tooltip');
			item.tooltip = taskTooltip(task, { ...this.context, connectionName: (id) => this.nameOf(id), now: Date.now() });
		}
		return item;
	}

	/** Hands nodes to VS Code: those that it has already, as the objects that it has. */
	private give(parent: string, nodes: readonly Node[]): Node[] {
		this.order.set(
			parent,
			nodes.map(({ key }) => key),
		);
		return nodes.map((node) => {
			const known = this.given.get(node.key) ?? node;
			this.given.set(node.key, known);
			this.current.set(node.key, node);
			return known;
		});
	}

	/** The nodes that VS Code has and that are not as it has them: this one (which is drawn with all below), or some below it. */
	private differentBelow(node: Node): Node[] {
		const given = this.given.get(node.key);
		this.current.set(node.key, node);
		if (!given) {
			return [];
		}
		if (node.kind === 'task') {
			return this.touched.has(node.key) && this.looksDifferent(node) ? [given] : [];
		}
		if (this.looksDifferent(node)) {
			return [given];
		}
		if (node.kind !== 'group' || !this.order.has(node.key)) {
			return [];
		}
		const children = this.childrenOf(node);
		return this.sameOrder(node.key, children) ? children.flatMap((child) => this.differentBelow(child)) : [given];
	}

	private looksDifferent(node: Node): boolean {
		const look = this.looks.get(node.key);
		return look !== undefined && look !== lookOf(this.makeItem(node));
	}

	private sameOrder(parent: string, nodes: readonly Node[]): boolean {
		const keys = this.order.get(parent) ?? [];
		return keys.length === nodes.length && keys.every((key, index) => key === nodes[index]?.key);
	}

	private rootsNow(): readonly Node[] {
		const roots = rootNodes(this.store, this.grouping);
		return this.settling ? inOldOrder(roots, this.order.get(ROOT)) : roots;
	}

	private childrenOf(node: Node): readonly Node[] {
		if (node.kind !== 'group') {
			return [];
		}
		const children = childNodes(node, (group) => PAGE * (this.shownPages.get(group) ?? 1));
		if (!this.settling) {
			return children;
		}
		const old = this.order.get(node.key);
		return node.groups ? inOldOrder(children, old) : onlyOldRows(node as GroupNode, children, old);
	}

	/** What is on screen keeps its place from the first page of a list until the list is read again. The first page itself takes the place that is its own. */
	private settle(): void {
		const lists = this.store.connectionStates().flatMap(({ id, loading, services }) =>
			services.map(({ info, loadedAt, size }) => ({
				key: `${id}/${info.id}`,
				loadedAt,
				arriving: loading && loadedAt === undefined && size > 0,
			})),
		);
		const arriving = new Set(lists.flatMap((list) => (list.arriving ? [list.key] : [])));
		const begins = [...arriving].some((key) => !this.arriving.has(key));
		const readAgain = lists.some(({ key, loadedAt }) => (this.loadedAt.get(key) ?? loadedAt) !== loadedAt);
		this.settling = !begins && !readAgain && (this.settling || this.arriving.size > 0);
		this.arriving = arriving;
		this.loadedAt = new Map(lists.map(({ key, loadedAt }) => [key, loadedAt]));
	}

	private makeItem(node: Node): vscode.TreeItem {
		return itemOf(node, node.kind === 'task' ? this.store.get(node.ref) : undefined, this.context);
	}

	private fire(nodes: Node[] | undefined): void {
		this.lastDrawn = Date.now();
		this.changed.fire(nodes);
	}

	/** At once where nothing was drawn lately; else when it is time again. */
	private redrawSoon(changes: Changes | undefined): void {
		for (const { ref } of changes ? [...changes.changed, ...changes.resampled] : []) {
			this.touched.add(taskNodeKey(ref));
		}
		if (this.pending !== undefined || this.due) {
			return;
		}
		const wait = this.lastDrawn + COALESCE - Date.now();
		if (wait > 0) {
			this.pending = setTimeout(() => this.redraw(), Math.min(wait, COALESCE));
			return;
		}
		// After whoever else listens: what stands around the tree is not to lag behind it.
		this.due = true;
		setImmediate(() => this.due && this.redraw());
	}

	private makeContext(): ItemContext {
		return contextOf(this.store, this.format, this.about, this.grouping);
	}

	private nameOf(id: string): string {
		return this.store.connectionStates().find((state) => state.id === id)?.name ?? id;
	}
}
