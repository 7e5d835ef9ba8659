import assert from 'node:assert/strict';
import { KeyGuard } from '../../../src/cloud/keyGuard';
import type { ConnectionChange } from '../../../src/connections/connectionManager';
import { type OpenConnection, openConnection } from '../../../src/connections/openConnection';
import { Emitter } from '../../../src/core/emitter';
import { noLogger } from '../../../src/core/logger';
import { Format } from '../../../src/migration/format';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index';
import { SERVICES } from '../../../src/services';
import { TaskStore } from '../../../src/store/taskStore';
import type { Node } from '../../../src/ui/tree/nodes';
import { promises } from '../../promises';
import { sandboxDeps, sandboxPlace } from '../store/fakes';
import { loadAll } from './editor';

type Loaded = readonly [
	typeof import('../../../src/ui/tree/taskView'),
	typeof import('../../../src/ui/tree/taskTree'),
	typeof import('../../../src/ui/nextTry'),
];

const format = new Format('en');
const MINUTES_5 = 5 * 60_000;

describe('Retry at a connection whose key is refused', () => {
	let sandbox: Sandbox;
	let clock: number;
	beforeEach(async () => {
		sandbox = await startSandbox({ seed: 3, now: () => clock });
		clock = Date.now();
	});
	afterEach(() => sandbox.close());

	/** A window with one connection, whose secret key is wrong at first. Its requests are signed now, and counted by a clock that the test moves. */
	async function openWindow() {
		const deps = { ...sandboxDeps(), keyGuard: new KeyGuard(() => clock) };
		const withSecret = (secretKey: string): Promise<OpenConnection> =>
			openConnection(sandboxPlace(sandbox), { kind: 'aksk', accessKey: sandbox.accessKey, secretKey }, deps);
		let open = await withSecret('not-the-secret');
		const changed = new Emitter<ConnectionChange>();
		const port = { ids: () => ['c1'], name: () => 'production', open: async () => open, onDidChange: changed.event };
		const store = new TaskStore(port, SERVICES, { logger: noLogger });
		const { editor, loaded } = loadAll<Loaded>(['ui/tree/taskView', 'ui/tree/taskTree', 'ui/nextTry']);
		editor.settings.refreshInterval = 0;
		const [{ TaskView }, { TaskTree }, { nextTryWords }] = loaded;
		const tree = new TaskTree(store, format);
		// The view asks once by itself when it is first looked at.
		const view = new TaskView(store, tree, format);
		await store.load();
		const problem = (): Extract<Node, { kind: 'problem' }> => {
			const row = tree.getChildren().find((node) => node.kind === 'problem');
			return row ?? assert.fail('no row tells of a problem');
		};
		return {
			editor,
			store,
			view,
			problem,
			nextTryWords,
			row: () => tree.getTreeItem(problem()),
			tooltip: () => String((tree.getTreeItem(problem()).tooltip as { value: string }).value).replaceAll('\\', ''),
			sentBy: async (work: () => Promise<unknown>): Promise<number> => {
				const before = sandbox.requests.length;
				await work();
				return sandbox.requests.length - before;
			},
			enter: async (secretKey: string): Promise<OpenConnection> => {
				open = await withSecret(secretKey);
				return open;
			},
			renewed: () => changed.fire({ id: 'c1', kind: 'renewed' }),
			close: () => {
				view.dispose();
				tree.dispose();
				store.dispose();
			},
		};
	}

	promises(
		{
			chapter: 'Secrets',
			fault: 'Somebody presses Retry again and again at a connection with a wrong secret key',
			promise:
				'each press sends one request as long as that cannot lock the key; then it says when the next can be made',
		},
		async () => {
			const w = await openWindow();
			assert.equal(sandbox.requests.length, 1, 'one signature for two services');
			assert.match(String(w.row().description), /^access key refused$/);
			const retry = (): Promise<void> => w.view.retry({ connectionId: 'c1' });
			assert.deepEqual([await w.sentBy(retry), await w.sentBy(retry)], [1, 1]);
			assert.equal(w.editor.messages.length, 0, 'what was sent needs no message: the row tells');
			assert.equal(await w.sentBy(retry), 0);
			const at = format.clock(w.problem().problem.error?.nextTryAt ?? assert.fail());
			assert.equal(w.row().description, `access key held back · next try at ${at}`);
			assert.equal(w.editor.messages.length, 1);
			assert.ok(w.editor.messages[0]?.endsWith(`The next try can be made at ${at}.`), w.editor.messages[0]);
			assert.match(
				w.editor.messages[0] ?? '',
				/“production” was refused.*held back.*nothing was sent.*Update the credential/,
			);
			assert.ok(w.tooltip().includes(`The next try can be made at ${at}.`), w.tooltip());
			const { error } = w.problem().problem;
			clock += MINUTES_5;
			assert.equal(w.nextTryWords(error, format, error?.nextTryAt ?? 0), 'can be tried again now');
			assert.equal(await w.sentBy(retry), 1);
			assert.equal(w.editor.messages.length, 1);
			w.close();
			return '1, 1, 1 and no request; then the time of the next, after which 1 goes out';
		},
	);

	promises(
		{
			chapter: 'Secrets',
			fault: 'A wrong secret key was tried until nothing is sent with it any more, and the right one is entered',
			promise: 'the right one is tried and works at once',
		},
		async () => {
			const w = await openWindow();
			for (let press = 0; press < 4; press++) {
				await w.view.retry({ connectionId: 'c1' });
			}
			const entered = await w.enter(sandbox.secretKey);
			assert.equal(await entered.allowOneTry(), undefined);
			for (const source of entered.sources) {
				await source.probe(entered.signal);
			}
			w.renewed();
			await w.store.load();
			assert.deepEqual(
				w.store.connectionStates().flatMap(({ problem, services }) => [problem, ...services.map((one) => one.problem)]),
				[undefined, undefined, undefined],
			);
			assert.ok(w.store.allTasks().length > 0);
			w.close();
		},
	);
});
