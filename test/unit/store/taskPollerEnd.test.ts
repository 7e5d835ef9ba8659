import assert from 'node:assert/strict';
import { dcsRow, FakeSource, failure, ref, sample } from './fakes';
import { BEAT, running, watching } from './polling';

describe('the end of a task', () => {
	it('is followed by its details and one last sample, and nothing more', async () => {
		const { watch, time, source, store } = await running();
		await time.pass(1000);
		source.rows = [dcsRow('a', 'SUCCESS')];
		await store.refresh();
		source.news();
		await time.pass(10 * 60_000);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		assert.equal(watch.ended, true);
		assert.deepEqual(time.waits, []);
	});

	it('is seen at once where the statistics say that nothing is migrated any more', async () => {
		const { watch, time, source } = await running();
		source.onSample = async () => ({ sample: sample(time.now(), {}, false) });
		source.rows = [dcsRow('a', 'SUCCESS')];
		await time.pass(BEAT);
		assert.deepEqual(source.news(), ['sample a', 'show a']);
		assert.equal(watch.ended, true);
		await time.pass(10 * 60_000);
		assert.deepEqual(source.news(), [], 'those numbers were the last ones already');
		assert.deepEqual(time.waits, []);
	});

	it('is not taken for granted where the statistics alone say so', async () => {
		const { watch, time, source } = await running();
		source.onSample = async () => ({ sample: sample(time.now(), {}, false) });
		await time.pass(BEAT);
		source.news();
		assert.equal(watch.ended, false);
		await time.pass(4 * BEAT);
		assert.deepEqual(source.news(), Array(4).fill('sample a'), 'the details are read once for that, not at each beat');
	});

	it('does not hide behind a last sample that fails', async () => {
		const { watch, time, source, store } = await running();
		await time.pass(1000);
		source.rows = [dcsRow('a', 'FAILED')];
		source.onSample = async () => {
			throw failure('wrongState');
		};
		await store.refresh();
		source.news();
		await time.pass(60_000);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		assert.equal(watch.stale, undefined);
		assert.deepEqual(time.waits, []);
	});

	it('asks for the last details until they come', async () => {
		const { watch, time, source, store } = await running();
		await time.pass(1000);
		source.rows = [dcsRow('a', 'FAILED')];
		source.onShow = async () => {
			throw failure('service');
		};
		await store.refresh();
		await time.pass(BEAT);
		assert.ok(watch.problem);
		source.onShow = async () => dcsRow('a', 'FAILED', { error_message: 'why' });
		await time.pass(60_000);
		assert.equal(watch.problem, undefined);
		assert.equal(store.get(ref('a'))?.error, 'why');
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
		await time.pass(BEAT);
		assert.deepEqual(source.news(), ['show a', 'sample a', 'sample a']);
	});

	it('is not waited for by a panel of a task that was over long ago', async () => {
		const { watch, time, source } = watching(new FakeSource([dcsRow('a', 'SUCCESS')]));
		watch.look(true);
		await time.pass(60_000);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		watch.look(false);
		watch.look(true);
		await time.pass(60_000);
		assert.deepEqual(source.news(), ['show a'], 'its numbers do not change any more');
	});
});

describe('a task that is gone', () => {
	it('is told of, and not asked for again but by hand', async () => {
		const { watch, time, source, store } = await running();
		source.rows = [];
		source.onShow = async () => {
			throw failure('noSuchTask');
		};
		await time.pass(30_000);
		source.news();
		assert.equal(watch.gone, true);
		assert.equal(watch.ended, true);
		assert.equal(store.get(ref('a')), undefined);
		watch.look(false);
		watch.look(true);
		await time.pass(60_000);
		assert.deepEqual(source.news(), []);
		source.onShow = async () => dcsRow('a');
		await watch.refresh();
		assert.equal(watch.gone, false);
		assert.equal(watch.problem, undefined);
		assert.deepEqual(time.waits, [BEAT]);
	});

	it('is noticed where its statistics are gone', async () => {
		const { watch, time, source } = await running();
		source.onSample = async () => {
			throw failure('noSuchTask');
		};
		await time.pass(BEAT);
		assert.equal(watch.gone, true);
		assert.equal(watch.stale, undefined);
	});

	it('is noticed at the next beat where it vanished from the list, also after it had ended', async () => {
		for (const status of ['FULLMIGRATING', 'SUCCESS']) {
			const { watch, time, source, store } = watching(new FakeSource([dcsRow('a', status)]));
			await store.refresh();
			watch.look(true);
			await time.pass(0);
			source.rows = [];
			await store.refresh();
			source.onShow = async () => {
				throw failure('noSuchTask');
			};
			await time.pass(BEAT);
			assert.equal(watch.gone, true, status);
		}
	});

	it('is watched on where only the list has lost it', async () => {
		const { watch, time, source, store } = await running();
		await store.refresh();
		source.onList = async () => ({ tasks: [], unreadable: 0 });
		await store.refresh();
		source.news();
		await time.pass(BEAT);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		assert.equal(watch.gone, false);
		assert.ok(store.get(ref('a')));
	});
});
