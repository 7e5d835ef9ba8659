/** Runs of online migrations as they might go, from a seed: rates that change, pauses, stalls, full syncs that begin again, bursts, eviction. */
import type { RunSample } from '../../src/migration/insight/run';

export type Story =
	| 'plain'
	| 'stalls'
	| 'restarts'
	| 'neverConverges'
	| 'evicts'
	| 'bursts'
	| 'forgottenWriter'
	| 'fullOnly'
	| 'gaps'
	| 'clockSteps'
	| 'coarseStatus';

export interface SimulatedSample extends RunSample {
	/** What is really so at this moment. */
	readonly truth: {
		/** ms until the full sync is over; undefined after it, or where it never is. */
		readonly fullLeft: number | undefined;
		/** ms until the offset is down for the first time; undefined before following, after it, or where it never is. */
		readonly drainLeft: number | undefined;
		readonly stalledFor: number;
		/** Nothing waits to be copied, nobody writes, and no key is missing. */
		readonly safe: boolean;
	};
}

export interface SimulatedRun {
	readonly id: string;
	readonly story: Story;
	readonly samples: readonly SimulatedSample[];
	/** When the full sync began anew, ms since 1970. */
	readonly restarts: readonly number[];
	/** From and to when nothing moved for longer than three minutes, ms since 1970. */
	readonly stalls: readonly (readonly [number, number])[];
}

/** A generator of numbers from 0 to 1 (mulberry32). */
export function random(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

export const STORIES: readonly Story[] = [
	'plain',
	'plain',
	'plain',
	'stalls',
	'restarts',
	'neverConverges',
	'evicts',
	'bursts',
	'forgottenWriter',
	'fullOnly',
	'gaps',
	'clockSteps',
	'coarseStatus',
];

/** One run. The same seed always gives the same. */
export function simulate(seed: number): SimulatedRun {
	const next = random(seed * 7919 + 17);
	const between = (low: number, high: number): number => low + (high - low) * next();
	const log = (low: number, high: number): number => Math.exp(between(Math.log(low), Math.log(high)));
	const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
	const normal = (): number => (next() + next() + next() + next() - 2) * Math.sqrt(3);
	const story = pick(STORIES);

	const poll = pick([5, 5, 10, 10, 30]);
	const keys = Math.round(log(20_000, 50_000_000));
	const unit = pick([1, 1, 1, 1 / 1024, 1 / 64]);
	const value = log(80, 4_000);
	const snapshot = log(15, 400);
	const copy = log(240, 14_000);
	const load = copy * between(0, 0.08);
	const meanRate = keys / copy;
	/** How much the rate differs from one part of the run to the next, and how often it changes, a second. */
	const unrest = between(0, 0.35);
	const changes = between(1, 6) / copy;
	const writes = story === 'neverConverges' ? log(500, 20_000) : log(5, 4_000);
	const newShare = between(0.002, 0.05);
	const expiry = next() < 0.4 ? between(0, 0.0006) : 0;
	const backlog = writes * value * (snapshot + copy) * between(0.1, 0.9);
	const drainSeconds = log(30, 1_500);
	const idleShare = between(0, 0.35);
	const status = story === 'coarseStatus' ? 'running' : undefined;
	const full = story === 'fullOnly';
	const stallAt = story === 'stalls' ? between(8, 92) : undefined;
	const stallFor = log(240, 1_800);
	const restartAt = story === 'restarts' ? pick([between(15, 95), 100]) : undefined;

	// First the truth, second by second, then what a poll sees of it.
	interface Second {
		progress: number;
		stage: 'full' | 'incremental';
		target: number;
		source: number;
		offset: number;
		ops: number;
		moving: boolean;
		burst: boolean;
		writing: boolean;
	}
	const seconds: Second[] = [];
	const restarts: number[] = [];
	let source = keys;
	let rate = 1;
	let regime = 1;
	let idle = 0;
	let burst = 0;
	let stalled = 0;
	let stallDone = false;
	let evicted = 0;
	let offset = 0;
	let share = 0;
	let phase: 'snapshot' | 'copy' | 'load' | 'follow' = 'snapshot';
	let within = 0;
	let fullEnd: number | undefined;
	let drained: number | undefined;
	let follow = 0;
	const stayed = log(400, 1_500);
	let restarted = false;
	const limit = 60_000;
	while (seconds.length < limit) {
		const s = seconds.length;
		within++;
		if (next() < changes) {
			regime = Math.exp(unrest * normal());
		}
		rate = Math.exp(0.9 * Math.log(rate) + 0.12 * normal());
		if (idle > 0) {
			idle--;
		} else if (next() < idleShare / 25) {
			idle = Math.round(between(3, 35));
		}
		if (burst > 0) {
			burst--;
		} else if (next() < (story === 'bursts' ? 1 / 120 : 1 / 3_000)) {
			burst = Math.round(between(5, 40));
		}
		const writing =
			phase !== 'follow' || story === 'forgottenWriter' || drained === undefined || s - drained < stayed * 0.5;
		const wps = writing ? writes * (burst > 0 ? 8 : 1) * Math.exp(0.3 * normal()) : 0;
		source += wps * newShare * (phase === 'follow' && full ? 0 : 1) - source * expiry * 0.002;
		let ops = 0;
		let moving = true;
		if (phase === 'snapshot') {
			moving = false;
			if (within >= snapshot) {
				phase = 'copy';
				within = 0;
			}
		} else if (phase === 'copy') {
			if (stallAt !== undefined && !stallDone && share * 100 >= stallAt && stalled < stallFor) {
				stalled++;
				moving = false;
				stallDone = stalled >= stallFor;
			} else if (idle > 0) {
				moving = false;
			} else {
				const step = (meanRate * rate * regime * (1 / (1 - Math.min(0.6, idleShare * 0.45)))) / keys;
				share = Math.min(1, share + step);
				ops = step * keys;
			}
			if (restartAt !== undefined && !restarted && restartAt < 100 && share * 100 >= restartAt) {
				restarted = true;
				restarts.push(s);
				share = 0;
				phase = 'snapshot';
				within = 0;
			} else if (share >= 1) {
				phase = 'load';
				within = 0;
			}
		} else if (phase === 'load') {
			ops = meanRate * 0.5;
			if (within >= load) {
				if (full) {
					fullEnd = s;
					break;
				}
				fullEnd = s;
				phase = 'follow';
				within = 0;
				offset = backlog;
			}
		} else {
			follow++;
			const pace =
				story === 'neverConverges' ? writes * value * between(0.5, 0.95) : backlog / drainSeconds + writes * value;
			const copied = Math.min(offset + wps * value, pace * Math.exp(0.25 * normal()));
			offset = Math.max(0, offset + wps * value - copied);
			ops = copied / value;
			if (story === 'evicts') {
				evicted += (keys / 3_000) * next();
			}
			if (drained === undefined && offset <= wps * value + 1) {
				drained = s;
			}
			if (restartAt === 100 && !restarted && follow > 200) {
				restarted = true;
				restarts.push(s);
				share = 0;
				phase = 'snapshot';
				within = 0;
				offset = 0;
				drained = undefined;
				fullEnd = undefined;
			}
			if (drained !== undefined ? s - drained > stayed : follow > (story === 'neverConverges' ? 1_200 : 6_000)) {
				break;
			}
		}
		const loaded =
			phase === 'load' ? 0.95 + (0.05 * within) / Math.max(1, load) : phase === 'follow' ? 1 : share * 0.95;
		seconds.push({
			progress: phase === 'snapshot' ? 0 : phase === 'copy' ? Math.floor(share * 100) : 100,
			stage: phase === 'follow' ? 'incremental' : 'full',
			target:
				phase === 'snapshot'
					? 0
					: phase === 'follow'
						? Math.max(0, source - evicted - offset / value / 20 - wps * newShare * 0.5)
						: keys * loaded,
			source,
			offset: phase === 'follow' ? offset : 0,
			ops,
			moving,
			burst: burst > 0,
			writing,
		});
	}

	const began = Date.UTC(2025, 0, 1) + seed * 1_000;
	const lastRestart = restarts.at(-1);
	const samples: SimulatedSample[] = [];
	const stalls: [number, number][] = [];
	let skew = 0;
	/** An answer takes its time: no two readings are just as far apart. */
	const late = random(seed * 31 + 5);
	let skip = 0;
	let still = 0;
	seconds.forEach((second, s) => {
		still = second.moving || second.progress === 0 ? 0 : still + 1;
		const done = still > 180 && (seconds[s + 1]?.moving ?? true);
		if (done) {
			stalls.push([began + (s - still) * 1000, began + s * 1000]);
		}
		if (s % poll !== 0) {
			return;
		}
		if (skip > 0) {
			skip--;
			return;
		}
		if (story === 'gaps' && next() < 1 / 60) {
			skip = Math.round(between(3, 60));
		}
		if (story === 'clockSteps' && next() < 1 / 150) {
			skew += pick([-3_600_000, 3_600_000, -30_000, 20_000]);
		}
		const inFirst = lastRestart !== undefined && s < lastRestart;
		const stopped = second.stage === 'incremental' && drained !== undefined && s - drained >= stayed * 0.5;
		const pings = second.stage === 'incremental' && !second.writing ? 14 * Math.floor(next() * 3) : 0;
		const missing = second.source - second.target;
		samples.push({
			at: began + s * 1000 + skew + Math.round(600 * late()),
			stage: status ?? second.stage,
			thenChanges: !full,
			progress: second.progress,
			offset: Math.round(second.offset * unit) + (unit === 1 ? pings : 0),
			sourceKeys: Math.round(second.source),
			targetKeys: Math.round(second.target + (second.stage === 'incremental' && second.writing ? between(-3, 3) : 0)),
			inputKbps: Math.round((second.ops * value) / 1024),
			ops: Math.round(second.ops),
			migrating: true,
			writesStopped: stopped,
			truth: {
				fullLeft: fullEnd !== undefined && s < fullEnd && !inFirst ? (fullEnd - s) * 1000 : undefined,
				drainLeft:
					second.stage === 'incremental' && drained !== undefined && s < drained && !inFirst
						? (drained - s) * 1000
						: undefined,
				stalledFor: still * 1000,
				safe:
					second.stage === 'incremental' &&
					!second.writing &&
					second.offset === 0 &&
					missing <= Math.max(1, second.source * 0.001),
			},
		});
	});
	return { id: `run-${seed}`, story, samples, restarts: restarts.map((s) => began + s * 1000), stalls };
}
