import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/index';
import { SANDBOX_SHARE_SIGNATURE, startSandbox } from '../../../src/sandbox/index';
import { ask, handClock } from './client';

describe("the source servers of the sandbox's SMS", () => {
	const clock = handClock();
	let sandbox: Sandbox;
	const call = (method: string, path: string, body?: object) =>
		ask(sandbox, `/v3/${path}`, { method, date: clock.date(), ...(body === undefined ? {} : { body }) });
	const get = (path: string) => call('GET', path);
	const task = async (name: string) => (await get(`tasks?name=${name}`)).json.tasks[0];
	const source = async (name: string) => (await get(`sources?name=${name}`)).json.source_servers[0];
	const logsOf = async (name: string) => {
		const { log_bucket, log_expire, log_upload_time, log_share_url } = (await source(name)).current_task;
		return { log_bucket, log_expire, log_upload_time, log_share_url };
	};
	const collect = async (name: string, log_bucket: string) =>
		call('POST', `tasks/${(await task(name)).id}/log`, { log_bucket });

	beforeEach(async () => {
		sandbox = await startSandbox({ now: clock.now, smsTasks: 230 });
	});
	afterEach(() => sandbox.close());

	it('are those of the tasks, each with its task', async () => {
		const { source_server, id, name, state, migrate_speed } = await task('erp-db');
		const one = await source('erp-db');
		assert.deepEqual(
			[one.id, one.ip, one.name, one.os_type, one.os_version, one.state, one.connected],
			[
				source_server.id,
				source_server.ip,
				source_server.name,
				'LINUX',
				source_server.os_version,
				source_server.state,
				true,
			],
		);
		const { current_task } = one;
		assert.deepEqual(
			[current_task.id, current_task.name, current_task.state, current_task.migrate_speed],
			[id, name, state, migrate_speed],
		);
		assert.deepEqual([current_task.log_collect_status, one.migration_cycle], ['INIT', 'replicating']);
		const alone = (await get(`sources/${one.id}`)).json;
		assert.deepEqual([alone.id, alone.hostname, alone.current_task.id], [one.id, one.name, id]);
	});

	it('come in pages, and are counted whatever the page', async () => {
		const { count, source_servers } = (await get('sources')).json;
		const withSource = (await get('tasks?limit=1')).json.count - 1;
		assert.deepEqual([count, source_servers.length], [withSource, 200]);
		assert.equal((await get('sources?limit=0')).json.source_servers.length, 200);
		const rest = (await get('sources?limit=200&offset=200')).json;
		assert.deepEqual([rest.count, rest.source_servers.length], [count, count - 200]);
		const ids = [...source_servers, ...rest.source_servers].map(({ id }: { id: string }) => id);
		assert.equal(new Set(ids).size, count);
	});

	it('are found by what they are', async () => {
		const { id, ip } = await source('erp-db');
		const names = async (query: string) =>
			(await get(`sources?${query}`)).json.source_servers.map(({ name }: { name: string }) => name);
		for (const query of [`id=${id}`, `ip=${ip}&name=erp`, 'name=erp-db&connected=true&migration_cycle=replicating']) {
			assert.deepEqual(await names(query), ['erp-db'], query);
		}
		assert.deepEqual(await names('state=syncing'), ['file-server']);
		assert.deepEqual(await names('connected=false'), []);
		assert.deepEqual(await names('enterprise_project_id=nobodys'), []);
		for (const bad of ['limit=201', 'limit=-1', 'offset=65536', 'offset=x']) {
			const reply = await get(`sources?${bad}`);
			assert.deepEqual([reply.status, reply.json.error_code], [400, 'APIGW.0602'], bad);
		}
	});

	it('have the link to the collected logs of the task once these are there', async () => {
		const nothing = { log_expire: null, log_upload_time: null, log_share_url: null };
		assert.deepEqual(await logsOf('erp-db'), { log_bucket: null, ...nothing });
		await collect('erp-db', 'migration-logs');
		assert.deepEqual(await logsOf('erp-db'), { log_bucket: 'migration-logs', ...nothing });
		clock.pass(600);
		sandbox.advance(1);
		const logs = await logsOf('erp-db');
		assert.equal((await task('erp-db')).log_collect_status, 'UPLOADED');
		const url = new URL(logs.log_share_url);
		assert.equal(url.host, 'migration-logs.obs.sandbox-1.example');
		assert.match(url.pathname, /^\/sms-log-.*\.tar\.gz$/);
		assert.deepEqual([...url.searchParams.keys()], ['AccessKeyId', 'Expires', 'Signature']);
		assert.ok(url.searchParams.get('Signature')?.startsWith(SANDBOX_SHARE_SIGNATURE));
		assert.ok(logs.log_upload_time <= clock.now() && logs.log_upload_time > clock.now() - 1000);
		assert.equal(logs.log_expire - logs.log_upload_time, 86_400_000);
		assert.notEqual((await logsOf('payroll-win')).log_share_url, logs.log_share_url);
		assert.ok((await logsOf('payroll-win')).log_share_url);
	});

	it('have no link where the bucket does not exist, and one when the next bucket does', async () => {
		await collect('erp-db', 'missing-bucket');
		assert.equal((await task('erp-db')).log_collect_status, 'UPLOADING');
		sandbox.advance(31);
		assert.equal((await task('erp-db')).log_collect_status, 'UPLOAD_FAIL');
		assert.equal((await source('erp-db')).current_task.log_collect_status, 'UPLOAD_FAIL');
		assert.equal((await logsOf('erp-db')).log_share_url, null);
		await collect('erp-db', 'migration-logs');
		sandbox.advance(31);
		assert.equal((await task('erp-db')).log_collect_status, 'UPLOADED');
		assert.ok((await logsOf('erp-db')).log_share_url);
	});

	it('tell nobody but the source servers of the link', async () => {
		await collect('erp-db', 'migration-logs');
		sandbox.advance(31);
		const { id } = await task('erp-db');
		for (const path of ['tasks?limit=200', `tasks/${id}`]) {
			assert.doesNotMatch((await get(path)).text, /Signature|obs\.sandbox/);
		}
	});

	it('are gone with their tasks, and unknown under any other id', async () => {
		const { id } = await source('render-02');
		await call('DELETE', `tasks/${(await task('render-02')).id}`);
		sandbox.advance(21);
		for (const gone of [id, 'nobody']) {
			const reply = await get(`sources/${gone}`);
			assert.deepEqual([reply.status, reply.json.error_code], [400, 'SMS.2216']);
		}
		assert.equal((await ask(sandbox, '/v3/sources', { keys: null })).status, 401);
	});
});
