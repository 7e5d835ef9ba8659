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
	const setUp = async () => {
		const { store } = storeOver(new FakePort().add('c1', [new FakeSource([dcsRow('t1'), dcsRow('t2')])]));
		await store.refresh();
		const { editor, loaded } = loadWith<typeof import('../../../src/ui/tree/taskView')>('ui/tree/taskView');
		editor.settings.refreshInterval = 0;
		const { TaskTree } = loadWith<typeof import('../../../src/ui/tree/taskTree')>('ui/tree/taskTree').loaded;
		const view = new loaded.TaskView(store, new TaskTree(store, new Format('en')), new Format('en'));
		const opened: string[] = [];
		view.onDidOpenTask(({ id }) => opened.push(id));
		const [shown] = editor.views;
		assert.ok(shown);
		return { editor, view, shown, opened };
	};
	const row = (id: string) => ({ kind: 'task', key: id, ref: { connectionId: 'c1', service: 'dcs', id } });

	it('does what the selected row stands for', async () => {
		const { editor, view, shown, opened } = await setUp();
		shown.select([row('t2')]);
		await view.openSelected();
		shown.select([{ kind: 'more', key: 'more', group: 'status:active', hidden: 3 }]);
		await view.openSelected();
		const problem = { remedy: 'edit', short: 'no project' };
		shown.select([{ kind: 'problem', key: 'p', connectionId: 'c1', connectionName: 'one', problem }]);
		await view.openSelected();
		shown.select([{ kind: 'group', key: 'status:active' }]);
		await view.openSelected();
		const run = editor.commands.filter(([name]) => name.startsWith('migrationTasks.'));
		assert.deepEqual(opened, ['t2']);
		assert.deepEqual(run, [
			['migrationTasks.showMore', 'status:active'],
			['migrationTasks.editConnection', { connectionId: 'c1' }],
		]);
		view.dispose();
	});

	it('is heeded once the tree was read anew, where it comes while no row is known, and never opens another row', async () => {
		const { view, shown, opened } = await setUp();
		shown.select([row('t1')]);
		await view.openSelected();
		shown.selection = [];
		await view.openSelected();
		assert.deepEqual(opened, ['t1', 't1'], 'nothing was selected since');
		// The click at the other row is told while that is not known.
		shown.select([]);
		const click = view.openSelected();
		await settle();
		assert.deepEqual(opened, ['t1', 't1']);
		shown.selection = [row('t2')];
		await click;
		assert.deepEqual(opened, ['t1', 't1', 't2']);
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

describe('the opened task and the tree', () => {
	/** Longer than anything waits before it follows. */
	const atRest = () => new Promise((resolve) => setTimeout(resolve, 1_000));
	const setUp = async (rows = [dcsRow('t1', 'FAILED'), dcsRow('t2', 'SUCCESS')]) => {
		const source = new FakeSource(rows);
		const { store } = storeOver(new FakePort().add('c1', [source]), Date.now);
		await store.refresh();
		const kept = new Map<string, unknown>();
		const memento = {
			keys: () => [...kept.keys()],
			get: (key: string) => kept.get(key),
			update: async (key: string, value: unknown) => void kept.set(key, value),
		};
		const { editor, loaded } = loadWith<typeof import('../../../src/ui/tree/taskView')>('ui/tree/taskView');
		editor.settings.refreshInterval = 0;
		const { TaskTree } = loadWith<typeof import('../../../src/ui/tree/taskTree')>('ui/tree/taskTree').loaded;
		const make = () => {
			const tree = new TaskTree(store, new Format('en'));
			const view = new loaded.TaskView(store, tree, new Format('en'), memento as never);
			const shown = editor.views.at(-1);
			assert.ok(shown);
			return { tree, view, shown };
		};
		const ref = (id: string) => ({ connectionId: 'c1', service: 'dcs', id });
		return { ...make(), make, store, source, ref };
	};

	it('follow each other: the row of what is opened is revealed, also in a group that was never opened', async () => {
		const { tree, view, shown, ref } = await setUp();
		const roots = tree.getChildren();
		view.show(ref('t2'));
		await atRest();
		const [row] = shown.revealed;
		assert.equal(row?.key, 'task:c1/dcs/t2');
		const parent = tree.getParent(row as Node);
		assert.equal(parent?.key, 'status:succeeded');
		assert.equal(parent && tree.getParent(parent), undefined, 'the group is on top');
		assert.ok(parent && roots.includes(parent), 'it is the very object that VS Code has');
		view.show(ref('nowhere'));
		await atRest();
		assert.equal(shown.revealed.length, 1, 'what has no row is not revealed');
	});

	it('wait for each other while the view is hidden: revealing would open the side bar', async () => {
		const { view, shown, ref } = await setUp();
		view.show(ref('t2'));
		shown.look(false);
		await atRest();
		assert.equal(shown.revealed.length, 0);
		shown.look(true);
		await atRest();
		assert.deepEqual(
			shown.revealed.map(({ key }) => key),
			['task:c1/dcs/t2'],
		);
	});

	it('tell of a row that was selected by hand, and of none that was revealed', async () => {
		const { view, shown, ref } = await setUp();
		const picked: unknown[] = [];
		view.onDidSelectTask(({ id }) => picked.push(id));
		const node = (id: string) => ({ kind: 'task', key: `task:c1/dcs/${id}`, ref: ref(id) });
		view.show(ref('t2'));
		await atRest();
		shown.select([node('t2')]);
		shown.select([]);
		shown.select([node('t2')]);
		assert.deepEqual(picked, [], 'the tree lost its selection and found it again');
		shown.select([node('t1')]);
		shown.select([node('t1'), node('t2')]);
		assert.deepEqual(picked, ['t1']);
	});

	it('count on the badge the failures that nobody has seen: neither opened, nor in the view when it was left, nor history', async () => {
		const old = { created_at: new Date(Date.now() - 60 * 86_400_000).toISOString() };
		const { view, shown, make, store, source, ref } = await setUp([
			dcsRow('t1', 'FAILED'),
			dcsRow('t2', 'FAILED'),
			dcsRow('t3', 'FULLMIGRATING'),
			dcsRow('t4', 'FAILED', old),
		]);
		/** What counts is loaded with the first failure. */
		const counts = async (wanted: number, why = '', of = shown): Promise<void> => {
			for (let tries = 0; (of.badge?.value ?? 0) !== wanted && tries < 100; tries++) {
				await new Promise((resolve) => setTimeout(resolve, 10));
			}
			assert.equal(of.badge?.value ?? 0, wanted, why);
		};
		await counts(2);
		view.show(ref('t1'));
		await counts(1);
		shown.look(false);
		await counts(0);
		source.rows = source.rows.map((row) => (row.task_id === 't3' ? { ...row, status: 'FAILED' } : row));
		await store.refresh();
		await counts(1, 'it failed meanwhile');
		const { shown: reloaded } = make();
		await counts(1, 'what was seen is remembered', reloaded);

		const again = (status: string) => {
			source.rows = source.rows.map((row) => (row.task_id === 't1' ? { ...row, status } : row));
			return store.refresh();
		};
		await again('FULLMIGRATING');
		await again('FAILED');
		await counts(2, 'what failed anew is news');
	});
});
