import assert from 'node:assert/strict';
import { CredentialStore } from '../../../src/connections/credentialStore';
import { SERVICES } from '../../../src/services';
import type { RunningSandbox, SandboxHost, StartSandbox } from '../../../src/ui/sandboxHost';
import { gate, keepingLogger, settle } from '../store/fakes';
import { type Editor, loadWith } from './editor';

const ID = 'sandbox-session';

interface Started extends RunningSandbox {
	closed: number;
}

/** A host of stand-in clouds that only exist in name; each start may be held up or made to fail. */
function host(more: { starting?: (options: object) => Promise<void>; forget?: () => Promise<void> } = {}) {
	const { loaded } = loadWith<typeof import('../../../src/connections/profileStore')>('connections/profileStore');
	const profiles = new loaded.ProfileStore(SERVICES, () => {});
	const { editor, loaded: ui } = loadWith<typeof import('../../../src/ui/sandboxHost')>('ui/sandboxHost');
	const remembered = new Map<string, unknown>();
	const credentials = new CredentialStore(
		{
			get: async () => undefined,
			delete: more.forget ?? (async () => {}),
			onDidChange: () => ({ dispose: () => {} }),
		} as never,
		{
			get: (key: string) => remembered.get(key),
			update: async (key: string, value: unknown) => void remembered.set(key, value),
		} as never,
	);
	const started: Started[] = [];
	const start: StartSandbox = async (options) => {
		await more.starting?.(options);
		const number = started.length + 1;
		const sandbox: Started = {
			url: `http://127.0.0.1:${number}`,
			region: 'r',
			projectId: 'p',
			accessKey: `key-${number}`,
			secretKey: 's',
			closed: 0,
			close: async () => {
				sandbox.closed += 1;
			},
		};
		started.push(sandbox);
		return sandbox;
	};
	const sandbox: SandboxHost = new ui.SandboxHost(start, profiles, credentials, keepingLogger([]));
	/** Of which sandbox the connection is, by address and key. */
	const connected = async (): Promise<unknown> => {
		const stored = await credentials.read(ID);
		const key =
			stored.state === 'present' && stored.credential.kind === 'aksk' ? stored.credential.accessKey : undefined;
		return [profiles.get(ID)?.endpoints?.dcs, key];
	};
	return { sandbox, started, editor, connected };
}

/** The value that VS Code's `when` clauses see. */
function isOpen({ commands }: Editor): unknown {
	return commands.filter(([name, key]) => name === 'setContext' && key === 'migrationTasks.sandboxOpen').at(-1)?.[2];
}

describe('the sandbox of a session', () => {
	it('is started and connected, and the view is shown', async () => {
		const { sandbox, editor, connected } = host();
		assert.deepEqual(await sandbox.open(), { connectionId: ID, url: 'http://127.0.0.1:1' });
		assert.deepEqual(await connected(), ['http://127.0.0.1:1', 'key-1']);
		assert.equal(isOpen(editor), true);
		assert.ok(editor.commands.some(([name]) => name === 'migrationTasks.tasks.focus'));
	});

	it('is started with the options of whoever opens it, and with nothing else’s', async () => {
		const seen: object[] = [];
		const starting = async ({ log: _, ...options }: { log?: unknown }): Promise<void> => void seen.push(options);
		for (const options of [{ seed: 7 }, 'text', null, undefined]) {
			await host({ starting }).sandbox.open(options);
		}
		assert.deepEqual(seen, [{ seed: 7 }, {}, {}, {}]);
	});

	it('is one, however often it is opened', async () => {
		const { sandbox, started } = host();
		const both = await Promise.all([sandbox.open(), sandbox.open()]);
		assert.deepEqual(both[0], both[1]);
		await sandbox.open();
		assert.equal(started.length, 1);
	});

	it('leaves neither profile nor credential when it is closed, and can be opened anew', async () => {
		const { sandbox, started, editor, connected } = host();
		await sandbox.open();
		await sandbox.close();
		assert.deepEqual(await connected(), [undefined, undefined]);
		assert.equal(started[0]?.closed, 1);
		assert.equal(isOpen(editor), false);
		await sandbox.open();
		assert.deepEqual(await connected(), ['http://127.0.0.1:2', 'key-2']);
	});

	it('says that it is not open when there is nothing to close', async () => {
		const { sandbox, editor } = host();
		await sandbox.close();
		await sandbox.open();
		await Promise.all([sandbox.close(), sandbox.close()]);
		assert.deepEqual(editor.messages, ['The sandbox is not open.', 'The sandbox is not open.']);
	});

	it('that does not start says why to whoever opened it, leaves nothing, and may start the next time', async () => {
		let works = false;
		const { sandbox, connected, editor } = host({
			starting: async () => {
				if (!works) {
					throw new Error('no free port');
				}
			},
		});
		await assert.rejects(sandbox.open(), /no free port/);
		assert.deepEqual(await connected(), [undefined, undefined]);
		assert.equal(isOpen(editor), undefined);
		works = true;
		await sandbox.open();
		assert.deepEqual(await connected(), ['http://127.0.0.1:1', 'key-1']);
	});

	it('stays the one that is open when its view cannot be shown', async () => {
		const { sandbox, started, editor } = host();
		editor.onCommand = async (name) => {
			if (name.endsWith('.focus')) {
				throw new Error('no such view');
			}
		};
		await assert.rejects(sandbox.open(), /no such view/);
		editor.onCommand = async () => undefined;
		await sandbox.open();
		assert.equal(started.length, 1);
	});

	it('that is closed while it starts is closed as soon as it has', async () => {
		const up = gate<void>();
		const { sandbox, started, connected } = host({ starting: () => up.promise });
		const opening = sandbox.open();
		const closing = sandbox.close();
		up.open();
		await Promise.all([opening, closing]);
		assert.equal(started[0]?.closed, 1);
		assert.deepEqual(await connected(), [undefined, undefined]);
	});

	it('that never came up is no failure to whoever closes it', async () => {
		const up = gate<void>();
		const { sandbox } = host({ starting: () => up.promise });
		const opening = assert.rejects(sandbox.open(), /no free port/);
		const closing = sandbox.close();
		up.fail(new Error('no free port'));
		await opening;
		await closing;
	});

	it('that is opened again while the last one closes keeps its own connection', async () => {
		const slow = gate<void>();
		const { sandbox, started, editor, connected } = host({ forget: () => slow.promise });
		await sandbox.open();
		const closing = sandbox.close();
		const opening = sandbox.open();
		await settle();
		slow.open();
		await Promise.all([closing, opening]);
		assert.deepEqual(
			started.map(({ closed }) => closed),
			[1, 0],
		);
		assert.deepEqual(await connected(), ['http://127.0.0.1:2', 'key-2']);
		assert.equal(isOpen(editor), true);
	});

	it('that was closed while it started and opened again at once has the connection of the later one', async () => {
		const gates = [gate<void>(), gate<void>()];
		let starts = 0;
		const { sandbox, connected, editor } = host({ starting: () => gates[starts++]?.promise ?? Promise.resolve() });
		const first = sandbox.open();
		const closing = sandbox.close();
		const second = sandbox.open();
		await settle();
		gates[1]?.open();
		await settle();
		gates[0]?.open();
		await Promise.all([first, closing, second]);
		assert.deepEqual(await connected(), ['http://127.0.0.1:2', 'key-2']);
		assert.equal(isOpen(editor), true);
	});

	it('stops listening even where the keyring refuses to forget', async () => {
		const { sandbox, started, connected } = host({
			forget: async () => {
				throw new Error('keyring is locked');
			},
		});
		await sandbox.open();
		await sandbox.close().catch(() => undefined);
		assert.equal(started[0]?.closed, 1);
		assert.deepEqual(await connected(), [undefined, undefined]);
	});

	it('ends with the extension', async () => {
		const { sandbox, started } = host();
		await sandbox.open();
		sandbox.dispose();
		await settle();
		assert.equal(started[0]?.closed, 1);
	});
});
