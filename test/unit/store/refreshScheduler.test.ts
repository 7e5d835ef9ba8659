import assert from 'node:assert/strict';
import { RefreshScheduler, type RefreshSchedulerOptions } from '../../../src/store/refreshScheduler';
import { gate, HandTimers, settle } from './fakes';

const MINUTE = 60_000;

function scheduled(options: Partial<RefreshSchedulerOptions> = {}) {
	const time = new HandTimers();
	const runs: number[] = [];
	const start = time.now();
	const scheduler = new RefreshScheduler({
		interval: () => MINUTE,
		run: async () => {
			runs.push(time.now() - start);
			return true;
		},
		now: time.now,
		random: () => 0.5,
		setTimer: time.setTimer,
		...options,
	});
	return { scheduler, time, runs };
}

describe('the clock of the refresh', () => {
	it('runs at once and then at the interval, while somebody looks', async () => {
		const { scheduler, time, runs } = scheduled();
		scheduler.setVisible(true);
		await time.pass(3 * MINUTE);
		assert.deepEqual(runs, [0, MINUTE, 2 * MINUTE, 3 * MINUTE]);
	});

	it('has no timer while nobody looks', async () => {
		const { scheduler, time, runs } = scheduled();
		assert.deepEqual(time.waits, []);
		scheduler.setVisible(true);
		await time.pass(0);
		scheduler.setVisible(false);
		assert.deepEqual(time.waits, []);
		await time.pass(60 * MINUTE);
		assert.equal(runs.length, 1);
	});

	it('waits for the rest of the interval after a short absence, and runs at once after a long one', async () => {
		const { scheduler, time, runs } = scheduled();
		scheduler.setVisible(true);
		await time.pass(10_000);
		scheduler.setVisible(false);
		await time.pass(20_000);
		scheduler.setVisible(true);
		assert.deepEqual(time.waits, [30_000]);
		scheduler.setVisible(false);
		await time.pass(10 * MINUTE);
		scheduler.setVisible(true);
		await time.pass(0);
		assert.equal(runs.length, 2);
	});

	it('does not run at all where the interval is 0, and begins when it is set', async () => {
		let interval = 0;
		const { scheduler, time, runs } = scheduled({ interval: () => interval });
		scheduler.setVisible(true);
		assert.deepEqual(time.waits, []);
		interval = MINUTE;
		scheduler.reset(false);
		await time.pass(0);
		assert.equal(runs.length, 1);
		interval = 0;
		scheduler.reset(false);
		assert.deepEqual(time.waits, []);
	});

	it('counts anew from what was done by hand', async () => {
		const { scheduler, time, runs } = scheduled();
		scheduler.setVisible(true);
		await time.pass(40_000);
		scheduler.reset();
		assert.deepEqual(time.waits, [MINUTE]);
		assert.equal(runs.length, 1);
	});

	it('doubles the interval after each failure, up to five minutes, and forgets it after a success', async () => {
		let went = false;
		const { scheduler, time } = scheduled({ run: async () => went });
		scheduler.setVisible(true);
		const waits: number[] = [];
		for (let i = 0; i < 5; i++) {
			await time.pass(time.waits[0] ?? 0);
			waits.push(time.waits[0] ?? 0);
		}
		assert.deepEqual(waits, [2 * MINUTE, 4 * MINUTE, 5 * MINUTE, 5 * MINUTE, 5 * MINUTE]);
		went = true;
		await time.pass(5 * MINUTE);
		assert.deepEqual(time.waits, [MINUTE]);
	});

	it('spreads the pauses after failures, but never beyond five minutes', async () => {
		for (const [random, first] of [
			[0, 1.6],
			[0.999_999, 2.4],
		] as const) {
			const { scheduler, time } = scheduled({ run: async () => false, random: () => random });
			scheduler.setVisible(true);
			await time.pass(0);
			assert.ok(Math.abs((time.waits[0] ?? 0) - first * MINUTE) < 10, `${time.waits[0]}`);
			for (let i = 0; i < 10; i++) {
				await time.pass(time.waits[0] ?? 0);
			}
			assert.ok((time.waits[0] ?? 0) <= 5 * MINUTE);
		}
	});

	it('keeps to an interval that is longer than any pause', async () => {
		const { scheduler, time } = scheduled({ interval: () => 60 * MINUTE, run: async () => false });
		scheduler.setVisible(true);
		await time.pass(0);
		assert.deepEqual(time.waits, [60 * MINUTE]);
	});

	it('takes a run that throws for a failure', async () => {
		const { scheduler, time } = scheduled({
			run: async () => {
				throw new Error('fault');
			},
		});
		scheduler.setVisible(true);
		await time.pass(0);
		assert.deepEqual(time.waits, [2 * MINUTE]);
	});

	it('never runs twice at the same time', async () => {
		const done = gate<boolean>();
		let runs = 0;
		const { scheduler, time } = scheduled({
			run: () => {
				runs++;
				return done.promise;
			},
		});
		scheduler.setVisible(true);
		await time.pass(0);
		scheduler.setVisible(false);
		scheduler.setVisible(true);
		scheduler.reset(false);
		await time.pass(10 * MINUTE);
		assert.equal(runs, 1);
		done.open(true);
		await settle();
		assert.deepEqual(time.waits, [MINUTE]);
	});

	it('is not put off for hours by a clock that was set back', async () => {
		const { scheduler, time } = scheduled();
		scheduler.setVisible(true);
		await time.pass(0);
		scheduler.setVisible(false);
		time.jump(-5 * 60 * MINUTE);
		scheduler.setVisible(true);
		assert.deepEqual(time.waits, [MINUTE]);
	});

	it('ends when it is disposed, also while it runs', async () => {
		const done = gate<boolean>();
		const { scheduler, time } = scheduled({ run: () => done.promise });
		scheduler.setVisible(true);
		await time.pass(0);
		scheduler.dispose();
		done.open(true);
		await settle();
		assert.deepEqual(time.waits, []);
	});

	it('uses the timers of the machine where it is given none', async () => {
		const ran = gate<boolean>();
		const scheduler = new RefreshScheduler({
			interval: () => 60_000,
			run: async () => {
				ran.open(true);
				return true;
			},
		});
		scheduler.setVisible(true);
		await ran.promise;
		scheduler.dispose();
	});
});
