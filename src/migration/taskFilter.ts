/** What tasks can be narrowed down by. A service's list is asked by the part that it understands; all of it is matched here. */
import { text, valueAt } from '../core/values';
import type { Task } from './task';

export interface TaskFilter {
	/** A part of the name. */
	readonly name?: string | undefined;
	/** A part of the id. */
	readonly id?: string | undefined;
	/** A status as the service says it, or a group of the tree (`failed`). */
	readonly state?: string | undefined;
	/** A part of the source's id, address or name. */
	readonly source?: string | undefined;
	/** The enterprise project's id. */
	readonly project?: string | undefined;
}

export type Criterion = keyof TaskFilter;

/** The words before the colon, one each. What has none is the name. */
export const CRITERIA: readonly Criterion[] = ['state', 'id', 'source', 'project'];

/** What a service says about the filtering of its tasks. */
export interface FilterPorts {
	/** The part of a filter that its list can be asked by; undefined where there is none. */
	readonly narrow: (filter: TaskFilter) => TaskFilter | undefined;
	/** Wire paths of all that names the source: ids, addresses, names. */
	readonly source: readonly string[];
	/** Wire path of the enterprise project's id. */
	readonly project?: string;
}

const TERM = new RegExp(`(?:^|\\s)(${CRITERIA.join('|')}):(\\S*)`, 'gi');

/** Reads what a person typed: `orders state:FAILED`. Undefined where it narrows nothing down. */
export function parseFilter(typed: string): TaskFilter | undefined {
	const filter: Partial<Record<Criterion, string>> = {};
	for (const [, criterion = '', value = ''] of typed.matchAll(TERM)) {
		if (value !== '') {
			filter[criterion.toLowerCase() as Criterion] = value;
		}
	}
	const name = typed.replace(TERM, ' ').trim();
	if (name !== '') {
		filter.name = name;
	}
	return Object.keys(filter).length === 0 ? undefined : filter;
}

/** The criterion that was begun and has no value: `state:`. */
export function unfinishedCriterion(typed: string): string | undefined {
	return [...typed.matchAll(TERM)].find(([, , value]) => value === '')?.[1];
}

/** Whether a task fits all that the filter says. */
export function fits(task: Task, filter: TaskFilter, ports: FilterPorts): boolean {
	const { name, id, state, source, project } = filter;
	return (
		(name === undefined || holds(task.name, name)) &&
		(id === undefined || holds(task.ref.id, id)) &&
		(state === undefined || isSame(task.status, state) || isSame(task.group, state)) &&
		(source === undefined || ports.source.some((path) => holds(at(task, path), source))) &&
		(project === undefined || (ports.project !== undefined && isSame(at(task, ports.project), project)))
	);
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
