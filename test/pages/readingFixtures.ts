/** Tasks with all that the services say of them, and their pages as the host would send them. */
import { Format } from '../../src/migration/format';
import type { ServicePresenter } from '../../src/migration/ports';
import type { Sample } from '../../src/migration/sample';
import type { WireFields } from '../../src/migration/task';
import { dcs } from '../../src/services/dcs';
import { presenter as dcsPresenter } from '../../src/services/dcs/presenter';
import { runOf } from '../../src/services/dcs/running';
import { sms } from '../../src/services/sms';
import { presenter as smsPresenter } from '../../src/services/sms/presenter';
import { STEP_PROGRESS } from '../../src/services/sms/stats';
import { plainSnapshot } from '../../src/ui/details/plainSnapshot';
import type { Snapshot } from '../../src/ui/details/protocol';
import { buildSnapshot, type SnapshotInput } from '../../src/ui/details/snapshot';
import { taskOf } from '../unit/services/helpers';

export const NOW = Date.UTC(2026, 4, 12, 12, 30);

const SERVICES = { dcs: [dcs, dcsPresenter], sms: [sms, smsPresenter] } as const;

/** The page of a task, read at {@link NOW}. */
function pageOf(
	service: 'dcs' | 'sms',
	raw: WireFields,
	samples: readonly Sample[],
	more: Partial<SnapshotInput> = {},
) {
	const [definition, presenter] = SERVICES[service];
	return plainSnapshot(
		buildSnapshot({
			task: taskOf(service, raw, raw, samples.at(-1)),
			title: 'a',
			service: definition as SnapshotInput['service'],
			presenter: presenter as ServicePresenter,
			samples,
			watched: false,
			connection: { name: 'production', region: 'eu-de' },
			sandbox: false,
			hasConsole: true,
			interval: 5_000,
			format: new Format('en'),
			now: NOW,
			polling: { problem: undefined, stale: undefined, gone: false, loading: false, paused: false, ended: false },
			...more,
		}),
	);
}

const end = (side: 'source' | 'target', network: number): WireFields => ({
	[`${side}_instance`]: {
		addrs: `192.168.${network}.50:6379`,
		id: `${network}c3fc9b-7704-e1b9-cfe4-d97f7a768c85`,
		name: `payments-${side}`,
		ip: `192.168.${network}.50`,
		port: '6379',
		db: '0',
		proxy_multi_db: false,
		task_status: 'RUNNING',
	},
	[`${side}_instance_id`]: `${network}c3fc9b-7704-e1b9-cfe4-d97f7a768c85`,
	[`${side}_instance_name`]: `payments-${side}`,
	[`${side}_instance_status`]: 'RUNNING',
	[`${side}_instance_spec_code`]: 'redis.ha.xu1.large.r2.8',
	[`${side}_instance_subnet_id`]: 'a845b39d-3f36-d2d3-aee5-e465960e7e03',
});

const DCS: WireFields = {
	task_id: '31c6fd2b-2893-430b-90ff-d1adb8060585',
	task_name: 'payments-live',
	migration_type: 'online_migration',
	migration_method: 'incremental_migration',
	resume_mode: 'auto',
	bandwidth_limit_mb: '200',
	task_status: '',
	description: null,
	version: '6.0.21',
	supported_features: ['ip_exchange'],
	error_message: '',
	created_at: '2026-05-12T06:14:00.000Z',
	updated_at: '2026/05/12 18:14:34',
	released_at: '',
	ecs_tenant_private_ip: '192.168.0.118',
	network_type: 'vpc',
	tenant_vpc_id: 'c25cf245-6cb9-9884-52ca-9ae6ca963339',
	tenant_subnet_id: 'a845b39d-3f36-d2d3-aee5-e465960e7e03',
	tenant_security_group_id: '3c0943df-019f-e78e-f2c2-fc8e79db72bc',
	...end('source', 10),
	...end('target', 20),
};

const at = (count: number, values: (index: number) => Sample['values']): Sample[] =>
	Array.from({ length: count }, (_, index) => ({
		at: NOW - (count - 1 - index) * 5_000,
		values: values(index),
		migrating: true,
	}));

/** An incremental migration at so many per cent of its full sync, or, at 100, following changes. */
export function running(percent: number, values: Sample['values'] = {}): Snapshot {
	const raw = { ...DCS, status: percent < 100 ? 'FULLMIGRATING' : 'INCRMIGRATING' };
	const samples = at(80, (index) => ({
		full_migration_progress: percent < 100 ? Math.max(0, percent - Math.floor((80 - index) / 4)) : 100,
		offset: percent < 100 ? 0 : 40_000 - index * 400,
		source_dbsize: 558_421 + index,
		target_dbsize: percent < 100 ? 5_000 * percent : 558_400 + index,
		target_input_kbps: 900 + (index % 7) * 40,
		target_ops: index % 3,
		...values,
	}));
	return pageOf('dcs', raw, samples, { run: runOf(taskOf('dcs', raw, raw, samples.at(-1)), samples) });
}

export function failedTask(error_message: string): Snapshot {
	return pageOf('dcs', { ...DCS, status: 'FAILED', error_message }, []);
}

/** Waits for its configuration: hardly any field has a value. */
export function waitingTask(): Snapshot {
	const empty = Object.fromEntries(
		(['source', 'target'] as const).flatMap((side) => [
			[`${side}_instance`, { addrs: '', id: '', name: '', ip: '', port: '', db: '0', task_status: '' }],
			[`${side}_instance_spec_code`, ''],
			[`${side}_instance_subnet_id`, ''],
			[`${side}_instance_status`, ''],
		]),
	);
	const raw = { ...DCS, ...empty, status: 'RUNNING', migration_method: '', resume_mode: '', bandwidth_limit_mb: '' };
	return pageOf('dcs', raw, [], { run: runOf(taskOf('dcs', raw), []) });
}

const SERVER: WireFields = {
	id: '1ea83b9a-4d93-6088-97bb-f2e691f9201f',
	name: 'sms_task_erp-db',
	type: 'MIGRATE_BLOCK',
	os_type: 'LINUX',
	subtask_info: 'MIGRATE_LINUX_BLOCK:37',
	syncing: false,
	start_target_server: true,
	need_migration_test: false,
	priority: 2,
	speed_limit: 400,
	migrate_speed: 297.65,
	compress_rate: 1.62,
	migration_ip: '192.168.40.12',
	connected: true,
	log_collect_status: 'INIT',
	error_json: '',
	create_date: NOW - 9_000_000,
	start_date: NOW - 8_000_000,
	finish_date: null,
	estimate_complete_time: 1_585_149_506_000,
	remain_seconds: 5_640,
	total_time: 7_900_000,
	total_cpu_usage: 52.5,
	agent_cpu_usage: 10.8,
	total_mem_usage: 6_817,
	agent_mem_usage: 294,
	network_check_info: { evaluation_result: 'EXCELLENT', network_delay: 11.4, loss_percentage: 0, cpu_usage: 23 },
	special_config: null,
	region_id: 'eu-de',
	region_name: 'Europe',
	project_id: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
	project_name: 'eu-de',
	vm_template_id: '',
	float_ip: '192.168.40.12',
	target_snapshot_id: '',
	source_server: { id: 'cec612ea', name: 'erp-db', ip: '10.30.1.17', os_type: 'LINUX', state: 'REPLICATE' },
	target_server: { id: '1ea83b9a', name: 'erp-db-target', ip: '192.168.40.12', vm_id: '3d9e13f9', volume_groups: [] },
	sub_tasks: [
		{ id: 1, name: 'CREATE_CLOUD_SERVER', progress: 100, start_date: NOW - 8_000_000, end_date: NOW - 7_700_000 },
		{ id: 2, name: 'MIGRATE_LINUX_BLOCK', progress: 37, start_date: NOW - 7_700_000, process_trace: 'block 37 of 100' },
		{ id: 3, name: 'CONFIGURE_LINUX_BLOCK', progress: 0 },
	],
};

export function runningServer(): Snapshot {
	const samples = at(80, (index) => ({
		[STEP_PROGRESS]: 20 + Math.floor(index / 5),
		migrate_speed: 290 + (index % 9),
		compress_rate: 1.6,
		total_cpu_usage: 40 + (index % 12),
		agent_cpu_usage: 10,
		remain_seconds: 5_640,
	}));
	const run = { judgement: undefined, happenings: [], writersStoppedAt: undefined, sampledAt: NOW };
	return pageOf('sms', { ...SERVER, state: 'RUNNING' }, samples, { run });
}

export function failedServer(): Snapshot {
	const error_json =
		'{"error_code":"SMS.0601","error_msg":"Failed to create the target server. {0[0]}","error_params":["Insufficient quota: cores."]}';
	return pageOf('sms', { ...SERVER, state: 'MIGRATE_FAIL', error_json, network_check_info: null }, []);
}
