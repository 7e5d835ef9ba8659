/** The one rule of what counts as a gap between samples. Pure, for host and pages alike; all times in ms. */
import { median } from '../../core/values';

/** Samples further apart than this many of their usual distances have a gap between them. */
export const GAP_INTERVALS = 3;

/** Distances that say how far apart samples are at the moment. */
const RECENT = 10;

/** How far apart samples usually are: the median distance of ascending times, 0 for fewer than two. */
export function usualDistance(times: readonly number[]): number {
	return median(times.slice(1).map((at, index) => at - (times[index] ?? at)));
}

/** Whether two neighbouring samples are too far apart. `usual` is the polling interval or {@link usualDistance}; 0 knows of no gap. */
export function isGap(distance: number, usual: number): boolean {
	return usual > 0 && distance > GAP_INTERVALS * usual;
}

/**
 * The newest samples that follow each other without a gap, oldest first: nobody knows what happened in a gap, so nothing may be said of a time that
 * holds one. What is usual is measured on the last ten distances.
 */
export function unbroken<T extends { readonly at: number }>(samples: readonly T[]): readonly T[] {
	const times = samples.map(({ at }) => at);
	const usual = usualDistance(times.slice(-RECENT - 1));
	let first = Math.max(0, samples.length - 1);
	while (first > 0 && !isGap((times[first] ?? 0) - (times[first - 1] ?? 0), usual)) {
		first--;
	}
	return samples.slice(first);
}
