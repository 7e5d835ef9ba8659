/** A task as each operation of DCS v2 writes it, field by field as on the pages. */

import type { Clock } from './clock';
import { compactDate, isoDate, slashDate } from './clock';
import type { DcsTask, Reading } from './dcsTask';
import type { End } from './instances';
import { endOf, failureOf, statusOf, taskStatusOf } from './simulation';

/** The password in every detail answer, as the page's example has one. It must not surface anywhere. */
export const SANDBOX_PASSWORD_MARKER = 'SANDBOX-PASSWORD-MARKER-7f3a';

/** A row of "Listing Migration Tasks". */
export function listRow(task: DcsTask, clock: Clock): Record<string, unknown> {
	const { source, target } = task;
	const row: Record<string, unknown> = {
		task_id: task.id,
		task_name: task.name,
		status: listStatus(task, clock.simulated()),
		migration_type: task.type,
		migration_method: task.method,
	};
	put(row, 'ecs_tenant_private_ip', machineOf(task, clock.simulated()));
	row.data_source = source?.addrs ?? '';
	// "If the source Redis is self-hosted, this parameter is left blank": the pages do not say which kind of blank.
	const blank = (value: string | undefined) => (source?.instance ? value : task.blank);
	put(row, 'source_instance_name', blank(source?.instance?.name));
	put(row, 'source_instance_id', blank(source?.instance?.id));
	row.target_instance_addrs = target?.addrs ?? '';
	row.target_instance_name = target?.instance?.name ?? '';
	row.target_instance_id = target?.instance?.id ?? '';
	row.created_at = isoDate(createdAt(task, clock));
	row.description = task.description;
	put(row, 'source_instance_status', blank(source?.instance?.status));
	row.target_instance_status = target?.instance?.status ?? '';
	put(row, 'source_instance_subnet_id', blank(source?.instance?.network.subnetId));
	row.target_instance_subnet_id = target?.instance?.network.subnetId ?? '';
	put(row, 'source_instance_spec_code', blank(source?.instance?.spec));
	row.target_instance_spec_code = target?.instance?.spec ?? '';
	row.error_message = task.error ?? failureOf(task, clock.simulated()) ?? null;
	row.released_at = releasedAt(task, clock);
	row.version = task.version;
	row.resume_mode = task.resume;
	row.supported_features = task.features;
	return { ...row, ...task.listOverrides };
}

/** "Querying Details of a Data Migration Task"; also what stopping answers. */
export function detailBody(task: DcsTask, clock: Clock): Record<string, unknown> {
	if (task.documentedDetail) {
		return documentedDetail(task);
	}
	const body: Record<string, unknown> = {
		task_name: task.name,
		task_id: task.id,
		description: task.description,
		status: statusOf(task, clock.simulated()),
		migration_type: task.type,
		migration_method: task.method,
	};
	put(body, 'ecs_tenant_private_ip', machineOf(task, clock.simulated()));
	put(body, 'backup_files', task.backup);
	if (task.type === 'online_migration') {
		body.network_type = 'vpc';
		body.source_instance = endBody(task.source);
	}
	body.target_instance = endBody(task.target);
	body.created_at = slashDate(createdAt(task, clock));
	body.updated_at = slashDate(updatedAt(task, clock));
	body.released_at = releasedAt(task, clock);
	body.version = task.version;
	body.resume_mode = task.resume;
	body.supported_features = task.features;
	body.tenant_vpc_id = task.network?.vpcId ?? '3c8e1b2e-9f7a-4c55-8d8e-5d3fb1c3a001';
	body.tenant_subnet_id = task.network?.subnetId ?? '5a1f2d6c-7b42-4c7f-9c5b-1b8e6f0aa002';
	body.tenant_security_group_id = task.network?.securityGroupId ?? '9d4c6b1a-2e83-4f4e-8f0a-7c2d9e1bb003';
	put(body, 'bandwidth_limit_mb', task.bandwidth);
	put(body, 'task_status', taskStatusOf(task, clock.simulated()));
	return body;
}

/** The example of the page, word for word: few fields, a method in the place of the type, and no method. */
function documentedDetail(task: DcsTask): Record<string, unknown> {
	const end = (id: string, name: string) => ({
		addrs: '192.168.1.2:6379',
		id,
		name,
		ip: '192.168.1.2',
		port: '6379',
		proxy_multi_db: false,
		password: SANDBOX_PASSWORD_MARKER,
		task_status: 'RUNNING',
		db: '0',
	});
	return {
		task_name: task.name,
		task_id: task.id,
		status: 'TERMINATING',
		migration_type: 'incremental_migration',
		network_type: 'vpc',
		source_instance: end('86157b69-8a62-47f9-8c55-fa6ddc8927e1', 'dcs-test'),
		target_instance: end('86157b69-8a62-47f9-8c55-fa6ddc8927ee', 'test-instance'),
		created_at: '2019/10/22 14:44:30',
		updated_at: '2019/10/22 18:00:00',
	};
}

/** "Querying the Progress of an Online Migration Task": declared strings, numbers in its example. */
export function statsBody(task: DcsTask, reading: Reading): Record<string, unknown> {
	const as = (value: number | null) => (value === null || task.statsAs === 'number' ? value : String(value));
	return {
		full_migration_progress: as(reading.progress),
		offset: as(reading.offset),
		source_dbsize: as(reading.sourceKeys),
		target_dbsize: as(reading.targetKeys),
		target_input_kbps: as(reading.kbps),
		target_ops: as(reading.ops),
		is_migrating: reading.migrating,
	};
}

/** What the list says: some tasks' phase, of others no more than the four documented words. */
function listStatus(task: DcsTask, time: number): string {
	const status = statusOf(task, time);
	return task.coarse && task.plan.kind === 'running' && /^(FULL|INCR)/.test(status) ? 'MIGRATING' : status;
}

function endBody(end: End | undefined): Record<string, unknown> {
	const [first = ''] = (end?.addrs ?? '').split(',');
	const colon = first.lastIndexOf(':');
	return {
		addrs: end?.addrs ?? null,
		id: end?.instance?.id ?? null,
		name: end?.instance?.name ?? null,
		task_status: end?.instance?.status ?? null,
		ip: colon > 0 ? first.slice(0, colon) : null,
		port: colon > 0 ? first.slice(colon + 1) : null,
		proxy_multi_db: end?.instance?.spec.includes('.proxy.') ?? false,
		password: SANDBOX_PASSWORD_MARKER,
		db: '0',
	};
}

/** The address of its machine, which there is once it is made. */
function machineOf(task: DcsTask, time: number): DcsTask['ecsIp'] {
	return statusOf(task, time) === 'CREATING' ? null : task.ecsIp;
}

function createdAt(task: DcsTask, clock: Clock): number {
	return typeof task.createdAt === 'number' ? clock.at(task.createdAt) : task.createdAt.on;
}

/** The page calls it the time of completion; a running task has its last change there. */
function updatedAt(task: DcsTask, clock: Clock): number {
	const { plan } = task;
	if (plan.kind !== 'fixed') {
		const ended = endOf(task);
		return ended <= clock.simulated() ? clock.at(ended) : clock.wall();
	}
	const created = createdAt(task, clock);
	const over = created + USUAL_DURATION_MS;
	return over > clock.wall() ? created : over;
}

const USUAL_DURATION_MS = 3 * 3_600_000 + 930_000;

function releasedAt(task: DcsTask, clock: Clock): string | null {
	const { releasedAt: at } = task;
	return at === undefined ? null : compactDate(typeof at === 'number' ? clock.at(at) : at.on);
}

function put(into: Record<string, unknown>, key: string, value: unknown): void {
	if (value !== undefined) {
		into[key] = value;
	}
}
