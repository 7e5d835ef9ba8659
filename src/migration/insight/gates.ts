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
	readonly catchUp: CatchUp;
	readonly following: boolean;
	/** When the full sync last began anew, on the clock of the points. */
	readonly restartedAt: number | undefined;
	/** Usual distance of points, ms. */
	readonly usual: number;
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
/** Samples after the writers have stopped that must all say that nothing is left. */
const DRAINED_POINTS = 3;
/** Operations a second that heartbeats and probes alone may make. */
const IDLE_OPS = 3;
/** Readings that must have followed each other without a gap. */
const UNBROKEN = 6;
/** Heartbeats that may stand in the offset: a PING is 14 bytes. */
const PINGS = 5 * 14;

/** Ready to stop the writers: every condition. */
export function gateA(input: GateInput): readonly GateReason[] {
	const { points, catchUp, following, restartedAt, usual } = input;
	const last = points.at(-1);
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
		fresh(points, usual),
	];
}

/** Drained, after the user's word: every condition. */
export function gateB(input: GateInput): readonly GateReason[] {
	const { points, writersStoppedAt, usualOps } = input;
	const since = writersStoppedAt === undefined ? [] : points.filter(({ t }) => t > writersStoppedAt);
	const last = since.slice(-DRAINED_POINTS);
	const enough = last.length === DRAINED_POINTS;
	const offsets = last.map(({ offset }) => offset);
	const worst = offsets.some((offset) => offset === null) ? null : Math.max(...offsets.map((offset) => offset ?? 0));
	return [
		{ id: 'writersStopped', ok: writersStoppedAt !== undefined, values: { samples: since.length } },
		{
			id: 'drained',
			ok: enough && worst !== null && worst <= PINGS && !isRising(offsets),
			values: { offset: worst, samples: last.length },
		},
		idle(last, enough, usualOps),
		sourceSteady(last, enough),
	];
}

function idle(last: readonly RunPoint[], enough: boolean, usual: number | undefined): GateReason {
	const [first, end] = [last[0], last.at(-1)];
	const seconds = Math.max(1, ((end?.t ?? 0) - (first?.t ?? 0)) / 1000);
	const expired = Math.max(0, (first?.sourceKeys ?? 0) - (end?.sourceKeys ?? 0)) / seconds;
	const allowed = IDLE_OPS + 1.5 * expired;
	const ops = last.map((point) => point.ops);
	const most = ops.some((one) => one === null) ? null : Math.max(...ops.map((one) => one ?? 0));
	return {
		id: 'idle',
		ok: enough && most !== null && most <= Math.max(allowed, (usual ?? 0) * 0.005),
		values: { ops: most, allowed },
	};
}

/** Nobody writes: keys that come are somebody's, keys that go may have expired. */
function sourceSteady(last: readonly RunPoint[], enough: boolean): GateReason {
	const keys = last.map(({ sourceKeys }) => sourceKeys);
	const known = keys.every((one) => one !== null);
	const grew = keys.some((one, index) => index > 0 && (one ?? 0) > (keys[index - 1] ?? 0));
	return {
		id: 'sourceSteady',
		ok: enough && known && !grew,
		values: { from: keys[0] ?? null, to: keys.at(-1) ?? null },
	};
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
function fresh(points: readonly RunPoint[], usual: number): GateReason {
	const last = points.slice(-UNBROKEN);
	const steps = last.map(({ t }, index) => t - (last[index - 1]?.t ?? t));
	const longest = Math.max(0, ...steps);
	return { id: 'fresh', ok: points.length > 1 && longest <= Math.max(15_000, 3 * usual), values: { age: longest } };
}

function isRising(offsets: readonly (number | null)[]): boolean {
	return offsets.every((offset, index) => index === 0 || (offset ?? 0) > (offsets[index - 1] ?? 0));
}
