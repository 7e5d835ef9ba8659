/** Builds a server migration task from what the list and its details say of it. */
import { readDate } from '../../core/dates';
import { filled, isRecord, text } from '../../core/values';
import type { DatedReading, Readings, TaskReading } from '../../migration/ports';
import { isLater } from '../../migration/readingOrder';
import type { Task, TaskRef, WireFields } from '../../migration/task';
import type { SmsFields } from './schema';
import { statuses } from './statuses';

/** The task as it stands. List and details say the same fields: the newer reading counts, and what only the older one has survives. */
export function readTask(ref: TaskRef, readings: Readings<SmsFields>): Task<SmsFields> {
	const { fields, raw } = merge(readings);
	const status = filled(fields.state) ?? '';
	const { group, stage, actions = [] } = statuses.row(status);
	return {
		ref,
		name: filled(fields.name) ?? ref.id,
		status,
		group,
		stage,
		actions,
		fields,
		raw,
		createdAt: readDate(createdOf({ fields, raw })).at,
		...(stage === 'over' ? changedOf(readings) : {}),
		sample: readings.sample,
		live: stage !== 'over' && stage !== 'ready' && stage !== 'unknown',
		over: stage === 'over',
	};
}

/** When the list was seen to say another state, or its newest step began or ended. */
function changedOf({ list }: Readings<SmsFields>): Pick<Task, 'changedAt'> {
	const steps = (list?.fields.sub_tasks ?? []).flatMap(({ start_date, end_date }) => [start_date, end_date]);
	const moments = [list?.changedAt?.get('state'), ...steps].map((one) => readDate(one).at);
	const known = moments.filter((at): at is number => at !== undefined);
	return known.length === 0 ? {} : { changedAt: Math.max(...known) };
}

/** Objects of which the details say more than the list does. */
const NESTED = ['source_server', 'target_server', 'clone_server'];
/** A count-down that was read this long (ms) before the rest says nothing any more. */
const COUNTDOWN_GOOD_FOR = 2 * 60_000;

function merge({ list, detail }: Readings<SmsFields>): TaskReading<SmsFields> {
	// Several rows of a list may share one id: details that were created at another time belong to another of them.
	if (!list || !detail || !sameTask(list, detail)) {
		return list ?? detail ?? { fields: {}, raw: {} };
	}
	if (detailsCount(list, detail)) {
		return overlay(list, detail, NESTED);
	}
	return overlay(list.at - detail.at > COUNTDOWN_GOOD_FOR ? withoutCountdown(detail) : detail, list, NESTED);
}

/**
 * Whether the details are the newer reading. Where both were under way at the same time nobody knows; then an end counts that either tells of, so
 * that it is not told, taken back and told again.
 */
function detailsCount(list: DatedReading<SmsFields>, detail: DatedReading<SmsFields>): boolean {
	if (isLater(detail, list) || isLater(list, detail)) {
		return detail.at >= list.at;
	}
	const [listOver, detailOver] = [isOver(list), isOver(detail)];
	return listOver === detailOver ? detail.at >= list.at : detailOver;
}

function isOver({ fields }: TaskReading<SmsFields>): boolean {
	return statuses.row(filled(fields.state) ?? '').stage === 'over';
}

function sameTask(list: TaskReading<SmsFields>, detail: TaskReading<SmsFields>): boolean {
	const [a, b] = [text(createdOf(list)), text(createdOf(detail))];
	return a === '' || b === '' || a === b;
}

/** The date of creation; as it came where it is no number. */
function createdOf({ fields, raw }: TaskReading<SmsFields>): unknown {
	return fields.create_date ?? raw.create_date;
}

function withoutCountdown({ fields, raw }: TaskReading<SmsFields>): TaskReading<SmsFields> {
	const { remain_seconds: _read, ...otherFields } = fields;
	const { remain_seconds: _came, ...otherRaw } = raw;
	return { fields: otherFields, raw: otherRaw };
}

/** Whether a newer reading has nothing in the place of a text, though nothing happened in between that would have emptied it. */
function erases(key: string, older: TaskReading<object>, newer: TaskReading<object>): boolean {
	const [old, young] = [older.raw[key], newer.raw[key]];
	return (young === null || young === '') && typeof old === 'string' && text(older.raw.state) === text(newer.raw.state);
}

/** The newer reading over the older one. What the newer one has counts there, even where it could not be read. */
function overlay<F extends object>(
	older: TaskReading<F>,
	newer: TaskReading<F>,
	nested: readonly string[],
): TaskReading<F> {
	const [before, after] = [older.fields as WireFields, newer.fields as WireFields];
	const raw: Record<string, unknown> = { ...older.raw, ...newer.raw };
	const fields = { ...before, ...Object.fromEntries(Object.keys(newer.raw).map((key) => [key, after[key]])) };
	for (const key of Object.keys(newer.raw)) {
		if (erases(key, older, newer)) {
			raw[key] = older.raw[key];
			fields[key] = before[key];
		}
	}
	for (const key of nested) {
		const [old, young, oldRaw, youngRaw] = [before[key], after[key], older.raw[key], newer.raw[key]];
		if (isRecord(old) && isRecord(young) && isRecord(oldRaw) && isRecord(youngRaw)) {
			const inner = overlay({ fields: old, raw: oldRaw }, { fields: young, raw: youngRaw }, []);
			raw[key] = inner.raw;
			fields[key] = inner.fields;
		}
	}
	return { fields: fields as F, raw };
}
