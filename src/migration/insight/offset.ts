/** Where a copy that follows its source's changes is heading, by how far it is behind. Only what needs no unit: 0, the same, more, less. */
import { median } from '../../core/values';
import { recentPoints, type SyncPoint, spanOf, valuesOf } from './points';
import { trendOf } from './trend';

/**
 * `none`: the newest point has no offset · `early`: too few points to tell · `zero`: 0 all the time · `returning`: 0 again and again, so all that
 * waited was copied each time · `rising` · `falling` · `flat`: neither, and never 0 long enough
 */
export type OffsetCourse = 'none' | 'early' | 'zero' | 'returning' | 'rising' | 'falling' | 'flat';

export interface OffsetReading {
	readonly course: OffsetCourse;
	/** The newest offset. It and all that follow are 0 where there is none. */
	readonly now: number;
	/** What it rose or fell from and to, noise left out; else the first and the newest one. */
	readonly from: number;
	readonly to: number;
	readonly lowest: number;
	readonly highest: number;
	/** The time that it rests on, ms. */
	readonly span: number;
}

/** Points of a course; four may be noise. */
const ENOUGH = 5;
/** A trend that the noise of a minute hides is looked for in so much more, ms. */
const LONGER = 5 * 60_000;
/** So many points tell a trend as well as more do. */
const POINTS = 60;

/** Reads the newest points, oldest first. */
export function readOffset(points: readonly SyncPoint[]): OffsetReading {
	const given = (span?: number) => recentPoints(points, span).filter(({ offset }) => offset !== null);
	const recent = given();
	const course = (points.at(-1)?.offset ?? null) === null ? 'none' : courseOf(valuesOf(recent, 'offset'));
	if (course !== 'flat') {
		return reading(course, recent);
	}
	const longer = thinned(given(LONGER));
	const trend = trendOf(valuesOf(longer, 'offset'));
	return trend === 'none' ? reading(course, recent) : reading(trend, longer);
}

function reading(course: OffsetCourse, points: readonly SyncPoint[]): OffsetReading {
	const offsets = valuesOf(points, 'offset');
	const [first = 0, now = 0] = [offsets[0], offsets.at(-1)];
	const third = Math.ceil(offsets.length / 3);
	const ends = [median(offsets.slice(0, third)), median(offsets.slice(-third))] as const;
	const noisy = (course === 'rising' && now <= first) || (course === 'falling' && now >= first);
	const [from, to] = noisy ? ends : [first, now];
	const [lowest, highest] = offsets.length === 0 ? [0, 0] : [Math.min(...offsets), Math.max(...offsets)];
	return { course, now, from, to, lowest, highest, span: spanOf(points) };
}

/** Every so manieth of many points, the newest among them. */
function thinned(points: readonly SyncPoint[]): readonly SyncPoint[] {
	const step = Math.ceil(points.length / POINTS);
	return points.filter((_, index) => (points.length - 1 - index) % step === 0);
}

function courseOf(offsets: readonly number[]): OffsetCourse {
	if (offsets.length < ENOUGH) {
		return 'early';
	}
	if (offsets.every((offset) => offset === 0)) {
		return 'zero';
	}
	const trend = trendOf(offsets);
	if (trend === 'rising') {
		return 'rising';
	}
	const zeros = offsets.filter((offset) => offset === 0).length;
	const latest = offsets.slice(-Math.ceil(offsets.length / 3));
	return zeros >= 2 && latest.includes(0) ? 'returning' : trend === 'falling' ? 'falling' : 'flat';
}
