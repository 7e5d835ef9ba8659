import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/sandbox/index';
import { extension, openSandbox, profileOf, set } from './host';

describe('ConnectionManager', () => {
	let sandbox: Sandbox;
	before(async () => {
		sandbox = await openSandbox();
	});
	after(async () => {
		await set('connections', undefined);
		await sandbox.close();
	});

	it('are settings of the whole application: no folder and no workspace can set them', () => {
		const { contributes } = extension().packageJSON as {
			contributes: { configuration: { properties: Record<string, { scope?: string }> } };
		};
		const scopes = Object.values(contributes.configuration.properties).map(({ scope }) => scope);
		assert.ok(scopes.length >= 5);
		assert.deepEqual(new Set(scopes), new Set(['application']));
	});

	it('keep their secrets out of the settings', async () => {
		const { url, region, accessKey, secretKey, login, temporary } = sandbox;
		const place = { name: 'a', cloud: 'custom', region, services: ['dcs'], endpoints: { dcs: url, iam: url } };
		for (const credential of [
			{ kind: 'aksk', accessKey, secretKey },
			{ kind: 'aksk', ...temporary },
			{ kind: 'password', ...login },
		]) {
			const id = await vscode.commands.executeCommand('migrationTasks.addConnection', { ...place, credential });
			assert.equal(typeof id, 'string');
		}
		const text = JSON.stringify(vscode.workspace.getConfiguration('migrationTasks').inspect('connections'));
		for (const secret of [accessKey, secretKey, temporary.securityToken, login.password, login.user]) {
			assert.ok(!text.includes(secret), secret);
		}
		assert.ok((await extension().exports.getTasks()).length > 0, 'and sign in with them');
	});

	it('take their tasks along when they go, and are told of', async () => {
		await set('connections', [profileOf(sandbox, { id: 'leaving', services: ['dcs'] })]);
		const before = await extension().exports.getTasks();
		assert.ok(before.length > 0);
		const gone = new Promise<number>((resolve) => {
			const subscription = extension().exports.onDidChangeTasks(({ removed }) => {
				subscription.dispose();
				resolve(removed.length);
			});
		});
		await set('connections', undefined);
		assert.equal(await gone, before.length);
		assert.deepEqual(await extension().exports.getTasks(), []);
	});

	it('that lost the race keep nothing: a profile replaced while it was read shows the new place alone', async () => {
		await set('connections', [profileOf(sandbox, { id: 'moving', services: ['dcs'] })]);
		sandbox.misbehave({ kind: 'latency', ms: 500, match: `/v2/${sandbox.projectId}/migration-tasks`, times: 1 });
		const reading = extension().exports.getTasks();
		await set('connections', [profileOf(sandbox, { id: 'moving', services: ['dcs'], projectId: 'e'.repeat(32) })]);
		await reading;
		assert.deepEqual(await extension().exports.getTasks(), []);
	});
});
