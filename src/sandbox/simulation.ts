/**
 * How an online migration of Redis goes: snapshot at 0 %, copying, loading at 100 %, catching up, in sync. A pure function of the seed,
 * the task's id, its plan and the simulated time, so that any answer can be computed again.
 */
import type { DcsTask, Reading, RunningPlan } from './dcsTask';
import { between, unit } from './random';

/** Seconds from the request to stop until the task has stopped. */
export const STOPPING = 30;
/** The replication stream carries a PING of 14 bytes every 10 s even when nobody writes. */
const PING = 14;
/** How often the noise changes, s. */
const GRAIN = 5;

export type Phase = 'snapshot' | 'copying' | 'loading' | 'incremental' | 'done';

/** Where a running migration stands. `within`: seconds since this phase began; `round`: how often the full sync has begun again. */
export interface Position {
	readonly phase: Phase;
	readonly within: number;
	readonly round: number;
	/** Simulated time at which this round of the full sync began. */
	readonly roundBegan: number;
}

/** The wire status of a task at a simulated time, as the details tell it. */
export function statusOf(task: DcsTask, time: number): string {
	const { plan } = task;
	if (plan.kind === 'fixed') {
		return plan.status;
	}
	if (plan.stoppedAt !== undefined) {
		return time < plan.stoppedAt + STOPPING ? 'TERMINATING' : 'TERMINATED';
	}
	const { phase } = positionOf(task.method, plan, time);
	return phase === 'done' ? 'SUCCESS' : phase === 'incremental' ? task.incremental : 'FULLMIGRATING';
}

export function positionOf(method: DcsTask['method'], plan: RunningPlan, time: number): Position {
	const { snapshot, copy, load, quirk } = plan;
	const full = snapshot + copy + load;
	let elapsed = Math.max(0, time - plan.startedAt);
	let round = 0;
	let roundBegan = plan.startedAt;
	if (quirk?.kind === 'restarts') {
		const period = full + quirk.after;
		round = Math.floor(elapsed / period);
		elapsed -= round * period;
		roundBegan += round * period;
	}
	if (quirk?.kind === 'stalled') {
		elapsed = Math.min(elapsed, snapshot + (copy * quirk.at) / 100);
	}
	const at = (phase: Phase, within: number): Position => ({ phase, within, round, roundBegan });
	if (elapsed < snapshot) {
		return at('snapshot', elapsed);
	}
	if (elapsed < snapshot + copy) {
		return at('copying', elapsed - snapshot);
	}
	if (elapsed < full) {
		return at('loading', elapsed - snapshot - copy);
	}
	return at(method === 'incremental_migration' ? 'incremental' : 'done', elapsed - full);
}

/**
 * What the statistics say at a simulated time; undefined where the task has none. `speed` as of the clock: what flows because of the
 * migration itself flows so many times faster, so that rates agree with the counts that somebody with a watch sees.
 */
export function readingOf(seed: number, task: DcsTask, time: number, speed: number): Reading | undefined {
	const { plan } = task;
	if (plan.kind === 'fixed') {
		return plan.last;
	}
	if (plan.stoppedAt !== undefined && time >= plan.stoppedAt) {
		return { ...running(seed, task, plan, plan.stoppedAt, speed), kbps: 0, ops: 0, migrating: false };
	}
	return running(seed, task, plan, time, speed);
}

function running(seed: number, task: DcsTask, plan: RunningPlan, time: number, speed: number): Reading {
	const { phase, within } = positionOf(task.method, plan, time);
	const elapsed = Math.max(0, time - plan.startedAt);
	const noise = (name: string) => unit(seed, task.id, name, Math.floor(time / GRAIN));
	const sourceKeys = Math.round(plan.keys + plan.growth * elapsed);
	const flow = (ops: number) => ({ ops: Math.round(ops), kbps: Math.round((ops * plan.valueSize) / 1024) });
	const still = { ops: 0, kbps: 0 };

	if (phase === 'snapshot') {
		return { progress: 0, offset: 0, sourceKeys, targetKeys: 0, ...still, migrating: true };
	}
	if (phase === 'copying') {
		const share = unevenly(within / plan.copy, unit(seed, task.id, 'pace'));
		const targetKeys = Math.floor(plan.keys * COPIED * share);
		const stalled = plan.quirk?.kind === 'stalled' && within >= (plan.copy * plan.quirk.at) / 100;
		const pace = ((plan.keys * COPIED * speed) / plan.copy) * (0.7 + 0.6 * noise('ops'));
		return {
			progress: Math.floor(share * 100),
			offset: 0,
			sourceKeys,
			targetKeys,
			...(stalled ? still : flow(pace)),
			migrating: true,
		};
	}
	if (phase === 'loading') {
		const share = COPIED + (1 - COPIED) * (within / plan.load);
		const pace = ((plan.keys * (1 - COPIED) * speed) / plan.load) * (0.8 + 0.4 * noise('ops'));
		return {
			progress: 100,
			offset: 0,
			sourceKeys,
			targetKeys: Math.floor(plan.keys * share),
			...flow(pace),
			migrating: true,
		};
	}
	if (phase === 'done') {
		// What was written at the source meanwhile is not copied.
		const atEnd = Math.round(plan.keys + plan.growth * (elapsed - within));
		return { progress: 100, offset: 0, sourceKeys: atEnd, targetKeys: plan.keys, ...still, migrating: false };
	}
	const offset = lag(plan, within, noise);
	// Some writes are on their way at any time; expired keys linger a little longer at the source.
	const onTheirWay =
		Math.min(plan.keys * 0.02, offset / (plan.valueSize * WRITES_PER_NEW_KEY)) +
		between(0, 12, seed, task.id, Math.floor(time / GRAIN));
	const draining = plan.quirk?.kind !== 'fallingBehind' && within * plan.drain < plan.backlog;
	const catchingUp = draining ? (plan.drain * speed) / plan.valueSize : 0;
	const wave = 0.85 + 0.15 * Math.sin(time / 900 + unit(seed, task.id) * 6) + 0.2 * (noise('ops') - 0.5);
	return {
		progress: 100,
		offset,
		sourceKeys,
		targetKeys: Math.max(0, Math.round(sourceKeys - onTheirWay)),
		...flow(plan.ops * wave + catchingUp),
		migrating: true,
	};
}

/** Most writes change a key that is there already. */
const WRITES_PER_NEW_KEY = 40;

/** Share of the keys that is at the target when the percentage reaches 100; the rest is still being loaded. */
const COPIED = 0.92;

/** 0 → 0, 1 → 1, always rising, at an uneven pace. */
function unevenly(share: number, strength: number): number {
	const x = Math.min(1, Math.max(0, share));
	return Math.min(1, x + (0.01 + 0.03 * strength) * Math.sin(x * 6 * Math.PI));
}

/** The offset in the incremental phase, bytes. */
function lag(plan: RunningPlan, within: number, noise: (name: string) => number): number {
	if (plan.quirk?.kind === 'fallingBehind') {
		return Math.round(plan.backlog + plan.quirk.rate * (within + 120 * noise('lag')));
	}
	const left = plan.backlog - plan.drain * within;
	if (left > 0) {
		return Math.round(left * (0.97 + 0.06 * noise('lag')));
	}
	const pings = PING * Math.floor(noise('ping') * 4);
	// Now and then a burst of writes, well below what anybody would call a lag.
	const burst = noise('burst') > 0.85 ? Math.floor(noise('size') * 32 * 1024) : 0;
	return pings + burst;
}
