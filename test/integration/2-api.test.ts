import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { TaskChanges } from '../../src/api';
import { SANDBOX_PASSWORD_MARKER, type Sandbox } from '../../src/sandbox/index';
import { extension, openSandbox, panels, profileOf, set, until } from './host';

describe('The public API', () => {
	let sandbox: Sandbox;
	const heard: TaskChanges[] = [];
	let subscription: vscode.Disposable;
	before(async () => {
		sandbox = await openSandbox();
		const api = await extension().activate();
		subscription = api.onDidChangeTasks((changes) => heard.push(changes));
		const unreachable = profileOf(sandbox, { id: 'wrong', projectId: 'f'.repeat(32), services: ['dcs'] });
		await set('connections', [profileOf(sandbox), unreachable]);
	});
	after(async () => {
		subscription.dispose();
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await set('connections', undefined);
		await sandbox.close();
	});

	it('has version 1, a list of tasks and an event', () => {
		const { exports } = extension();
		assert.equal(exports.apiVersion, 1);
		assert.deepEqual(Object.keys(exports).sort(), ['apiVersion', 'getTasks', 'onDidChangeTasks']);
	});

	it('gives the tasks of all connections that answer, each with reference, name, status, group and wire fields', async () => {
		const tasks = await extension().exports.getTasks();
		assert.deepEqual(
			new Set(tasks.map(({ ref }) => `${ref.connectionId}/${ref.service}`)),
			new Set(['sandbox/dcs', 'sandbox/sms']),
		);
		const task = tasks.find(({ name }) => name === 'dcs-migration-1db7');
		assert.ok(task);
		assert.equal(task.status, 'RUNNING', 'as the service said it');
		assert.equal(task.group, 'pending');
		assert.deepEqual(Object.keys(task.ref).sort(), ['connectionId', 'id', 'service']);
		assert.equal(task.raw.task_id, task.ref.id);
		const server = tasks.find(({ ref, status }) => ref.service === 'sms' && status === 'RUNNING');
		assert.equal(server?.group, 'active', 'RUNNING means another thing there');
		assert.equal(tasks.find(({ name }) => name === 'ledger-cutover')?.group, 'other');
	});

	it('reads once, however often it is asked, and tells of the tasks that came', async () => {
		const asked = sandbox.requests.length;
		const tasks = await extension().exports.getTasks();
		assert.equal(sandbox.requests.length, asked);
		const added = new Set(heard.flatMap(({ added: came }) => came.map(({ ref }) => ref.id)));
		assert.ok(tasks.every(({ ref }) => added.has(ref.id)));
	});

	it('holds no password, in no task, after the details were read', async () => {
		const { exports } = extension();
		const task = (await exports.getTasks()).find(({ name }) => name === 'payments-live');
		assert.ok(task);
		await vscode.commands.executeCommand('migrationTasks.openTask', task.ref);
		await until('the details', async () =>
			(await exports.getTasks()).some(({ ref, raw }) => ref.id === task.ref.id && 'source_instance' in raw),
		);
		const text = JSON.stringify(await exports.getTasks());
		assert.ok(!text.includes(SANDBOX_PASSWORD_MARKER));
		assert.ok(!text.includes(sandbox.secretKey));
		assert.doesNotMatch(text, /"password"/);
	});

	it('has commands that open one panel for a reference, however often', async () => {
		const [task] = (await extension().exports.getTasks()).filter(({ name }) => name === 'session-store-eu');
		assert.ok(task);
		const open = (): number => panels('migrationTasks.details').filter(({ label }) => label === task.name).length;
		await vscode.commands.executeCommand('migrationTasks.openTask', task.ref);
		await vscode.commands.executeCommand('migrationTasks.openTask', { ...task.ref });
		await until('the details panel', () => open() > 0);
		await vscode.commands.executeCommand('migrationTasks.configureTask', task.ref);
		await until('the form', () => panels('migrationTasks.configure').length === 1);
		assert.equal(panels('migrationTasks.configure')[0]?.label, 'Configure session-store-eu');
		assert.equal(open(), 1, 'one panel a task');
	});

	it('puts the ID and the redacted JSON of a task into the clipboard', async () => {
		const task = (await extension().exports.getTasks()).find(({ name }) => name === 'payments-live');
		assert.ok(task);
		await vscode.commands.executeCommand('migrationTasks.copyTaskId', task.ref);
		assert.equal(await vscode.env.clipboard.readText(), task.ref.id);
		await vscode.commands.executeCommand('migrationTasks.copyTaskJson', task.ref);
		assert.equal(JSON.parse(await vscode.env.clipboard.readText()).task_id, task.ref.id);
	});
});
