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
 */

/** One page as it came. */
export interface Page<T> {
	readonly rows: readonly T[];
	/** Rows on the wire, those that could not be read included. Positions count these. */
	readonly length: number;
	/** Positions, within the page, of the rows that could not be read. */
	readonly unreadable: readonly number[];
	/** How many rows there are in all, if the service said it. */
	readonly count: number | undefined;
}

export interface PagingOptions<T> {
	/** Most rows that a page can have. */
	readonly limit: number;
	/** Rows that two pages share. */
	readonly overlap?: number;
	/** Pages read at the same time, after the first. */
	readonly parallel?: number;
	/** The highest position that the service takes. */
	readonly maxOffset?: number;
	/** Says that two rows are the same one. Undefined: the row has nothing of its own to be known by; its content is compared. */
	readonly identity: (row: T) => { readonly key: string; readonly sure: boolean };
}

export interface WholeList<T> {
	readonly rows: readonly T[];
	/** What the service counted. */
	readonly count: number | undefined;
	readonly unreadable: number;
	/** False where rows may be missing. */
	readonly complete: boolean;
}

export type ReadPage<T> = (offset: number, limit: number) => Promise<Page<T>>;

const OVERLAP = 10;
const PARALLEL = 4;
/** Extra pages for closing gaps, and pages in all: a list that moves faster than it can be read must not be read for ever. */
const MAX_REPAIRS = 8;
const MAX_PAGES = 1_000;

/** Reads the list whole. Errors of `read` pass through; pages that are under way then are not waited for. */
export async function readAll<T>(read: ReadPage<T>, options: PagingOptions<T>): Promise<WholeList<T>> {
	const first = await readOnce(read, options);
	if (first.linked && !first.short) return joined([first], options);
	const second = await readOnce(read, options);
	return joined([first, second], options);
}

interface Located<T> extends Page<T> {
	readonly offset: number;
}

interface Pass<T> {
	readonly pages: readonly Located<T>[];
	readonly linked: boolean;
	/** Several pages, and fewer rows than the service counted. */
	readonly short: boolean;
	readonly cut: boolean;
}

async function readOnce<T>(read: ReadPage<T>, options: PagingOptions<T>): Promise<Pass<T>> {
	const maxOffset = options.maxOffset ?? Number.MAX_SAFE_INTEGER;
	const at = async (offset: number): Promise<Located<T>> => ({ ...(await read(offset, options.limit)), offset });
	const first = await at(0);
	const more = first.length > 0 && (first.length >= options.limit || (first.count ?? 0) > first.length);
	if (!more) return { pages: [first], linked: true, short: false, cut: false };

	// A service may give smaller pages than it was asked for: what the first page holds is the size to go by.
	const size = Math.min(first.length, options.limit);
	const overlap = Math.min(options.overlap ?? OVERLAP, Math.floor(size / 2));
	const step = size - overlap;
	const pages = [
		first,
		...(await readCounted(at, first, { size, step, maxOffset, parallel: options.parallel ?? PARALLEL }, options)),
	];

	// The count may be missing, old or wrong: only a page that is not full ends the list.
	let cut = false;
	for (let last = pages[pages.length - 1] ?? first; last.length >= size; ) {
		const next = last.offset + step;
		cut = next > maxOffset || pages.length >= MAX_PAGES;
		if (cut) break;
		const known = keysOf(pages, options);
		last = await at(next);
		pages.push(last);
		// A service that does not heed the offset gives the same page for ever.
		cut = last.length >= size && !last.rows.some((row) => !known.has(options.identity(row).key));
		if (cut) break;
	}
	const linked = overlap === 0 || (await closeGaps(at, pages, size, options));
	const counts = pages.flatMap(({ count }) => count ?? []);
	const found = keysOf(pages, options).size + unreadableIn(pages);
	const filled = pages.filter(({ length }) => length > 0).length;
	return { pages, linked, short: filled > 1 && !cut && counts.length > 0 && found < Math.min(...counts), cut };
}

/** The pages that the first one's count promises, a few at a time. Stops early where a page shows that the list has ended. */
async function readCounted<T>(
	at: (offset: number) => Promise<Located<T>>,
	first: Located<T>,
	{ size, step, maxOffset, parallel }: { size: number; step: number; maxOffset: number; parallel: number },
	options: PagingOptions<T>,
): Promise<Located<T>[]> {
	const count = first.count ?? 0;
	const pages: Located<T>[] = [];
	const known = keysOf([first], options);
	let next = step;
	let ended = false;
	const worker = async (): Promise<void> => {
		while (!ended && next + size - step < count && next <= maxOffset && pages.length < MAX_PAGES) {
			const offset = next;
			next += step;
			try {
				const page = await at(offset);
				pages.push(page);
				const fresh = page.rows.filter((row) => !known.has(options.identity(row).key));
				for (const row of fresh) known.add(options.identity(row).key);
				ended ||= page.length < size || fresh.length === 0;
			} catch (error) {
				ended = true;
				throw error;
			}
		}
	};
	await Promise.all(Array.from({ length: parallel }, worker));
	return pages.sort((a, b) => a.offset - b.offset);
}

/** Reads pages in between until neighbours share a row. False where that did not succeed. */
async function closeGaps<T>(
	at: (offset: number) => Promise<Located<T>>,
	pages: Located<T>[],
	size: number,
	options: PagingOptions<T>,
): Promise<boolean> {
	let repairs = 0;
	const replaced: Located<T>[] = [];
	for (let i = 1; i < pages.length; i++) {
		const before = pages[i - 1];
		const page = pages[i];
		// A page that was not full was the end of the list: nothing is missing behind it.
		if (!before || !page || before.length < size || sharesRow(before, page, options)) continue;
		if (++repairs > MAX_REPAIRS) {
			pages.push(...replaced);
			return false;
		}
		const offset = Math.max(before.offset, page.offset - Math.max(1, Math.ceil(size / 2)));
		const between = await at(offset);
		if (offset === before.offset && !sharesRow(before, between, options)) {
			// All that stood there is gone or has moved: what stands there now takes its place, and must fit what is before it.
			replaced.push(before);
			pages[i - 1] = between;
			i = Math.max(0, i - 2);
		} else {
			pages.splice(i, 0, between);
			i--;
		}
	}
	pages.push(...replaced);
	return true;
}

function sharesRow<T>(a: Page<T>, b: Page<T>, { identity }: PagingOptions<T>): boolean {
	const keys = new Set(a.rows.map((row) => identity(row).key));
	return b.rows.some((row) => keys.has(identity(row).key));
}

function keysOf<T>(pages: readonly Page<T>[], { identity }: PagingOptions<T>): Set<string> {
	return new Set(pages.flatMap(({ rows }) => rows.map((row) => identity(row).key)));
}

/** Rows that could not be read, each position once. */
function unreadableIn<T>(pages: readonly Located<T>[]): number {
	return new Set(pages.flatMap(({ offset, unreadable }) => unreadable.map((position) => offset + position))).size;
}

function joined<T>(passes: readonly Pass<T>[], options: PagingOptions<T>): WholeList<T> {
	const last = passes[passes.length - 1];
	const pages = passes.flatMap((pass) => pass.pages);
	return {
		rows: joinRows(pages, options),
		count: last?.pages[0]?.count,
		unreadable: last ? unreadableIn(last.pages) : 0,
		complete: passes.some((pass) => pass.linked && !pass.cut),
	};
}

/**
 * In the order of their first appearance. Rows of a sure identity are there once; of the others, whose content alone is known, as many
 * as the page had that showed most of them.
 */
function joinRows<T>(pages: readonly Page<T>[], { identity }: PagingOptions<T>): T[] {
	const rows = new Map<string, T>();
	for (const page of pages) {
		const seen = new Map<string, number>();
		for (const row of page.rows) {
			const { key, sure } = identity(row);
			const nth = sure ? 0 : (seen.get(key) ?? 0);
			seen.set(key, nth + 1);
			rows.set(JSON.stringify([key, nth]), row);
		}
	}
	return [...rows.values()];
}
