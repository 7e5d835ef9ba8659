import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/sandbox/index';
import { extension, openSandbox, profileOf, set } from './host';

/** Runs first: later tests find the extension at work already. */
describe('Activation', () => {
	let sandbox: Sandbox;
	const timers: number[] = [];
	const original = { setTimeout: globalThis.setTimeout, setInterval: globalThis.setInterval };
	before(async () => {
		sandbox = await openSandbox();
		await set('connections', [profileOf(sandbox)]);
		for (const name of ['setTimeout', 'setInterval'] as const) {
			const real = original[name] as (...args: unknown[]) => unknown;
			const noting = (...args: unknown[]): unknown => {
				// The frame above this one: VS Code sets timers of its own below calls of the extension.
				const caller = (new Error('who asks').stack ?? '').split('\n')[2] ?? '';
				if (/migration-tasks.*[\\/]dist[\\/]/.test(caller)) {
					timers.push(Number(args[1]));
				}
				return real(...args);
			};
			Object.assign(globalThis, { [name]: Object.assign(noting, real) });
		}
	});
	after(async () => {
		Object.assign(globalThis, original);
		await set('connections', undefined);
		await sandbox.close();
	});

	it('registers the commands of the manifest, all of them and no other', async () => {
		await extension().activate();
		const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
		const registered = (await vscode.commands.getCommands(true)).filter((command) =>
			/^migrationTasks\.[a-zA-Z]+$/.test(command),
		);
		assert.deepEqual(registered.sort(), contributes.commands.map(({ command }) => command).sort());
	});

	it('asks no service anything and sets no clock going while the view is hidden', async () => {
		// A round trip through the configuration, so that whatever was begun has had its turn.
		await set('refreshInterval', 5);
		await set('connections', [profileOf(sandbox, { name: 'renamed' })]);
		await set('refreshInterval', undefined);
		assert.deepEqual(sandbox.requests, []);
		assert.deepEqual(
			timers.filter((ms) => ms >= 1_000),
			[],
			'no timer that could ask later',
		);
	});
});
