import assert from 'node:assert/strict';
import type { PanelContent } from '../../../src/ui/panels/panelManager';
import { gate, keepingLogger, ref, settle } from '../store/fakes';
import { type FakePanel, loadWith } from './editor';

type Manager = typeof import('../../../src/ui/panels/panelManager');

/** What fills a panel: it notes what becomes of it. */
interface Content extends PanelContent {
	readonly panel: FakePanel;
	refreshed: number;
	disposed: number;
}

/** A manager over panels that a test fills as it says; unless it says otherwise, at once. */
function manager(fill: () => Promise<unknown> = async () => undefined) {
	const { editor, loaded } = loadWith<Manager>('ui/panels/panelManager');
	const filled: Content[] = [];
	const faults: unknown[] = [];
	const panels = new loaded.PanelManager<Content>({
		viewType: 'migrationTasks.details',
		pageRoot: {} as never,
		services: new Map([['dcs', {}]]) as never,
		logger: keepingLogger(faults),
		title: ({ id }) => `task ${id}`,
		fill: async (panel) => {
			await fill();
			const content: Content = {
				panel: panel as unknown as FakePanel,
				refreshed: 0,
				disposed: 0,
				refresh: async () => {
					content.refreshed += 1;
				},
				dispose: () => {
					content.disposed += 1;
				},
			};
			filled.push(content);
			return content;
		},
	});
	const restored = async (state: unknown, panel = editor.newPanel('')): Promise<FakePanel> => {
		await panels.deserializeWebviewPanel(panel as never, state);
		return panel;
	};
	return { editor, panels, filled, faults, restored };
}

const state = (id: string): unknown => ({ reference: ref(id), draft: 'of the page' });

describe('panels of tasks', () => {
	it('are one a task: asked for again, it is brought to the front', async () => {
		const { editor, panels, filled } = manager();
		panels.show(ref('t1'));
		panels.show(ref('t2'));
		panels.show(ref('t1'));
		panels.show(ref('t1', 'c2'));
		await settle();
		assert.deepEqual(
			editor.panels.map(({ title, revealed }) => [title, revealed]),
			[
				['task t1', 1],
				['task t2', 0],
				['task t1', 0],
			],
		);
		assert.equal(filled.length, 3);
	});

	it('tell which one is in front, and are brought there without the focus where they are open', async () => {
		const { editor, panels } = manager();
		const shown: string[] = [];
		panels.onDidShow(({ id }) => shown.push(id));
		panels.show(ref('t1'));
		panels.show(ref('t2'));
		const [first, second] = editor.panels;
		first?.activate(false);
		first?.activate(true);
		assert.deepEqual(shown, ['t1', 't2', 't1']);
		panels.bringUp(ref('t1'));
		second?.activate(false);
		panels.bringUp(ref('t2'));
		panels.bringUp(ref('t3'));
		assert.deepEqual([first?.revealed, second?.revealed, editor.panels.length], [0, 1, 2]);
		await settle();
	});

	it('may load from one folder alone', () => {
		const { editor, panels } = manager();
		panels.show(ref('t1'));
		assert.deepEqual(editor.panels[0]?.options, { enableScripts: true, localResourceRoots: [{}] });
	});

	it('are made anew once they were closed, and what filled them is let go', async () => {
		const { editor, panels, filled } = manager();
		panels.show(ref('t1'));
		await settle();
		editor.panels[0]?.dispose();
		await settle();
		assert.equal(filled[0]?.disposed, 1);
		panels.show(ref('t1'));
		await settle();
		assert.equal(editor.panels.length, 2);
		assert.equal(filled.length, 2);
	});

	it('that are closed before they were filled are let go afterwards', async () => {
		const code = gate<void>();
		const { editor, panels, filled, faults } = manager(() => code.promise);
		panels.show(ref('t1'));
		editor.panels[0]?.dispose();
		code.open();
		await settle();
		assert.equal(filled[0]?.disposed, 1);
		assert.deepEqual([faults, editor.messages], [[], []]);
	});

	it('read their task again when told, the open ones', async () => {
		const { panels, filled } = manager();
		panels.show(ref('t1'));
		await panels.refresh(ref('t1'));
		await panels.refresh(ref('t2'));
		assert.deepEqual(
			filled.map(({ refreshed }) => refreshed),
			[1],
		);
	});

	it('come back after a reload, with a title until their page has its own', async () => {
		const { panels, filled, restored, editor } = manager();
		const untitled = await restored(state('t1'));
		assert.equal(untitled.title, 'Migration task');
		assert.equal((await restored(state('t2'), editor.newPanel('payments'))).title, 'payments');
		assert.deepEqual(
			filled.map(({ panel }) => panel.disposed),
			[false, false],
		);
		panels.show(ref('t1'));
		assert.equal(untitled.revealed, 1, 'it is known as the panel of its task');
	});

	it('are still one a task when it is restored twice, or was opened before its tab woke', async () => {
		const code = gate<void>();
		const { filled, restored, editor } = manager(() => code.promise);
		const [first, second] = [editor.newPanel('a'), editor.newPanel('b')];
		const both = Promise.all([restored(state('t1'), first), restored(state('t1'), second)]);
		code.open();
		await both;
		assert.deepEqual([first.disposed, second.disposed], [false, true]);
		assert.equal(first.revealed, 1);
		assert.equal(filled.length, 1);
	});

	it('of which nothing sensible was kept are closed, and nothing is opened', async () => {
		const { filled, restored, faults } = manager();
		for (const rubbish of [
			undefined,
			null,
			'text',
			42,
			[],
			{},
			{ reference: null },
			{ reference: { connectionId: 'c1', service: 'dcs' } },
			{ reference: { ...ref('t1'), id: '' } },
			{ reference: { ...ref('t1'), service: 'no-such-service' } },
			{ reference: { ...ref('t1'), id: { toString: 'x' } } },
		]) {
			assert.equal((await restored(rubbish)).disposed, true, JSON.stringify(rubbish));
		}
		assert.deepEqual([filled, faults], [[], []]);
	});

	for (const how of ['opened', 'restored'] as const) {
		it(`that could not be filled are closed when ${how}, and told of; the next try begins anew`, async () => {
			let works = false;
			const { editor, panels, filled, faults, restored } = manager(async () => {
				if (!works) {
					throw new Error('no such chunk');
				}
			});
			if (how === 'opened') {
				panels.show(ref('t1'));
				await settle();
			} else {
				await restored(state('t1'));
			}
			assert.equal(editor.panels.at(-1)?.disposed, true, 'an empty page says nothing to anybody');
			assert.deepEqual(faults.map(String), ['Error: no such chunk']);
			assert.deepEqual(editor.messages, ['The page of this task could not be opened. Try again; the log says more.']);
			works = true;
			panels.show(ref('t1'));
			await settle();
			assert.equal(filled.length, 1);
			assert.equal(filled[0]?.panel.disposed, false);
		});
	}

	it('stay when the extension goes, for a reload to find them; what filled them is let go', async () => {
		const { editor, panels, filled } = manager();
		panels.show(ref('t1'));
		await settle();
		panels.dispose();
		await settle();
		assert.equal(editor.panels[0]?.disposed, false);
		assert.equal(filled[0]?.disposed, 1);
	});
});
