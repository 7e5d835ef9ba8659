/** Reading a part of a task's log ("Querying the Migration Log List"). */
import { type Note, readRow } from '../../cloud/tableReader';
import { readDate } from '../../core/dates';
import { filled, isRecord, readNumber, text } from '../../core/values';
import type { LogPage, LogRow } from '../../migration/taskLog';
import { DCS_LOG } from './schema';

const LIST = 'migration_logs';
/** Entries of one answer that are looked at: no service gives more, and a hostile one must not stop the editor for minutes. */
const MAX_ENTRIES = 10_000;
/** What is kept of a line, in UTF-16 units: far more than anybody reads of one. */
const MESSAGE_LENGTH = 64 * 1024;
/** What is kept of all that is short: date, level, code, a keyword. */
const SHORT_LENGTH = 500;
const MAX_KEYWORDS = 50;

/** Undefined where the body is no log. An empty log may come as null, or not at all beside a number of 0. */
export function readLogPage(body: unknown, note: Note): LogPage | undefined {
	if (!isRecord(body)) {
		return undefined;
	}
	const total = readTotal(body.log_num, note);
	const list = Object.hasOwn(body, LIST) ? body[LIST] : undefined;
	if (!Array.isArray(list)) {
		const empty = list === null || list === '' || (list === undefined && total === 0);
		return empty ? { rows: [], total, length: 0 } : undefined;
	}
	const rows: LogRow[] = [];
	for (const entry of list.slice(0, MAX_ENTRIES)) {
		const row = readLog(entry, note);
		if (row) {
			rows.push(row);
		}
	}
	return { rows, total, length: Math.min(list.length, MAX_ENTRIES) };
}

/** Undefined for an entry that says nothing at all. */
function readLog(entry: unknown, note: Note): LogRow | undefined {
	const { fields, raw } = readRow(DCS_LOG, entry, note, `${LIST}[]`);
	const { at, text: date, zone } = readDate(fields.created_at);
	const row = {
		at,
		level: shortly(filled(fields.log_level) ?? ''),
		// What has another shape than the page says still says something.
		message: cut(fields.message ?? text(raw.message), MESSAGE_LENGTH),
		code: shortly(filled(fields.log_code) ?? ''),
		keywords: keywordsOf(fields.keyword ?? raw.keyword),
		...(date !== '' && (at === undefined || zone === 'unknown') ? { atWords: shortly(date) } : {}),
	};
	const said = [date, row.level, row.message.trim(), row.code, ...row.keywords];
	return said.every((part) => part === '') ? undefined : row;
}

function keywordsOf(value: unknown): readonly string[] {
	const words: readonly unknown[] = Array.isArray(value) ? value : [value];
	return words
		.slice(0, MAX_KEYWORDS)
		.map((word) => shortly(text(word).trim()))
		.filter((word) => word !== '');
}

function readTotal(value: unknown, note: Note): number | undefined {
	const number = value === undefined || value === null ? undefined : readNumber(value);
	if (typeof number === 'number' && number >= 0) {
		return Math.floor(number);
	}
	if (value !== undefined && value !== null) {
		note('log_num', 'number', typeof value);
	}
	return undefined;
}

function shortly(value: string): string {
	return cut(value, SHORT_LENGTH);
}

function cut(value: string, max: number): string {
	return value.length > max ? `${value.slice(0, max - 1)}…` : value;
}
