import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Format } from '../../../src/migration/format';
import { presenter } from '../../../src/services/dcs/presenter';
import { dcsRow, FakePort, FakeSource, keepingLogger, ref, sample, settle, storeOver } from '../store/fakes';
import { loadWith } from './editor';
import { runsInMemory } from './runHost';

const never = (): { dispose(): void } => ({ dispose: () => {} });

describe('the page of a task in a window behind others', () => {
	it('asks nothing, and goes on when the window comes to the front', async () => {
		mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.UTC(2025, 2, 4) });
		try {
			const source = new FakeSource([dcsRow('t1')]);
			source.onSample = async () => ({ sample: sample(Date.now()) });
			const { store } = storeOver(new FakePort().add('c1', [source]), Date.now);
			const { editor, loaded } = loadWith<typeof import('../../../src/ui/details/panel')>('ui/details/panel');
			editor.settings.statsInterval = 5;
			let receive: (message: unknown) => void = () => {};
			const webview = {
				options: {},
				html: '',
				cspSource: 'csp',
				asWebviewUri: (uri: unknown) => uri,
				postMessage: async () => true,
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
				} as never,
			);
			const pass = async (ms: number): Promise<void> => {
				for (let passed = 0; passed <= ms; passed += 1000) {
					mock.timers.tick(1000);
					await settle();
				}
			};
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
		} finally {
			mock.timers.reset();
		}
	});
});
