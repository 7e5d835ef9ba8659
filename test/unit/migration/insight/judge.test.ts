import assert from 'node:assert/strict';
import { type Judgement, RunJudge } from '../../../../src/migration/insight/judge';
import type { RunSample } from '../../../../src/migration/insight/run';
import { measure } from '../../../insight/measure';

const POLL = 10_000;

/** A run that is told sample by sample, ten seconds apart. */
class Told {
	readonly judge = new RunJudge();
	readonly events: string[] = [];
	private at = Date.UTC(2025, 2, 4, 12);
	last: Judgement | undefined;

	constructor(private readonly usual: Partial<RunSample> = {}) {}

	/** The next sample; `after`: ms since the one before. */
	next(sample: Partial<RunSample>, after = POLL): Judgement {
		this.at += after;
		this.last = this.judge.add({
			at: this.at,
			stage: 'full',
			thenChanges: true,
			progress: 0,
			offset: 0,
			sourceKeys: 100_000,
			targetKeys: 0,
			inputKbps: 500,
			ops: 1_000,
			migrating: true,
			writesStopped: false,
			...this.usual,
			...sample,
		});
		this.events.push(...this.last.events);
		return this.last;
	}

	/** Copies from one percentage to another, one a sample. */
	copy(from: number, to: number): Judgement | undefined {
		for (let progress = from; progress <= to; progress++) {
			this.next({ progress, targetKeys: progress * 1_000 });
		}
		return this.last;
	}

	/** Follows changes with these offsets. */
	follow(offsets: readonly number[], sample: Partial<RunSample> = {}): Judgement | undefined {
		for (const offset of offsets) {
			this.next({ stage: 'incremental', progress: 100, offset, targetKeys: 100_000, ...sample });
		}
		return this.last;
	}
}

/** The ids of the conditions that do not hold. */
const open = (judgement: Judgement | undefined): string[] =>
	(judgement?.reasons ?? []).filter(({ ok }) => !ok).map(({ id }) => id);

describe('the time left of a full sync', () => {
	it('is not told while the source writes its snapshot, nor before three rises of the percentage', () => {
		const run = new Told();
		for (let sample = 0; sample < 30; sample++) {
			assert.deepEqual([run.next({ ops: 0, inputKbps: 0 }).phase, run.last?.left], ['snapshot', undefined]);
		}
		run.copy(1, 3);
		assert.deepEqual([run.last?.phase, run.last?.left], ['copying', undefined]);
		assert.ok(run.copy(4, 4)?.left);
	});

	it('counts from the first movement, whatever the snapshot took', () => {
		const run = new Told();
		for (let sample = 0; sample < 200; sample++) {
			run.next({ ops: 0, inputKbps: 0 });
		}
		const left = run.copy(1, 50)?.left;
		// Fifty per cent at ten seconds each, and some for loading.
		assert.ok(left && left.lowMs <= 500_000 && left.highMs >= 500_000 && left.highMs < 800_000, JSON.stringify(left));
	});

	it('is not told while nothing moves', () => {
		const run = new Told();
		run.copy(1, 40);
		for (let sample = 0; sample < 20; sample++) {
			run.next({ progress: 40, targetKeys: 40_000, ops: 0, inputKbps: 0 });
		}
		assert.deepEqual([run.last?.verdict, run.last?.left], ['stalled', undefined]);
		assert.ok((run.last?.stalledFor ?? 0) > 60_000);
	});

	it('is a range where percentages come in leaps, or as one sample for many', () => {
		const run = new Told();
		for (let progress = 4; progress <= 60; progress += 4) {
			run.next({ progress, targetKeys: progress * 1_000 }, 40_000);
		}
		const left = run.last?.left;
		assert.ok(left && left.lowMs <= 400_000 && left.highMs >= 400_000, JSON.stringify(left));
	});
});

describe('the time left after 100 %', () => {
	it('goes by how quickly keys come, where the target was empty before', () => {
		const run = new Told();
		run.copy(0, 99);
		// Nine in ten keys are there, and 20 come each second.
		for (let sample = 0; sample < 20; sample++) {
			run.next({ progress: 100, targetKeys: 90_000 + sample * 200 });
		}
		const left = run.last?.left;
		assert.equal(run.last?.phase, 'loading');
		// 6,200 keys at 20 a second.
		assert.ok(left && left.lowMs < 310_000 && left.highMs > 310_000 && left.highMs < 450_000, JSON.stringify(left));
	});
});

describe('what happens in a run', () => {
	it('is told once: stalled, and going on again', () => {
		const run = new Told();
		run.copy(1, 40);
		for (let sample = 0; sample < 60; sample++) {
			run.next({ progress: 40, targetKeys: 40_000, ops: 0, inputKbps: 0 });
		}
		run.copy(41, 60);
		assert.deepEqual(run.events, ['stalled', 'resumed']);
	});

	it('is no stall in the snapshot, nor in a pause as the run has often made', () => {
		const run = new Told();
		for (let sample = 0; sample < 60; sample++) {
			run.next({ ops: 0, inputKbps: 0 });
		}
		for (let progress = 1; progress < 20; progress++) {
			for (let pause = 0; pause < 6; pause++) {
				run.next({ progress: progress - 1, targetKeys: (progress - 1) * 1_000, ops: 0, inputKbps: 0 });
			}
			run.next({ progress, targetKeys: progress * 1_000 });
		}
		assert.deepEqual(run.events, []);
	});

	it('is a full sync that began again, and its time left begins anew', () => {
		const run = new Told();
		run.copy(1, 70);
		run.copy(0, 2);
		assert.deepEqual(run.events, ['fullSyncRestarted']);
		assert.deepEqual([run.last?.restarts, run.last?.left], [1, undefined]);
		assert.ok(run.copy(3, 8)?.left);
	});

	it('is a full sync that began again also where the status says so', () => {
		const run = new Told();
		run.copy(1, 100);
		run.follow(Array(10).fill(0));
		run.copy(0, 5);
		assert.deepEqual(run.events, ['fullSyncRestarted']);
		assert.equal(run.last?.phase, 'copying');
	});

	it('is nothing where a percentage is missing, or one lower in a single sample', () => {
		const run = new Told();
		run.copy(1, 50);
		run.next({ progress: null, targetKeys: 50_500 });
		run.next({ progress: 49, targetKeys: 50_600 });
		run.copy(51, 60);
		assert.deepEqual(run.events, []);
	});

	it('is not taken for hours by a clock that is set', () => {
		const run = new Told();
		run.copy(1, 30);
		run.next({ progress: 31, targetKeys: 31_000 }, -3_600_000);
		run.copy(32, 50);
		const left = run.last?.left;
		assert.ok(left && left.lowMs <= 500_000 && left.highMs >= 500_000, JSON.stringify(left));
		assert.deepEqual(run.events, []);
	});
});

describe('whether one may switch', () => {
	/** A run that has caught up. */
	function inStep(): Told {
		const run = new Told();
		run.copy(1, 100);
		run.follow([9_000, 7_000, 5_000, 3_000, 1_000, ...Array<number>(12).fill(0)]);
		return run;
	}

	it('is told to be ready for stopping the writers with every condition and its value', () => {
		const { last } = inStep();
		assert.deepEqual([last?.phase, last?.verdict, open(last)], ['inStep', 'readyToStopWrites', []]);
		assert.ok((last?.reasons.length ?? 0) >= 8);
	});

	it('is told just as well where each reading comes a little late', () => {
		const told = new Told({ stage: 'incremental', progress: 100, targetKeys: 100_000, offset: 0 });
		for (let index = 0; index < 30; index++) {
			told.next({}, 5_000 + ((index * 37) % 400));
		}
		assert.equal(told.last?.verdict, 'readyToStopWrites');
	});

	it('is never told by one sample, nor by those of half a minute', () => {
		const run = new Told();
		run.copy(1, 100);
		for (let sample = 0; sample < 4; sample++) {
			assert.equal(run.follow([0])?.verdict, 'notYet');
			assert.ok(open(run.last).includes('offset'));
		}
	});

	it('is not told while keys are missing, ever more of them are, or nothing says that it migrates', () => {
		assert.deepEqual(open(inStep().follow(Array(6).fill(0), { targetKeys: 90_000 })).includes('keys'), true);
		const losing = inStep();
		for (let sample = 0; sample < 30; sample++) {
			losing.follow([0], { targetKeys: 100_000 - sample * 400 });
		}
		assert.ok(open(losing.last).includes('keysSteady'));
		assert.equal(losing.last?.verdict, 'notYet');
		assert.deepEqual(open(inStep().follow([0], { migrating: false })), ['migrating']);
		assert.deepEqual(open(inStep().follow([0], { trouble: true })), ['noTrouble']);
	});

	it('is not told by old numbers, and is not known without any', () => {
		const run = inStep();
		run.next({ stage: 'incremental', progress: 100, targetKeys: 100_000 }, 600_000);
		assert.ok(open(run.last).includes('fresh'));
		const none = { progress: null, offset: null, sourceKeys: null, targetKeys: null, ops: null, inputKbps: null };
		assert.equal(run.next({ stage: 'incremental', ...none }).verdict, 'notYet');
		for (let sample = 0; sample < 5; sample++) {
			run.next({ stage: 'incremental', ...none });
		}
		assert.deepEqual([run.last?.phase, run.last?.verdict], ['unknown', 'unknown']);
	});

	it('is “switch now” after the user’s word alone, and after three samples that say that nothing is left', () => {
		const run = inStep();
		const rest = { writesStopped: true, ops: 0, inputKbps: 0 };
		assert.equal(run.follow([0], rest)?.verdict, 'readyToStopWrites');
		run.follow([0, 0], rest);
		assert.notEqual(run.last?.verdict, 'switchNow');
		assert.equal(run.follow([0], rest)?.verdict, 'switchNow');
		assert.equal(run.follow([0], { ops: 0, inputKbps: 0 })?.verdict, 'readyToStopWrites', 'the word was taken back');
	});

	it('is not “switch now” while somebody still writes', () => {
		const busy = inStep();
		busy.follow(Array(6).fill(0), { writesStopped: true, ops: 800 });
		assert.deepEqual([busy.last?.verdict, open(busy.last)], ['readyToStopWrites', ['idle']]);
		const growing = inStep();
		for (let sample = 1; sample < 8; sample++) {
			growing.follow([0], { writesStopped: true, ops: 0, sourceKeys: 100_000 + sample, targetKeys: 100_000 + sample });
		}
		assert.deepEqual([growing.last?.verdict, open(growing.last)], ['readyToStopWrites', ['sourceSteady']]);
	});

	it('is taken for expiry where keys go while nobody writes', () => {
		const run = inStep();
		for (let sample = 1; sample < 8; sample++) {
			const keys = 100_000 - sample * 50;
			run.follow([0], { writesStopped: true, ops: 5, sourceKeys: keys, targetKeys: keys });
		}
		assert.equal(run.last?.verdict, 'switchNow');
	});

	it('is “falling behind” where the offset grows for minutes, without a time', () => {
		const run = new Told();
		run.copy(1, 100);
		run.follow(Array.from({ length: 40 }, (_, index) => 1_000_000 + index * 50_000));
		assert.deepEqual([run.last?.phase, run.last?.verdict, run.last?.left], ['catchingUp', 'fallingBehind', undefined]);
	});

	it('is no “falling behind” in a burst of minutes after the copy had caught up, and is where it goes on', () => {
		const run = inStep();
		const told: (string | undefined)[] = [];
		for (let sample = 1; sample <= 90; sample++) {
			told.push(run.follow([sample * 500_000])?.verdict);
		}
		const first = told.indexOf('fallingBehind');
		assert.ok(first >= 54 && first < 75, String(first));
		assert.equal(told.at(-1), 'fallingBehind');
	});

	it('is “falling behind” no longer once the offset falls', () => {
		const run = new Told();
		run.copy(1, 100);
		run.follow(Array.from({ length: 40 }, (_, index) => 1_000_000 + index * 50_000));
		assert.equal(run.last?.verdict, 'fallingBehind');
		run.follow(Array.from({ length: 14 }, (_, index) => 3_000_000 - index * 20_000));
		assert.equal(run.last?.verdict, 'notYet');
		assert.ok(run.last?.left);
	});

	it('is told in spite of a percentage that is missing now and then, and of polls that are uneven', () => {
		const run = inStep();
		assert.deepEqual(open(run.follow([0], { progress: null, migrating: undefined })), []);
		for (let sample = 0; sample < 40; sample++) {
			run.next({ stage: 'incremental', progress: 100, targetKeys: 100_000 }, [10_000, 5_000, 60_000][sample % 3]);
		}
		assert.deepEqual(open(run.last), []);
	});

	it('is a matter of time where the offset falls', () => {
		const run = new Told();
		run.copy(1, 100);
		run.follow(Array.from({ length: 20 }, (_, index) => 1_000_000 - index * 25_000));
		const left = run.last?.left;
		// 525,000 at 2,500 a second.
		assert.ok(left && left.lowMs < 210_000 && left.highMs > 210_000 && left.highMs < 400_000, JSON.stringify(left));
	});

	it('has no answer for a full migration, nor for what has ended', () => {
		const full = new Told({ thenChanges: false });
		assert.equal(full.copy(1, 50)?.verdict, 'notApplicable');
		for (const [end, phase] of [
			['succeeded', 'done'],
			['failed', 'failed'],
			['stopped', 'stopped'],
		] as const) {
			const run = inStep();
			run.next({ stage: 'over', end });
			assert.deepEqual([run.last?.phase, run.last?.verdict], [phase, 'notApplicable']);
		}
	});
});

describe('on simulated runs', () => {
	it('no “switch now” is wrong, none comes without the user’s word, and most that are safe are told', function () {
		this.timeout(120_000);
		const { switchNow, never, restarts, stalls, delays } = measure(
			Array.from({ length: 40 }, (_, index) => 5_000 + index),
		);
		assert.deepEqual([switchNow.wrong, switchNow.withoutWord], [0, 0]);
		assert.ok(switchNow.found >= 0.9 * switchNow.safeRuns, `${switchNow.found} of ${switchNow.safeRuns}`);
		assert.deepEqual([never.found, restarts.found, stalls.found], [never.real, restarts.real, stalls.real]);
		assert.equal(restarts.invented, 0);
		assert.ok(never.invented <= 0.05 * never.others, `${never.invented} of ${never.others}`);
		const samples = [...delays.switchSamples].sort((a, b) => a - b);
		assert.ok((samples[Math.floor(samples.length * 0.9)] ?? 99) <= 6, String(samples));
	});
});
