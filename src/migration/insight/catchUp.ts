/** How a copy that follows its source's changes gets on: where its offset is heading, how long that takes, and whether it is at its floor. Pure. */
import { median } from '../../core/values';
import type { RunPoint } from './run';
import { rounded, type TimeLeft } from './timeLeft';
import { trendOf } from './trend';

/** `early`: too little seen · `floor`: nothing left that waits · `falling` · `rising` · `level`: neither, and not at the floor */
export type Course = 'early' | 'floor' | 'falling' | 'rising' | 'level';

/** What a judgement rests on at least. */
const ENOUGH = { points: 6, span: 60_000 } as const;
/** Points that say how quickly it falls. */
const SLOPE_POINTS = 16;
/** Share of the highest offset of this catching up that is as good as nothing. */
const NEXT_TO_NOTHING = 0.01;
/** Seconds of the target's usual input that are as good as nothing, where the unit is known or bytes fit. */
const SECONDS = 2;
/** Where the newest readings show no trend, those of so long may, ms. */
const LONG = 5 * 60_000;

/** The time left by the slope of now, as shares of it: at least so wide, and no wider where slopes differ. */
const NEAR = { low: 0.78, high: 1.28 } as const;
const FAR = { low: 0.7, high: 1.45 } as const;
/** And by what it fell in all, over so many ms: at least so wide, and no further from the slope of now. */
const NET = { least: 2 * 60_000, most: 12 * 60_000 } as const;
const NET_NEAR = { low: 0.85, high: 1.25 } as const;
const NET_FAR = { low: 0.5, high: 2.5 } as const;

export interface CatchUp {
	readonly course: Course;
	readonly offset: number | null;
	/** Units a second by which the offset falls; negative where it rises. Undefined where too little was seen. */
	readonly fallsBy: number | undefined;
	readonly left: TimeLeft | undefined;
	/** What it rests on. */
	readonly points: number;
	readonly span: number;
}

/** Judges the points since changes are followed, oldest first. `peak`: the highest offset since then. */
export function catchUpOf(all: readonly RunPoint[], peak: number): CatchUp {
	const points = all.filter(({ offset }) => offset !== null);
	const end = points.at(-1)?.t ?? 0;
	// One more than lies within the span: readings come a little late each time, and would never fill it.
	const recent = newest(
		points,
		(_, count) => end - (points[points.length - count]?.t ?? end) < ENOUGH.span || count < ENOUGH.points + 4,
	);
	const offset = points.at(-1)?.offset ?? null;
	const span = end - (recent[0]?.t ?? end);
	const basis = { offset, points: recent.length, span };
	const values = recent.map((point) => point.offset ?? 0);
	if (recent.length < ENOUGH.points || span < ENOUGH.span) {
		// How long it takes is soon seen where much falls quickly; that nothing is left is not.
		const left = trendOf(values) === 'falling' ? leftOf(offset ?? 0, pairSlopes(recent), undefined) : undefined;
		return { course: 'early', fallsBy: undefined, left, ...basis };
	}
	const sloped = newest(points, (point, count) => count < SLOPE_POINTS && end - point.t <= LONG);
	const slopes = pairSlopes(sloped);
	const fallsBy = -median(slopes);
	const trend = trendOf(values);
	if (isFloor(recent, values, peak, trend)) {
		return { course: 'floor', fallsBy, left: undefined, ...basis };
	}
	const longer = newest(points, (point) => end - point.t <= LONG);
	const longTrend = trendOf(thinned(longer).map((point) => point.offset ?? 0));
	if (trend === 'falling' || (trend === 'none' && longTrend === 'falling')) {
		return { course: 'falling', fallsBy, left: leftOf(offset ?? 0, slopes, netOf(points)), ...basis };
	}
	const seen = end - (longer[0]?.t ?? end);
	if (longTrend === 'rising' && seen >= LONG / 2) {
		return { course: 'rising', fallsBy, left: undefined, ...basis };
	}
	return { course: 'level', fallsBy, left: undefined, ...basis };
}

function isFloor(
	recent: readonly RunPoint[],
	values: readonly number[],
	peak: number,
	trend: 'rising' | 'falling' | 'none',
): boolean {
	if (values.every((value) => value === 0)) {
		return true;
	}
	if (trend === 'rising' && median(values) > peak * NEXT_TO_NOTHING) {
		return false;
	}
	const latest = values.slice(-Math.ceil(values.length / 3));
	const zeros = values.filter((value) => value === 0).length;
	if (zeros >= 2 && latest.includes(0)) {
		return true;
	}
	const level = median(values);
	const most = median(latest);
	const input = median(
		recent.flatMap(({ inputKbps }) => (inputKbps === null || inputKbps < 0 ? [] : [inputKbps * 1024])),
	);
	const little = level <= Math.max(SECONDS * (Number.isFinite(input) ? input : 0), 128);
	return level <= peak * NEXT_TO_NOTHING ? most <= peak * NEXT_TO_NOTHING : trend !== 'falling' && little;
}

/** What bursts leave of it: units a second by which the offset has fallen in all the time at hand; undefined where that is short. */
function netOf(all: readonly RunPoint[]): number | undefined {
	const end = all.at(-1)?.t ?? 0;
	const points = all.filter(({ t }) => end - t <= NET.most);
	const [from, to] = [points.slice(0, 3), points.slice(-3)].map((three) => ({
		t: median(three.map(({ t }) => t)),
		offset: median(three.map((point) => point.offset ?? 0)),
	}));
	const took = (to?.t ?? 0) - (from?.t ?? 0);
	return took < NET.least ? undefined : (((from?.offset ?? 0) - (to?.offset ?? 0)) / took) * 1000;
}

/** `net`: see {@link netOf}. Where it differs from the slope of now, either may be so until the end. */
function leftOf(offset: number, slopes: readonly number[], net: number | undefined): TimeLeft | undefined {
	const sorted = [...slopes].sort((a, b) => a - b);
	const at = (share: number): number => -(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
	const [quick, middle, slow] = [at(0.2), at(0.5), at(0.8)];
	if (middle <= 0) {
		return undefined;
	}
	const seconds = offset / middle;
	const low = Math.min(seconds * NEAR.low, Math.max(seconds * FAR.low, offset / Math.max(quick, middle) - 1));
	const slowest = slow <= 0 ? Number.POSITIVE_INFINITY : (offset / slow) * 1.05;
	const high = Math.max(seconds * NEAR.high, Math.min(seconds * FAR.high, slowest));
	if (net === undefined) {
		return rounded(low, high);
	}
	const inAll = net <= 0 ? Number.POSITIVE_INFINITY : offset / net;
	return rounded(
		Math.min(low, Math.max(seconds * NET_FAR.low, inAll * NET_NEAR.low)),
		Math.max(high, Math.min(seconds * NET_FAR.high, inAll * NET_NEAR.high)),
	);
}

/** Slopes between each two points, units a second. */
function pairSlopes(points: readonly RunPoint[]): number[] {
	const slopes: number[] = [];
	points.forEach((point, index) => {
		for (const later of points.slice(index + 1)) {
			if (later.t > point.t) {
				slopes.push((((later.offset ?? 0) - (point.offset ?? 0)) / (later.t - point.t)) * 1000);
			}
		}
	});
	return slopes;
}

function newest(points: readonly RunPoint[], wanted: (point: RunPoint, count: number) => boolean): readonly RunPoint[] {
	let first = points.length;
	for (let point = points[first - 1]; point && wanted(point, points.length - first); point = points[first - 1]) {
		first--;
	}
	return points.slice(first);
}

/** At most sixty of them: so many tell a trend as well as more do. */
function thinned(points: readonly RunPoint[]): readonly RunPoint[] {
	const step = Math.ceil(points.length / 60);
	return points.filter((_, index) => (points.length - 1 - index) % step === 0);
}
