import assert from 'node:assert/strict';
import { type CreationValues, creationBody, emptyCreation } from '../../../src/migration/creation';
import { checkCreation, suggestName } from '../../../src/migration/creationChecks';
import type { CacheInstance } from '../../../src/migration/instances';

const instance = (id: string, more: Partial<CacheInstance> = {}): CacheInstance => ({
	id,
	name: `name of ${id}`,
	status: 'RUNNING',
	version: '6.0',
	kind: 'ha',
	addrs: '',
	vpcId: 'vpc-1',
	vpcName: '',
	subnetId: 'subnet-1',
	securityGroupId: 'sg-1',
	...more,
});
const online = (more: Partial<CreationValues> = {}): CreationValues => ({
	...emptyCreation(),
	name: 'payments-move',
	vpc_id: 'vpc-1',
	subnet_id: 'subnet-1',
	security_group_id: 'sg-1',
	...more,
});
const imported = (more: Partial<CreationValues> = {}): CreationValues => ({
	...emptyCreation(),
	migration_type: 'backupfile_import',
	name: 'payments-import',
	'backup_files.backup_id': 'b1',
	'target_instance.id': 'target',
	...more,
});
const bucket = (files: string, more: Partial<CreationValues> = {}) =>
	imported({
		'backup_files.file_source': 'self_build_obs',
		'backup_files.bucket_name': 'dumps',
		'backup_files.files': files,
		...more,
	});
const said = (values: CreationValues, facts = {}) =>
	checkCreation(values, facts).map(({ field, severity }) => `${severity} ${field}`);

describe('the values of a new migration', () => {
	it('that are whole have nothing wrong', () => {
		assert.deepEqual(said(online()), []);
		assert.deepEqual(said(imported()), []);
		assert.deepEqual(said(bucket('a.rdb\nb.AOF\nc.zip\nd.tar.gz\n')), []);
	});

	it('have a name of 4 to 64 characters that begins with a letter', () => {
		for (const name of ['', 'abc', '1abc', 'a b c', 'abcä', 'a'.repeat(65), 'abc\nd']) {
			assert.deepEqual(said(online({ name })), ['error name'], name);
		}
		for (const name of ['abcd', 'A-_9', 'a'.repeat(64), ' abcd ']) {
			assert.deepEqual(said(online({ name })), [], name);
		}
	});

	it('need a network where a migration machine is made, and only there', () => {
		const none = { vpc_id: ' ', subnet_id: '', security_group_id: '' };
		assert.deepEqual(said(online(none)), ['error vpc_id', 'error subnet_id', 'error security_group_id']);
		assert.deepEqual(said(imported(none)), []);
		assert.deepEqual(said(online({ vpc_id: 'a,b' })), ['error vpc_id']);
	});

	it('need a backup and a target where one is imported', () => {
		assert.deepEqual(said(imported({ 'backup_files.backup_id': '', 'target_instance.id': '' })), [
			'error backup_files.backup_id',
			'error target_instance.id',
		]);
		assert.deepEqual(said(bucket('', { 'backup_files.bucket_name': '' })), [
			'error backup_files.bucket_name',
			'error backup_files.files',
		]);
		assert.deepEqual(said(bucket('dump.rdb\nnotes.txt')), ['error backup_files.files']);
		assert.deepEqual(said(bucket('a.rdb\na.rdb')), ['warning backup_files.files']);
	});

	it('are warned of where the instances make them risky, and stopped by nothing of it', () => {
		const instances = [instance('source', { ssl: true }), instance('target', { vpcId: 'vpc-2', status: 'FROZEN' })];
		const ends = { 'source_instance.id': 'source', 'target_instance.id': 'target' };
		assert.deepEqual(said(online(ends), { instances }), [
			'warning source_instance.id',
			'warning target_instance.id',
			'warning vpc_id',
		]);
		assert.deepEqual(said(imported(ends), { instances, backups: [] }), ['warning target_instance.id']);
		const backups = [{ id: 'b1', name: '', status: 'failed', format: '' }];
		assert.deepEqual(said(imported(), { backups }), ['warning backup_files.backup_id']);
		assert.deepEqual(said(imported(), { backups: [{ id: 'b1', name: '', status: 'succeed', format: '' }] }), []);
	});

	it('that are huge are judged in no time', () => {
		const huge = 'x '.repeat(500_000);
		const began = Date.now();
		const values = { ...online(), name: huge, description: huge, vpc_id: huge, 'target_instance.id': huge };
		assert.ok(said(values).includes('error description'));
		assert.ok(said(bucket('a.rdb\n'.repeat(150_000))).includes('error backup_files.files'));
		assert.ok(Date.now() - began < 1_000);
	});

	it('suggest a name that fits the rules', () => {
		const instances = [instance('source', { name: 'päyments live' }), instance('target', { name: '9' })];
		for (const ends of [
			{ 'source_instance.id': 'source', 'target_instance.id': 'target' },
			{ 'target_instance.id': 'target' },
		]) {
			const name = suggestName(online(ends), { instances });
			assert.deepEqual(said(online({ name })), [], name);
		}
		assert.equal(suggestName(online(ends('source', 'target')), { instances }), 'p-yments-live-to-9');
		assert.equal(suggestName(online(), { instances }), '');
	});
});

const ends = (source: string, target: string) => ({ 'source_instance.id': source, 'target_instance.id': target });

describe('the request of a new migration', () => {
	it('has what the pages name, and leaves out what is empty', () => {
		assert.deepEqual(creationBody(online({ name: ' payments-move ', ...ends('s', 't') })), {
			name: 'payments-move',
			vpc_id: 'vpc-1',
			subnet_id: 'subnet-1',
			security_group_id: 'sg-1',
		});
		assert.deepEqual(creationBody(bucket(' a.rdb \n\n b.rdb', { description: 'second try' })), {
			task_name: 'payments-import',
			description: 'second try',
			migration_type: 'backupfile_import',
			migration_method: 'full_amount_migration',
			backup_files: {
				file_source: 'self_build_obs',
				bucket_name: 'dumps',
				files: [{ file_name: 'a.rdb' }, { file_name: 'b.rdb' }],
			},
			target_instance: { id: 'target' },
		});
	});

	it('shows no password', () => {
		const values = imported({ 'target_instance.password': 's3cret' });
		assert.deepEqual(creationBody(values).target_instance, { id: 'target', password: 's3cret' });
		assert.ok(!JSON.stringify(creationBody(values, { mask: true })).includes('s3cret'));
	});
});
