/** Which of two readings of one task counts. All that is known of a reading's moment is that it lies between the question and the answer. */
import { sameJson } from '../core/values';
import type { DatedReading, ListReading } from './ports';

/** Since when, ms since 1970, the list says of a field what it says now: what was read before that cannot have known it. */
export function saidSince(list: ListReading, field: string): number {
	return list.changedAt?.get(field) ?? list.firstAt ?? answeredAt(list);
}

/** Whether a reading was asked for after the other one was answered, so that it speaks of a later moment. */
export function isLater(reading: DatedReading, other: DatedReading): boolean {
	return reading.at >= answeredAt(other);
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
