/** The tables of the DCS pages, as data. Statistics are declared String there and are numbers in the examples; either reads as a number. */
import type { Fields, Table } from '../../cloud/tableReader';
import type { TaskTable } from '../../cloud/taskPage';

/** "Listing Migration Tasks", table MigrationTaskList. */
export const DCS_LISTED_TASK = {
	task_id: 'string',
	task_name: 'string',
	status: 'string',
	migration_type: 'string',
	migration_method: 'string',
	ecs_tenant_private_ip: 'string',
	data_source: 'string',
	source_instance_name: 'string',
	source_instance_id: 'string',
	target_instance_addrs: 'string',
	target_instance_name: 'string',
	target_instance_id: 'string',
	created_at: 'string',
	description: 'string',
	source_instance_status: 'string',
	target_instance_status: 'string',
	source_instance_subnet_id: 'string',
	target_instance_subnet_id: 'string',
	source_instance_spec_code: 'string',
	target_instance_spec_code: 'string',
	error_message: 'string',
	released_at: 'string',
	version: 'string',
	resume_mode: 'string',
	supported_features: 'strings',
} as const satisfies Table;

/** "Querying Details of a Data Migration Task", table Files. */
export const DCS_FILE = { file_name: 'string', size: 'string', update_at: 'string' } as const satisfies Table;

/** Same page, table BackupFilesBody. */
export const DCS_BACKUP_FILES = {
	file_source: 'string',
	bucket_name: 'string',
	files: { list: DCS_FILE },
	backup_id: 'string',
} as const satisfies Table;

/** Same page, tables SourceInstanceBody and TargetInstanceBody, which have the same fields. `password` is dropped while reading. */
export const DCS_INSTANCE = {
	id: 'string',
	name: 'string',
	addrs: 'string',
	ip: 'string',
	port: 'string',
	db: 'string',
	task_status: 'string',
	proxy_multi_db: 'boolean',
} as const satisfies Table;

/** Same page, the response body. */
export const DCS_TASK = {
	task_id: 'string',
	task_name: 'string',
	description: 'string',
	status: 'string',
	migration_type: 'string',
	migration_method: 'string',
	ecs_tenant_private_ip: 'string',
	backup_files: { object: DCS_BACKUP_FILES },
	network_type: 'string',
	source_instance: { object: DCS_INSTANCE },
	target_instance: { object: DCS_INSTANCE },
	created_at: 'string',
	updated_at: 'string',
	released_at: 'string',
	version: 'string',
	resume_mode: 'string',
	supported_features: 'strings',
	tenant_vpc_id: 'string',
	tenant_subnet_id: 'string',
	tenant_security_group_id: 'string',
	bandwidth_limit_mb: 'string',
	task_status: 'string',
} as const satisfies Table;

/** "Querying the Progress of an Online Migration Task". Per cent, no unit said, keys, keys, KB/s, operations/s. */
export const DCS_STATS = {
	full_migration_progress: 'percent',
	offset: 'number',
	source_dbsize: 'number',
	target_dbsize: 'number',
	target_input_kbps: 'number',
	target_ops: 'number',
	is_migrating: 'boolean',
} as const satisfies Table;

/** "Querying the Migration Log List", table MigrationLog. `keyword` also comes as plain text. */
export const DCS_LOG = {
	created_at: 'string',
	log_level: 'string',
	message: 'string',
	log_code: 'string',
	keyword: 'strings',
} as const satisfies Table;

/** "Configuring an Online Data Migration Task", the response body. */
export const DCS_CONFIGURED = {
	id: 'string',
	name: 'string',
	status: 'string',
	error: 'string',
} as const satisfies Table;

/** What "Batch Stopping" and "Batch Restarting" answer: a result for each task; 200 also where some failed. */
export const DCS_RESULTS = {
	migration_tasks: {
		list: { task_id: 'string', result: 'string', error_code: 'string', error_msg: 'string' },
	},
} as const satisfies Table;

/**
 * A task as either page describes it. Rows of the list and details are both read by it, since either may hold a field that only the page of the
 * other one names: what stands in `fields` is then always of the documented shape.
 */
export const DCS_MIGRATION_TASK = { ...DCS_LISTED_TASK, ...DCS_TASK } as const satisfies Table;

/** Which fields of a row say which task it is. */
export const DCS_TASKS: TaskTable<typeof DCS_MIGRATION_TASK> = {
	table: DCS_MIGRATION_TASK,
	list: 'migration_tasks',
	id: 'task_id',
	name: 'task_name',
	created: 'created_at',
};

/** What is known of a task: list and details together. */
export type DcsFields = Fields<typeof DCS_MIGRATION_TASK>;
