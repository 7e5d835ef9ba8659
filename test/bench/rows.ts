/** Tasks as the services list them, any number, each computed from its index: the same in every run. The newest comes first. */

export type Row = Record<string, unknown>;

/** Share of each status of DCS, in per mille. */
const DCS_STATUSES: readonly (readonly [share: number, status: string])[] = [
	[20, 'FULLMIGRATING'],
	[40, 'INCRMIGEATING'],
	[40, 'RUNNING'],
	[80, 'FAILED'],
	[20, 'MIGRATION_FAILED'],
	[100, 'TERMINATED'],
	[100, 'RELEASED'],
	[60, 'MIGRATION_SUCCESS'],
	[540, 'SUCCESS'],
];
const SMS_STATES: readonly (readonly [share: number, state: string])[] = [
	[50, 'RUNNING'],
	[30, 'SYNCING'],
	[40, 'READY'],
	[80, 'MIGRATE_FAIL'],
	[100, 'ABORT'],
	[700, 'MIGRATE_SUCCESS'],
];
const TEAMS = ['billing', 'search', 'chat', 'catalog', 'media', 'risk', 'ads', 'geo'];
const NEWEST = Date.UTC(2025, 5, 30, 12);
const MINUTE = 60_000;

/** A row of the list of DCS, with all its 25 fields. */
export function dcsRow(index: number): Row {
	const status = shared(DCS_STATUSES, index);
	const failed = status.endsWith('FAILED');
	return {
		task_id: idOf(index),
		task_name: `${teamOf(index)}-sessions-${index}`,
		status,
		migration_type: 'online_migration',
		migration_method: index % 3 === 0 ? 'full_amount_migration' : 'incremental_migration',
		ecs_tenant_private_ip: `10.20.${index % 250}.${index % 199}`,
		data_source: `192.168.${index % 250}.200:6379`,
		source_instance_name: `dcs-${teamOf(index)}-old-${index}`,
		source_instance_id: uuid(index, 0x132e),
		target_instance_addrs: `192.168.${index % 250}.153:6379`,
		target_instance_name: `dcs-${teamOf(index)}-new-${index}`,
		target_instance_id: uuid(index, 0xeb1a),
		created_at: new Date(NEWEST - index * MINUTE).toISOString(),
		description: `Moves the ${teamOf(index)} sessions to the new instance`,
		source_instance_status: 'RUNNING',
		target_instance_status: 'RUNNING',
		source_instance_subnet_id: uuid(index % 40, 0x5a1f),
		target_instance_subnet_id: uuid(index % 40, 0x9d4c),
		source_instance_spec_code: 'redis.single.xu1.tiny.128',
		target_instance_spec_code: 'redis.ha.xu1.large.r2.4',
		error_message: failed ? 'Full synchronization failed: read rdb from source error: EOF.' : null,
		released_at: status === 'RELEASED' ? '202506301057' : null,
		version: '6.0.21',
		resume_mode: 'auto',
		supported_features: [],
	};
}

/** The details of a task of DCS, by its id. */
export function dcsDetail(id: string): Row {
	const row = dcsRow(indexOf(id));
	const end = (side: 'source' | 'target'): Row => ({
		addrs: `192.168.${indexOf(id) % 250}.2:6379`,
		id: row[`${side}_instance_id`],
		name: row[`${side}_instance_name`],
		ip: '192.168.1.2',
		port: '6379',
		proxy_multi_db: false,
		password: '',
		task_status: 'RUNNING',
		db: '0',
	});
	return {
		task_name: row.task_name,
		task_id: id,
		status: row.status,
		migration_type: row.migration_type,
		migration_method: row.migration_method,
		network_type: 'vpc',
		source_instance: end('source'),
		target_instance: end('target'),
		created_at: slashed(String(row.created_at)),
		updated_at: slashed(new Date(NEWEST).toISOString()),
	};
}

/** The live statistics of a task of DCS: always the same, so that nothing changes. */
export function dcsStats(): Row {
	return {
		full_migration_progress: 42,
		offset: 100,
		source_dbsize: 531_221,
		target_dbsize: 531_211,
		target_input_kbps: 50,
		target_ops: 5300,
		is_migrating: true,
	};
}

/** A row of the list of SMS. */
export function smsRow(index: number): Row {
	const created = NEWEST - index * MINUTE;
	return {
		id: idOf(index),
		name: `${teamOf(index)}-server-${index}`,
		type: index % 2 === 0 ? 'MIGRATE_FILE' : 'MIGRATE_BLOCK',
		os_type: 'LINUX',
		state: shared(SMS_STATES, index),
		estimate_complete_time: null,
		create_date: created,
		priority: 1,
		speed_limit: 0,
		migrate_speed: 12.5,
		compress_rate: 1,
		start_target_server: true,
		error_json: '',
		total_time: 3_878_000,
		migration_ip: `192.168.${index % 250}.9`,
		sub_tasks: ['CREATE_CLOUD_SERVER', 'SSL_CONFIG', 'FORMAT_DISK_LINUX', 'MIGRATE_LINUX_FILE'].map((name, step) => ({
			id: step + 1,
			name,
			progress: 100,
			start_date: created + step * MINUTE,
			end_date: created + (step + 1) * MINUTE,
			process_trace: '',
			migrate_speed: 0,
			user_op: 'SKIP',
		})),
		source_server: {
			id: uuid(index, 0x50ce),
			ip: `192.168.${index % 250}.107`,
			name: `${teamOf(index)}-linux-${index}`,
			os_type: 'LINUX',
			os_version: 'CENTOS_7_6_64BIT',
			oem_system: false,
			state: 'AVAILABLE',
		},
		enterprise_project_id: '0',
		target_server: {
			id: uuid(index, 0x7a29),
			vm_id: uuid(index, 0x11aa),
			name: `${teamOf(index)}-target-${index}`,
			ip: null,
			os_type: 'LINUX',
			os_version: null,
		},
		log_collect_status: 'INIT',
		syncing: false,
		need_migration_test: false,
	};
}

function shared(shares: readonly (readonly [number, string])[], index: number): string {
	let place = (Math.imul(index + 1, 2_654_435_761) >>> 0) % 1000;
	for (const [share, status] of shares) {
		place -= share;
		if (place < 0) {
			return status;
		}
	}
	return shares[0]?.[1] ?? '';
}

function teamOf(index: number): string {
	return TEAMS[index % TEAMS.length] ?? '';
}

function idOf(index: number): string {
	return uuid(index, 0x2944);
}

function indexOf(id: string): number {
	return Number.parseInt(id.slice(-12), 16);
}

/** Looks random enough; the index stands at its end. */
function uuid(index: number, kind: number): string {
	const hex = (value: number, digits: number): string =>
		(value >>> 0).toString(16).padStart(digits, '0').slice(-digits);
	const head = Math.imul(index + kind, 2_246_822_519);
	return `${hex(head, 8)}-${hex(kind, 4)}-4${hex(head >> 7, 3)}-9${hex(head >> 3, 3)}-${hex(index, 12)}`;
}

/** 2025-06-30T12:00:00.000Z as 2025/06/30 12:00:00. */
function slashed(iso: string): string {
	return iso.slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}
