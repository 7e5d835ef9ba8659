import assert from 'node:assert/strict';
import { refKey } from '../../../src/migration/task';
import type { PanelContent } from '../../../src/ui/panels/panelManager';
import type { PanelTab } from '../../../src/ui/panels/panelTab';
import { gate, keepingLogger, ref, settle } from '../store/fakes';
import { type FakePanel, loadWith } from './editor';

type Manager = typeof import('../../../src/ui/panels/panelManager');

/** What fills a panel: it notes what becomes of it. */
interface Content extends PanelContent {
	readonly panel: FakePanel;
	readonly of: string;
	readonly tab: PanelTab;
	refreshed: number;
	disposed: number;
}

/** A manager over panels that a test fills as it says; unless it says otherwise, at once. */
function manager(fill: (id: string) => Promise<unknown> = async () => undefined) {
	const { editor, loaded } = loadWith<Manager>('ui/panels/panelManager');
	const kept = new Map<string, unknown>();
	const filled: Content[] = [];
	const faults: unknown[] = [];
	const panels = new loaded.PanelManager<Content>({
		viewType: 'migrationTasks.details',
		pageRoot: {} as never,
		services: new Map([['dcs', {}]]) as never,
		logger: keepingLogger(faults),
		title: ({ id }) => `task ${id}`,
		memento: { get: (key: string) => kept.get(key) as never, update: async (key, value) => void kept.set(key, value) },
		fill: async (panel, { id }, tab) => {
			await fill(id);
			const content: Content = {
				panel: panel as unknown as FakePanel,
				of: id,
				tab,
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
	return { editor, panels, filled, faults, restored, kept };
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

describe('panels that clicks on rows open', () => {
	let now = 0;
	const clock = Date.now;
	beforeEach(() => {
		Date.now = () => now;
	});
	afterEach(() => {
		Date.now = clock;
	});

	/** A click some time after the one before. */
	function clicking(panels: ReturnType<typeof manager>['panels']) {
		return async (id: string, after = 5_000): Promise<void> => {
			now += after;
			panels.preview(ref(id));
			await settle();
		};
	}
	const open = (all: readonly FakePanel[]): string[] =>
		all.filter(({ disposed }) => !disposed).map(({ title }) => title);

	it('share one, whose tab says that it is a preview', async () => {
		const { editor, panels, filled } = manager();
		const click = clicking(panels);
		await click('t1');
		await click('t2');
		await click('t3');
		assert.deepEqual(open(editor.panels), ['task t3 (preview)']);
		assert.deepEqual(
			filled.map(({ of, disposed }) => [of, disposed]),
			[
				['t1', 1],
				['t2', 1],
				['t3', 0],
			],
		);
		assert.equal(await panels.contentOf(ref('t1')), undefined);
	});

	it('keep the task that is clicked twice at once, not the one that is clicked again later', async () => {
		const { editor, panels, filled } = manager();
		const click = clicking(panels);
		await click('t1');
		await click('t1', 200);
		assert.deepEqual(open(editor.panels), ['task t1']);
		await click('t2');
		await click('t2', 2_000);
		await click('t3');
		assert.deepEqual(open(editor.panels), ['task t1', 'task t3 (preview)']);
		await click('t1');
		assert.equal(filled.length, 3, 'what is open is brought to the front');
		await click('t4');
		assert.deepEqual(open(editor.panels), ['task t1', 'task t4 (preview)']);
	});

	it('keep the task that somebody works with, asks for by a command, or whose tab is pinned', async () => {
		const { editor, panels, filled } = manager();
		const click = clicking(panels);
		await click('t1');
		filled[0]?.tab.keep();
		await click('t2');
		panels.show(ref('t2'));
		await click('t3');
		for (const panel of editor.panels) {
			panel.active = panel.title.includes('t3');
		}
		panels.keep();
		await click('t4');
		editor.pinned.push('task t4 (preview)');
		await click('t5');
		assert.deepEqual(open(editor.panels), ['task t1', 'task t2', 'task t3', 'task t4', 'task t5 (preview)']);
	});

	it('are each their own where VS Code is told to have no previews', async () => {
		const { editor, panels } = manager();
		editor.settings.enablePreview = false;
		const click = clicking(panels);
		await click('t1');
		await click('t2');
		assert.deepEqual(open(editor.panels), ['task t1', 'task t2']);
	});

	it('are filled by the task that was clicked last, however long an earlier one takes', async () => {
		const slow = gate<void>();
		const { editor, panels, filled, faults } = manager(async (id) => {
			if (id === 't1') {
				await slow.promise;
			}
		});
		const click = clicking(panels);
		await click('t1');
		await click('t2');
		await click('t3');
		slow.open();
		await settle();
		assert.deepEqual(
			filled.map(({ of, disposed }) => [of, disposed]),
			[
				['t1', 1],
				['t3', 0],
			],
		);
		assert.deepEqual([open(editor.panels), faults], [['task t3 (preview)'], []]);
	});

	it('rename with their task, and are previews still after a reload', async () => {
		const { editor, panels, filled, restored, kept } = manager();
		const click = clicking(panels);
		kept.set('migrationTasks.details.preview', refKey(ref('t1')));
		const panel = await restored(state('t1'), editor.newPanel('payments (preview)'));
		const tab = filled[0]?.tab;
		assert.deepEqual([tab?.name, tab?.isPreview], ['payments', true]);
		if (tab) {
			tab.name = 'payments-live';
		}
		assert.equal(panel.title, 'payments-live (preview)');
		await click('t2');
		assert.deepEqual(open(editor.panels), ['task t2 (preview)']);
	});

	it('are remembered by their task: another that is called like a preview is none, nor is one that woke after a newer one', async () => {
		const { editor, panels, filled, restored, kept } = manager();
		const click = clicking(panels);
		await click('t1');
		assert.equal(kept.get('migrationTasks.details.preview'), refKey(ref('t1')));
		const named = await restored(state('t2'), editor.newPanel('rehearsal (preview)'));
		assert.deepEqual([filled[1]?.tab.name, filled[1]?.tab.isPreview], ['rehearsal (preview)', false]);
		await click('t3');
		assert.deepEqual(open(editor.panels), ['task t3 (preview)', 'rehearsal (preview)']);
		assert.equal(named.disposed, false);
		panels.show(ref('t3'));
		assert.equal(kept.get('migrationTasks.details.preview'), undefined);
	});

	it('tell VS Code whether the one in front is a preview, for its menus', async () => {
		const { editor, panels } = manager();
		const click = clicking(panels);
		await click('t1');
		editor.panels[0]?.activate(false);
		editor.panels[0]?.activate(true);
		panels.keep();
		assert.deepEqual(
			editor.commands.map(([, key, value]) => [key, value]),
			[true, false, true, false].map((value) => ['migrationTasks.previewInFront', value]),
		);
		assert.deepEqual(panels.active, ref('t1'));
	});

	it('open beside what is looked at when that is wanted', async () => {
		const { editor, panels } = manager();
		panels.show(ref('t1'));
		panels.show(ref('t2'), true);
		panels.show(ref('t1'), true);
		await settle();
		assert.deepEqual(
			editor.panels.map(({ column }) => column),
			[-2, -2],
		);
	});
});
