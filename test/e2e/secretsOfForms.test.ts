import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { Frame } from 'playwright-core';
import { answerKey, waitProblem } from './connecting';
import { type SandboxProcess, until, type Workbench } from './driver';
import { account, SecretFlows, typed, WAITING } from './secretFlows';
import { lastConfigureBody, waitText } from './support';
import type { Witness } from './witness';

/** The target of the documented request. */
const TARGET = 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd';

describe('A secret of a configuration', () => {
	const secrets = new SecretFlows();
	let w: Workbench;
	let sandbox: SandboxProcess;
	let witness: Witness;
	before(() => {
		({ w, sandbox, witness } = secrets);
	});

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

	secrets.flows('A configuration is refused with an echo of its passwords, and once more by a fault', async () => {
		const credential = { kind: 'aksk', accessKey: sandbox.facts.accessKey, secretKey: account.secretKey };
		const connectionId = await w.execute('migrationTasks.addConnection', secrets.addArgument('redis', credential));
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

	secrets.flows('A form is left half filled, and another is on its way, while the window is loaded anew', async () => {
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

	secrets.flows('A configuration is taken, by a service that says its passwords back', async () => {
		const page = await form();
		await page.locator('[role="alert"][data-state="unknown"]').waitFor();
		await fill(page);
		await sandbox.misbehave('echo-details');
		await send(page);
		await waitText(page, '#done-title', 'has started');
		assert.ok(JSON.stringify(await lastConfigureBody(w)).includes(JSON.stringify(typed.source)));
		await secrets.readBack(ref.connectionId);
		await w.execute('workbench.action.closeAllEditors');
	});

	secrets.flows('The keyring gives nothing out, so that a credential is for this session only', async () => {
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
