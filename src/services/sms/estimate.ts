/**
 * When the service thinks that a task will be done. `estimate_complete_time` is the time of completion in "Listing Migration Tasks", but was the
 * time that remains in older pages, and no unit is given; `remain_seconds` of the details is clearer. Both are the service's own guess.
 */
import { FullSyncPace, type TimeLeft } from '../../migration/insight/fullSync';
import { type Sample, statValue } from '../../migration/sample';
import type { SmsFields } from './schema';
import { STEP_PROGRESS } from './stats';

/** A completion further away than this (ms) is no time in ms since 1970. */
const FURTHEST = 366 * 24 * 3_600_000;

/** `estimate_complete_time` as ms since 1970 where it can be one: a moment in the year to come. */
export function completionOf({ estimate_complete_time: at }: SmsFields, now: number): number | undefined {
	return typeof at === 'number' && at > now && at - now < FURTHEST ? at : undefined;
}

/** How long it will still take, ms: from `remain_seconds`, else from the completion. Undefined where the service gives no estimate. */
export function remainingOf(fields: SmsFields, now: number): number | undefined {
	const seconds = fields.remain_seconds;
	// 0 also stands where the service does not know.
	if (typeof seconds === 'number' && seconds > 0) {
		return seconds * 1000;
	}
	const at = completionOf(fields, now);
	return at === undefined ? undefined : at - now;
}

/** The time left of the step at work, by the pace of its own percentage; undefined before three rises. Samples oldest first. */
export function stepLeft(samples: readonly Sample[]): TimeLeft | undefined {
	const pace = new FullSyncPace();
	let before: number | null = null;
	for (const sample of samples) {
		const progress = statValue(sample, STEP_PROGRESS);
		if (progress !== null && before !== null && progress < before) {
			// The next step begins at 0 again.
			pace.restart();
		}
		before = progress ?? before;
		pace.add({ progress, t: sample.at });
	}
	const last = samples.at(-1);
	return last && pace.left(last.at);
}
