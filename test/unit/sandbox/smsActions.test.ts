import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/index';
import { startSandbox } from '../../../src/sandbox/index';
import type { Reply } from './client';
import { ask, handClock } from './client';

const NOBODY = '00000000-0000-0000-0000-000000000000';

describe("the actions of the sandbox's SMS", () => {
	const clock = handClock();
	let sandbox: Sandbox;
	const call = (method: string, path: string, body?: string | object) =>
		ask(sandbox, `/v3/tasks${path}`, { method, date: clock.date(), ...(body === undefined ? {} : { body }) });
	const row = async (name: string) => (await call('GET', `?name=${name}`)).json.tasks[0];
	const state = async (name: string) => (await row(name)).state;
	const act = async (name: string, operation: unknown, more: object = {}) =>
		call('POST', `/${(await row(name)).id}/action`, { operation, ...more });
	const is = (reply: Reply, status: number, code: string) =>
		assert.deepEqual([reply.status, reply.json?.error_code], [status, code]);
	const isDone = (reply: Reply) => assert.deepEqual([reply.status, reply.text], [200, '']);
	const progress = async (name: string): Promise<number[]> =>
		(await row(name)).sub_tasks.map((step: { progress: number }) => step.progress);

	beforeEach(async () => {
		sandbox = await startSandbox({ now: clock.now, smsTasks: 20 });
	});
	afterEach(() => sandbox.close());

	it('starts a task that is ready, which then runs to its end', async () => {
		isDone(await act('web-frontend', 'start', { switch_hce: false, is_need_consistency_check: true }));
		assert.equal(await state('web-frontend'), 'RUNNING');
		sandbox.advance(310);
		assert.deepEqual((await progress('web-frontend')).slice(0, 1), [100]);
		sandbox.advance(10_000);
		assert.equal(await state('web-frontend'), 'MIGRATE_SUCCESS');
	});

	it('pauses a task for as long as one likes, and it goes on where it was', async () => {
		sandbox.advance(3600);
		const before = await progress('build-agent');
		isDone(await act('build-agent', 'stop'));
		assert.equal(await state('build-agent'), 'ABORTING');
		sandbox.advance(29);
		assert.equal(await state('build-agent'), 'ABORTING');
		is(await act('build-agent', 'start'), 400, 'SMS.1039');
		sandbox.advance(40 * 3600);
		assert.equal(await state('build-agent'), 'ABORT');
		assert.deepEqual(await progress('build-agent'), before);
		assert.deepEqual([(await row('build-agent')).migrate_speed, (await row('build-agent')).total_cpu_usage], [0, 0]);
		is(await act('build-agent', 'stop'), 400, 'SMS.1038');
		isDone(await act('build-agent', 'start'));
		assert.deepEqual([await state('build-agent'), await progress('build-agent')], ['RUNNING', before]);
		assert.ok((await row('build-agent')).migrate_speed > 0);
	});

	it('goes on with a task that was paused before the sandbox opened', async () => {
		const before = await progress('render-02');
		isDone(await act('render-02', 'start'));
		assert.deepEqual([await state('render-02'), await progress('render-02')], ['RUNNING', before]);
		sandbox.advance(10_000);
		assert.equal(await state('render-02'), 'MIGRATE_SUCCESS');
	});

	it('pauses a synchronization, and goes on with it', async () => {
		assert.equal((await row('file-server')).syncing, true);
		isDone(await act('file-server', 'stop'));
		sandbox.advance(31);
		const paused = await row('file-server');
		assert.deepEqual([paused.state, paused.syncing], ['ABORT', false]);
		isDone(await act('file-server', 'start'));
		assert.equal(await state('file-server'), 'SYNCING');
	});

	it('synchronizes once more what has been migrated', async () => {
		for (const name of ['mail-gateway', 'intranet-wiki']) {
			isDone(await act(name, 'start'));
			assert.equal(await state(name), 'SYNCING');
		}
		sandbox.advance(1801);
		assert.equal(await state('mail-gateway'), 'SYNC_SUCCESS');
		assert.equal(await state('intranet-wiki'), 'SYNC_SUCCESS');
		assert.ok((await progress('mail-gateway')).every((share) => share === 100));
		const { id } = await row('mail-gateway');
		assert.equal((await call('GET', `/${id}/consistency-result`)).json.result_list.length > 0, true);
		isDone(await act('mail-gateway', 'start'));
		assert.equal(await state('mail-gateway'), 'SYNCING');
	});

	it('restarts what has failed, without its error', async () => {
		for (const name of ['payroll-win', 'legacy-crm']) {
			is(await act(name, 'start'), 400, 'SMS.1039');
			isDone(await act(name, 'restart'));
			const { state: now, error_json } = await row(name);
			assert.deepEqual([now, error_json], ['RUNNING', '']);
		}
		for (const name of ['web-frontend', 'erp-db', 'mail-gateway', 'render-02']) {
			is(await act(name, 'restart'), 400, 'SMS.1040');
		}
	});

	it('skips the consistency check, and then does what it did before', async () => {
		isDone(await act('file-server', 'skip'));
		assert.equal(await state('file-server'), 'SKIPPING');
		is(await act('file-server', 'stop'), 400, 'SMS.1038');
		sandbox.advance(31);
		assert.equal(await state('file-server'), 'SYNCING');
	});

	it('measures the network anew', async () => {
		assert.equal((await row('web-frontend')).network_check_info, null);
		isDone(await act('web-frontend', 'network_check'));
		const first = (await row('web-frontend')).network_check_info;
		assert.ok(first.network_delay > 0 && first.domain_connectivity);
		sandbox.advance(600);
		isDone(await act('web-frontend', 'network_check'));
		assert.notDeepEqual((await row('web-frontend')).network_check_info, first);
	});

	it('clones, tests, drills and clears, each where it can be', async () => {
		isDone(await act('mail-gateway', 'clone_test'));
		assert.match((await row('mail-gateway')).clone_server.name, /clone$/);
		isDone(await act('mail-gateway', 'test'));
		isDone(await act('mail-gateway', 'clear'));
		assert.equal((await row('mail-gateway')).source_server.state, 'cleared');
		isDone(await act('web-frontend', 'migration_test'));
		assert.equal((await row('web-frontend')).source_server.state, 'premiged');
		for (const operation of ['clone_test', 'test', 'skip', 'clear']) {
			is(await act('web-frontend', operation), 400, 'SMS.1039');
		}
	});

	it('refuses every operation while something is under way that has no end in sight', async () => {
		const operations = 'start stop restart skip network_check clear migration_test clone_test test'.split(' ');
		for (const name of ['render-01', 'archive', 'poc-vm', 'print-server', 'stock-db']) {
			const before = await state(name);
			for (const operation of operations) {
				const reply = await act(name, operation);
				assert.ok(reply.status === 400 && /^SMS\.10(38|39|40)$/.test(reply.json.error_code), `${name} ${operation}`);
			}
			assert.equal(await state(name), before);
		}
	});

	it('does not know other operations, other bodies and other tasks', async () => {
		const start = { operation: 'start' };
		for (const bad of ['cutover', 'START', '', null, 7, undefined]) {
			is(await act('web-frontend', bad), 400, 'APIGW.0602');
		}
		is(await act('web-frontend', 'start', { switch_hce: 'yes' }), 400, 'APIGW.0602');
		const { id } = await row('web-frontend');
		is(await call('POST', `/${id}/action`), 400, 'APIGW.0602');
		is(await call('POST', `/${id}/action`, '[]'), 400, 'APIGW.0602');
		is(await call('POST', `/${NOBODY}/action`, start), 404, 'SMS.2252');
		assert.equal(await state('web-frontend'), 'READY');
	});

	it('keeps the speed limits that it was given, and none that are wrong', async () => {
		const { id } = await row('erp-db');
		const read = async () => (await call('GET', `/${id}/speed-limit`)).json;
		const write = (speed_limit: unknown) => call('POST', `/${id}/speed-limit`, { speed_limit });
		const good = [
			{ start: '08:00', end: '20:00', speed: 100, over_speed_threshold: 20.5 },
			{ start: '20:00', end: '24:00', speed: 0 },
		];
		assert.deepEqual(await read(), { speed_limit: [] });
		isDone(await write(good));
		assert.deepEqual(await read(), { speed_limit: good });
		const [first] = good;
		for (const bad of [
			{ ...first, start: '8:00' },
			{ ...first, end: '24:01' },
			{ ...first, end: '25:00' },
			{ ...first, speed: 1001 },
			{ ...first, speed: -1 },
			{ ...first, speed: 1.5 },
			{ ...first, speed: '100' },
			{ ...first, over_speed_threshold: -1 },
			{ start: '08:00', speed: 1 },
			null,
		]) {
			is(await write([first, bad]), 400, 'APIGW.0602');
		}
		is(await write(first), 400, 'APIGW.0602');
		assert.deepEqual(await read(), { speed_limit: good });
		isDone(await write([]));
		assert.deepEqual(await read(), { speed_limit: [] });
		is(await call('GET', `/${NOBODY}/speed-limit`), 404, 'SMS.2252');
		is(await call('POST', `/${NOBODY}/speed-limit`, { speed_limit: good }), 404, 'SMS.2252');
	});

	it('collects the logs into a bucket', async () => {
		const { id } = await row('erp-db');
		const status = async () => (await row('erp-db')).log_collect_status;
		assert.equal(await status(), 'INIT');
		for (const bad of [{}, { log_bucket: '' }, { log_bucket: 'No Bucket' }, { log_bucket: 4 }]) {
			is(await call('POST', `/${id}/log`, bad), 400, 'APIGW.0602');
		}
		isDone(await call('POST', `/${id}/log`, { log_bucket: 'migration-logs' }));
		assert.equal(await status(), 'UPLOADING');
		sandbox.advance(31);
		assert.equal(await status(), 'UPLOADED');
		is(await call('POST', `/${NOBODY}/log`, { log_bucket: 'migration-logs' }), 404, 'SMS.2252');
	});

	describe('deleting', () => {
		it('takes a while, after which the task is gone from everywhere', async () => {
			const { id } = await row('render-02');
			const { count } = (await call('GET', '')).json;
			isDone(await call('DELETE', `/${id}`));
			assert.equal(await state('render-02'), 'DELETING');
			is(await act('render-02', 'start'), 400, 'SMS.1039');
			is(await call('DELETE', `/${id}`), 400, 'SMS.2015');
			sandbox.advance(21);
			is(await call('GET', `/${id}`), 404, 'SMS.2252');
			is(await call('DELETE', `/${id}`), 404, 'SMS.2252');
			const after = (await call('GET', '?limit=200')).json;
			assert.deepEqual([after.count, after.tasks.length], [count - 1, count - 1]);
			assert.equal((await call('GET', '?name=render-02')).json.count, 0);
		});

		it('takes what is ready, paused, through or failed, and nothing that works', async () => {
			for (const task of (await call('GET', '?limit=200')).json.tasks) {
				const reply = await call('DELETE', `/${task.id}`);
				if (/^(READY|ABORT|.*FAIL|.*SUCCESS)$/.test(task.state)) {
					isDone(reply);
				} else {
					is(reply, 400, 'SMS.2015');
				}
			}
			sandbox.advance(21);
			const left = new Set((await call('GET', '?limit=200')).json.tasks.map((task: { state: string }) => task.state));
			assert.deepEqual([...left].sort(), [
				'ABORTING',
				'DELETING',
				'RESETING',
				'RUNNING',
				'SKIPPING',
				'SYNCING',
				'SYNC_F_ROLLBACKING',
			]);
		});

		it('takes several at once: all of them, or none', async () => {
			const ids = await Promise.all(['render-02', 'web-frontend', 'erp-db'].map(async (name) => (await row(name)).id));
			is(await call('POST', '/delete', { ids }), 400, 'SMS.2015');
			is(await call('POST', '/delete', { ids: [ids[0], NOBODY] }), 404, 'SMS.2252');
			for (const bad of [[], 'all', [1], Array.from({ length: 51 }, () => NOBODY)]) {
				is(await call('POST', '/delete', { ids: bad }), 400, 'APIGW.0602');
			}
			assert.equal(await state('render-02'), 'ABORT');
			isDone(await call('POST', '/delete', { ids: ids.slice(0, 2) }));
			assert.deepEqual([await state('render-02'), await state('web-frontend')], ['DELETING', 'DELETING']);
		});
	});
});
