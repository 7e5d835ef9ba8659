import assert from 'node:assert/strict';
import type { ActionWords } from '../../../src/migration/actionWords';
import type { ServiceAction } from '../../../src/migration/ports';
import { SERVICES } from '../../../src/services';
import { readSpeedLimits } from '../../../src/services/sms/actionWords';
import { taskOf } from './helpers';

/** What each action sends for the task `t1`: method, address and body as on its API page. */
const REQUESTS: Readonly<Record<string, readonly [request: string, input: unknown, body: unknown]>> = {
	'dcs stop': ['POST /v2/{project_id}/migration-task/{task_id}/stop', undefined, undefined],
	'dcs stopSync': ['POST /v2/{project_id}/migration-task/{task_id}/sync-stop', undefined, undefined],
	'dcs restart': ['POST /v2/{project_id}/migration-tasks/batch-restart', undefined, { migration_tasks: ['t1'] }],
	'dcs delete': ['DELETE /v2/{project_id}/migration-tasks/delete', undefined, { task_id_list: ['t1'] }],
	'dcs reconnection': ['PUT /v2/{project_id}/migration-task/{task_id}', 'manual', { resume_mode: 'manual' }],
	'dcs switchIp': [
		'POST /v2/{project_id}/migration-task/{task_id}/exchange-ip',
		{ addresses: ['192.168.10.50'], domains: false },
		{ exchanged_ip: ['192.168.10.50'], is_exchange_domain: false },
	],
	'dcs rollbackIp': ['POST /v2/{project_id}/migration-task/{task_id}/rollback-ip', undefined, undefined],
	'sms start': ['POST /v3/tasks/{task_id}/action', undefined, { operation: 'start' }],
	'sms stop': ['POST /v3/tasks/{task_id}/action', undefined, { operation: 'stop' }],
	'sms restart': ['POST /v3/tasks/{task_id}/action', undefined, { operation: 'restart' }],
	'sms networkCheck': ['POST /v3/tasks/{task_id}/action', undefined, { operation: 'network_check' }],
	'sms drill': ['POST /v3/tasks/{task_id}/action', undefined, { operation: 'migration_test' }],
	'sms cloneTest': ['POST /v3/tasks/{task_id}/action', undefined, { operation: 'clone_test' }],
	'sms clear': ['POST /v3/tasks/{task_id}/action', undefined, { operation: 'clear' }],
	'sms skip': ['POST /v3/tasks/{task_id}/action', undefined, { operation: 'skip' }],
	'sms speedLimit': [
		'POST /v3/tasks/{task_id}/speed-limit',
		[{ start: '08:00', end: '18:00', speed: 50 }],
		{ speed_limit: [{ start: '08:00', end: '18:00', speed: 50 }] },
	],
	'sms collectLog': ['POST /v3/tasks/{task_id}/log', 'logs', { log_bucket: 'logs' }],
	'sms delete': ['DELETE /v3/tasks/{task_id}', undefined, undefined],
};

async function wordsOf(service: string): Promise<Readonly<Record<string, ActionWords>>> {
	return (await SERVICES.get(service).presenter()).actionWords ?? {};
}
const allows = (service: 'dcs' | 'sms', raw: Record<string, unknown>): readonly string[] =>
	taskOf(service, raw).actions;

describe('what can be done to tasks', () => {
	it('is sent as its API page says, and never twice by itself', () => {
		const all = SERVICES.all.flatMap(({ id, actions }) =>
			actions.map((action): [string, ServiceAction<never>] => [`${id} ${action.id}`, action]),
		);
		const others = all.filter(([name]) => name !== 'dcs configure');
		assert.deepEqual(others.map(([name]) => name).sort(), Object.keys(REQUESTS).sort());
		for (const [name, { method, path, body, repeatable }] of others) {
			const [request, input, sent] = REQUESTS[name] ?? [];
			assert.equal(`${method} ${path}`, request, name);
			assert.deepEqual(body?.(input as never, 't1'), sent, name);
			assert.equal(repeatable, false, name);
		}
	});

	it('has words for each: what it is called, what happens, and what is said once it is done', async () => {
		for (const { id, actions } of SERVICES.all) {
			const words = await wordsOf(id);
			assert.deepEqual(
				Object.keys(words).sort(),
				actions
					.map((action) => action.id)
					.filter((action) => action !== 'configure')
					.sort(),
			);
			for (const row of Object.values(words)) {
				assert.ok(row.label() !== '' && row.purpose() !== '' && row.detail().endsWith('.'));
				assert.match(row.done('orders'), /“orders”/);
			}
		}
	});

	it('goes by the state of the task: what the service would refuse is not offered', () => {
		assert.deepEqual(allows('dcs', { status: 'INCRMIGEATING' }), [
			'stop',
			'reconnection',
			'delete',
			'stopSync',
			'switchIp',
		]);
		assert.deepEqual(allows('dcs', { status: 'TERMINATING' }), []);
		assert.deepEqual(allows('dcs', { status: 'FAILED' }), ['restart', 'delete']);
		assert.deepEqual(allows('dcs', { status: 'NEW_WORD' }), []);
		assert.deepEqual(allows('dcs', { status: 'MIGRATING', migration_type: 'backupfile_import' }), ['stop', 'delete']);
		assert.ok(allows('sms', { state: 'ABORT' }).includes('start'));
		assert.ok(!allows('sms', { state: 'RUNNING' }).includes('delete'));
		assert.deepEqual(allows('sms', { state: 'DELETING' }), []);
	});

	it('is more than a click where something is lost, and stops first what runs', async () => {
		const { delete: dcs } = await wordsOf('dcs');
		const { delete: sms } = await wordsOf('sms');
		assert.equal(dcs?.loses?.(taskOf('dcs', { status: 'FULLMIGRATING' })), true);
		assert.equal(dcs?.loses?.(taskOf('dcs', { status: 'SUCCESS' })), false);
		assert.equal(dcs?.first, 'stop');
		assert.equal(sms?.loses?.(taskOf('sms', { state: 'ABORT' })), true);
		assert.equal(sms?.loses?.(taskOf('sms', { state: 'MIGRATE_FAIL' })), false);
	});

	it('is done only once the task says so', async () => {
		const { stop, restart } = await wordsOf('dcs');
		assert.equal(stop?.reached?.(taskOf('dcs', { status: 'TERMINATING' })), false);
		assert.equal(stop?.reached?.(taskOf('dcs', { status: 'TERMINATED' })), true);
		assert.equal(restart?.reached?.(taskOf('dcs', { status: 'FAILED' })), false);
		assert.equal(restart?.reached?.(taskOf('dcs', { status: 'FULLMIGRATING' })), true);
	});
});

describe('speed limits as typed', () => {
	it('are stretches of the day, or one number for all of it', () => {
		assert.deepEqual(readSpeedLimits('8:00-18:00 50, 18:00–24:00 0 Mbit/s'), {
			value: [
				{ start: '08:00', end: '18:00', speed: 50 },
				{ start: '18:00', end: '24:00', speed: 0 },
			],
		});
		assert.deepEqual(readSpeedLimits('200'), { value: [{ start: '00:00', end: '24:00', speed: 200 }] });
	});

	it('say what is wrong with them', () => {
		for (const [typed, fault] of [
			['', /Enter a limit/],
			['fast', /not understood/],
			['25:00-26:00 5', /not understood/],
			['08:00-18:00', /not understood/],
			['2000', /more than the 1000/],
		] as const) {
			const read = readSpeedLimits(typed);
			assert.match('fault' in read ? read.fault : 'none', fault, typed);
		}
	});
});
