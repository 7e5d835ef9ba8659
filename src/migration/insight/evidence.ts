/**
 * What speaks for and against a copy being in step with its source, piece by piece. Each piece is true, or it is not: what the service does not say
 * is never taken for granted. Pure, and without words: a verdict is made of the pieces, a presenter puts them into words.
 */
import { median } from '../../core/values';
import { usualDistance } from './gaps';
import { readOffset } from './offset';
import type { SyncPhase } from './phase';
import { recentPoints, type SyncPoint, spanOf } from './points';
import { trendOf } from './trend';

/** The pieces, those that weigh most first. `values` of each: see {@link syncEvidence}. */
export const EVIDENCE_IDS = [
	'following',
	'migrating',
	'noError',
	'instances',
	'fullSync',
	'noRestart',
	'keysSteady',
	'keys',
	'offset',
	'sampled',
	'fresh',
] as const;
export type EvidenceId = (typeof EVIDENCE_IDS)[number];

/** One piece of evidence. */
export interface Reason {
	readonly id: EvidenceId;
	readonly ok: boolean;
	/** What it rests on: per cent, keys, ms, or the unit of the offset. Null where the service gave none. */
	readonly values: Readonly<Record<string, number | null>>;
}

export interface EvidenceInput {
	/** Oldest first. */
	readonly points: readonly SyncPoint[];
	readonly phase: SyncPhase;
	/** ms since 1970. */
	readonly now: number;
	/** Whether the task carries an error. */
	readonly error: boolean;
	/** Whether one of the two ends is said to be in another state than running. */
	readonly instanceTrouble: boolean;
}

/** "In step" rests on at least so many points over at least so long (ms). */
const ENOUGH = { points: 6, span: 60_000 } as const;
/** How far back a full sync that began again still counts, ms. */
const RESTART = 10 * 60_000;
/** Share of the source's keys that may be missing at the target: those on their way, and expired ones. */
const KEYS_TOLERANCE = 0.001;
/** Points whose median is the number of missing keys: both ends are not counted at the same moment. */
const KEYS_POINTS = 5;
/** Numbers younger than this (ms) are fresh at any interval. */
const FRESH = 15_000;
/** Intervals after which numbers are old. */
const FRESH_INTERVALS = 3;

/** Judges the newest points. One piece each, in the order of {@link EVIDENCE_IDS}. */
export function syncEvidence({ points, phase, now, error, instanceTrouble }: EvidenceInput): readonly Reason[] {
	const last = points.at(-1);
	const recent = recentPoints(points);
	const span = spanOf(recent);
	const { course, ...offset } = readOffset(points);
	const low = recent.find(({ progress }) => progress !== 100);
	return [
		{ id: 'following', ok: phase === 'following', values: {} },
		{ id: 'migrating', ok: last?.migrating === true, values: {} },
		{ id: 'noError', ok: !error, values: {} },
		{ id: 'instances', ok: !instanceTrouble, values: {} },
		{ id: 'fullSync', ok: last !== undefined && low === undefined, values: { progress: last?.progress ?? null } },
		restart(points),
		keysSteady(recent),
		keys(recent),
		{ id: 'offset', ok: course === 'zero' || course === 'returning', values: { ...offset } },
		{
			id: 'sampled',
			ok: recent.length >= ENOUGH.points && span >= ENOUGH.span,
			values: { points: recent.length, span, needed: ENOUGH.span },
		},
		fresh(points, now),
	];
}

/** The pieces that speak against it, those that weigh most first. */
export function against(reasons: readonly Reason[]): readonly Reason[] {
	return reasons.filter(({ ok }) => !ok);
}

/** When the full sync last fell back, within the last ten minutes: `from` and `to` per cent, `at` ms since 1970. */
function restart(points: readonly SyncPoint[]): Reason {
	const end = points.at(-1)?.at ?? 0;
	const given = points.filter(({ at, progress }) => progress !== null && end - at <= RESTART);
	for (let index = given.length - 1; index > 0; index--) {
		const [before, after] = [given[index - 1]?.progress ?? 0, given[index]?.progress ?? 0];
		if (after < before) {
			return { id: 'noRestart', ok: false, values: { from: before, to: after, at: given[index]?.at ?? null } };
		}
	}
	return { id: 'noRestart', ok: true, values: {} };
}

interface Keys {
	readonly source: number;
	readonly target: number;
}

function counted(points: readonly SyncPoint[]): Keys[] {
	return points.flatMap(({ sourceKeys: source, targetKeys: target }) =>
		source === null || target === null || source < 0 || target < 0 ? [] : [{ source, target }],
	);
}

/** Keys that the target lacks: `missing`, of `source`; less than 0 where it has more. */
function keys(recent: readonly SyncPoint[]): Reason {
	const last = counted(recent).slice(-KEYS_POINTS);
	if (last.length === 0) {
		return { id: 'keys', ok: false, values: { missing: null, source: null } };
	}
	const missing = median(last.map(({ source, target }) => source - target));
	const source = median(last.map((one) => one.source));
	return { id: 'keys', ok: missing <= tolerated(source), values: { missing, source } };
}

/** Whether the target lacks ever more keys: `from` and `to` missing. */
function keysSteady(recent: readonly SyncPoint[]): Reason {
	const all = counted(recent);
	const missing = all.map(({ source, target }) => source - target);
	const [from = null, to = null] = [missing[0], missing.at(-1)];
	const grown = from === null || to === null ? 0 : to - from;
	const growing = trendOf(missing) === 'rising' && grown > tolerated(all.at(-1)?.source ?? 0);
	const [before, now] = [all[0], all.at(-1)];
	return {
		id: 'keysSteady',
		ok: all.length > 0 && !growing,
		values: { from, to, targetBefore: before?.target ?? null, targetNow: now?.target ?? null },
	};
}

function tolerated(source: number): number {
	return source * KEYS_TOLERANCE;
}

/** Whether the newest point is of now: `age`, ms. */
function fresh(points: readonly SyncPoint[], now: number): Reason {
	const at = points.at(-1)?.at;
	const usual = usualDistance(points.map((point) => point.at));
	const age = at === undefined ? null : Math.max(0, now - at);
	return { id: 'fresh', ok: age !== null && age <= Math.max(FRESH, FRESH_INTERVALS * usual), values: { age } };
}
