/** Where a copy that follows its source's changes is heading, by how far it is behind. Pure, and without words. */
import { median } from '../../core/values';
import { unbroken } from './gaps';

/** One reading of how far the copy is behind; null where none came. */
export interface OffsetPoint {
	/** ms since 1970. */
	readonly at: number;
	readonly offset: number | null;
}

/**
 * What the points support. `span` is the time that a verdict rests on, ms; offsets are in the unit of the points.
 *
 * `unknown`: the newest point has no offset · `early`: too few points, or too short a time · `level`: 0 all the time · `inStep`: no more than
 * heartbeats · `close` · `behind`: growing · `catchingUp`: shrinking · `steady`: neither, around that offset
 */
export type OffsetTrend =
	| { readonly verdict: 'unknown' }
	| { readonly verdict: 'early' | 'behind' | 'catchingUp'; readonly offset: number }
	| { readonly verdict: 'steady'; readonly around: number }
	| { readonly verdict: 'level'; readonly span: number }
	| { readonly verdict: 'inStep' | 'close'; readonly highest: number; readonly span: number };

/**
 * A master's heartbeats alone (14 bytes each) keep the offset above zero, and writers keep it higher. Its unit is not documented; that it counts
 * bytes is an assumption, so beyond heartbeats nothing is called in step.
 */
const IN_STEP = 1024;
const CLOSE = 64 * 1024;
/** A verdict rests on at least so many points over at least so long (ms). */
const ENOUGH = { points: 6, span: 20_000 } as const;
/** It rests on the last minute, or on the last ten points where that holds fewer. */
const RECENT = { points: 10, span: 60_000 } as const;
/** By how much the later half must differ from the earlier one to be a trend. */
const TREND = 0.02;

/** Judges the points, oldest first. One point alone never makes "in step", and no verdict reaches across a gap. */
export function offsetTrend(points: readonly OffsetPoint[]): OffsetTrend {
	const offset = points.at(-1)?.offset ?? null;
	if (offset === null) {
		return { verdict: 'unknown' };
	}
	const recent = recentOf(points);
	const span = (recent.at(-1)?.at ?? 0) - (recent[0]?.at ?? 0);
	if (recent.length < ENOUGH.points || span < ENOUGH.span) {
		return { verdict: 'early', offset };
	}
	const offsets = recent.map((point) => point.offset);
	if (offsets.every((value) => value === 0)) {
		return { verdict: 'level', span };
	}
	const highest = Math.max(...offsets);
	if (highest <= CLOSE) {
		return { verdict: highest <= IN_STEP ? 'inStep' : 'close', highest, span };
	}
	const half = Math.floor(offsets.length / 2);
	const [before, after] = [median(offsets.slice(0, half)), median(offsets.slice(half))];
	if (after > before * (1 + TREND)) {
		return { verdict: 'behind', offset };
	}
	return after < before * (1 - TREND)
		? { verdict: 'catchingUp', offset }
		: { verdict: 'steady', around: median(offsets) };
}

function recentOf(points: readonly OffsetPoint[]): readonly { readonly at: number; readonly offset: number }[] {
	const run = unbroken(points).flatMap(({ at, offset }) => (offset === null ? [] : [{ at, offset }]));
	const end = run.at(-1)?.at ?? 0;
	const lately = run.filter(({ at }) => end - at <= RECENT.span);
	return lately.length >= RECENT.points ? lately : run.slice(-RECENT.points);
}
