import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Format } from '../../../src/migration/format';
import { presenter } from '../../../src/services/dcs/presenter';
import type { ToDetailsPage } from '../../../src/ui/details/protocol';
import { dcsRow, FakePort, FakeSource, keepingLogger, ref, sample, settle, storeOver } from '../store/fakes';
import { loadWith } from './editor';
import { runsInMemory } from './runHost';

const never = (): { dispose(): void } => ({ dispose: () => {} });

/** A panel whose page says what a test wants, over a source that gives a sample whenever it is asked. */
function openPanel() {
	const source = new FakeSource([dcsRow('t1')]);
	source.onSample = async () => ({ sample: sample(Date.now(), { offset: 1 }) });
	const { store } = storeOver(new FakePort().add('c1', [source]), Date.now);
	const { editor, loaded } = loadWith<typeof import('../../../src/ui/details/panel')>('ui/details/panel');
	editor.settings.statsInterval = 5;
	let receive: (message: unknown) => void = () => {};
	const sent: ToDetailsPage[] = [];
	const webview = {
		options: {},
		html: '',
		cspSource: 'csp',
		asWebviewUri: (uri: unknown) => uri,
		postMessage: async (message: ToDetailsPage) => {
			sent.push(message);
			return true;
		},
		onDidReceiveMessage: (listener: typeof receive) => {
			receive = listener;
			return { dispose: () => {} };
		},
	};
	let kept = 0;
	const window = {
		...{ webview, title: 'Task (preview)', visible: true, iconPath: undefined as unknown },
		...{ onDidChangeViewState: never, onDidDispose: never },
	};
	const tab = { name: 'Task', keep: () => void kept++ };
	const panel = new loaded.DetailsPanel(
		window as never,
		ref('t1'),
		presenter as never,
		{
			extensionUri: {},
			store,
			connections: { name: () => 'production', profile: () => ({ name: 'production' }), onDidChange: never },
			logger: keepingLogger([]),
			format: new Format('en'),
			consoleUrl: () => undefined,
			host: runsInMemory(store),
			doubt: async () => undefined,
			tab,
			doing: { of: () => undefined, onDidChange: () => ({ dispose: () => {} }) },
		} as never,
	);
	const pass = async (ms: number): Promise<void> => {
		for (let passed = 0; passed <= ms; passed += 1000) {
			mock.timers.tick(1000);
			await settle();
		}
	};
	const says = (message: unknown): void => receive(message);
	return { panel, source, store, editor, sent, pass, receive: says, window, tab, kept: () => kept };
}

describe('the page of a task in a window behind others', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.UTC(2025, 2, 4) }));
	afterEach(() => mock.timers.reset());

	it('asks nothing, and goes on when the window comes to the front', async () => {
		const { panel, source, editor, pass, receive } = openPanel();
		receive({ type: 'ready' });
		await pass(5_000);
		assert.ok(source.news().includes('sample t1'));
		editor.focus(false);
		await pass(60_000);
		assert.deepEqual(source.news(), []);
		editor.focus(true);
		await pass(0);
		assert.ok(source.news().includes('sample t1'));
		panel.dispose();
	});
});

describe('the page of a task that asks for another time range', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.UTC(2025, 2, 4) }));
	afterEach(() => mock.timers.reset());

	it('gets it at once, and keeps it while samples come in; what is no range is not heard', async () => {
		const { panel, store, sent, pass, receive } = openPanel();
		const now = Date.now();
		store.samples.load(
			ref('t1'),
			Array.from({ length: 3_600 }, (_, index) => sample(now - (3_600 - index) * 5_000, { offset: index })),
		);
		const range = () => {
			const last = sent.findLast((message) => message.type === 'snapshot');
			return last?.type === 'snapshot' ? last.snapshot.live?.range : undefined;
		};
		receive({ type: 'ready' });
		await pass(0);
		assert.equal(range()?.following, 30 * 60_000);
		receive({ type: 'range', last: 'all' });
		await settle();
		assert.deepEqual([range()?.following, range()?.from], ['all', now - 3_600 * 5_000]);
		const still = { from: now - 3_000_000, to: now - 2_000_000 };
		receive({ type: 'range', ...still });
		await pass(20_000);
		assert.deepEqual(range(), { ...still, following: false });
		for (const wrong of [{ from: 2, to: 1 }, { from: 'a', to: 2 }, { from: Number.NaN, to: 2 }, { last: -1 }, {}]) {
			receive({ type: 'range', ...wrong });
		}
		await pass(0);
		assert.deepEqual(range(), { ...still, following: false });
		panel.dispose();
	});
});

describe('the panel of a task that has taken the place of another', () => {
	it('hears its own page alone: what is still on its way from the other one is not done to this task', async () => {
		const { panel, editor, receive, kept } = openPanel();
		for (const message of ['typed', 'act', 'configure', 'copyId'] as const) {
			receive({ type: message });
		}
		receive({ type: 'watch', on: true });
		await settle();
		assert.deepEqual([editor.commands, kept()], [[], 0]);
		receive({ type: 'ready' });
		receive({ type: 'act' });
		await settle();
		assert.deepEqual(
			editor.commands.map(([name]) => name),
			['migrationTasks.moreActions'],
		);
		assert.equal(kept(), 1);
		panel.dispose();
	});

	it('calls its page like the task, and not like the tab of a preview', () => {
		const { panel, window } = openPanel();
		assert.match(window.webview.html, /<title>Task<\/title>/);
		panel.dispose();
	});
});

describe('the tab of a task that is behind others', () => {
	it('tells by name and icon how the task stands now, though its page is not sent anything', async () => {
		const { panel, source, store, sent, window, tab, receive } = openPanel();
		await store.load();
		receive({ type: 'ready' });
		await settle();
		const [icon, pages] = [window.iconPath, sent.length];
		window.visible = false;
		source.rows = [dcsRow('t1', 'FAILED')];
		await store.refresh({});
		await settle();
		assert.notDeepEqual(window.iconPath, icon);
		assert.equal(tab.name, store.get(ref('t1'))?.name);
		assert.equal(sent.length, pages);
		panel.dispose();
	});
});
