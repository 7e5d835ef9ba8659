import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/sandbox/index';
import { extension, openSandbox, panels, profileOf, set, until } from '../integration/host';
import { DETAILS, MOVES, serveToys } from '../toyCloud';
import type { TestServer } from '../unit/cloud/server';

describe('A further service', () => {
	let sandbox: Sandbox;
	let toys: TestServer;
	before(async () => {
		[sandbox, toys] = await Promise.all([openSandbox(), serveToys()]);
		const { url } = sandbox;
		const endpoints = { dcs: url, sms: url, iam: url, toy: toys.url };
		await set('connections', [profileOf(sandbox, { services: ['dcs', 'sms', 'toy'], endpoints })]);
		await extension().activate();
	});
	after(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await set('connections', undefined);
		await Promise.all([sandbox.close(), toys.close()]);
	});

	it('has its tasks among those of the others', async () => {
		const tasks = await extension().exports.getTasks();
		assert.deepEqual(new Set(tasks.map(({ ref }) => ref.service)), new Set(['dcs', 'sms', 'toy']));
		const own = tasks.filter(({ ref }) => ref.service === 'toy');
		assert.deepEqual(
			own.map(({ name, status, group }) => [name, status, group]),
			[
				['teddy bears', 'ROLLING', 'active'],
				['marbles', 'ROLLING', 'active'],
				['kites', 'DROPPED', 'failed'],
				['trains', 'DERAILED', 'other'],
			],
		);
		assert.deepEqual(
			own.map(({ raw }) => raw),
			MOVES,
		);
	});

	it('shows a task in a panel, whose page reads the details and keeps the numbers coming', async () => {
		await set('statsInterval', 1);
		const ref = { connectionId: 'sandbox', service: 'toy', id: 'm1' };
		await vscode.commands.executeCommand('migrationTasks.openTask', ref);
		await until('the panel', () => panels('migrationTasks.details').some(({ label }) => label === 'teddy bears'));
		// The page has to be there and say so before anything is asked for it.
		await until('the details', async () =>
			(await extension().exports.getTasks()).some(
				({ ref: of, raw }) => of.id === 'm1' && raw.ribbon === DETAILS.ribbon,
			),
		);
		await until('samples', () => toys.seen.filter(({ url }) => url === '/v1/moves/m1').length > 3);
		await set('statsInterval', undefined);
	});

	it('opens its tasks from the tree’s own commands as those of the others', async () => {
		const ref = { connectionId: 'sandbox', service: 'toy', id: 'm3' };
		await vscode.commands.executeCommand('migrationTasks.copyTaskId', { kind: 'task', ref });
		assert.equal(await vscode.env.clipboard.readText(), 'm3');
		await vscode.commands.executeCommand('migrationTasks.copyTaskJson', { kind: 'task', ref });
		assert.deepEqual(JSON.parse(await vscode.env.clipboard.readText()), MOVES[2]);
		await vscode.commands.executeCommand('migrationTasks.openTask', { kind: 'task', ref });
		await until('the panel', () => panels('migrationTasks.details').some(({ label }) => label === 'kites'));
	});
});
