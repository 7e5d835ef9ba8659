/** Which stretch of a run the charts show. Pure; all times in ms since 1970. */
import type { TimeRange } from '../../migration/decimate';
import type { Sample } from '../../migration/sample';
import type { Live, RangeChoice } from './protocol';

/** What a page opens with, where the run is longer, ms. */
const AT_FIRST = 30 * 60_000;

/** From the first sample to the newest; of none, a moment: now. */
export function extentOf(samples: readonly Sample[], now: number): TimeRange {
	return { from: samples[0]?.at ?? now, to: samples.at(-1)?.at ?? now };
}

/** The stretch that was chosen, as far as it lies within the run; one that lies outside, or none, is the last half hour. */
export function rangeOf(choice: RangeChoice | undefined, extent: TimeRange): Live['range'] {
	if (choice && 'from' in choice) {
		const [from, to] = [Math.max(choice.from, extent.from), Math.min(choice.to, extent.to)];
		return from < to ? { from, to, following: false } : rangeOf(undefined, extent);
	}
	const following = choice?.last ?? (extent.to - extent.from > AT_FIRST ? AT_FIRST : 'all');
	const from = following === 'all' ? extent.from : Math.max(extent.from, extent.to - following);
	return { from, to: extent.to, following };
}
