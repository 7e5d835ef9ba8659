/** What both files of secrets do: a workbench that logs all, an account of recognisable secrets, and the search for them behind each flow. */
import assert from 'node:assert/strict';
import { after, before } from 'mocha';
import { promises } from '../promises';
import { findSecrets, newSecret, type Secrets } from '../secretSearch';
import { type SandboxProcess, until, Workbench } from './driver';
import { waitText } from './support';
import { Witness } from './witness';

/** A task of the sandbox's cast that waits for its configuration. */
export const WAITING = '90754308-a156-406f-a837-8f852f38a646';
/** The signs that keys and tokens may have. */
const KEY_SIGNS = '/+=.-_';
const SEEN =
	'files, settings, logs at the level Trace, browser storages, pages and their saved state, messages, clipboard, errors, API';

export const account = {
	secretKey: newSecret('key', KEY_SIGNS),
	temporarySecretKey: newSecret('temporary', KEY_SIGNS),
	securityToken: newSecret('token', KEY_SIGNS),
	password: newSecret('login'),
};
export const typed = {
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

/** The workbench of a file of tests, open from before its first test until after its last. */
export class SecretFlows {
	w!: Workbench;
	sandbox!: SandboxProcess;
	witness!: Witness;

	constructor() {
		before(async () => {
			this.w = await Workbench.open({
				sandbox: { secrets: account },
				connect: false,
				logLevel: 'trace',
				env: { HUAWEICLOUD_SDK_AK: '', HUAWEICLOUD_SDK_SK: '' },
				settings: { 'migrationTasks.refreshInterval': 0 },
			});
			assert.ok(this.w.sandbox);
			this.sandbox = this.w.sandbox;
			this.witness = new Witness(this.w);
			await this.w.openView();
		});
		after(() => this.w?.close());
	}

	/** A row of the table: goes through some flows, then searches everything. */
	flows(fault: string, run: () => Promise<void>): void {
		promises(
			{ chapter: 'Secrets', fault, promise: 'no secret stands anywhere but in the secret storage, in no spelling' },
			async () => {
				await run();
				await this.sandbox.misbehave(null);
				const places = await this.witness.places();
				assert.ok(places.size > 20, 'there is something to search');
				assert.deepEqual(findSecrets(places, secrets), []);
				return `${Object.keys(secrets).length} secrets; ${SEEN}: nothing`;
			},
		);
	}

	async refused(): Promise<void> {
		await this.w.dialog();
		await this.witness.look();
		await this.w.messages.dialogButton('Cancel');
		await this.witness.look();
	}

	addArgument(name: string, credential: Record<string, unknown>): Record<string, unknown> {
		const { url, region, projectId } = this.sandbox.facts;
		return { name, cloud: 'custom', region, projectId, endpoints: { dcs: url, sms: url, iam: url }, credential };
	}

	async readBack(connectionId: unknown): Promise<void> {
		await this.w.execute('migrationTasks.refresh');
		const ref = { connectionId, service: 'dcs', id: WAITING };
		this.witness.note('the API', JSON.stringify(await this.w.callApi('getTasks')));
		await this.w.execute('workbench.action.closeAllEditors');
		await this.w.execute('migrationTasks.openTask', ref);
		await waitText(await this.w.webview('details'), 'h1', 'dcs-migration-1db7');
		await this.w.execute('migrationTasks.copyTaskJson', ref);
		this.witness.note(
			'the clipboard',
			await until('the copy', async () => (await this.w.clipboard()).includes(WAITING) && this.w.clipboard()),
		);
		await this.witness.look();
	}
}
