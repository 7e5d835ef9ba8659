/** The one rule of what counts as a gap between samples. Pure, for host and pages alike; all times in ms. */

/** Samples further apart than this many of the usual distances around them have a gap between them. */
export const GAP_INTERVALS = 3;

/** Distances on either side that say what is usual, and how many of them it takes for a side to count by itself. */
const AROUND = { most: 5, least: 3 } as const;

/** Where there is no other distance to compare with: what is longer than this is a gap. */
const ALONE = 60_000;

/**
 * Whether samples are missing between the time at `index` and the one before it. What is usual is the median of the distances before it or of those
 * after it, whichever is longer: where the interval of polling changed, nothing is missing. `times` ascending.
 */
export function gapBefore(times: ArrayLike<number>, index: number): boolean {
	if (index <= 0 || index >= times.length || !mayBeGap(times, index)) {
		return false;
	}
	const before = distances(times, Math.max(1, index - AROUND.most), index - 1);
	const after = distances(times, index + 1, Math.min(times.length - 1, index + AROUND.most));
	const sides = [before, after].filter((side) => side.length >= AROUND.least);
	const usual = Math.max(...(sides.length > 0 ? sides : [[...before, ...after]]).map(middle));
	return distance(times, index) > (usual === 0 ? ALONE : GAP_INTERVALS * usual);
}

/** Whether a distance around is so much shorter. A quick no for charts, which ask this of each of some 10,000 samples. */
function mayBeGap(times: ArrayLike<number>, index: number): boolean {
	const length = distance(times, index);
	const last = Math.min(times.length - 1, index + AROUND.most);
	for (let at = Math.max(1, index - AROUND.most); at <= last; at++) {
		if (at !== index && GAP_INTERVALS * distance(times, at) < length) {
			return true;
		}
	}
	return times.length === 2;
}

/** The distances that end at the times from `first` to `last`. */
function distances(times: ArrayLike<number>, first: number, last: number): number[] {
	const all: number[] = [];
	for (let index = first; index <= last; index++) {
		all.push(distance(times, index));
	}
	return all;
}

/** The middle one, the lower of two, so that a long pause does not count for what is usual; 0 for none. */
function middle(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function distance(times: ArrayLike<number>, index: number): number {
	return (times[index] ?? 0) - (times[index - 1] ?? 0);
}
