/** What the integration tests share: the extension under test, a sandbox, and waiting. All of it runs inside the extension host. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { MigrationTasksApi } from '../../src/api';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/index';

const SECTION = 'migrationTasks';

export function extension(): vscode.Extension<MigrationTasksApi> {
	const found = vscode.extensions.getExtension<MigrationTasksApi>('cloud-migrations.migration-tasks');
	assert.ok(found, 'the extension is installed');
	return found;
}

/** Opens a sandbox whose keys stand in the environment of this extension host. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const sandbox = await startSandbox(options);
	process.env.HUAWEICLOUD_SDK_AK = sandbox.accessKey;
	process.env.HUAWEICLOUD_SDK_SK = sandbox.secretKey;
	return sandbox;
}

/** The settings entry of a connection to the sandbox that signs in with the environment. */
export function profileOf(sandbox: Sandbox, changes: Record<string, unknown> = {}): Record<string, unknown> {
	const { url, region, projectId } = sandbox;
	return {
		id: 'sandbox',
		name: 'Sandbox',
		cloud: 'custom',
		region,
		projectId,
		services: ['dcs', 'sms'],
		endpoints: { dcs: url, sms: url, iam: url },
		credential: 'environment',
		...changes,
	};
}

/** Changes a setting of the extension in the user's settings; undefined takes it out. */
export async function set(name: string, value: unknown): Promise<void> {
	await vscode.workspace.getConfiguration(SECTION).update(name, value, vscode.ConfigurationTarget.Global);
}

/** Asks again until there is an answer; fails in words after 15 s. */
export async function until<T>(
	what: string,
	ask: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
	const limit = Date.now() + 15_000;
	while (Date.now() < limit) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) {
			return answer;
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`Waited in vain for ${what}`);
}

/** The webview panels that are open, by their view type as an extension names it. */
export function panels(viewType: string): readonly vscode.Tab[] {
	return vscode.window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewType));
}
