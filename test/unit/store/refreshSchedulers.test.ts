import assert from 'node:assert/strict';
import { RefreshSchedulers } from '../../../src/store/refreshSchedulers';
import { HandTimers } from './fakes';

const MINUTE = 60_000;

function scheduled(run: (id: string) => Promise<boolean>, rest: (id: string) => number = () => 0) {
	const time = new HandTimers();
	const runs: string[] = [];
	const schedulers = new RefreshSchedulers({
		interval: () => MINUTE,
		run: (id) => {
			runs.push(id);
			return run(id);
		},
		rest,
		now: time.now,
		random: () => 0.5,
		setTimer: time.setTimer,
	});
	return { schedulers, time, runs: () => runs.splice(0).join(' ') };
}

describe('the clocks of the connections', () => {
	it('do not wait for one that never answers', async () => {
		const { schedulers, time, runs } = scheduled((id) =>
			id === 'slow' ? new Promise(() => {}) : Promise.resolve(true),
		);
		schedulers.setConnections(['slow', 'good']);
		schedulers.setVisible(true);
		await time.pass(3 * MINUTE);
		assert.equal(runs(), 'slow good good good good');
	});

	it('slow down where one fails, and nowhere else', async () => {
		const { schedulers, time, runs } = scheduled(async (id) => id === 'good');
		schedulers.setConnections(['bad', 'good']);
		schedulers.setVisible(true);
		await time.pass(2 * MINUTE);
		assert.equal(runs(), 'bad good good bad good');
	});

	it('begin with a connection and end with it', async () => {
		const { schedulers, time, runs } = scheduled(async () => true);
		schedulers.setConnections(['a']);
		schedulers.setVisible(true);
		await time.pass(0);
		schedulers.setConnections(['a', 'b']);
		await time.pass(0);
		assert.equal(runs(), 'a b');
		schedulers.setConnections(['b']);
		await time.pass(MINUTE);
		assert.equal(runs(), 'b');
		schedulers.dispose();
		assert.deepEqual(time.waits, []);
	});

	it('count anew for those that were read by hand', async () => {
		const { schedulers, time, runs } = scheduled(async () => true);
		schedulers.setConnections(['a', 'b']);
		schedulers.setVisible(true);
		await time.pass(40_000);
		schedulers.ran(['a']);
		runs();
		await time.pass(20_000);
		assert.equal(runs(), 'b');
		await time.pass(40_000);
		assert.equal(runs(), 'a');
	});

	it('leave a service alone for as long as it asked', async () => {
		let until = Number.POSITIVE_INFINITY;
		const { schedulers, time, runs } = scheduled(
			async () => false,
			() => Math.max(0, until - time.now()),
		);
		until = time.now() + 20 * MINUTE;
		schedulers.setConnections(['a']);
		schedulers.setVisible(true);
		await time.pass(20 * MINUTE - 1);
		assert.equal(runs(), '');
		await time.pass(1);
		assert.equal(runs(), 'a');
	});
});
