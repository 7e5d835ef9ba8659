import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index';
import { changeText, dcsRow, FakePort, FakeSource, failure, listing, sandboxSources, smsRow, storeOver } from './fakes';

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
		assert.deepEqual(source.asked, ['list', 'list orders', 'list orders']);
	});

	it('removes what vanished as soon as it is cleared', async () => {
		const source = new FakeSource(rows);
		const { store, changes } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		await store.setFilter('orders');
		source.rows = rows.slice(1);
		await store.setFilter(undefined);
		assert.deepEqual(changes.map(changeText), ['+a +b +c', '-a']);
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
			assert.ok(store.visibleTasks().every(({ name }) => name.includes('session')));
			assert.ok(sandbox.requests.some(({ query }) => query.includes('name=session')));
			assert.ok(changes.every(({ removed }) => removed.length === 0));
		});
	});
});
