/** The extension host is killed while something goes on, as a crash or a machine without power does it, and VS Code comes back. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'mocha';
import { promises } from '../promises';
import { storedConnections, waitTask } from './connecting';
import { type SandboxProcess, until, Workbench } from './driver';
import { type Asked, listen, listsOf, waitText } from './support';

/** A task of the sandbox's cast that stays as it is, and one that waits for its configuration. */
const CACHE = 'session-store-eu';
const WAITING = { connectionId: 'sandbox', service: 'dcs', id: '90754308-a156-406f-a837-8f852f38a646' };
const TARGET = 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd';
const SECRET = 'migrationTasks.credential.';
/** What somebody wrote by hand, and this version does not know. */
const UNKNOWN = { id: 'later', name: 'of a later version', cloud: 'moon', credential: 'token' };

describe('An extension host that is killed', () => {
	let w: Workbench;
	let sandbox: SandboxProcess;
	let mine: string;
	before(async () => {
		w = await Workbench.open({ sandbox: true, connect: false, settings: { 'migrationTasks.refreshInterval': 0 } });
		assert.ok(w.sandbox);
		sandbox = w.sandbox;
		await w.updateSettings({ 'migrationTasks.connections': [sandbox.connection({ name: 'Cloud' }), UNKNOWN] });
		mine = String(await w.execute('migrationTasks.addConnection', place('mine')));
		await w.openView();
		await waitTask(w, CACHE);
	});
	after(() => w?.close());

	/** The argument of a connection to the DCS of the sandbox. */
	function place(name: string): Record<string, unknown> {
		const { url, region, projectId, accessKey, secretKey } = sandbox.facts;
		const endpoints = { dcs: url, iam: url };
		const credential = { kind: 'aksk', accessKey, secretKey };
		return { name, cloud: 'custom', region, projectId, services: ['dcs'], endpoints, credential };
	}

	/** Begins something that the host does not live to finish. */
	function begin(command: string, ...args: unknown[]): void {
		w.execute(command, ...args).catch(() => undefined);
	}

	/** What must be so whenever the host is back. Gives the names of the connections. */
	async function whole(): Promise<unknown[]> {
		await w.openView();
		await waitTask(w, CACHE);
		const stored = await storedConnections(w);
		assert.deepEqual(
			stored.find(({ id }) => id === UNKNOWN.id),
			UNKNOWN,
			'nothing of others is lost',
		);
		assert.ok(stored.some(({ id }) => id === 'sandbox'));
		const secrets = Object.keys(await w.secrets()).map((key) => key.slice(SECRET.length));
		const rows = await w.treeRows();
		for (const { id, name, credential } of stored) {
			const askedFor = rows.some(({ label, description }) => label === name && /Sign in/.test(description));
			assert.ok(credential !== 'aksk' || secrets.includes(String(id)) || askedFor, `${name} can be signed in to`);
		}
		const remembered = Object.keys((await secretIndex()) ?? {});
		const forgotten = secrets.filter((id) => !remembered.includes(id));
		assert.deepEqual(forgotten, [], 'each secret is remembered, to be cleared away some day');
		return stored.map(({ name }) => name);
	}

	async function secretIndex(): Promise<Record<string, { missingSince?: number }> | undefined> {
		return (await w.globalState())['migrationTasks.secrets'] as Record<string, { missingSince?: number }> | undefined;
	}

	const row = (fault: string, promise: string, run: (this: Mocha.Context) => unknown): Mocha.Test =>
		promises({ chapter: 'Long life', fault: `The extension host is killed while ${fault}`, promise }, run);

	row(
		'a connection is added, its secret stored and its profile not',
		'there is no such connection, and its secret is remembered to be cleared away',
		async () => {
			await w.crash(async (kill) => {
				const { done } = await w.atNextSecret(kill);
				begin('migrationTasks.addConnection', place('half'));
				await done;
			});
			assert.deepEqual(await whole(), ['Cloud', UNKNOWN.name, 'mine']);
			const known = (await storedConnections(w)).map(({ id }) => `${SECRET}${id}`);
			const [left = '', ...others] = Object.keys(await w.secrets()).filter((key) => !known.includes(key));
			assert.deepEqual(others, []);
			assert.ok(left.startsWith(SECRET), 'its secret was stored');
			await until('its day to be counted', async () => {
				return (await secretIndex())?.[left.slice(SECRET.length)]?.missingSince !== undefined;
			});
		},
	);

	row(
		'a credential is updated, the new one stored and its kind not',
		'the connection signs in with the new one',
		async () => {
			const { domain, user, password } = sandbox.facts.login;
			const { quickInput } = w;
			await w.crash(async (kill) => {
				begin('migrationTasks.updateCredential', mine);
				await quickInput.waitAsking('How do you sign in?');
				await quickInput.pick('User and password');
				await quickInput.answer('Account name', domain);
				await quickInput.answer('Name of the IAM user', user);
				await quickInput.waitAsking('Password of');
				const { done } = await w.atNextSecret(kill);
				await quickInput.answer('Password of', password);
				await done;
			});
			assert.deepEqual(await whole(), ['Cloud', UNKNOWN.name, 'mine']);
			assert.deepEqual(JSON.parse((await w.secrets())[`${SECRET}${mine}`] ?? ''), {
				kind: 'password',
				domain,
				user,
				password,
			});
			await until('tasks of the connection', async () => (await tasksOf(mine)) > 0);
			assert.ok(
				(await w.treeRows()).every(({ label }) => label !== 'mine'),
				'it has no problem',
			);
		},
	);

	async function tasksOf(connectionId: string): Promise<number> {
		const tasks = (await w.callApi('getTasks')) as { ref: { connectionId: string } }[];
		return tasks.filter(({ ref }) => ref.connectionId === connectionId).length;
	}

	row('a connection is renamed', 'it has one name or the other, and every other entry is as it was', async () => {
		const { quickInput } = w;
		await w.crash(async (kill) => {
			begin('migrationTasks.editConnection', mine);
			const written = w.atNextSettings(kill);
			await quickInput.waitAsking('What do you want to change?');
			await quickInput.pick('Name');
			await quickInput.answer('A name for this connection', 'renamed');
			// All else stays as it is: the menu stands on “Save”.
			await quickInput.waitAsking('What do you want to change?');
			let over = false;
			written.finally(() => {
				over = true;
			});
			await until('the new name to be written', async () => {
				if (!over && (await quickInput.isOpen())) {
					await quickInput.accept();
				}
				return over;
			});
			await written;
		});
		assert.deepEqual(await whole(), ['Cloud', UNKNOWN.name, 'renamed']);
		await until('tasks of the connection', async () => (await tasksOf(mine)) > 0);
	});

	row('a connection is removed', 'it is gone, and so is its secret or it is remembered to be', async () => {
		await w.crash(async (kill) => {
			begin('migrationTasks.removeConnection', mine);
			await w.dialog();
			const written = w.atNextSettings(kill);
			await w.messages.dialogButton('Remove');
			await written;
		});
		assert.deepEqual(await whole(), ['Cloud', UNKNOWN.name]);
	});

	row('tasks are listed and a configuration is sent', 'it was sent once, and its trace says so', async () => {
		await w.execute('migrationTasks.configureTask', WAITING);
		const page = await w.webview('configure');
		await page.locator('[name="source_instance.addrs"]').fill('10.20.0.5:6379');
		await page.locator('[name="target_instance.id"]').fill(TARGET);
		await sandbox.misbehave({ kind: 'hang' });
		const asked = await listen(w);
		await w.crash(async (kill) => {
			await page.locator('#submit').click();
			const { buttons } = await w.dialog();
			await w.messages.dialogButton(buttons.find((button) => button !== 'Cancel') ?? '');
			begin('migrationTasks.refresh');
			await until('the list and the configuration at the service', async () => {
				const sofar = await asked.since();
				return posts(sofar) === 1 && listsOf(sofar).length > 0;
			});
			kill();
			await sandbox.misbehave(null);
		});
		await w.execute('migrationTasks.configureTask', WAITING);
		const form = await w.webview('configure');
		await waitText(form, '[role="alert"][data-state="unknown"]', /A configuration was sent at .*, outcome unknown/);
		assert.equal(posts(await asked.since()), 1);
		await w.execute('migrationTasks.openTask', WAITING);
		await waitText(await w.webview('details'), 'body', /A configuration was sent at .*, outcome unknown/);
		await whole();
	});

	const posts = (asked: readonly Asked[]): number => asked.filter(({ method }) => method === 'POST').length;

	row('the sandbox is opened', 'nothing of it is left, and it can be opened again', async () => {
		const before = await storedConnections(w);
		await w.crash(async (kill) => {
			begin('migrationTasks.openSandbox');
			await w.tree.waitRows('a second connection that is read', (rows) =>
				rows.some(({ label, description }) => label === CACHE && /^Sandbox · /.test(description)),
			);
			kill();
		});
		await whole();
		assert.deepEqual(await storedConnections(w), before);
		const { connectionId } = (await w.execute('migrationTasks.openSandbox')) as { connectionId: string };
		await until('its tasks', async () => (await tasksOf(connectionId)) > 0);
	});
});
