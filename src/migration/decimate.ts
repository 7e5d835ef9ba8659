/**
 * As many of a run's samples as a chart can show: every lowest and highest value stays, what is missing stays missing, and each row is a sample that
 * was really taken. Pure; one pass over the samples of the range, however long the run.
 */
import { gapBefore } from './insight/gaps';
import { type Sample, statValue } from './sample';

/** A stretch of time, both ends included, ms since 1970. */
export interface TimeRange {
	readonly from: number;
	readonly to: number;
}

/** Samples as columns. */
export interface Rows {
	/** ms since 1970, ascending. */
	readonly times: readonly number[];
	/** Per statistic the values at `times`, null where a sample has none. A statistic that has none at all is left out. */
	readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}

/** The samples of a range, thinned. */
export interface Curves extends Rows {
	/** Per statistic the rows at which its line begins anew, since something is missing just before. Left out: none. */
	readonly breaks: Readonly<Record<string, readonly number[]>>;
	/** Stretches without samples, as far as a chart of so many rows can show them. */
	readonly gaps: readonly TimeRange[];
}

/** Samples on either side of a stretch that {@link gapBefore} looks at. */
const AROUND = 6;
/** Rows that the shortest gap covers that is drawn to its very ends. */
const GAP_ROWS = 4;
/** Buckets are one width until the range has grown by so much: rows that were chosen stay chosen while a chart follows. */
const GROWTH = 1.1;

/** Where the samples of a range begin, and the place after their last. Samples oldest first. */
export function within(samples: readonly Sample[], { from, to }: TimeRange): readonly [first: number, end: number] {
	const first = placeOf(samples, (at) => at >= from);
	return [
		first,
		Math.max(
			first,
			placeOf(samples, (at) => at > to),
		),
	];
}

/** Every one of some samples, as columns. */
export function rowsOf(samples: readonly Sample[], stats: readonly string[]): Rows {
	const columns = stats.map((stat) => [stat, samples.map((sample) => statValue(sample, stat))] as const);
	return {
		times: samples.map(({ at }) => at),
		values: Object.fromEntries(columns.filter(([, values]) => values.some((value) => value !== null))),
	};
}

/**
 * The samples of `range`, and one on either side of it so that lines reach its ends. Where they are more than `most`, the time is cut into buckets; of
 * each, first and last sample stay, and those that hold the lowest and the highest value of a statistic. `most` is about the number of rows; it is
 * never more than twice that while `most` has room for eight rows a statistic.
 */
export function decimate(samples: readonly Sample[], stats: readonly string[], range: TimeRange, most: number): Curves {
	const [first, end] = within(samples, range);
	const [from, to] = [Math.max(0, first - 1), Math.min(samples.length, end + 1)];
	const part = samples.slice(from, to);
	const columns = stats.map((stat) => columnOf(part, stat));
	const missing = gapsOf(samples, from, to);
	const shortest = part.length <= most ? 0 : ((range.to - range.from) / most) * GAP_ROWS;
	const visible = missing.filter((at) => timeOf(part, at) - timeOf(part, at - 1) >= shortest);
	const rows = part.length <= most ? [...part.keys()] : chosen(part, columns, bucketOf(range, most, stats.length));
	const all =
		part.length <= most
			? rows
			: merged(
					rows,
					visible.flatMap((at) => [at - 1, at]),
				);
	const times = all.map((row) => timeOf(part, row));
	const filled = columns.map((column, index) => ({
		stat: stats[index] ?? '',
		values: all.map((row) => (Number.isNaN(column[row] ?? Number.NaN) ? null : (column[row] ?? null))),
		breaks: breaksOf(column, all, missing),
	}));
	const given = filled.filter(({ values }) => values.some((value) => value !== null));
	return {
		times,
		values: Object.fromEntries(given.map(({ stat, values }) => [stat, values])),
		breaks: Object.fromEntries(
			given.filter(({ breaks }) => breaks.length > 0).map(({ stat, breaks }) => [stat, breaks]),
		),
		gaps: visible.map((at) => ({ from: timeOf(part, at - 1), to: timeOf(part, at) })),
	};
}

/** The values of a statistic; NaN where there is none. */
function columnOf(samples: readonly Sample[], stat: string): Float64Array {
	const column = new Float64Array(samples.length);
	for (let row = 0; row < samples.length; row++) {
		column[row] = statValue(samples[row], stat) ?? Number.NaN;
	}
	return column;
}

/** Width of a bucket, ms. It stands still while the range moves, and buckets lie at multiples of it. */
function bucketOf({ from, to }: TimeRange, most: number, stats: number): number {
	const count = Math.max(1, Math.floor(most / (2 + 2 * stats)));
	return GROWTH ** Math.ceil(Math.log(Math.max(1, (to - from) / count)) / Math.log(GROWTH));
}

/** First and last row of each bucket, and those of its extremes. */
function chosen(part: readonly Sample[], columns: readonly Float64Array[], width: number): number[] {
	const kept = new Uint8Array(part.length);
	const starts: number[] = [];
	let bucket = Number.NaN;
	for (let row = 0; row < part.length; row++) {
		const own = Math.floor(timeOf(part, row) / width);
		if (own !== bucket) {
			starts.push(row);
			bucket = own;
		}
	}
	for (let place = 0; place < starts.length; place++) {
		const [start, end] = [starts[place] ?? 0, starts[place + 1] ?? part.length];
		kept[start] = 1;
		kept[end - 1] = 1;
		for (const column of columns) {
			keepExtremes(column, start, end, kept);
		}
	}
	return rowsIn(kept);
}

/** Marks the rows of the first lowest and the first highest value; those that have none are passed over. */
function keepExtremes(column: Float64Array, start: number, end: number, kept: Uint8Array): void {
	let [low, high] = [-1, -1];
	let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (let row = start; row < end; row++) {
		const value = column[row] ?? Number.NaN;
		if (value < lowest) {
			[lowest, low] = [value, row];
		}
		if (value > highest) {
			[highest, high] = [value, row];
		}
	}
	if (low >= 0) {
		kept[low] = 1;
		kept[high] = 1;
	}
}

function merged(rows: readonly number[], others: readonly number[]): readonly number[] {
	return others.length === 0 ? rows : [...new Set([...rows, ...others])].sort((a, b) => a - b);
}

function rowsIn(kept: Uint8Array): number[] {
	const rows: number[] = [];
	for (let row = 0; row < kept.length; row++) {
		if (kept[row] === 1) {
			rows.push(row);
		}
	}
	return rows;
}

/** Places in `rows` whose value must not be joined with the one before: a null or a gap lies between. */
function breaksOf(column: Float64Array, rows: readonly number[], missing: readonly number[]): number[] {
	const breaks: number[] = [];
	let gap = 0;
	for (let place = 1; place < rows.length; place++) {
		const [before, row] = [rows[place - 1] ?? 0, rows[place] ?? 0];
		let broken = false;
		while (gap < missing.length && (missing[gap] ?? 0) <= row) {
			broken ||= (missing[gap] ?? 0) > before;
			gap++;
		}
		for (let between = before + 1; between < row && !broken; between++) {
			broken = Number.isNaN(column[between]);
		}
		if (broken && !Number.isNaN(column[before]) && !Number.isNaN(column[row])) {
			breaks.push(place);
		}
	}
	return breaks;
}

/** Which of the samples from `from` to before `end` come after a gap; counted from `from`, and judged by what lies around as well. */
function gapsOf(samples: readonly Sample[], from: number, end: number): number[] {
	const start = Math.max(0, from - AROUND);
	const times = samples.slice(start, end + AROUND).map(({ at }) => at);
	const gaps: number[] = [];
	for (let index = from + 1; index < end; index++) {
		if (gapBefore(times, index - start)) {
			gaps.push(index - from);
		}
	}
	return gaps;
}

function timeOf(samples: readonly Sample[], index: number): number {
	return samples[index]?.at ?? Number.NaN;
}

/** The first place whose time is late enough. */
function placeOf(samples: readonly Sample[], isLate: (at: number) => boolean): number {
	let [low, high] = [0, samples.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (isLate(timeOf(samples, middle))) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return low;
}
