import assert from 'node:assert/strict';
import {
	appendFileSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { RunRecord } from '../../../../src/migration/runRecord';
import { FLUSH_AFTER } from '../../../../src/store/history/historyFiles';
import { openHistory } from '../../../../src/store/history/openHistory';
import { settle, ref as taskRef } from '../fakes';
import { DAY, dcsReading, NOON, reading, status, TestFolder } from './files';

const REF = taskRef('a');

describe('the history on disk', () => {
	let folder: TestFolder;
	beforeEach(() => {
		folder = new TestFolder();
	});
	afterEach(() => folder.remove());

	it('gives back what was kept of a task, in another window too, and of no other task', async () => {
		const records: RunRecord[] = [
			status(NOON, 'FULLMIGRATING'),
			{ kind: 'mark', at: NOON, mark: 'configured' },
			{ kind: 'log', at: NOON + 1, level: 'WARN', text: 'two\nlines, “quoted”' },
			{ kind: 'log', at: NOON + 2, level: '', text: '', atWords: 'noon', code: 'DCS.1', keywords: ['rdb', 'key'] },
			reading(NOON + 5_000, { offset: 12, full_migration_progress: 7.25 }, true),
			reading(NOON + 10_000, { offset: null, full_migration_progress: 8 }, false),
			reading(NOON + 15_000, { offset: null, full_migration_progress: null }),
		];
		const window = folder.window();
		window.append(REF, records);
		window.append(taskRef('b'), [reading(NOON)]);
		await window.flush();
		assert.deepEqual(await folder.window().read(REF), records);
		assert.equal((await folder.window().read(taskRef('a', 'c2'))).length, 0);
		assert.deepEqual(folder.warnings, []);
	});

	it('writes some seconds after the first record, and at once when many wait', async () => {
		const window = folder.window();
		window.append(REF, [reading(NOON)]);
		assert.deepEqual(folder.files(), []);
		assert.ok(folder.clock.waits.every((ms) => ms <= 10_000) && folder.clock.waits.length === 1);
		await folder.clock.pass(FLUSH_AFTER);
		await window.flush();
		assert.equal(folder.files().length, 1);
		assert.deepEqual(folder.clock.waits, [], 'nothing waits while nothing is appended');
		window.append(
			taskRef('b'),
			Array.from({ length: 100 }, (_, nth) => reading(NOON + nth)),
		);
		for (let tries = 0; folder.files().length < 2 && tries < 1_000; tries++) {
			await settle();
		}
		assert.equal(folder.files().length, 2);
	});

	it('reads what still waits to be written', async () => {
		const window = folder.window();
		window.append(REF, [reading(NOON)]);
		assert.equal((await window.read(REF)).length, 1);
	});

	it('takes nothing more after its end, and has written what it took', async () => {
		const window = folder.window();
		window.append(REF, [reading(NOON)]);
		await window.dispose();
		window.append(REF, [reading(NOON + 1)]);
		await window.flush();
		assert.equal((await folder.window().read(REF)).length, 1);
	});

	it('takes at most 60 bytes for a reading of a DCS migration', async () => {
		const window = folder.window();
		for (let nth = 0; nth < 5_000; nth += 2) {
			window.append(REF, [dcsReading(NOON, nth), dcsReading(NOON, nth + 1)]);
			await window.flush();
		}
		assert.ok(folder.bytes / 5_000 <= 60, `${folder.bytes / 5_000} bytes`);
		assert.equal((await window.read(REF)).length, 5_000);
	});

	it('merges the files of all windows, what both say of one instant once', async () => {
		const [one, other] = [folder.window(), folder.window()];
		one.append(REF, [status(NOON, 'MIGRATING'), reading(NOON), reading(NOON + 10)]);
		other.append(REF, [status(NOON, 'MIGRATING'), reading(NOON), reading(NOON + 5), status(NOON + 10, 'SUCCESS')]);
		await Promise.all([one.flush(), other.flush()]);
		assert.equal(folder.files().length, 2, 'no two windows write the same file');
		const expected = [
			status(NOON, 'MIGRATING'),
			reading(NOON),
			reading(NOON + 5),
			status(NOON + 10, 'SUCCESS'),
			reading(NOON + 10),
		];
		assert.deepEqual(await one.read(REF), expected);
		assert.deepEqual(await other.read(REF), expected);
	});

	it('reads from a moment on where it is asked to', async () => {
		const window = folder.window();
		window.append(REF, [reading(NOON), reading(NOON + 1), reading(NOON + 2)]);
		assert.deepEqual(await window.read(REF, { since: NOON + 1 }), [reading(NOON + 1), reading(NOON + 2)]);
	});

	it('takes statistics that are new, beside those that there were', async () => {
		const window = folder.window();
		window.append(REF, [reading(NOON, { offset: 1 })]);
		await window.flush();
		window.append(REF, [reading(NOON + 1, { offset: 2, target_ops: 3 })]);
		await window.flush();
		window.append(REF, [reading(NOON + 2, { target_ops: 4 })]);
		await window.flush();
		assert.deepEqual(await folder.window().read(REF), [
			reading(NOON, { offset: 1 }),
			reading(NOON + 1, { offset: 2, target_ops: 3 }),
			reading(NOON + 2, { offset: null, target_ops: 4 }),
		]);
	});

	it('goes on in a new file at midnight (UTC)', async () => {
		const window = folder.window();
		const expected: RunRecord[] = [];
		for (let hours = 0; hours < 48; hours += 6) {
			const record = reading(folder.clock.now());
			expected.push(record);
			window.append(REF, [record]);
			await window.flush();
			folder.clock.jump(6 * 3_600_000);
		}
		assert.equal(folder.files().length, 3);
		assert.deepEqual(await window.read(REF), expected);
	});

	it('goes on with a whole file where another window has removed it', async () => {
		const window = folder.window();
		window.append(REF, [reading(NOON)]);
		await window.flush();
		rmSync(folder.root, { recursive: true });
		window.append(REF, [reading(NOON + 1)]);
		await window.flush();
		assert.deepEqual(await folder.window().read(REF), [reading(NOON + 1)]);
	});

	it('leaves out lines that are no records, and reads all others', async () => {
		const window = folder.window();
		window.append(REF, [status(NOON, 'MIGRATING'), reading(NOON), reading(NOON + 5)]);
		await window.flush();
		const [file = ''] = folder.files();
		const bad = [
			'{"v":1,"from":',
			'[5,1',
			'[5]',
			'[6,1,7,8]',
			'["6",1,7]',
			'[6,2,7]',
			'[6,1,"7"]',
			'[1e300,1,7]',
			'{"at":"x","status":"A"}',
			'{"at":1}',
			'{"at":1,"mark":"nobody knows this"}',
			'{"at":1,"log":"no level"}',
			'null',
			'7',
			'\u0000\u0000',
			'['.repeat(100_000),
		];
		appendFileSync(file, `\n${bad.join('\n')}`);
		window.append(REF, [reading(NOON + 10)]);
		await window.flush();
		assert.deepEqual(await window.read(REF), [
			status(NOON, 'MIGRATING'),
			reading(NOON),
			reading(NOON + 5),
			reading(NOON + 10),
		]);
		assert.deepEqual(folder.warnings, []);
	});

	it('takes no number for that of another statistic where a header is damaged', async () => {
		const window = folder.window();
		window.append(REF, [reading(NOON, { offset: 1 })]);
		await window.flush();
		window.append(REF, [reading(NOON + 1, { target_ops: 2 })]);
		await window.flush();
		const [file = ''] = folder.files();
		const text = readFileSync(file, 'utf8');
		writeFileSync(file, text.replace('"offset","target_ops"', '"offset","tar'));
		assert.deepEqual(await window.read(REF), [reading(NOON, { offset: 1 })]);
	});

	it('cuts texts that are too long, at a whole character', async () => {
		const window = folder.window();
		window.append(REF, [
			status(NOON, 'S'.repeat(10_000)),
			{ kind: 'log', at: NOON + 1, level: 'E'.repeat(1_000_000), text: '😀'.repeat(1_000_000) },
		]);
		await window.flush();
		const [one, log] = await folder.window().read(REF);
		assert.ok(one?.kind === 'status' && Buffer.byteLength(one.status) <= 200 && one.status.endsWith('S…'));
		assert.ok(log?.kind === 'log' && Buffer.byteLength(log.text) <= 4_096 && log.text.endsWith('😀…'));
		assert.ok(folder.bytes < 5_000);
	});

	it('writes and reads nothing where it is switched off', async () => {
		let days = 0;
		const window = folder.window({ days: () => days });
		window.append(REF, [reading(NOON)]);
		await window.flush();
		assert.deepEqual([folder.files(), folder.clock.waits], [[], []]);
		days = 1;
		window.append(REF, [reading(NOON)]);
		days = 0;
		await window.flush();
		assert.deepEqual(folder.files(), [], 'also what waited when it was switched off');
		days = 1;
		window.append(REF, [reading(NOON)]);
		await window.flush();
		days = 0;
		assert.deepEqual(await window.read(REF), []);
		await window.prune();
		assert.deepEqual(folder.files(), [], 'pruning removes all then');
	});

	describe('keeps within its bounds', () => {
		/** A file for each day, the last one today. */
		const fill = async (days: number, ref = REF, count = 1): Promise<void> => {
			folder.clock.jump(-days * DAY);
			for (let day = 0; day <= days; day++) {
				const window = folder.window({ days: () => 3650, maxBytes: Number.MAX_SAFE_INTEGER });
				window.append(
					ref,
					Array.from({ length: count }, (_, nth) => reading(folder.clock.now() + nth)),
				);
				await window.flush();
				folder.clock.jump(day < days ? DAY : 0);
			}
		};
		const daysOf = async (ref = REF): Promise<number[]> => {
			const records = await folder.window({ days: () => 3650 }).read(ref);
			return [...new Set(records.map((one) => Math.round((NOON - (one.kind === 'sample' ? one.sample.at : 0)) / DAY)))];
		};

		it('of days: what is older goes, in all connections', async () => {
			await fill(10);
			await fill(10, taskRef('b', 'c2'));
			await folder.window().prune({ days: 3, maxBytes: 1e9 });
			assert.deepEqual(await daysOf(), [3, 2, 1, 0], 'the day that is partly within them stays');
			assert.deepEqual(await daysOf(taskRef('b', 'c2')), [3, 2, 1, 0]);
		});

		it('of bytes: the oldest days go first, of whichever connection they are', async () => {
			await fill(5, REF, 200);
			await fill(2, taskRef('b', 'c2'), 200);
			await folder.window().prune({ days: 3650, maxBytes: 4 * 4_096 });
			assert.deepEqual(await daysOf(), [1, 0]);
			assert.deepEqual(await daysOf(taskRef('b', 'c2')), [1, 0]);
			assert.ok(folder.bytes <= 4 * 4_096);
		});

		it('by itself, while it writes', async () => {
			await fill(40, REF, 500);
			const window = folder.window({ maxBytes: 100_000 });
			for (let nth = 0; nth < 5_000; nth += 50) {
				window.append(
					REF,
					Array.from({ length: 50 }, (_, more) => dcsReading(NOON, nth + more)),
				);
				await window.flush();
				assert.ok(folder.bytes <= 100_000, `${folder.bytes} bytes`);
			}
		});

		it('and removes folders in which nothing is left', async () => {
			await fill(0);
			folder.clock.jump(10 * DAY);
			await folder.window().prune({ days: 3, maxBytes: 1e9 });
			assert.deepEqual(folder.folders(), []);
		});

		it('and touches nothing that it did not write', async () => {
			await fill(10);
			const foreign = [
				path.join(folder.root, 'notes.txt'),
				path.join(folder.root, folder.folders()[0] ?? '', 'notes.jsonl'),
				path.join(folder.root, 'other', 'notes.txt'),
			];
			mkdirSync(path.join(folder.root, 'other'));
			for (const file of foreign) {
				writeFileSync(file, 'mine');
			}
			const outside = path.join(folder.root, '..', 'outside');
			mkdirSync(outside);
			writeFileSync(path.join(outside, 'mine'), 'mine');
			symlinkSync(outside, path.join(folder.root, '0'.repeat(32)));
			const window = folder.window();
			await window.prune({ days: 0, maxBytes: 0 });
			folder.clock.jump(400 * DAY);
			await window.sweep([]);
			for (const file of [foreign[0], foreign[2], path.join(outside, 'mine')]) {
				assert.equal(readFileSync(file ?? '', 'utf8'), 'mine');
			}
			assert.deepEqual(folder.warnings, []);
		});
	});

	describe('of a connection that was removed', () => {
		it('goes, and late records do not bring it back until the connection is there again', async () => {
			const window = folder.window();
			const other = taskRef('a', 'c2');
			window.append(REF, [reading(NOON)]);
			window.append(other, [reading(NOON)]);
			await window.flush();
			window.append(REF, [reading(NOON + 1)]);
			await window.forget('c1');
			window.append(REF, [reading(NOON + 2)]);
			await window.flush();
			assert.equal(folder.folders().length, 1);
			assert.deepEqual([await window.read(REF), (await window.read(other)).length], [[], 1]);
			window.remember('c1');
			window.append(REF, [reading(NOON + 3)]);
			assert.deepEqual(await window.read(REF), [reading(NOON + 3)]);
			await window.flush();
			assert.equal(folder.folders().length, 2);
		});

		it('goes also where a write is under way', async () => {
			let written: () => void = () => {};
			const began = new Promise<void>((resolve) => {
				written = resolve;
			});
			const window = folder.window({
				appendFile: async (file, text) => {
					written();
					await settle();
					appendFileSync(file, text);
				},
			});
			window.append(REF, [reading(NOON)]);
			void window.flush();
			await began;
			await window.forget('c1');
			await window.flush();
			assert.deepEqual(folder.files(), []);
		});

		it('is swept, unless something was written there lately', async () => {
			const window = folder.window({ now: Date.now });
			window.append(REF, [reading(NOON)]);
			window.append(taskRef('a', 'c2'), [reading(NOON)]);
			window.append(taskRef('a', 'c3'), [reading(NOON)]);
			await window.flush();
			await window.sweep(['c1']);
			assert.equal(folder.folders().length, 3, 'another window may have just added these');
			const twoDaysAgo = new Date(Date.now() - 2 * DAY);
			for (const file of folder.files()) {
				utimesSync(file, twoDaysAgo, twoDaysAgo);
			}
			await window.sweep(['c1', 'c3']);
			assert.equal(folder.folders().length, 2);
			assert.equal((await window.read(taskRef('a', 'c2'))).length, 0);
			assert.equal((await window.read(REF)).length, 1);
		});
	});

	describe('that is opened', () => {
		/** What two connections kept, written so many days ago. */
		async function keptBefore(days: number): Promise<void> {
			const window = folder.window({ now: Date.now });
			window.append(REF, [reading(NOON)]);
			window.append(taskRef('a', 'c2'), [reading(NOON)]);
			await window.dispose();
			const at = new Date(Date.now() - days * DAY);
			for (const file of folder.files()) {
				const day = at.toISOString().slice(0, 10).replaceAll('-', '');
				const then = file.replace(/-\d{8}-/, `-${day}-`);
				renameSync(file, then);
				utimesSync(then, at, at);
			}
		}
		const opened = async (knownIds: readonly string[]) => {
			const { files, tidied } = openHistory({ folder: folder.root, days: () => 30 }, knownIds);
			await tidied;
			return files;
		};

		it('loses what is of connections that were removed while no window was open', async () => {
			await keptBefore(2);
			const files = await opened(['c1']);
			assert.equal(folder.folders().length, 1);
			assert.equal((await files.read(REF)).length, 1);
		});

		it('loses what has grown too old, without anybody writing', async () => {
			await keptBefore(32);
			await opened(['c1', 'c2']);
			assert.deepEqual(folder.files(), []);
		});

		it('keeps all of its age where no connection can be read from the settings', async () => {
			await keptBefore(2);
			await opened([]);
			assert.equal(folder.folders().length, 2);
		});
	});

	describe('on a disk that fails', () => {
		it('tells the log once, and writes what it can when the disk is well again', async () => {
			let full = true;
			const window = folder.window({
				appendFile: async (file, text) => {
					if (full) {
						// Half of it is written, as a full disk does.
						appendFileSync(file, text.slice(0, text.length / 2));
						throw new Error('ENOSPC: no space left on device');
					}
					appendFileSync(file, text);
				},
			});
			const expected = Array.from({ length: 20 }, (_, nth) => dcsReading(NOON, nth));
			for (const [nth, record] of expected.entries()) {
				full = nth % 5 < 3;
				window.append(REF, [record]);
				await window.flush();
			}
			assert.deepEqual(await folder.window().read(REF), expected);
			assert.equal(folder.warnings.length, 4, 'once for each time that it began to fail');
			assert.match(folder.warnings[0] ?? '', /cannot write it\. ENOSPC/);
		});

		it('keeps what waits within bounds, and reads it from memory', async () => {
			const window = folder.window({
				appendFile: async () => {
					throw new Error('EIO');
				},
			});
			for (let nth = 0; nth < 30; nth++) {
				window.append(
					REF,
					Array.from({ length: 100 }, (_, more) => reading(NOON + nth * 100 + more)),
				);
				await window.flush();
			}
			const kept = await window.read(REF);
			assert.equal(kept.length, 1_000);
			assert.deepEqual(kept.at(-1), reading(NOON + 2_999));
			assert.equal(folder.warnings.length, 1);
		});

		it('throws nothing where the folder is a file', async () => {
			writeFileSync(folder.root, 'in the way');
			const window = folder.window();
			window.append(REF, [reading(NOON)]);
			await window.flush();
			await window.prune();
			await window.forget('c2');
			await window.sweep([]);
			assert.equal((await window.read(REF)).length, 1, 'what waits is still known');
			assert.equal(readFileSync(folder.root, 'utf8'), 'in the way');
			assert.ok(folder.warnings.length > 0 && folder.warnings.length <= 3);
		});

		it('reads the files that can be read', async () => {
			const window = folder.window();
			window.append(REF, [reading(NOON)]);
			await window.flush();
			const [file = ''] = folder.files();
			mkdirSync(file.replace(/[0-9a-f]{12}\.jsonl$/, `${'0'.repeat(12)}.jsonl`));
			symlinkSync('/nowhere', file.replace(/[0-9a-f]{12}\.jsonl$/, `${'1'.repeat(12)}.jsonl`));
			assert.deepEqual(await window.read(REF), [reading(NOON)]);
		});
	});

	it('keeps ids apart that are no file names, and stays in its folder', async () => {
		const ids = [
			'..',
			'../..',
			'/etc/passwd',
			'a/b',
			'A',
			'a',
			'',
			' ',
			'con',
			'\u0000',
			'\ud800',
			'\ud801',
			'x'.repeat(9_999),
		];
		const window = folder.window({ window: '../../../window' });
		for (const [nth, id] of ids.entries()) {
			window.append({ connectionId: id, service: 'dcs', id: 'a' }, [reading(NOON + nth)]);
			window.append({ connectionId: 'c', service: 'dcs', id }, [reading(NOON + 100 + nth)]);
		}
		await window.flush();
		const again = folder.window();
		for (const [nth, id] of ids.entries()) {
			assert.deepEqual(await again.read({ connectionId: id, service: 'dcs', id: 'a' }), [reading(NOON + nth)]);
			assert.deepEqual(await again.read({ connectionId: 'c', service: 'dcs', id }), [reading(NOON + 100 + nth)]);
		}
		for (const file of folder.files()) {
			assert.match(path.relative(folder.root, file), /^[0-9a-f]{32}[/\\][0-9a-f]{32}-20250304-[0-9a-f]{12}\.jsonl$/);
		}
		for (const id of ids) {
			await again.forget(id);
		}
		assert.equal(folder.folders().length, 1);
	});
});
