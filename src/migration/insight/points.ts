/** The newest readings that may be judged together. Pure. */
import { gapBefore } from './gaps';

/** The last minute (ms), and the last ten points where that holds fewer. */
const RECENT = { points: 10, span: 60_000 } as const;

/** The newest points, as many as a judgement rests on, oldest first. Never across a gap. */
export function recentPoints<T extends { readonly at: number }>(points: readonly T[]): readonly T[] {
	const times = points.map(({ at }) => at);
	const end = times.at(-1) ?? 0;
	let first = Math.max(0, points.length - 1);
	while (
		first > 0 &&
		!gapBefore(times, first) &&
		(end - (times[first - 1] ?? 0) <= RECENT.span || points.length - first < RECENT.points)
	) {
		first--;
	}
	return points.slice(first);
}
