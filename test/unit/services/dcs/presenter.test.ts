import assert from 'node:assert/strict';
import { isRecord, type Table } from '../../../../src/cloud/tableReader';
import type { Readings } from '../../../../src/migration/ports';
import { knownStatuses } from '../../../../src/migration/status';
import type { WireFields } from '../../../../src/migration/task';
import { dcsView } from '../../../../src/services/dcs/presenter';
import { DCS_LISTED_TASK, DCS_TASK } from '../../../../src/services/dcs/schema';
import { dcsSource } from '../../../../src/services/dcs/source';
import { dcsClient, example, factAt, factsIn, format, NOW, ref, signal } from '../helpers';

const taskOf = (readings: Readings) => dcsView.task(ref('dcs'), readings);
const listed = (raw: WireFields, more: Partial<Readings> = {}) => taskOf({ list: { raw, at: NOW }, ...more });
const page = (raw: WireFields) => dcsView.sections(listed(raw), format, NOW);
const prefilled = (raw: WireFields) => dcsView.prefill?.(listed(raw));

describe('the documented list of DCS tasks', () => {
	const row = async (): Promise<WireFields> => {
		const { tasks, incomplete } = await dcsSource(dcsClient(example('dcs-list-migration-tasks')).client).list({
			signal,
		});
		assert.equal(incomplete, undefined);
		return tasks[0]?.raw ?? {};
	};

	it('is told as a person would say it', async () => {
		const task = listed(await row());
		assert.equal(task.name, 'dcs-migration-test-6-16');
		assert.equal(task.status, 'TERMINATED');
		assert.equal(task.group, 'stopped');
		assert.equal(task.kind, 'online');
		assert.equal(task.from, 'migration-resource');
		assert.equal(task.to, 'migration-target');
		assert.equal(task.method, 'Full, then incremental');
		assert.equal(task.createdAt, Date.UTC(2021, 5, 16, 6, 12, 55, 508));
		assert.equal(task.over, true);
		assert.equal(task.configurable, false);
		assert.equal(task.error, undefined);
	});

	it('shows every field of the row, the empty ones as empty', async () => {
		const raw = await row();
		const facts = factsIn(page(raw));
		const shown = new Set(facts.flatMap(({ field, also }) => [field, ...(also ?? [])]));
		for (const field of Object.keys(raw)) {
			// Name and status stand in the head of the page.
			assert.ok(shown.has(field) || field === 'task_name' || field === 'status', field);
		}
		assert.equal(factAt(page(raw), 'error_message')?.empty, true);
		assert.equal(factAt(page(raw), 'supported_features')?.empty, true);
		assert.equal(factAt(page(raw), 'bandwidth_limit_mb'), undefined);
	});

	it('does not make up the time zone of a date that has none', async () => {
		const released = factAt(page(await row()), 'released_at');
		assert.equal(released?.value, '202404011057');
		assert.equal(released?.hint, 'time zone not given');
	});
});

describe('the documented details of a DCS task', () => {
	it('never show the passwords that the example holds', async () => {
		const raw = await dcsSource(dcsClient(example('dcs-show-migration-task')).client).show('a', signal);
		const task = taskOf({ detail: { raw, at: NOW } });
		const everything = JSON.stringify([task, dcsView.sections(task, format, NOW), dcsView.prefill?.(task)]);
		assert.doesNotMatch(everything, /DCStest123/);
		assert.match(everything, /192\.168\.1\.2:6379/);
	});

	it('take the method that stands in migration_type for what it is', async () => {
		const raw = await dcsSource(dcsClient(example('dcs-show-migration-task')).client).show('a', signal);
		const task = taskOf({ detail: { raw, at: NOW } });
		assert.equal(task.kind, 'online');
		assert.equal(task.method, 'Full, then incremental');
		assert.equal(task.status, 'TERMINATING');
		assert.equal(task.from, 'dcs-test');
		assert.equal(factAt(dcsView.sections(task, format, NOW), 'source_instance.proxy_multi_db')?.value, 'No');
	});
});

describe('the page of a DCS task', () => {
	const fields = (task: ReturnType<typeof taskOf>): string[] =>
		factsIn(dcsView.sections(task, format, NOW)).flatMap(({ field, also }) => [field, ...(also ?? [])]);

	it('has a place for every field that list and details document, also where both tell the same', () => {
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
		const task = taskOf({
			list: { raw: filled(DCS_LISTED_TASK), at: NOW },
			detail: { raw: filled(DCS_TASK), at: NOW },
		});
		const shown = fields(task);
		const inTheHead = ['task_name', 'status'];
		assert.deepEqual(
			paths(task.raw).filter(
				(path) => !inTheHead.includes(path) && !shown.some((field) => field === path || field.startsWith(`${path}.`)),
			),
			[],
		);
	});

	it('tells an empty name of list and details once, under both', () => {
		const task = taskOf({
			list: { raw: { source_instance_name: '' }, at: NOW },
			detail: { raw: { source_instance: { name: '' } }, at: NOW },
		});
		const shown = fields(task);
		assert.deepEqual(
			['source_instance.name', 'source_instance_name'].map((name) => shown.filter((field) => field === name).length),
			[1, 1],
		);
	});
});

describe('the documented statistics of a DCS task', () => {
	const read = async (answer: unknown) =>
		(await dcsSource(dcsClient(answer).client, () => NOW).sample('a', signal)).sample;
	const wanted = {
		full_migration_progress: 100,
		offset: 100,
		source_dbsize: 531221,
		target_dbsize: 531211,
		target_input_kbps: 50,
		target_ops: 5300,
	};

	it('are numbers, whether the service sends numbers or text', async () => {
		const documented = example('dcs-show-migration-task-stats') as Record<string, unknown>;
		assert.deepEqual(await read(documented), { at: NOW, values: wanted, migrating: true });
		const text = Object.fromEntries(Object.entries(documented).map(([key, value]) => [key, String(value)]));
		assert.deepEqual(await read(text), { at: NOW, values: wanted, migrating: true });
	});

	it('are missing, not zero, where the service gives none', async () => {
		const { values, migrating } = await read({ offset: '', target_ops: null, is_migrating: null });
		assert.ok(Object.values(values).every((value) => value === null));
		assert.equal(migrating, undefined);
	});
});

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
		assert.deepEqual([...knownStatuses('dcs')].sort(), Object.keys(groups).sort());
		for (const [status, group] of Object.entries(groups)) {
			const task = listed({ status });
			assert.equal(task.group, group, status);
			assert.equal(task.configurable, status === 'RUNNING', status);
			assert.doesNotMatch(dcsView.status(task).words, /[A-Z]{4}/, status);
			assert.doesNotMatch(dcsView.headline(task, [], format).text, /[A-Z]{5}/, status);
		}
	});

	it('that nobody knew are shown as the service said them', () => {
		const task = listed({ status: 'PAUSING' });
		assert.equal(task.group, 'other');
		assert.equal(dcsView.status(task).words, 'PAUSING');
		assert.match(dcsView.headline(task, [], format).text, /“PAUSING”, which this version does not know/);
		assert.equal(listed({}).group, 'other');
		assert.equal(listed({ status: null }).status, '');
	});

	it('come from the newer reading, the finer word of the details kept while the list says no more than MIGRATING', () => {
		const both = (list: string, listAt: number, detail: string, detailAt: number) =>
			taskOf({ list: { raw: { status: list }, at: listAt }, detail: { raw: { status: detail }, at: detailAt } }).status;
		assert.equal(both('RUNNING', 1, 'FULLMIGRATING', 2), 'FULLMIGRATING');
		assert.equal(both('MIGRATING', 2, 'INCRMIGEATING', 1), 'INCRMIGEATING');
		assert.equal(both('SUCCESS', 2, 'INCRMIGEATING', 1), 'SUCCESS');
		assert.equal(both('MIGRATING', 2, 'RUNNING', 1), 'MIGRATING');
		assert.equal(both('MIGRATING', 10 * 60_000, 'FULLMIGRATING', 1), 'MIGRATING');
		assert.equal(both('MIGRATING', 1, '', 2), 'MIGRATING');
	});

	it('of a backup import offer neither configuration nor live numbers', () => {
		const task = listed({ status: 'RUNNING', migration_type: 'backupfile_import', data_source: 'my-bucket' });
		assert.equal(task.configurable, false);
		assert.equal(listed({ status: 'MIGRATING', migration_type: 'backupfile_import' }).live, false);
		assert.equal(task.from, 'my-bucket');
	});
});

describe('the page of a DCS task', () => {
	it('joins what list and details call differently, and shows both where they differ', () => {
		const same = page({ data_source: '10.0.0.1:6379', source_instance: { addrs: '10.0.0.1:6379' } });
		assert.deepEqual(factAt(same, 'source_instance.addrs')?.also, ['data_source']);
		assert.equal(factAt(same, 'data_source'), undefined);
		const differ = page({ data_source: '10.0.0.1:6379', source_instance: { addrs: '10.0.0.2:6379' } });
		assert.equal(factAt(differ, 'data_source')?.value, '10.0.0.1:6379');
		assert.equal(factAt(differ, 'source_instance.addrs')?.value, '10.0.0.2:6379');
	});

	it('shows fields that nobody knew, inside of objects too', () => {
		const sections = page({ moon_phase: 'full', source_instance: { rack: 7 }, target_instance: 'odd' });
		assert.equal(factAt(sections, 'moon_phase')?.value, 'full');
		assert.equal(factAt(sections, 'source_instance.rack')?.value, '7');
		assert.equal(factAt(sections, 'target_instance')?.value, 'odd');
	});

	it('shows the error first where there is one', () => {
		const sections = page({ status: 'FAILED', error_message: 'NOAUTH\nAuthentication required.' });
		assert.equal(sections[0]?.id, 'error');
		assert.equal(factAt(sections, 'error_message')?.block, true);
	});

	it('takes hostile names for names', () => {
		assert.equal(listed({ status: 'constructor' }).group, 'other');
		assert.equal(listed({ migration_method: 'constructor' }).method, 'constructor');
		assert.equal(listed({ migration_method: 'toString', migration_type: 'valueOf' }).method, 'toString');
		assert.equal(factAt(page({ migration_type: '__proto__' }), 'migration_type')?.value, '__proto__');
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
		assert.equal(values?.migration_method, 'incremental_migration');
		assert.equal(values?.resume_mode, 'manual');
		assert.equal(values?.bandwidth_limit_mb, '');
		assert.equal(values?.source_instance.by, 'addrs');
		assert.equal(values?.target_instance.by, 'id');
	});

	it('joins IP address and port where no addresses came', () => {
		assert.equal(
			prefilled({ source_instance: { ip: '10.0.0.9', port: '6380' } })?.source_instance.addrs,
			'10.0.0.9:6380',
		);
		assert.equal(prefilled({ source_instance: { ip: '10.0.0.9' } })?.source_instance.addrs, '');
	});
});
