import assert from 'node:assert/strict';
import type { CloudResponse } from '../../../src/cloud/request';
import { type AskForPage, TaskListReader } from '../../../src/cloud/taskListReader';
import { readPage, type TaskTable } from '../../../src/cloud/taskPage';

const TASK = { id: 'string', name: 'string', created: 'number', status: 'string' } as const;
const KIND: TaskTable<typeof TASK> = { table: TASK, list: 'tasks', id: 'id', name: 'name', created: 'created' };

/** A service of three tasks a page, which says of a body that is known already only that it is the same. */
class Pages {
	readonly asked: number[] = [];
	parsed = 0;
	statuses = new Map<string, string>();

	constructor(private readonly count: number) {}

	readonly ask: AskForPage = async ({ offset, limit }, { knownDigest, onArrival }): Promise<CloudResponse> => {
		this.asked.push(offset);
		onArrival();
		const rows = Array.from({ length: Math.max(0, Math.min(limit, this.count - offset)) }, (_, index) => {
			const id = `t${offset + index}`;
			return { id, name: `name of ${id}`, created: 1, status: this.statuses.get(id) ?? 'RUNNING' };
		});
		const digest = JSON.stringify(rows);
		const same = digest === knownDigest;
		this.parsed += same ? 0 : 1;
		const json = same ? undefined : { count: this.count, tasks: rows };
		return { status: 200, digest, json, header: () => null, requestId: undefined };
	};

	reader(): TaskListReader<typeof TASK> {
		return new TaskListReader({ kind: KIND, limit: 3, note: () => {}, notAList: () => new Error('no list') });
	}
}

describe('a row whose name or date is an object', () => {
	it('is a row like any other, and is told from others by what it holds', () => {
		const named = (name: unknown) => ({ id: 'a', name, created: { valueOf: 1 } });
		const page = readPage(KIND, { tasks: [named({ toString: 0 }), named({ toString: 1 }), { id: 'b' }] }, () => {});
		assert.deepEqual(
			page?.rows.map(({ id }) => id),
			['a', 'a', 'b'],
		);
		assert.equal(new Set(page?.rows.map(({ key }) => key)).size, 3);
	});
});

describe('a list that is read again', () => {
	it('is not parsed where nothing changed, and its rows are the very rows that they were', async () => {
		const pages = new Pages(7);
		const reader = pages.reader();
		const first = await reader.read('', pages.ask);
		assert.equal(first.rows.length, 7);
		const parsed = pages.parsed;
		assert.equal(parsed, pages.asked.length);
		const second = await reader.read('', pages.ask);
		assert.equal(pages.parsed, parsed);
		assert.equal(second.rows.length, 7);
		for (const [index, row] of second.rows.entries()) {
			assert.equal(row, first.rows[index]);
		}
	});

	it('has a new row only for a task that says something else', async () => {
		const pages = new Pages(7);
		const reader = pages.reader();
		const first = await reader.read('', pages.ask);
		pages.statuses.set('t4', 'DONE');
		const second = await reader.read('', pages.ask);
		const changed = second.rows.filter((row, index) => row !== first.rows[index]);
		assert.deepEqual(
			changed.map(({ id, fields }) => [id, fields.status]),
			[['t4', 'DONE']],
		);
		assert.equal(first.rows[4]?.fields.status, 'RUNNING');
	});

	it('remembers the whole list beside one that was narrowed down', async () => {
		const pages = new Pages(2);
		const reader = pages.reader();
		const [first] = (await reader.read('', pages.ask)).rows;
		const [found] = (await reader.read('name', pages.ask)).rows;
		assert.equal(found, first);
		const { parsed } = pages;
		assert.equal((await reader.read('', pages.ask)).rows[0], first);
		assert.equal(pages.parsed, parsed);
	});

	it('says what is no list, though it knew the list before', async () => {
		const pages = new Pages(2);
		const reader = pages.reader();
		await reader.read('', pages.ask);
		const answer = { status: 200, digest: 'x', json: { hello: 1 }, header: () => null, requestId: undefined };
		await assert.rejects(
			reader.read('', async () => answer),
			/no list/,
		);
		assert.equal((await reader.read('', pages.ask)).rows.length, 2);
	});
});
