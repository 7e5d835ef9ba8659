import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Page, readAll } from '../../../src/cloud/paging';

interface Row {
	readonly id: number;
	readonly version: number;
}

const keyOf = ({ id }: Row): string => String(id);
const rowsOf = (...ids: number[]): Row[] => ids.map((id) => ({ id, version: 0 }));
const upTo = (n: number): Row[] => rowsOf(...Array.from({ length: n }, (_, i) => i));

/** A service that pages over a list, which `change` may alter before each read. */
function service(
	rows: Row[],
	options: {
		count?: (rows: Row[]) => number | undefined;
		cap?: number;
		change?: (rows: Row[], read: number) => void;
	} = {},
) {
	const reads: { offset: number; limit: number }[] = [];
	let running = 0;
	let most = 0;
	const read = async (offset: number, limit: number): Promise<Page<Row>> => {
		most = Math.max(most, ++running);
		await new Promise(setImmediate);
		options.change?.(rows, reads.length);
		reads.push({ offset, limit });
		const page = rows.slice(offset, offset + Math.min(limit, options.cap ?? limit));
		running--;
		return {
			rows: page,
			length: page.length,
			unreadable: [],
			count: options.count ? options.count(rows) : rows.length,
		};
	};
	return { read, reads, most: () => most };
}

describe('reading a list in pages', () => {
	for (const size of [0, 1, 9, 10, 11, 18, 19, 20, 21, 99, 100, 101, 1_000]) {
		it(`reads all of ${size} rows in pages of 10, once each and in order`, async () => {
			for (const count of [undefined, () => undefined]) {
				const { read, reads } = service(upTo(size), count ? { count } : {});
				const list = await readAll(read, { limit: 10, overlap: 2, keyOf });
				assert.deepEqual(list.rows, upTo(size));
				assert.ok(list.complete);
				assert.ok(reads.length <= Math.ceil(size / 8) + 1, `${reads.length} reads`);
			}
		});
	}

	it('asks once where one page is all', async () => {
		const { read, reads } = service(upTo(9));
		await readAll(read, { limit: 10, keyOf });
		assert.deepEqual(reads, [{ offset: 0, limit: 10 }]);
	});

	it('reads the first page alone and then at most four at a time', async () => {
		const { read, reads, most } = service(upTo(10_000));
		const list = await readAll(read, { limit: 1_000, keyOf });
		assert.equal(list.rows.length, 10_000);
		assert.equal(most(), 4);
		assert.equal(reads.length, 11);
	});

	it('follows a service that gives smaller pages than it was asked for', async () => {
		const { read } = service(upTo(250), { cap: 100 });
		const list = await readAll(read, { limit: 1_000, keyOf });
		assert.deepEqual(list.rows, upTo(250));
		assert.ok(list.complete);
	});

	it('believes rows more than a count that is too high, too low or absurd', async () => {
		for (const wrong of [0, 3, 100, 1e15]) {
			const { read, reads } = service(upTo(25), { count: () => wrong });
			const list = await readAll(read, { limit: 10, overlap: 2, keyOf });
			assert.deepEqual(list.rows, upTo(25));
			assert.ok(reads.length <= 12, `${reads.length} reads for a count of ${wrong}`);
		}
	});

	it('does not take a list for whole that has fewer rows than the service counts, unless the count is of something else', async () => {
		for (const rows of [0, 3, 30]) {
			const { read } = service(upTo(rows), { count: () => 37 });
			assert.equal((await readAll(read, { limit: 200, keyOf })).complete, false);
			assert.equal((await readAll(read, { limit: 200, keyOf, countsThese: false })).complete, true);
		}
		assert.equal((await readAll(service(upTo(37)).read, { limit: 200, keyOf })).complete, true);
	});

	it('reads no further where a page was cut, nor beyond a quarter of a million rows, and says that rows are missing', async () => {
		const { read, reads } = service(upTo(40));
		const cut = await readAll(async (offset, limit) => ({ ...(await read(offset, limit)), cut: true }), {
			limit: 10,
			keyOf,
		});
		assert.deepEqual([cut.complete, reads.length], [false, 1]);
		let asked = 0;
		const endless = await readAll(
			async (offset, limit) => {
				asked = Math.max(asked, offset);
				return {
					rows: Array.from({ length: limit }, (_, i) => ({ id: offset + i, version: 0 })),
					length: limit,
					unreadable: [],
					count: 1e9,
				};
			},
			{ limit: 5_000, keyOf },
		);
		assert.equal(endless.complete, false);
		assert.ok(asked < 250_000);
	});

	it('gives up on a service that heeds no offset, and says so', async () => {
		const { read, reads } = service(upTo(10));
		const list = await readAll((_offset, limit) => read(0, limit), { limit: 10, overlap: 2, keyOf });
		assert.deepEqual(list.rows, upTo(10));
		assert.equal(list.complete, false);
		const counted = await readAll(async (_offset, limit) => ({ ...(await read(0, limit)), count: 1e9 }), {
			limit: 10,
			overlap: 2,
			keyOf,
		});
		assert.equal(counted.complete, false);
		assert.ok(reads.length < 30);
	});

	it('reads on where all that a page adds cannot be read, and takes the list for whole', async () => {
		// Pages of 4 that share 2 rows: what stands between 2 and 29 cannot be read.
		const isReadable = ({ id }: Row): boolean => id < 2 || id >= 30;
		for (const count of [undefined, 40]) {
			const { read } = service(upTo(40), { count: () => count });
			const spoilt = async (offset: number, limit: number): Promise<Page<Row>> => {
				const { rows, ...page } = await read(offset, limit);
				const unreadable = rows.flatMap((row, position) => (isReadable(row) ? [] : [position]));
				return { ...page, rows: rows.filter(isReadable), unreadable };
			};
			const list = await readAll(spoilt, { limit: 4, overlap: 2, keyOf });
			assert.deepEqual(list.rows, upTo(40).filter(isReadable));
			assert.equal(list.unreadable, 28);
			assert.ok(list.complete);
		}
	});

	it('gives up on a service that heeds no offset, of whose rows some or all cannot be read', async () => {
		for (const readable of [0, 1, 2, 9]) {
			let reads = 0;
			const page = { rows: upTo(readable), length: 10, count: undefined };
			const unreadable = Array.from({ length: 10 - readable }, (_, index) => index + readable);
			const list = await readAll(async () => ({ ...page, unreadable, read: reads++ }), {
				limit: 10,
				overlap: 2,
				keyOf,
			});
			assert.equal(list.rows.length, readable);
			assert.equal(list.complete, false);
			assert.ok(reads <= 110, `${reads} reads`);
		}
	});

	it('stops at the highest position that the service takes, and says that rows are missing', async () => {
		const { read, reads } = service(upTo(500));
		const list = await readAll(read, { limit: 100, overlap: 10, maxOffset: 200, keyOf });
		assert.equal(list.complete, false);
		assert.ok(reads.every(({ offset }) => offset <= 200));
		assert.ok(list.rows.length >= 200);
	});

	it('loses no row when others are deleted between two pages, also more than the pages share', async () => {
		for (const deletions of [1, 2, 5, 9, 15]) {
			const { read } = service(upTo(100), { change: (rows, n) => void (n === 1 && rows.splice(0, deletions)) });
			const list = await readAll(read, { limit: 10, overlap: 2, keyOf });
			const found = new Set(list.rows.map(({ id }) => id));
			for (let id = deletions; id < 100; id++) assert.ok(found.has(id), `${id} is lost after ${deletions} deletions`);
			assert.ok(list.complete);
		}
	});

	it('takes the later reading of a row that was read twice', async () => {
		const { read } = service(upTo(30), {
			change: (rows, n) => {
				if (n === 1) rows.splice(0, rows.length, ...rows.map((row) => ({ ...row, version: 1 })));
			},
		});
		const list = await readAll(read, { limit: 10, overlap: 3, keyOf });
		assert.equal(list.rows.length, 30);
		assert.equal(list.rows.find(({ id }) => id === 8)?.version, 1);
	});

	it('passes errors on', async () => {
		const { read } = service(upTo(100));
		await assert.rejects(
			readAll(
				async (offset, limit) => {
					if (offset > 30) throw new Error('no more');
					return read(offset, limit);
				},
				{ limit: 10, keyOf },
			),
			/no more/,
		);
	});

	it('keeps rows that cannot be told apart as often as a page shows them', async () => {
		const same = [
			{ id: 1, version: 0 },
			{ id: 1, version: 0 },
		];
		const list = await readAll(service(same).read, {
			limit: 10,
			keyOf,
			isNameless: () => true,
		});
		assert.equal(list.rows.length, 2);
	});

	const operations = fc.array(
		fc.record({
			before: fc.nat(40),
			kind: fc.constantFrom('delete', 'prepend', 'append', 'insert'),
			at: fc.nat(200),
			many: fc.integer({ min: 1, max: 6 }),
		}),
		{ maxLength: 6 },
	);

	it('finds every row that stayed, and none twice, whatever appears and vanishes meanwhile', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 0, max: 130 }),
				operations,
				fc.boolean(),
				fc.integer({ min: 1, max: 6 }),
				async (size, changes, counted, parallel) => {
					let next = 1_000;
					const ever = new Set(upTo(size).map(({ id }) => id));
					const stayed = new Set(ever);
					const change = (rows: Row[], read: number): void => {
						for (const { before, kind, at, many } of changes) {
							if (before !== read) continue;
							const fresh = Array.from({ length: many }, () => ({ id: next++, version: 0 }));
							const place = Math.min(at, rows.length);
							if (kind === 'delete') for (const { id } of rows.splice(place, many)) stayed.delete(id);
							else {
								rows.splice(kind === 'prepend' ? 0 : kind === 'append' ? rows.length : place, 0, ...fresh);
								for (const { id } of fresh) ever.add(id);
							}
						}
					};
					const { read } = service(upTo(size), { change, ...(counted ? {} : { count: () => undefined }) });
					const list = await readAll(read, { limit: 20, overlap: 4, parallel, keyOf });
					const ids = list.rows.map(({ id }) => id);
					assert.equal(new Set(ids).size, ids.length, 'a row is there twice');
					for (const id of ids) assert.ok(ever.has(id));
					if (list.complete) for (const id of stayed) assert.ok(ids.includes(id), `row ${id} is lost`);
					assert.ok(list.complete || changes.length > 0, 'incomplete without need');
				},
			),
			{ numRuns: 400 },
		);
	});
});
