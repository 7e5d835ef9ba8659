/**
 * How an online migration of Redis goes: snapshot at 0 %, copying, loading at 100 %, catching up, in sync. A pure function of the seed,
 * the task's id, its plan and the simulated time, so that any answer can be computed again.
 */
import type { DcsTask, Reading, RunningPlan } from './dcsTask';
import { between, unit } from './random';

/** Seconds from the request to stop until the task has stopped. */
export const STOPPING = 30;
/** Seconds from the request to switch IP addresses until it is done. */
const EXCHANGING = 60;
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
	/** Nothing moves. */
	readonly stalled: boolean;
}

/** The wire status of a task at a simulated time, as the details tell it. */
export function statusOf(task: DcsTask, time: number): string {
	const { plan } = task;
	if (plan.kind === 'fixed') {
		return plan.status;
	}
	if (plan.kind === 'turning') {
		return time < plan.at ? plan.before : plan.after;
	}
	if (plan.stoppedAt !== undefined) {
		return time < plan.stoppedAt + STOPPING ? 'TERMINATING' : 'TERMINATED';
	}
	if (failureOf(task, time) !== undefined) {
		return 'FAILED';
	}
	const { phase } = positionOf(task.method, plan, time);
	return phase === 'done' ? 'SUCCESS' : phase === 'incremental' ? task.incremental : 'FULLMIGRATING';
}

/** When somebody stopped a running task, or it failed; infinite where neither happens. Simulated seconds. */
export function stopOf({ stoppedAt, quirk, startedAt }: RunningPlan): number {
	return stoppedAt ?? (quirk?.kind === 'fails' ? startedAt + quirk.after : Number.POSITIVE_INFINITY);
}

/** When a task that moves ends, whichever way. */
export function endOf({ plan, method }: DcsTask): number {
	if (plan.kind !== 'running') {
		return plan.kind === 'turning' ? plan.at : Number.POSITIVE_INFINITY;
	}
	const full = plan.startedAt + plan.snapshot + plan.copy + plan.load;
	return Math.min(stopOf(plan), method === 'incremental_migration' ? Number.POSITIVE_INFINITY : full);
}

/** How far the switch of the IP addresses is, in the words of the details; undefined where nobody asked for one. */
export function taskStatusOf({ exchange, taskStatus }: DcsTask, time: number): string | undefined {
	if (!exchange) {
		return taskStatus;
	}
	return time < exchange.at + EXCHANGING ? 'EXCHANGING' : exchange.back ? 'ROLLBACK_SUCCESS' : 'EXCHANGE_SUCCESS';
}

/** What a task that moves has failed with by then; undefined where it did not. */
export function failureOf({ plan }: DcsTask, time: number): string | undefined {
	if (plan.kind === 'turning') {
		return time >= plan.at ? plan.error : undefined;
	}
	return plan.kind === 'running' && plan.quirk?.kind === 'fails' && time >= plan.startedAt + plan.quirk.after
		? plan.quirk.error
		: undefined;
}

export function positionOf(method: DcsTask['method'], plan: RunningPlan, time: number): Position {
	const { snapshot, copy, load } = plan;
	const full = snapshot + copy + load;
	const { elapsed, ...round } = paced(plan, Math.max(0, time - plan.startedAt));
	const at = (phase: Phase, within: number): Position => ({ phase, within, ...round });
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

/** Seconds of undisturbed work that were done, `elapsed` seconds after the start, in the round of the full sync that is under way. */
function paced(
	plan: RunningPlan,
	elapsed: number,
): Pick<Position, 'round' | 'roundBegan' | 'stalled'> & { readonly elapsed: number } {
	const { snapshot, copy, load, quirk, startedAt } = plan;
	const first = { elapsed, round: 0, roundBegan: startedAt, stalled: false };
	const when = (percent: number): number => snapshot + (copy * percent) / 100;
	switch (quirk?.kind) {
		case 'restarts': {
			const period = snapshot + copy + load + quirk.after;
			const round = Math.floor(elapsed / period);
			return { ...first, elapsed: elapsed - round * period, round, roundBegan: startedAt + round * period };
		}
		case 'restartsOnce': {
			const began = when(quirk.at);
			return elapsed < began ? first : { ...first, elapsed: elapsed - began, round: 1, roundBegan: startedAt + began };
		}
		case 'stalled': {
			const from = when(quirk.at);
			const lost = Math.min(quirk.for ?? Number.POSITIVE_INFINITY, Math.max(0, elapsed - from));
			return { ...first, elapsed: elapsed - lost, stalled: lost > 0 && elapsed - lost <= from };
		}
		case 'fails':
			return { ...first, elapsed: Math.min(elapsed, quirk.after) };
		default:
			return first;
	}
}

/**
 * What the statistics say at a simulated time; undefined where the task has none. `speed` as of the clock: what flows because of the
 * migration itself flows so many times faster, so that rates agree with the counts that somebody with a watch sees.
 */
export function readingOf(seed: number, task: DcsTask, time: number, speed: number): Reading | undefined {
	const { plan } = task;
	if (plan.kind !== 'running') {
		return plan.kind === 'fixed' ? plan.last : undefined;
	}
	const ended = stopOf(plan);
	if (time >= ended) {
		return { ...running(seed, task, plan, ended, speed), kbps: 0, ops: 0, migrating: false };
	}
	return running(seed, task, plan, time, speed);
}

function running(seed: number, task: DcsTask, plan: RunningPlan, time: number, speed: number): Reading {
	const { phase, within, stalled } = positionOf(task.method, plan, time);
	const elapsed = Math.max(0, time - plan.startedAt);
	const written = keysWritten(plan, time);
	const noise = (name: string) => unit(seed, task.id, name, Math.floor(time / GRAIN));
	const sourceKeys = Math.round(plan.keys + written);
	const flow = (ops: number) => ({ ops: Math.round(ops), kbps: Math.round((ops * plan.valueSize) / 1024) });
	const still = { ops: 0, kbps: 0 };

	if (phase === 'snapshot') {
		return { progress: 0, offset: 0, sourceKeys, targetKeys: 0, ...still, migrating: true };
	}
	if (phase === 'copying') {
		const share = unevenly(within / plan.copy, unit(seed, task.id, 'pace'));
		const targetKeys = Math.floor(plan.keys * COPIED * share);
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
	const quiet = quietness(plan, time);
	const offset = Math.round(lag(plan, within, noise) * (1 - quiet)) + (quiet === 1 ? trickle(plan, noise) : 0);
	// Some writes are on their way at any time; expired keys linger a little longer at the source.
	const onTheirWay =
		Math.min(plan.keys * 0.02, offset / (plan.valueSize * WRITES_PER_NEW_KEY)) +
		between(0, 12, seed, task.id, Math.floor(time / GRAIN)) * (1 - quiet);
	const draining = plan.quirk?.kind !== 'fallingBehind' && within * plan.drain < plan.backlog;
	const catchingUp = draining ? (plan.drain * speed) / plan.valueSize : 0;
	const wave = 0.85 + 0.15 * Math.sin(time / 900 + unit(seed, task.id) * 6) + 0.2 * (noise('ops') - 0.5);
	return {
		progress: 100,
		offset,
		sourceKeys,
		targetKeys: Math.max(0, Math.round((sourceKeys - onTheirWay) * (1 - evicted(plan, within)))),
		...flow((plan.ops * wave + catchingUp) * (1 - quiet) + (quiet === 1 ? stillWritten(plan, speed) * 4 : 0)),
		migrating: true,
	};
}

/** Keys that came to the source since the start. */
function keysWritten({ startedAt, growth, writersStopped, quirk }: RunningPlan, time: number): number {
	const until = Math.min(time, writersStopped?.at ?? time);
	const rest = quirk?.kind === 'forgottenWriter' ? quirk.rate * (time - until) : 0;
	return Math.max(0, until - startedAt) * growth + rest;
}

/** 0 while the writers write, 1 once all that they wrote has arrived. */
function quietness({ writersStopped }: RunningPlan, time: number): number {
	return writersStopped === undefined
		? 0
		: Math.min(1, Math.max(0, (time - writersStopped.at) / Math.max(1, writersStopped.settle)));
}

/** New keys a second, of real time, that a forgotten writer still writes. */
function stillWritten({ quirk }: RunningPlan, speed: number): number {
	return quirk?.kind === 'forgottenWriter' ? quirk.rate * speed : 0;
}

/** What stands in the offset when nobody writes, bytes: heartbeats, and what a forgotten writer writes. */
function trickle(plan: RunningPlan, noise: (name: string) => number): number {
	const written = plan.quirk?.kind === 'forgottenWriter' ? Math.round(noise('forgotten') * 2 * plan.valueSize) : 0;
	return PING * Math.floor(noise('ping') * 3) + written;
}

/** Share of the keys that the target has thrown away. */
function evicted({ quirk }: RunningPlan, within: number): number {
	return quirk?.kind === 'evicts' ? Math.min(quirk.most, quirk.rate * within) : 0;
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
	if (plan.quirk?.kind === 'bursts') {
		const { every, bytes, lasts } = plan.quirk;
		const since = within % every;
		return since < lasts ? Math.round(bytes * (1 - Math.abs((2 * since) / lasts - 1))) + pings : pings;
	}
	// Now and then a burst of writes, well below what anybody would call a lag.
	const burst = noise('burst') > 0.85 ? Math.floor(noise('size') * 32 * 1024) : 0;
	return pings + burst;
}
