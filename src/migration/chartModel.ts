/** Tiles and charts over the samples of any service. */
import * as l10n from '@vscode/l10n';
import type { Format } from './format';
import { type Sample, statValue } from './sample';
import type { Chart, SeriesColor } from './viewModel';

/** What stands where a value is missing. */
export const NONE = '–';

/** What a bar can show of a percentage: what is beyond 0–100 is told by its number alone. */
export function ofBar(percent: number | null): number | null {
	return percent !== null && percent >= 0 && percent <= 100 ? percent : null;
}

/** A chart without its values. */
export interface ChartPlan {
	readonly id: string;
	readonly title: string;
	readonly unit?: string | undefined;
	/** Fixed upper end of the value axis. */
	readonly max?: number;
	/** Its values are counts. */
	readonly whole?: boolean;
	readonly series: readonly (readonly [stat: string, label: string, color: SeriesColor])[];
}

/** The chart of a plan, with a summary of one sentence a series. Samples oldest first. */
export function chartOf(plan: ChartPlan, samples: readonly Sample[], format: Format): Chart {
	const { id, title, unit, max, whole, series } = plan;
	return {
		id,
		title,
		...(unit === undefined ? {} : { unit }),
		...(max === undefined ? {} : { max }),
		...(whole ? { whole } : {}),
		series: series.map(([stat, label, color]) => ({ stat, label, color })),
		summary: series.map(([stat, label]) => seriesSummary(samples, stat, label, format)).join(' '),
	};
}

/** A series in one sentence, for those who cannot see the chart. */
export function seriesSummary(samples: readonly Sample[], stat: string, label: string, format: Format): string {
	let [first, last, count] = [0, 0, 0];
	let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const sample of samples) {
		const value = statValue(sample, stat);
		if (value !== null) {
			first = count === 0 ? value : first;
			last = value;
			low = Math.min(low, value);
			high = Math.max(high, value);
			count++;
		}
	}
	if (count === 0) {
		return l10n.t('{0}: no values yet.', label);
	}
	return l10n.t(
		'{0}: now {1}, first {2}, lowest {3}, highest {4}, {5} samples.',
		label,
		...[last, first, low, high].map((n) => format.number(n)),
		count,
	);
}
