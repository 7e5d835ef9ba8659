import assert from 'node:assert/strict';
import type { VerdictWords } from '../../../../src/migration/cutover';
import { Format } from '../../../../src/migration/format';
import type { Task } from '../../../../src/migration/task';
import { Runs } from '../../../../src/store/runs/runs';
import { Endings } from '../../../../src/ui/overview/endings';
import { rowOf } from '../../../../src/ui/overview/rows';
import { isOfNow, needOf, RECENT } from '../../../../src/ui/overview/standing';
import { dcsRow, FakePort, FakeSource, ref, sample, settle, storeOver } from '../../store/fakes';

const format = new Format('en');
const NOW = Date.UTC(2025, 5, 1, 12);
/** Created long before. */
const OLD = { created_at: '2020-01-01T00:00:00.000Z' };

async function storeWith(...rows: readonly ReturnType<typeof dcsRow>[]) {
	const { store } = storeOver(new FakePort().add('c1', [new FakeSource([...rows])]));
	await store.refresh();
	return store;
}

async function rowFor(status: string, values: readonly Record<string, number>[], more = {}, pinned = false) {
	const store = await storeWith(dcsRow('t1', status, more));
	const service = store.services.get('dcs');
	const presenter = await service.presenter();
	const runs = new Runs(store, { append: () => {}, read: async () => [] }, { now: () => NOW });
	await runs.open(ref('t1'));
	values.forEach((one, index) => {
		store.samples.add(ref('t1'), sample(NOW - (values.length - 1 - index) * 5_000, one));
	});
	await settle();
	const task = store.get(ref('t1'));
	assert.ok(task);
	const samples = store.samples.of(ref('t1'));
	const run = runs.of(ref('t1'));
	const words = run && presenter.cutover?.(task, run, format, NOW)?.words;
	return rowOf({
		task,
		service,
		presenter,
		samples,
		run,
		connection: 'shop',
		pinned,
		standing: { words, why: needOf(task, service, { doing: undefined, words }, format) },
		context: 'task.dcs.watchable',
		format,
		now: NOW,
	});
}

describe('a row of the overview', () => {
	it('has the per cent, a curve of the full sync and when it was sampled', async () => {
		const values = [10, 20, 30.9].map((full_migration_progress) => ({ full_migration_progress }));
		const row = await rowFor('FULLMIGRATING', values);
		assert.equal(row.percent, 30.9);
		assert.equal(row.trend?.points.length, 3);
		assert.deepEqual(
			[row.trend?.points[0], row.trend?.points.at(-1)],
			[
				[0, 0],
				[1, 1],
			],
		);
		assert.equal(row.sampledAt, NOW);
		assert.equal(row.state, 'active');
		assert.equal(row.why, undefined);
	});

	it('has how far behind it is once everything is copied, and all numbers where it is pinned', async () => {
		const values = [1_000, 400].map((offset) => ({
			full_migration_progress: 100,
			offset,
			source_dbsize: 5,
			target_dbsize: 4,
		}));
		const row = await rowFor('INCRMIGRATING', values, {}, true);
		assert.match(row.left, /Offset behind source: 400/);
		assert.equal(row.leftMs, null);
		assert.deepEqual(
			row.tiles?.map(({ id }) => id),
			['progress', 'offset', 'keys', 'traffic'],
		);
	});

	it('has no offset among its numbers while everything is still being copied: 0 would read as in step', async () => {
		const row = await rowFor('FULLMIGRATING', [{ full_migration_progress: 40, offset: 0 }], {}, true);
		assert.deepEqual(
			row.tiles?.map(({ id }) => id),
			['progress', 'keys', 'traffic'],
		);
	});

	it('breaks its curve where samples are missing, and ends it where they do', async () => {
		const store = await storeWith(dcsRow('t1', 'FULLMIGRATING'));
		const service = store.services.get('dcs');
		const task = store.get(ref('t1')) as Task;
		const times = [0, 1, 2, 3, 60, 61, 62, 63].map((step) => NOW - 700_000 + step * 10_000);
		const { trend } = rowOf({
			task,
			service,
			presenter: await service.presenter(),
			samples: times.map((at, index) => sample(at, { full_migration_progress: 10 + index })),
			run: undefined,
			connection: 'shop',
			pinned: false,
			standing: { words: undefined, why: undefined },
			context: '',
			format,
			now: NOW,
		});
		assert.deepEqual(trend?.breaks, [4]);
		assert.ok((trend?.points.at(-1)?.[0] ?? 1) < 0.95, 'what is not known of now is not drawn');
	});

	it('has no numbers before the first sample, and no more than the newest half hour in its curve', async () => {
		const none = await rowFor('FULLMIGRATING', []);
		assert.deepEqual([none.percent, none.trend, none.sampledAt, none.left], [null, undefined, null, '']);
		const long = Array.from({ length: 2_000 }, (_, index) => ({ full_migration_progress: index / 40 }));
		const { trend } = await rowFor('FULLMIGRATING', long);
		assert.ok(trend && trend.points.length <= 48 && trend.points.length > 20, `${trend?.points.length}`);
	});

	it('says why it needs somebody: the error, or what it waits for', async () => {
		const failed = await rowFor('MIGRATION_FAILED', [], { error_message: `no way\n${'x'.repeat(100_000)}` });
		assert.match(failed.why ?? '', /^failed: no way x+…$/);
		assert.ok((failed.why ?? '').length < 250);
		assert.equal((await rowFor('RUNNING', [])).why, 'waiting for configuration');
	});
});

describe('what is of now', () => {
	const running = { over: false, group: 'active' } as const;
	const failed = { over: true, group: 'failed' } as const;

	it('runs, waits, or has ended within a day', () => {
		assert.equal(isOfNow(running, undefined, NOW), true);
		assert.equal(isOfNow({ over: false, group: 'pending' }, undefined, NOW), true);
		assert.equal(isOfNow(failed, NOW - RECENT + 1, NOW), true);
		assert.equal(isOfNow(failed, NOW - RECENT, NOW), false);
		assert.equal(isOfNow(failed, undefined, NOW), false, 'what ended nobody knows when is history');
	});

	it('takes the end from the task, else from what this session saw', async () => {
		const [running, over] = await Promise.all(
			['FULLMIGRATING', 'SUCCESS'].map(
				async (status) => (await storeWith(dcsRow('t1', status))).get(ref('t1')) as Task,
			),
		);
		assert.ok(running && over);
		const endings = new Endings();
		endings.take({ added: [over], changed: [], removed: [] }, NOW);
		assert.equal(endings.of(over, undefined), undefined, 'it was over before anybody looked');
		endings.take({ added: [], changed: [running], removed: [] }, NOW);
		endings.take({ added: [], changed: [over], removed: [] }, NOW + 5);
		assert.equal(endings.of(over, undefined), NOW + 5);
		const store = await storeWith(dcsRow('t1', 'SUCCESS', { released_at: '202505311200' }));
		const presenter = await store.services.get('dcs').presenter();
		assert.equal(endings.of(store.get(ref('t1')) as Task, presenter), Date.UTC(2025, 4, 31, 12));
	});

	it('needs somebody where the verdict says so, and not while it only runs', async () => {
		const store = await storeWith(dcsRow('t1', 'INCRMIGRATING'));
		const task = store.get(ref('t1')) as Task;
		const service = store.services.get('dcs');
		const words = { text: 'drained: switch now', icon: 'pass', tone: 'good', needsYou: true } as const;
		const need = (run: VerdictWords | undefined, doing?: VerdictWords) =>
			needOf(task, service, { doing, words: run }, format);
		assert.equal(need(words), 'drained: switch now');
		assert.equal(need({ ...words, needsYou: false }), undefined);
		assert.equal(need(undefined), undefined);
		assert.equal(
			need(words, { ...words, text: 'stopping', needsYou: false }),
			undefined,
			'what is asked for is on its way',
		);
	});

	it('says of a failure what its error is known to mean, as the tree does', async () => {
		const store = await storeWith(
			dcsRow('t1', 'FAILED', { error_message: 'WRONGPASS invalid username-password pair' }),
		);
		const task = store.get(ref('t1')) as Task;
		const words = { text: 'wrong password', icon: 'error', tone: 'bad', needsYou: true } as const;
		assert.equal(
			needOf(task, store.services.get('dcs'), { doing: undefined, words }, format),
			'failed: wrong password',
		);
	});

	it('remembers through a reload what ended, and that what ran before it is over since', async () => {
		const store = await storeWith(dcsRow('t1', 'FULLMIGRATING', OLD), dcsRow('t2', 'FULLMIGRATING', OLD));
		const [first, second] = [store.get(ref('t1')) as Task, store.get(ref('t2')) as Task];
		const over = (task: Task): Task => ({ ...task, over: true, group: 'failed' });
		const kept = new Map<string, unknown>();
		const memento = {
			get: (key: string) => JSON.parse(JSON.stringify(kept.get(key) ?? null)) ?? undefined,
			update: async (key: string, value: unknown) => void kept.set(key, value),
		} as never;
		const before = new Endings(memento, NOW);
		before.take({ added: [first, second], changed: [], removed: [] }, NOW);
		before.take({ added: [], changed: [over(first)], removed: [] }, NOW + 1_000);
		const after = new Endings(memento, NOW + 5_000);
		after.take({ added: [over(first), over(second)], changed: [], removed: [] }, NOW + 6_000);
		assert.equal(after.of(over(first), undefined), NOW + 1_000);
		assert.equal(after.of(over(second), undefined), NOW + 6_000);
		const late = new Endings(memento, NOW + 2 * RECENT);
		assert.notEqual(late.of(over(first), undefined), NOW + 1_000, 'what is no news any more is forgotten');
	});

	it('remembers with another window: neither undoes what the other has seen', async () => {
		const store = await storeWith(dcsRow('t1', 'FULLMIGRATING', OLD), dcsRow('t2', 'FULLMIGRATING', OLD));
		const [first, second] = [store.get(ref('t1')) as Task, store.get(ref('t2')) as Task];
		const over = (task: Task): Task => ({ ...task, over: true, group: 'failed' });
		let writes = 0;
		let kept: unknown;
		const memento = {
			get: () => kept,
			update: async (_key: string, value: unknown) => {
				writes += 1;
				kept = value;
			},
		} as never;
		const [one, other] = [new Endings(memento, NOW), new Endings(memento, NOW)];
		one.take({ added: [first, second], changed: [], removed: [] }, NOW);
		other.take({ added: [first, second], changed: [], removed: [] }, NOW);
		one.take({ added: [], changed: [over(first)], removed: [] }, NOW + 1_000);
		// The other window has not read its lists since, and hears of the second task alone.
		other.take({ added: [], changed: [over(second)], removed: [] }, NOW + 2_000);
		one.take({ added: [], changed: [over(second)], removed: [] }, NOW + 3_000);
		const after = new Endings(memento, NOW + 5_000);
		assert.equal(after.of(over(first), undefined), NOW + 1_000);
		assert.equal(after.of(over(second), undefined), NOW + 3_000);
		const before = writes;
		one.take({ added: [], changed: [over(first), over(second)], removed: [] }, NOW + 4_000);
		assert.equal(writes, before, 'what is no news is not written again');
	});
});
