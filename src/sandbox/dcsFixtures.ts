/** The named DCS tasks: every status once at least, every oddity of the wire somewhere. Times in simulated seconds; see Clock. */

import type { DcsTask, Reading, RunningPlan } from './dcsTask';
import { runningPlan } from './dcsTask';
import { at, INSTANCES, selfHosted } from './instances';
import { dashed, hexId } from './random';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Given = Pick<DcsTask, 'name' | 'plan'> & Partial<DcsTask>;

/** What a task is where nothing else is said of it. */
export const AN_ORDINARY_TASK: Omit<DcsTask, 'id' | 'name' | 'plan'> = {
	description: '',
	type: 'online_migration',
	method: 'incremental_migration',
	resume: 'manual',
	createdAt: -2 * HOUR,
	ecsIp: '192.168.0.118',
	source: at(INSTANCES.orders),
	target: at(INSTANCES.documented),
	blank: '',
	version: '6.0.21',
	features: [],
	coarse: false,
	incremental: 'INCRMIGEATING',
	statsAs: 'number',
};

function task(given: Given): DcsTask {
	return { ...AN_ORDINARY_TASK, id: dashed(hexId('dcs-task', given.name)), ...given };
}

/** A migration that has run for `age` seconds when the sandbox opens. */
function running(age: number, parts: Partial<RunningPlan> = {}): RunningPlan {
	return runningPlan(-age, { keys: 2_400_000, ...parts });
}

function ended(sourceKeys: number, targetKeys: number, progress = 100, offset: number | null = 0): Reading {
	return { progress, offset, sourceKeys, targetKeys, kbps: 0, ops: 0, migrating: false };
}

function fixed(status: string, last?: Reading): DcsTask['plan'] {
	return last ? { kind: 'fixed', status, last } : { kind: 'fixed', status };
}

const PENDING: Partial<DcsTask> = {
	method: '',
	resume: '',
	source: undefined,
	target: undefined,
	plan: fixed('RUNNING'),
};

export const DCS_FIXTURES: readonly DcsTask[] = [
	task({
		...PENDING,
		name: 'orders-cache-to-dcs',
		plan: fixed('CREATING'),
		ecsIp: null,
		createdAt: -3 * MINUTE,
		description: 'Order cache, before the autumn sale',
	}),
	task({
		...PENDING,
		name: 'dcs-migration-1db7',
		id: '90754308-a156-406f-a837-8f852f38a646',
		plan: fixed('RUNNING'),
		createdAt: -25 * MINUTE,
		description: null,
	}),
	task({
		...PENDING,
		name: 'session-store-eu',
		id: hexId('dcs-task', 'session-store-eu'),
		plan: fixed('RUNNING'),
		createdAt: -70 * MINUTE,
		ecsIp: '192.168.0.121',
		description: '会话 <sessions> & "tokens", self-hosted → DCS',
	}),
	task({
		name: 'catalog-full-sync',
		plan: running(61 * HOUR, {
			keys: 480_000_000,
			snapshot: 40 * MINUTE,
			copy: 150 * HOUR,
			load: 8 * HOUR,
			valueSize: 900,
			growth: 12,
		}),
		createdAt: -62 * HOUR,
		source: at(INSTANCES.catalog),
		target: at(INSTANCES.catalogNew),
		features: ['ip_exchange'],
	}),
	task({
		name: 'payments-live',
		id: '31c6fd2b-2893-430b-90ff-d1adb8060585',
		plan: running(9 * HOUR, { keys: 531_221 }),
		createdAt: -10 * HOUR,
		source: at(INSTANCES.payments),
		target: at(INSTANCES.paymentsNew),
		resume: 'auto',
		bandwidth: '200',
		features: ['ip_exchange'],
		taskStatus: '',
	}),
	task({
		name: 'basket-incremental',
		plan: running(4 * HOUR, {
			keys: 8_120_000,
			backlog: 96 * 1024 * 1024,
			ops: 41_000,
			valueSize: 205,
			growth: 30,
			quirk: { kind: 'fallingBehind', rate: 190 * 1024 },
		}),
		createdAt: -5 * HOUR,
		incremental: 'INCRMIGRATING',
		statsAs: 'string',
		source: selfHosted('10.20.0.11:6379'),
		target: at(INSTANCES.basket),
		bandwidth: '8',
		resume: 'auto',
		ecsIp: '192.168.0.123',
	}),
	task({
		name: 'sessions-stalled',
		plan: running(3 * HOUR, { keys: 19_400_000, quirk: { kind: 'stalled', at: 63 } }),
		method: 'full_amount_migration',
		createdAt: -200 * MINUTE,
		coarse: true,
		statsAs: 'string',
		blank: null,
		source: selfHosted('10.20.0.31:7001,10.20.0.32:7002,10.20.0.33:7003'),
		target: at(INSTANCES.sessions),
		ecsIp: '192.168.0.124',
	}),
	task({
		name: 'profile-cache',
		plan: running(11 * HOUR, { keys: 5_600_000, copy: 100 * MINUTE, quirk: { kind: 'restarts', after: 5 * HOUR } }),
		createdAt: -12 * HOUR,
		coarse: true,
		resume: 'auto',
		blank: undefined,
		source: selfHosted('redis.corp.example:6380'),
		target: at(INSTANCES.profiles),
		ecsIp: '192.168.0.125',
	}),
	task({
		name: 'search-index-import',
		id: hexId('dcs-task', 'search-index-import'),
		type: 'backupfile_import',
		method: 'full_amount_migration',
		resume: '',
		plan: fixed('SUCCESS'),
		createdAt: -9 * DAY,
		ecsIp: undefined,
		source: selfHosted('migration-backups'),
		target: at(INSTANCES.orders),
		backup: {
			file_source: 'self_build_obs',
			bucket_name: 'migration-backups',
			files: [
				{ file_name: 'search/dump-0.rdb', size: '754.0MB', update_at: '2025-03-02 02:00:11' },
				{ file_name: 'search/dump-1.rdb', size: '790495232', update_at: '2025-03-02T02:00:52' },
			],
		},
	}),
	task({
		name: 'nightly-backup-import',
		type: 'backupfile_import',
		method: 'full_amount_migration',
		resume: '',
		plan: fixed('MIGRATING'),
		createdAt: -20 * MINUTE,
		ecsIp: null,
		source: at(INSTANCES.orders),
		backup: { file_source: 'backup_record', backup_id: '7a6b9f6c-3d51-4c9a-9d1e-2f6b0d6f8e11' },
	}),
	task({
		name: 'geo-cache-full',
		plan: fixed('SUCCESS', ended(1_204_118, 1_204_118)),
		method: 'full_amount_migration',
		createdAt: -31 * DAY,
		releasedAt: -31 * DAY + 3 * HOUR,
		source: at(INSTANCES.catalog),
	}),
	task({
		name: 'leaderboard-2024',
		plan: fixed('FAILED', ended(44_810_233, 30_022_107, 67)),
		createdAt: -2 * DAY,
		source: selfHosted('10.20.0.71:6379'),
		error:
			'Full synchronization failed: read rdb from source 10.20.0.71:6379 error: EOF. The source closed the replication link (overcoming of output buffer limits).',
	}),
	task({
		name: 'iot-telemetry',
		plan: fixed('MIGRATION_FAILED', ended(96_001_554, 88_120_004, 91, null)),
		createdAt: -26 * HOUR,
		statsAs: 'string',
		source: at(INSTANCES.catalog),
		target: at(INSTANCES.basket),
		error: "OOM command not allowed when used memory > 'maxmemory'.",
	}),
	task({
		name: 'coupon-codes',
		plan: fixed('FAILED', ended(0, 0, 0)),
		createdAt: -3 * DAY,
		source: at(INSTANCES.payments),
		error: 'Connect to source 192.168.10.50:6379 failed: WRONGPASS invalid username-password pair or user is disabled.',
	}),
	task({
		name: 'migration1',
		id: 'a276c1ffa0a54c2597fc824b917db317',
		plan: fixed('TERMINATING', ended(120_000, 119_988)),
		createdAt: { on: Date.UTC(2019, 9, 22, 14, 44, 30) },
		source: at(INSTANCES.payments),
		documentedDetail: true,
	}),
	task({
		name: 'dcs-migration-test-6-16',
		id: '2944a563-6f27-4604-9c16-a9a53cd95cc7',
		plan: fixed('TERMINATED', ended(531_221, 531_211, 100, 100)),
		createdAt: { on: Date.UTC(2021, 5, 16, 6, 12, 55, 508) },
		releasedAt: { on: Date.UTC(2024, 3, 1, 10, 57) },
		resume: 'auto',
		ecsIp: undefined,
		description: 'dcs-test',
		listOverrides: {
			data_source: '192.168.0.200:6379',
			source_instance_name: 'migration-resource',
			source_instance_id: '132e0017-715b-4556-930a-95c7db7e8f7a',
			target_instance_addrs: '192.168.0.153:6379',
			target_instance_name: 'migration-target',
			target_instance_id: 'eb1a8d1c-9ea6-4fcd-ac43-c3d3c2493f06',
			source_instance_subnet_id: '192.168.0.1',
			target_instance_subnet_id: '192.168.0.2',
			source_instance_spec_code: 'redis.single.xu1.tiny.128',
			target_instance_spec_code: 'redis.single.xu1.tiny.128',
		},
	}),
	task({
		name: 'old-analytics-cutover',
		plan: fixed('RELEASED', ended(88_412, 88_412)),
		createdAt: -120 * DAY,
		releasedAt: -113 * DAY,
		source: at(INSTANCES.frozen),
		taskStatus: 'EXCHANGE_SUCCESS',
	}),
	task({
		name: 'ledger-cutover',
		plan: fixed('PAUSED_BY_OPERATOR', { ...ended(77_000_210, 76_999_871, 100, 2_341_322), migrating: false }),
		createdAt: -30 * HOUR,
		source: at(INSTANCES.payments),
		target: at(INSTANCES.paymentsNew),
		resume: 'auto',
	}),
];
