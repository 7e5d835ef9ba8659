import assert from 'node:assert/strict';
import { timersOf } from '../../../src/core/timer';
import { HandTimers } from '../store/fakes';

const DAY = 24 * 3_600_000;

/** The machine's timers, which go wrong beyond 2^31 - 1 ms as the real ones do. */
function machine() {
	const time = new HandTimers();
	const ran: number[] = [];
	const start = time.now();
	const setTimer = timersOf({
		now: time.now,
		setTimeout: (run, ms) => time.setTimer(run, ms > 2 ** 31 - 1 ? 1 : ms),
	});
	return { time, ran, set: (ms: number) => setTimer(() => ran.push(time.now() - start), ms) };
}

describe('a timer', () => {
	it('waits as long as it was told, also for longer than the machine’s own can', async () => {
		for (const ms of [0, 1, 30_000, 60_001, 40 * DAY]) {
			const { time, ran, set } = machine();
			set(ms);
			await time.pass(Math.max(0, ms - 1));
			assert.deepEqual(ran, ms === 0 ? [0] : []);
			await time.pass(2);
			assert.deepEqual(ran, [ms]);
		}
	});

	it('never runs where it was told to wait for ever, and once where for less than nothing', async () => {
		const { time, ran, set } = machine();
		set(Number.POSITIVE_INFINITY);
		set(-5);
		await time.pass(3_600_000);
		assert.deepEqual(ran, [0]);
	});

	it('runs soon and once after a machine slept over it', async () => {
		const { time, ran, set } = machine();
		set(3_600_000);
		await time.pass(10_000);
		time.jump(8 * 3_600_000);
		await time.pass(30_000);
		assert.equal(ran.length, 1);
		await time.pass(DAY);
		assert.equal(ran.length, 1);
	});

	it('waits no longer where the clock is set back', async () => {
		let now = Date.UTC(2025, 2, 4);
		let waited = 0;
		const pieces: { run: () => void; ms: number }[] = [];
		const setTimer = timersOf({
			now: () => now,
			setTimeout: (run, ms) => {
				pieces.push({ run, ms });
				return { dispose: () => {} };
			},
		});
		let ran = 0;
		setTimer(() => ran++, 120_000);
		now -= 5 * 3_600_000;
		for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
			waited += piece.ms;
			now += piece.ms;
			piece.run();
		}
		assert.deepEqual([ran, waited], [1, 120_000]);
	});

	it('does not run after it was disposed, whichever piece it is in', async () => {
		const { time, ran, set } = machine();
		const timer = set(100_000);
		await time.pass(70_000);
		timer.dispose();
		await time.pass(100_000);
		assert.deepEqual(ran, []);
		assert.deepEqual(time.waits, []);
	});
});
