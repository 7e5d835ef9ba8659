/**
 * Reading a whole list in pages while others add and delete.
 *
 * The services page by position and promise no order, so a task deleted between two reads pulls every later one forward, past the
 * page that was to show it. Therefore:
 * - The first page is read alone: most lists end there. The others are read a few at a time.
 * - Each page begins some rows before the end of the page before it. As long as the two share a row, and the order of the rest stays,
 *   no row that was there all the time can have slipped through between them. Where they share none, pages in between are read.
 * - Rows read twice are one: the later reading counts. Only a row of the same identity is the same row; see `identity`.
 * - Where that does not succeed, or fewer rows were found than the service counts, the order itself moved: the list is read once more
 *   and both readings are joined.
 * What cannot be repaired is said: `complete` is false then.
 * A row that cannot be read has no identity. Where two pages share only such rows, that these stand in the same places has to do.
 */

import type { WholeList } from '../core/list';
import { nextTurn } from '../core/turns';
import { addNew, joinRows, type Located, mayBeNew, type Page, sharesRow, unreadableIn } from './pages';

export type { Page } from './pages';

export interface PagingOptions<T> {
	/** Most rows that a page can have. */
	readonly limit: number;
	/** Rows that two pages share. */
	readonly overlap?: number;
	/** Pages read at the same time, after the first. */
	readonly parallel?: number;
	/** The highest position that the service takes. */
	readonly maxOffset?: number;
	/** What a row is known by: two rows of one key are the same one. */
	readonly keyOf: (row: T) => string;
	/** Whether the service's count is that of the rows that were asked for: fewer rows than that are not all, then. True if not said. */
	readonly countsThese?: boolean;
	/** Says of a row that it has nothing of its own to be known by: its key is its content, which others may share. */
	readonly isNameless?: (row: T) => boolean;
	/** Hears of the rows of each page as it arrives, long before the list is whole. Rows may come twice; a list of one page says nothing here. */
	readonly onRows?: ((rows: readonly T[]) => void) | undefined;
}

/** Reads one page. May call `arrived` when the answer is in and only has to be parsed: the next one is asked for meanwhile. */
export type ReadPage<T> = (offset: number, limit: number, arrived: () => void) => Promise<Page<T>>;

const OVERLAP = 10;
const PARALLEL = 4;
/** Extra pages for closing gaps, and pages in all: a list that moves faster than it can be read must not be read for ever. */
const MAX_REPAIRS = 8;
const MAX_PAGES = 1_000;
/** Pages in a row of which no row can be read: whether the service heeds the offset at all cannot be told from them. */
const MAX_BLIND = 50;
/** Positions that are read: no account has as many, and the memory of the editor has an end. */
const MAX_ROWS = 250_000;

/** Reads the list whole. Errors of `read` pass through; pages that are under way then are not waited for. */
export async function readAll<T>(read: ReadPage<T>, options: PagingOptions<T>): Promise<WholeList<T>> {
	const first = await readPass(read, options);
	await nextTurn();
	const rows = joinRows(first.pages);
	const whole = first.linked && !isShort(first, rows.size);
	const passes = whole ? [first] : [first, await readPass(read, options)];
	const last = passes.at(-1) ?? first;
	const all = whole ? rows : joinRows(passes.flatMap(({ pages }) => pages));
	const missing = options.countsThese !== false && all.size + unreadableIn(last.pages) < leastCount(last);
	return {
		rows: [...all.values()],
		count: last.pages[0]?.count,
		unreadable: unreadableIn(last.pages),
		complete: !missing && passes.some(({ linked, cut }) => linked && !cut),
	};
}

/** One walk over the whole list. */
interface Pass<T> {
	readonly pages: readonly Located<T>[];
	/** Neighbours share rows: nothing can have slipped through between them. */
	readonly linked: boolean;
	/** Ended before the list did. */
	readonly cut: boolean;
}

type PageAt<T> = (offset: number, arrived?: () => void) => Promise<Located<T>>;

const ignore = (): void => {};

async function readPass<T>(read: ReadPage<T>, options: PagingOptions<T>): Promise<Pass<T>> {
	const maxOffset = options.maxOffset ?? Number.MAX_SAFE_INTEGER;
	const first = locate(await read(0, options.limit, ignore), 0, options);
	const more = first.length > 0 && (first.length >= options.limit || (first.count ?? 0) > first.length);
	if (!more || first.cut) {
		return { pages: [first], linked: true, cut: first.cut ?? false };
	}
	const at: PageAt<T> = async (offset, arrived = ignore) => {
		const page = await read(offset, options.limit, arrived);
		options.onRows?.(page.rows);
		return locate(page, offset, options);
	};
	options.onRows?.(first.rows);
	// A service may give smaller pages than it was asked for: what the first page holds is the size to go by.
	const size = Math.min(first.length, options.limit);
	const overlap = Math.min(options.overlap ?? OVERLAP, Math.floor(size / 2));
	const step = size - overlap;
	const counted = await readCounted(at, first, { size, step, maxOffset, parallel: options.parallel ?? PARALLEL });
	const { pages, cut } = await readRest(at, [first, ...counted], { size, step, maxOffset });
	const closed = overlap === 0 ? { pages, linked: true } : await closeGaps(at, pages, size);
	return { ...closed, cut };
}

function locate<T>(page: Page<T>, offset: number, { keyOf, isNameless }: PagingOptions<T>): Located<T> {
	let nameless: Set<number> | undefined;
	const keys = page.rows.map((row, index) => {
		if (isNameless?.(row)) {
			nameless ??= new Set();
			nameless.add(index);
		}
		return keyOf(row);
	});
	return { ...page, offset, keys, nameless };
}

/** The pages that the first one's count promises, a few at a time. Stops early where a page shows that the list has ended. */
async function readCounted<T>(
	at: PageAt<T>,
	first: Located<T>,
	{ size, step, maxOffset, parallel }: { size: number; step: number; maxOffset: number; parallel: number },
): Promise<Located<T>[]> {
	const count = first.count ?? 0;
	const pages: Located<T>[] = [];
	const firstKeys = new Set(first.keys);
	let next = step;
	let ended = false;
	const reading: Promise<void>[] = [];
	const readPage = async (offset: number, arrived: () => void): Promise<void> => {
		try {
			const page = await at(offset, arrived);
			pages.push(page);
			// A service that does not heed the offset gives the same page for ever.
			ended ||= page.length < size || page.keys.every((key) => firstKeys.has(key));
		} catch (error) {
			ended = true;
			throw error;
		} finally {
			arrived();
		}
	};
	const worker = async (): Promise<void> => {
		while (!ended && next + size - step < count && next <= maxOffset && next < MAX_ROWS && reading.length < MAX_PAGES) {
			const offset = next;
			next += step;
			await new Promise<void>((arrived) => {
				const page = readPage(offset, arrived);
				// Waited for below, with all the others.
				page.catch(ignore);
				reading.push(page);
			});
		}
	};
	await Promise.all(Array.from({ length: parallel }, worker));
	await Promise.all(reading);
	return pages.sort((a, b) => a.offset - b.offset);
}

/** The count may be missing, old or wrong: only a page that is not full ends the list. */
async function readRest<T>(
	at: PageAt<T>,
	known: readonly Located<T>[],
	{ size, step, maxOffset }: { size: number; step: number; maxOffset: number },
): Promise<{ readonly pages: readonly Located<T>[]; readonly cut: boolean }> {
	const pages = [...known];
	let seen: Set<string> | undefined;
	let blind = 0;
	for (let last = pages.at(-1); last && last.length >= size; last = pages.at(-1)) {
		const next = last.offset + step;
		if (next > maxOffset || pages.length >= MAX_PAGES || next >= MAX_ROWS || last.cut) {
			return { pages, cut: true };
		}
		seen ??= new Set(pages.flatMap(({ keys }) => keys));
		const page = await at(next);
		pages.push(page);
		blind = page.keys.length === 0 ? blind + 1 : 0;
		if (addNew(seen, page) === 0 && page.length >= size && (blind > MAX_BLIND || !mayBeNew(page, last))) {
			return { pages, cut: true };
		}
	}
	return { pages, cut: false };
}

/** Reads pages in between until neighbours share a row. Pages that lost their place are kept behind the others: their rows were there once. */
async function closeGaps<T>(
	at: PageAt<T>,
	pages: readonly Located<T>[],
	size: number,
): Promise<{ readonly pages: readonly Located<T>[]; readonly linked: boolean }> {
	const chain: Located<T>[] = [];
	const displaced: Located<T>[] = [];
	const waiting = [...pages].reverse();
	let repairs = 0;
	for (let page = waiting.pop(); page; page = waiting.pop()) {
		const before = chain.at(-1);
		// A page that was not full was the end of the list: nothing is missing behind it.
		if (!before || before.length < size || sharesRow(before, page)) {
			chain.push(page);
			continue;
		}
		if (++repairs > MAX_REPAIRS) {
			return { pages: [...chain, page, ...waiting.reverse(), ...displaced], linked: false };
		}
		const offset = Math.max(before.offset, page.offset - Math.max(1, Math.ceil(size / 2)));
		const between = await at(offset);
		if (offset === before.offset && !sharesRow(before, between)) {
			// All that stood there is gone or has moved: what stands there now takes its place, and must fit what is before it.
			displaced.push(before);
			chain.pop();
		}
		waiting.push(page, between);
	}
	return { pages: [...chain, ...displaced], linked: true };
}

/** Whether fewer rows were found than the service counted, on several pages. */
function isShort<T>({ pages, cut }: Pass<T>, found: number): boolean {
	const filled = pages.filter(({ length }) => length > 0).length;
	return !cut && filled > 1 && found + unreadableIn(pages) < leastCount({ pages });
}

/** The smallest of the counts that the pages of a walk say; 0 where they say none. */
function leastCount<T>({ pages }: Pick<Pass<T>, 'pages'>): number {
	const counts = pages.flatMap(({ count }) => count ?? []);
	return counts.length === 0 ? 0 : Math.min(...counts);
}
