/** Whether a copy never catches up at the rate at which it is written to, or only has a burst to work off. Pure. */
import { median } from '../../core/values';
import type { RunPoint } from './run';
import { trendOf } from './trend';

/** How long a lag is watched before it is said to stay, ms: one of a copy that never shrank, and one of a copy that has shown that it can shrink. */
const WATCHED = { neverFell: 4 * 60_000, fell: 10 * 60_000 } as const;
/** Readings that it takes at least. */
const POINTS = 6;
/** What was below this share of the lag of now was no lag: a new one began after it. */
const LOW = 0.1;
/** Parts of the time watched that are compared with each other. */
const PARTS = 12;
/** Share of those parts that lie above the one before. A burst is a few steep rises among many falls. */
const MOSTLY = 0.6;
/** Share of its top at which a lag must still be. */
const NEAR_TOP = 0.9;
/** A lag that neither rises nor falls lies within this share of its top all the time. */
const STEADY = 0.6;
/** Seconds of the target's own input, in bytes, that are no lag as long as they do not grow. */
const LITTLE = 5;
/** Share of the highest offset below which the offset must have come for it to have fallen. */
const FALLEN = 0.8;

/** Remembers whether the offset of a copy has ever shrunk by much. */
export class Shrinking {
	private highest = 0;
	private shrank = false;

	add(offset: number): void {
		this.highest = Math.max(this.highest, offset);
		this.shrank ||= offset < this.highest * FALLEN;
	}

	/** Whether this copy has shown that it can take away what waits. */
	get seen(): boolean {
		return this.shrank;
	}
}

/** The longest time that {@link lagStays} looks back, ms. */
export const LAG_WINDOW = WATCHED.fell + 2 * 60_000;

/** Whether what waits has not become less for minutes, by the points since changes are followed, oldest first. `shrank`: whether it ever did. */
export function lagStays(all: readonly RunPoint[], shrank: boolean): boolean {
	const end = all.at(-1)?.t ?? 0;
	const known = all.filter(({ t, offset }) => offset !== null && end - t <= LAG_WINDOW);
	const now = median(known.slice(-3).map(({ offset }) => offset ?? 0));
	const low = known.findLastIndex(({ offset }) => (offset ?? 0) <= now * LOW);
	const points = known.slice(low + 1);
	const watched = end - (points[0]?.t ?? end);
	if (points.length < POINTS || watched < (shrank ? WATCHED.fell : WATCHED.neverFell)) {
		return false;
	}
	const parts = partsOf(points, watched);
	const top = Math.max(...parts);
	if ((parts.at(-1) ?? 0) < top * NEAR_TOP) {
		return false;
	}
	const rises = parts.filter((part, index) => index > 0 && part > (parts[index - 1] ?? 0)).length;
	if (trendOf(parts) === 'rising') {
		return rises >= MOSTLY * (parts.length - 1);
	}
	const third = Math.ceil(parts.length / 3);
	const input = median(points.flatMap(({ inputKbps }) => (inputKbps === null ? [] : [inputKbps * 1024])));
	return (
		watched >= WATCHED.fell &&
		!(top <= LITTLE * input) &&
		Math.min(...parts) >= top * STEADY &&
		median(parts.slice(-third)) >= median(parts.slice(0, third))
	);
}

/** The middle offset of each part of the time; parts without a reading are left out. */
function partsOf(points: readonly RunPoint[], watched: number): readonly number[] {
	const from = points[0]?.t ?? 0;
	const parts: number[][] = Array.from({ length: PARTS }, () => []);
	for (const { t, offset } of points) {
		parts[Math.min(PARTS - 1, Math.floor(((t - from) / watched) * PARTS))]?.push(offset ?? 0);
	}
	return parts.filter((part) => part.length > 0).map(median);
}
