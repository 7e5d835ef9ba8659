import assert from 'node:assert/strict';
import type { MisbehaviourKind, Sandbox } from '../../../src/sandbox/index';
import { scenarioNames, startSandbox } from '../../../src/sandbox/index';
import { HOSTILE } from '../../hostile';
import { ask, v2 } from './client';

const PENDING = '90754308-a156-406f-a837-8f852f38a646';
const BODY = {
	migration_method: 'full_amount_migration',
	resume_mode: 'manual',
	source_instance: { addrs: '10.0.0.1:6379' },
	target_instance: { id: 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd' },
};

describe('a sandbox that misbehaves', () => {
	let sandbox: Sandbox;
	const list = () => ask(sandbox, v2(sandbox, 'migration-tasks'));
	const as = (kind: MisbehaviourKind, more: object = {}) => sandbox.misbehave({ kind, ...more });

	beforeEach(async () => {
		sandbox = await startSandbox({ control: true });
	});
	afterEach(() => sandbox.close());

	it('throttles, and says how long to wait if it is told to', async () => {
		as('429', { retryAfter: 3, times: 1 });
		const reply = await list();
		assert.deepEqual([reply.status, reply.json.error_code, reply.headers['retry-after']], [429, 'APIGW.0308', '3']);
		assert.equal((await list()).status, 200);
	});

	it('fails in the form of each service', async () => {
		as('500');
		assert.equal((await list()).json.error_code, 'DCS.5000');
		assert.equal((await ask(sandbox, '/v3/tasks')).json.error_code, 'SMS.2007');
		assert.equal((await ask(sandbox, '/v3/projects')).json.error.code, 500);
		as('forbidden');
		assert.equal((await list()).json.error_code, 'DCS.2007');
		assert.equal((await ask(sandbox, '/v3/tasks')).json.details[0].error_code, 'SMS.9004');
	});

	it('answers what is no JSON, half of one, and nothing', async () => {
		as('502html');
		const gateway = await list();
		assert.deepEqual([gateway.status, gateway.headers['content-type']], [502, 'text/html; charset=utf-8']);
		as('notJson');
		assert.deepEqual([(await list()).status, (await list()).json], [200, undefined]);
		as('truncated');
		const half = await list();
		assert.deepEqual([half.status, half.json], [200, undefined]);
		assert.match(half.text, /^\{"count":18/);
		as('empty');
		assert.deepEqual([(await list()).status, (await list()).text], [200, '']);
	});

	it('says back what was sent, in an error of each service and among the fields of an answer', async () => {
		const secret = 'p4ss"word/ä';
		const body = { ...BODY, source_instance: { addrs: '10.0.0.1:6379', password: secret } };
		const configure = () => ask(sandbox, v2(sandbox, `migration/${PENDING}/task`), { method: 'POST', body });
		as('echo');
		const { status, json } = await configure();
		assert.deepEqual([status, json.error_code], [400, 'DCS.4062']);
		for (const echo of [
			`password=${secret}`,
			JSON.stringify(secret),
			JSON.stringify(JSON.stringify(secret)),
			encodeURIComponent(secret),
			Buffer.from(secret).toString('base64'),
			'value="p4ss&quot;word/ä"',
			'Signature=',
		]) {
			assert.ok(json.error_msg.includes(echo), echo);
		}
		as('echo', { status: 500 });
		assert.equal((await ask(sandbox, '/v3/tasks', { headers: { 'X-Auth-Token': 't' } })).status, 500);
		assert.equal((await ask(sandbox, '/v3/projects')).json.error.code, 500);
		as('echo', { status: 200 });
		const rows = (await list()).json.migration_tasks;
		assert.match(rows[0].error_message, /authorization: SDK-HMAC/);
		assert.equal(rows[1].remarks, undefined);
		assert.equal((await configure()).json[`about ${secret}`], 'told by its name');
	});

	it('has other secrets for its account where it is told to', async () => {
		const own = await startSandbox({ secrets: { secretKey: 'an-other-secret', password: 'p' } });
		assert.deepEqual([own.secretKey, own.login.password], ['an-other-secret', 'p']);
		assert.equal(own.temporary.secretKey, sandbox.temporary.secretKey);
		assert.equal((await ask(own, v2(own, 'migration-tasks'))).status, 200);
		await own.close();
	});

	it('cuts the connection before, and after the work is done', async () => {
		const configure = () => ask(sandbox, v2(sandbox, `migration/${PENDING}/task`), { method: 'POST', body: BODY });
		const status = async () => (await ask(sandbox, v2(sandbox, `migration-task/${PENDING}`))).json.status;
		as('drop', { match: 'POST', times: 1 });
		await assert.rejects(configure(), /socket hang up|ECONNRESET/);
		assert.equal(await status(), 'RUNNING');
		as('dropAfter', { match: 'POST', times: 1 });
		await assert.rejects(configure(), /socket hang up|ECONNRESET/);
		assert.equal(await status(), 'FULLMIGRATING');
		assert.equal(sandbox.requests.filter((request) => request.status === 0).length, 2);
	});

	it('claims that the clock of the caller is off by an hour', async () => {
		as('skew');
		const reply = await list();
		const off = Date.parse(String(reply.headers.date)) - Date.now();
		assert.equal(reply.status, 401);
		assert.ok(Math.abs(off - 3_600_000) < 30_000, String(off));
	});

	it('mixes rows that keep no promise among the good ones', async () => {
		as('hostile');
		const { text } = await list();
		assert.match(text, /^\{"__proto__":\{"polluted":true\}/);
		const rows: unknown[] = JSON.parse(text).migration_tasks;
		assert.ok(rows.includes(null) && rows.includes(42) && rows.some((row) => Array.isArray(row)));
		assert.ok(rows.some((row) => (row as { task_name?: string } | null)?.task_name === 'payments-live'));
		assert.match(text, /<script>/);
		assert.ok(Math.max(...rows.map((row) => JSON.stringify(row).length)) > 100_000);
		const stats = (await ask(sandbox, v2(sandbox, `migration-task/${PENDING}/stats`))).json;
		assert.equal(stats.error_code, 'DCS.4957', 'an error stays as it is');
	});

	it('has a task for each hostile text, with details of its own, which can fail', async () => {
		const rows = async (path: string, key: string) =>
			(await ask(sandbox, path)).json[key].filter((row: { [name: string]: unknown } | null) =>
				/^hostile-text-/.test(String(row?.task_id ?? row?.id)),
			);
		as('hostile');
		assert.deepEqual(
			(await rows(v2(sandbox, 'migration-tasks'), 'migration_tasks')).map(
				(row: { task_name: string }) => row.task_name,
			),
			HOSTILE.map(({ text }) => text),
		);
		const servers = await rows('/v3/tasks', 'tasks');
		assert.deepEqual([servers.length, servers[0].state], [HOSTILE.length, 'RUNNING']);
		const [cache, server] = [v2(sandbox, 'migration-task/hostile-text-0'), '/v3/tasks/hostile-text-0'];
		assert.equal((await ask(sandbox, cache)).json.task_name, HOSTILE[0]?.text);
		assert.equal((await ask(sandbox, server)).json.name, HOSTILE[0]?.text);
		as('hostile', { failed: true });
		assert.equal((await ask(sandbox, cache)).json.status, 'FAILED');
		assert.equal((await ask(sandbox, server)).json.state, 'MIGRATE_FAIL');
		assert.equal((await ask(sandbox, v2(sandbox, 'migration-task/hostile-text-999'))).status, 400);
	});

	it('goes wrong for matching requests only, the newest rule first, each n-th time', async () => {
		as('500', { match: 'migration-tasks' });
		as('429', { match: /GET .*\/instances$/g });
		assert.equal((await list()).status, 500);
		assert.equal((await ask(sandbox, v2(sandbox, 'instances'))).status, 429);
		assert.equal((await ask(sandbox, v2(sandbox, 'instances'))).status, 429);
		assert.equal((await ask(sandbox, v2(sandbox, `migration-task/${PENDING}`))).status, 200);
		sandbox.misbehave(null);
		as('500', { every: 3 });
		const statuses = [];
		for (let i = 0; i < 6; i++) {
			statuses.push((await list()).status);
		}
		assert.deepEqual(statuses, [200, 200, 500, 200, 200, 500]);
	});

	describe('in batches', () => {
		const LIVE = '31c6fd2b-2893-430b-90ff-d1adb8060585';
		const status = async (id: string) => (await ask(sandbox, v2(sandbox, `migration-task/${id}`))).json.status;
		const idOf = async (name: string): Promise<string> =>
			(await ask(sandbox, v2(sandbox, `migration-tasks?name=${name}`))).json.migration_tasks[0].task_id;
		const send = (method: string, path: string, body: object) => ask(sandbox, v2(sandbox, path), { method, body });

		it('fails for single tasks, does nothing to these, and only as often as it is told', async () => {
			const basket = await idOf('basket-incremental');
			as('failItems', { match: 'batch-stop', failItems: [LIVE], times: 1 });
			const stop = () => send('POST', 'migration-task/batch-stop', { migration_tasks: [LIVE, basket] });
			const reply = await stop();
			assert.deepEqual(
				[reply.status, reply.json.migration_tasks],
				[
					200,
					[
						{ result: 'failed', task_id: LIVE, error_code: 'DCS.5000', error_msg: 'Internal service error.' },
						{ result: 'success', task_id: basket },
					],
				],
			);
			assert.deepEqual([await status(LIVE), await status(basket)], ['INCRMIGEATING', 'TERMINATING']);
			assert.deepEqual(
				(await stop()).json.migration_tasks.map((item: { result: string }) => item.result),
				['success', 'failed'],
			);
		});

		it('fails to restart single tasks, and to delete them', async () => {
			const [failed, other] = [await idOf('coupon-codes'), await idOf('leaderboard-2024')];
			as('failItems', { failItems: [failed] });
			const restarted = await send('POST', 'migration-tasks/batch-restart', { migration_tasks: [failed, other] });
			assert.deepEqual(
				restarted.json.migration_tasks.map((item: { result: string }) => item.result),
				['failed', 'success'],
			);
			const ids = [failed, PENDING];
			const deleted = await send('DELETE', 'migration-tasks/delete', { task_id_list: ids });
			assert.deepEqual(deleted.json, { task_id_list: [PENDING] });
			sandbox.advance(21);
			assert.equal(await status(failed), 'FAILED');
			assert.equal(await status(PENDING), undefined);
		});

		it('spoils their answers like any other, after the work is done', async () => {
			as('hostile', { match: 'batch-stop', times: 1 });
			const reply = await send('POST', 'migration-task/batch-stop', { migration_tasks: [LIVE] });
			assert.ok(reply.json.migration_tasks.length > 1);
			assert.equal(await status(LIVE), 'TERMINATING');
			sandbox.advance(31);
			as('dropAfter', { match: 'batch-restart', times: 1 });
			await assert.rejects(send('POST', 'migration-tasks/batch-restart', { migration_tasks: [LIVE] }));
			assert.equal(await status(LIVE), 'FULLMIGRATING');
		});

		it('names the permission that an action lacks', async () => {
			as('forbidden');
			const deleted = await send('DELETE', 'migration-tasks/delete', { task_id_list: [LIVE] });
			assert.match(deleted.json.error_msg, /dcs:migrationTask:delete /);
			const stopped = await send('POST', `migration-task/${LIVE}/stop`, {});
			assert.match(stopped.json.error_msg, /dcs:migrationTask:modify /);
			const acted = await ask(sandbox, '/v3/tasks/1/action', { method: 'POST', body: { operation: 'stop' } });
			assert.match(acted.json.error_msg, /sms:server:manageTask /);
		});
	});

	it('plays scenarios by name, and knows none that it does not list', async () => {
		sandbox.play('no-sms');
		assert.deepEqual([(await list()).status, (await ask(sandbox, '/v3/tasks')).status], [200, 403]);
		for (const name of scenarioNames()) {
			sandbox.play(name);
		}
		assert.throws(() => sandbox.play('toString'), RangeError);
		await assert.rejects(startSandbox({ scenario: 'nothing' }), RangeError);
		const other = await startSandbox({ scenario: 'outage' });
		assert.equal((await ask(other, v2(other, 'migration-tasks'))).status, 500);
		await other.close();
	});

	describe('steered from another process', () => {
		const steer = (what: string, body?: unknown, headers = {}) =>
			ask(sandbox, `/__sandbox/${what}`, {
				keys: null,
				headers,
				method: body === undefined ? 'GET' : 'POST',
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});

		it('takes rules, lists of rules, scenarios and their end', async () => {
			await steer('misbehave', { kind: '500', match: 'migration-tasks', times: 1 });
			assert.deepEqual([(await list()).status, (await list()).status], [500, 200]);
			await steer('misbehave', [{ kind: '429', times: 1 }, { kind: '500' }]);
			assert.deepEqual([(await list()).status, (await list()).status], [429, 500]);
			await steer('misbehave', { kind: '429', match: 'tasks$', regexp: true });
			assert.equal((await list()).status, 429);
			await steer('misbehave', null);
			assert.equal((await list()).status, 200);
			await steer('misbehave', { scenario: 'outage' });
			assert.equal((await list()).status, 500);
		});

		it('takes the tasks for which a batch fails', async () => {
			const id = '31c6fd2b-2893-430b-90ff-d1adb8060585';
			await steer('misbehave', { kind: 'failItems', failItems: [id], match: 'batch' });
			assert.deepEqual((await steer('state')).json.rules[0].failItems, [id]);
			const body = { migration_tasks: [id] };
			const { json } = await ask(sandbox, v2(sandbox, 'migration-task/batch-stop'), { method: 'POST', body });
			assert.equal(json.migration_tasks[0].result, 'failed');
		});

		it('says what is wrong with a rule', async () => {
			for (const bad of [
				{},
				5,
				{ kind: 'nonsense' },
				{ kind: '500', times: -1 },
				{ kind: '500', match: 7 },
				{ scenario: 'nothing' },
				{ kind: '500', match: '(', regexp: true },
				{ kind: 'failItems' },
				{ kind: 'failItems', failItems: [7] },
			]) {
				const reply = await steer('misbehave', bad);
				assert.equal(reply.status, 400, JSON.stringify(bad));
				assert.ok(reply.json.error.length > 10);
			}
			assert.equal((await list()).status, 200);
		});

		it('tells its state, does not count being asked for it, and moves time ahead', async () => {
			await list();
			await steer('state');
			const { json } = await steer('state');
			assert.equal(json.requests, 1);
			assert.equal(json.recent[0].path, v2(sandbox, 'migration-tasks'));
			assert.deepEqual(json.lockedKeys, []);
			await steer('advance', { seconds: 5000 });
			assert.ok((await steer('state')).json.simulatedSeconds >= json.simulatedSeconds + 5000);
		});

		it('gives the last configuration out, passwords and all, there alone', async () => {
			const body = { ...BODY, source_instance: { addrs: '10.0.0.1:6379', password: 'p4ss' } };
			await ask(sandbox, v2(sandbox, `migration/${PENDING}/task`), { method: 'POST', body });
			assert.deepEqual((await steer('last-configure-body')).json.body, body);
			assert.ok(!(await steer('state')).text.includes('p4ss'));
		});

		it('listens to no web page, and to nobody unless it was opened so', async () => {
			assert.equal((await steer('state', undefined, { Origin: 'http://localhost:3000' })).status, 403);
			const closed = await startSandbox();
			const reply = await ask(closed, '/__sandbox/state', { keys: null });
			assert.equal(reply.status, 404);
			await closed.close();
		});
	});
});
