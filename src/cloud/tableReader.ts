/**
 * Reading answers by tables. A reader never throws: what a table does not know stays in `raw`, what has the wrong shape stays there too
 * and reads as undefined. Secrets are dropped here, before anybody else sees the row.
 */
import { createHash } from 'node:crypto';
import { redact } from './redact';

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

/** A row or body that was read. */
export interface WireRow<T extends Table> {
	readonly fields: Fields<T>;
	readonly raw: WireFields;
}

/** Told of whatever is not as the page says: `path` of the field, what was `expected`, and what came. */
export type Note = (path: string, expected: string, got: string) => void;

/** Reads an object by a table. Anything that is no object reads as one without fields. */
export function readRow<T extends Table>(table: T, value: unknown, note: Note, path = ''): WireRow<T> {
	const clean = redact(value);
	const raw: WireFields = isRecord(clean) ? clean : {};
	if (!isRecord(clean)) note(path, 'an object', nameOf(value));
	return { fields: readFields(table, raw, note, path) as Fields<T>, raw };
}

function readFields(table: Table, record: WireFields, note: Note, path: string): Record<string, unknown> {
	const fields: Record<string, unknown> = {};
	for (const [name, shape] of Object.entries(table)) {
		if (!Object.hasOwn(record, name)) continue;
		const read = readValue(shape, record[name], note, path ? `${path}.${name}` : name);
		if (read !== undefined) fields[name] = read;
	}
	return fields;
}

function readValue(shape: Shape, value: unknown, note: Note, path: string): unknown {
	if (value === null) return null;
	const read = typeof shape === 'object' ? readNested(shape, value, note, path) : READERS[shape](value);
	if (read === undefined)
		note(path, typeof shape === 'string' ? shape : 'object' in shape ? 'object' : 'list', nameOf(value));
	return read;
}

const READERS: Readonly<Record<Extract<Shape, string>, (value: unknown) => unknown>> = {
	string: (value) =>
		typeof value === 'number' || typeof value === 'boolean'
			? String(value)
			: typeof value === 'string'
				? value
				: undefined,
	number: readNumber,
	percent: (value) => readNumber(typeof value === 'string' ? value.replace(/\s*%\s*$/, '') : value),
	boolean: readBoolean,
	strings: (value) => {
		if (value === '') return null;
		if (!Array.isArray(value)) return undefined;
		return value.filter((item) => ['string', 'number', 'boolean'].includes(typeof item)).map(String);
	},
};

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number, or text that is one, blanks around it allowed; null for text of blanks alone. */
function readNumber(value: unknown): number | null | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (text === '') return null;
	const number = NUMBER.test(text) ? Number(text) : Number.NaN;
	return Number.isFinite(number) ? number : undefined;
}

function readBoolean(value: unknown): boolean | null | undefined {
	if (typeof value === 'boolean') return value;
	switch (typeof value === 'string' ? value.trim().toLowerCase() : value) {
		case 'true':
		case '1':
		case 1:
			return true;
		case 'false':
		case '0':
		case 0:
			return false;
		case '':
			return null;
		default:
			return undefined;
	}
}

function readNested(
	shape: { readonly object: Table } | { readonly list: Table },
	value: unknown,
	note: Note,
	path: string,
): unknown {
	if (value === '') return null;
	if ('object' in shape) return isRecord(value) ? readFields(shape.object, value, note, path) : undefined;
	if (!Array.isArray(value)) return undefined;
	const rows: Record<string, unknown>[] = [];
	for (const item of value) {
		if (isRecord(item)) rows.push(readFields(shape.list, item, note, `${path}[]`));
		else note(`${path}[]`, 'object', nameOf(item));
	}
	return rows;
}

/** Whether a value is an object with fields (no array, not null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
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
