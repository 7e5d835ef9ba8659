/** What a chart draws, worked out of the samples: honest gaps, lone points, an axis from zero. Pure. */
import { gapBefore } from '../../migration/insight/gaps';
import type { Chart, Live } from '../../ui/details/protocol';

/** Aligned columns, with an empty row wherever samples are missing. */
export interface Columns {
	/** ms since 1970, ascending. */
	readonly times: readonly number[];
	readonly values: Readonly<Record<string, readonly (number | null)[]>>;
	/** Rows of `times` that are real samples. */
	readonly samples: readonly number[];
}

/** Where the crosshair of all charts stands. */
export interface Crosshair {
	/** Time under it, ms since 1970; undefined: nowhere, and the latest values are shown. */
	readonly at: number | undefined;
	/** The mouse leads it: the plots draw it where the mouse is, and need not be told. */
	readonly hovered: boolean;
}

/** Puts an empty row between two samples that lie too far apart for a line between them to be true. */
export function columns(live: Pick<Live, 'times' | 'values'>): Columns {
	const times: number[] = [];
	const source: number[] = [];
	live.times.forEach((at, index) => {
		const before = live.times[index - 1];
		if (before !== undefined && gapBefore(live.times, index)) {
			times.push(before + (at - before) / 2);
			source.push(-1);
		}
		times.push(at);
		source.push(index);
	});
	const values = Object.fromEntries(
		Object.entries(live.values).map(([stat, all]) => [stat, source.map((index) => all[index] ?? null)]),
	);
	const samples = source.flatMap((index, row) => (index < 0 ? [] : [row]));
	return { times, values, samples };
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
		isNumber(value) && !isNumber(values[row - 1]) && !isNumber(values[row + 1]) ? [row] : [],
	);
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
