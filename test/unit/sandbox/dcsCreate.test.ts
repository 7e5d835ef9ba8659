import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/index';
import { startSandbox } from '../../../src/sandbox/index';
import type { Reply } from './client';
import { ask, handClock, v2 } from './client';

const NOBODY = 'ffffffffffffffffffffffffffffffff';

describe("creating in the sandbox's DCS", () => {
	const clock = handClock();
	let sandbox: Sandbox;
	const call = (method: string, path: string, body?: string | object) =>
		ask(sandbox, v2(sandbox, path), { method, date: clock.date(), ...(body === undefined ? {} : { body }) });
	const get = (path: string) => call('GET', path);
	const post = (path: string, body?: string | object) => call('POST', path, body);
	const row = async (name: string) => (await get(`migration-tasks?name=${name}`)).json.migration_tasks[0];
	const instance = async (name: string) => (await get(`instances?name=${name}&name_equal=true`)).json.instances[0];
	const is = (reply: Reply, status: number, code: string) =>
		assert.deepEqual([reply.status, reply.json?.error_code], [status, code], reply.text);
	const count = async () => (await get('migration-tasks')).json.count;

	beforeEach(async () => {
		sandbox = await startSandbox({ now: clock.now, tasks: 30 });
	});
	afterEach(() => sandbox.close());

	describe('an online migration', () => {
		const networkOf = async (name: string) => {
			const { vpc_id, subnet_id, security_group_id } = await instance(name);
			return { vpc_id, subnet_id, security_group_id };
		};
		const create = async (changes: object = {}) =>
			post('migration/instance', { name: 'brand-new', ...(await networkOf('orders-cache')), ...changes });
		const job = async (reply: Reply) => (await get(`jobs/${reply.json.job_id}`)).json;

		it('is listed at once, after all others, and waits for its configuration when its machine is made', async () => {
			const before = (await get('migration-tasks?limit=1000')).json.migration_tasks;
			const reply = await create({ description: 'A new one' });
			assert.equal(reply.status, 200);
			assert.deepEqual(Object.keys(reply.json), ['instance_id', 'job_id']);
			const after = (await get('migration-tasks?limit=1000')).json;
			assert.equal(after.count, before.length + 1);
			assert.deepEqual(after.migration_tasks.slice(0, -1), before);
			const last = after.migration_tasks.at(-1);
			assert.deepEqual(
				[last.task_id, last.task_name, last.status, last.ecs_tenant_private_ip, last.description],
				[reply.json.instance_id, 'brand-new', 'CREATING', null, 'A new one'],
			);
			assert.equal(last.created_at, new Date(clock.now()).toISOString());
			const running = await job(reply);
			assert.deepEqual([running.job_id, running.status, running.end_time], [reply.json.job_id, 'RUNNING', null]);
			assert.equal(running.begin_time, String(clock.now()));

			sandbox.advance(119);
			assert.equal((await row('brand-new')).status, 'CREATING');
			sandbox.advance(1);
			const ready = await row('brand-new');
			assert.deepEqual([ready.status, ready.created_at], ['RUNNING', last.created_at]);
			assert.match(ready.ecs_tenant_private_ip, /^192\.168\.2\./);
			const done = await job(reply);
			assert.deepEqual([done.status, done.fail_reason], ['SUCCESS', null]);
			assert.ok(Number(done.end_time) >= Number(done.begin_time));
			const logs = (await get(`migration-task/${reply.json.instance_id}/logs`)).json.migration_logs;
			assert.deepEqual(
				logs.map((line: { message: string }) => line.message),
				['The migration machine is ready.', 'The migration task was created.'],
			);
		});

		it('stands where it was told to', async () => {
			const network = await networkOf('partner-other-vpc');
			const { instance_id } = (await create(network)).json;
			const detail = (await get(`migration-task/${instance_id}`)).json;
			assert.deepEqual(
				[detail.tenant_vpc_id, detail.tenant_subnet_id, detail.tenant_security_group_id],
				[network.vpc_id, network.subnet_id, network.security_group_id],
			);
		});

		it('is found by a part of its name, and pages hold it once', async () => {
			await create();
			const { count, migration_tasks } = (await get('migration-tasks?name=brand')).json;
			assert.deepEqual([count, migration_tasks.length], [1, 1]);
			const names: string[] = [];
			const total = (await get('migration-tasks')).json.count;
			for (let offset = 0; offset < total; offset += 7) {
				const page = (await get(`migration-tasks?limit=7&offset=${offset}`)).json;
				names.push(...page.migration_tasks.map((task: { task_name: string }) => task.task_name));
			}
			assert.equal(names.indexOf('brand-new'), total - 1);
			assert.equal(names.length, total);
		});

		it('can be configured once its machine is made, and then lives as any other', async () => {
			const { instance_id: id } = (await create()).json;
			const [source, target] = [await instance('orders-cache'), await instance('payments-b')];
			const body = {
				migration_method: 'incremental_migration',
				resume_mode: 'auto',
				source_instance: { id: source.instance_id },
				target_instance: { id: target.instance_id, password: 'right' },
			};
			is(await post(`migration/${id}/task`, body), 400, 'DCS.4017');
			is(await get(`migration-task/${id}/stats`), 400, 'DCS.4957');
			sandbox.advance(121);
			assert.equal((await post(`migration/${id}/task`, body)).status, 200);
			assert.equal((await get(`migration-task/${id}`)).json.status, 'FULLMIGRATING');
			sandbox.advance(2_941);
			assert.equal((await get(`migration-task/${id}`)).json.status, 'INCRMIGEATING');
			assert.ok((await get(`migration-task/${id}/stats`)).json.source_dbsize > 0);
			sandbox.setWriters('brand-new', false);
			const exchange = { exchanged_ip: [source.ip], is_exchange_domain: true };
			assert.equal((await post(`migration-task/${id}/exchange-ip`, exchange)).status, 204);
			sandbox.advance(61);
			assert.equal((await get(`migration-task/${id}`)).json.task_status, 'EXCHANGE_SUCCESS');
			assert.deepEqual((await call('DELETE', 'migration-tasks/delete', { task_id_list: [id] })).json, {
				task_id_list: [id],
			});
			sandbox.advance(21);
			is(await get(`migration-task/${id}`), 400, 'DCS.4133');
		});

		it('may have the name of another, and is one of its own', async () => {
			const [first, second] = [(await create()).json, (await create()).json];
			assert.notEqual(first.instance_id, second.instance_id);
			assert.notEqual(first.job_id, second.job_id);
			assert.equal((await get('migration-tasks?name=brand-new')).json.count, 2);
		});

		it('is not created without a name and a network of the account', async () => {
			const before = await count();
			const partner = await networkOf('partner-other-vpc');
			for (const field of ['name', 'vpc_id', 'subnet_id', 'security_group_id']) {
				for (const bad of ['', '  ', null, undefined, 7]) {
					const reply = await create({ [field]: bad });
					is(reply, 400, 'DCS.4062');
					assert.equal(reply.json.error_msg, `Invalid ${field} parameter in the request.`);
				}
			}
			is(await create({ description: 5 }), 400, 'DCS.4062');
			is(await create({ vpc_id: NOBODY }), 400, 'DCS.4068');
			is(await create({ subnet_id: NOBODY }), 400, 'DCS.4016');
			is(await create({ subnet_id: partner.subnet_id }), 400, 'DCS.4018');
			is(await create({ security_group_id: NOBODY }), 400, 'DCS.4046');
			is(await create({ name: 'over-quota' }), 400, 'DCS.4039');
			is(await post('migration/instance'), 400, 'DCS.4004');
			is(await post('migration/instance', '[]'), 400, 'DCS.4005');
			assert.equal((await call('GET', 'migration/instance')).status, 405);
			assert.equal(await count(), before);
		});

		it('stays behind where its machine could not be made', async () => {
			const reply = await create({ name: 'will-fail' });
			sandbox.advance(59);
			assert.equal((await job(reply)).status, 'RUNNING');
			sandbox.advance(1);
			const ended = await job(reply);
			assert.equal(ended.status, 'FAIL');
			assert.match(ended.fail_reason, /^dcs\.03\.0001/);
			const left = await row('will-fail');
			assert.deepEqual([left.status, left.error_message], ['ERROR', ended.fail_reason]);
			const id = reply.json.instance_id;
			assert.equal((await get(`migration-task/${id}/logs?log_level=ERROR`)).json.log_num, 1);
			const again = (await post('migration-tasks/batch-restart', { migration_tasks: [id] })).json.migration_tasks[0];
			assert.equal(again.error_code, 'DCS.4957');
			assert.deepEqual((await call('DELETE', 'migration-tasks/delete', { task_id_list: [id] })).json.task_id_list, [
				id,
			]);
		});

		it('is answered without its job in accounts that tell of none', async () => {
			const reply = await create({ name: 'nojob-here' });
			assert.deepEqual(Object.keys(reply.json), ['instance_id']);
			sandbox.advance(121);
			assert.equal((await row('nojob-here')).status, 'RUNNING');
		});

		it('has a job that nobody else has', async () => {
			is(await get(`jobs/${NOBODY}`), 400, 'DCS.4133');
		});

		it('needs a permission of its own', async () => {
			sandbox.misbehave({ kind: 'forbidden', match: 'POST' });
			const reply = await create();
			assert.equal(reply.status, 403);
			assert.match(reply.json.error_msg, /dcs:migrationTask:create /);
		});

		it('is created though its answer is lost', async () => {
			const network = await networkOf('orders-cache');
			sandbox.misbehave({ kind: 'dropAfter', match: 'POST /v2/', times: 1 });
			await assert.rejects(post('migration/instance', { name: 'brand-new', ...network }));
			assert.equal((await row('brand-new')).status, 'CREATING');
		});

		it('is not there in another sandbox of the same seed, in which the next has the same id', async () => {
			const { instance_id, job_id } = (await create()).json;
			await sandbox.close();
			sandbox = await startSandbox({ now: clock.now, tasks: 30 });
			assert.equal(await row('brand-new'), undefined);
			assert.deepEqual((await create({ name: 'other' })).json, { instance_id, job_id });
		});
	});
});
