import assert from 'node:assert/strict';
import type { TaskChanges } from '../../../src/api';
import { publicApi } from '../../../src/ui/publicApi';
import { dcsRow, FakePort, FakeSource, smsRow, storeOver } from '../store/fakes';

const DECLARED = ['group', 'name', 'raw', 'ref', 'status'];

describe('what other extensions get', () => {
	it('has the declared fields and no others, asked for or told of', async () => {
		const source = new FakeSource([dcsRow('a')]);
		const sms = new FakeSource([smsRow('s')], 'sms');
		const { store } = storeOver(new FakePort().add('c1', [source, sms]));
		const api = publicApi(store);
		const told: TaskChanges[] = [];
		api.onDidChangeTasks((changes) => told.push(changes));
		const tasks = await api.getTasks();
		source.rows = [dcsRow('a', 'SUCCESS'), dcsRow('b')];
		await store.refresh();
		const all = [...tasks, ...told.flatMap(({ added, changed }) => [...added, ...changed])];
		assert.equal(all.length, 6);
		for (const task of all) {
			assert.deepEqual(Object.keys(task).sort(), DECLARED);
			assert.deepEqual(Object.keys(task.ref).sort(), ['connectionId', 'id', 'service']);
		}
		for (const changes of told) {
			assert.deepEqual(Object.keys(changes).sort(), ['added', 'changed', 'removed']);
		}
	});

	it('goes on while a filter hides a task', async () => {
		const source = new FakeSource([dcsRow('a')]);
		source.onList = undefined;
		const { store } = storeOver(new FakePort().add('c1', [source]));
		const api = publicApi(store);
		await api.getTasks();
		await store.setFilter('id:none');
		source.rows = [dcsRow('a', 'FAILED')];
		await store.refresh({ quietly: true });
		assert.deepEqual(
			(await api.getTasks()).map(({ group }) => group),
			['failed'],
		);
	});
});
