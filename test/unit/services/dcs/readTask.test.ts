import assert from 'node:assert/strict';
import { Format } from '../../../../src/migration/format';
import { nextInList } from '../../../../src/migration/readingOrder';
import type { WireFields } from '../../../../src/migration/task';
import { dcs } from '../../../../src/services/dcs';
import { presenter } from '../../../../src/services/dcs/presenter';
import { format, NOW, reading, ref, samplesOf, taskOf } from '../helpers';

const words = (status: string): string => dcs.statuses.row(status).words();

describe('statuses of DCS tasks', () => {
	const groups: Readonly<Record<string, string>> = {
		CREATING: 'active',
		RUNNING: 'pending',
		MIGRATING: 'active',
		FULLMIGRATING: 'active',
		INCRMIGRATING: 'active',
		INCRMIGEATING: 'active',
		TERMINATING: 'active',
		TERMINATED: 'stopped',
		RELEASED: 'stopped',
		DELETED: 'stopped',
		SUCCESS: 'succeeded',
		MIGRATION_SUCCESS: 'succeeded',
		FAILED: 'failed',
		MIGRATION_FAILED: 'failed',
		ERROR: 'failed',
	};

	it('stand in the group of what they mean; RUNNING waits for its configuration', () => {
		assert.deepEqual([...dcs.statuses.all()].sort(), Object.keys(groups).sort());
		for (const [status, group] of Object.entries(groups)) {
			const task = taskOf('dcs', { status });
			assert.equal(task.group, group, status);
			assert.equal(task.actions.includes('configure'), status === 'RUNNING', status);
			assert.doesNotMatch(words(status), /[A-Z]{4}/, status);
			assert.doesNotMatch(presenter.headline(task, [], format, NOW).text, /[A-Z]{5}/, status);
		}
	});

	it('that nobody knew are shown as the service said them', () => {
		const task = taskOf('dcs', { status: 'PAUSING' });
		assert.equal(task.group, 'other');
		assert.equal(words(task.status), 'PAUSING');
		assert.match(presenter.headline(task, [], format, NOW).text, /“PAUSING”, which this version does not know/);
		assert.equal(taskOf('dcs', {}).group, 'other');
		assert.equal(taskOf('dcs', { status: null }).status, '');
	});

	it('come from the details, unless the list has said something else since; MIGRATING alone says no more than they do', () => {
		const both = (list: string, listAt: number, detail: string, detailAt: number) =>
			dcs.readTask(ref('dcs'), {
				list: reading('dcs', { status: list }, listAt),
				detail: reading('dcs', { status: detail }, detailAt),
			}).status;
		assert.equal(both('RUNNING', 1, 'FULLMIGRATING', 2), 'FULLMIGRATING');
		assert.equal(both('MIGRATING', 2, 'INCRMIGEATING', 1), 'INCRMIGEATING');
		assert.equal(both('SUCCESS', 2, 'INCRMIGEATING', 1), 'SUCCESS');
		assert.equal(both('MIGRATING', 2, 'RUNNING', 1), 'RUNNING', 'the list has no word for what waits');
		assert.equal(both('FAILED', 2, 'RUNNING', 1), 'FAILED');
		assert.equal(both('MIGRATING', 10 * 60_000, 'FULLMIGRATING', 1), 'MIGRATING');
		assert.equal(both('MIGRATING', 1, '', 2), 'MIGRATING');
	});

	it('of a backup import offer neither configuration nor live numbers', () => {
		const task = taskOf('dcs', { status: 'RUNNING', migration_type: 'backupfile_import', data_source: 'my-bucket' });
		assert.deepEqual(task.actions, ['delete']);
		assert.equal(taskOf('dcs', { status: 'MIGRATING', migration_type: 'backupfile_import' }).live, false);
		assert.equal(dcs.summary.from(task), 'my-bucket');
	});
});

describe('a DCS task of list and details', () => {
	const both = (list: WireFields, detail: WireFields, listAt = NOW - 1) =>
		dcs.readTask(ref('dcs'), { list: reading('dcs', list, listAt), detail: reading('dcs', detail, NOW) });

	it('holds both, the details before the list, typed and as they came', () => {
		const task = both({ task_name: 'a', version: '1' }, { task_name: 'b', bandwidth_limit_mb: 7 });
		assert.deepEqual(task.raw, { task_name: 'b', version: '1', bandwidth_limit_mb: 7 });
		assert.deepEqual(task.fields, { task_name: 'b', version: '1', bandwidth_limit_mb: '7' });
		assert.equal(task.name, 'b');
	});

	it('does not take the value of the list for one of the details that cannot be read', () => {
		const task = both({ version: '1' }, { version: { a: 1 } });
		assert.equal(task.fields.version, undefined);
		assert.deepEqual(task.raw.version, { a: 1 });
	});

	it('loses no value to nothing, whichever of the two is newer', () => {
		const value = {
			resume_mode: 'auto',
			released_at: '202404011057',
			ecs_tenant_private_ip: '192.168.0.9',
			error_message: 'why',
		};
		for (const nothing of [null, '']) {
			const empty = Object.fromEntries(Object.keys(value).map((field) => [field, nothing]));
			for (const listAt of [NOW - 1, NOW + 1]) {
				assert.deepEqual(both(value, empty, listAt).raw, value);
				assert.deepEqual(both(empty, value, listAt).raw, value);
				assert.deepEqual(both(empty, value, listAt).fields, value);
			}
		}
	});

	it('takes from the list what it has changed since the details were read, and that alone', () => {
		const before = { resume_mode: 'auto', ecs_tenant_private_ip: '10.0.0.1', description: 'from the list' };
		const details = { resume_mode: 'manual', ecs_tenant_private_ip: '10.0.0.2', description: 'from the details' };
		const first = nextInList(undefined, reading('dcs', before, 10));
		const list = nextInList(first, reading('dcs', { ...before, ecs_tenant_private_ip: '10.0.0.3' }, 30));
		const task = dcs.readTask(ref('dcs'), { list, detail: reading('dcs', details, 20) });
		assert.deepEqual(task.raw, { ...details, ecs_tenant_private_ip: '10.0.0.3' });
	});

	it('does not take a method, which the documented details have there, for the type', () => {
		const list = { migration_type: 'online_migration' };
		assert.equal(both(list, { migration_type: 'incremental_migration' }).raw.migration_type, 'online_migration');
		assert.equal(both({}, { migration_type: 'incremental_migration' }).raw.migration_type, 'incremental_migration');
		assert.equal(both(list, { migration_type: 'backupfile_import' }).raw.migration_type, 'backupfile_import');
	});

	it('keeps the date that has a zone, and says where none has', () => {
		const zoned = { created_at: '2021-06-16T06:12:55.508Z' };
		const bare = { created_at: '2021/06/16 14:12:55' };
		for (const task of [both(zoned, bare), both(bare, zoned, NOW + 1), both(zoned, bare, NOW + 1)]) {
			assert.equal(task.createdAt, Date.UTC(2021, 5, 16, 6, 12, 55, 508));
			assert.equal(task.createdZoneUnknown, undefined);
		}
		assert.equal(taskOf('dcs', bare).createdZoneUnknown, true);
		assert.equal(taskOf('dcs', {}).createdZoneUnknown, undefined);
		assert.equal(both(zoned, { created_at: '2023/01/01 00:00:00' }).createdZoneUnknown, true, 'that is another moment');
	});

	it('has the status that counts in both, and is the row itself where that holds it already', () => {
		const task = both({ status: 'SUCCESS' }, { status: 'FULLMIGRATING' }, NOW + 1);
		assert.deepEqual([task.status, task.raw.status, task.fields.status], ['SUCCESS', 'SUCCESS', 'SUCCESS']);
		const list = reading('dcs', { task_id: 't', status: 'SUCCESS' });
		const listed = dcs.readTask(ref('dcs'), { list });
		assert.equal(listed.raw, list.raw);
		assert.equal(listed.fields, list.fields);
	});

	it('goes by its reference where it has no name', () => {
		assert.equal(taskOf('dcs', { task_name: ' ' }).name, 'task-1');
		assert.equal(taskOf('dcs', undefined).name, 'task-1');
	});
});

describe('the row of a DCS task', () => {
	const row = (raw: WireFields, values?: Record<string, number | null>) =>
		dcs.summary.row(taskOf('dcs', raw, undefined, values && samplesOf([values])[0]), format);

	it('has numbers only while a sample of this stage is at hand', () => {
		assert.equal(row({ status: 'FULLMIGRATING' }), 'full sync');
		assert.equal(row({ status: 'FULLMIGRATING' }, { full_migration_progress: 42.9 }), '42 % · full sync');
		assert.equal(row({ status: 'MIGRATING' }, { full_migration_progress: 100, offset: 5 }), 'migrating');
		assert.equal(row({ status: 'INCRMIGEATING' }), 'following changes');
		assert.match(row({ status: 'INCRMIGEATING' }, { offset: 5 }), /^offset 5 · following$/);
		assert.equal(row({ status: 'TERMINATING' }, { full_migration_progress: 42 }), 'stopping');
	});

	it('writes its numbers in the language of everything else', () => {
		const sample = samplesOf([{ offset: 1_234_567_890 }])[0];
		const following = taskOf('dcs', { status: 'INCRMIGRATING' }, undefined, sample);
		assert.equal(dcs.summary.row(following, new Format('de')), 'offset 1,2 Milliarden · following');
		assert.equal(dcs.summary.row(following, format), 'offset 1.2 billion · following');
	});

	it('says of what is over the error, else more than its group does', () => {
		assert.equal(row({ status: 'FAILED', error_message: 'NOAUTH' }), 'NOAUTH');
		assert.equal(row({ status: 'FAILED' }), 'online');
		assert.equal(row({ status: 'SUCCESS', migration_type: 'backupfile_import' }), 'backup import');
		assert.equal(row({ status: 'TERMINATED' }), 'online');
		assert.equal(row({ status: 'RELEASED' }), 'Migration machine released');
		assert.equal(row({ status: 'ERROR' }), 'Faulty');
	});

	it('says what a task does, or waits for', () => {
		assert.equal(row({ status: 'RUNNING' }), 'waiting for configuration');
		assert.equal(row({ status: 'INCRMIGRATING', task_status: 'EXCHANGING' }), 'switching IP addresses');
		assert.equal(row({ status: 'CREATING' }), 'being created');
		assert.equal(row({ status: 'MIGRATING', migration_type: 'backupfile_import' }), 'importing a backup');
		assert.equal(row({ status: 'PAUSING' }), 'PAUSING');
	});
});
