import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/index';
import { startSandbox } from '../../../src/sandbox/index';
import { ask, handClock } from './client';

const STATES =
	'READY RUNNING SYNCING MIGRATE_SUCCESS SYNC_SUCCESS MIGRATE_FAIL SYNC_FAIL ABORTING ABORT SKIPPING DELETING RESETING SYNC_F_ROLLBACKING SYNC_F_ROLLBACK_SUCCESS'.split(
		' ',
	);
const ROW_FIELDS =
	'id name type os_type state estimate_complete_time create_date priority speed_limit migrate_speed compress_rate start_target_server error_json total_time migration_ip sub_tasks source_server enterprise_project_id target_server log_collect_status clone_server syncing network_check_info special_config total_cpu_usage agent_cpu_usage total_mem_usage agent_mem_usage total_disk_io agent_disk_io need_migration_test subtask_info'.split(
		' ',
	);

interface Row {
	readonly id: string;
	readonly name: string;
	readonly state: string;
	readonly error_json: string;
	readonly sub_tasks?: readonly {
		readonly name: string;
		readonly progress: number;
		readonly start_date: number | null;
		readonly end_date: number | null;
	}[];
}

describe("the sandbox's SMS", () => {
	const clock = handClock();
	let sandbox: Sandbox;
	const get = (path: string) => ask(sandbox, `/v3/tasks${path}`, { date: clock.date() });
	const rows = async (query = ''): Promise<readonly Row[]> => (await get(query)).json.tasks;
	const named = async (name: string) => (await rows(`?name=${name}`))[0];

	beforeEach(async () => {
		sandbox = await startSandbox({ now: clock.now, smsTasks: 250 });
	});
	afterEach(() => sandbox.close());

	it('has a task in each of the 14 states', async () => {
		const seen = new Set((await rows()).map((row) => row.state));
		assert.deepEqual(
			STATES.filter((state) => !seen.has(state)),
			[],
		);
	});

	it('pages through all tasks: 100 unless told, 200 at the most, none if asked for none', async () => {
		assert.equal((await rows()).length, 100);
		const first = (await get('?limit=200')).json;
		assert.equal(first.count, 266);
		const ids = [...first.tasks, ...(await rows('?limit=200&offset=200'))].map((row: Row) => row.id);
		assert.equal(new Set(ids).size, 266);
		assert.deepEqual((await get('?limit=0')).json, { count: 266, tasks: [] });
		assert.deepEqual((await get('?offset=65535')).json, { count: 266, tasks: [] });
	});

	it('checks limit, offset, state and the lengths of the filters', async () => {
		for (const bad of [
			'limit=201',
			'limit=-1',
			'offset=65536',
			'offset=x',
			'state=SYNC_SUCCESS',
			'state=running',
			'id=',
			`id=${'x'.repeat(37)}`,
		]) {
			const reply = await get(`?${bad}`);
			assert.equal(reply.status, 400, bad);
			assert.ok(reply.json.error_code, bad);
		}
	});

	it('filters by each of the ten states, and by name, id and source', async () => {
		for (const state of STATES.filter(
			(known) => !['SYNC_SUCCESS', 'SYNC_FAIL', 'SKIPPING', 'RESETING'].includes(known),
		)) {
			const { count, tasks } = (await get(`?limit=200&state=${state}`)).json;
			assert.ok(count >= 1, state);
			assert.equal(count, tasks.length);
			assert.ok(
				tasks.every((row: Row) => row.state === state),
				state,
			);
		}
		const task = (await get('?name=erp-db')).json.tasks[0];
		assert.equal((await get(`?id=${task.id}`)).json.count, 1);
		assert.equal((await get(`?source_server_id=${task.source_server.id}`)).json.tasks[0].name, 'sms_task_erp-db');
		assert.equal((await get('?name=nothing-of-that-name')).json.count, 0);
		assert.equal((await get('?enterprise_project_id=')).json.count, 266);
	});

	it('sends the fields of the page, and no more than those of the example for an old task', async () => {
		const row = (await get('?name=erp-db')).json.tasks[0];
		assert.deepEqual(
			ROW_FIELDS.filter((field) => !(field in row)),
			[],
		);
		assert.deepEqual(
			Object.keys(row).filter((field) => !ROW_FIELDS.includes(field)),
			[],
		);
		assert.deepEqual(await named('leddesktop'), {
			id: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001',
			name: 'sms_task_leddesktop',
			type: 'MIGRATE_BLOCK',
			os_type: 'WINDOWS',
			state: 'MIGRATE_SUCCESS',
			estimate_complete_time: null,
			create_date: 1566130392000,
			priority: 1,
			speed_limit: 200,
			migrate_speed: 0,
			start_target_server: true,
			error_json: '',
			total_time: 882000,
			migration_ip: '192.168.1.201',
			source_server: null,
			target_server: {
				id: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001',
				vm_id: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001',
				name: 'xxx-sms-target',
				ip: null,
				os_type: 'WINDOWS',
				os_version: 'WINDOWS2008_R2_64BIT',
			},
			log_collect_status: 'INIT',
		});
	});

	it('writes errors as JSON in a string for one task and as plain text for another', async () => {
		assert.equal(JSON.parse((await named('payroll-win'))?.error_json ?? '').error_code, 'SMS.0601');
		assert.throws(() => JSON.parse('SMS.0203'));
		assert.match((await named('legacy-crm'))?.error_json ?? '', /^SMS\.0203/);
	});

	it('moves a running task through its sub-tasks, one after the other', async () => {
		const current = async () => (await named('build-agent'))?.sub_tasks ?? [];
		assert.deepEqual(
			(await current()).map((step) => step.progress),
			[40, 0, 0, 0, 0, 0, 0],
		);
		sandbox.advance(300);
		const [created, ssl, attach] = await current();
		assert.deepEqual([created?.progress, ssl?.progress], [100, 100]);
		assert.ok(attach && attach.progress > 0 && attach.progress < 100 && attach.end_date === null);
		sandbox.advance(100 * 3600);
		assert.equal((await named('build-agent'))?.state, 'MIGRATE_SUCCESS');
		assert.ok((await current()).every((step) => step.progress === 100 && step.end_date !== null));
	});

	it('never dates anything into the future', async () => {
		clock.pass(3_600_000);
		for (const row of await rows('?limit=200')) {
			for (const step of row.sub_tasks ?? []) {
				assert.ok((step.start_date ?? 0) <= clock.now() && (step.end_date ?? 0) <= clock.now(), row.name);
			}
		}
	});

	it('shows one task with what the list does not say', async () => {
		const row = await named('erp-db');
		const { json } = await get(`/${row?.id}`);
		assert.equal(json.name, 'sms_task_erp-db');
		assert.equal(json.region_id, sandbox.region);
		assert.ok(json.remain_seconds > 0);
		assert.ok(!('log_collect_status' in json) && !('special_config' in json) && !('syncing' in json));
		const generated = (await rows('?name=srv-00123'))[0];
		assert.equal((await get(`/${generated?.id}`)).json.name, generated?.name);
	});

	it('answers 404 for a task that it does not have', async () => {
		for (const id of ['none', '00000000-0000-0000-0000-000000000000']) {
			const reply = await get(`/${id}`);
			assert.deepEqual([reply.status, reply.json.error_code], [404, 'SMS.2252']);
		}
	});

	it('belongs to one account', async () => {
		const of = (id: string) => ask(sandbox, '/v3/tasks', { headers: { 'X-Domain-Id': id }, date: clock.date() });
		assert.equal((await of(sandbox.domainId)).status, 200);
		assert.equal((await of('another')).status, 401);
	});
});
