/** Whether a series rises or falls. Pure; knows no unit and no size, so that a slow rise of a large number is a rise. */

export type Trend = 'rising' | 'falling' | 'none';

/** How sure a trend must be: about one series of pure noise in forty passes for rising. */
const SURE = 1.96;

/**
 * The trend of some values, oldest first, by comparing each with each (Mann and Kendall): a single outlier makes no trend, and neither do fewer than
 * five values.
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
	return score > 0 ? 'rising' : 'falling';
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
