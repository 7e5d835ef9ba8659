/** A filter in force: which tasks it lets through. */
import { text, valueAt } from '../core/values';
import type { ServiceInfo, ServiceRegistry } from './ports';
import { groupTitle } from './status';
import type { Task } from './task';
import {
	type FilterPorts,
	type ListFilter,
	nameOf,
	parseFilter,
	readAge,
	type TaskFilter,
	wordsOf,
} from './taskFilter';

/** How much of one text is searched, in characters: what a person looks for stands at its beginning. */
const SEARCHED = 20_000;

/** What is searched of a task. A task that changes is another object. */
const searched = new WeakMap<Task, string>();

export class TaskMatcher {
	private readonly words: readonly string[];
	private readonly age: ReturnType<typeof readAge>;

	/** `connectionName` by id; `now` in ms since 1970. */
	constructor(
		readonly filter: TaskFilter,
		private readonly services: ServiceRegistry,
		private readonly connectionName: (id: string) => string,
		private readonly now: () => number,
	) {
		this.words = wordsOf(filter.text ?? '');
		this.age = readAge(filter.age ?? '');
	}

	/** Whether a task fits all that the filter says. `found`: its service found it by the text, which may stand where only the service looks. */
	fits(task: Task, found = false): boolean {
		const { id, state, source, project, connection, age } = this.filter;
		const info = this.services.get(task.ref.service);
		const { filter: ports } = info;
		return (
			this.isOf(info) &&
			(id === undefined || holds(task.ref.id, id)) &&
			(state === undefined || hasState(task, info, state)) &&
			(connection === undefined || this.isIn(task, connection)) &&
			(age === undefined || this.isOfAge(task)) &&
			(source === undefined || ports.source.some((path) => holds(at(task, path), source))) &&
			(project === undefined || (ports.project !== undefined && isSame(at(task, ports.project), project))) &&
			(found || this.hasWords(task, info))
		);
	}

	/** What a service's list can be asked by for it; undefined where that is nothing, or the filter is about another service. */
	narrow(info: ServiceInfo): ListFilter | undefined {
		const { id, state, source, project } = this.filter;
		const wanted = { name: nameOf(this.filter), id, state, source, project };
		return this.isOf(info) ? info.filter.narrow(wanted) : undefined;
	}

	private isOf({ id, label }: ServiceInfo): boolean {
		const { service } = this.filter;
		return service === undefined || isSame(id, service) || isSame(label, service);
	}

	private isIn({ ref }: Task, connection: string): boolean {
		return isSame(ref.connectionId, connection) || holds(this.connectionName(ref.connectionId), connection);
	}

	private isOfAge({ createdAt }: Task): boolean {
		if (!this.age || createdAt === undefined) {
			return false;
		}
		return this.now() - createdAt > this.age.limit === this.age.older;
	}

	private hasWords(task: Task, info: ServiceInfo): boolean {
		if (this.words.length === 0) {
			return true;
		}
		const all = textOf(task, info);
		const connection = this.connectionName(task.ref.connectionId).toLowerCase();
		return this.words.every((word) => all.includes(word) || connection.includes(word));
	}
}

/** The filter that somebody typed, see {@link parseFilter}; undefined where it narrows nothing down. */
export function matcherOf(
	typed: string,
	services: ServiceRegistry,
	connectionName: (id: string) => string,
	now: () => number,
): TaskMatcher | undefined {
	const filter = parseFilter(typed);
	return filter && new TaskMatcher(filter, services, connectionName, now);
}

/** All that a word may stand in, but for the connection's name, which may change. */
function textOf(task: Task, { label, filter, statuses, summary }: ServiceInfo): string {
	const known = searched.get(task);
	if (known !== undefined) {
		return known;
	}
	const paths: FilterPorts['source'] = [...filter.source, ...(filter.more ?? [])];
	const texts = [
		task.name,
		task.ref.id,
		label,
		task.status,
		statuses.row(task.status).words(),
		...paths.map((path) => at(task, path)),
		summary.error(task) ?? '',
	];
	const all = texts.map((one) => one.slice(0, SEARCHED).toLowerCase()).join('\n');
	searched.set(task, all);
	return all;
}

function hasState({ status, group }: Task, { statuses }: ServiceInfo, wanted: string): boolean {
	return [status, group, groupTitle(group), statuses.row(status).words()].some((one) => isSame(one, wanted));
}

function at({ raw }: Task, path: string): string {
	return text(valueAt(raw, path));
}

function holds(value: string, part: string): boolean {
	return value.toLowerCase().includes(part.toLowerCase());
}

function isSame(value: string, wanted: string): boolean {
	return value.toLowerCase() === wanted.toLowerCase();
}
