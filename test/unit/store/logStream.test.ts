import assert from 'node:assert/strict';
import type { LogPage, LogRow } from '../../../src/migration/taskLog';
import { mergeRows } from '../../../src/store/logRows';
import { LogStream, MAX_LOG_ROWS } from '../../../src/store/logStream';

const logRow = (n: number, more: Partial<LogRow> = {}): LogRow => ({
	at: n * 1000,
	level: 'INFO',
	message: `line ${n}`,
	code: 'c',
	keywords: [],
	...more,
});

/** Lines from the newest, n, down to the oldest, 1. */
const lines = (newest: number, oldest = 1): LogRow[] =>
	Array.from({ length: Math.max(0, newest - oldest + 1) }, (_, index) => logRow(newest - index));

/** A log that a service keeps. */
class Log {
	asked: string[] = [];
	oldestFirst = false;
	total: 'all' | 'none' | 'page' = 'all';
	constructor(public size: number) {}

	readonly read = async (offset: number, limit: number): Promise<LogPage> => {
		this.asked.push(`${offset}+${limit}`);
		const all = this.oldestFirst ? lines(this.size).reverse() : lines(this.size);
		const rows = all.slice(offset, offset + limit);
		const total = { all: this.size, none: undefined, page: rows.length }[this.total];
		return { rows, total, length: rows.length };
	};
}

const messages = (rows: readonly LogRow[]): string[] => rows.map(({ message }) => message);
/** Whether a stream holds the log from its newest line, n, down to one. */
const assertHolds = (stream: LogStream, newest: number, oldest = 1): void =>
	assert.deepEqual(messages(stream.rows), messages(lines(newest, oldest)));

for (const oldestFirst of [false, true]) {
	describe(`a log that its service lists with the ${oldestFirst ? 'oldest' : 'newest'} line first`, () => {
		function logOf(size: number): { log: Log; stream: LogStream } {
			const log = new Log(size);
			log.oldestFirst = oldestFirst;
			return { log, stream: new LogStream() };
		}

		it('is read from its newest line, and further back on demand, until it is whole', async () => {
			const { log, stream } = logOf(250);
			await stream.readNewest(log.read);
			assertHolds(stream, 250, 151);
			assert.deepEqual([stream.total, stream.hasOlder], [250, true]);
			await stream.readOlder(log.read);
			assertHolds(stream, 250, 51);
			await stream.readOlder(log.read);
			assertHolds(stream, 250);
			assert.equal(stream.hasOlder, false);
			log.asked = [];
			await stream.readOlder(log.read);
			assert.deepEqual(log.asked, [], 'nothing is asked where there is no more');
		});

		it('goes on growing at its head, also while older lines are read', async () => {
			const { log, stream } = logOf(250);
			await stream.readNewest(log.read);
			log.size = 280;
			await stream.readOlder(log.read);
			log.size = 330;
			await stream.readNewest(log.read);
			for (let time = 0; time < 5; time++) {
				await stream.readOlder(log.read);
			}
			assertHolds(stream, 330);
			assert.equal(stream.hasOlder, false);
		});

		it('has no hole where more lines came in than one part holds', async () => {
			const { log, stream } = logOf(250);
			await stream.readNewest(log.read);
			log.size = 600;
			await stream.readNewest(log.read);
			assertHolds(stream, 600, 151);
			log.size = 5_000;
			await stream.readNewest(log.read);
			for (let time = 0; time < 60; time++) {
				await stream.readNewest(log.read);
				await stream.readOlder(log.read);
			}
			assertHolds(stream, 5_000);
		});

		it('keeps the newest lines of a log that has more than can be kept, and says so', async () => {
			const { log, stream } = logOf(7_000);
			await stream.readNewest(log.read);
			for (let time = 0; time < 80 && stream.hasOlder; time++) {
				await stream.readOlder(log.read);
			}
			assertHolds(stream, 7_000, 7_001 - MAX_LOG_ROWS);
			assert.deepEqual([stream.bounded, stream.hasOlder, stream.total], [true, false, 7_000]);
			log.size = 7_010;
			await stream.readNewest(log.read);
			assertHolds(stream, 7_010, 7_011 - MAX_LOG_ROWS);
			assert.equal(stream.bounded, true);
		});

		it('is found to its end where the service does not say how many lines there are', async () => {
			for (const total of ['none', 'page'] as const) {
				const { log, stream } = logOf(250);
				log.total = total;
				for (let time = 0; time < 5; time++) {
					await stream.readNewest(log.read);
					await stream.readOlder(log.read);
				}
				assertHolds(stream, 250);
				assert.equal(stream.hasOlder, false, total);
			}
		});

		it('is whole after one part where it is short', async () => {
			const { log, stream } = logOf(7);
			await stream.readNewest(log.read);
			assertHolds(stream, 7);
			assert.deepEqual([stream.hasOlder, stream.total, log.asked.length], [false, 7, 1]);
		});

		it('stays as it was where a reading fails', async () => {
			const { log, stream } = logOf(250);
			await stream.readNewest(log.read);
			log.size = 500;
			let parts = 0;
			const broken = async (offset: number, limit: number): Promise<LogPage> => {
				if (++parts > 1) {
					throw new Error('broke');
				}
				return log.read(offset, limit);
			};
			await assert.rejects(stream.readNewest(broken));
			assertHolds(stream, 250, 151);
			await stream.readNewest(log.read);
			assertHolds(stream, 500, 151);
		});

		it('goes on where the service began a new one', async () => {
			const { log, stream } = logOf(250);
			await stream.readNewest(log.read);
			log.size = 3;
			await stream.readNewest(log.read);
			assert.ok(messages(stream.rows).includes('line 3'));
			assert.equal(stream.rows.length, oldestFirst ? 3 : 103);
		});
	});
}

describe('parts of a log', () => {
	it('are put together at the lines that both have, which stay the objects that they are', () => {
		const known = lines(10, 5);
		const merged = mergeRows(known, lines(12, 8));
		assert.deepEqual(messages(merged), messages(lines(12, 5)));
		assert.equal(merged[2], known[0]);
		assert.equal(mergeRows(known, lines(8, 6)), known, 'nothing new is no change');
	});

	it('keep as many lines that say the same as one part holds', () => {
		const twin = logRow(5);
		const merged = mergeRows([logRow(6), twin], [twin, { ...twin }, logRow(4)]);
		assert.deepEqual(messages(merged), ['line 6', 'line 5', 'line 5', 'line 4']);
	});

	it('tell lines of one moment apart by code, level and message, and keep the order of the service within it', () => {
		const same = ['a', 'b', 'c', 'd'].map((message) => logRow(5, { message }));
		assert.deepEqual(messages(mergeRows(same.slice(0, 2), same)), ['a', 'b', 'c', 'd']);
		assert.deepEqual(messages(mergeRows(same.slice(2), same)), ['a', 'b', 'c', 'd']);
		const codes = [logRow(1, { code: 'x' }), logRow(1, { code: 'y' }), logRow(1, { code: 'x', level: 'ERROR' })];
		assert.equal(mergeRows(codes.slice(0, 1), codes).length, 3);
	});

	it('leave lines without a date where the service put them', () => {
		const undated = logRow(0, { at: undefined, message: 'undated' });
		const merged = mergeRows([logRow(9), undated, logRow(8)], [logRow(8), logRow(7)]);
		assert.deepEqual(messages(merged), ['line 9', 'undated', 'line 8', 'line 7']);
	});
});
