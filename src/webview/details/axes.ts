/** The steps and labels of a chart's axes. Pure. */
import { type Formats, isSameDay } from '../shared/format';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Steps between the times on the axis, ms: never less than the second that they are told by. */
export const TIME_STEPS = [
	...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200].map((s) => s * 1000),
	...[1, 2, 7, 14, 28].map((days) => days * DAY),
];

/** Steps of an axis of counts: nobody does a quarter of an operation. */
export const WHOLE_STEPS: number[] = Array.from({ length: 32 }, (_, power) =>
	[1, 2, 5].map((digit) => digit * 10 ** power),
).flat();

/** Labels of a time axis whose labels lie `step` ms apart. Where it crosses midnight, each day's first one has the date below it. */
export function timeLabels(splits: readonly number[], step: number, formats: Formats): string[] {
	if (step >= DAY) {
		return splits.map(formats.date);
	}
	const crosses = !isSameDay(splits[0] ?? 0, splits.at(-1) ?? 0);
	return splits.map((at, index) => {
		const clock = step >= MINUTE ? formats.minute(at) : formats.second(at);
		const before = splits[index - 1];
		return crosses && (before === undefined || !isSameDay(before, at)) ? `${clock}\n${formats.date(at)}` : clock;
	});
}
