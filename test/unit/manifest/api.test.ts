/** The typings that other extensions get: they compile, and the API gives just what they declare. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TaskChanges } from '../../../src/api';
import { publicApi } from '../../../src/ui/publicApi';
import { dcsRow, FakePort, FakeSource, smsRow, storeOver } from '../store/fakes';

const root = path.join(__dirname, '..', '..', '..');
const typings = readFileSync(path.join(root, 'src', 'api.d.ts'), 'utf8');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const CONSUMER = `
import * as vscode from 'vscode';
import type { MigrationTask, MigrationTasksApi, StatusGroup, TaskChanges, TaskRef } from 'migration-tasks';

export async function failed(context: vscode.ExtensionContext): Promise<readonly MigrationTask[]> {
	const extension = vscode.extensions.getExtension<MigrationTasksApi>('cloud-migrations.migration-tasks');
	const api = await extension?.activate();
	if (!api || api.apiVersion !== 1) {
		return [];
	}
	const event: vscode.Event<TaskChanges> = api.onDidChangeTasks;
	event(({ removed }) => removed.map((ref: TaskRef) => ref.id), undefined, context.subscriptions);
	const wanted: StatusGroup = 'failed';
	const tasks = await api.getTasks();
	// @ts-expect-error: what it gives is read, never written.
	if (tasks[0]) tasks[0].name = '';
	// @ts-expect-error: what only the extension itself knows of a task is not declared.
	tasks[0]?.fields;
	return tasks.filter(({ group, raw }) => group === wanted && 'error_message' in raw);
}
`;

describe('the typings for other extensions', () => {
	it('compile in an extension of somebody else, which checks them too', function () {
		this.timeout(60_000);
		const folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-consumer-'));
		try {
			const installed = path.join(folder, 'node_modules', manifest.name);
			const { name, version, types } = manifest;
			mkdirSync(path.dirname(path.join(installed, types)), { recursive: true });
			copyFileSync(path.join(root, 'src', 'api.d.ts'), path.join(installed, types));
			writeFileSync(path.join(installed, 'package.json'), JSON.stringify({ name, version, types }));
			writeFileSync(path.join(folder, 'consumer.ts'), CONSUMER);
			const compilerOptions = {
				target: 'ES2022',
				module: 'node16',
				moduleResolution: 'node16',
				strict: true,
				exactOptionalPropertyTypes: true,
				noEmit: true,
				skipLibCheck: false,
				typeRoots: [path.join(root, 'node_modules', '@types')],
				types: ['vscode'],
			};
			writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
			const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
			const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
			assert.equal(status, 0, stdout + stderr);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});

	it('declare just what the API gives: of itself, of tasks, of references and of changes', async () => {
		const source = new FakeSource([dcsRow('a', 'FAILED'), dcsRow('b')]);
		const port = new FakePort().add('c1', [source, new FakeSource([smsRow('s')], 'sms')]);
		const { store } = storeOver(port);
		const api = publicApi(store);
		const heard: TaskChanges[] = [];
		const mine: { dispose(): void }[] = [];
		const subscription = api.onDidChangeTasks((changes) => heard.push(changes), undefined, mine);

		assert.deepEqual(keys(api), declared('MigrationTasksApi'));
		const tasks = await api.getTasks();
		assert.deepEqual(tasks.map(({ ref }) => ref.id).sort(), ['a', 'b', 's']);
		await store.refreshTask({ connectionId: 'c1', service: 'dcs', id: 'a' });
		source.rows = [dcsRow('b', 'SUCCESS')];
		await store.refresh();
		assert.ok(heard.some(({ changed }) => changed.length > 0) && heard.some(({ removed }) => removed.length > 0));
		for (const changes of heard) {
			assert.deepEqual(keys(changes), declared('TaskChanges'));
		}
		for (const task of [...tasks, ...heard.flatMap(({ added, changed }) => [...added, ...changed])]) {
			assert.deepEqual(keys(task), declared('MigrationTask'));
			assert.deepEqual(keys(task.ref), declared('TaskRef'));
		}
		for (const ref of heard.flatMap(({ removed }) => removed)) {
			assert.deepEqual(keys(ref), declared('TaskRef'));
		}
		assert.deepEqual(mine, [subscription]);
		subscription.dispose();
		store.dispose();
	});
});

function keys(value: object): string[] {
	return Object.keys(value).sort();
}

/** The members of an interface of the typings. */
function declared(name: string): string[] {
	const body = new RegExp(`export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`).exec(typings)?.[1] ?? '';
	const members = [...body.matchAll(/^\t(?:readonly )?(\w+)\??[:(]/gm)].map(([, member = '']) => member);
	assert.ok(members.length > 0, `${name} is declared`);
	return members.sort();
}
