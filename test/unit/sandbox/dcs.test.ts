import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/index';
import { SANDBOX_PASSWORD_MARKER, startSandbox } from '../../../src/sandbox/index';
import { ask, handClock, v2 } from './client';

const PENDING = '90754308-a156-406f-a837-8f852f38a646';
const LIVE = '31c6fd2b-2893-430b-90ff-d1adb8060585';
const LIST_FIELDS =
	'task_id task_name status migration_type migration_method ecs_tenant_private_ip data_source source_instance_name source_instance_id target_instance_addrs target_instance_name target_instance_id created_at description source_instance_status target_instance_status source_instance_subnet_id target_instance_subnet_id source_instance_spec_code target_instance_spec_code error_message released_at version resume_mode supported_features'.split(
		' ',
	);

describe("the sandbox's DCS", () => {
	const clock = handClock();
	let sandbox: Sandbox;
	const get = (path: string) => ask(sandbox, v2(sandbox, path), { date: clock.date() });
	const post = (path: string, body?: string | object) =>
		ask(sandbox, v2(sandbox, path), { method: 'POST', date: clock.date(), ...(body === undefined ? {} : { body }) });
	const configure = (changes: object = {}, id = PENDING) => post(`migration/${id}/task`, { ...BODY, ...changes });
	const taskNamed = async (name: string) => (await get(`migration-tasks?name=${name}`)).json.migration_tasks[0];
	const BODY = {
		migration_method: 'incremental_migration',
		resume_mode: 'auto',
		bandwidth_limit_mb: '123',
		source_instance: { id: null, addrs: '192.168.1.1:6379,192.168.0.0:6379', password: 'source-secret' },
		target_instance: { id: 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd', addrs: null, password: null },
	};

	beforeEach(async () => {
		sandbox = await startSandbox({ now: clock.now, tasks: 25 });
	});
	afterEach(() => sandbox.close());

	describe('listing', () => {
		it('gives ten tasks where no limit is said, and counts all of them', async () => {
			const { json } = await get('migration-tasks');
			assert.equal(json.migration_tasks.length, 10);
			assert.equal(json.count, 18 + 25);
		});

		it('gives every task exactly once, whatever the page size', async () => {
			const whole = (await get('migration-tasks?limit=1000')).json.migration_tasks.map(
				(t: { task_id: string }) => t.task_id,
			);
			assert.equal(new Set(whole).size, 43);
			for (const limit of [1, 7, 42]) {
				const ids: string[] = [];
				for (let offset = 0; offset < 43; offset += limit) {
					const { json } = await get(`migration-tasks?limit=${limit}&offset=${offset}`);
					ids.push(...json.migration_tasks.map((t: { task_id: string }) => t.task_id));
				}
				assert.deepEqual(ids, whole);
			}
			assert.deepEqual((await get('migration-tasks?limit=10&offset=43')).json, { count: 43, migration_tasks: [] });
		});

		it('checks offset and limit', async () => {
			for (const bad of ['offset=-1', 'offset=a', 'offset=1.5', 'offset=']) {
				const reply = await get(`migration-tasks?${bad}`);
				assert.equal(reply.status, 400, bad);
				assert.deepEqual(reply.json, {
					error_code: 'DCS.4800',
					error_msg: 'Invalid offset in the request.',
					error_ext_msg: null,
				});
			}
			for (const bad of ['limit=0', 'limit=1001', 'limit=x']) {
				const reply = await get(`migration-tasks?${bad}`);
				assert.equal(reply.status, 400, bad);
				assert.equal(reply.json.error_code, 'DCS.4063');
			}
		});

		it('finds tasks by a part of the name, among the cast and the generated', async () => {
			const { json } = await get('migration-tasks?limit=1000&name=cache');
			assert.ok(json.count > 3);
			assert.equal(json.count, json.migration_tasks.length);
			assert.ok(json.migration_tasks.every((t: { task_name: string }) => t.task_name.includes('cache')));
			assert.ok(json.migration_tasks.some((t: { task_name: string }) => /-\d{5}$/.test(t.task_name)));
		});

		it('has a task in every status that is known, and in one that is not', async () => {
			const { json } = await get('migration-tasks?limit=1000');
			const statuses = new Set(json.migration_tasks.map((t: { status: string }) => t.status));
			const wanted =
				'CREATING RUNNING FULLMIGRATING INCRMIGEATING INCRMIGRATING MIGRATING SUCCESS FAILED MIGRATION_FAILED TERMINATING TERMINATED RELEASED PAUSED_BY_OPERATOR';
			for (const status of wanted.split(' ')) {
				assert.ok(statuses.has(status), status);
			}
		});

		it('sends the fields of the page and no others', async () => {
			const { json } = await get('migration-tasks?limit=1000');
			for (const row of json.migration_tasks) {
				assert.deepEqual(
					Object.keys(row).filter((key) => !LIST_FIELDS.includes(key)),
					[],
					row.task_name,
				);
			}
			assert.deepEqual(Object.keys(json.migration_tasks[0]), LIST_FIELDS);
		});

		it('sends the row of the documented example, value for value', async () => {
			assert.deepEqual(await taskNamed('dcs-migration-test-6-16'), {
				task_id: '2944a563-6f27-4604-9c16-a9a53cd95cc7',
				task_name: 'dcs-migration-test-6-16',
				status: 'TERMINATED',
				migration_type: 'online_migration',
				migration_method: 'incremental_migration',
				data_source: '192.168.0.200:6379',
				source_instance_name: 'migration-resource',
				source_instance_id: '132e0017-715b-4556-930a-95c7db7e8f7a',
				target_instance_addrs: '192.168.0.153:6379',
				target_instance_name: 'migration-target',
				target_instance_id: 'eb1a8d1c-9ea6-4fcd-ac43-c3d3c2493f06',
				created_at: '2021-06-16T06:12:55.508Z',
				description: 'dcs-test',
				source_instance_status: 'RUNNING',
				target_instance_status: 'RUNNING',
				source_instance_subnet_id: '192.168.0.1',
				target_instance_subnet_id: '192.168.0.2',
				source_instance_spec_code: 'redis.single.xu1.tiny.128',
				target_instance_spec_code: 'redis.single.xu1.tiny.128',
				error_message: null,
				released_at: '202404011057',
				version: '6.0.21',
				resume_mode: 'auto',
				supported_features: [],
			});
		});

		it('leaves the source instance of self-hosted Redis blank in each of the three ways', async () => {
			assert.equal((await taskNamed('basket-incremental')).source_instance_id, '');
			assert.equal((await taskNamed('sessions-stalled')).source_instance_id, null);
			assert.ok(!('source_instance_id' in (await taskNamed('profile-cache'))));
		});
	});

	describe('one task', () => {
		it('answers 400 DCS.4133 for a task that it does not have', async () => {
			for (const path of ['migration-task/none', 'migration-task/none/stats', 'migration-task/none/logs']) {
				const reply = await get(path);
				assert.equal(reply.status, 400);
				assert.deepEqual(reply.json, { error_code: 'DCS.4133', error_msg: 'Instance job is not found.' });
			}
			assert.equal((await configure({}, 'none')).json.error_code, 'DCS.4133');
		});

		it('knows the details of every task of the list, generated ones too', async () => {
			const { json } = await get('migration-tasks?limit=1000');
			for (const { task_id, task_name } of json.migration_tasks) {
				const detail = await get(`migration-task/${task_id}`);
				assert.equal(detail.status, 200);
				assert.equal(detail.json.task_name, task_name);
			}
		});

		it('shows passwords in clear text, as the documented answer does', async () => {
			const { json } = await get(`migration-task/${LIVE}`);
			assert.equal(json.source_instance.password, SANDBOX_PASSWORD_MARKER);
			assert.equal(json.target_instance.password, SANDBOX_PASSWORD_MARKER);
			assert.match(json.created_at, /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/);
		});

		it('shows the files of a backup import', async () => {
			const { task_id } = await taskNamed('search-index-import');
			const { json } = await get(`migration-task/${task_id}`);
			assert.equal(json.backup_files.file_source, 'self_build_obs');
			assert.equal(json.backup_files.files.length, 2);
			assert.equal((await get(`migration-task/${task_id}/stats`)).json.error_code, 'DCS.4957');
		});

		it('sends statistics as numbers for one task and as strings for another', async () => {
			const fields = [
				'full_migration_progress',
				'offset',
				'source_dbsize',
				'target_dbsize',
				'target_input_kbps',
				'target_ops',
			];
			const numbers = (await get(`migration-task/${LIVE}/stats`)).json;
			const strings = (await get(`migration-task/${(await taskNamed('basket-incremental')).task_id}/stats`)).json;
			for (const field of fields) {
				assert.equal(typeof numbers[field], 'number', field);
				assert.equal(typeof strings[field], 'string', field);
			}
			assert.equal(numbers.is_migrating, true);
			assert.deepEqual(Object.keys(numbers), [...fields, 'is_migrating']);
		});

		it('says in the list no more than MIGRATING of a task whose details tell the phase', async () => {
			const row = await taskNamed('sessions-stalled');
			assert.equal(row.status, 'MIGRATING');
			assert.equal((await get(`migration-task/${row.task_id}`)).json.status, 'FULLMIGRATING');
		});

		it('logs what happened to a task, newest first, and filters by level', async () => {
			const { task_id } = await taskNamed('sessions-stalled');
			const all = (await get(`migration-task/${task_id}/logs`)).json;
			assert.equal(all.log_num, all.migration_logs.length);
			assert.match(all.migration_logs[0].message, /No data has been received/);
			const warnings = (await get(`migration-task/${task_id}/logs?log_level=WARN`)).json;
			assert.deepEqual([...new Set(warnings.migration_logs.map((l: { log_level: string }) => l.log_level))], ['WARN']);
			assert.equal((await get(`migration-task/${task_id}/logs?log_level=LOUD`)).status, 400);
		});
	});

	describe('configuring', () => {
		it('takes the documented request and starts the task', async () => {
			const reply = await configure();
			assert.equal(reply.status, 200, reply.text);
			assert.deepEqual(reply.json, { id: PENDING, name: 'dcs-migration-1db7', status: 'FULLMIGRATING', error: '' });
			assert.deepEqual(sandbox.lastConfigureBody, BODY);
			assert.ok(!JSON.stringify(sandbox.requests).includes('source-secret'));
			const row = await taskNamed('dcs-migration-1db7');
			assert.equal(row.status, 'MIGRATING');
			assert.equal(row.data_source, '192.168.1.1:6379,192.168.0.0:6379');
			const detail = (await get(`migration-task/${PENDING}`)).json;
			assert.equal(detail.bandwidth_limit_mb, '123');
			assert.equal(detail.target_instance.name, 'dcs-target-1db7');
			assert.ok(!JSON.stringify(detail).includes('source-secret'));
		});

		it('takes a bandwidth limit as a number too, and none', async () => {
			assert.equal((await configure({ bandwidth_limit_mb: 10_240 })).status, 200);
			const { task_id } = await taskNamed('session-store-eu');
			const { bandwidth_limit_mb, ...rest } = BODY;
			assert.equal((await post(`migration/${task_id}/task`, rest)).status, 200);
			assert.ok(!('bandwidth_limit_mb' in (await get(`migration-task/${task_id}`)).json));
		});

		it('refuses what the page forbids, and leaves the task as it was', async () => {
			const target = { id: 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd' };
			const bad: [object, RegExp][] = [
				[{ migration_method: 'full' }, /migration_method/],
				[{ migration_method: undefined }, /migration_method/],
				[{ resume_mode: 'AUTO' }, /resume_mode/],
				[{ bandwidth_limit_mb: '0' }, /bandwidth_limit_mb/],
				[{ bandwidth_limit_mb: '10241' }, /bandwidth_limit_mb/],
				[{ bandwidth_limit_mb: '1.5' }, /bandwidth_limit_mb/],
				[{ bandwidth_limit_mb: '012' }, /bandwidth_limit_mb/],
				[{ source_instance: undefined }, /source_instance/],
				[{ source_instance: { id: null, addrs: '' } }, /source_instance/],
				[{ source_instance: { addrs: '10.0.0.1' } }, /source_instance.addrs/],
				[{ source_instance: { addrs: '10.0.0.1:6379,' } }, /source_instance.addrs/],
				[{ source_instance: { addrs: '10.0.0.1:65536' } }, /source_instance.addrs/],
				[{ target_instance: {} }, /target_instance/],
				[{ target_instance: { ...target, password: 5 } }, /target_instance.password/],
			];
			for (const [changes, message] of bad) {
				const reply = await configure(changes);
				assert.equal(reply.status, 400, JSON.stringify(changes));
				assert.equal(reply.json.error_code, 'DCS.4062');
				assert.match(reply.json.error_msg, message);
			}
			assert.equal((await taskNamed('dcs-migration-1db7')).status, 'RUNNING');
		});

		it('wants JSON', async () => {
			assert.equal((await post(`migration/${PENDING}/task`, '{"migration_method":')).json.error_code, 'DCS.4005');
			assert.equal((await post(`migration/${PENDING}/task`, '[]')).json.error_code, 'DCS.4005');
			assert.equal((await post(`migration/${PENDING}/task`)).json.error_code, 'DCS.4004');
		});

		it('wants the password of an instance that has one', async () => {
			const { json } = await get('instances?name=sessions-target');
			const { instance_id: id, no_password_access } = json.instances[0];
			assert.equal(no_password_access, 'false');
			for (const password of [undefined, null, '', 'wrong']) {
				const reply = await configure({ target_instance: { id, password } });
				assert.equal(reply.status, 400);
				assert.equal(reply.json.error_code, 'DCS.4080');
			}
			assert.equal((await configure({ target_instance: { id, password: 'anything else' } })).status, 200);
		});

		it('refuses an instance that does not exist', async () => {
			const reply = await configure({ target_instance: { id: 'nowhere' } });
			assert.deepEqual([reply.status, reply.json.error_code], [404, 'DCS.3022']);
		});

		it('refuses a task that is not waiting for its configuration', async () => {
			assert.equal((await configure({}, LIVE)).json.error_code, 'DCS.4957');
			assert.equal((await configure({}, (await taskNamed('orders-cache-to-dcs')).task_id)).json.error_code, 'DCS.4017');
			assert.equal(
				(await configure({}, (await taskNamed('nightly-backup-import')).task_id)).json.error_code,
				'DCS.4026',
			);
			assert.equal((await configure()).status, 200);
			assert.equal((await configure()).json.error_code, 'DCS.4957');
		});
	});

	describe('stopping', () => {
		it('stops a running task, after a while, and keeps its last statistics', async () => {
			const reply = await post(`migration-task/${LIVE}/stop`);
			assert.equal(reply.status, 200);
			assert.equal(reply.json.status, 'TERMINATING');
			sandbox.advance(30);
			assert.equal((await taskNamed('payments-live')).status, 'TERMINATED');
			const { json } = await get(`migration-task/${LIVE}/stats`);
			assert.deepEqual([json.is_migrating, json.target_ops], [false, 0]);
			assert.ok(json.target_dbsize > 500_000);
			assert.equal((await post(`migration-task/${LIVE}/stop`)).json.error_code, 'DCS.4957');
		});
	});

	it('lists its instances, by name and by status', async () => {
		const all = (await get('instances')).json;
		assert.equal(all.instance_num, 26);
		assert.equal(all.instances.length, 10);
		assert.equal((await get('instances?status=FROZEN')).json.instance_num, 1);
		assert.equal((await get('instances?limit=3&offset=25')).json.instances.length, 1);
		assert.equal((await get('instances?name=payments')).json.instance_num, 2);
		assert.equal((await get('instances?name=payments&name_equal=true')).json.instance_num, 0);
	});
});
