import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/index';
import { startSandbox } from '../../../src/sandbox/index';
import type { Reply } from './client';
import { ask, handClock, v2 } from './client';

const PENDING = '90754308-a156-406f-a837-8f852f38a646';
const LIVE = '31c6fd2b-2893-430b-90ff-d1adb8060585';
const NOBODY = 'ffffffffffffffffffffffffffffffff';
const FULL_SYNC = 2_940;

describe("the actions of the sandbox's DCS", () => {
	const clock = handClock();
	let sandbox: Sandbox;
	const call = (method: string, path: string, body?: string | object) =>
		ask(sandbox, v2(sandbox, path), { method, date: clock.date(), ...(body === undefined ? {} : { body }) });
	const get = (path: string) => call('GET', path);
	const post = (path: string, body?: string | object) => call('POST', path, body);
	const remove = (ids: readonly string[]) => call('DELETE', 'migration-tasks/delete', { task_id_list: ids });
	const detail = async (id: string) => (await get(`migration-task/${id}`)).json;
	const status = async (id: string) => (await detail(id)).status;
	const idOf = async (name: string): Promise<string> =>
		(await get(`migration-tasks?name=${name}`)).json.migration_tasks[0].task_id;
	const instanceId = async (name: string): Promise<string> =>
		(await get(`instances?name=${name}`)).json.instances[0].instance_id;
	const is = (reply: Reply, status: number, code: string) =>
		assert.deepEqual([reply.status, reply.json?.error_code], [status, code]);
	const isEmpty = (reply: Reply) =>
		assert.deepEqual([reply.status, reply.text, reply.headers['content-type']], [204, '', undefined]);
	/** A task in the incremental phase between two named instances. */
	const migrating = async (source: string, target: string) => {
		const end = async (name: string) => ({ id: await instanceId(name), password: 'right' });
		const body = {
			migration_method: 'incremental_migration',
			resume_mode: 'auto',
			source_instance: await end(source),
			target_instance: await end(target),
		};
		assert.equal((await post(`migration/${PENDING}/task`, body)).status, 200);
		sandbox.advance(FULL_SYNC + 1);
		assert.equal(await status(PENDING), 'INCRMIGEATING');
	};

	beforeEach(async () => {
		sandbox = await startSandbox({ now: clock.now, tasks: 80, control: true });
	});
	afterEach(() => sandbox.close());

	describe('stopping several', () => {
		it('tells of each task whether it was stopped', async () => {
			const [basket, failed] = [await idOf('basket-incremental'), await idOf('coupon-codes')];
			const reply = await post('migration-task/batch-stop', { migration_tasks: [LIVE, failed, NOBODY, basket] });
			assert.equal(reply.status, 200);
			assert.deepEqual(reply.json, {
				migration_tasks: [
					{ result: 'success', task_id: LIVE },
					{
						result: 'failed',
						task_id: failed,
						error_code: 'DCS.4957',
						error_msg: 'This operation is not allowed for the migration task in its current state.',
					},
					{ result: 'failed', task_id: NOBODY, error_code: 'DCS.4133', error_msg: 'Instance job is not found.' },
					{ result: 'success', task_id: basket },
				],
			});
			assert.deepEqual([await status(LIVE), await status(basket)], ['TERMINATING', 'TERMINATING']);
			sandbox.advance(31);
			assert.deepEqual([await status(LIVE), await status(basket)], ['TERMINATED', 'TERMINATED']);
		});

		it('stops none where an id is no id, or where there is no list of them', async () => {
			is(await post('migration-task/batch-stop', { migration_tasks: [LIVE, 'payments-live'] }), 400, 'DCS.4855');
			for (const bad of [{}, { migration_tasks: [] }, { migration_tasks: LIVE }, { migration_tasks: [7] }]) {
				is(await post('migration-task/batch-stop', bad), 400, 'DCS.4062');
			}
			is(await post('migration-task/batch-stop'), 400, 'DCS.4004');
			is(await post('migration-task/batch-stop', '[1'), 400, 'DCS.4005');
			assert.equal(await status(LIVE), 'INCRMIGEATING');
		});
	});

	it('stops the synchronization of a task in the incremental phase, and of no other', async () => {
		const full = await idOf('catalog-full-sync');
		isEmpty(await post(`migration-task/${LIVE}/sync-stop`));
		assert.equal(await status(LIVE), 'TERMINATING');
		sandbox.advance(31);
		assert.equal(await status(LIVE), 'TERMINATED');
		is(await post(`migration-task/${full}/sync-stop`), 400, 'DCS.4957');
		is(await post(`migration-task/${LIVE}/sync-stop`), 400, 'DCS.4957');
		is(await post(`migration-task/${NOBODY}/sync-stop`), 400, 'DCS.4133');
		assert.equal(await status(full), 'FULLMIGRATING');
	});

	it('changes the reconnection, answers a bare string, and complains with a code of the older kind', async () => {
		const reply = await call('PUT', `migration-task/${LIVE}`, { resume_mode: 'manual' });
		assert.deepEqual([reply.status, typeof reply.json], [200, 'string']);
		assert.equal((await detail(LIVE)).resume_mode, 'manual');
		for (const bad of [{}, { resume_mode: 'AUTO' }, { resume_mode: null }, 'auto']) {
			is(await call('PUT', `migration-task/${LIVE}`, bad), 400, '111400063');
		}
		assert.equal((await detail(LIVE)).resume_mode, 'manual');
		is(await call('PUT', `migration-task/${NOBODY}`, { resume_mode: 'auto' }), 400, 'DCS.4133');
		is(await call('PUT', `migration-task/${PENDING}`, { resume_mode: 'auto' }), 400, 'DCS.4957');
	});

	describe('restarting', () => {
		it('begins again, without the error, what was stopped or has failed', async () => {
			const names = ['leaderboard-2024', 'iot-telemetry', 'dcs-migration-test-6-16'];
			const ids = await Promise.all(names.map(idOf));
			const reply = await post('migration-tasks/batch-restart', { migration_tasks: [...ids, LIVE, NOBODY] });
			assert.deepEqual(
				reply.json.migration_tasks.map((item: Record<string, unknown>) => item.error_code ?? item.result),
				['success', 'success', 'success', 'DCS.4957', 'DCS.4133'],
			);
			const { migration_tasks } = (await get('migration-tasks?name=leaderboard-2024')).json;
			assert.equal(migration_tasks[0].error_message, null);
			for (const id of ids) {
				assert.equal(await status(id), 'FULLMIGRATING');
				assert.equal((await get(`migration-task/${id}/stats`)).json.is_migrating ?? undefined, true);
			}
			sandbox.advance(FULL_SYNC + 1);
			assert.equal(await status(ids[0] ?? ''), 'INCRMIGEATING');
		});

		it('begins again a task that was stopped a moment ago, once it has stopped', async () => {
			await post(`migration-task/${LIVE}/stop`);
			const again = () => post('migration-tasks/batch-restart', { migration_tasks: [LIVE] });
			assert.equal((await again()).json.migration_tasks[0].result, 'failed');
			sandbox.advance(31);
			assert.equal((await again()).json.migration_tasks[0].result, 'success');
			assert.equal(await status(LIVE), 'FULLMIGRATING');
			assert.ok(Number((await get(`migration-task/${LIVE}/stats`)).json.full_migration_progress) < 1);
		});

		it('takes fifty at the most', async () => {
			const ids = Array.from({ length: 51 }, () => NOBODY);
			is(await post('migration-tasks/batch-restart', { migration_tasks: ids }), 400, 'DCS.4062');
			assert.equal((await post('migration-tasks/batch-restart', { migration_tasks: ids.slice(1) })).status, 200);
		});
	});

	describe('deleting', () => {
		it('names the tasks that will be gone, and they are a little later', async () => {
			const over = await idOf('coupon-codes');
			const generated = (await get('migration-tasks?limit=1000')).json.migration_tasks.find(
				(row: Record<string, string>) => row.status === 'SUCCESS' && /-\d{5}$/.test(row.task_name ?? ''),
			).task_id;
			const { count, migration_tasks: before } = (await get('migration-tasks?limit=1000')).json;
			const reply = await remove([over, LIVE, NOBODY, generated, 'no id at all']);
			assert.deepEqual([reply.status, reply.json], [200, { task_id_list: [over, generated] }]);
			sandbox.advance(19);
			assert.equal((await get('migration-tasks')).json.count, count);
			assert.equal(await status(over), 'FAILED');
			assert.deepEqual((await remove([over])).json, { task_id_list: [over] });
			sandbox.advance(2);
			is(await get(`migration-task/${over}`), 400, 'DCS.4133');
			is(await get(`migration-task/${generated}`), 400, 'DCS.4133');
			assert.deepEqual((await remove([over])).json, { task_id_list: [] });

			const ids = (rows: readonly { task_id: string }[]) => rows.map((row) => row.task_id);
			const left = ids(before).filter((id) => id !== over && id !== generated);
			const paged: string[] = [];
			for (let offset = 0; offset < count; offset += 7) {
				const page = (await get(`migration-tasks?limit=7&offset=${offset}`)).json;
				assert.equal(page.count, count - 2);
				paged.push(...ids(page.migration_tasks));
			}
			assert.deepEqual(paged, left);
			assert.equal((await get('migration-tasks?name=coupon-codes')).json.count, 0);
		});

		it('leaves alone what runs, is being created or is being stopped', async () => {
			const running = ['orders-cache-to-dcs', 'payments-live', 'catalog-full-sync', 'nightly-backup', 'migration1'];
			const ids = await Promise.all(running.map(idOf));
			assert.deepEqual((await remove(ids)).json, { task_id_list: [] });
			sandbox.advance(60);
			assert.equal((await get(`migration-task/${LIVE}`)).status, 200);
		});

		it('needs a list of ids in the body of the DELETE, and a signature over it', async () => {
			is(await call('DELETE', 'migration-tasks/delete'), 400, 'DCS.4004');
			is(await call('DELETE', 'migration-tasks/delete', { task_id_list: 'all' }), 400, 'DCS.4062');
			const other = { task_id_list: [await idOf('coupon-codes')] };
			const reply = await ask(sandbox, v2(sandbox, 'migration-tasks/delete'), {
				method: 'DELETE',
				body: other,
				date: clock.date(),
				tamper: (headers) => {
					headers['x-sdk-content-sha256'] = '0'.repeat(64);
				},
			});
			assert.equal(reply.status, 401);
		});

		it('lets nothing else be done with a task that is being deleted', async () => {
			const over = await idOf('coupon-codes');
			await remove([over, PENDING]);
			const again = await post('migration-tasks/batch-restart', { migration_tasks: [over] });
			assert.equal(again.json.migration_tasks[0].error_code, 'DCS.4957');
			const body = {
				migration_method: 'full_amount_migration',
				resume_mode: 'manual',
				source_instance: { addrs: '10.0.0.1:6379' },
				target_instance: { id: 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd' },
			};
			is(await post(`migration/${PENDING}/task`, body), 400, 'DCS.4957');
		});
	});

	describe('switching IP addresses', () => {
		const BODY = { exchanged_ip: ['192.168.10.50'], is_exchange_domain: true };
		const exchange = (id: string, body: string | object = BODY) => post(`migration-task/${id}/exchange-ip`, body);
		const rollback = (id: string) => post(`migration-task/${id}/rollback-ip`);

		it('takes a minute, stops the task, and can be taken back', async () => {
			assert.equal((await detail(LIVE)).task_status, '');
			is(await rollback(LIVE), 400, 'DCS.4957');
			isEmpty(await exchange(LIVE));
			assert.equal((await detail(LIVE)).task_status, 'EXCHANGING');
			is(await rollback(LIVE), 400, 'DCS.4957');
			sandbox.advance(59);
			const during = await detail(LIVE);
			assert.deepEqual([during.task_status, during.status], ['EXCHANGING', 'TERMINATED']);
			assert.deepEqual((await remove([LIVE])).json, { task_id_list: [] });
			sandbox.advance(2);
			const after = await detail(LIVE);
			assert.deepEqual([after.task_status, after.status], ['EXCHANGE_SUCCESS', 'TERMINATED']);
			is(await exchange(LIVE), 400, 'DCS.4957');

			isEmpty(await rollback(LIVE));
			assert.equal((await detail(LIVE)).task_status, 'EXCHANGING');
			sandbox.advance(61);
			assert.equal((await detail(LIVE)).task_status, 'ROLLBACK_SUCCESS');
			is(await rollback(LIVE), 400, 'DCS.4957');
		});

		it('needs both of its fields', async () => {
			for (const bad of [
				{ exchanged_ip: ['192.168.10.50'] },
				{ is_exchange_domain: true },
				{ exchanged_ip: '192.168.10.50', is_exchange_domain: true },
				{ exchanged_ip: [], is_exchange_domain: false },
				{ exchanged_ip: ['192.168.10.50'], is_exchange_domain: 'true' },
			]) {
				is(await exchange(LIVE, bad), 400, 'DCS.4062');
			}
			is(await exchange(LIVE, ''), 400, 'DCS.4004');
			assert.equal(await status(LIVE), 'INCRMIGEATING');
		});

		it('is refused in the full phase and where an end is not in the cloud', async () => {
			is(await exchange(await idOf('catalog-full-sync')), 400, 'DCS.4957');
			is(await exchange(await idOf('basket-incremental')), 400, 'DCS.4957');
			is(await exchange(NOBODY), 400, 'DCS.4133');
		});

		it('is refused to a Redis Cluster, though not to a proxied one', async () => {
			await migrating('orders-cache', 'profiles-cluster');
			is(await exchange(PENDING), 400, 'DCS.4957');
		});

		it('is allowed to a proxied cluster', async () => {
			await migrating('orders-cache', 'catalog-target');
			isEmpty(await exchange(PENDING));
		});
	});

	it('shows one instance: the row of the list, its type, and its date under another name', async () => {
		const { instances } = (await get('instances?limit=100')).json;
		const modes = new Set<string>();
		for (const row of instances) {
			const reply = await get(`instances/${row.instance_id}`);
			const { cache_mode, product_type, update_at, ...rest } = reply.json;
			const { updated_at, ...same } = row;
			assert.deepEqual([reply.status, rest, update_at], [200, same, updated_at]);
			assert.equal(product_type, 'generic');
			modes.add(cache_mode);
		}
		assert.deepEqual([...modes].sort(), ['cluster', 'ha', 'proxy']);
		is(await get(`instances/${NOBODY}`), 404, 'DCS.3022');
	});

	it('does not know an action under another method or another stem of the path', async () => {
		assert.equal((await call('GET', `migration-task/${LIVE}/sync-stop`)).status, 405);
		assert.equal((await post('migration-tasks/batch-stop', { migration_tasks: [LIVE] })).status, 404);
		assert.equal((await post('migration-task/batch-restart', { migration_tasks: [LIVE] })).status, 405);
		assert.equal((await post('migration-tasks/delete', { task_id_list: [LIVE] })).status, 405);
	});
});
