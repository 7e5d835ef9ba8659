import assert from 'node:assert/strict';
import type { WholeList } from '../../../src/core/list';
import type { ListedTask } from '../../../src/migration/ports';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index';
import {
	changeText,
	dcsRow,
	FakePort,
	FakeSource,
	failure,
	gate,
	listing,
	sandboxSources,
	settle,
	smsRow,
	storeOver,
} from './fakes';

const names = (tasks: readonly { readonly name: string }[]) => tasks.map(({ name }) => name).sort();

describe('the filter by name', () => {
	const rows = [
		dcsRow('a', 'SUCCESS', { task_name: 'Orders' }),
		dcsRow('b', 'SUCCESS', { task_name: 'sessions' }),
		dcsRow('c', 'SUCCESS', { task_name: 'alias of orders' }),
	];

	it('shows what the service finds and what holds the text, and never drops the others', async () => {
		const source = new FakeSource(rows);
		// This service finds the beginning of a name, and knows one by another name.
		source.onList = async (name) => listing(name === undefined ? rows : rows.slice(0, 2));
		const { store, changes } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		await store.setFilter(' ORDERS ');
		assert.equal(store.filter, 'ORDERS');
		assert.deepEqual(names(store.visibleTasks()), ['Orders', 'alias of orders', 'sessions']);
		assert.equal(store.allTasks().length, 3);
		assert.deepEqual(changes.map(changeText), ['+a +b +c'], 'hiding is not removing');
		assert.deepEqual(source.asked, ['list', 'list ORDERS']);

		await store.setFilter('');
		assert.equal(store.filter, undefined);
		assert.equal(store.visibleTasks().length, 3);
	});

	it('tells of a task that only the service knew', async () => {
		const source = new FakeSource(rows.slice(0, 1));
		const { store, changes } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		source.rows = [rows[2] ?? {}];
		await store.setFilter('orders');
		assert.deepEqual(changes.map(changeText), ['+a', '+c']);
		assert.deepEqual(names(store.visibleTasks()), ['Orders', 'alias of orders']);
	});

	it('does not show what the service found for another filter', async () => {
		const source = new FakeSource(rows);
		source.onList = async (name) => listing(name === undefined ? rows : [rows[1] ?? {}]);
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		await store.setFilter('xyz');
		assert.deepEqual(names(store.visibleTasks()), ['sessions'], 'the service found it, for reasons of its own');
		source.onList = async () => {
			throw failure('network');
		};
		await store.setFilter('orders');
		assert.deepEqual(names(store.visibleTasks()), ['Orders', 'alias of orders']);
	});

	it('reads all tasks the first time, so that those it hides can be picked all the same', async () => {
		const source = new FakeSource(rows);
		source.onList = async (name) => listing(name === undefined ? rows : rows.slice(0, 1));
		const port = new FakePort();
		const { store } = storeOver(port);
		await store.setFilter('orders');
		port.add('c1', [source]);
		await store.load();
		assert.equal(store.allTasks().length, 3);
		await store.refresh();
		assert.deepEqual(source.asked, ['list', 'list orders', 'list'], 'what it finds is asked for once');
	});

	it('freezes nothing: a refresh tells of what it hides, and of what vanished', async () => {
		const source = new FakeSource(rows);
		const { store, changes } = storeOver(new FakePort().add('c1', [source]));
		source.onList = async (name) => listing(name === undefined ? source.rows : []);
		await store.refresh();
		await store.setFilter('orders');
		source.rows = [
			dcsRow('b', 'FAILED', { task_name: 'sessions' }),
			dcsRow('c', 'SUCCESS', { task_name: 'alias of orders' }),
		];
		await store.refresh({ quietly: true });
		assert.deepEqual(changes.map(changeText), ['+a +b +c', '~b -a']);
		assert.equal(store.allTasks().filter(({ group }) => group === 'failed').length, 1);
		assert.deepEqual(names(store.visibleTasks()), ['alias of orders']);
	});

	it('is asked of the service at each refresh where the list is never whole', async () => {
		const source = new FakeSource(rows);
		source.onList = async (name) =>
			listing(name === undefined ? rows.slice(0, 1) : [rows[2] ?? {}], { complete: name !== undefined });
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		await store.setFilter('orders');
		await store.refresh();
		assert.deepEqual(source.asked, ['list', 'list orders', 'list', 'list orders']);
		assert.deepEqual(names(store.visibleTasks()), ['Orders', 'alias of orders']);
	});

	it('gives up what it asked for another filter, and shows the last one’s', async () => {
		const source = new FakeSource(rows);
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		const slow = gate<WholeList<ListedTask>>();
		source.onList = async (name) => (name === 'abc' ? slow.promise : listing([rows[2] ?? {}]));
		const first = store.setFilter('abc');
		await settle();
		await store.setFilter('xyz');
		slow.open(listing([rows[1] ?? {}]));
		await first;
		assert.deepEqual(names(store.visibleTasks()), ['alias of orders']);
		assert.equal(store.connectionStates()[0]?.loading, false);
	});

	it('narrows down by status, group, id and source as well, together with a name', async () => {
		const dcs = new FakeSource([
			dcsRow('a1', 'FAILED', { task_name: 'orders', source_instance_id: 'ab12' }),
			dcsRow('a2', 'SUCCESS', { task_name: 'orders' }),
		]);
		const sms = new FakeSource(
			[
				smsRow('s1', 'MIGRATE_FAIL', {
					source_server: { id: 'cd34', ip: '10.0.0.7', name: 'web' },
					enterprise_project_id: '0',
				}),
			],
			'sms',
		);
		const { store } = storeOver(new FakePort().add('c1', [dcs, sms]));
		await store.refresh();
		const shown = async (typed: string) => {
			await store.setFilter(typed);
			return store.visibleTasks().map(({ ref }) => ref.id);
		};
		assert.deepEqual(await shown('state:FAILED'), ['a1', 's1'], 'the group, whatever each service calls it');
		assert.deepEqual(await shown('state:migrate_fail'), ['s1']);
		assert.deepEqual(await shown('orders STATE:success'), ['a2']);
		assert.deepEqual(await shown('id:a2'), ['a2']);
		assert.deepEqual(await shown('source:AB12'), ['a1']);
		assert.deepEqual(await shown('source:10.0.0.7'), ['s1']);
		assert.deepEqual(await shown('project:0'), ['s1']);
		assert.equal(
			dcs.news().filter((one) => one === 'list').length,
			1,
			'a list that knows no such filter is not asked with it',
		);
	});

	it('filters the services of a connection alike', async () => {
		const dcs = new FakeSource(rows);
		const sms = new FakeSource([smsRow('s', 'RUNNING', { name: 'orders-db' }), smsRow('t')], 'sms');
		sms.onList = async (name) => listing(name === undefined ? sms.rows : []);
		const { store } = storeOver(new FakePort().add('c1', [dcs, sms]));
		dcs.onList = async (name) => listing(name === undefined ? rows : []);
		await store.refresh();
		await store.setFilter('orders');
		assert.deepEqual(names(store.visibleTasks()), ['Orders', 'alias of orders', 'orders-db']);
	});

	it('does not try a refused credential again', async () => {
		const source = new FakeSource(rows);
		source.onList = async () => {
			throw failure('signature');
		};
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		await store.setFilter('orders');
		assert.deepEqual(source.asked, ['list']);
	});

	describe('of a sandbox', () => {
		let sandbox: Sandbox;
		beforeEach(async () => {
			sandbox = await startSandbox({ seed: 7, tasks: 1500 });
		});
		afterEach(() => sandbox.close());

		it('is asked of the service, and all tasks stay known', async () => {
			const port = new FakePort().add('c1', sandboxSources(sandbox, { services: ['dcs'] }));
			const { store, changes } = storeOver(port, Date.now);
			await store.refresh();
			const all = store.allTasks().length;
			assert.ok(all > 1500);
			await store.setFilter('session');
			assert.equal(store.allTasks().length, all);
			assert.ok(store.visibleTasks().length > 0 && store.visibleTasks().length < all);
			assert.ok(store.visibleTasks().some(({ name }) => name.includes('session')));
			assert.ok(store.visibleTasks().every(({ raw }) => JSON.stringify(raw).toLowerCase().includes('session')));
			assert.ok(sandbox.requests.some(({ query }) => query.includes('name=session')));
			assert.ok(changes.every(({ removed }) => removed.length === 0));
		});
	});
});
