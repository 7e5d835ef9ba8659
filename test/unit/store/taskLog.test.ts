import assert from 'node:assert/strict';
import { CloudError, type CloudErrorDetails } from '../../../src/cloud/errors';
import type { LogPage, LogQuery, LogRow } from '../../../src/migration/taskLog';
import type { LogKeeper } from '../../../src/store/keptRows';
import { TaskLog } from '../../../src/store/taskLog';
import { dcsRow, FakePort, FakeSource, gate, HandTimers, keepingLogger, ref, settle, storeOver } from './fakes';

const MINUTE = 60_000;

function logRow(n: number, level = 'INFO'): LogRow {
	return { at: Date.UTC(2025, 2, 4, 11) + n * 1000, level, message: `line ${n}`, code: 'c', keywords: [] };
}

/** A log of a task in a connection, and what was asked of it. */
function taskLog(options: { interval?: number; status?: string; keeper?: LogKeeper } = {}) {
	const time = new HandTimers();
	const asked: string[] = [];
	const log = {
		rows: Array.from({ length: 250 }, (_, index) => logRow(250 - index, index === 3 ? 'ERROR' : 'INFO')),
		fail: undefined as CloudErrorDetails | undefined,
		wait: undefined as Promise<void> | undefined,
	};
	const logs = async (_id: string, { level, offset, limit }: LogQuery): Promise<LogPage> => {
		asked.push(`${level ?? 'all'} ${offset}+${limit}`);
		await log.wait;
		if (log.fail) {
			throw new CloudError(log.fail);
		}
		const found = log.rows.filter((row) => level === undefined || row.level === level);
		const rows = found.slice(offset, offset + limit).map((row) => ({ ...row }));
		return { rows, total: found.length, length: rows.length };
	};
	const source = Object.assign(new FakeSource([dcsRow('a', options.status)]), { logs });
	const port = new FakePort().add('c1', [source], 'production');
	const { store } = storeOver(port, time.now);
	const faults: unknown[] = [];
	const reader = new TaskLog(store, ref('a'), {
		interval: () => options.interval ?? 5_000,
		connectionName: () => 'production',
		now: time.now,
		setTimer: time.setTimer,
		logger: keepingLogger(faults),
		...(options.keeper && { keeper: options.keeper }),
	});
	let drawn = 0;
	reader.onDidChange(() => drawn++);
	const news = (): string[] => asked.splice(0);
	return { reader, time, store, port, source, log, faults, news, drawn: () => drawn };
}

/** The same, opened and looked at, its first lines read. */
async function opened(options: Parameters<typeof taskLog>[0] = {}) {
	const parts = taskLog(options);
	await parts.store.refresh();
	parts.reader.setVisible(true);
	parts.reader.setOpen(true);
	await parts.time.pass(0);
	assert.deepEqual(parts.news(), ['all 0+100']);
	return parts;
}

const refusal = (kind: CloudErrorDetails['kind'], more: Partial<CloudErrorDetails> = {}): CloudErrorDetails => ({
	kind,
	operation: 'ListMigrationTaskLogs',
	host: 'dcs.example',
	...more,
});

describe('the log of a task', () => {
	it('is not asked for before somebody opens it where it can be seen', async () => {
		const { reader, time, store, news } = taskLog();
		await store.refresh();
		reader.setVisible(true);
		await time.pass(10 * MINUTE);
		assert.deepEqual([news(), time.waits], [[], []]);
		reader.setVisible(false);
		reader.setOpen(true);
		await time.pass(10 * MINUTE);
		assert.deepEqual([news(), time.waits], [[], []]);
		reader.setVisible(true);
		await time.pass(0);
		assert.deepEqual(news(), ['all 0+100']);
		assert.equal(reader.rows.length, 100);
		assert.deepEqual([reader.total, reader.hasOlder, reader.readAt], [250, true, time.now()]);
	});

	it('is read again every 30 seconds, or a sixth as often as the statistics where that is longer', async () => {
		for (const [interval, pace] of [
			[1_000, 30_000],
			[5_000, 30_000],
			[60_000, 360_000],
		] as const) {
			const { time, news } = await opened({ interval });
			await time.pass(pace - 1);
			assert.deepEqual(news(), []);
			await time.pass(1);
			assert.deepEqual(news(), ['all 0+100']);
		}
	});

	it('shows what came in since at its head', async () => {
		const { reader, time, log, drawn } = await opened();
		const before = drawn();
		log.rows = [logRow(251), ...log.rows];
		await time.pass(30_000);
		assert.equal(reader.rows[0]?.message, 'line 251');
		assert.equal(reader.rows.length, 101);
		assert.ok(drawn() > before);
	});

	it('asks nothing while it is folded or out of sight, and not at once for every look', async () => {
		const { reader, time, news } = await opened();
		for (const hide of [() => reader.setVisible(false), () => reader.setOpen(false)]) {
			hide();
			await time.pass(10 * MINUTE);
			assert.deepEqual([news(), time.waits], [[], []]);
			reader.setVisible(true);
			reader.setOpen(true);
			await time.pass(0);
			assert.deepEqual(news(), ['all 0+100'], 'it is old');
		}
		reader.setVisible(false);
		reader.setVisible(true);
		await time.pass(29_999);
		assert.deepEqual(news(), [], 'it is fresh');
	});

	it('drops what arrives after it was folded', async () => {
		const { reader, time, store, log, faults } = taskLog();
		await store.refresh();
		const waits = gate<void>();
		log.wait = waits.promise;
		reader.setVisible(true);
		reader.setOpen(true);
		await time.pass(0);
		assert.equal(reader.reading, 'newest');
		reader.setOpen(false);
		waits.open();
		await settle();
		assert.deepEqual([reader.rows, reader.reading, reader.problem, faults], [[], undefined, undefined, []]);
	});

	it('shows older lines on demand, and then goes on at its pace', async () => {
		const { reader, time, news } = await opened();
		await reader.older();
		assert.deepEqual(news(), ['all 99+101']);
		assert.equal(reader.rows.length, 200);
		await reader.older();
		news();
		assert.equal(reader.rows.length, 250);
		await reader.older();
		assert.deepEqual(news(), [], 'there is no more');
		await time.pass(30_000);
		assert.deepEqual(news(), ['all 0+100']);
	});

	it('shows the lines of one level, and at once again what was read before', async () => {
		const { reader, time, news } = await opened();
		reader.setLevel('ERROR');
		assert.deepEqual(reader.rows, []);
		await time.pass(0);
		assert.deepEqual(news(), ['ERROR 0+100']);
		assert.deepEqual([reader.rows.length, reader.total, reader.hasOlder], [1, 1, false]);
		reader.setLevel(undefined);
		assert.equal(reader.rows.length, 100);
		await time.pass(0);
		assert.deepEqual(news(), [], 'it was read a moment ago');
	});

	it('comes to rest once its last lines were read after the end of the task, and goes on when that is started again', async () => {
		const { reader, time, store, source, log, news } = await opened();
		source.rows = [dcsRow('a', 'SUCCESS')];
		log.rows = [logRow(251), ...log.rows];
		await store.refresh();
		await time.pass(30_000);
		log.rows = [logRow(252), ...log.rows];
		await time.pass(30_000);
		await time.pass(30_000);
		assert.equal(reader.rows[0]?.message, 'line 252');
		news();
		await time.pass(60 * MINUTE);
		assert.deepEqual([news(), reader.live], [[], false]);
		source.rows = [dcsRow('a', 'FULLMIGRATING')];
		await store.refresh();
		await time.pass(0);
		assert.deepEqual(news(), ['all 0+100']);
	});

	it('keeps its lines and their time where a reading fails, waits longer after each failure, and recovers', async () => {
		const { reader, time, log, news } = await opened();
		const read = time.now();
		log.fail = refusal('service', { status: 503 });
		await time.pass(30_000);
		assert.equal(reader.rows.length, 100);
		assert.equal(reader.readAt, read);
		assert.match(reader.problem?.text ?? '', /HTTP 503/);
		const waits: number[] = [];
		for (let time_ = 0; time_ < 7; time_++) {
			waits.push(time.waits[0] ?? 0);
			await time.pass(time.waits[0] ?? 0);
		}
		assert.deepEqual(waits, [30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
		log.fail = refusal('throttled', { retryAfterMs: 900_000 });
		await time.pass(600_000);
		assert.deepEqual(time.waits, [900_000]);
		log.fail = undefined;
		news();
		await time.pass(900_000);
		assert.deepEqual([news(), reader.problem, time.waits], [['all 0+100'], undefined, [30_000]]);
	});

	it('asks no more by itself where the user may not, and names the permission', async () => {
		const { reader, time, log, news } = await opened();
		log.fail = refusal('permission', { status: 403, rights: { actions: ['dcs:migrationTask:get'] } });
		await time.pass(30_000);
		assert.match(reader.problem?.text ?? '', /dcs:migrationTask:get/);
		news();
		await time.pass(60 * MINUTE);
		assert.deepEqual([news(), time.waits], [[], []]);
		log.fail = undefined;
		await reader.refresh();
		assert.deepEqual([news(), reader.problem], [['all 0+100'], undefined]);
	});

	it('is told as not offered where the service knows no such address, and asked for by hand alone', async () => {
		for (const fail of [
			refusal('notFound', { status: 404, code: 'APIGW.0101' }),
			refusal('noSuchTask', { status: 404 }),
			refusal('service', { status: 501 }),
		]) {
			const { reader, time, store, log, news } = taskLog();
			await store.refresh();
			log.fail = fail;
			reader.setVisible(true);
			reader.setOpen(true);
			await time.pass(0);
			assert.equal(reader.notOffered, true);
			assert.match(reader.problem?.text ?? '', /dcs\.example does not offer the log/);
			news();
			await time.pass(60 * MINUTE);
			reader.setOpen(false);
			reader.setOpen(true);
			reader.setLevel('ERROR');
			await time.pass(60 * MINUTE);
			assert.deepEqual([news(), time.waits], [[], []]);
			assert.ok(store.get(ref('a')), 'that says nothing of the task');
			await reader.refresh();
			assert.deepEqual(news(), ['ERROR 0+100']);
		}
	});

	it('takes no task off where the service denies it: that is for the details to find', async () => {
		const { reader, time, store, log } = await opened();
		log.fail = refusal('noSuchTask', { status: 400, code: 'DCS.4133' });
		await time.pass(30_000);
		assert.ok(store.get(ref('a')));
		assert.match(reader.problem?.text ?? '', /does not exist any more/);
		assert.deepEqual(time.waits, []);
	});

	it('knows of recent errors what it has read, and nothing where it has read nothing', async () => {
		const { reader, time, log } = taskLog();
		assert.equal(reader.errorsAt(time.now()), undefined);
		log.rows = [logRow(3600 - 60, 'ERROR'), logRow(1)];
		reader.setVisible(true);
		reader.setOpen(true);
		await time.pass(0);
		assert.equal(reader.errorsAt(time.now()), true);
		assert.equal(reader.errorsAt(time.now() + 9 * MINUTE), undefined, 'what was read is too old to deny it');
		await time.pass(10 * MINUTE);
		await reader.refresh();
		assert.equal(reader.errorsAt(time.now()), false);
		const warnings = taskLog();
		warnings.reader.setLevel('WARN');
		warnings.reader.setVisible(true);
		warnings.reader.setOpen(true);
		await warnings.time.pass(0);
		assert.equal(warnings.reader.errorsAt(warnings.time.now()), undefined, 'warnings say nothing of errors');
	});

	/** Lines that were kept earlier, and the last that were handed over to be kept. */
	function keeping(kept: readonly LogRow[]) {
		const keeper = {
			given: [] as readonly LogRow[],
			read: async () => kept,
			keep: (_ref: unknown, rows: readonly LogRow[]) => {
				keeper.given = rows;
			},
		};
		return keeper;
	}

	it('shows what was kept earlier as long as the service has given no line, of a level too, and says so', async () => {
		const keeper = keeping([logRow(3, 'err'), logRow(2, 'WARNING'), logRow(1)]);
		const { reader, time, store, log, drawn } = taskLog({ keeper });
		await store.refresh();
		const waits = gate<void>();
		log.wait = waits.promise;
		reader.setVisible(true);
		assert.deepEqual(reader.rows, []);
		reader.setOpen(true);
		await settle();
		const messages = (): string[] => reader.rows.map(({ message }) => message);
		assert.deepEqual([messages(), reader.isKept, reader.readAt], [['line 3', 'line 2', 'line 1'], true, undefined]);
		assert.ok(drawn() > 1);
		assert.equal(reader.rows, reader.rows, 'the same list, so that it is sent once');
		for (const [level, line] of [
			['ERROR', 'line 3'],
			['WARN', 'line 2'],
			['INFO', 'line 1'],
		] as const) {
			reader.setLevel(level);
			assert.deepEqual(messages(), [line]);
		}
		reader.setLevel(undefined);
		waits.open();
		await time.pass(0);
		assert.deepEqual([reader.rows.length, reader.isKept], [100, false]);
		assert.equal(keeper.given, reader.rows);
	});

	it('shows what was kept of a task that the service does not know any more, and keeps older lines that were asked for', async () => {
		const gone = taskLog({ keeper: keeping([logRow(1)]) });
		gone.log.fail = refusal('noSuchTask', { status: 400 });
		gone.reader.setVisible(true);
		gone.reader.setOpen(true);
		await gone.time.pass(0);
		assert.deepEqual([gone.reader.rows.length, gone.reader.isKept], [1, true]);
		assert.notEqual(gone.reader.problem, undefined);
		gone.reader.reset();
		await settle();
		assert.deepEqual(gone.reader.rows, [], 'it was another account');
		const keeper = keeping([]);
		const { reader } = await opened({ keeper });
		await reader.older();
		assert.equal(keeper.given.length, 200);
	});

	it('forgets everything when its connection becomes another, and ends with its panel', async () => {
		const { reader, time, news } = await opened();
		reader.reset();
		assert.deepEqual([reader.rows, reader.readAt], [[], undefined]);
		await time.pass(0);
		assert.deepEqual(news(), ['all 0+100']);
		reader.dispose();
		await time.pass(10 * MINUTE);
		assert.deepEqual([news(), time.waits], [[], []]);
	});
});
