/** What is judged: readings of a copy from one store of keys to another. Pure. */
import { gapBefore } from './gaps';

/** One reading. Null where none came. */
export interface SyncPoint {
	/** ms since 1970. */
	readonly at: number;
	/** Of the full sync, per cent. */
	readonly progress: number | null;
	/** How far the copy is behind; 0 is no difference. In the service's own unit, which may be unknown. */
	readonly offset: number | null;
	readonly sourceKeys: number | null;
	readonly targetKeys: number | null;
	/** Whether the service says that it is going on; undefined where it does not say. */
	readonly migrating: boolean | undefined;
}

/** What is judged is the last minute, or so much more, and the last ten points where that holds fewer. */
const RECENT = { points: 10, span: 60_000 } as const;

/** The newest points, as many as a judgement rests on, oldest first; those of `span` ms. Never across a gap. */
export function recentPoints<T extends { readonly at: number }>(
	points: readonly T[],
	span: number = RECENT.span,
): readonly T[] {
	const times = points.map(({ at }) => at);
	const end = times.at(-1) ?? 0;
	let first = Math.max(0, points.length - 1);
	while (
		first > 0 &&
		!gapBefore(times, first) &&
		(end - (times[first - 1] ?? 0) <= span || points.length - first < RECENT.points)
	) {
		first--;
	}
	return points.slice(first);
}

/** The time from the first to the last point, ms. */
export function spanOf(points: readonly { readonly at: number }[]): number {
	return (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0);
}

/** The values of one kind, those that came. */
export function valuesOf(points: readonly SyncPoint[], kind: 'progress' | 'offset'): number[] {
	return points.flatMap((point) => point[kind] ?? []);
}
