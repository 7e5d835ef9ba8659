/** What stands in the tree, worked out from the store. No VS Code here: what a node looks like is said in items.ts. */
import type { Task, TaskRef } from '../../migration/task';
import { refKey, type ServiceId, STATUS_GROUPS, type StatusGroup } from '../../migration/task';
import type { ConnectionProblem } from '../../store/connectionProblem';
import type { ConnectionState, TaskStore } from '../../store/taskStore';

export type GroupBy = 'status' | 'connection' | 'service';

export interface GroupNode {
	readonly kind: 'group';
	/** Stable through refreshes; the item's id. */
	readonly key: string;
	readonly by:
		| { readonly status: StatusGroup }
		| { readonly connection: string; readonly name: string }
		| { readonly service: ServiceId };
	readonly tasks: readonly Task[];
	/** Groups within; undefined where tasks follow. */
	readonly groups: readonly GroupNode[] | undefined;
	/** Problems of this connection, where the tree is grouped by connection. */
	readonly problems: readonly ProblemNode[];
}
export interface TaskNode {
	readonly kind: 'task';
	readonly key: string;
	/** Commands look the task up by this when they run. */
	readonly ref: TaskRef;
}
export interface MoreNode {
	readonly kind: 'more';
	readonly key: string;
	readonly group: string;
	readonly hidden: number;
}
export interface ProblemNode {
	readonly kind: 'problem';
	readonly key: string;
	readonly connectionId: string;
	readonly connectionName: string;
	readonly service: ServiceId | undefined;
	readonly problem: ConnectionProblem;
	/** When the tasks that still stand here were read, ms since 1970. */
	readonly loadedAt: number | undefined;
}
export interface NoteNode {
	readonly kind: 'note';
	readonly key: string;
	readonly connectionName: string;
	readonly incomplete: string | undefined;
	readonly unreadable: number;
}
export type Node = GroupNode | TaskNode | MoreNode | ProblemNode | NoteNode;

/** Tasks of a group that are shown before "Show more", and per "Show more". */
export const PAGE = 200;

/** The nodes on top. */
export function rootNodes(store: TaskStore, groupBy: GroupBy): Node[] {
	const states = store.connectionStates();
	const tasks = store.visibleTasks();
	const notes = states.flatMap(notesOf);
	if (groupBy === 'connection') {
		const groups = states
			.map((state) => connectionGroup(state, tasks))
			.filter((group) => group.tasks.length > 0 || group.problems.length > 0);
		return [...groups, ...notes];
	}
	const problems = states.flatMap(problemsOf);
	const groups =
		groupBy === 'service'
			? store.services
					.ids()
					.map((service) =>
						nest(
							`service:${service}`,
							{ service },
							tasks.filter(({ ref }) => ref.service === service),
						),
					)
					.filter((group) => group.tasks.length > 0)
			: statusGroups('', tasks);
	return [...problems, ...groups, ...notes];
}

/** The nodes below one. `shown` says how many tasks of a group to show. */
export function childNodes(node: Node, shown: (groupKey: string) => number): Node[] {
	if (node.kind !== 'group') {
		return [];
	}
	if (node.groups) {
		return [...node.problems, ...node.groups];
	}
	const limit = shown(node.key);
	const tasks: Node[] = node.tasks.slice(0, limit).map(taskNode);
	const hidden = node.tasks.length - limit;
	return hidden > 0 ? [...tasks, { kind: 'more', key: moreKey(node), group: node.key, hidden }] : tasks;
}

/** The node of a task; the same key wherever it stands, so that selection follows it from group to group. */
export function taskNode({ ref }: Pick<Task, 'ref'>): TaskNode {
	return { kind: 'task', key: taskNodeKey(ref), ref };
}

/** The key of the node behind a group's rows. */
export function moreKey({ key }: Pick<GroupNode, 'key'>): string {
	return `${key}/more`;
}

/** The key of a task's node. */
export function taskNodeKey(ref: TaskRef): string {
	return `task:${refKey(ref)}`;
}

function connectionGroup(state: ConnectionState, tasks: readonly Task[]): GroupNode {
	const own = tasks.filter(({ ref }) => ref.connectionId === state.id);
	return {
		...nest(`connection:${state.id}`, { connection: state.id, name: state.name }, own),
		problems: problemsOf(state),
	};
}

function nest(key: string, by: GroupNode['by'], tasks: readonly Task[]): GroupNode {
	return { kind: 'group', key, by, tasks, groups: statusGroups(`${key}/`, tasks), problems: [] };
}

function statusGroups(prefix: string, tasks: readonly Task[]): GroupNode[] {
	const byStatus = new Map<StatusGroup, Task[]>(STATUS_GROUPS.map((status) => [status, []]));
	for (const task of tasks) {
		byStatus.get(task.group)?.push(task);
	}
	return [...byStatus]
		.filter(([, own]) => own.length > 0)
		.map(([status, own]) => ({
			kind: 'group',
			key: `${prefix}status:${status}`,
			by: { status },
			tasks: own.sort(newestFirst),
			groups: undefined,
			problems: [],
		}));
}

/** Newest first; tasks without a readable date last; equal ones by name, so that the order never jumps. */
export function newestFirst(a: Task, b: Task): number {
	return (b.createdAt ?? Number.NEGATIVE_INFINITY) === (a.createdAt ?? Number.NEGATIVE_INFINITY)
		? a.name.localeCompare(b.name) || refKey(a.ref).localeCompare(refKey(b.ref))
		: (b.createdAt ?? Number.NEGATIVE_INFINITY) - (a.createdAt ?? Number.NEGATIVE_INFINITY);
}

/** One cause, one row: what ails the whole connection is told before its services, and two services that fail alike are told once. */
function problemsOf({ id, name, problem, services }: ConnectionState): ProblemNode[] {
	const node = (what: ConnectionProblem, of: ConnectionState['services'], service?: ServiceId): ProblemNode => ({
		kind: 'problem',
		key: `problem:${id}/${service ?? ''}`,
		connectionId: id,
		connectionName: name,
		service,
		problem: what,
		loadedAt: oldest(of.map(({ loadedAt }) => loadedAt)),
	});
	if (problem) {
		return [node(problem, services)];
	}
	const causes = new Map<string, ConnectionState['services'][number][]>();
	for (const service of services) {
		if (service.problem) {
			// The whole texts name hosts and requests, which differ where the cause is the same.
			const { remedy, short, error } = service.problem;
			// What the user needs is another thing at each service.
			const cause = `${remedy} ${short} ${error?.rights?.actions ?? ''}`;
			causes.set(cause, [...(causes.get(cause) ?? []), service]);
		}
	}
	return [...causes.values()].flatMap((alike) => {
		const [first] = alike;
		return first?.problem ? [node(first.problem, alike, alike.length === 1 ? first.info.id : undefined)] : [];
	});
}

function notesOf({ id, name, services }: ConnectionState): NoteNode[] {
	return services
		.filter(({ incomplete, unreadable }) => incomplete !== undefined || unreadable > 0)
		.map(({ info, incomplete, unreadable }) => ({
			kind: 'note',
			key: `note:${id}/${info.id}`,
			connectionName: name,
			incomplete,
			unreadable,
		}));
}

function oldest(times: readonly (number | undefined)[]): number | undefined {
	const known = times.filter((time): time is number => time !== undefined);
	return known.length === 0 ? undefined : Math.min(...known);
}
