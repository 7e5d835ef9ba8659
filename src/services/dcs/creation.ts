/** Creating DCS migration tasks, the jobs that make their machines, and the backups that can be imported. */
import { readAll } from '../../cloud/paging';
import type { Operation, ServiceApi } from '../../cloud/serviceApi';
import { type Table, usableId } from '../../cloud/tableReader';
import { readDate } from '../../core/dates';
import { filled } from '../../core/values';
import {
	type Backup,
	type CreationKind,
	type CreationSource,
	creationBody,
	type JobState,
} from '../../migration/creation';
import { DCS_CONFIGURED } from './schema';

const CREATE = { actions: ['dcs:migrationTask:create'] };

/** "Creating an Online Data Migration Task". `job_id` is on no page; other clients read and need it. */
const CREATED_ONLINE = { instance_id: 'string', job_id: 'string' } as const satisfies Table;
/** "Querying the Job Execution Result of a Tenant". */
const JOB = { status: 'string', fail_reason: 'string' } as const satisfies Table;
/** "Querying Backup Records", table BackupRecordResponse; `size` in bytes. */
const BACKUPS = {
	total_num: 'number',
	backup_record_response: {
		list: {
			backup_id: 'string',
			backup_name: 'string',
			status: 'string',
			backup_format: 'string',
			created_at: 'string',
			size: 'number',
		},
	},
} as const satisfies Table;

const OPERATIONS: Readonly<Record<CreationKind, Operation>> = {
	online_migration: {
		name: 'CreateOnlineMigrationTask',
		method: 'POST',
		path: '/v2/{project_id}/migration/instance',
		repeatable: false,
		rights: CREATE,
	},
	backupfile_import: {
		name: 'CreateMigrationTask',
		method: 'POST',
		path: '/v2/{project_id}/migration-task',
		repeatable: false,
		rights: CREATE,
	},
};
const SHOW_JOB: Operation = {
	name: 'ShowJobInfo',
	method: 'GET',
	path: '/v2/{project_id}/jobs/{job_id}',
	repeatable: true,
	rights: { actions: ['dcs:job:get'] },
};
const LIST_BACKUPS: Operation = {
	name: 'ListBackupRecords',
	method: 'GET',
	path: '/v2/{project_id}/instances/{instance_id}/backups',
	repeatable: true,
	rights: { actions: ['dcs:instance:getDataBackupLog'] },
};
/** Backups that a page can have. */
const PAGE = 1_000;

/** The way to create tasks over the calls of a project. */
export function dcsCreations(api: ServiceApi): CreationSource {
	return {
		async create(values, signal) {
			const call = { body: creationBody(values), signal };
			if (values.migration_type === 'online_migration') {
				const { fields } = await api.read(OPERATIONS.online_migration, CREATED_ONLINE, call);
				const id = usableId(fields.instance_id) ?? '';
				return { id, name: '', status: '', error: '', job: usableId(fields.job_id) ?? '' };
			}
			const { fields } = await api.read(OPERATIONS.backupfile_import, DCS_CONFIGURED, call);
			const { name, status, error } = fields;
			return { id: usableId(fields.id) ?? '', name: name ?? '', status: status ?? '', error: error ?? '', job: '' };
		},
		async job(id, signal) {
			const { fields } = await api.read(SHOW_JOB, JOB, { parameters: { job_id: id }, signal });
			return { state: jobState(fields.status ?? ''), error: fields.fail_reason ?? '' };
		},
		backups: (instanceId, signal) => listBackups(api, instanceId, signal),
		describe: (kind) => api.describe(OPERATIONS[kind]),
	};
}

/** INIT, RUNNING, SUCCESS, FAIL; others go on. */
function jobState(status: string): JobState['state'] {
	const word = status.trim().toUpperCase();
	return word === 'SUCCESS' ? 'succeeded' : word.startsWith('FAIL') ? 'failed' : 'running';
}

async function listBackups(api: ServiceApi, instanceId: string, signal: AbortSignal) {
	const list = await readAll<Backup>(
		async (offset, limit) => {
			const call = { parameters: { instance_id: instanceId }, query: { offset, limit }, signal };
			const { fields } = await api.read(LIST_BACKUPS, BACKUPS, call);
			const entries = fields.backup_record_response ?? [];
			const unreadable: number[] = [];
			const rows = entries.flatMap((entry, index): Backup[] => {
				const id = usableId(entry.backup_id);
				if (id === undefined) {
					unreadable.push(index);
					return [];
				}
				return [
					{
						id,
						name: filled(entry.backup_name) ?? '',
						status: filled(entry.status) ?? '',
						format: filled(entry.backup_format) ?? '',
						createdAt: readDate(entry.created_at).at,
						size: entry.size ?? undefined,
					},
				];
			});
			return { rows, length: entries.length, count: fields.total_num ?? undefined, unreadable };
		},
		{ limit: PAGE, keyOf: ({ id }) => id },
	);
	return { ...list, rows: [...list.rows].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)) };
}
