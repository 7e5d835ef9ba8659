import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Format } from '../../../../src/migration/format';
import { dcsRow, FakePort, FakeSource, gate, keepingLogger, settle, storeOver } from '../../store/fakes';
import { loadAll } from '../editor';
import { runsInMemory } from '../runHost';

type Loaded = [
	typeof import('../../../../src/ui/overview/overviewHost'),
	typeof import('../../../../src/ui/runs/runNotes'),
	unknown,
	unknown,
];
const never = (): { dispose(): void } => ({ dispose: () => {} });

describe('the command that opens the overview', () => {
	it('keeps nothing of a panel that was closed, also where that was before it was filled', async () => {
		const { store } = storeOver(new FakePort().add('c1', [new FakeSource([dcsRow('t1')])]), Date.now);
		const { editor, loaded } = loadAll<Loaded>([
			'ui/overview/overviewHost',
			'ui/runs/runNotes',
			'ui/overview/panel',
			'ui/overview/status',
		]);
		const [{ overviewHost }, { RunNotes }] = loaded;
		const webview = {
			...{ options: {}, html: '', cspSource: 'csp', asWebviewUri: (uri: unknown) => uri },
			...{ postMessage: async () => true, onDidReceiveMessage: never },
		};
		const newPanel = editor.newPanel;
		let filled = 0;
		editor.newPanel = (...given) => {
			const panel = newPanel(...given);
			Object.defineProperty(panel, 'webview', {
				get: () => {
					assert.equal(panel.disposed, false, 'VS Code refuses the page of a closed panel');
					filled++;
					return webview;
				},
			});
			return panel;
		};
		const faults: unknown[] = [];
		const subscriptions: unknown[] = [];
		const code = gate<void>();
		const host = runsInMemory(store);
		const open = overviewHost(
			{ subscriptions, globalState: { get: () => undefined, update: async () => {} } } as never,
			{
				...{ extensionUri: {}, store, format: new Format('en'), logger: keepingLogger(faults), notes: new RunNotes() },
				...{ connections: { onDidChange: never }, doing: new Map(), acted: never },
				runHost: async () => {
					await code.promise;
					return host;
				},
			} as never,
		);
		open();
		editor.panels[0]?.dispose();
		code.open();
		let before = 0;
		for (const round of [1, 2, 3]) {
			filled = 0;
			open();
			// What is loaded takes as long as the machine does; the closed one was asked for before.
			for (let turn = 0; turn < 2000 && filled === 0; turn++) {
				await sleep(5);
			}
			assert.ok(filled > 0);
			before ||= subscriptions.length;
			editor.panels[round]?.dispose();
			await settle();
		}
		assert.deepEqual([subscriptions.length, faults], [before, []]);
	});
});
