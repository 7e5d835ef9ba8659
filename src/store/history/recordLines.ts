/**
 * Records as lines of a file, and back. A header names the columns; below it a sample is a short list: when (ms after the header's `from`), whether it
 * is migrating, and a value for each column. Everything else is a small object. No line of these is JSON any more once its end is missing, so what
 * was cut off is never taken for something else.
 */
import { isRecord } from '../../core/values';
import { type LogRecord, MARKS, type Mark, type RunRecord } from '../../migration/runRecord';
import type { Sample } from '../../migration/sample';

const VERSION = 1;
/** Longest text of a line of a log, in bytes. */
export const MAX_LOG = 4_096;
/** Longest status, and longest level of a log, in bytes. */
export const MAX_STATUS = 200;
const MAX_COLUMNS = 100;
const MAX_KEYWORDS = 20;
/** What a statistic may be called. */
const COLUMN = /^[A-Za-z][\w.]{0,63}$/;
/** The furthest moment that a Date can hold, ms. */
const LAST = 8.64e15;

/** The columns after these records: those before, in their order, and whatever is new. */
export function columnsWith(records: readonly RunRecord[], before: readonly string[]): readonly string[] {
	const columns = new Set(before);
	for (const record of records) {
		for (const name of record.kind === 'sample' ? Object.keys(record.sample.values) : []) {
			if (columns.size < MAX_COLUMNS && COLUMN.test(name)) {
				columns.add(name);
			}
		}
	}
	return columns.size === before.length ? before : [...columns];
}

/** @param from ms since 1970, from which samples count */
export function headerLine(columns: readonly string[], from: number): string {
	return JSON.stringify({ v: VERSION, from, columns });
}

/** A record as a line; undefined where it says no time. Texts that are too long are cut. */
export function lineOf(record: RunRecord, columns: readonly string[], from: number): string | undefined {
	switch (record.kind) {
		case 'sample':
			return isMoment(record.sample.at) ? sampleLine(record.sample, columns, from) : undefined;
		case 'status':
			return isMoment(record.at)
				? JSON.stringify({ at: record.at, status: cut(record.status, MAX_STATUS) })
				: undefined;
		case 'mark':
			return isMoment(record.at) ? JSON.stringify({ at: record.at, mark: record.mark }) : undefined;
		case 'log':
			return isMoment(record.at) ? JSON.stringify(logOf(record)) : undefined;
	}
}

function logOf({ at, level, text, atWords, code, keywords }: LogRecord): Record<string, unknown> {
	// What is undefined is left out.
	return {
		at,
		level: cut(level, MAX_STATUS),
		date: atWords && cut(atWords, MAX_STATUS),
		code: code && cut(code, MAX_STATUS),
		keywords: keywords?.slice(0, MAX_KEYWORDS).map((word) => cut(word, MAX_STATUS)),
		log: cut(text, MAX_LOG),
	};
}

function sampleLine({ at, migrating, values }: Sample, columns: readonly string[], from: number): string {
	// What is no number is written as null.
	return JSON.stringify([
		at - from,
		migrating === undefined ? null : Number(migrating),
		...columns.map((name) => (Object.hasOwn(values, name) ? values[name] : null)),
	]);
}

/** Reads the lines of one file in their order. */
export class LineReader {
	private columns: readonly string[] | undefined;
	private from = 0;

	/**
	 * The record of a line; undefined for a header, and for whatever is none. Where a header is damaged, the one before it counts: headers of one file
	 * have the same `from` and begin with the same columns, and a line of more columns than it names is none.
	 */
	read(line: string): RunRecord | undefined {
		if (line === '') {
			return undefined;
		}
		let read: unknown;
		try {
			read = JSON.parse(line);
		} catch {
			return undefined;
		}
		if (Array.isArray(read)) {
			return this.sampleOf(read);
		}
		if (!isRecord(read)) {
			return undefined;
		}
		if ('columns' in read) {
			this.takeHeader(read);
			return undefined;
		}
		return otherOf(read);
	}

	private takeHeader({ v, from, columns }: Record<string, unknown>): void {
		if (v === VERSION && isMoment(from) && Array.isArray(columns) && columns.every(isColumn)) {
			this.from = from;
			this.columns = columns;
		} else {
			this.columns = undefined;
		}
	}

	private sampleOf(read: readonly unknown[]): RunRecord | undefined {
		const { columns } = this;
		if (columns === undefined || read.length !== columns.length + 2) {
			return undefined;
		}
		const [after, migrating] = read;
		const at = isMoment(after) ? this.from + after : Number.NaN;
		if (!isMoment(at) || !(migrating === null || migrating === 0 || migrating === 1)) {
			return undefined;
		}
		const values: Record<string, number | null> = {};
		for (const [index, name] of columns.entries()) {
			const value = read[index + 2];
			if (value !== null && typeof value !== 'number') {
				return undefined;
			}
			values[name] = value;
		}
		return { kind: 'sample', sample: { at, values, migrating: migrating === null ? undefined : migrating === 1 } };
	}
}

function otherOf(read: Record<string, unknown>): RunRecord | undefined {
	const { at, status, mark, level, log } = read;
	if (!isMoment(at)) {
		return undefined;
	}
	if (typeof status === 'string') {
		return { kind: 'status', at, status };
	}
	if (isMark(mark)) {
		return { kind: 'mark', at, mark };
	}
	return typeof level === 'string' && typeof log === 'string' ? logFrom(at, level, log, read) : undefined;
}

function logFrom(at: number, level: string, text: string, more: Record<string, unknown>): LogRecord {
	const { date, code, keywords } = more;
	const words = Array.isArray(keywords) ? keywords.filter((word) => typeof word === 'string') : [];
	return {
		kind: 'log',
		at,
		level,
		text,
		...(typeof date === 'string' && { atWords: date }),
		...(typeof code === 'string' && { code }),
		...(words.length > 0 && { keywords: words }),
	};
}

function isMoment(value: unknown): value is number {
	return typeof value === 'number' && Math.abs(value) <= LAST;
}

function isColumn(value: unknown): value is string {
	return typeof value === 'string' && COLUMN.test(value);
}

function isMark(value: unknown): value is Mark {
	return MARKS.some((mark) => mark === value);
}

/** A text of at most `max` bytes, with an ellipsis where something is missing, and no half of a character. */
function cut(text: string, max: number): string {
	const bytes = Buffer.from(text.slice(0, max + 1));
	if (bytes.length <= max) {
		return text;
	}
	const ellipsis = '…';
	let end = max - Buffer.byteLength(ellipsis);
	while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) {
		end--;
	}
	return bytes.subarray(0, end).toString() + ellipsis;
}
