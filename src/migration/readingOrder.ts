/** Which of two readings of one task counts. All that is known of a reading's moment is that it lies between the question and the answer. */
import { sameJson } from '../core/values';
import type { DatedReading, ListReading } from './ports';
import type { Stage } from './task';

/** Since when, ms since 1970, the list says of a field what it says now: what was read before that cannot have known it. */
export function saidSince(list: ListReading, field: string): number {
	return list.changedAt?.get(field) ?? list.firstAt ?? answeredAt(list);
}

/** Whether a reading was asked for after the other one was answered, so that it speaks of a later moment. */
export function isLater(reading: DatedReading, other: DatedReading): boolean {
	return reading.at >= answeredAt(other);
}

/** How far in its life a task is at each stage. */
const AGES: Readonly<Record<Stage, number>> = {
	creating: 0,
	unconfigured: 1,
	ready: 1,
	unknown: 2,
	running: 2,
	full: 2,
	incremental: 3,
	syncing: 3,
	stopping: 4,
	over: 5,
};

/**
 * Whether a reading takes the place of one of the same kind. Of two that were under way at once nobody knows which saw more: there the one that saw
 * the task further in its life counts, so that nothing is told, taken back and told again.
 */
export function outweighs(reading: DatedReading, before: DatedReading, stageOf: (one: DatedReading) => Stage): boolean {
	return reading.at >= before.at && (isLater(reading, before) || AGES[stageOf(reading)] >= AGES[stageOf(before)]);
}

/** ms since 1970. */
export function answeredAt({ at, answeredAt: answered }: DatedReading): number {
	return Math.max(at, answered ?? at);
}

/** The row that a list has now, after the one that it had before. */
export function nextInList<F>(before: ListReading<F> | undefined, now: DatedReading<F>): ListReading<F> {
	if (!before) {
		return { ...now, firstAt: answeredAt(now) };
	}
	const { firstAt = answeredAt(before), changedAt } = before;
	if (before.raw === now.raw) {
		return { ...now, firstAt, changedAt };
	}
	const changes = new Map(changedAt);
	for (const field of new Set([...Object.keys(before.raw), ...Object.keys(now.raw)])) {
		if (!sameJson(before.raw[field], now.raw[field])) {
			changes.set(field, answeredAt(now));
		}
	}
	return { ...now, firstAt, changedAt: changes };
}
