/** The order of tasks in a group, and which of them are history. */
import { lastChange, refKey, type Task } from '../../migration/task';

/** Failures that are older than this, ms, are history: folded away, and on no badge. */
export const HISTORY = 30 * 86_400_000;

/** What was created at one stroke counts as equally old, ms. */
const STROKE = 60_000;
/** orders-2 stands before orders-10. */
const NATURAL = new Intl.Collator(undefined, { numeric: true });

/** The newest change first; tasks without a readable date last; equal ones by name, so that the order never jumps. */
export function newestFirst(a: Task, b: Task): number {
	const [older, newer] = [strokeOf(a), strokeOf(b)];
	return older === newer
		? NATURAL.compare(a.name, b.name) || refKey(a.ref).localeCompare(refKey(b.ref))
		: newer - older;
}

/** Whether a failure is history at `now` (ms since 1970). What has no date is not. */
export function isHistory(task: Task, now: number): boolean {
	const at = lastChange(task);
	return task.group === 'failed' && at !== undefined && now - at > HISTORY;
}

function strokeOf(task: Task): number {
	const at = lastChange(task);
	return at === undefined ? Number.NEGATIVE_INFINITY : Math.floor(at / STROKE);
}
