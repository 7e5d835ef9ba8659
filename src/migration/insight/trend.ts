/** Whether a series rises or falls. Pure; knows no unit and no size, so that a slow rise of a large number is a rise. */

import { median } from '../../core/values';

export type Trend = 'rising' | 'falling' | 'none';

/** How sure a trend must be; five values that all rise are just sure enough. */
const SURE = 2.2;

/** Shares of the values below and above which they count for outliers. */
const [LOW, HIGH] = [0.1, 0.9];

/**
 * The trend of some values, oldest first, by comparing each with each (Mann and Kendall), and only where the first and the last third are well apart:
 * whoever looks at noise for long enough sees it rise. Fewer than five values make no trend.
 */
export function trendOf(values: readonly number[]): Trend {
	let score = 0;
	values.forEach((value, index) => {
		for (const later of values.slice(index + 1)) {
			score += Math.sign(later - value);
		}
	});
	const variance = (spread(values.length) - tied(values)) / 18;
	if (variance <= 0 || (Math.abs(score) - 1) / Math.sqrt(variance) < SURE) {
		return 'none';
	}
	const third = Math.ceil(values.length / 3);
	const [first, last] = [values.slice(0, third), values.slice(-third)];
	if (score > 0) {
		return isAbove(last, first) ? 'rising' : 'none';
	}
	return isAbove(first, last) ? 'falling' : 'none';
}

function isAbove(values: readonly number[], others: readonly number[]): boolean {
	return quantile(values, LOW) > median(others) && quantile(others, HIGH) < median(values);
}

function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(share * sorted.length)] ?? 0;
}

function spread(count: number): number {
	return count * (count - 1) * (2 * count + 5);
}

/** What equal values take from the variance. */
function tied(values: readonly number[]): number {
	const counts = new Map<number, number>();
	for (const value of values) {
		counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	return [...counts.values()].reduce((sum, count) => sum + spread(count), 0);
}
