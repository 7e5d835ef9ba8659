/** The named SMS tasks, one at least in each of the 14 states, and any number of generated ones. */
import { between, dashed, hash, hex8, hexId, pick, unit, uuid } from './random';
import type { Server, SmsTask } from './smsTask';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Given = Pick<SmsTask, 'name' | 'plan'> & Partial<SmsTask>;

/** A task where nothing else is said of it. */
export function task(given: Given): SmsTask {
	const host = given.name.replace(/^sms_task_/, '');
	return {
		id: uuid('sms-task', given.name),
		type: 'MIGRATE_FILE',
		osType: 'LINUX',
		createdAt: -4 * HOUR,
		priority: 1,
		speedLimit: 0,
		startTarget: true,
		errorJson: '',
		migrationIp: '192.168.40.12',
		source: server(host, '10.30.1.17', 'CENTOS_7_6_64BIT', 'replicate'),
		target: { vmId: uuid('vm', host), name: `${host}-target`, ip: '192.168.40.12', osVersion: 'CENTOS_7_6_64BIT' },
		size: 33,
		enterpriseProject: '0',
		logs: 'INIT',
		...given,
	};
}

function server(name: string, ip: string, osVersion: string, state: string): Server {
	return { id: uuid('sms-source', name), name, ip, osVersion, state };
}

function fixed(state: string, done: number, progress = 0): SmsTask['plan'] {
	return { kind: 'fixed', state, done, progress };
}

const GOOD_NETWORK = {
	domain_connectivity: true,
	destination_connectivity: true,
	network_delay: 11.42,
	network_jitter: 0.83,
	migration_speed: 462.5,
	loss_percentage: 0,
	cpu_usage: 23.1,
	mem_usage: 41.7,
	evaluation_result: 'excellent',
};

export const SMS_FIXTURES: readonly SmsTask[] = [
	task({
		name: 'sms_task_web-frontend',
		plan: fixed('READY', 0),
		createdAt: -15 * MINUTE,
		migrationIp: '',
		source: server('web-frontend', '10.30.1.11', 'UBUNTU_20_04_SERVER_64BIT', 'waiting'),
		target: { vmId: '', name: '', ip: null, osVersion: null },
	}),
	task({
		name: 'sms_task_erp-db',
		type: 'MIGRATE_BLOCK',
		plan: { kind: 'running', startedAt: -55 * HOUR, copy: 150 * HOUR },
		createdAt: -56 * HOUR,
		priority: 2,
		speedLimit: 400,
		size: 5800,
		network: GOOD_NETWORK,
		config: [
			{ config_key: 'LINUX_BLOCK_COMPRESS_THREAD_NUM', config_value: '4', config_status: '' },
			{ config_key: 'LINUX_CPU_LIMIT', config_value: '60', config_status: '' },
		],
	}),
	task({
		name: 'sms_task_build-agent',
		plan: { kind: 'running', startedAt: -2 * MINUTE, copy: 30 * HOUR },
		createdAt: -10 * MINUTE,
		size: 820,
		source: server('build-agent', '10.30.1.44', 'DEBIAN_11_0_64BIT', 'initialize'),
		network: {
			...GOOD_NETWORK,
			network_delay: 148.9,
			loss_percentage: 1.7,
			migration_speed: 38.2,
			evaluation_result: 'fair',
		},
	}),
	task({
		name: 'sms_task_file-server',
		plan: { kind: 'syncing', round: 3 * HOUR },
		createdAt: -3 * DAY,
		size: 2100,
		source: server('file-server', '10.30.1.20', 'CENTOS_7_9_64BIT', 'syncing'),
		config: [
			{ config_key: 'MIGRATE_EXCLUDE_DIR', config_value: '/var/cache;/tmp', config_status: '' },
			{ config_key: 'CONSISTENCY_DIR', config_value: '/srv/data', config_status: '' },
		],
		network: GOOD_NETWORK,
	}),
	task({
		name: 'sms_task_leddesktop',
		id: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001',
		type: 'MIGRATE_BLOCK',
		osType: 'WINDOWS',
		plan: fixed('MIGRATE_SUCCESS', 7),
		createdAt: { on: 1_566_130_392_000 },
		speedLimit: 200,
		migrationIp: '192.168.1.201',
		source: null,
		target: {
			vmId: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001',
			name: 'xxx-sms-target',
			ip: null,
			osVersion: 'WINDOWS2008_R2_64BIT',
		},
		bare: true,
	}),
	task({
		name: 'sms_task_mail-gateway',
		plan: fixed('MIGRATE_SUCCESS', 7),
		createdAt: -12 * DAY,
		source: server('mail-gateway', '10.30.1.25', 'CENTOS_7_6_64BIT', 'AVAILABLE'),
	}),
	task({
		name: 'sms_task_intranet-wiki',
		plan: fixed('SYNC_SUCCESS', 7),
		createdAt: -6 * DAY,
		source: server('intranet-wiki', '10.30.1.26', 'UBUNTU_22_04_SERVER_64BIT', 'finished'),
		clone: { vm_id: uuid('vm', 'clone'), name: 'intranet-wiki-clone' },
	}),
	task({
		name: 'sms_task_payroll-win',
		type: 'MIGRATE_BLOCK',
		osType: 'WINDOWS',
		plan: fixed('MIGRATE_FAIL', 0, 20),
		createdAt: -26 * HOUR,
		source: server('payroll-win', '10.30.1.70', 'WINDOWS2012_R2_64BIT', 'error'),
		target: { vmId: '', name: '', ip: null, osVersion: 'WINDOWS2012_R2_64BIT' },
		errorJson: JSON.stringify({
			error_code: 'SMS.0601',
			error_msg: 'Failed to create the target server. {0[0]}',
			error_params: ['Insufficient quota: cores.'],
		}),
		logs: 'UPLOADED',
		logBucket: 'sandbox-sms-logs',
	}),
	task({
		name: 'sms_task_legacy-crm',
		plan: fixed('SYNC_FAIL', 7),
		createdAt: -40 * HOUR,
		source: server('legacy-crm', '10.30.1.71', 'REDHAT_6_9_64BIT', 'error'),
		errorJson: 'SMS.0203: the connection to the API gateway timed out',
		logs: 'UPLOAD_FAIL',
	}),
	task({
		name: 'sms_task_render-01',
		plan: fixed('ABORTING', 4, 57),
		createdAt: -7 * HOUR,
		source: server('render-01', '10.30.1.81', 'CENTOS_7_6_64BIT', 'stopping'),
	}),
	task({
		name: 'sms_task_render-02',
		plan: fixed('ABORT', 4, 31),
		createdAt: -9 * HOUR,
		source: server('render-02', '10.30.1.82', 'CENTOS_7_6_64BIT', 'stopped'),
	}),
	task({
		name: 'sms_task_archive',
		plan: fixed('SKIPPING', 5, 40),
		createdAt: -11 * HOUR,
		source: server('archive', '10.30.1.83', 'CENTOS_7_6_64BIT', 'skipping'),
		logs: 'UPLOADING',
	}),
	task({
		name: 'sms_task_poc-vm',
		plan: fixed('DELETING', 7),
		createdAt: -60 * DAY,
		source: server('poc-vm', '10.30.1.84', 'UBUNTU_18_04_SERVER_64BIT', 'deleting'),
	}),
	task({
		name: 'sms_task_print-server',
		plan: fixed('RESETING', 3, 10),
		createdAt: -30 * HOUR,
		osType: 'WINDOWS',
		type: 'MIGRATE_BLOCK',
		source: server('print-server', '10.30.1.85', 'WINDOWS2016_DATACENTER_64BIT', 'clearing'),
	}),
	task({
		name: 'sms_task_stock-db',
		plan: fixed('SYNC_F_ROLLBACKING', 7),
		createdAt: -3 * DAY,
		type: 'MIGRATE_BLOCK',
		source: server('stock-db', '10.30.1.86', 'CENTOS_7_9_64BIT', 'error'),
	}),
	task({
		name: 'sms_task_shop-db',
		plan: fixed('SYNC_F_ROLLBACK_SUCCESS', 7),
		createdAt: -4 * DAY,
		type: 'MIGRATE_BLOCK',
		source: server('shop-db', '10.30.1.87', 'CENTOS_7_9_64BIT', 'stopped'),
	}),
];

const STATES = [
	'MIGRATE_SUCCESS',
	'MIGRATE_SUCCESS',
	'MIGRATE_SUCCESS',
	'SYNC_SUCCESS',
	'READY',
	'MIGRATE_FAIL',
	'ABORT',
	'SYNCING',
	'RUNNING',
] as const;

/** Further tasks, each computed from the seed and its index when it is asked for. */
export class GeneratedSmsTasks {
	readonly #seed: number;
	readonly count: number;

	constructor(seed: number, count: number) {
		this.#seed = seed;
		this.count = count;
	}

	/** The last eight digits hide the index. */
	id(index: number): string {
		return dashed(`${hexId(this.#seed, 'sms', index).slice(0, 24)}${hex8(index ^ hash(this.#seed, 'sms-mask'))}`);
	}

	/** undefined if the id is none of these. */
	indexOf(id: string): number | undefined {
		const index = (Number.parseInt(id.slice(-8), 16) ^ hash(this.#seed, 'sms-mask')) >>> 0;
		return index < this.count && this.id(index) === id ? index : undefined;
	}

	task(index: number): SmsTask {
		const seed = this.#seed;
		const windows = unit(seed, 'os', index) < 0.3;
		const host = `srv-${String(index).padStart(5, '0')}`;
		const state = pick(STATES, seed, 'state', index);
		const age = between(3 * HOUR, 200 * DAY, seed, 'sms-age', index);
		const osVersion = windows ? 'WINDOWS2019_DATACENTER_64BIT' : 'CENTOS_7_9_64BIT';
		const plan: SmsTask['plan'] =
			state === 'RUNNING'
				? { kind: 'running', startedAt: -between(0, 20 * HOUR, seed, 'start', index), copy: 60 * HOUR }
				: state === 'SYNCING'
					? { kind: 'syncing', round: 2 * HOUR }
					: fixed(state, state === 'READY' ? 0 : state === 'MIGRATE_FAIL' || state === 'ABORT' ? 4 : 7, 45);
		return task({
			id: this.id(index),
			name: `sms_task_${host}`,
			osType: windows ? 'WINDOWS' : 'LINUX',
			type: windows || index % 3 === 0 ? 'MIGRATE_BLOCK' : 'MIGRATE_FILE',
			createdAt: -age,
			plan,
			source: server(host, `10.${40 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`, osVersion, 'waiting'),
			...(state === 'MIGRATE_FAIL'
				? { errorJson: '{"error_code":"SMS.0201","error_msg":"Cannot reach the API gateway"}' }
				: {}),
		});
	}
}
