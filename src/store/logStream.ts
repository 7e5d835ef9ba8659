/**
 * The lines of a task's log that were read so far, of one level or of all: without a hole from the newest line down, and no more than can be kept. Knows
 * how to ask for the newest lines and for older ones, whichever end the service counts from.
 */
import type { LogPage, LogRow } from '../migration/taskLog';
import { countNew, mergeRows } from './logRows';

/** Lines that are asked for at once. */
export const LOG_PAGE = 100;
/** Lines that are kept, the newest of them. */
export const MAX_LOG_ROWS = 5_000;
/** And no more text than this, in UTF-16 units. */
const MAX_LOG_TEXT = 16 * 1024 * 1024;
/** Parts that one reading asks for at most. */
const MAX_PARTS = 5;

/** Lines, newest first, and which they are of a service that lists its oldest first: from `begin` up to `end`, which is left out. */
interface Known {
	readonly rows: readonly LogRow[];
	readonly begin: number;
	readonly end: number;
}

/** Asks for a part of the log. */
export type ReadLogPart = (offset: number, limit: number) => Promise<LogPage>;

export class LogStream implements Known {
	/** Newest first. */
	rows: readonly LogRow[] = [];
	/** How many lines the service has; undefined where it does not say so, or says less than what was read. */
	total: number | undefined;
	/** Whether older lines may be there, which can be asked for. */
	hasOlder = false;
	/** Older lines were left out, because there are more than can be kept. */
	bounded = false;
	/** Whether the service lists its oldest lines first. */
	private oldestFirst = false;
	begin = 0;
	end = 0;

	/**
	 * Reads what is new at the head. Where more came in than is asked for at once, what was known is dropped: a log with a hole would be no log. What fails
	 * leaves all as it was.
	 */
	async readNewest(read: ReadLogPart): Promise<void> {
		if (this.oldestFirst) {
			await this.readEnd(read, this);
			return;
		}
		let page = await read(0, LOG_PAGE);
		if (isOldestFirst(page.rows) && mayHaveMore(page, 0, LOG_PAGE)) {
			await this.readEnd(read, startOf(page));
			this.oldestFirst = true;
			return;
		}
		let newest = isOldestFirst(page.rows) ? page.rows.toReversed() : page.rows;
		let length = page.length;
		let more = mayHaveMore(page, 0, LOG_PAGE);
		for (let part = 1; part < MAX_PARTS && more && this.rows.length > 0 && !this.touches(newest); part++) {
			page = await read(length, LOG_PAGE);
			newest = mergeRows(newest, page.rows);
			more = mayHaveMore(page, length, LOG_PAGE);
			length += page.length;
		}
		const hole = more && newest.length > 0 && !this.touches(newest);
		const merged = hole ? newest : mergeRows(this.rows, newest);
		// What was known before says whether there is something older.
		this.hasOlder = merged.length === newest.length ? more : this.hasOlder;
		this.keep(merged, page.total);
	}

	/** Reads older lines than those known. */
	async readOlder(read: ReadLogPart): Promise<void> {
		const before = this.rows.length;
		// Begins at the last line that is known: what came in at the head meanwhile has moved all the others.
		let offset = Math.max(0, before - 1);
		for (let part = 0; part < MAX_PARTS && this.hasOlder && this.rows.length === before; part++) {
			if (this.oldestFirst) {
				const from = Math.max(0, this.begin - LOG_PAGE);
				const page = await read(from, this.begin - from);
				this.begin = from;
				this.hasOlder = from > 0;
				this.keep(mergeRows(this.rows, page.rows.toReversed()), page.total);
			} else {
				const page = await read(offset, LOG_PAGE + 1);
				if (page.rows.length > 0 && !this.touches(page.rows)) {
					// It has moved by more than that.
					await this.readNewest(read);
					return;
				}
				this.hasOlder = mayHaveMore(page, offset, LOG_PAGE + 1);
				offset += Math.max(1, page.length - 1);
				this.keep(mergeRows(this.rows, page.rows), page.total);
			}
		}
		// A service that answers the same again and again has no more to say.
		this.hasOlder &&= this.rows.length > before;
	}

	/** The newest lines stand at the end: goes on from the last that is known. */
	private async readEnd(read: ReadLogPart, start: Known): Promise<void> {
		let { rows, begin, end } = start;
		let total: number | undefined;
		for (let part = 0; part < MAX_PARTS; part++) {
			const page = await read(end, LOG_PAGE);
			const { total: all = 0 } = page;
			if ((page.length === 0 && all > 0 && all < end) || (part === 0 && all - end > MAX_PARTS * LOG_PAGE)) {
				// It began a new log; or more came in than is asked for at once.
				const last = Math.max(0, all - LOG_PAGE);
				[rows, begin, end] = [[], last, last];
				continue;
			}
			rows = mergeRows(rows, page.rows.toReversed());
			end += page.length;
			total = page.total;
			if (!mayHaveMore(page, end - page.length, LOG_PAGE)) {
				break;
			}
		}
		[this.begin, this.end, this.hasOlder] = [begin, end, begin > 0];
		this.keep(rows, total);
	}

	private touches(rows: readonly LogRow[]): boolean {
		return countNew(this.rows, rows) < rows.length;
	}

	private keep(rows: readonly LogRow[], total: number | undefined): void {
		let text = 0;
		const fitting = rows.findIndex(({ message }, place) => {
			text += message.length;
			return place >= MAX_LOG_ROWS || (place > 0 && text > MAX_LOG_TEXT);
		});
		this.rows = fitting < 0 ? rows : rows.slice(0, fitting);
		const full = fitting >= 0 || rows.length === MAX_LOG_ROWS;
		this.bounded = full && (fitting >= 0 || this.hasOlder || this.bounded);
		this.hasOlder &&= !full;
		const { length } = this.rows;
		this.total = total !== undefined && (total > length || (total === length && !this.hasOlder)) ? total : undefined;
	}
}

/** Where to begin, once the first answer showed that the oldest lines come first: the newest ones are far behind it. */
function startOf({ total, rows, length }: LogPage): Known {
	if (total !== undefined && total > length) {
		const last = Math.max(0, total - LOG_PAGE);
		return { rows: [], begin: last, end: last };
	}
	// Nobody says how many there are: they are walked through.
	return { rows: rows.toReversed(), begin: 0, end: length };
}

function isOldestFirst(rows: readonly LogRow[]): boolean {
	const dated = rows.flatMap(({ at }) => at ?? []);
	return (dated[0] ?? 0) < (dated.at(-1) ?? 0);
}

/**
 * Whether lines may be behind a part. Services give fewer than they are asked for, and some give the number of the part as that of the whole: so a full
 * part is never taken for the end.
 */
function mayHaveMore({ length, total }: LogPage, offset: number, limit: number): boolean {
	if (length === 0) {
		return false;
	}
	return length >= limit || total === undefined || offset + length < total;
}
