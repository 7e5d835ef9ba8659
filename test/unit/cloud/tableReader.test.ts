import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { noteOnce, readRow, type Table } from '../../../src/cloud/tableReader';
import { askableId, distinct, readPage, readTask, type TaskTable } from '../../../src/cloud/taskPage';
import { DCS_CONFIGURED, DCS_LISTED_TASK, DCS_STATS, DCS_TASK } from '../../../src/services/dcs/schema';
import { SMS_LISTED_TASK, SMS_TASK } from '../../../src/services/sms/schema';

const example = (name: string): Record<string, unknown> =>
	JSON.parse(readFileSync(new URL(`../../fixtures/api/${name}.json`, import.meta.url), 'utf8')) as Record<
		string,
		unknown
	>;

const dcs: TaskTable<typeof DCS_LISTED_TASK> = {
	table: DCS_LISTED_TASK,
	list: 'migration_tasks',
	id: 'task_id',
	name: 'task_name',
	created: 'created_at',
};
const detail: TaskTable<typeof DCS_TASK> = {
	table: DCS_TASK,
	list: '',
	id: 'task_id',
	name: 'task_name',
	created: 'created_at',
};
const sms: TaskTable<typeof SMS_LISTED_TASK> = {
	table: SMS_LISTED_TASK,
	list: 'tasks',
	id: 'id',
	name: 'name',
	created: 'create_date',
};

/** Collects what was not as the page says. */
function notebook(): { notes: string[]; note: (path: string, expected: string, got: string) => void } {
	const notes: string[] = [];
	return { notes, note: (path, expected, got) => notes.push(`${path}: ${expected}, ${got}`) };
}

describe('reading the documented examples', () => {
	it('reads the list of DCS tasks field by field, with nothing to remark', () => {
		const { notes, note } = notebook();
		const body = example('dcs-list-migration-tasks');
		const page = readPage(dcs, body, note);
		assert.deepEqual(notes, []);
		assert.equal(page?.count, 1);
		const [task] = page?.rows ?? [];
		assert.equal(task?.id, '2944a563-6f27-4604-9c16-a9a53cd95cc7');
		assert.deepEqual(task?.raw, (body.migration_tasks as unknown[])[0]);
		// Every field of the example has a place in the table, and reads as it came.
		assert.deepEqual(task?.fields, task?.raw);
	});

	it('reads the details of a DCS task, without the passwords that the example shows', () => {
		const { notes, note } = notebook();
		const task = readTask(detail, example('dcs-show-migration-task'), note);
		assert.deepEqual(notes, []);
		assert.deepEqual(task.fields, task.raw);
		assert.equal(task.fields.source_instance?.proxy_multi_db, false);
		assert.equal(task.fields.target_instance?.port, '6379');
		assert.ok(!JSON.stringify(task).includes('DCStest123'));
	});

	it('reads the statistics, as numbers or as text', () => {
		const { notes, note } = notebook();
		const body = example('dcs-show-migration-task-stats');
		const numbers = readRow(DCS_STATS, body, note);
		const texts = readRow(
			DCS_STATS,
			Object.fromEntries(Object.entries(body).map(([key, value]) => [key, ` ${String(value)} `])),
			note,
		);
		assert.deepEqual(notes, []);
		assert.deepEqual(numbers.fields, body);
		assert.deepEqual(texts.fields, body);
		assert.equal(texts.raw.offset, ' 100 ');
	});

	it('reads the answer to a configuration', () => {
		const { notes, note } = notebook();
		const body = example('dcs-configure-online-migration-task-response');
		assert.deepEqual(readRow(DCS_CONFIGURED, body, note).fields, body);
		assert.deepEqual(notes, []);
	});

	it('reads the list of SMS tasks and keeps the three of one id apart', () => {
		const { notes, note } = notebook();
		const body = example('sms-list-tasks');
		const page = readPage(sms, body, note);
		assert.deepEqual(notes, []);
		assert.equal(page?.rows.length, 3);
		for (const row of page?.rows ?? []) assert.deepEqual(row.fields, row.raw);
		const tasks = distinct(sms, page?.rows ?? []);
		assert.deepEqual(new Set(tasks.map(({ id }) => id)).size, 3);
		for (const { id } of tasks) assert.equal(askableId(id), 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001');
		const again = distinct(sms, [...(page?.rows ?? [])].reverse());
		const ids = (rows: typeof tasks) => Object.fromEntries(rows.map(({ id, raw }) => [String(raw.name), id]));
		assert.deepEqual(ids(again), ids(tasks));
	});
});

describe('reading what is not as documented', () => {
	it('converts what can be converted and leaves the rest alone', () => {
		const { notes, note } = notebook();
		const table = {
			text: 'string',
			number: 'number',
			share: 'percent',
			flag: 'boolean',
			words: 'strings',
		} as const satisfies Table;
		const read = (value: unknown) => readRow(table, value, note).fields;
		assert.deepEqual(read({ text: 7, number: ' 12.5 ', share: '42 %', flag: 'TRUE', words: ['a', 1] }), {
			text: '7',
			number: 12.5,
			share: 42,
			flag: true,
			words: ['a', '1'],
		});
		assert.deepEqual(read({ text: null, number: null, flag: null }), { text: null, number: null, flag: null });
		assert.deepEqual(read({ text: '', number: '', flag: '', words: '' }), {
			text: '',
			number: null,
			flag: null,
			words: null,
		});
		assert.deepEqual(read({ flag: 0 }), { flag: false });
		assert.deepEqual(read({ flag: '1', number: '-3e2' }), { flag: true, number: -300 });
		assert.deepEqual(notes, []);
		for (const number of ['1,000', '1 000', '0x10', 'NaN', 'Infinity', '12px', true, [], {}])
			assert.deepEqual(read({ number }), {});
		for (const flag of ['yes', 2, []]) assert.deepEqual(read({ flag }), {});
		assert.equal(notes.length, 12);
	});

	it('keeps unknown fields and values of the wrong shape in raw', () => {
		const { notes, note } = notebook();
		const row = readRow(
			SMS_TASK,
			{ id: ['x'], brand_new: { a: 1 }, source_server: 'gone', sub_tasks: [{ name: 'A' }, 3] },
			note,
		);
		assert.deepEqual(row.raw, { id: ['x'], brand_new: { a: 1 }, source_server: 'gone', sub_tasks: [{ name: 'A' }, 3] });
		const { id, source_server, sub_tasks } = row.fields;
		assert.deepEqual([id, source_server, sub_tasks], [undefined, undefined, [{ name: 'A' }]]);
		assert.deepEqual(notes, ['id: string, list', 'sub_tasks[]: object, number', 'source_server: object, string']);
	});

	it('shows a task without an id under one that lasts, and counts what is no task', () => {
		const { note } = notebook();
		const body = {
			count: 5,
			migration_tasks: [{ task_name: 'a', status: 'X' }, { task_id: '', status: 'FAILED' }, null, 'text', [1]],
		};
		const page = readPage(dcs, body, note);
		assert.equal(page?.length, 5);
		assert.deepEqual(page?.unreadable, [2, 3, 4]);
		const [first, second] = page?.rows ?? [];
		assert.ok(first?.idMissing && second?.idMissing);
		assert.equal(askableId(first.id), undefined);
		const later = readPage(dcs, { migration_tasks: [{ task_name: 'a', status: 'Y' }] }, note);
		assert.equal(later?.rows[0]?.id, first.id);
		assert.notEqual(second.id, first.id);
	});

	it('tells an empty list from an answer that is none', () => {
		const { note } = notebook();
		for (const body of [{ count: 0 }, { migration_tasks: [] }, { migration_tasks: null }, { count: '0' }]) {
			assert.deepEqual(readPage(dcs, body, note)?.rows, []);
		}
		for (const body of [{}, null, [], 'text', 1, { count: 1 }, { migration_tasks: 'x' }, { migration_tasks: {} }]) {
			assert.equal(readPage(dcs, body, note), undefined);
		}
	});

	it('reads ten thousand rows of a page and says that there were more', () => {
		const page = readPage(sms, { count: 1, tasks: Array.from({ length: 10_001 }, () => ({})) }, () => undefined);
		assert.deepEqual([page?.rows.length, page?.length, page?.cut], [10_000, 10_000, true]);
		assert.equal(new Set(distinct(sms, page?.rows ?? []).map(({ id }) => id)).size, 10_000);
		assert.equal(readPage(sms, { count: 1, tasks: [{}] }, () => undefined)?.cut, undefined);
	});

	it('remarks on each kind of oddity once', () => {
		const told: string[] = [];
		const notes = noteOnce((text) => told.push(text));
		for (let i = 0; i < 3; i++) {
			readPage(
				dcs,
				{
					migration_tasks: [
						{ task_id: 'a', status: [] },
						{ task_id: 'b', status: {} },
						{ task_id: 'c', status: [] },
					],
				},
				notes('List'),
			);
		}
		assert.deepEqual(told, [
			'List: migration_tasks[].status: expected string, got list',
			'List: migration_tasks[].status: expected string, got object',
		]);
	});
});

describe('reading any JSON at all', () => {
	const json = fc.jsonValue({ depthSize: 'small' });
	/** Objects with documented keys and any values. */
	const rows = (table: Table) =>
		fc.oneof(json, fc.dictionary(fc.constantFrom(...Object.keys(table), '__proto__', 'password'), json));

	for (const kind of [dcs, sms] as unknown as TaskTable<Table>[]) {
		it(`never throws and drops no readable row (${kind.list})`, () => {
			fc.assert(
				fc.property(fc.array(rows(kind.table), { maxLength: 8 }), json, (list, count) => {
					const page = readPage(kind, { count, [kind.list]: list }, () => undefined);
					const readable = list.filter((row) => typeof row === 'object' && row !== null && !Array.isArray(row));
					assert.ok(page);
					assert.equal(page.rows.length, readable.length);
					assert.equal(page.unreadable.length, list.length - readable.length);
					const tasks = distinct(kind, page.rows);
					assert.equal(new Set(tasks.map(({ id }) => id)).size, tasks.length);
					for (const task of tasks) {
						assert.notEqual(task.id.trim(), '');
						assert.ok(task.key);
						assert.ok(!('password' in task.raw));
					}
				}),
			);
		});
	}

	it('never throws on a body of any shape', () => {
		fc.assert(
			fc.property(fc.oneof(json, rows(SMS_TASK), rows(DCS_TASK)), (value) => {
				for (const table of [DCS_TASK, SMS_TASK, DCS_STATS, DCS_CONFIGURED])
					readRow<Table>(table, value, () => undefined);
				readPage(dcs, value, () => undefined);
			}),
		);
	});
});
