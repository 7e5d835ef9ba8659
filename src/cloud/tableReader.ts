/**
 * Reading answers by tables, once: what was read here travels typed to whoever shows it. A reader never throws: what a table does not know stays
 * in `raw`, what has the wrong shape stays there too and reads as undefined. Secrets are dropped here, before anybody else sees the row.
 */
import { createHash } from 'node:crypto';
import { isRecord, readBoolean, readNumber, readPercent } from '../core/values';
import { removeSecrets } from './redact';

/** Fields as they came, in the service's own names, without secrets. */
export type WireFields = Readonly<Record<string, unknown>>;

/** What a field holds. `percent` is a number that may carry a percent sign. */
export type Shape =
	| 'string'
	| 'number'
	| 'percent'
	| 'boolean'
	| 'strings'
	| { readonly object: Table }
	| { readonly list: Table };
/** One table of an API page: field → shape. */
export interface Table {
	readonly [field: string]: Shape;
}

type Read<S> = S extends 'string'
	? string
	: S extends 'number' | 'percent'
		? number
		: S extends 'boolean'
			? boolean
			: S extends 'strings'
				? readonly string[]
				: S extends { readonly object: infer T extends Table }
					? Fields<T>
					: S extends { readonly list: infer T extends Table }
						? readonly Fields<T>[]
						: never;

/** What a table reads: undefined where the field did not come or has the wrong shape, null where it came empty. */
export type Fields<T extends Table> = { readonly [K in keyof T]?: Read<T[K]> | null | undefined };

/**
 * A row or body that was read. Where each field came as its table says, `fields` is the very object that `raw` is: most rows are their own reading,
 * and cost nothing twice.
 */
export interface WireRow<T extends Table> {
	/** What the table knows, typed. */
	readonly fields: Fields<T>;
	/** Everything that came, for export and for what no table knows. */
	readonly raw: WireFields;
}

/** Told of whatever is not as the page says: `path` of the field, what was `expected`, and what came. */
export type Note = (path: string, expected: string, got: string) => void;

/** Reads an object by a table and takes it over: secrets are taken out of it. Anything that is no object reads as one without fields. */
export function readRow<T extends Table>(table: T, value: unknown, note: Note, path = ''): WireRow<T> {
	if (!isRecord(value)) {
		note(path, 'an object', nameOf(value));
		return { fields: {}, raw: {} };
	}
	const raw = removeSecrets(value);
	return { fields: readFields(table, raw, note, path) as Fields<T>, raw };
}

interface Column {
	readonly name: string;
	readonly shape: Shape;
}

const COLUMNS = new WeakMap<Table, readonly Column[]>();

/** A table as a list, made once: lists of thousands are read with it. */
function columnsOf(table: Table): readonly Column[] {
	const known = COLUMNS.get(table);
	if (known) {
		return known;
	}
	const columns = Object.entries(table).map(([name, shape]) => ({ name, shape }));
	COLUMNS.set(table, columns);
	return columns;
}

/** The record itself where every field reads as it came; else a copy with what could be read. */
function readFields(table: Table, record: WireFields, note: Note, path: string): WireFields {
	let copy: Record<string, unknown> | undefined;
	for (const { name, shape } of columnsOf(table)) {
		const value = record[name];
		// Nearly all fields of nearly all rows are just what the table says.
		if (value === undefined || value === null || (shape === 'string' && typeof value === 'string')) {
			continue;
		}
		const read = readValue(shape, value, note, path, name);
		if (read !== value) {
			copy ??= { ...record };
			if (read === undefined) {
				delete copy[name];
			} else {
				copy[name] = read;
			}
		}
	}
	return copy ?? record;
}

function readValue(shape: Shape, value: unknown, note: Note, path: string, name: string): unknown {
	const read = typeof shape === 'string' ? READERS[shape](value) : readNested(shape, value, note, join(path, name));
	if (read === undefined) {
		note(join(path, name), typeof shape === 'string' ? shape : 'object' in shape ? 'object' : 'list', nameOf(value));
	}
	return read;
}

const READERS: Readonly<Record<Extract<Shape, string>, (value: unknown) => unknown>> = {
	string: (value) =>
		typeof value === 'string'
			? value
			: typeof value === 'number' || typeof value === 'boolean'
				? String(value)
				: undefined,
	number: readNumber,
	percent: readPercent,
	boolean: readBoolean,
	strings: (value) => {
		if (value === '') {
			return null;
		}
		if (!Array.isArray(value)) {
			return undefined;
		}
		return value.every((item) => typeof item === 'string')
			? value
			: value.filter((item) => ['string', 'number', 'boolean'].includes(typeof item)).map(String);
	},
};

function readNested(
	shape: { readonly object: Table } | { readonly list: Table },
	value: unknown,
	note: Note,
	path: string,
): unknown {
	if (value === '') {
		return null;
	}
	if ('object' in shape) {
		return isRecord(value) ? readFields(shape.object, value, note, path) : undefined;
	}
	if (!Array.isArray(value)) {
		return undefined;
	}
	const rows: unknown[] = [];
	for (const item of value) {
		if (isRecord(item)) {
			rows.push(readFields(shape.list, item, note, `${path}[]`));
		} else {
			note(`${path}[]`, 'object', nameOf(item));
		}
	}
	return rows.length === value.length && rows.every((row, index) => row === value[index]) ? value : rows;
}

function join(path: string, name: string): string {
	return path === '' ? name : `${path}.${name}`;
}

function nameOf(value: unknown): string {
	return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
}

/** The field's text if it is usable as an id: text or a number, not blank. */
export function usableId(value: unknown): string | undefined {
	const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
	return text === '' ? undefined : text;
}

const UNNAMED = 'no-id-';

/** A made-up id for a row that came without one, the same for the same parts. */
export function makeId(parts: readonly unknown[]): string {
	return UNNAMED + createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** Whether an id was made up here, so that nothing can be asked with it. */
export function isMadeUpId(id: string): boolean {
	return /^no-id-[0-9a-f]{12}(#\d+)?$/.test(id);
}

/** Passes each kind of oddity on once, however often it is polled. List positions are left out of the paths, so kinds are few. */
export function noteOnce(tell: ((note: string) => void) | undefined): (operation: string) => Note {
	const told = new Set<string>();
	return (operation) => (path, expected, got) => {
		const text = `${operation}: ${path || 'the answer'}: expected ${expected}, got ${got}`;
		if (!told.has(text) && told.size < 500) {
			told.add(text);
			tell?.(text);
		}
	};
}
