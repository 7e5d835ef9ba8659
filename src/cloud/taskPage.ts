/** Rows of a list of tasks: their ids, and the page they stand on. The same for every service. */
import type { Page } from './paging';
import {
	type Fields,
	isMadeUpId,
	isRecord,
	makeId,
	type Note,
	readRow,
	type Table,
	usableId,
	type WireRow,
} from './tableReader';

/**
 * One task. `id` tells it from every other task of the list: it is the service's id, with `#2`, `#3` … behind it for further tasks of the
 * same id (the documented example of SMS has three), or a made-up one where the service gave none.
 */
export interface TaskRow<T extends Table> extends WireRow<T> {
	readonly id: string;
	/** The service gave no usable id: nothing more can be asked about this task. */
	readonly idMissing: boolean;
}

/** Which fields of a service's rows say which task it is. */
export interface TaskTable<T extends Table> {
	readonly table: T;
	readonly list: string;
	readonly id: keyof T & string;
	readonly name: keyof T & string;
	readonly created: keyof T & string;
}

/** Reads one page of tasks; undefined where the body is no such page. An empty list may come as null, or not at all beside a count of 0. */
export function readPage<T extends Table>(kind: TaskTable<T>, body: unknown, note: Note): Page<TaskRow<T>> | undefined {
	if (!isRecord(body)) return undefined;
	const count = readCount(body.count, note);
	const list = Object.hasOwn(body, kind.list) ? body[kind.list] : undefined;
	if (!Array.isArray(list)) {
		return list === null || (list === undefined && count === 0)
			? { rows: [], length: 0, unreadable: [], count }
			: undefined;
	}
	const rows: TaskRow<T>[] = [];
	const unreadable: number[] = [];
	for (const [position, item] of list.entries()) {
		if (isRecord(item)) {
			rows.push(readTask(kind, item, note, `${kind.list}[]`));
		} else {
			unreadable.push(position);
			readRow(kind.table, item, note, `${kind.list}[]`);
		}
	}
	return { rows, length: list.length, unreadable, count };
}

/** Reads one task. `asked` is the id that was asked for, which counts where the answer has none. */
export function readTask<T extends Table>(
	kind: TaskTable<T>,
	value: unknown,
	note: Note,
	path = '',
	asked?: string,
): TaskRow<T> {
	const row = readRow(kind.table, value, note, path);
	const known = usableId(row.raw[kind.id]) ?? asked;
	if (known !== undefined) return { ...row, id: known, idMissing: false };
	note(path ? `${path}.${kind.id}` : kind.id, 'an id', 'none');
	const named = [row.raw[kind.name], row.raw[kind.created]];
	return {
		...row,
		id: makeId(named.some((part) => part !== undefined && part !== null && part !== '') ? named : [row.raw]),
		idMissing: true,
	};
}

function readCount(value: unknown, note: Note): number | undefined {
	const count = readRow({ count: 'number' }, { count: value ?? null }, note).fields.count;
	return typeof count === 'number' && count >= 0 ? Math.floor(count) : undefined;
}

/** What makes two rows the same task: id, name and date of creation; without an id, the whole content. */
export function identityOf<T extends Table>(kind: TaskTable<T>): (row: TaskRow<T>) => { key: string; sure: boolean } {
	return ({ id, idMissing, raw }) =>
		idMissing
			? { key: JSON.stringify(['', raw]), sure: false }
			: { key: JSON.stringify([id, raw[kind.name], raw[kind.created]]), sure: true };
}

/** Gives rows of one id ids of their own. Which is which goes by creation and name, not by their order in the answer, so that it lasts. */
export function distinct<T extends Table>(kind: TaskTable<T>, rows: readonly TaskRow<T>[]): TaskRow<T>[] {
	const groups = new Map<string, TaskRow<T>[]>();
	for (const row of rows) {
		const group = groups.get(row.id);
		if (group) group.push(row);
		else groups.set(row.id, [row]);
	}
	const ids = new Map<TaskRow<T>, string>();
	const taken = new Set(groups.keys());
	for (const [id, group] of groups) {
		if (group.length === 1) continue;
		const sorted = [...group].sort((a, b) => compare(sortKey(kind, a), sortKey(kind, b)));
		let n = 1;
		for (const row of sorted.slice(1)) {
			do n++;
			while (taken.has(`${id}#${n}`));
			ids.set(row, `${id}#${n}`);
		}
	}
	return rows.map((row) => {
		const id = ids.get(row);
		return id === undefined ? row : { ...row, id };
	});
}

function sortKey<T extends Table>(kind: TaskTable<T>, { raw }: TaskRow<T>): string {
	return JSON.stringify([raw[kind.created] ?? null, raw[kind.name] ?? null]);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** The id to ask the service with; undefined where the id was made up here. */
export function askableId(id: string): string | undefined {
	return isMadeUpId(id) ? undefined : id.replace(/#\d+$/, '');
}

export type { Fields };
