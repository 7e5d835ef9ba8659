/** List and details of a DCS task in one. Neither says all, and each goes on saying what the other one knows better. */
import { readDate } from '../../core/dates';
import { text } from '../../core/values';
import type { ListReading, Readings, TaskReading } from '../../migration/ports';
import { saidSince } from '../../migration/readingOrder';
import type { WireFields } from '../../migration/task';
import { METHOD_WORDS } from './labels';
import type { DcsFields } from './schema';

/** Two forms of one moment differ by no more than a time zone can, ms. */
const WIDEST_ZONE = 14 * 3_600_000;
const DATES: ReadonlySet<string> = new Set(['created_at', 'updated_at', 'released_at']);

type Reading = TaskReading<DcsFields>;

/**
 * Of a field that both have, the details count, unless the list has changed it since they were asked for. Nothing empty takes the place of a
 * value, no method that of a type, no date without a zone that of the same moment with one.
 */
export function mergeReadings({ list, detail }: Readings<DcsFields>): Reading {
	if (!list || !detail) {
		return list ?? detail ?? { fields: {}, raw: {} };
	}
	const raw: Record<string, unknown> = { ...list.raw };
	const fields: Record<string, unknown> = { ...list.fields };
	for (const field of Object.keys(detail.raw)) {
		if (chosen(field, list, detail) === detail) {
			raw[field] = detail.raw[field];
			delete fields[field];
			if (Object.hasOwn(detail.fields, field)) {
				fields[field] = (detail.fields as WireFields)[field];
			}
		}
	}
	// Where every field came as the tables say, one object does for both.
	return { fields: (isOwnReading(list) && isOwnReading(detail) ? raw : fields) as DcsFields, raw };
}

/** The reading with another status; the very same one where it holds that already. */
export function withStatus(reading: Reading, status: string): Reading {
	if (status === '' || reading.raw.status === status) {
		return reading;
	}
	const raw: WireFields = { ...reading.raw, status };
	return { fields: isOwnReading(reading) ? (raw as DcsFields) : { ...reading.fields, status }, raw };
}

function chosen(field: string, list: ListReading<DcsFields>, detail: Reading & { readonly at: number }): Reading {
	const newer = detail.at >= saidSince(list, field) ? detail : list;
	const older = newer === detail ? list : detail;
	return worth(field, older.raw[field]) > worth(field, newer.raw[field]) || tellsMore(field, older, newer)
		? older
		: newer;
}

/** Nothing, a word of another field (the documented details have a method in the place of the type), or a value. */
function worth(field: string, value: unknown): number {
	if (value === undefined || value === null || value === '') {
		return 0;
	}
	return field === 'migration_type' && Object.hasOwn(METHOD_WORDS, text(value)) ? 1 : 2;
}

/** Whether the older reading has the same date with its zone, and the newer one without. */
function tellsMore(field: string, older: Reading, newer: Reading): boolean {
	if (!DATES.has(field)) {
		return false;
	}
	const [zoned, bare] = [readDate(older.raw[field]), readDate(newer.raw[field])];
	return (
		zoned.zone === 'utc' &&
		bare.zone === 'unknown' &&
		zoned.at !== undefined &&
		bare.at !== undefined &&
		Math.abs(zoned.at - bare.at) <= WIDEST_ZONE
	);
}

/** Whether every field came as the tables say, so that `raw` is its own reading and need not be held twice. */
function isOwnReading({ fields, raw }: Reading): boolean {
	return fields === (raw as DcsFields);
}
