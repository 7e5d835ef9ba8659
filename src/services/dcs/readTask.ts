/** From what was read of a DCS task to the task. */
import { readDate } from '../../core/dates';
import { filled } from '../../core/values';
import type { DatedReading, ListReading, Readings } from '../../migration/ports';
import { saidSince } from '../../migration/readingOrder';
import type { Task, TaskRef } from '../../migration/task';
import { hasSwitchedIp, isSwitchingIp } from './labels';
import { mergeReadings, withStatus } from './mergeReadings';
import type { DcsFields } from './schema';
import { statuses } from './statuses';

/** What can be done to an import of backup files as well. */
const OF_IMPORTS: ReadonlySet<string> = new Set(['stop', 'delete']);

/** How long the details' finer word for "migrating" is believed before the first list, ms. */
const FINER_FOR = 5 * 60_000;

/** Builds the task from its row in the list, its details, or both. */
export function readTask(ref: TaskRef, readings: Readings<DcsFields>): Task<DcsFields> {
	const status = currentStatus(readings);
	const { fields, raw } = withStatus(mergeReadings(readings), status);
	const { group, stage, actions = [] } = statuses.row(status);
	const created = readDate(fields.created_at);
	const switching = isSwitchingIp(fields.task_status);
	const over = stage === 'over' && !switching;
	const changedAt = over ? readings.list?.changedAt?.get('status') : undefined;
	const online = !isBackupImport(fields);
	return {
		ref,
		name: filled(fields.task_name) ?? ref.id,
		status,
		// While addresses are switched, a task that has stopped still has an end to come.
		group: switching && group !== 'failed' ? 'active' : group,
		raw,
		fields,
		stage,
		actions: online ? actionsOf(actions, fields) : actions.filter((action) => OF_IMPORTS.has(action)),
		createdAt: created.at,
		...(created.at !== undefined && created.zone === 'unknown' ? { createdZoneUnknown: true } : {}),
		...(changedAt === undefined ? {} : { changedAt }),
		sample: readings.sample,
		live: online && stage !== 'unconfigured' && stage !== 'creating' && stage !== 'unknown',
		over,
	};
}

/** While addresses are switched nothing else is done; then they can be switched back, once, and not be switched again. */
function actionsOf(allowed: readonly string[], { task_status }: DcsFields): readonly string[] {
	const out = hasSwitchedIp(task_status) ? 'switchIp' : 'rollbackIp';
	return isSwitchingIp(task_status) ? [] : allowed.filter((action) => action !== out);
}

/** Whether the task imports backup files, once; all others copy from Redis to Redis. */
export function isBackupImport(fields: DcsFields): boolean {
	return filled(fields.migration_type) === 'backupfile_import';
}

/**
 * The details count, which tell ten states apart, unless the list has said something else since they were asked for. A list that only goes on
 * saying its one word for all that is not over says nothing new: two readings that differ for good never take turns.
 */
function currentStatus({ list, detail }: Readings<DcsFields>): string {
	const fromList = filled(list?.fields.status) ?? '';
	const fromDetail = filled(detail?.fields.status) ?? '';
	if (!detail || fromDetail === '') {
		return fromList;
	}
	if (!list || fromList === '' || detail.at >= saidSince(list, 'status')) {
		return fromDetail;
	}
	return isFinerWord(fromDetail, detail, fromList, list) ? fromDetail : fromList;
}

/** Whether details that are a little older than the first list say more precisely what that has one word for. */
function isFinerWord(fromDetail: string, detail: DatedReading, fromList: string, list: ListReading): boolean {
	return (
		!list.changedAt?.has('status') &&
		statuses.row(fromList).stage === 'running' &&
		statuses.row(fromDetail).known &&
		list.at - detail.at < FINER_FOR
	);
}
