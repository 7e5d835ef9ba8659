import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LogPage, LogRow } from '../../src/migration/taskLog';
import { mergeRows } from '../../src/store/logRows';
import { LogStream } from '../../src/store/logStream';
import { given } from './holds';

/** A log of lines that all say something else, newest first; some of one moment, some without a date. */
const log: fc.Arbitrary<readonly LogRow[]> = fc
	.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.constantFrom('INFO', 'ERROR', '')), {
		maxLength: 60,
	})
	.map((steps) => {
		let at = 1_000_000;
		return steps.map(([back, dated, level], index) => {
			at -= back;
			return { at: dated ? at : undefined, level, message: `line ${index}`, code: 'c', keywords: [] };
		});
	});
const texts = (rows: readonly LogRow[]): string[] => rows.map(({ message }) => message);
const copies = (rows: readonly LogRow[]): LogRow[] => rows.map((row) => ({ ...row }));

given('parts of a log that overlap or join in any way', (claim) => {
	claim('lose no line, double none, and keep the order of the service, whichever is read first', async (holds) => {
		await holds(
			fc.property(log, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (rows, a, b, c, d) => {
				const size = rows.length + 1;
				const [from, to] = [Math.min(a % size, b % size), Math.max(a % size, b % size)];
				// The other part begins within the first one, or right at its end.
				const begin = from + (c % (to - from + 1));
				const end = begin + (d % (size - begin));
				const [one, other] = [copies(rows.slice(from, to)), copies(rows.slice(begin, end))];
				const whole = texts(rows.slice(from, Math.max(to, end)));
				const forward = mergeRows(one, other);
				assert.deepEqual(texts(forward), whole);
				// The other way round, lines that have nothing in common are told apart by their dates alone.
				if (begin < to || one.length === 0) {
					assert.deepEqual(texts(mergeRows(other, one)), whole);
				}
				assert.deepEqual(texts(mergeRows(forward, copies(other))), whole);
			}),
		);
	});

	claim('keep every line of either, whatever the two have to do with each other', async (holds) => {
		await holds(
			fc.property(log, fc.array(fc.boolean()), fc.array(fc.boolean()), (rows, some, others) => {
				const one = rows.filter((_, index) => some[index] ?? false);
				const other = copies(rows.filter((_, index) => others[index] ?? false));
				const merged = texts(mergeRows(one, other));
				assert.deepEqual([...merged].sort(), [...new Set([...texts(one), ...texts(other)])].sort());
			}),
		);
	});
});

given('a log that grows while its parts are read in any order', (claim) => {
	claim(
		'is held from its newest line down without a hole, from either end that the service counts from',
		async (holds) => {
			const step = fc.oneof(fc.constant('newest'), fc.constant('older'), fc.integer({ min: 1, max: 900 }));
			await holds(
				fc.asyncProperty(
					fc.boolean(),
					fc.integer({ min: 0, max: 900 }),
					fc.array(step, { maxLength: 12 }),
					async (oldestFirst, start, steps) => {
						let size = start;
						const line = (n: number): LogRow => ({ at: n, level: '', message: `line ${n}`, code: '', keywords: [] });
						const read = async (offset: number, limit: number): Promise<LogPage> => {
							const all = Array.from({ length: size }, (_, index) => line(oldestFirst ? index + 1 : size - index));
							const rows = all.slice(offset, offset + limit);
							return { rows, total: size, length: rows.length };
						};
						const stream = new LogStream();
						for (const one of [...steps, 'newest'] as const) {
							if (typeof one === 'number') {
								size += one;
							} else {
								await (one === 'newest' ? stream.readNewest(read) : stream.readOlder(read));
							}
						}
						const expected = Array.from(stream.rows, (_, index) => `line ${size - index}`);
						assert.deepEqual(texts(stream.rows), expected);
						assert.ok(stream.rows.length >= Math.min(size, 100));
						assert.equal(stream.hasOlder || stream.rows.length === size, true);
					},
				),
			);
		},
	);
});
