import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { MARKS, type RunRecord, timeOf } from '../../src/migration/runRecord';
import type { HistoryFiles } from '../../src/store/history/historyFiles';
import { ref as taskRef } from '../unit/store/fakes';
import { NOON, TestFolder } from '../unit/store/history/files';
import { given } from './holds';

const REF = taskRef('a');
/** Each case writes files. */
const SAMPLE = 50;
const COLUMNS = ['offset', 'target_ops', 'sub_tasks.progress', 'constructor'];
const at = fc.integer({ min: NOON, max: NOON + 1_000_000_000 });
const number = fc.oneof(
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
	fc.constant(null),
);
const word = fc.string({ unit: 'binary', maxLength: 20 });
const sample: fc.Arbitrary<RunRecord> = fc.record({
	kind: fc.constant('sample' as const),
	sample: fc.record({
		at,
		values: fc.dictionary(fc.constantFrom(...COLUMNS), number, { noNullPrototype: true }),
		migrating: fc.constantFrom(true, false, undefined),
	}),
});
const record: fc.Arbitrary<RunRecord> = fc.oneof(
	{ arbitrary: sample, weight: 5 },
	fc.record({ kind: fc.constant('status' as const), at, status: word }),
	fc.record({ kind: fc.constant('mark' as const), at, mark: fc.constantFrom(...MARKS) }),
	fc.record({ kind: fc.constant('log' as const), at, level: word, text: word }),
);
const batches = fc.array(fc.uniqueArray(record, { selector: timeOf, minLength: 1, maxLength: 6 }), {
	minLength: 1,
	maxLength: 5,
});

/** A record with a value, or null, for each statistic: what is not there and what is null are the same. */
function whole(one: RunRecord): RunRecord {
	if (one.kind !== 'sample') {
		return one;
	}
	const values = Object.fromEntries(
		COLUMNS.map((name) => [name, Object.hasOwn(one.sample.values, name) ? (one.sample.values[name] ?? null) : null]),
	);
	return { kind: 'sample', sample: { ...one.sample, values } };
}

/** Records in one order, each once. */
function asSet(records: readonly RunRecord[]): string[] {
	return [...new Set(records.map((one) => JSON.stringify(whole(one))))].sort();
}

async function withFolder(work: (folder: TestFolder) => Promise<void>): Promise<void> {
	const folder = new TestFolder();
	try {
		await work(folder);
		assert.deepEqual(folder.warnings, []);
	} finally {
		folder.remove();
	}
}

async function write(window: HistoryFiles, all: readonly (readonly RunRecord[])[]): Promise<void> {
	for (const records of all) {
		window.append(REF, records);
		await window.flush();
	}
}

/** No two of one instant: which of them counts is said elsewhere. */
function apart(all: readonly (readonly RunRecord[])[]): RunRecord[][] {
	let moment = NOON;
	return all.map((records) =>
		records.map((one) => {
			moment += 1;
			return one.kind === 'sample' ? { kind: 'sample', sample: { ...one.sample, at: moment } } : { ...one, at: moment };
		}),
	);
}

given('the history of a task on disk, killed or damaged at any byte', (claim) => {
	claim(
		'every record comes back as it was written',
		async (holds) => {
			await holds(
				fc.asyncProperty(batches, async (some) =>
					withFolder(async (folder) => {
						const all = apart(some);
						await write(folder.window(), all);
						const read = await folder.window().read(REF);
						assert.deepEqual(read.map(whole), all.flat().map(whole));
					}),
				),
			);
		},
		SAMPLE,
	);

	claim(
		'a file that ends at any byte gives every record whose line is whole',
		async (holds) => {
			await holds(
				fc.asyncProperty(batches, fc.nat(), async (some, place) =>
					withFolder(async (folder) => {
						const all = apart(some);
						await write(folder.window(), all);
						const [file = ''] = folder.files();
						const length = place % (readFileSync(file).length + 1);
						const lines = readFileSync(file).subarray(0, length).toString().split('\n');
						truncateSync(file, length);
						// All lines but the last are whole; that one is, where it is JSON.
						const isWhole = (line: string): boolean => line.endsWith(']') || line.endsWith('}');
						const records = lines.filter((line, nth) => {
							const counts = line !== '' && !line.includes('"columns"');
							return counts && (nth < lines.length - 1 || (isWhole(line) && isJson(line)));
						});
						const read = await folder.window().read(REF);
						assert.deepEqual(read.map(whole), all.flat().slice(0, records.length).map(whole));
						// Whoever goes on writes its own lines below, and spoils none.
						const more = folder.window();
						await write(more, [[{ kind: 'status', at: NOON - 1, status: 'later' }]]);
						assert.equal((await more.read(REF)).length, read.length + 1);
					}),
				),
			);
		},
		SAMPLE,
	);

	claim(
		'an append that breaks off at any byte spoils nothing that was written before or after',
		async (holds) => {
			await holds(
				fc.asyncProperty(batches, fc.array(fc.option(fc.nat(), { freq: 2 })), async (some, breaks) => {
					const all = apart(some);
					const folder = new TestFolder();
					try {
						const pending = [...breaks];
						const window = folder.window({
							appendFile: async (file, text) => {
								const place = pending.shift() ?? undefined;
								if (place !== undefined) {
									appendFileSync(file, Buffer.from(text).subarray(0, place % (Buffer.byteLength(text) + 1)));
									throw new Error('ENOSPC');
								}
								appendFileSync(file, text);
							},
						});
						await write(window, all);
						pending.length = 0;
						await window.flush();
						assert.deepEqual((await folder.window().read(REF)).map(whole), all.flat().map(whole));
					} finally {
						folder.remove();
					}
				}),
			);
		},
		SAMPLE,
	);

	claim(
		'a stretch of bytes that is overwritten costs no record of another line',
		async (holds) => {
			await holds(
				fc.asyncProperty(
					batches,
					fc.nat(),
					fc.uint8Array({ minLength: 1, maxLength: 30 }),
					async (some, place, bytes) =>
						withFolder(async (folder) => {
							const all = apart(some);
							// Statistics that are always the same ones: with the header that names them gone, nothing can be said of them.
							const others = all
								.map((list) => list.filter(({ kind }) => kind !== 'sample'))
								.filter(({ length }) => length > 0);
							await write(folder.window(), others);
							const [file] = folder.files();
							if (file === undefined) {
								return;
							}
							const text = readFileSync(file);
							const from = place % text.length;
							const damaged = Buffer.concat([text.subarray(0, from), bytes, text.subarray(from + bytes.length)]);
							writeFileSync(file, damaged);
							const lines = new Set(damaged.toString().split('\n'));
							const untouched = text
								.toString()
								.split('\n')
								.filter((line) => line !== '' && lines.has(line)).length;
							const read = asSet(await folder.window().read(REF));
							const written = asSet(others.flat());
							assert.ok(read.filter((one) => written.includes(one)).length >= untouched);
						}),
				),
			);
		},
		SAMPLE,
	);
});

given('several windows that keep the history of one task', (claim) => {
	claim(
		'write at the same time, and each reads what all of them wrote, oldest first',
		async (holds) => {
			await holds(
				fc.asyncProperty(batches, batches, fc.scheduler(), async (first, second, scheduler) =>
					withFolder(async (folder) => {
						const [one, other] = [folder.window(), folder.window()];
						const steps = [
							...first.map((records) => ({ window: one, records })),
							...second.map((records) => ({ window: other, records })),
						];
						await Promise.all([
							...steps.map(({ window, records }) =>
								scheduler.schedule(Promise.resolve()).then(() => {
									window.append(REF, records);
									return window.flush();
								}),
							),
							scheduler.waitAll(),
						]);
						const read = await folder.window().read(REF);
						assert.deepEqual(asSet(await one.read(REF)), asSet(read));
						assert.ok(read.every((record, nth) => nth === 0 || timeOf(record) >= timeOf(read[nth - 1] ?? record)));
						const written = asSet([...first, ...second].flat());
						assert.ok(asSet(read).every((record) => written.includes(record)));
						// Of samples of one instant one is kept.
						const instants = (records: readonly RunRecord[]): string[] =>
							[...new Set(records.map((each) => `${each.kind} ${timeOf(each)}`))].sort();
						assert.deepEqual(instants(read), instants([...first, ...second].flat()));
					}),
				),
			);
		},
		SAMPLE,
	);
});

function isJson(line: string): boolean {
	try {
		JSON.parse(line);
		return true;
	} catch {
		return false;
	}
}
