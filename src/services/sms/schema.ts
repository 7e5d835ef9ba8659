/**
 * The tables of the SMS pages "Listing Migration Tasks" and "Querying a Migration Task", as data. Times are ms since 1970, rates Mbit/s, memory MB,
 * loads per cent.
 */
import type { Fields, Table } from '../../cloud/tableReader';

/** Table SubTaskAssociatedWithTask; the last two come with the details alone. */
export const SMS_SUB_TASK = {
	id: 'string',
	name: 'string',
	progress: 'percent',
	start_date: 'number',
	end_date: 'number',
	process_trace: 'string',
	migrate_speed: 'number',
	user_op: 'string',
} as const satisfies Table;

/** The source server; `migration_cycle` comes with the details alone. */
export const SMS_SOURCE_SERVER = {
	id: 'string',
	ip: 'string',
	name: 'string',
	os_type: 'string',
	os_version: 'string',
	oem_system: 'boolean',
	state: 'string',
	migration_cycle: 'string',
} as const satisfies Table;

/** The target server; the last three come with the details alone. Its disks have a form of their own, see disks.ts. */
export const SMS_TARGET_SERVER = {
	id: 'string',
	vm_id: 'string',
	name: 'string',
	ip: 'string',
	os_type: 'string',
	os_version: 'string',
	system_dir: 'string',
	image_disk_id: 'string',
	cutovered_snapshot_ids: 'string',
} as const satisfies Table;

/** Table CloneServerBrief; all but the first two come with the details alone. */
export const SMS_CLONE_SERVER = {
	vm_id: 'string',
	name: 'string',
	clone_error: 'string',
	clone_state: 'string',
	error_msg: 'string',
} as const satisfies Table;

/** Table NetworkCheckInfoRequestBody: ms, ms, Mbit/s, per cent. */
export const SMS_NETWORK_CHECK = {
	domain_connectivity: 'boolean',
	destination_connectivity: 'boolean',
	network_delay: 'number',
	network_jitter: 'number',
	migration_speed: 'number',
	loss_percentage: 'percent',
	cpu_usage: 'percent',
	mem_usage: 'percent',
	evaluation_result: 'string',
} as const satisfies Table;

/** Table ConfigBody. */
export const SMS_SPECIAL_CONFIG = {
	config_key: 'string',
	config_value: 'string',
	config_status: 'string',
} as const satisfies Table;

/** Table TasksResponseBody. */
export const SMS_LISTED_TASK = {
	id: 'string',
	name: 'string',
	type: 'string',
	os_type: 'string',
	state: 'string',
	estimate_complete_time: 'number',
	create_date: 'number',
	priority: 'number',
	speed_limit: 'number',
	migrate_speed: 'number',
	compress_rate: 'number',
	start_target_server: 'boolean',
	error_json: 'string',
	total_time: 'number',
	migration_ip: 'string',
	sub_tasks: { list: SMS_SUB_TASK },
	source_server: { object: SMS_SOURCE_SERVER },
	enterprise_project_id: 'string',
	target_server: { object: SMS_TARGET_SERVER },
	log_collect_status: 'string',
	clone_server: { object: SMS_CLONE_SERVER },
	syncing: 'boolean',
	network_check_info: { object: SMS_NETWORK_CHECK },
	special_config: { list: SMS_SPECIAL_CONFIG },
	total_cpu_usage: 'percent',
	agent_cpu_usage: 'percent',
	total_mem_usage: 'number',
	agent_mem_usage: 'number',
	total_disk_io: 'number',
	agent_disk_io: 'number',
	need_migration_test: 'boolean',
	subtask_info: 'string',
} as const satisfies Table;

/** Table ConsistencyResult: counts of files in one directory. */
const SMS_CHECKED_DIRECTORY = {
	dir_check: 'string',
	num_total_files: 'number',
	num_different_files: 'number',
	num_target_miss_files: 'number',
	num_target_more_files: 'number',
} as const satisfies Table;

/** One check of the consistency of source and target, asked for beside the details. `finished_time`: ms since 1970. */
export const SMS_CONSISTENCY = {
	finished_time: 'number',
	check_result: 'string',
	consistency_result: { list: SMS_CHECKED_DIRECTORY },
} as const satisfies Table;

/** The details: the row of the list and what they add. Rows of the list are read by it too, so that a field reads the same wherever it stands. */
export const SMS_TASK = {
	...SMS_LISTED_TASK,
	region_id: 'string',
	region_name: 'string',
	project_name: 'string',
	project_id: 'string',
	vm_template_id: 'string',
	connected: 'boolean',
	start_date: 'number',
	finish_date: 'number',
	float_ip: 'string',
	remain_seconds: 'number',
	target_snapshot_id: 'string',
	consistency_result: { list: SMS_CONSISTENCY },
} as const satisfies Table;

/** What is read of a task, in the list and in its details. */
export type SmsFields = Fields<typeof SMS_TASK>;
export type SmsSubTaskFields = Fields<typeof SMS_SUB_TASK>;
