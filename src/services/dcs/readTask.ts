/** From what was read of a DCS task to the task. */
import { readDate } from '../../core/dates';
import { filled } from '../../core/values';
import type { Readings, TaskReading } from '../../migration/ports';
import type { Task, TaskRef, WireFields } from '../../migration/task';
import type { DcsFields } from './schema';
import { statuses } from './statuses';

/** How long the details' finer word for "migrating" is believed after the list was read again, ms. */
const FINER_FOR = 5 * 60_000;

/** Builds the task from its row in the list, its details, or both. */
export function readTask(ref: TaskRef, readings: Readings<DcsFields>): Task<DcsFields> {
	const status = currentStatus(readings);
	const { fields, raw } = withStatus(joined(readings), status);
	const { group, stage, actions = [] } = statuses.row(status);
	const online = !isBackupImport(fields);
	return {
		ref,
		name: filled(fields.task_name) ?? ref.id,
		status,
		group,
		raw,
		fields,
		stage,
		actions: online ? actions : actions.filter((action) => action !== 'configure'),
		createdAt: readDate(fields.created_at).at,
		sample: readings.sample,
		live: online && stage !== 'unconfigured' && stage !== 'creating' && stage !== 'unknown',
		over: stage === 'over',
	};
}

/** Whether the task imports backup files, once; all others copy from Redis to Redis. */
export function isBackupImport(fields: DcsFields): boolean {
	return filled(fields.migration_type) === 'backupfile_import';
}

/** The newer reading counts; but the list says MIGRATING for what the details tell apart, so their finer word survives for a while. */
function currentStatus({ list, detail }: Readings<DcsFields>): string {
	const fromList = filled(list?.fields.status) ?? '';
	const fromDetail = filled(detail?.fields.status) ?? '';
	if (!detail || fromDetail === '') {
		return fromList;
	}
	if (!list || fromList === '' || detail.at >= list.at) {
		return fromDetail;
	}
	const believed =
		statuses.row(fromList).stage === 'running' &&
		statuses.row(fromDetail).group === 'active' &&
		list.at - detail.at < FINER_FOR;
	return believed ? fromDetail : fromList;
}

/** List and details in one; where both have a field the details count, also where what they hold cannot be read. */
function joined({ list, detail }: Readings<DcsFields>): TaskReading<DcsFields> {
	if (!list || !detail) {
		return list ?? detail ?? { fields: {}, raw: {} };
	}
	const raw: WireFields = { ...list.raw, ...detail.raw };
	if (isOwnReading(list) && isOwnReading(detail)) {
		return { fields: raw as DcsFields, raw };
	}
	const fields: Record<string, unknown> = { ...list.fields, ...detail.fields };
	for (const field of Object.keys(detail.raw)) {
		if (!Object.hasOwn(detail.fields, field)) {
			delete fields[field];
		}
	}
	return { fields: fields as DcsFields, raw };
}

/** The reading with the status that counts; the very same one where it holds that already. */
function withStatus(reading: TaskReading<DcsFields>, status: string): TaskReading<DcsFields> {
	if (status === '' || reading.raw.status === status) {
		return reading;
	}
	const raw: WireFields = { ...reading.raw, status };
	return { fields: isOwnReading(reading) ? (raw as DcsFields) : { ...reading.fields, status }, raw };
}

/** Whether every field came as the tables say, so that `raw` is its own reading and need not be held twice. */
function isOwnReading({ fields, raw }: TaskReading<DcsFields>): boolean {
	return fields === (raw as DcsFields);
}
