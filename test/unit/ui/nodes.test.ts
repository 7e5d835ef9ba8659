import assert from 'node:assert/strict';
import type { WireFields } from '../../../src/migration/task';
import { STATUS_GROUPS } from '../../../src/migration/task';
import type { TaskStore } from '../../../src/store/taskStore';
import { childNodes, type GroupBy, type Node, PAGE, rootNodes } from '../../../src/ui/tree/nodes';
import { dcsRow, FakePort, FakeSource, failure, listing, smsRow, storeOver } from '../store/fakes';

const shownFirst = (): number => PAGE;

/** The tree as indented keys, all of it open. */
function outline(store: TaskStore, groupBy: GroupBy = 'status', shown = shownFirst, now = 1000): string[] {
	const lines = (nodes: readonly Node[], indent: string): string[] =>
		nodes.flatMap((node) => [indent + node.key, ...lines(childNodes(node, shown), `${indent}  `)]);
	return lines(rootNodes(store, groupBy, now), '');
}

function keysIn(store: TaskStore, groupBy: GroupBy): string[] {
	return outline(store, groupBy).map((line) => line.trim());
}

async function storeOf(connections: Readonly<Record<string, FakeSource[]>>) {
	const port = new FakePort();
	for (const [id, sources] of Object.entries(connections)) {
		port.add(id, sources, `Connection ${id}`);
	}
	const { store } = storeOver(port, () => 1000);
	await store.refresh();
	return { store, port };
}

const YESTERDAY = Math.floor(Date.now() / 86_400_000 - 1) * 86_400_000;
const dated = (id: string, status: string, minute: number, more: WireFields = {}): WireFields =>
	dcsRow(id, status, { created_at: new Date(YESTERDAY + minute * 60_000).toISOString(), ...more });

describe('the tree by status', () => {
	it('has the groups in their fixed order, and only those that are not empty', async () => {
		const statuses = ['SUCCESS', 'NEW_ONE', 'RUNNING', 'FAILED', 'INCRMIGEATING', 'TERMINATED'];
		const { store } = await storeOf({ c1: [new FakeSource(statuses.map((status, i) => dcsRow(`t${i}`, status)))] });
		assert.deepEqual(
			rootNodes(store, 'status').map(({ key }) => key),
			STATUS_GROUPS.map((group) => `status:${group}`),
		);
		const { store: few } = await storeOf({ c1: [new FakeSource([dcsRow('a', 'SUCCESS'), dcsRow('b', 'FAILED')])] });
		assert.deepEqual(
			rootNodes(few, 'status').map(({ key }) => key),
			['status:failed', 'status:succeeded'],
		);
	});

	it('is empty where there is nothing', async () => {
		const { store } = await storeOf({ c1: [new FakeSource()] });
		for (const by of ['status', 'connection', 'service'] as const) {
			assert.deepEqual(rootNodes(store, by), []);
		}
	});

	it('puts RUNNING of DCS and of SMS where each belongs', async () => {
		const { store } = await storeOf({
			c1: [new FakeSource([dcsRow('a', 'RUNNING')]), new FakeSource([smsRow('b', 'RUNNING')], 'sms')],
		});
		assert.deepEqual(outline(store), ['status:pending', '  task:c1/dcs/a', 'status:active', '  task:c1/sms/b']);
	});

	it('has the newest tasks first, undated ones last, and equal ones by name', async () => {
		const { store } = await storeOf({
			c1: [
				new FakeSource([
					dcsRow('undated', 'SUCCESS'),
					dated('old', 'SUCCESS', 1),
					dated('new', 'SUCCESS', 9),
					dated('z', 'SUCCESS', 5, { task_name: 'same b' }),
					dated('y', 'SUCCESS', 5, { task_name: 'same a' }),
					dated('x', 'SUCCESS', 5, { task_name: 'same a' }),
				]),
			],
		});
		assert.deepEqual(
			outline(store).slice(1),
			['new', 'x', 'y', 'z', 'old', 'undated'].map((id) => `  task:c1/dcs/${id}`),
		);
	});

	it('has the tasks of one minute in the order in which people count', async () => {
		const names = ['orders-10', 'orders-2', 'orders-1', 'orders-101', 'orders-1001'];
		const rows = names.map((name, i) =>
			dcsRow(name, 'SUCCESS', { task_name: name, created_at: new Date(YESTERDAY + i * 1000).toISOString() }),
		);
		const { store } = await storeOf({ c1: [new FakeSource(rows)] });
		assert.deepEqual(
			outline(store).slice(1),
			['orders-1', 'orders-2', 'orders-10', 'orders-101', 'orders-1001'].map((id) => `  task:c1/dcs/${id}`),
		);
	});

	it('has what just ended before what was created later, and what runs where it was', async () => {
		const source = new FakeSource([
			dated('old', 'FULLMIGRATING', 1),
			dated('new', 'FAILED', 9),
			dated('runs', 'FULLMIGRATING', 2),
			dated('later', 'FULLMIGRATING', 3),
		]);
		const { store } = storeOver(new FakePort().add('c1', [source]), () => YESTERDAY + 3_600_000);
		await store.refresh();
		source.rows = [
			dated('old', 'FAILED', 1),
			dated('new', 'FAILED', 9),
			dated('runs', 'INCRMIGRATING', 2),
			dated('later', 'FULLMIGRATING', 3),
		];
		await store.refresh();
		const keys = outline(store).map((line) => line.trim());
		assert.deepEqual(keys, [
			'status:failed',
			'task:c1/dcs/old',
			'task:c1/dcs/new',
			'status:active',
			'task:c1/dcs/later',
			'task:c1/dcs/runs',
		]);
	});

	it('folds failures of more than thirty days ago away, unless somebody looks for them', async () => {
		const now = YESTERDAY;
		const created = (days: number): WireFields => ({ created_at: new Date(now - days * 86_400_000).toISOString() });
		const source = new FakeSource([
			dcsRow('new', 'FAILED', created(29)),
			dcsRow('old', 'FAILED', created(31)),
			dcsRow('undated', 'FAILED'),
			dcsRow('done', 'SUCCESS', created(400)),
		]);
		source.onList = async (name) => listing(name === undefined ? source.rows : []);
		const { store } = await storeOf({ c1: [source] });
		assert.deepEqual(outline(store, 'status', shownFirst, now), [
			'status:failed',
			'  task:c1/dcs/new',
			'  task:c1/dcs/undated',
			'  status:failed/earlier',
			'    task:c1/dcs/old',
			'status:succeeded',
			'  task:c1/dcs/done',
		]);
		const [failed] = rootNodes(store, 'status', now);
		assert.equal(failed?.kind === 'group' ? failed.tasks.length : 0, 3, 'the count is of all');
		await store.setFilter('status:failed');
		assert.ok(!outline(store, 'status', shownFirst, now).some((line) => line.includes('earlier')));
	});

	it('shows two hundred tasks of a group and then so many more', async () => {
		const { store } = await storeOf({
			c1: [new FakeSource(Array.from({ length: 450 }, (_, i) => dcsRow(`t${i}`, 'FAILED')))],
		});
		const [group] = rootNodes(store, 'status');
		assert.ok(group?.kind === 'group');
		assert.equal(group.tasks.length, 450, 'the count is of all');
		for (const [pages, tasks, hidden] of [
			[1, 200, 250],
			[2, 400, 50],
			[3, 450, 0],
		] as const) {
			const children = childNodes(group, () => PAGE * pages);
			assert.equal(children.filter(({ kind }) => kind === 'task').length, tasks);
			const more = children.find((node) => node.kind === 'more');
			assert.equal(more?.kind === 'more' ? more.hidden : 0, hidden);
			if (more?.kind === 'more') {
				assert.equal(more.group, group.key);
				assert.equal(children.at(-1), more);
			}
		}
		const just = new FakeSource(Array.from({ length: 200 }, (_, i) => dcsRow(`t${i}`, 'FAILED')));
		const { store: full } = await storeOf({ c1: [just] });
		assert.equal(outline(full).length, 201, 'no “Show more” where nothing is hidden');
	});

	it('shows what the filter lets through', async () => {
		const source = new FakeSource([
			dcsRow('a', 'FAILED', { task_name: 'orders' }),
			dcsRow('b', 'SUCCESS', { task_name: 'other' }),
		]);
		source.onList = async (name) => listing(name === undefined ? source.rows : []);
		const { store } = await storeOf({ c1: [source] });
		await store.setFilter('ORD');
		assert.deepEqual(outline(store), ['status:failed', '  task:c1/dcs/a']);
	});
});

describe('the tree by connection', () => {
	it('has the connections in the order of the settings, each with its tasks by status', async () => {
		const { store } = await storeOf({
			b: [new FakeSource([dcsRow('1', 'SUCCESS'), dcsRow('2', 'FAILED')])],
			empty: [new FakeSource()],
			a: [new FakeSource([dcsRow('1', 'SUCCESS')])],
		});
		assert.deepEqual(outline(store, 'connection'), [
			'connection:b',
			'  connection:b/status:failed',
			'    task:b/dcs/2',
			'  connection:b/status:succeeded',
			'    task:b/dcs/1',
			'connection:a',
			'  connection:a/status:succeeded',
			'    task:a/dcs/1',
		]);
		const [first] = rootNodes(store, 'connection');
		assert.ok(first?.kind === 'group' && 'connection' in first.by);
		assert.deepEqual(first.by, { connection: 'b', name: 'Connection b' });
		assert.equal(first.tasks.length, 2);
	});

	it('shows what is wrong with a connection within it', async () => {
		const bad = new FakeSource();
		bad.onList = async () => {
			throw failure('network');
		};
		const { store } = await storeOf({ bad: [bad], good: [new FakeSource([dcsRow('1', 'SUCCESS')])] });
		assert.deepEqual(outline(store, 'connection'), [
			'connection:bad',
			'  problem:bad/dcs',
			'connection:good',
			'  connection:good/status:succeeded',
			'    task:good/dcs/1',
		]);
	});
});

describe('the tree by service', () => {
	it('has one group for each service that has tasks', async () => {
		const dcs = new FakeSource([dcsRow('1', 'SUCCESS')]);
		const sms = new FakeSource([smsRow('2', 'MIGRATE_FAIL')], 'sms');
		const { store } = await storeOf({ c1: [sms, dcs] });
		assert.deepEqual(outline(store, 'service'), [
			'service:dcs',
			'  service:dcs/status:succeeded',
			'    task:c1/dcs/1',
			'service:sms',
			'  service:sms/status:failed',
			'    task:c1/sms/2',
		]);
		const { store: one } = await storeOf({ c1: [new FakeSource([smsRow('2')], 'sms')] });
		assert.deepEqual(
			rootNodes(one, 'service').map(({ key }) => key),
			['service:sms'],
		);
	});
});

describe('the keys of the tree', () => {
	it('stay through a refresh, and follow a task from group to group', async () => {
		const source = new FakeSource([dcsRow('a', 'RUNNING'), dcsRow('b', 'FAILED')]);
		const { store } = await storeOf({ c1: [source] });
		const before = keysIn(store, 'status');
		await store.refresh();
		assert.deepEqual(keysIn(store, 'status'), before);
		source.rows = [dcsRow('a', 'FAILED'), dcsRow('b', 'FAILED')];
		await store.refresh();
		assert.deepEqual(new Set(keysIn(store, 'status')), new Set(['status:failed', 'task:c1/dcs/a', 'task:c1/dcs/b']));
	});

	it('are each there once, however the tree is grouped and whatever is wrong', async () => {
		const broken = (service: 'dcs' | 'sms') => {
			const source = new FakeSource([], service);
			source.onList = async () => {
				throw failure(service === 'dcs' ? 'network' : 'permission');
			};
			return source;
		};
		const odd = new FakeSource(Array.from({ length: 300 }, (_, i) => dcsRow(`t${i}`, i % 2 ? 'FAILED' : 'SUCCESS')));
		odd.onList = async () => listing(odd.rows, { unreadable: 3, complete: false });
		const { store } = await storeOf({
			c1: [odd, new FakeSource([smsRow('t1')], 'sms')],
			c2: [broken('dcs'), broken('sms')],
		});
		for (const by of ['status', 'connection', 'service'] as const) {
			const keys = keysIn(store, by);
			assert.equal(new Set(keys).size, keys.length, by);
			assert.ok(keys.includes('problem:c2/dcs') && keys.includes('problem:c2/sms'));
			assert.ok(keys.includes('note:c1/dcs'));
		}
	});
});

describe('what is wrong', () => {
	it('stands above the tasks, with the age of those that still stand there', async () => {
		const source = new FakeSource([dcsRow('a', 'FAILED')]);
		const { store } = await storeOf({ c1: [source] });
		source.onList = async () => {
			throw failure('timeout');
		};
		await store.refresh();
		const [problem, ...rest] = rootNodes(store, 'status');
		assert.ok(problem?.kind === 'problem');
		assert.equal(problem.loadedAt, 1000);
		assert.equal(problem.connectionName, 'Connection c1');
		assert.equal(problem.service, 'dcs');
		assert.deepEqual(
			rest.map(({ key }) => key),
			['status:failed'],
		);
	});

	it('is one row where both services fail for one cause, and two where they do not', async () => {
		const dcs = new FakeSource();
		const sms = new FakeSource([], 'sms');
		dcs.onList = async () => {
			throw failure('signature');
		};
		sms.onList = dcs.onList;
		const { store } = await storeOf({ c1: [dcs, sms] });
		const alike = rootNodes(store, 'status');
		assert.deepEqual(
			alike.map((node) => (node.kind === 'problem' ? [node.key, node.service] : [])),
			[['problem:c1/', undefined]],
		);
		sms.onList = async () => {
			throw failure('permission');
		};
		await store.refresh();
		assert.deepEqual(
			rootNodes(store, 'status').map(({ key }) => key),
			['problem:c1/dcs', 'problem:c1/sms'],
		);
	});

	it('is the connection’s problem alone where it cannot be opened any more', async () => {
		const dcs = new FakeSource([dcsRow('a', 'FAILED')]);
		const port = new FakePort();
		let open = true;
		port.add('c1', async () => {
			if (!open) {
				throw failure('unknownKey');
			}
			return [dcs];
		});
		const { store } = storeOver(port, () => 1000);
		await store.refresh();
		dcs.onList = async () => {
			throw failure('network');
		};
		await store.refresh();
		open = false;
		port.reopen('c1');
		await store.refresh();
		const problems = rootNodes(store, 'status').filter((node) => node.kind === 'problem');
		assert.equal(problems.length, 1);
		const [only] = problems;
		assert.ok(only?.kind === 'problem');
		assert.equal(only.problem.error?.kind, 'unknownKey');
		assert.equal(only.loadedAt, 1000);
	});

	it('is noted below the tasks where a list is not whole', async () => {
		const source = new FakeSource([dcsRow('a', 'FAILED')]);
		source.onList = async () => listing(source.rows, { unreadable: 1 });
		const { store } = await storeOf({ c1: [source] });
		const note = rootNodes(store, 'status').at(-1);
		assert.ok(note?.kind === 'note');
		assert.deepEqual([note.unreadable, note.incomplete, note.connectionName], [1, undefined, 'Connection c1']);
	});
});
