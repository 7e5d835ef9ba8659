/** Where a copy that follows its source's changes is heading, by how far it is behind. Only what needs no unit: 0, the same, more, less. */
import { recentPoints, type SyncPoint, spanOf, valuesOf } from './points';
import { trendOf } from './trend';

/**
 * `none`: the newest point has no offset · `early`: too few points to tell · `zero`: 0 all the time · `returning`: 0 again and again, so all that
 * waited was copied each time · `rising` · `falling` · `flat`: neither, and never 0 long enough
 */
export type OffsetCourse = 'none' | 'early' | 'zero' | 'returning' | 'rising' | 'falling' | 'flat';

export interface OffsetReading {
	readonly course: OffsetCourse;
	/** The first and the newest offset that it rests on, the lowest and the highest one. 0 where there is none. */
	readonly first: number;
	readonly now: number;
	readonly lowest: number;
	readonly highest: number;
	/** The time that it rests on, ms. */
	readonly span: number;
}

/** Points of a course; four may be noise. */
const ENOUGH = 5;

/** Reads the newest points, oldest first. */
export function readOffset(points: readonly SyncPoint[]): OffsetReading {
	const recent = recentPoints(points).filter(({ offset }) => offset !== null);
	const offsets = valuesOf(recent, 'offset');
	return {
		course: (points.at(-1)?.offset ?? null) === null ? 'none' : courseOf(offsets),
		first: offsets[0] ?? 0,
		now: offsets.at(-1) ?? 0,
		lowest: offsets.length === 0 ? 0 : Math.min(...offsets),
		highest: offsets.length === 0 ? 0 : Math.max(...offsets),
		span: spanOf(recent),
	};
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
