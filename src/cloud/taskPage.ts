/** Rows of a list of tasks: their ids, and the page they stand on. The same for every service. */
import { isRecord, readNumber, sameJson, text } from '../core/values';
import type { Page } from './paging';
import {
	isMadeUpId,
	makeId,
	type Note,
	readRow,
	type Table,
	usableId,
	type WireFields,
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
	/** The same for two readings of one task: id, name and date of creation; without an id, the whole content. */
	readonly key: string;
}

/** Which fields of a service's rows say which task it is. */
export interface TaskTable<T extends Table> {
	readonly table: T;
	readonly list: string;
	readonly id: keyof T & string;
	readonly name: keyof T & string;
	readonly created: keyof T & string;
}

/** No service gives more rows in a page; one that gives a million without an id must not stop the editor for minutes. */
const MAX_ROWS = 10_000;

/** Gives the row that was read before under a key. */
export type KnownRow<T extends Table> = (key: string) => TaskRow<T> | undefined;

/** Reads one page of tasks; undefined where the body is no such page. An empty list may come as null, or not at all beside a count of 0. */
export function readPage<T extends Table>(kind: TaskTable<T>, body: unknown, note: Note): Page<TaskRow<T>> | undefined {
	const reader = PageReader.of(kind, body, note);
	reader?.readUntil(() => false);
	return reader?.page();
}

/** Reads one page of tasks, as many rows at a time as there is time for. */
export class PageReader<T extends Table> {
	private readonly rows: TaskRow<T>[] = [];
	private readonly unreadable: number[] = [];
	private position = 0;

	private constructor(
		private readonly kind: TaskTable<T>,
		private readonly list: readonly unknown[],
		private readonly count: number | undefined,
		private readonly note: Note,
	) {}

	/** Undefined where the body is no page. */
	static of<T extends Table>(kind: TaskTable<T>, body: unknown, note: Note): PageReader<T> | undefined {
		if (!isRecord(body)) {
			return undefined;
		}
		const count = readCount(body.count, note);
		const list = Object.hasOwn(body, kind.list) ? body[kind.list] : undefined;
		if (Array.isArray(list)) {
			return new PageReader(kind, list, count, note);
		}
		return list === null || (list === undefined && count === 0) ? new PageReader(kind, [], count, note) : undefined;
	}

	/**
	 * Reads rows until it is time to pause; false where none is left. A row that says the same as the one `known` is that very row again, so that nobody
	 * behind has to compare.
	 */
	readUntil(isTime: () => boolean, known: KnownRow<T> = () => undefined): boolean {
		const end = Math.min(this.list.length, MAX_ROWS);
		while (this.position < end) {
			this.readOne(this.position, known);
			this.position++;
			if (this.position < end && isTime()) {
				return true;
			}
		}
		return false;
	}

	/** What was read. */
	page(): Page<TaskRow<T>> {
		const { rows, unreadable, count, position: length } = this;
		return { rows, length, unreadable, count, ...(this.list.length > length ? { cut: true } : {}) };
	}

	private readOne(position: number, known: KnownRow<T>): void {
		const { kind, note } = this;
		const item = this.list[position];
		const path = `${kind.list}[]`;
		if (!isRecord(item)) {
			this.unreadable.push(position);
			readRow(kind.table, item, note, path);
			return;
		}
		const row = readTask(kind, item, note, path);
		const before = known(row.key);
		this.rows.push(before && sameJson(before.raw, row.raw) ? before : row);
	}
}

/** Reads one task. `asked` is the id that was asked for, which counts where the answer has none. */
export function readTask<T extends Table>(
	kind: TaskTable<T>,
	value: unknown,
	note: Note,
	path = '',
	asked?: string,
): TaskRow<T> {
	const { fields, raw } = readRow(kind.table, value, note, path);
	const id = usableId(raw[kind.id]) ?? asked;
	if (id !== undefined) {
		return { id, idMissing: false, key: `${id}\n${text(raw[kind.name])}\n${text(raw[kind.created])}`, fields, raw };
	}
	note(path ? `${path}.${kind.id}` : kind.id, 'an id', 'none');
	const named = [raw[kind.name], raw[kind.created]];
	return {
		id: makeId(named.some((part) => part !== undefined && part !== null && part !== '') ? named : [raw]),
		idMissing: true,
		key: JSON.stringify(raw),
		fields,
		raw,
	};
}

function readCount(value: unknown, note: Note): number | undefined {
	const count = value === undefined || value === null ? undefined : readNumber(value);
	if (count === undefined && value !== undefined && value !== null) {
		note('count', 'number', typeof value);
	}
	return typeof count === 'number' && count >= 0 ? Math.floor(count) : undefined;
}

/** Gives rows of one id ids of their own. Which is which goes by creation and name, not by their order in the answer, so that it lasts. */
export function distinct<T extends Table>(kind: TaskTable<T>, rows: readonly TaskRow<T>[]): readonly TaskRow<T>[] {
	const known = new Set<string>();
	const shared = new Map<string, TaskRow<T>[]>();
	for (const { id } of rows) {
		if (known.has(id)) {
			shared.set(id, []);
		}
		known.add(id);
	}
	if (shared.size === 0) {
		return rows;
	}
	for (const row of rows) {
		shared.get(row.id)?.push(row);
	}
	const ids = new Map<TaskRow<T>, string>();
	for (const [id, group] of shared) {
		let n = 1;
		const sorted = group
			.map((row) => ({ row, sortKey: sortKey(kind, row.raw) }))
			.sort((a, b) => compare(a.sortKey, b.sortKey));
		for (const { row } of sorted.slice(1)) {
			do {
				n++;
			} while (known.has(`${id}#${n}`));
			ids.set(row, `${id}#${n}`);
		}
	}
	return rows.map((row) => {
		const id = ids.get(row);
		return id === undefined ? row : { ...row, id };
	});
}

function sortKey<T extends Table>(kind: TaskTable<T>, raw: WireFields): string {
	return JSON.stringify([raw[kind.created] ?? null, raw[kind.name] ?? null]);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** The id to ask the service with; undefined where the id was made up here. */
export function askableId(id: string): string | undefined {
	return isMadeUpId(id) ? undefined : id.replace(/#\d+$/, '');
}
