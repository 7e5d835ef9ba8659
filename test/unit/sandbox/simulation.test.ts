import assert from 'node:assert/strict';
import { DCS_FIXTURES } from '../../../src/sandbox/dcsFixtures';
import type { DcsTask } from '../../../src/sandbox/dcsTask';
import { runningPlan } from '../../../src/sandbox/dcsTask';
import { positionOf, readingOf, statusOf } from '../../../src/sandbox/simulation';

const cast = (name: string): DcsTask => {
	const task = DCS_FIXTURES.find((candidate) => candidate.name === name);
	assert.ok(task, name);
	return task;
};
const fresh = (method: DcsTask['method'], parts: Partial<ReturnType<typeof runningPlan>> = {}): DcsTask => ({
	...cast('payments-live'),
	method,
	plan: runningPlan(0, { keys: 1_000_000, growth: 0, ...parts }),
});
const read = (task: DcsTask, time: number, seed = 1, speed = 1) => {
	const reading = readingOf(seed, task, time, speed);
	assert.ok(reading);
	return reading;
};
/** Simulated hours for which a sandbox at the default speed runs four hours. */
const FOUR_HOURS = 4 * 60 * 3600;

describe('a simulated migration', () => {
	it('passes through snapshot, copying, loading and the incremental phase in this order', () => {
		const task = fresh('incremental_migration');
		const phases: string[] = [];
		for (let time = 0; time < 4000; time += 10) {
			assert.ok(task.plan.kind === 'running');
			const { phase } = positionOf(task.method, task.plan, time);
			if (phases.at(-1) !== phase) {
				phases.push(phase);
			}
		}
		assert.deepEqual(phases, ['snapshot', 'copying', 'loading', 'incremental']);
		assert.equal(statusOf(task, 0), 'FULLMIGRATING');
		assert.equal(statusOf(task, 2939), 'FULLMIGRATING');
		assert.equal(statusOf(task, 2940), 'INCRMIGEATING');
	});

	it('ends in SUCCESS with all keys that were there when it began, if it is a full one', () => {
		const task = fresh('full_amount_migration');
		assert.equal(statusOf(task, 2939), 'FULLMIGRATING');
		assert.equal(statusOf(task, 2940), 'SUCCESS');
		const last = read(task, 10_000);
		assert.deepEqual([last.targetKeys, last.progress, last.migrating, last.ops], [last.sourceKeys, 100, false, 0]);
	});

	it('stands at 0 % during the snapshot and never goes back during the full sync', () => {
		const task = fresh('incremental_migration');
		assert.deepEqual([read(task, 239).progress, read(task, 239).targetKeys], [0, 0]);
		let before = read(task, 0);
		for (let time = 0; time < 2940; time += 7) {
			const now = read(task, time);
			assert.ok(Number.isInteger(now.progress) && now.progress >= before.progress && now.progress <= 100, String(time));
			assert.ok(now.targetKeys >= before.targetKeys && now.targetKeys <= now.sourceKeys, String(time));
			before = now;
		}
		assert.equal(before.progress, 100);
	});

	it('catches up, and then lags behind by heartbeats and small bursts at most', () => {
		const task = fresh('incremental_migration');
		assert.ok((read(task, 2950).offset ?? 0) > 500 * 1024 * 1024);
		let pings = 0;
		for (let time = 2940 + 701; time < 2940 + 40_000; time += 300) {
			const { offset, migrating } = read(task, time);
			assert.ok(offset !== null && offset >= 0 && offset < 64 * 1024, String(offset));
			assert.equal(migrating, true);
			pings += offset <= 42 ? 1 : 0;
		}
		assert.ok(pings > 80);
	});

	it('says rates that agree with the counts, also when time runs faster', () => {
		const task = fresh('incremental_migration');
		for (const speed of [1, 60]) {
			// A stretch of the copying: keys gained per second on the wall, and the mean of the rates said meanwhile.
			const times = Array.from({ length: 200 }, (_, i) => 600 + i * 6);
			const readings = times.map((time) => read(task, time, 1, speed));
			const gained = (readings[199]?.targetKeys ?? 0) - (readings[0]?.targetKeys ?? 0);
			const measured = gained / ((199 * 6) / speed);
			const said = readings.reduce((sum, { ops }) => sum + ops, 0) / 200;
			assert.ok(said / measured > 0.6 && said / measured < 1.6, `${said} ${measured}`);
		}
	});

	it('is the same for the same seed and another for another', () => {
		const task = fresh('incremental_migration');
		const series = (seed: number) => Array.from({ length: 50 }, (_, i) => read(task, i * 200, seed));
		assert.deepEqual(series(7), series(7));
		assert.notDeepEqual(series(7), series(8));
	});

	it('falls further behind all the time, where that is its lot', () => {
		const task = cast('basket-incremental');
		let before = -1;
		for (let time = 0; time < FOUR_HOURS; time += 300) {
			const offset = read(task, time).offset ?? -1;
			assert.ok(offset > before, String(time));
			before = offset;
		}
	});

	it('stops moving at the percentage where it stalls, and still says that it migrates', () => {
		const task = cast('sessions-stalled');
		const { sourceKeys: _first, ...first } = read(task, 0);
		const { sourceKeys: _later, ...later } = read(task, FOUR_HOURS);
		assert.deepEqual(first, later);
		assert.deepEqual([first.ops, first.migrating], [0, true]);
		assert.ok(first.progress > 50 && first.progress < 75);
	});

	it('begins the full sync again after the link broke, where it reconnects by itself', () => {
		const task = cast('profile-cache');
		const statuses = new Set<string>();
		let restarts = 0;
		let before = read(task, 0).progress;
		for (let time = 0; time < FOUR_HOURS; time += 60) {
			statuses.add(statusOf(task, time));
			const { progress } = read(task, time);
			restarts += progress < before ? 1 : 0;
			before = progress;
		}
		assert.deepEqual([...statuses].sort(), ['FULLMIGRATING', 'INCRMIGEATING']);
		assert.ok(restarts > 20);
	});

	it('keeps the cast alive for hours', () => {
		const live = DCS_FIXTURES.filter((task) => task.plan.kind === 'running');
		assert.equal(live.length, 5);
		for (const task of live) {
			assert.match(statusOf(task, FOUR_HOURS), /^(FULLMIGRATING|INCRMIG(RA|EA)TING)$/, task.name);
		}
		// A full sync that is mid-way for the first hour of the demo.
		const full = cast('catalog-full-sync');
		assert.ok(read(full, 0).progress > 30);
		assert.ok(read(full, 3600 * 60).progress < 100);
	});
});
