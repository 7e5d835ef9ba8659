import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/index';
import { startSandbox } from '../../../src/sandbox/index';
import type { Reply } from './client';
import { ask, handClock, v2 } from './client';

const NOBODY = 'ffffffffffffffffffffffffffffffff';

describe("importing a backup in the sandbox's DCS", () => {
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

	const create = async (changes: object = {}, target = 'payments-b') =>
		post('migration-task', {
			task_name: 'an-import',
			migration_type: 'backupfile_import',
			migration_method: 'full_amount_migration',
			backup_files: fromBucket(['orders/dump.rdb']),
			target_instance: { id: (await instance(target)).instance_id, password: 'right-password' },
			...changes,
		});
	const fromBucket = (names: readonly string[], bucket_name = 'redis-backups') => ({
		file_source: 'self_build_obs',
		bucket_name,
		files: names.map((file_name) => ({ file_name })),
	});
	const backups = async (name: string) =>
		(await get(`instances/${(await instance(name)).instance_id}/backups`)).json.backup_record_response;
	const ended = async (name = 'an-import') => {
		sandbox.advance(301);
		const { status, error_message } = await row(name);
		return [status, error_message];
	};

	it('begins at once, from files of a bucket, and is over some minutes later', async () => {
		const files = ['a.rdb', 'b.aof', 'c.zip', 'deep/d.tar.gz', 'E.RDB'];
		const reply = await create({ backup_files: fromBucket(files), description: null });
		assert.equal(reply.status, 200, reply.text);
		assert.match(reply.json.id, /^[0-9a-f]{32}$/);
		assert.deepEqual(reply.json, { id: reply.json.id, name: 'an-import', status: 'MIGRATING', error: '' });
		const listed = await row('an-import');
		assert.deepEqual(
			[listed.task_id, listed.status, listed.migration_type, listed.data_source, listed.target_instance_name],
			[reply.json.id, 'MIGRATING', 'backupfile_import', 'redis-backups', 'payments-b'],
		);
		const detail = (await get(`migration-task/${reply.json.id}`)).json;
		assert.deepEqual(
			detail.backup_files.files.map((file: { file_name: string }) => file.file_name),
			files,
		);
		sandbox.advance(299);
		assert.equal((await row('an-import')).status, 'MIGRATING');
		assert.deepEqual(await ended(), ['SUCCESS', null]);
	});

	it('can take a backup of an instance, which its records name', async () => {
		const [newest] = (await backups('orders-cache')).filter(
			(record: { is_support_restore: string }) => record.is_support_restore === 'TRUE',
		);
		const backup_files = { file_source: 'backup_record', backup_id: newest.backup_id };
		assert.equal((await create({ backup_files })).status, 200);
		assert.equal((await row('an-import')).source_instance_name, 'orders-cache');
		assert.deepEqual(await ended(), ['SUCCESS', null]);
	});

	it('fails of a broken file, of a broken backup and of a bucket that there is not', async () => {
		const [broken] = (await backups('catalog-source')).filter(
			(record: { remark: string }) => record.remark === 'broken',
		);
		const ways = [
			['file', fromBucket(['ok.rdb', 'broken.rdb']), /broken\.rdb: the checksum/],
			['backup', { file_source: 'backup_record', backup_id: broken.backup_id }, /the checksum/],
			['bucket', fromBucket(['ok.rdb'], 'missing-bucket'), /bucket missing-bucket does not exist/],
		] as const;
		for (const [name, backup_files] of ways) {
			assert.equal((await create({ backup_files, task_name: `import-${name}` })).status, 200);
		}
		for (const [name, , message] of ways) {
			const [status, error] = await ended(`import-${name}`);
			assert.equal(status, 'FAILED', name);
			assert.match(error, message);
		}
	});

	it('is not created where something of it is missing or wrong', async () => {
		const before = await count();
		const refused: readonly (readonly [object, string])[] = [
			[{ task_name: '' }, 'task_name'],
			[{ task_name: 4 }, 'task_name'],
			[{ description: {} }, 'description'],
			[{ migration_type: 'online_migration' }, 'migration_type'],
			[{ migration_type: undefined }, 'migration_type'],
			[{ migration_method: 'full' }, 'migration_method'],
			[{ backup_files: undefined }, 'backup_files.file_source'],
			[{ backup_files: { ...fromBucket(['a.rdb']), file_source: 'disk' } }, 'backup_files.file_source'],
			[{ backup_files: fromBucket(['a.rdb'], '') }, 'backup_files.bucket_name'],
			[{ backup_files: fromBucket(['a.rdb'], 'No Bucket') }, 'backup_files.bucket_name'],
			[{ backup_files: fromBucket([]) }, 'backup_files.files'],
			[{ backup_files: { ...fromBucket([]), files: undefined } }, 'backup_files.files'],
			[{ backup_files: { ...fromBucket([]), files: ['a.rdb'] } }, 'backup_files.files'],
			[{ backup_files: fromBucket(['a.rdb', 'b.csv']) }, 'backup_files.files'],
			[{ backup_files: fromBucket(['.rdb']) }, 'backup_files.files'],
			[{ backup_files: { file_source: 'backup_record' } }, 'backup_files.backup_id'],
			[{ backup_files: { file_source: 'backup_record', backup_id: NOBODY } }, 'backup_files.backup_id'],
			[{ target_instance: undefined }, 'target_instance.id'],
			[{ target_instance: { addrs: '10.0.0.1:6379' } }, 'target_instance.id'],
		];
		for (const [changes, field] of refused) {
			const reply = await create(changes);
			is(reply, 400, 'DCS.4062');
			assert.equal(reply.json.error_msg, `Invalid ${field} parameter in the request.`);
		}
		is(await post('migration-task'), 400, 'DCS.4004');
		is(await post('migration-task', '"text"'), 400, 'DCS.4005');
		assert.equal(await count(), before);
	});

	it('takes no backup that is not complete', async () => {
		for (const { backup_id, status } of await backups('orders-cache')) {
			const reply = await create({ backup_files: { file_source: 'backup_record', backup_id } });
			assert.equal(reply.status, status === 'succeed' ? 200 : 400, status);
		}
	});

	it('needs a target that is there and runs, and its password', async () => {
		const { instance_id: id } = await instance('payments-b');
		is(await create({ target_instance: { id: NOBODY } }), 404, 'DCS.3022');
		for (const name of ['old-analytics', 'chat-restarting', 'stock-error']) {
			is(await create({}, name), 400, 'DCS.4049');
		}
		for (const password of [undefined, null, '', 'wrong']) {
			is(await create({ target_instance: { id, password } }), 400, 'DCS.4080');
		}
		const open = (await instance('orders-cache')).instance_id;
		assert.equal((await create({ target_instance: { id: open } })).status, 200);
	});

	it('leaves no password anywhere', async () => {
		const { id } = (await create()).json;
		await create({ target_instance: { id: (await instance('payments-b')).instance_id, password: 31415926 } });
		const seen = [sandbox.requests, (await row('an-import')) ?? {}, (await get(`migration-task/${id}`)).json];
		assert.doesNotMatch(JSON.stringify(seen), /right-password|31415926/);
		assert.match(JSON.stringify(sandbox.requests), /"password":"\*\*\*"/);
	});

	it('has backups of instances to take, newest first, and of some instances none', async () => {
		const records = await backups('orders-cache');
		assert.deepEqual(Object.keys(records[0]).sort(), RECORD_FIELDS);
		const dates = records.map((record: { created_at: string }) => record.created_at);
		assert.deepEqual(dates, [...dates].sort().reverse());
		const statuses = new Set(records.map((record: { status: string }) => record.status));
		assert.deepEqual([...statuses].sort(), ['backuping', 'expired', 'failed', 'succeed']);
		const { instance_id } = await instance('orders-cache');
		const page = (await get(`instances/${instance_id}/backups?limit=2&offset=4`)).json;
		assert.deepEqual([page.total_num, page.backup_record_response.length], [5, 1]);
		is(await get(`instances/${instance_id}/backups?limit=0`), 400, 'DCS.4063');
		assert.deepEqual(await backups('counters-single'), []);
		is(await get(`instances/${NOBODY}/backups`), 404, 'DCS.3022');
	});
});

const RECORD_FIELDS = [
	'backup_format',
	'backup_id',
	'backup_name',
	'backup_type',
	'created_at',
	'error_code',
	'execution_at',
	'instance_id',
	'is_support_restore',
	'period',
	'progress',
	'remark',
	'size',
	'status',
	'updated_at',
];
