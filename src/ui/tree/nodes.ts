/** What stands in the tree, worked out from the store. No VS Code here: what a node looks like is said in items.ts. */
import type { Task, TaskRef } from '../../migration/task';
import { refKey, type ServiceId, STATUS_GROUPS, type StatusGroup } from '../../migration/task';
import type { ConnectionProblem } from '../../store/connectionProblem';
import type { ConnectionState, TaskStore } from '../../store/taskStore';
import { isHistory, newestFirst } from './order';

export type GroupBy = 'status' | 'connection' | 'service';

export interface GroupNode {
	readonly kind: 'group';
	/** Stable through refreshes; the item's id. */
	readonly key: string;
	readonly by:
		| { readonly status: StatusGroup }
		| { readonly connection: string; readonly name: string }
		| { readonly service: ServiceId }
		| { readonly earlier: true };
	/** All of it, also what stands in groups within. */
	readonly tasks: readonly Task[];
	/** Failures that are history, behind the others; they are the last of the tasks. */
	readonly earlier?: GroupNode;
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

/** The nodes on top. `now` in ms since 1970. */
export function rootNodes(store: TaskStore, groupBy: GroupBy, now = Date.now()): Node[] {
	const states = store.connectionStates();
	const tasks = store.visibleTasks();
	// What was looked for is not folded away.
	const isOld = (task: Task): boolean => store.filter === undefined && isHistory(task, now);
	const notes = states.flatMap(notesOf);
	if (groupBy === 'connection') {
		const groups = states
			.map((state) => connectionGroup(state, tasks, isOld))
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
							isOld,
						),
					)
					.filter((group) => group.tasks.length > 0)
			: statusGroups('', tasks, isOld);
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
	const recent = recentOf(node);
	const tasks: Node[] = recent.slice(0, limit).map(taskNode);
	const hidden = recent.length - limit;
	const more: Node[] = hidden > 0 ? [{ kind: 'more', key: moreKey(node), group: node.key, hidden }] : [];
	return [...tasks, ...more, ...(node.earlier ? [node.earlier] : [])];
}

/** The tasks of a group without those that are history. */
export function recentOf({ tasks, earlier }: GroupNode): readonly Task[] {
	return earlier ? tasks.slice(0, tasks.length - earlier.tasks.length) : tasks;
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

type IsOld = (task: Task) => boolean;

function connectionGroup(state: ConnectionState, tasks: readonly Task[], isOld: IsOld): GroupNode {
	const own = tasks.filter(({ ref }) => ref.connectionId === state.id);
	return {
		...nest(`connection:${state.id}`, { connection: state.id, name: state.name }, own, isOld),
		problems: problemsOf(state),
	};
}

function nest(key: string, by: GroupNode['by'], tasks: readonly Task[], isOld: IsOld): GroupNode {
	return { kind: 'group', key, by, tasks, groups: statusGroups(`${key}/`, tasks, isOld), problems: [] };
}

function statusGroups(prefix: string, tasks: readonly Task[], isOld: IsOld): GroupNode[] {
	const byStatus = new Map<StatusGroup, Task[]>(STATUS_GROUPS.map((status) => [status, []]));
	for (const task of tasks) {
		byStatus.get(task.group)?.push(task);
	}
	return [...byStatus]
		.filter(([, own]) => own.length > 0)
		.map(([status, own]) => statusGroup(`${prefix}status:${status}`, status, own.sort(newestFirst), isOld));
}

function statusGroup(key: string, status: StatusGroup, sorted: readonly Task[], isOld: IsOld): GroupNode {
	const group = { kind: 'group', key, by: { status }, groups: undefined, problems: [] } as const;
	const old = sorted.filter(isOld);
	if (old.length === 0) {
		return { ...group, tasks: sorted };
	}
	const earlier: GroupNode = { ...group, key: `${key}/earlier`, by: { earlier: true }, tasks: old };
	return { ...group, tasks: [...sorted.filter((task) => !isOld(task)), ...old], earlier };
}

/** One cause, one row: what ails the whole connection is told before its services, and two services that fail alike are told once. */
export function problemsOf({ id, name, problem, services }: ConnectionState): ProblemNode[] {
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
