/** What the totals of a service say of the keys: less than INFO does, and never database by database. Pure, without words. */
import { median } from '../../core/values';
import { recentPoints } from '../insight/points';
import { trendOf } from '../insight/trend';
import type { KeyCount, KeysFacts } from './facts';

/** Why a gap may be there. */
export type GapReason =
	| 'copying'
	| 'perhapsCopying'
	| 'equal'
	| 'expiry'
	| 'readJitter'
	| 'eviction'
	| 'lostWrites'
	| 'multiDb'
	| 'targetNotEmpty';

/** `jumping`: the two ends are counted at different moments, and it shows. `unknown`: too few readings. */
export type GapCourse = 'growing' | 'shrinking' | 'steady' | 'jumping' | 'unknown';

export interface Totals {
	/** Keys of the source; the median of the readings. */
	readonly source: number;
	/** Keys of the target less those of the source; the median of the readings. */
	readonly gap: number;
	/** Readings that this rests on, five at the most. */
	readonly readings: number;
	readonly course: GapCourse;
	/** The likeliest first. */
	readonly reasons: readonly GapReason[];
	/** Whether the gap is more than expiry and the moment of counting explain. */
	readonly suspect: boolean;
}

/** Readings whose median counts: both ends are not counted at the same moment. */
const READINGS = 5;
/** Share of the source's keys from which on a gap is large: a database, or an eviction, rather than expired keys. */
const LARGE = 0.05;
/** Share of the source's keys by which a gap must have grown to count as growing, and keys at least. */
const GROWN = { share: 0.0002, keys: 2 } as const;

/** The totals of the newest readings (oldest first); undefined where none has both ends, or nothing is copied yet. */
export function totalsOf(counts: readonly KeyCount[], phase: KeysFacts['phase']): Totals | undefined {
	const known = recentPoints(
		counts.flatMap(({ at, source, target }) => (isCount(source) && isCount(target) ? [{ at, source, target }] : [])),
	);
	const last = known.slice(-READINGS);
	if (last.length === 0 || phase === 'before') {
		return undefined;
	}
	const source = median(last.map((one) => one.source));
	const gap = median(last.map((one) => one.target - one.source));
	const gaps = known.map((one) => one.target - one.source);
	const course = courseOf(gaps, source);
	const large = Math.abs(gap) > source * LARGE;
	return {
		source,
		gap,
		readings: last.length,
		course,
		reasons:
			phase === 'copying'
				? ['copying']
				: [...(phase === 'unknown' ? (['perhapsCopying'] as const) : []), ...reasonsOf(gap, course, large)],
		suspect: phase !== 'copying' && gap < 0 && (large || course === 'growing'),
	};
}

function isCount(value: number | null): value is number {
	return value !== null && Number.isFinite(value) && value >= 0;
}

/** Whether ever more keys are missing (or surplus). */
function courseOf(gaps: readonly number[], source: number): GapCourse {
	if (gaps.length < READINGS) {
		return 'unknown';
	}
	const sizes = gaps.map(Math.abs);
	const moved = Math.abs((sizes.at(-1) ?? 0) - (sizes[0] ?? 0));
	const trend = trendOf(sizes);
	if (trend !== 'none' && moved > Math.max(GROWN.keys, source * GROWN.share)) {
		return trend === 'rising' ? 'growing' : 'shrinking';
	}
	const last = gaps.slice(-READINGS);
	const spread = Math.max(...last) - Math.min(...last);
	return spread > Math.max(GROWN.keys, Math.abs(median(last))) ? 'jumping' : 'steady';
}

function reasonsOf(gap: number, course: GapCourse, large: boolean): readonly GapReason[] {
	const jitter: readonly GapReason[] = course === 'jumping' ? ['readJitter'] : [];
	if (gap === 0) {
		return [...jitter, 'equal'];
	}
	if (gap > 0) {
		return [...jitter, 'targetNotEmpty'];
	}
	if (course === 'growing') {
		return ['eviction', 'lostWrites', 'multiDb'];
	}
	return large ? [...jitter, 'multiDb', 'eviction', 'expiry'] : [...jitter, 'expiry', 'multiDb'];
}
