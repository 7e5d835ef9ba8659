import assert from 'node:assert/strict';
import type { Table } from '../../../../src/cloud/tableReader';
import { isRecord } from '../../../../src/core/values';
import type { WireFields } from '../../../../src/migration/task';
import { dcs } from '../../../../src/services/dcs';
import { presenter } from '../../../../src/services/dcs/presenter';
import { DCS_LISTED_TASK, DCS_TASK } from '../../../../src/services/dcs/schema';
import { dcsSource } from '../../../../src/services/dcs/source';
import { depsOf, example, fieldAt, fieldsIn, format, NOW, ref, signal, taskOf } from '../helpers';

const { summary } = dcs;
const page = (raw: WireFields) => presenter.sections(taskOf('dcs', raw), format, NOW);
const prefilled = (raw: WireFields) => presenter.prefill(taskOf('dcs', raw));

describe('the documented list of DCS tasks', () => {
	const listed = async () => {
		const list = await dcsSource(depsOf(example('dcs-list-migration-tasks')).deps).list({ signal });
		assert.ok(list.complete);
		const [row] = list.rows;
		assert.ok(row);
		return row;
	};
	const shown = async () => {
		const row = await listed();
		const task = dcs.readTask(ref('dcs'), { list: { fields: row.fields as object, raw: row.raw, at: NOW } });
		return presenter.sections(task, format, NOW);
	};

	it('is read as a person would say it', async () => {
		const row = await listed();
		const task = dcs.readTask(ref('dcs', row.id), { list: { fields: row.fields as object, raw: row.raw, at: NOW } });
		assert.equal(task.name, 'dcs-migration-test-6-16');
		assert.equal(task.status, 'TERMINATED');
		assert.equal(task.group, 'stopped');
		assert.equal(summary.kind(task), 'online');
		assert.equal(summary.from(task), 'migration-resource');
		assert.equal(summary.to(task), 'migration-target');
		assert.equal(summary.method(task), 'Full, then incremental');
		assert.equal(task.createdAt, Date.UTC(2021, 5, 16, 6, 12, 55, 508));
		assert.equal(task.over, true);
		assert.deepEqual(task.actions, ['restart', 'delete']);
		assert.equal(summary.error(task), undefined);
	});

	it('shows every field of the row, the empty ones as empty', async () => {
		const sections = await shown();
		const fields = new Set(fieldsIn(sections).flatMap(({ field, also }) => [field, ...(also ?? [])]));
		for (const field of Object.keys((await listed()).raw)) {
			// Name and status stand in the head of the page.
			assert.ok(fields.has(field) || field === 'task_name' || field === 'status', field);
		}
		assert.equal(fieldAt(sections, 'error_message')?.empty, true);
		assert.equal(fieldAt(sections, 'supported_features')?.empty, true);
		assert.equal(fieldAt(sections, 'bandwidth_limit_mb'), undefined);
	});

	it('does not make up the time zone of a date that has none', async () => {
		const released = fieldAt(await shown(), 'released_at');
		assert.equal(released?.value, 'Apr 1, 2024, 10:57 AM', 'written as all other dates');
		assert.equal(released?.title, '202404011057');
		assert.equal(released?.hint, 'time zone not given');
	});
});

describe('the documented details of a DCS task', () => {
	const task = async () => {
		const { fields, raw } = await dcsSource(depsOf(example('dcs-show-migration-task')).deps).show('a', signal);
		return dcs.readTask(ref('dcs'), { detail: { fields: fields as object, raw, at: NOW } });
	};

	it('never show the passwords that the example holds', async () => {
		const read = await task();
		const everything = JSON.stringify([read, presenter.sections(read, format, NOW), presenter.prefill(read)]);
		assert.doesNotMatch(everything, /DCStest123/);
		assert.match(everything, /192\.168\.1\.2:6379/);
	});

	it('take the method that stands in migration_type for what it is', async () => {
		const read = await task();
		assert.equal(summary.kind(read), 'online');
		assert.equal(summary.method(read), 'Full, then incremental');
		assert.equal(read.status, 'TERMINATING');
		assert.equal(summary.from(read), 'dcs-test');
		assert.equal(fieldAt(presenter.sections(read, format, NOW), 'source_instance.proxy_multi_db')?.value, 'No');
	});
});

describe('the page of a DCS task', () => {
	const fields = (task: ReturnType<typeof dcs.readTask>): string[] =>
		fieldsIn(presenter.sections(task, format, NOW)).flatMap(({ field, also }) => [field, ...(also ?? [])]);

	it('has a place for every field that list and details document, also where both say the same', () => {
		const filled = (table: Table): WireFields =>
			Object.fromEntries(
				Object.entries(table).map(([name, shape]) => [
					name,
					typeof shape !== 'object' ? '1' : 'object' in shape ? filled(shape.object) : [filled(shape.list)],
				]),
			);
		const paths = (raw: WireFields, below = ''): string[] =>
			Object.entries(raw).flatMap(([name, value]) =>
				isRecord(value) ? paths(value, `${below}${name}.`) : [`${below}${name}`],
			);
		const task = taskOf('dcs', filled(DCS_LISTED_TASK), filled(DCS_TASK));
		const shown = fields(task);
		const inTheHead = ['task_name', 'status'];
		assert.deepEqual(
			paths(task.raw).filter(
				(path) => !inTheHead.includes(path) && !shown.some((field) => field === path || field.startsWith(`${path}.`)),
			),
			[],
		);
	});

	it('shows an empty name of list and details once, under both', () => {
		const task = taskOf('dcs', { source_instance_name: '' }, { source_instance: { name: '' } });
		const shown = fields(task);
		assert.deepEqual(
			['source_instance.name', 'source_instance_name'].map((name) => shown.filter((field) => field === name).length),
			[1, 1],
		);
	});

	it('joins what list and details call differently, and shows both where they differ', () => {
		const same = page({ data_source: '10.0.0.1:6379', source_instance: { addrs: '10.0.0.1:6379' } });
		assert.deepEqual(fieldAt(same, 'source_instance.addrs')?.also, ['data_source']);
		assert.equal(fieldAt(same, 'data_source'), undefined);
		const differ = page({ data_source: '10.0.0.1:6379', source_instance: { addrs: '10.0.0.2:6379' } });
		assert.equal(fieldAt(differ, 'data_source')?.value, '10.0.0.1:6379');
		assert.equal(fieldAt(differ, 'source_instance.addrs')?.value, '10.0.0.2:6379');
	});

	it('says IP address and port once, in the address that they make up, and the state of an instance once', () => {
		const one = page({
			data_source: '10.0.0.1:6379',
			source_instance_status: 'RUNNING',
			source_instance: { addrs: '10.0.0.1:6379', ip: '10.0.0.1', port: '6379', task_status: 'RUNNING' },
		});
		const address = fieldAt(one, 'source_instance.addrs');
		assert.deepEqual(address?.parts, [
			{ field: 'source_instance.ip', text: '10.0.0.1' },
			{ text: ':' },
			{ field: 'source_instance.port', text: '6379' },
		]);
		assert.deepEqual(address?.also, ['data_source']);
		for (const name of ['ip', 'port', 'task_status']) {
			assert.equal(fieldAt(one, `source_instance.${name}`), undefined, name);
		}
		assert.deepEqual(fieldAt(one, 'source_instance_status')?.also, ['source_instance.task_status']);

		const many = page({
			source_instance_status: 'RUNNING',
			source_instance: { addrs: '10.0.0.1:6379,10.0.0.2:6379', ip: '10.0.0.1', port: '6379', task_status: 'FROZEN' },
		});
		assert.equal(fieldAt(many, 'source_instance.ip')?.value, '10.0.0.1', 'one of several is said by itself');
		assert.equal(fieldAt(many, 'source_instance.addrs')?.parts, undefined);
		assert.ok(fieldAt(many, 'source_instance.task_status'), 'another state is not hidden');
	});

	it('shows fields that nobody knew, inside of objects too', () => {
		const sections = page({ moon_phase: 'full', source_instance: { rack: 7 }, target_instance: 'odd' });
		assert.equal(fieldAt(sections, 'moon_phase')?.value, 'full');
		assert.equal(fieldAt(sections, 'source_instance.rack')?.value, '7');
		assert.equal(fieldAt(sections, 'target_instance')?.value, 'odd');
	});

	it('shows what has the wrong shape as it came, wherever it stands', () => {
		const sections = page({
			task_name: { a: 1 },
			status: ['x'],
			data_source: ['10.0.0.1:6379'],
			source_instance_name: { b: 2 },
			error_message: { code: 3 },
			backup_files: { files: [{ file_name: 'a.rdb' }, 'odd'] },
		});
		const json = (field: string): unknown => JSON.parse(fieldAt(sections, field)?.value ?? '');
		assert.deepEqual(json('task_name'), { a: 1 });
		assert.deepEqual(json('status'), ['x']);
		assert.deepEqual(json('data_source'), ['10.0.0.1:6379']);
		assert.deepEqual(json('source_instance_name'), { b: 2 });
		assert.deepEqual(json('error_message'), { code: 3 });
		assert.deepEqual(json('backup_files.files'), [{ file_name: 'a.rdb' }, 'odd']);
	});

	it('shows the files of a backup, a bare size as bytes', () => {
		const files = [
			{ file_name: 'a.rdb', size: '754.0MB' },
			{ file_name: 'b.rdb', size: 2048 },
		];
		const sections = page({ migration_type: 'backupfile_import', backup_files: { files } });
		assert.equal(fieldAt(sections, 'backup_files.files.0.size')?.value, '754.0MB');
		assert.equal(fieldAt(sections, 'backup_files.files.1.size')?.value, '2,048 bytes');
		assert.equal(fieldAt(sections, 'backup_files.files.1.file_name')?.label, 'File 2');
	});

	it('calls a date the end only of what has ended, and a status an IP switch only where it is one', () => {
		const label = (raw: WireFields, field: string) => fieldAt(page(raw), field)?.label;
		const changed = (status: string) => label({ status, updated_at: '2019/10/22 18:00:00' }, 'updated_at');
		assert.deepEqual(['INCRMIGRATING', 'TERMINATING', 'PAUSING', 'FAILED', 'SUCCESS'].map(changed), [
			'Last changed',
			'Last changed',
			'Last changed',
			'Ended',
			'Completed',
		]);
		assert.equal(label({ task_status: 'EXCHANGING' }, 'task_status'), 'IP switch');
		assert.equal(label({ task_status: 'RUNNING' }, 'task_status'), 'Status of the task');
	});

	it('says of the migration machine no more than the page: that it may be allowed where the VPC is the same', () => {
		const hint = fieldAt(page({ ecs_tenant_private_ip: '10.0.0.9' }), 'ecs_tenant_private_ip')?.hint;
		assert.equal(hint, 'to be allowed at each end that is in the same VPC');
	});

	it('is one line of plain text in lists, whatever the service sent', () => {
		const hostile = taskOf('dcs', {
			status: 'FAILED',
			error_message: 'NOAUTH\nAuthentication required.\u202e',
			source_instance_name: 'one\ntwo',
			target_instance_name: 'x'.repeat(500),
		});
		assert.equal(summary.row(hostile, format), 'NOAUTH Authentication required.⟨U+202E⟩');
		assert.equal(summary.error(hostile), summary.row(hostile, format));
		assert.equal(summary.from(hostile), 'one two');
		assert.equal(summary.to(hostile)?.length, 200);
	});

	it('shows the error first where there is one', () => {
		const sections = page({ status: 'FAILED', error_message: 'NOAUTH\nAuthentication required.' });
		assert.equal(sections[0]?.id, 'error');
		assert.equal(fieldAt(sections, 'error_message')?.block, true);
	});

	it('takes hostile names for names', () => {
		const method = (raw: WireFields) => summary.method(taskOf('dcs', raw));
		assert.equal(taskOf('dcs', { status: 'constructor' }).group, 'other');
		assert.equal(method({ migration_method: 'constructor' }), 'constructor');
		assert.equal(method({ migration_method: 'toString', migration_type: 'valueOf' }), 'toString');
		assert.equal(fieldAt(page({ migration_type: '__proto__' }), 'migration_type')?.value, '__proto__');
	});
});

describe('what the configuration form starts from', () => {
	it('is what the task says', () => {
		assert.deepEqual(
			prefilled({
				migration_method: 'full_amount_migration',
				resume_mode: 'auto',
				bandwidth_limit_mb: 123,
				data_source: '10.0.0.1:6379,10.0.0.2:6379',
				target_instance_id: 't-1',
				target_instance_addrs: '10.0.1.1:6379',
			}),
			{
				migration_method: 'full_amount_migration',
				resume_mode: 'auto',
				bandwidth_limit_mb: '123',
				source_instance: { by: 'addrs', id: '', addrs: '10.0.0.1:6379,10.0.0.2:6379', password: '' },
				target_instance: { by: 'id', id: 't-1', addrs: '10.0.1.1:6379', password: '' },
			},
		);
	});

	it('is the careful choice where the task says nothing', () => {
		const values = prefilled({ status: 'RUNNING' });
		assert.equal(values.migration_method, 'incremental_migration');
		assert.equal(values.resume_mode, 'manual');
		assert.equal(values.bandwidth_limit_mb, '');
		assert.equal(values.source_instance.by, 'addrs');
		assert.equal(values.target_instance.by, 'id');
	});

	it('joins IP address and port where no addresses came', () => {
		assert.equal(
			prefilled({ source_instance: { ip: '10.0.0.9', port: '6380' } }).source_instance.addrs,
			'10.0.0.9:6380',
		);
		assert.equal(prefilled({ source_instance: { ip: '10.0.0.9' } }).source_instance.addrs, '');
	});
});
