/** May one switch? Two gates: all that must hold before the writers are stopped, then all that must hold after. Pure, without words. */
import { median } from '../../core/values';
import type { CatchUp } from './catchUp';
import type { RunPoint } from './run';

export type GateReasonId =
	| 'following'
	| 'migrating'
	| 'fullSync'
	| 'noRestart'
	| 'offset'
	| 'keys'
	| 'keysSteady'
	| 'noTrouble'
	| 'instances'
	| 'fresh'
	| 'writersStopped'
	| 'idle'
	| 'drained'
	| 'sourceSteady';

/** One condition: whether it holds, and what that rests on (per cent, keys, operations/s, ms, or the offset's own unit). */
export interface GateReason {
	readonly id: GateReasonId;
	readonly ok: boolean;
	readonly values: Readonly<Record<string, number | null>>;
}

export interface GateInput {
	readonly points: readonly RunPoint[];
	/** The newest point; what it does not say, as one shortly before it said. */
	readonly last: RunPoint | undefined;
	readonly catchUp: CatchUp;
	readonly following: boolean;
	/** When the full sync last began anew, on the clock of the points. */
	readonly restartedAt: number | undefined;
	/** Up to which distance of points nothing is missing between them, ms. */
	readonly unbroken: number;
	/** Operations a second while it moved. */
	readonly usualOps: number | undefined;
	/** When the user said that the writers are stopped, on the clock of the points. */
	readonly writersStoppedAt: number | undefined;
}

/** Share of the source's keys that may be missing: those on their way, and expired ones that are still counted. */
export const KEYS_TOLERANCE = 0.001;
/** How long a full sync that began anew counts, ms. */
const RESTART = 10 * 60_000;
/** Readings whose median is the number of missing keys: both ends are not counted at the same moment. */
const KEYS_POINTS = 5;
/** Keys are watched for so long for whether ever more of them are missing, ms. */
const KEYS_SPAN = 3 * 60_000;
/**
 * After the writers have stopped, all samples of so long must say that nothing is left, ms: three at least, over some time or more of them. A writer that
 * was forgotten may add a key only now and then.
 */
const DRAINED = { points: 3, span: 25_000, least: 14_000, orPoints: 6 } as const;
/** And no key may have come for so long, ms, as far as that is known since then. */
const STEADY = 60_000;
/** Samples in a row that may lack a number. */
const LACKING = 2;
/** Operations a second that heartbeats and probes alone may make; a share of what was usual, within bounds: one forgotten writer is little too. */
const IDLE_OPS = { least: 3, most: 5, share: 0.005 } as const;
/** Operations for each key that expired: by the mean, and in one reading. */
const EXPIRY = { mean: 1.5, most: 4 } as const;
/** Readings that must have followed each other without a gap. */
const UNBROKEN = 6;
/** Heartbeats that may stand in the offset: a PING is 14 bytes. */
export const PINGS = 5 * 14;

/** Ready to stop the writers: every condition. */
export function gateA(input: GateInput): readonly GateReason[] {
	const { points, last, catchUp, following, restartedAt, unbroken } = input;
	const now = last?.t ?? 0;
	const { source, missing } = keysOf(points);
	return [
		{ id: 'following', ok: following, values: {} },
		{ id: 'migrating', ok: last?.migrating === true, values: {} },
		{ id: 'fullSync', ok: last?.progress === 100, values: { progress: last?.progress ?? null } },
		{
			id: 'noRestart',
			ok: restartedAt === undefined || now - restartedAt > RESTART,
			values: { ago: restartedAt === undefined ? null : now - restartedAt },
		},
		{
			id: 'offset',
			ok: catchUp.course === 'floor',
			values: { offset: catchUp.offset, points: catchUp.points, span: catchUp.span },
		},
		{
			id: 'keys',
			ok: missing !== null && missing <= Math.max(1, (source ?? 0) * KEYS_TOLERANCE),
			values: { missing, source },
		},
		keysSteady(points),
		{ id: 'noTrouble', ok: last?.trouble !== true, values: {} },
		// Many sources are no instances of the service: what is not said is not asked for.
		...(last?.endsRunning === undefined ? [] : [{ id: 'instances' as const, ok: last.endsRunning, values: {} }]),
		fresh(points, unbroken),
	];
}

/** Drained, after the user's word: every condition. */
export function gateB(input: GateInput): readonly GateReason[] {
	const { points, writersStoppedAt, usualOps } = input;
	const since = writersStoppedAt === undefined ? [] : points.filter(({ t }) => t > writersStoppedAt);
	const offsets = knownOf(since, ({ offset }) => offset);
	const worst = offsets.values.length === 0 ? null : Math.max(...offsets.values);
	return [
		{ id: 'writersStopped', ok: writersStoppedAt !== undefined, values: { samples: since.length } },
		{
			id: 'drained',
			ok: offsets.enough && worst !== null && worst <= PINGS && !isRising(offsets.values),
			values: { offset: worst, samples: Math.min(DRAINED.points, offsets.values.length) },
		},
		idle(since, usualOps),
		sourceSteady(since),
	];
}

interface Known {
	readonly points: readonly RunPoint[];
	readonly values: readonly number[];
	/** Whether they are as many, as long and as new as it takes. */
	readonly enough: boolean;
}

/** What the newest readings say of a number: all of the last `span` ms, and three at least. Those that lack it are left out. */
function knownOf(
	since: readonly RunPoint[],
	of: (point: RunPoint) => number | null,
	span: number = DRAINED.span,
): Known {
	const known = since.filter((point) => of(point) !== null);
	const end = known.at(-1)?.t ?? 0;
	const points = known.filter(({ t }, index) => end - t <= span || index >= known.length - DRAINED.points);
	const took = end - (points[0]?.t ?? end);
	const now = since.slice(-1 - LACKING).some((point) => of(point) !== null);
	const enough = now && points.length >= DRAINED.points && (took >= DRAINED.least || points.length >= DRAINED.orPoints);
	return { points, values: points.map((point) => of(point) ?? 0), enough };
}

/** The target rests, but for heartbeats and for keys that expire: their deletes are operations too, and come unevenly. */
function idle(since: readonly RunPoint[], usual: number | undefined): GateReason {
	const { points, values, enough } = knownOf(since, ({ ops }) => ops);
	const keys = points.filter(({ sourceKeys }) => sourceKeys !== null);
	const [first, end] = [keys[0], keys.at(-1)];
	const seconds = Math.max(1, ((end?.t ?? 0) - (first?.t ?? 0)) / 1000);
	const expired = Math.max(0, (first?.sourceKeys ?? 0) - (end?.sourceKeys ?? 0)) / seconds;
	const probes = Math.max(IDLE_OPS.least, Math.min(IDLE_OPS.most, (usual ?? 0) * IDLE_OPS.share));
	const most = values.length === 0 ? null : Math.max(...values);
	const [, ...later] = values;
	const mean = later.reduce((sum, one) => sum + one, 0) / Math.max(1, later.length);
	const rests = most !== null && most <= probes;
	const expires = most !== null && mean <= probes + EXPIRY.mean * expired && most <= probes + EXPIRY.most * expired;
	return {
		id: 'idle',
		ok: enough && (rests || expires),
		values: { ops: most, allowed: probes + EXPIRY.mean * expired },
	};
}

/** Nobody writes: keys that come are somebody's, keys that go may have expired. */
function sourceSteady(since: readonly RunPoint[]): GateReason {
	const { values: keys, enough } = knownOf(since, ({ sourceKeys }) => sourceKeys, STEADY);
	const grew = keys.some((one, index) => index > 0 && one > (keys[index - 1] ?? 0));
	return { id: 'sourceSteady', ok: enough && !grew, values: { from: keys[0] ?? null, to: keys.at(-1) ?? null } };
}

/** The keys that the target lacks, by the median of five readings; less than 0 where it has more. */
export function keysOf(points: readonly RunPoint[]): {
	readonly source: number | null;
	readonly missing: number | null;
} {
	const counted = points
		.slice(-2 * KEYS_POINTS)
		.flatMap(({ sourceKeys: source, targetKeys: target }) =>
			source === null || target === null ? [] : [{ source, missing: source - target }],
		);
	const last = counted.slice(-KEYS_POINTS);
	return last.length === 0
		? { source: null, missing: null }
		: { source: median(last.map((one) => one.source)), missing: median(last.map((one) => one.missing)) };
}

/** Whether the target lacks ever more keys. */
function keysSteady(points: readonly RunPoint[]): GateReason {
	const end = points.at(-1)?.t ?? 0;
	const counted = points.flatMap(({ t, sourceKeys: source, targetKeys: target }) =>
		source === null || target === null || end - t > KEYS_SPAN ? [] : [{ source, missing: source - target }],
	);
	const third = Math.ceil(counted.length / 3);
	const from = counted.length < 3 ? null : median(counted.slice(0, third).map((one) => one.missing));
	const to = counted.length < 3 ? null : median(counted.slice(-third).map((one) => one.missing));
	const source = counted.at(-1)?.source ?? 0;
	const grown = from === null || to === null ? 0 : to - from;
	return {
		id: 'keysSteady',
		ok: to !== null && (grown <= Math.max(2, source * 0.0002) || to <= 0),
		values: { from, to },
	};
}

/** Whether the last readings came without a gap: what nobody saw supports nothing. */
function fresh(points: readonly RunPoint[], unbroken: number): GateReason {
	const last = points.slice(-UNBROKEN);
	const steps = last.map(({ t }, index) => t - (last[index - 1]?.t ?? t));
	const longest = Math.max(0, ...steps);
	return { id: 'fresh', ok: points.length > 1 && longest <= unbroken, values: { age: longest } };
}

function isRising(offsets: readonly number[]): boolean {
	return offsets.every((offset, index) => index === 0 || offset > (offsets[index - 1] ?? 0));
}
