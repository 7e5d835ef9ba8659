import assert from 'node:assert/strict';
import { type ActionWords, actionEnd, endBefore } from '../../../src/migration/actionWords';
import type { ServiceAction } from '../../../src/migration/ports';
import { SERVICES } from '../../../src/services';
import { readSpeedLimits } from '../../../src/services/sms/actionWords';
import { depsOf, signal, taskOf } from './helpers';

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

	it('goes to several with one request where the API has one for that, and is read task by task', async () => {
		const two = ['t1', 't2'];
		const sendTo = async (service: 'dcs' | 'sms', action: string, answer: unknown) => {
			const { deps, http } = depsOf(answer);
			const source = await SERVICES.get(service).source(deps);
			const answers = await source.runBatch?.(SERVICES.action(service, action), two, signal);
			const [{ method, url, body } = assert.fail('nothing was sent')] = http.asked;
			assert.equal(http.asked.length, 1);
			return {
				sent: `${method} ${url.pathname} ${body}`,
				errors: two.map((id) => answers?.get(id)?.error),
			};
		};
		const items = {
			migration_tasks: [
				{ task_id: 't1', result: 'success' },
				{ task_id: 't2', result: 'failed', error_code: 'DCS.4957', error_msg: 'not now' },
			],
		};
		const stop = await sendTo('dcs', 'stop', items);
		assert.match(stop.sent, /^POST \/v2\/[^/]+\/migration-task\/batch-stop {"migration_tasks":\["t1","t2"\]}$/);
		assert.deepEqual(stop.errors, ['', 'DCS.4957: not now']);
		const restart = await sendTo('dcs', 'restart', items);
		assert.match(restart.sent, /^POST \/v2\/[^/]+\/migration-tasks\/batch-restart {"migration_tasks":\["t1","t2"\]}$/);
		assert.deepEqual(restart.errors, ['', 'DCS.4957: not now']);
		for (const result of ['failed', null]) {
			const one = { migration_tasks: [{ task_id: 't2', result, error_code: 'DCS.4957', error_msg: 'not now' }] };
			const { errors } = await sendTo('dcs', 'stop', one);
			assert.deepEqual(errors, ['', 'DCS.4957: not now'], 'an answer that names one task alone says nothing of others');
		}
		const deleted = await sendTo('dcs', 'delete', { task_id_list: ['t1'] });
		assert.match(deleted.sent, /^DELETE \/v2\/[^/]+\/migration-tasks\/delete {"task_id_list":\["t1","t2"\]}$/);
		assert.equal(deleted.errors[0], '');
		assert.match(deleted.errors[1] ?? '', /left it out/);
		assert.deepEqual((await sendTo('dcs', 'delete', {})).errors, ['', ''], 'who names none leaves none out');
		const servers = await sendTo('sms', 'delete', {});
		assert.equal(servers.sent, 'POST /v3/tasks/delete {"ids":["t1","t2"]}');
		assert.deepEqual(servers.errors, ['', '']);
		const most = SERVICES.all.flatMap(({ actions }) => actions.flatMap(({ batch }) => batch?.most ?? []));
		assert.deepEqual([...new Set(most)], [50]);
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

	it('of a server migration is done, or has failed, once source server, clone, log or network say so', async () => {
		const words = await wordsOf('sms');
		const source = (state: unknown) => ({ state: 'SYNCING', source_server: { state } });
		const clone = (clone_state: unknown, more: object = {}) => ({
			state: 'SYNCING',
			clone_server: { vm_id: 'v1', clone_state, ...more },
		});
		const done = { state: 'done' };
		const failed = (reason: string) => ({ state: 'failed', reason });
		for (const [action, raw, end] of [
			['drill', source('premigready'), undefined],
			['drill', source('premiging'), undefined],
			['drill', source('premiged'), done],
			['drill', source('premigfailed'), failed('the source server says that the drill failed')],
			['drill', source(null), undefined],
			['drill', { state: 'SYNCING', source_server: null }, undefined],
			['clear', source('clearing'), undefined],
			['clear', source(' CLEARED '), done],
			['clear', source('clearfailed'), failed('the source server says that they could not be removed')],
			['cloneTest', clone('NOT_READY'), undefined],
			['cloneTest', clone('CREATING'), undefined],
			['cloneTest', clone(undefined), undefined],
			['cloneTest', clone('FINISHED'), done],
			['cloneTest', clone('ERROR', { error_msg: 'no more servers', clone_error: 'E1' }), failed('no more servers')],
			['cloneTest', clone('ERROR', { error_msg: '', clone_error: 'E1' }), failed('E1')],
			['cloneTest', clone('ERROR'), failed('')],
			['skip', { state: 'SKIPPING' }, undefined],
			['skip', source('skipping'), undefined],
			['skip', source('syncing'), done],
			['networkCheck', { state: 'READY' }, undefined],
			['networkCheck', { state: 'READY', network_check_info: { network_delay: '12.5' } }, done],
			['collectLog', { state: 'ABORT', log_collect_status: 'UPLOADING' }, undefined],
			['collectLog', { state: 'ABORT', log_collect_status: 'UPLOADED' }, done],
			['collectLog', { state: 'ABORT', log_collect_status: 'UPLOAD_FAIL' }, failed('the log could not be uploaded')],
		] as const) {
			const row = words[action] ?? assert.fail(action);
			assert.deepEqual(actionEnd(row, taskOf('sms', raw)), end, `${action} ${JSON.stringify(raw)}`);
			assert.ok(row.lookAt?.() && row.shows, 'where the task goes on saying the same, it is said where to look');
		}
	});

	it('is not done because an earlier one of its kind is', async () => {
		const { drill, networkCheck, restart } = await wordsOf('sms');
		assert.ok(drill && networkCheck && restart);
		const at = (state: string) => taskOf('sms', { state: 'SYNCING', source_server: { state } });
		assert.equal(endBefore(drill, at('syncing')), undefined);
		const before = endBefore(drill, at('premiged'));
		assert.equal(actionEnd(drill, at('premiged'), before), undefined);
		assert.deepEqual(actionEnd(drill, at('premiged'), endBefore(drill, at('premigfailed'))), { state: 'done' });
		const delay = (network_delay: number) => taskOf('sms', { state: 'READY', network_check_info: { network_delay } });
		assert.equal(actionEnd(networkCheck, delay(12), endBefore(networkCheck, delay(12))), undefined);
		assert.deepEqual(actionEnd(networkCheck, delay(14), endBefore(networkCheck, delay(12))), { state: 'done' });
		const failed = taskOf('sms', { state: 'MIGRATE_FAIL' });
		assert.equal(actionEnd(restart, failed, endBefore(restart, failed)), undefined, 'it says so for a while');
		assert.deepEqual(actionEnd(restart, failed), { state: 'failed', reason: '' }, 'it ran, and failed again');
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
