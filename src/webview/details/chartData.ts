/** What a chart draws, worked out of the samples: honest gaps, lone points, an axis from zero. Pure. */
import type { Chart, Live, TimeRange } from '../../ui/details/protocol';

/** Aligned columns, with an empty row wherever something is missing. */
export interface Columns {
	/** ms since 1970, ascending. */
	readonly times: readonly number[];
	/** null: nothing is known, and no line crosses it. undefined: another statistic is missing here, this one goes on. */
	readonly values: Readonly<Record<string, readonly (number | null | undefined)[]>>;
	/** Rows of `times` that are samples to which the crosshair may go. */
	readonly samples: readonly number[];
}

/** Where the crosshair of all charts stands. */
export interface Crosshair {
	/** Time under it, ms since 1970; undefined: nowhere, and the latest values are shown. */
	readonly at: number | undefined;
	/** The mouse leads it: the plots draw it where the mouse is, and need not be told. */
	readonly hovered: boolean;
}

/** Puts an empty row before each one that must not be joined with the one before. */
export function columns(live: Pick<Live, 'times' | 'values' | 'breaks'>): Columns {
	const broken = new Set(Object.values(live.breaks).flat());
	const times: number[] = [];
	/** Row of `live.times`; for an empty row that of the next one, minus a half. */
	const source: number[] = [];
	live.times.forEach((at, index) => {
		const before = live.times[index - 1];
		if (before !== undefined && broken.has(index)) {
			times.push(before + (at - before) / 2);
			source.push(index - 0.5);
		}
		times.push(at);
		source.push(index);
	});
	const values = Object.fromEntries(
		Object.entries(live.values).map(([stat, all]) => {
			const breaks = new Set(live.breaks[stat]);
			return [
				stat,
				source.map((index) =>
					Number.isInteger(index) ? (all[index] ?? null) : breaks.has(index + 0.5) ? null : undefined,
				),
			];
		}),
	);
	const samples = source.flatMap((index, row) => (Number.isInteger(index) ? [row] : []));
	return { times, values, samples };
}

/** The same, with those samples alone that lie in view; all of them where none does. */
export function inView(data: Columns, { from, to }: TimeRange): Columns {
	const samples = data.samples.filter((row) => (data.times[row] ?? 0) >= from && (data.times[row] ?? 0) <= to);
	return samples.length === 0 ? data : { ...data, samples };
}

/** The time of the sample that lies nearest to `at`; undefined where there is none. */
export function nearestTime({ times, samples }: Columns, at: number): number | undefined {
	const all = samples.map((row) => times[row] ?? 0);
	return all.reduce<number | undefined>(
		(best, time) => (best === undefined || Math.abs(time - at) < Math.abs(best - at) ? time : best),
		undefined,
	);
}

/** A value of a row; where another statistic is missing, that of the sample before. */
export function valueAt(data: Columns, stat: string, row: number): number | undefined {
	const values = data.values[stat] ?? [];
	const value = values[row] === undefined ? values[row - 1] : values[row];
	return isNumber(value) ? value : undefined;
}

/** Number of the sample at a time, or of the last one before it, from 0; of the latest where there is no time. */
export function sampleUpTo({ times, samples }: Columns, at: number | undefined): number {
	return samples.filter((row) => at === undefined || (times[row] ?? 0) <= at).length - 1;
}

/** How many samples hold a value for the chart. */
export function sampleCount(chart: Chart, live: Pick<Live, 'times' | 'values'>): number {
	return live.times.filter((_, row) => chart.series.some(({ stat }) => isNumber(live.values[stat]?.[row]))).length;
}

/** Rows whose value has no neighbour to be joined with: they need a point, or nobody would see them. */
export function lonePoints(values: readonly (number | null | undefined)[]): number[] {
	return values.flatMap((value, row) =>
		isNumber(value) && !isJoined(values, row, -1) && !isJoined(values, row, 1) ? [row] : [],
	);
}

/** Whether a line leads on from a row, past rows that are not about this statistic. */
function isJoined(values: readonly (number | null | undefined)[], row: number, step: 1 | -1): boolean {
	let next = row + step;
	while (next > 0 && next < values.length && values[next] === undefined) {
		next += step;
	}
	return isNumber(values[next]);
}

/** As much as an axis can bear: beyond it there is no room left above the highest value. */
const AXIS_END = Number.MAX_VALUE / 8;

/** The value axis: from zero (or below, should values be), to a little above the highest value or to the chart's fixed end. */
export function valueRange(min: number | null, max: number | null, fixed: number | undefined): [number, number] {
	const low = Math.max(-AXIS_END, Math.min(0, min ?? 0));
	const high = Math.min(AXIS_END, Math.max(fixed ?? 0, max ?? 0));
	if (fixed !== undefined) {
		return [low, high];
	}
	return [low, high > low ? high + (high - low) * 0.08 : low + 1];
}

export function isNumber(value: number | null | undefined): value is number {
	return Number.isFinite(value);
}
