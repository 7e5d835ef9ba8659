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
	const panel = new loaded.DetailsPanel(
		{ webview, title: 'Task', visible: true, onDidChangeViewState: never, onDidDispose: never } as never,
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
			tab: { name: 'Task', keep: () => {} },
			doing: { of: () => undefined, onDidChange: () => ({ dispose: () => {} }) },
		} as never,
	);
	const pass = async (ms: number): Promise<void> => {
		for (let passed = 0; passed <= ms; passed += 1000) {
			mock.timers.tick(1000);
			await settle();
		}
	};
	return { panel, source, store, editor, sent, pass, receive: (message: unknown) => receive(message) };
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
