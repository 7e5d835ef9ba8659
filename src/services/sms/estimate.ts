/**
 * When the service thinks that a task will be done. `estimate_complete_time` is the time of completion in "Listing Migration Tasks", but was the
 * time that remains in older pages, and no unit is given; `remain_seconds` of the details is clearer. Both are the service's own guess.
 */

import { numberAt } from '../../core/values';
import type { WireFields } from '../../migration/task';

/** A completion further away than this is no time in ms since 1970. */
const FURTHEST = 366 * 24 * 3_600_000;

/** `estimate_complete_time` as ms since 1970 where it can be one: a moment in the year to come. */
export function completionOf(raw: WireFields, now: number): number | undefined {
	const at = numberAt(raw, 'estimate_complete_time');
	return at !== null && at > now && at - now < FURTHEST ? at : undefined;
}

/** How long it will still take, ms: from `remain_seconds`, else from the completion. Undefined where the service gives no estimate. */
export function remainingOf(raw: WireFields, now: number): number | undefined {
	const seconds = numberAt(raw, 'remain_seconds');
	// 0 also stands where the service does not know.
	if (seconds !== null && seconds > 0) {
		return seconds * 1000;
	}
	const at = completionOf(raw, now);
	return at === undefined ? undefined : at - now;
}
