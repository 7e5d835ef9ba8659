import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Format } from '../../../src/migration/format';
import { groupTitle } from '../../../src/migration/status';
import { SERVICES } from '../../../src/services';
import { dcsRow, FakePort, FakeSource, smsRow, storeOver } from '../store/fakes';
import { loadWith } from './editor';

describe('a row of a task that waits', () => {
	it('says what for: the group tells only that it waits', async () => {
		const { taskItem } = loadWith<typeof import('../../../src/ui/tree/items')>('ui/tree/items').loaded;
		const sources = [new FakeSource([dcsRow('a', 'RUNNING')]), new FakeSource([smsRow('b', 'READY')], 'sms')];
		const { store } = storeOver(new FakePort().add('c1', sources));
		await store.refresh();
		const context = {
			services: store.services,
			format: new Format('en'),
			tags: new Map(),
			connectionName: () => undefined,
		};
		const rows = store.allTasks().map((task) => {
			assert.equal(groupTitle(task.group), 'Waiting');
			return taskItem({ kind: 'task', key: task.ref.id, ref: task.ref }, task, context as never).description;
		});
		assert.deepEqual(rows.sort(), ['waiting for configuration', 'waiting to be started']);
	});
});

describe('the row of a task', () => {
	const { taskItem } = loadWith<typeof import('../../../src/ui/tree/items')>('ui/tree/items').loaded;
	const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
		contributes: { menus: Record<string, { command: string; when: string; group: string }[]> };
	};
	const inline = (contributes.menus['view/item/context'] ?? [])
		.filter(({ group }) => group.startsWith('inline'))
		.map(({ command, when }) => ({ command, at: new RegExp(/viewItem =~ \/(.*)\/$/.exec(when)?.[1] ?? '$^') }));

	it('has one button at most, of what is likely to be done to it next', async () => {
		const ids = SERVICES.all.flatMap(({ id, statuses }) => statuses.all().map((status) => ({ id, status })));
		const of = (service: string) => ids.filter(({ id }) => id === service).map(({ status }) => status);
		const sources = [
			new FakeSource(of('dcs').map((status) => dcsRow(status, status))),
			new FakeSource(
				of('sms').map((status) => smsRow(status, status)),
				'sms',
			),
		];
		const { store } = storeOver(new FakePort().add('c1', sources));
		await store.refresh();
		const context = {
			services: store.services,
			format: new Format('en'),
			tags: new Map(),
			connectionName: () => undefined,
		};
		const buttons = store.allTasks().flatMap((task) => {
			const { contextValue = '' } = taskItem({ kind: 'task', key: task.ref.id, ref: task.ref }, task, context as never);
			const found = inline.filter(({ at }) => at.test(contextValue)).map(({ command }) => command.split('.')[1]);
			assert.ok(found.length <= 1, `${contextValue}: ${found.join(' ')}`);
			return found.map((command) => `${task.ref.service} ${task.status}: ${command}`);
		});
		assert.equal(store.allTasks().length, ids.length);
		assert.deepEqual(buttons.sort(), [
			'dcs FAILED: restartTask',
			'dcs MIGRATION_FAILED: restartTask',
			'dcs RUNNING: configureTask',
			'dcs TERMINATED: restartTask',
			'sms MIGRATE_FAIL: restartTask',
			'sms READY: startTask',
			'sms SYNC_FAIL: restartTask',
			'sms SYNC_F_ROLLBACK_SUCCESS: restartTask',
		]);
	});
});

describe('when a task was created', () => {
	const { taskTooltip } = loadWith<typeof import('../../../src/ui/tree/tooltip')>('ui/tree/tooltip').loaded;
	const now = Date.UTC(2024, 5, 1, 12);

	async function said(created: string): Promise<string | undefined> {
		const { store } = storeOver(
			new FakePort().add('c1', [new FakeSource([dcsRow('a', 'SUCCESS', { created_at: created })])]),
		);
		await store.refresh();
		const [task] = store.allTasks();
		assert.ok(task);
		const context = {
			services: store.services,
			format: new Format('en'),
			now,
			tags: new Map(),
			connectionName: () => undefined,
		};
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
