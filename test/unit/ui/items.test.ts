import assert from 'node:assert/strict';
import { Format } from '../../../src/migration/format';
import { groupTitle } from '../../../src/migration/status';
import { dcsRow, FakePort, FakeSource, smsRow, storeOver } from '../store/fakes';
import { loadWith } from './editor';

describe('a row of a task that waits', () => {
	it('says what for: the group tells only that it waits', async () => {
		const { taskItem } = loadWith<typeof import('../../../src/ui/tree/items')>('ui/tree/items').loaded;
		const sources = [new FakeSource([dcsRow('a', 'RUNNING')]), new FakeSource([smsRow('b', 'READY')], 'sms')];
		const { store } = storeOver(new FakePort().add('c1', sources));
		await store.refresh();
		const context = { services: store.services, format: new Format('en'), connectionName: () => undefined };
		const rows = store.allTasks().map((task) => {
			assert.equal(groupTitle(task.group), 'Waiting');
			return taskItem({ kind: 'task', key: task.ref.id, ref: task.ref }, task, context as never).description;
		});
		assert.deepEqual(rows.sort(), ['waiting for configuration', 'waiting to be started']);
	});
});

describe('when a task was created', () => {
	const { taskTooltip } = loadWith<typeof import('../../../src/ui/tree/items')>('ui/tree/items').loaded;
	const now = Date.UTC(2024, 5, 1, 12);

	async function said(created: string): Promise<string | undefined> {
		const { store } = storeOver(
			new FakePort().add('c1', [new FakeSource([dcsRow('a', 'SUCCESS', { created_at: created })])]),
		);
		await store.refresh();
		const [task] = store.allTasks();
		assert.ok(task);
		const context = { services: store.services, format: new Format('en'), now, connectionName: () => undefined };
		// As it reads once Markdown has taken its backslashes away.
		const value = taskTooltip(task, context as never).value.replaceAll('\\', '');
		return value.split('\n').find((line) => line.startsWith('Created'));
	}

	it('is told with its age, but for a date to come, and without one where the zone is not known', async () => {
		assert.match((await said('2024-06-01T09:00:00.000Z')) ?? '', /\(3 hours ago\)$/);
		assert.doesNotMatch((await said('2024-06-01T15:00:00.000Z')) ?? '', /ago|just now|\(/);
		assert.match((await said('2024/06/01 14:44:30')) ?? '', /2:44.PM \(time zone not given\)$/);
	});
});
