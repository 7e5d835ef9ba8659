/** Nobody looks, so nothing is asked: counted at the service over several intervals, each after it was seen that something is asked while somebody looks. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/sandbox/index';
import { promises } from '../promises';
import { extension, openSandbox, panels, profileOf, set, until } from './host';

/** Two refreshes at the shortest interval there is, and eleven samples, ms. */
const SILENCE = 11_000;
/** It has statistics, and stays in its phase. */
const RUNNING = 'payments-live';

describe('Silence', () => {
	let sandbox: Sandbox;
	before(async function () {
		this.timeout(60_000);
		sandbox = await openSandbox({ seed: 7 });
		await set('refreshInterval', 5);
		await set('statsInterval', 1);
		await set('connections', [profileOf(sandbox)]);
		await extension().activate();
	});
	after(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		for (const name of ['connections', 'refreshInterval', 'statsInterval']) {
			await set(name, undefined);
		}
		await sandbox.close();
	});

	/** Opens the panel of a task of the sandbox's cast, and gives what requests about it have in their path. */
	async function open(name: string): Promise<string> {
		const tasks = await extension().exports.getTasks();
		const task = tasks.find((one) => one.name === name);
		assert.ok(task);
		await vscode.commands.executeCommand('migrationTasks.openTask', task.ref);
		await until('the panel', () => panels('migrationTasks.details').length > 0);
		return task.ref.id;
	}

	const about = (id: string): number => sandbox.requests.filter(({ path }) => path.includes(id)).length;
	const lists = (): number => sandbox.requests.filter(({ path }) => /\/(migration-tasks|v3\/tasks)$/.test(path)).length;

	async function viewIsRefreshed(): Promise<void> {
		await vscode.commands.executeCommand('migrationTasks.tasks.focus');
		const before = lists();
		await until('two refreshes by themselves', () => lists() >= before + 4);
	}

	/** Whatever was under way has had its end. Gives the number of requests up to then. */
	async function restful(): Promise<number> {
		let before = -1;
		await until('silence', async () => {
			const same = before === sandbox.requests.length;
			before = sandbox.requests.length;
			await new Promise((resolve) => setTimeout(resolve, 500));
			return same;
		});
		return before;
	}

	/** Then nothing is asked for a while. */
	async function nothingIsAsked(): Promise<void> {
		const before = await restful();
		await new Promise((resolve) => setTimeout(resolve, SILENCE));
		const asked = sandbox.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
		assert.deepEqual(asked, []);
	}

	const row = (fault: string, run: () => Promise<void>): Mocha.Test =>
		promises({ chapter: 'Long life', fault, promise: 'nothing is asked of any service' }, async function () {
			this.timeout(90_000);
			await run();
		});

	row('The view and the panel of a running task are hidden', async () => {
		await viewIsRefreshed();
		const running = await open(RUNNING);
		const opened = about(running);
		await until('samples', () => about(running) > opened + 3);
		await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
		await vscode.commands.executeCommand('workbench.view.explorer');
		await nothingIsAsked();
		await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
		const before = about(running);
		await until('samples again', () => about(running) > before + 1);
	});

	row('The only panel on show is that of a task that has ended', async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await vscode.commands.executeCommand('workbench.view.explorer');
		await restful();
		const tasks = await extension().exports.getTasks();
		const over = tasks.find(({ ref, group }) => ref.service === 'dcs' && group === 'succeeded');
		const ended = await open(over?.name ?? '');
		await until('its details', () => about(ended) > 0);
		await nothingIsAsked();
	});

	row('The panel of a running task is closed', async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		const running = await open(RUNNING);
		const before = about(running);
		await until('samples', () => about(running) > before + 2);
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await nothingIsAsked();
	});
});
