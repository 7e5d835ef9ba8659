/** The tables of the DCS pages, as data. Statistics are declared String there and are numbers in the examples; either reads as a number. */
import type { Fields, Table } from '../../cloud/tableReader';

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

/** "Configuring an Online Data Migration Task", the response body. */
export const DCS_CONFIGURED = {
	id: 'string',
	name: 'string',
	status: 'string',
	error: 'string',
} as const satisfies Table;

export type DcsListedFields = Fields<typeof DCS_LISTED_TASK>;
export type DcsTaskFields = Fields<typeof DCS_TASK>;
export type DcsStatsFields = Fields<typeof DCS_STATS>;
export type DcsConfiguredFields = Fields<typeof DCS_CONFIGURED>;

/** One end in a configuration: an instance by id, or Redis servers by address; the other may be left out or null. */
export interface ConfigureInstance {
	readonly id?: string | null;
	/** `ip:port`, comma-separated. */
	readonly addrs?: string | null;
	readonly password?: string | null;
}

/** The body of "Configuring an Online Data Migration Task". */
export interface ConfigureBody {
	readonly migration_method: string;
	readonly resume_mode: string;
	/** MB/s, 1–10,240, as text. */
	readonly bandwidth_limit_mb?: string;
	readonly source_instance: ConfigureInstance;
	readonly target_instance: ConfigureInstance;
}
