import assert from 'node:assert/strict';
import { dcsRow, FakeSource, failure, listing, ref, sample } from './fakes';
import { INTERVAL, polling, running } from './polling';

describe('the end of a task', () => {
	it('is followed by its details and one last sample, and nothing more', async () => {
		const { poller, time, source, store } = await running();
		await time.pass(1000);
		source.rows = [dcsRow('a', 'SUCCESS')];
		await store.refresh();
		source.news();
		await time.pass(10 * 60_000);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		assert.equal(poller.ended, true);
		assert.deepEqual(time.waits, []);
	});

	it('is seen at once where the statistics say that nothing is migrated any more', async () => {
		const { poller, time, source } = await running();
		source.onSample = async () => ({ sample: sample(time.now(), {}, false) });
		source.rows = [dcsRow('a', 'SUCCESS')];
		await time.pass(INTERVAL);
		assert.deepEqual(source.news(), ['sample a', 'show a']);
		assert.equal(poller.ended, true);
		await time.pass(10 * 60_000);
		assert.deepEqual(source.news(), [], 'those numbers were the last ones already');
		assert.deepEqual(time.waits, []);
	});

	it('is not taken for granted where the statistics alone say so', async () => {
		const { poller, time, source } = await running();
		source.onSample = async () => ({ sample: sample(time.now(), {}, false) });
		await time.pass(INTERVAL);
		source.news();
		assert.equal(poller.ended, false);
		await time.pass(4 * INTERVAL);
		assert.deepEqual(source.news(), Array(4).fill('sample a'), 'the details are read once for that, not at each beat');
	});

	it('does not hide behind a last sample that fails', async () => {
		const { poller, time, source, store } = await running();
		await time.pass(1000);
		source.rows = [dcsRow('a', 'FAILED')];
		source.onSample = async () => {
			throw failure('wrongState');
		};
		await store.refresh();
		source.news();
		await time.pass(60_000);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		assert.equal(poller.stale, undefined);
		assert.deepEqual(time.waits, []);
	});

	it('asks for the last details until they come', async () => {
		const { poller, time, source, store } = await running();
		await time.pass(1000);
		source.rows = [dcsRow('a', 'FAILED')];
		source.onShow = async () => {
			throw failure('service');
		};
		await store.refresh();
		await time.pass(INTERVAL);
		assert.ok(poller.problem);
		source.onShow = async () => dcsRow('a', 'FAILED', { error_message: 'why' });
		await time.pass(60_000);
		assert.equal(poller.problem, undefined);
		assert.equal(store.get(ref('a'))?.raw.error_message, 'why');
		assert.deepEqual(time.waits, []);
	});

	it('is no end where the task is started again: the list tells', async () => {
		const { time, source, store } = await running();
		await time.pass(1000);
		source.rows = [dcsRow('a', 'FAILED')];
		await store.refresh();
		await time.pass(60_000);
		assert.deepEqual(time.waits, []);
		source.rows = [dcsRow('a', 'FULLMIGRATING')];
		await store.refresh();
		source.news();
		await time.pass(INTERVAL);
		assert.deepEqual(source.news(), ['show a', 'sample a', 'sample a']);
	});

	it('is not waited for by a panel of a task that was over long ago', async () => {
		const { poller, time, source } = polling(new FakeSource([dcsRow('a', 'SUCCESS')]));
		poller.setVisible(true);
		await time.pass(60_000);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		poller.setVisible(false);
		poller.setVisible(true);
		await time.pass(60_000);
		assert.deepEqual(source.news(), ['show a'], 'its numbers do not change any more');
	});
});

describe('a task that is gone', () => {
	it('is told of, and not asked for again but by hand', async () => {
		const { poller, time, source, store } = await running();
		source.rows = [];
		source.onShow = async () => {
			throw failure('noSuchTask');
		};
		await time.pass(30_000);
		source.news();
		assert.equal(poller.gone, true);
		assert.equal(poller.ended, true);
		assert.equal(store.get(ref('a')), undefined);
		poller.setVisible(false);
		poller.setVisible(true);
		await time.pass(60_000);
		assert.deepEqual(source.news(), []);
		source.onShow = async () => dcsRow('a');
		await poller.refresh();
		assert.equal(poller.gone, false);
		assert.equal(poller.problem, undefined);
		assert.deepEqual(time.waits, [INTERVAL]);
	});

	it('is noticed where its statistics are gone', async () => {
		const { poller, time, source } = await running();
		source.onSample = async () => {
			throw failure('noSuchTask');
		};
		await time.pass(INTERVAL);
		assert.equal(poller.gone, true);
		assert.equal(poller.stale, undefined);
	});

	it('is noticed at the next beat where it vanished from the list, also after it had ended', async () => {
		for (const status of ['FULLMIGRATING', 'SUCCESS']) {
			const { poller, time, source, store } = polling(new FakeSource([dcsRow('a', status)]));
			await store.refresh();
			poller.setVisible(true);
			await time.pass(0);
			source.rows = [];
			await store.refresh();
			source.onShow = async () => {
				throw failure('noSuchTask');
			};
			await time.pass(INTERVAL);
			assert.equal(poller.gone, true, status);
		}
	});

	it('stays gone though its details still answer, where a whole list is without it; a list that has it again brings it back', async () => {
		const { poller, time, source, store } = await running();
		await store.refresh();
		await time.pass(1000);
		source.onList = async () => listing([]);
		await store.refresh();
		assert.equal(poller.gone, true);
		assert.equal(store.goneBy(ref('a')), 'unlisted');
		source.news();
		await time.pass(60_000);
		assert.deepEqual(source.news(), []);
		await poller.refresh();
		assert.equal(poller.gone, true);
		assert.equal(store.get(ref('a')), undefined);

		source.onList = undefined;
		await store.refresh();
		source.news();
		assert.equal(poller.gone, false);
		await time.pass(INTERVAL);
		assert.deepEqual(source.news(), ['show a', 'sample a', 'sample a']);
	});

	it('is asked for again in a while where its details deny what the list goes on having, and comes and goes once at most', async () => {
		const { poller, time, source, store } = await running();
		await store.refresh();
		let told = 0;
		store.onDidChangeTasks(() => told++);
		source.onShow = async () => {
			throw failure('noSuchTask');
		};
		await time.pass(30_000);
		assert.equal(poller.gone, true);
		for (let minute = 0; minute < 5; minute++) {
			await time.pass(1000);
			await store.refresh();
			await time.pass(60_000);
		}
		assert.equal(told, 2, 'it went, and the list had it again');
		assert.equal(poller.gone, false);
		assert.equal(poller.problem?.error?.kind, 'noSuchTask');
		source.onShow = async () => dcsRow('a');
		await time.pass(2 * 60_000);
		assert.equal(poller.problem, undefined);
	});
});
