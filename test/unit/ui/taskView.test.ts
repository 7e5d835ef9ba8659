import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Format } from '../../../src/migration/format';
import type { Node } from '../../../src/ui/tree/nodes';
import { dcsRow, FakePort, FakeSource, failure, settle, storeOver } from '../store/fakes';
import { loadWith } from './editor';

describe('the view', () => {
	it('lets the age of old tasks grow, though a refused credential is not asked with again', async () => {
		mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.UTC(2025, 2, 4) });
		try {
			const source = new FakeSource([dcsRow('t1')]);
			const { store } = storeOver(new FakePort().add('c1', [source]), Date.now);
			const { editor, loaded } = loadWith<typeof import('../../../src/ui/tree/taskView')>('ui/tree/taskView');
			editor.settings.refreshInterval = 60;
			const { TaskTree } = loadWith<typeof import('../../../src/ui/tree/taskTree')>('ui/tree/taskTree').loaded;
			const tree = new TaskTree(store, new Format('en'));
			const problem = (): string | undefined => {
				const rows: Node[] = tree.getChildren();
				const row = rows.find(({ kind }) => kind === 'problem');
				return row && String(tree.getTreeItem(row).description);
			};
			let drawn: string | undefined;
			tree.onDidChangeTreeData(() => {
				drawn = problem();
			});
			const view = new loaded.TaskView(store, tree, new Format('en'));
			await settle();
			source.onList = async () => {
				throw failure('signature');
			};
			await view.refresh();
			assert.equal(drawn, 'access key refused · DCS · tasks as of just now');
			const asked = source.asked.length;
			for (let minute = 0; minute < 20; minute++) {
				mock.timers.tick(60_000);
				await settle();
			}
			assert.match(drawn ?? '', /tasks as of \d+ minutes ago$/);
			assert.equal(source.asked.length, asked);
			view.dispose();
		} finally {
			mock.timers.reset();
		}
	});
});

describe('a click on a row', () => {
	it('opens what the selected row stands for, also while the tree is drawn anew and knows no selection', async () => {
		const { store } = storeOver(new FakePort().add('c1', [new FakeSource([dcsRow('t1'), dcsRow('t2')])]));
		await store.refresh();
		const { editor, loaded } = loadWith<typeof import('../../../src/ui/tree/taskView')>('ui/tree/taskView');
		editor.settings.refreshInterval = 0;
		const { TaskTree } = loadWith<typeof import('../../../src/ui/tree/taskTree')>('ui/tree/taskTree').loaded;
		const tree = new TaskTree(store, new Format('en'));
		const view = new loaded.TaskView(store, tree, new Format('en'));
		const [shown] = editor.views;
		const ref = { connectionId: 'c1', service: 'dcs', id: 't2' };
		await view.openSelected();
		shown?.select([{ kind: 'task', key: 't2', ref }]);
		await view.openSelected();
		shown?.select([]);
		await view.openSelected();
		shown?.select([{ kind: 'more', key: 'more', group: 'status:active', hidden: 3 }]);
		await view.openSelected();
		const problem = { remedy: 'edit', short: 'no project' };
		shown?.select([{ kind: 'problem', key: 'p', connectionId: 'c1', connectionName: 'one', problem }]);
		await view.openSelected();
		shown?.select([{ kind: 'group', key: 'status:active' }]);
		await view.openSelected();
		const run = editor.commands.filter(([name]) => name.startsWith('migrationTasks.'));
		assert.deepEqual(run, [
			['migrationTasks.openTask', ref],
			['migrationTasks.openTask', ref],
			['migrationTasks.showMore', 'status:active'],
			['migrationTasks.editConnection', { connectionId: 'c1' }],
		]);
		view.dispose();
	});

	it('finds a command that carries nothing: VS Code drops the arguments of a row that is drawn anew', async () => {
		const source = new FakeSource([dcsRow('t1')]);
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		source.onList = async () => {
			throw failure('signature');
		};
		await store.refresh();
		const { TaskTree } = loadWith<typeof import('../../../src/ui/tree/taskTree')>('ui/tree/taskTree').loaded;
		const tree = new TaskTree(store, new Format('en'));
		const rows = tree.getChildren();
		const commands = [...rows, ...rows.flatMap((row) => tree.getChildren(row))].map(
			(row) => tree.getTreeItem(row).command,
		);
		const given = commands.filter((command) => command !== undefined);
		assert.equal(given.length, 2, 'the problem and the task');
		assert.ok(given.every((command) => command.command === 'migrationTasks.openSelected' && !command.arguments));
	});
});
