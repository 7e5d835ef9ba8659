import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Page, readAll } from '../../src/cloud/paging';
import { given } from './holds';

/** Rows carry how often they were written, so that it shows which reading counted. */
interface Row {
	readonly id: number;
	readonly version: number;
}

const keyOf = ({ id }: Row): string => String(id);
const upTo = (size: number): Row[] => Array.from({ length: size }, (_, id) => ({ id, version: 0 }));

/** What happens to the list before a read: rows go, come or change, at a place of it (0–1). */
const change = fc.record({
	kind: fc.constantFrom('delete' as const, 'insert' as const, 'rewrite' as const),
	place: fc.double({ min: 0, max: 1, noNaN: true }),
	rows: fc.integer({ min: 1, max: 3 }),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** How the service tells of its list: in smaller or longer pages than it was asked for, with a count of its own. */
const manner = fc.record({
	cap: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
	/** Rows more than it was asked for. */
	overlong: fc.constantFrom(0, 0, 1, 7),
	count: fc.oneof(
		fc.constantFrom('true' as const, 'none' as const),
		fc.integer({ min: 0, max: 400 }),
		fc.constantFrom(1e15, Number.MAX_SAFE_INTEGER),
	),
	/** Each so many-th row cannot be read; 0 for none. */
	unreadable: fc.constantFrom(0, 0, 5, 2, 1),
});
type Manner = typeof manner extends fc.Arbitrary<infer T> ? T : never;

const shape = fc.record({
	size: fc.integer({ min: 0, max: 150 }),
	limit: fc.integer({ min: 1, max: 30 }),
	overlap: fc.integer({ min: 0, max: 12 }),
	parallel: fc.integer({ min: 1, max: 5 }),
});

/** A service that pages over a list by position; `changes` happen to it, one before each read. */
function service(size: number, how: Manner, changes: readonly (Change | undefined)[] = []) {
	const rows = upTo(size);
	/** Rows that were there all the time. */
	const lasting = new Set(rows.map(({ id }) => id));
	const ever = new Set(lasting);
	let reads = 0;
	let nextId = size;
	const read = async (offset: number, limit: number): Promise<Page<Row>> => {
		const happens = changes[reads++];
		if (happens) {
			const at = Math.floor(happens.place * rows.length);
			const some = rows.slice(at, at + happens.rows);
			if (happens.kind === 'insert') {
				const fresh = Array.from({ length: happens.rows }, () => ({ id: nextId++, version: 0 }));
				rows.splice(at, 0, ...fresh);
				for (const { id } of fresh) ever.add(id);
			} else {
				const rewritten = some.map(({ id, version }) => ({ id, version: version + 1 }));
				rows.splice(at, some.length, ...(happens.kind === 'delete' ? [] : rewritten));
				for (const { id } of happens.kind === 'delete' ? some : []) lasting.delete(id);
			}
		}
		const page = rows.slice(offset, offset + Math.min(limit, how.cap ?? limit) + how.overlong);
		const isUnreadable = ({ id }: Row): boolean => spoilt(id, how);
		return {
			rows: page.filter((row) => !isUnreadable(row)),
			length: page.length,
			unreadable: page.flatMap((row, position) => (isUnreadable(row) ? [position] : [])),
			count: how.count === 'true' ? rows.length : how.count === 'none' ? undefined : how.count,
		};
	};
	return { read, rows, lasting, ever, reads: () => reads };
}

function spoilt(id: number, { unreadable }: Manner): boolean {
	return unreadable > 0 && id % unreadable === 0;
}

const idsOf = (rows: readonly Row[]): number[] => rows.map(({ id }) => id);

given('any list that stays as it is', (claim) => {
	claim(
		'is read whole, each row once and in order, whatever the pages and the count are like',
		async (holds) => {
			await holds(
				fc.asyncProperty(shape, manner, async ({ size, ...options }, how) => {
					const { read, rows, reads } = service(size, how);
					const list = await readAll(read, { ...options, keyOf });
					const readable = rows.filter(({ id }) => !spoilt(id, how));
					// A service that gives less than it was asked for and says nothing true of the rest has told of a list that ends there.
					// Of more than fifty pages in a row of which nothing can be read nobody knows whether they are one and the same.
					const blind = how.unreadable === 1 && size > 50 * Math.ceil(options.limit / 2);
					if (!blind && (how.cap === undefined || how.cap + how.overlong >= options.limit)) {
						assert.deepEqual(idsOf(list.rows), idsOf(readable));
						assert.equal(list.unreadable, size - readable.length);
						// A count that is too high may be right, and pages longer than were asked for look as if the place in the list were not heeded.
						const doubtful = how.overlong > 0 || (typeof how.count === 'number' && how.count > size);
						assert.ok(list.complete || doubtful);
					}
					assert.ok(reads() <= bound(size, options, how), `${reads()} reads`);
				}),
			);
		},
		300,
	);

	claim(
		'is read whole from a service with pages of its own size, where it says how many rows there are',
		async (holds) => {
			await holds(
				fc.asyncProperty(shape, fc.integer({ min: 1, max: 30 }), async ({ size, ...options }, cap) => {
					const { read } = service(size, { cap, overlong: 0, count: 'true', unreadable: 0 });
					const list = await readAll(read, { ...options, keyOf });
					assert.deepEqual(idsOf(list.rows), idsOf(upTo(size)));
					assert.ok(list.complete);
				}),
			);
		},
	);
});

given('any list that moves while it is read', (claim) => {
	const moves = fc.array(fc.option(change, { nil: undefined, freq: 2 }), { maxLength: 60 });

	claim(
		'has each row once, none that never was, and ends after a bounded number of requests',
		async (holds) => {
			await holds(
				fc.asyncProperty(shape, manner, moves, async ({ size, ...options }, how, changes) => {
					const { read, ever, reads } = service(size, how, changes);
					const { rows } = await readAll(read, { ...options, keyOf });
					assert.equal(new Set(idsOf(rows)).size, rows.length);
					assert.ok(rows.every(({ id }) => ever.has(id)));
					assert.ok(reads() <= bound(ever.size, options, how), `${reads()} reads`);
				}),
			);
		},
		300,
	);

	claim(
		'has every row that was there all the time, or says that it is not whole',
		async (holds) => {
			await holds(
				fc.asyncProperty(shape, moves, async ({ size, ...options }, changes) => {
					// What two pages share is how far a list may move between them; a page must hold more than that.
					const paged = { ...options, limit: options.limit + 8, overlap: Math.max(4, options.overlap) };
					const { read, lasting } = service(
						size,
						{ cap: undefined, overlong: 0, count: 'true', unreadable: 0 },
						changes,
					);
					const { rows, complete } = await readAll(read, { ...paged, keyOf });
					const found = new Set(idsOf(rows));
					const lost = [...lasting].filter((id) => !found.has(id));
					assert.ok(lost.length === 0 || !complete, `lost ${lost}`);
				}),
			);
		},
		300,
	);
});

/** Most requests that a list may take: two walks over all its rows, each with its repairs, an end, and what was under way beside. */
function bound(
	rows: number,
	{ limit, overlap }: { readonly limit: number; readonly overlap: number },
	how: Manner,
): number {
	const size = Math.min(limit, (how.cap ?? limit) + how.overlong);
	const step = size - Math.min(overlap, Math.floor(size / 2));
	return 2 * (Math.ceil(rows / step) + 8 + 2 + 5);
}
