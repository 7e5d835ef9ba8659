import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Frame } from 'playwright-core';
import { promises } from '../promises';
import { findSecrets, newSecret, type Secrets, spellingsOf } from '../secretSearch';
import {
	addByHand,
	answerKey,
	answerPlace,
	dcsAnswers,
	setConnections,
	storedConnections,
	waitConnections,
	waitProblem,
	waitTask,
} from './connecting';
import { type SandboxProcess, until, Workbench } from './driver';
import { lastConfigureBody, waitText } from './support';
import { Witness } from './witness';

/** A task of the sandbox's cast that stays as it is, one that waits for its configuration, and the target of the documented request. */
const TASK = 'session-store-eu';
const WAITING = '90754308-a156-406f-a837-8f852f38a646';
const TARGET = 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd';
/** The signs that keys and tokens may have. */
const KEY_SIGNS = '/+=.-_';
const SEEN =
	'files, settings, logs at the level Trace, browser storages, pages and their saved state, messages, clipboard, errors, API';

describe('A secret', () => {
	const account = {
		secretKey: newSecret('key', KEY_SIGNS),
		temporarySecretKey: newSecret('temporary', KEY_SIGNS),
		securityToken: newSecret('token', KEY_SIGNS),
		password: newSecret('login'),
	};
	const typed = {
		wrongKey: newSecret('wrong-key', KEY_SIGNS),
		wrongToken: newSecret('wrong-token', KEY_SIGNS),
		wrongLogin: newSecret('wrong-login'),
		sessionKey: newSecret('session', KEY_SIGNS),
		argument: newSecret('argument'),
		source: newSecret('source'),
		target: newSecret('target'),
		draft: newSecret('draft'),
	};
	/** What IAM gives out, and what the sandbox's tasks have among their fields. */
	const given = { iamToken: 'MIIsandbox', ofTask: 'SANDBOX-PASSWORD-MARKER-7f3a' };
	const secrets: Secrets = { ...account, ...typed, ...given };

	let w: Workbench;
	let sandbox: SandboxProcess;
	let witness: Witness;
	before(async () => {
		w = await Workbench.open({
			sandbox: { secrets: account },
			connect: false,
			logLevel: 'trace',
			env: { HUAWEICLOUD_SDK_AK: '', HUAWEICLOUD_SDK_SK: '' },
			settings: { 'migrationTasks.refreshInterval': 0 },
		});
		assert.ok(w.sandbox);
		sandbox = w.sandbox;
		witness = new Witness(w);
		await w.openView();
	});
	after(() => w?.close());

	/** A row of the table: goes through some flows, then searches everything. */
	function flows(fault: string, run: () => Promise<void>): void {
		promises(
			{ chapter: 'Secrets', fault, promise: 'no secret stands anywhere but in the secret storage, in no spelling' },
			async () => {
				await run();
				await sandbox.misbehave(null);
				const places = await witness.places();
				assert.ok(places.size > 20, 'there is something to search');
				assert.deepEqual(findSecrets(places, secrets), []);
				return `${Object.keys(secrets).length} secrets; ${SEEN}: nothing`;
			},
		);
	}

	async function refused(): Promise<void> {
		await w.dialog();
		await witness.look();
		await w.messages.dialogButton('Cancel');
		await witness.look();
	}

	async function answerLogin(password: string): Promise<void> {
		const { domain, user } = sandbox.facts.login;
		await w.quickInput.waitAsking('How do you sign in?');
		await w.quickInput.pick('User and password');
		await w.quickInput.answer('Account name', domain);
		await w.quickInput.answer('Name of the IAM user', user);
		await w.quickInput.answer('Password of', password);
	}

	/** The error of a command, which another extension gets. */
	async function failing(command: string, argument: unknown): Promise<void> {
		await w.execute(command, argument).then(
			() => assert.fail('It was taken.'),
			(error: Error) => witness.note('errors of commands', error.message),
		);
	}

	function addArgument(name: string, credential: Record<string, unknown>): Record<string, unknown> {
		const { url, region, projectId } = sandbox.facts;
		return { name, cloud: 'custom', region, projectId, endpoints: { dcs: url, sms: url, iam: url }, credential };
	}

	async function readBack(connectionId: unknown): Promise<void> {
		await w.execute('migrationTasks.refresh');
		const ref = { connectionId, service: 'dcs', id: WAITING };
		witness.note('the API', JSON.stringify(await w.callApi('getTasks')));
		await w.execute('workbench.action.closeAllEditors');
		await w.execute('migrationTasks.openTask', ref);
		await waitText(await w.webview('details'), 'h1', 'dcs-migration-1db7');
		await w.execute('migrationTasks.copyTaskJson', ref);
		witness.note(
			'the clipboard',
			await until('the copy', async () => (await w.clipboard()).includes(WAITING) && w.clipboard()),
		);
		await witness.look();
	}

	promises(
		{
			chapter: 'Secrets',
			fault: 'A secret is put on purpose into each kind of place that is searched, in each spelling',
			promise: 'the search finds it there',
		},
		async () => {
			const canary = newSecret('canary');
			const other = new Witness(w);
			await w.trace(`line ${canary} of a log`);
			await w.say(`message ${canary}`);
			await w.messages.waitNotification('message');
			await w.page.evaluate((text) => localStorage.setItem('canary', text), canary);
			other.note('the clipboard', canary);
			await w.updateSettings({ 'migrationTasks.connections': [{ id: 'x', name: canary }] });
			const missing = [
				'the file data/logs',
				'the file data/User/settings.json',
				'localStorage',
				'messages',
				'the window',
				'the clipboard',
			];
			await until('the canary in each place', async () => {
				const found = findSecrets(await other.places(), { canary });
				return missing.every((place) => found.some((line) => line.includes(`readable, in ${place}`)));
			});
			for (const [how, text] of Object.entries(spellingsOf(canary))) {
				assert.notDeepEqual(findSecrets(new Map([['a text', `before ${text} after`]]), { canary }), [], how);
			}
			await setConnections(w, []);
			await w.execute('notifications.clearAll');
			return 'found in logs, settings, storages, messages, the window, the clipboard; in every spelling';
		},
	);

	flows('A connection is added by steps: refused, refused with an echo of the request, and taken', async () => {
		const { secretKey, url, region, accessKey } = { ...sandbox.facts, ...account };
		await addByHand(w, dcsAnswers(sandbox, { secretKey: typed.wrongKey }));
		await refused();
		await sandbox.misbehave('echo-error');
		await addByHand(w, dcsAnswers(sandbox));
		await refused();
		await sandbox.misbehave('echo-details');
		await addByHand(w, dcsAnswers(sandbox));
		await waitConnections(w, 1);
		await waitTask(w, TASK);
		await sandbox.misbehave('echo-error');
		const password = async (secret: string): Promise<void> => {
			await w.runCommand('Migration Tasks: Add Connection…');
			await answerPlace(w, { name: 'by password', sms: url, iam: url, region, accessKey, secretKey });
			await answerLogin(secret);
		};
		await password(account.password);
		await refused();
		await sandbox.misbehave(null);
		await password(typed.wrongLogin);
		await refused();
		await password(account.password);
		await waitConnections(w, 2);
	});

	flows('A credential is updated, its connection renamed, read, copied and removed', async () => {
		const { temporary } = sandbox.facts;
		const update = async (token: string): Promise<void> => {
			await w.runCommand('Migration Tasks: Update Credential…');
			await w.quickInput.waitAsking('Whose credential');
			await w.quickInput.pick('redis');
			await w.quickInput.waitAsking('How do you sign in?');
			await w.quickInput.pick('Temporary access key');
			await w.quickInput.answer('Access key ID', temporary.accessKey);
			await w.quickInput.answer('Secret access key', temporary.secretKey);
			await w.quickInput.answer('Security token', token);
		};
		await sandbox.misbehave('echo-error');
		await update(temporary.securityToken);
		await refused();
		await sandbox.misbehave('echo-details');
		await update(typed.wrongToken);
		await refused();
		await update(temporary.securityToken);
		const [{ id } = {}] = await storedConnections(w);
		await until('the new credential in the secret storage', async () =>
			(await w.secrets())[`migrationTasks.credential.${id}`]?.includes(temporary.securityToken),
		);
		await readBack(id);
		await sandbox.misbehave(null);
		await w.execute('workbench.action.closeAllEditors');
		for (let left = 2; left > 0; left--) {
			const [profile] = await storedConnections(w);
			const removing = w.execute('migrationTasks.removeConnection', { connectionId: profile?.id, id: profile?.id });
			await w.dialog();
			await w.messages.dialogButton('Remove');
			await removing;
			await waitConnections(w, left - 1);
		}
		assert.deepEqual(await w.secrets(), {});
	});

	flows(
		'Another extension adds connections, right and wrong ones, of a service that says back what it gets',
		async () => {
			const { accessKey, temporary, login } = sandbox.facts;
			const { secretKey } = account;
			for (const argument of [
				typed.argument,
				addArgument('', { kind: 'aksk', accessKey, secretKey: typed.argument }),
				addArgument('x', { kind: typed.argument, accessKey, secretKey: typed.argument }),
				{ ...addArgument('x', { kind: 'aksk', accessKey, secretKey }), endpoints: { dcs: typed.argument } },
				addArgument('x', { kind: 'password', domain: 1, user: typed.argument, password: typed.argument }),
			]) {
				await failing('migrationTasks.addConnection', argument);
			}
			await sandbox.misbehave('echo-details');
			const ids: unknown[] = [];
			for (const credential of [
				{ kind: 'aksk', ...temporary },
				{ kind: 'password', ...login },
			]) {
				// A field that nobody knows is left out.
				const argument = { ...addArgument(`by ${credential.kind}`, credential), [typed.argument]: typed.argument };
				ids.push(await w.execute('migrationTasks.addConnection', argument));
			}
			for (const id of ids) {
				await readBack(id);
			}
			await sandbox.misbehave('echo-error');
			await w.execute('migrationTasks.refresh');
			await waitProblem(w, 'by password', /./);
			await witness.look();
			const wrong = addArgument('wrong', { kind: 'password', ...login, password: typed.wrongLogin });
			await w.execute('migrationTasks.addConnection', wrong);
			await w.execute('migrationTasks.refresh');
			await waitProblem(w, 'wrong', /./);
			await witness.look();
			await w.execute('workbench.action.closeAllEditors');
			await setConnections(w, []);
		},
	);

	describe('of a connection that stays', () => {
		let ref: { connectionId: unknown; service: string; id: string };

		async function form(): Promise<Frame> {
			await w.execute('workbench.action.closeAllEditors');
			await w.execute('migrationTasks.configureTask', ref);
			const page = await w.webview('configure');
			await page.locator('#submit').waitFor();
			return page;
		}

		async function fill(page: Frame, source = typed.source, target = typed.target): Promise<void> {
			for (const [name, value] of Object.entries({
				'source_instance.addrs': '10.20.0.5:6379',
				'source_instance.password': source,
				'target_instance.id': TARGET,
				'target_instance.password': target,
			})) {
				await page.locator(`[name="${name}"]`).fill(value);
			}
		}

		async function send(page: Frame): Promise<void> {
			await page.locator('#submit').click();
			const { buttons } = await w.dialog();
			await witness.look();
			await w.messages.dialogButton(buttons.find((button) => button !== 'Cancel') ?? '');
		}

		flows('A configuration is refused with an echo of its passwords, and once more by a fault', async () => {
			const credential = { kind: 'aksk', accessKey: sandbox.facts.accessKey, secretKey: account.secretKey };
			const connectionId = await w.execute('migrationTasks.addConnection', addArgument('redis', credential));
			ref = { connectionId, service: 'dcs', id: WAITING };
			await w.execute('migrationTasks.refresh');
			for (const status of [400, 500]) {
				const page = await form();
				await fill(page);
				await sandbox.misbehave({ kind: 'echo', status, match: 'POST /v2/' });
				await send(page);
				await waitText(page, '[role="alert"]', 'cannot be processed');
				await witness.look();
				await sandbox.misbehave(null);
			}
			assert.ok(JSON.stringify(await lastConfigureBody(w)) === 'null', 'the sandbox did no work');
		});

		flows('A form is left half filled, and another is on its way, while the window is loaded anew', async () => {
			await fill(await form(), typed.draft, typed.draft);
			await w.execute('migrationTasks.openTask', ref);
			await w.webview('details');
			await witness.look();
			const page = await form();
			await fill(page);
			await sandbox.misbehave({ kind: 'hang', match: 'POST /v2/' });
			await send(page);
			await waitText(page, '.progress', 'Configuring');
			await witness.look();
			await w.reload();
			await waitText(await w.webview('configure'), '[role="alert"][data-state="unknown"]', 'outcome unknown');
			await witness.look();
		});

		flows('A configuration is taken, by a service that says its passwords back', async () => {
			const page = await form();
			await page.locator('[role="alert"][data-state="unknown"]').waitFor();
			await fill(page);
			await sandbox.misbehave('echo-details');
			await send(page);
			await waitText(page, '#done-title', 'has started');
			assert.ok(JSON.stringify(await lastConfigureBody(w)).includes(JSON.stringify(typed.source)));
			await readBack(ref.connectionId);
			await w.execute('workbench.action.closeAllEditors');
		});

		flows('The keyring gives nothing out, so that a credential is for this session only', async () => {
			const unlock = w.lockSecrets();
			await w.reload();
			await w.openView();
			await waitProblem(w, 'redis', /keyring/i);
			await w.runCommand('Migration Tasks: Update Credential…');
			await answerKey(w, { accessKey: sandbox.facts.accessKey, secretKey: typed.sessionKey });
			assert.match((await w.dialog()).message, /was not saved/);
			await witness.look();
			await w.messages.dialogButton('Save Anyway');
			await until('the question', async () => /could not be stored/.test((await w.dialog()).message));
			await witness.look();
			await w.messages.dialogButton('Use for This Session Only');
			await waitProblem(w, 'redis', 'access key refused');
			await witness.look();
			unlock();
		});

		it('was looked for in a log that has something to say', async () => {
			assert.match(await w.extensionLog(), /\[debug\].*ListMigrationTask/);
		});
	});
});
