/** Pages of a list, told from one another and joined by what their rows are known by. */

/** One page as it came. */
export interface Page<T> {
	readonly rows: readonly T[];
	/** Rows on the wire, those that could not be read included. Positions count these. */
	readonly length: number;
	/** Positions, within the page, of the rows that could not be read. */
	readonly unreadable: readonly number[];
	/** How many rows there are in all, if the service said it. */
	readonly count: number | undefined;
	/** The page had more rows than anybody reads. */
	readonly cut?: boolean;
}

/** A page, where it stands, and what its rows are known by. */
export interface Located<T> extends Page<T> {
	readonly offset: number;
	readonly keys: readonly string[];
	/** Positions of the nameless rows, if there are any. */
	readonly nameless: ReadonlySet<number> | undefined;
}

/** How many keys of the page were not among those seen; they are from now on. */
export function addNew<T>(seen: Set<string>, { keys }: Located<T>): number {
	const before = seen.size;
	for (const key of keys) {
		seen.add(key);
	}
	return seen.size - before;
}

/**
 * Whether a page without a new key may be another than the one before: all that it adds cannot be read. A service that does not heed the offset gives
 * the same page for ever.
 */
export function mayBeNew<T>(page: Located<T>, before: Located<T>): boolean {
	const shared = before.offset + before.length - page.offset;
	const added = page.unreadable.filter((position) => position >= shared).length;
	const isSame = page.unreadable.join() === before.unreadable.join() && page.keys.length > 0;
	return added === page.length - shared && !isSame;
}

/** Whether two pages share a row, as far as can be told. */
export function sharesRow<T>(a: Located<T>, b: Located<T>): boolean {
	const last = a.keys.at(-1);
	if (last !== undefined && b.keys.includes(last)) {
		return true;
	}
	const keys = new Set(a.keys);
	return b.keys.some((key) => keys.has(key)) || sharesUnreadable(a, b);
}

/** Whether two pages share nothing but rows that cannot be read, of one list as far as the service says. */
function sharesUnreadable<T>(a: Located<T>, b: Located<T>): boolean {
	const shared = a.offset + a.length - b.offset;
	const ofA = a.unreadable.filter((position) => position >= a.length - shared).length;
	const ofB = b.unreadable.filter((position) => position < shared).length;
	return shared > 0 && ofA === shared && ofB === shared && a.count === b.count;
}

/** Rows that could not be read, each position once. */
export function unreadableIn<T>(pages: readonly Located<T>[]): number {
	return new Set(pages.flatMap(({ offset, unreadable }) => unreadable.map((position) => offset + position))).size;
}

/**
 * In the order of their first appearance; of rows read twice the later reading. Rows of a sure identity are there once; of the others, whose content
 * alone is known, as many as the page had that showed most of them.
 */
export function joinRows<T>(pages: readonly Located<T>[]): ReadonlyMap<string, T> {
	const rows = new Map<string, T>();
	for (const { rows: own, keys, nameless } of pages) {
		const seen = new Map<string, number>();
		own.forEach((row, index) => {
			const key = keys[index] ?? '';
			if (!nameless?.has(index)) {
				rows.set(key, row);
				return;
			}
			const nth = seen.get(key) ?? 0;
			seen.set(key, nth + 1);
			rows.set(JSON.stringify([key, nth]), row);
		});
	}
	return rows;
}
