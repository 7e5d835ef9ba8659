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
