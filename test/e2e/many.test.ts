import { strict as assert } from 'node:assert';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setConnections, storedConnections, waitConnections, waitProblem, waitTask } from './connecting';
import { type SandboxProcess, until, Workbench } from './driver';
import { temporaryFolder } from './driver/places';
import { groupsOf, listen, picture } from './support';

/** Tasks of the sandbox's cast, one a service. */
const CACHE = 'session-store-eu';
const OTHER_PROJECT = 'ffffffffffffffffffffffffffffffff';

describe('Many connections', () => {
	let w: Workbench;
	let sandbox: SandboxProcess;
	before(async () => {
		w = await Workbench.open({
			sandbox: true,
			connect: false,
			folder: await folderWithItsOwnConnections(),
			viewport: { width: 1200, height: 1400 },
			settings: { 'migrationTasks.refreshInterval': 0 },
		});
		assert.ok(w.sandbox);
		sandbox = w.sandbox;
		await w.openView();
	});
	after(() => w.close());

	it('come from the user’s settings alone: those of an opened folder are not listened to', async () => {
		await until('the welcome of an empty view', async () => /Add Connection/.test(await w.tree.welcome()));
		assert.equal(((await w.callApi('getTasks')) as unknown[]).length, 0);
	});

	it('stand in one tree by status with their names, and one that fails says why and leaves the others alone', async () => {
		const { url, region, projectId, login } = sandbox.facts;
		const endpoints = { dcs: url, sms: url, iam: url };
		const place = { cloud: 'custom', region, projectId, endpoints };
		await setConnections(w, [sandbox.connection({ id: 'signed', name: 'by key', services: ['dcs'] })]);
		await w.execute('migrationTasks.addConnection', {
			...place,
			name: 'by token',
			services: ['sms'],
			credential: { kind: 'password', ...login },
		});
		await w.execute('migrationTasks.addConnection', {
			...place,
			name: 'by mistake',
			projectId: OTHER_PROJECT,
			services: ['dcs'],
			credential: { kind: 'environment' },
		});
		await waitTask(w, CACHE);
		const row = await waitProblem(w, 'by mistake', 'project refused');
		assert.match(row.ariaLabel, /The project of “by mistake” does not fit.*Correct the project ID/s);
		const rows = await w.tree.waitRows('tasks of both', (all) =>
			['by key', 'by token'].every((name) => all.some(({ description }) => description.includes(name))),
		);
		await picture(w, 'many-by-status');
		assert.equal(rows[0]?.label, 'by mistake', 'what needs somebody comes first');
		assert.deepEqual(
			groupsOf(rows)
				.map((group) => group.replace(/ \d+$/, ''))
				.slice(1),
			['Failed', 'Waiting', 'In progress', 'Stopped', 'Succeeded', 'Other'],
		);
		const task = rows.find(({ label }) => label === CACHE);
		assert.match(task?.description ?? '', /^by key · .*DCS$/);
		assert.match(task?.ariaLabel ?? '', /by key$/);
		const both = rows.filter(({ level }) => level === 2);
		for (const row of [/(^|\d.* · )by key · .*DCS$/, /(^|\d.* · )by token · .*SMS$/]) {
			assert.ok(both.some(({ description }) => row.test(description)));
		}
		assert.ok(both.every(({ description }) => /^([^·]{1,22} · )?(by key · .*DCS|by token · .*SMS)$/.test(description)));
		assert.deepEqual(await w.messages.notificationHistory(), [], 'a wrong project asks nobody for a credential');
	});

	it('are grouped by connection or by service at will', async () => {
		await w.runCommand('Migration Tasks: Group By…');
		await w.quickInput.pick('Connection');
		const byConnection = await w.tree.waitRows('groups by connection', (rows) =>
			rows.some(({ label, level }) => label === 'by key' && level === 1),
		);
		await picture(w, 'many-by-connection');
		assert.deepEqual(
			byConnection.filter(({ level }) => level === 1).map(({ label }) => label),
			['by key', 'by token', 'by mistake'],
		);
		const start = byConnection.findIndex(({ label, level }) => label === 'by mistake' && level === 1);
		assert.deepEqual(
			byConnection.slice(start + 1).map(({ label, description }) => `${label}: ${description}`),
			['by mistake: project refused · DCS'],
		);
		assert.ok(byConnection.every(({ level, description }) => level < 3 || !/by (key|token)/.test(description)));

		await w.execute('migrationTasks.groupBy', 'service');
		const byService = await w.tree.waitRows('groups by service', (rows) =>
			rows.some(({ label }) => label === 'Server Migration Service'),
		);
		assert.deepEqual(
			byService.filter(({ level }) => level === 1).map(({ label }) => label),
			['by mistake', 'Distributed Cache Service', 'Server Migration Service'],
		);
		await w.execute('migrationTasks.groupBy', 'status');
		await w.tree.waitRows('groups by status', (rows) =>
			rows.some(({ label, level }) => label === 'Failed' && level === 1),
		);
	});

	it('all come back after the window was reloaded, each signed in as before', async () => {
		const before = groupsOf(await w.treeRows());
		await w.reload();
		await w.openView();
		await waitTask(w, CACHE);
		await waitProblem(w, 'by mistake', 'project refused');
		const rows = await w.tree.waitRows('tasks of both', (all) =>
			['by key', 'by token'].every((name) => all.some(({ description }) => description.includes(name))),
		);
		assert.deepEqual(groupsOf(rows), before);
	});

	it('never show what was asked for another place: a late answer is dropped', async () => {
		const kept = await storedConnections(w);
		await setConnections(w, [sandbox.connection({ id: 'moving', name: 'moving', services: ['dcs'] })]);
		await waitTask(w, CACHE);
		const asked = await listen(w);
		await sandbox.misbehave({
			kind: 'latency',
			ms: 2_500,
			match: `/v2/${sandbox.facts.projectId}/migration-tasks`,
			times: 1,
		});
		await w.tree.titleAction('Refresh');
		await setConnections(w, [
			sandbox.connection({ id: 'moving', name: 'moving', services: ['dcs'], projectId: OTHER_PROJECT }),
		]);
		await waitProblem(w, 'moving', 'project refused');
		const labels = async (): Promise<string[]> => (await w.treeRows()).map(({ label }) => label);
		assert.deepEqual(await labels(), ['moving']);
		await until('the slow answer to be over', async () =>
			(await asked.since()).some(({ path: to }) => to.includes(sandbox.facts.projectId)),
		);
		assert.deepEqual(await labels(), ['moving']);
		await setConnections(w, kept);
		await waitTask(w, CACHE);
	});

	it('are the same in two windows: what one adds, changes or removes, the other shows', async () => {
		const second = await w.openWindow();
		try {
			await second.openView();
			await waitTask(second, CACHE);
			const profile = sandbox.connection({ id: 'shared', name: 'for all', services: ['dcs'] });
			await setConnections(second, [profile, { ...profile, id: 'shared-2', name: 'for two' }]);
			await noteSettings(w);
			await w.tree.waitRows('the connections that the second window made', (rows) =>
				['for all', 'for two'].every((name) => rows.some(({ description }) => description.startsWith(name))),
			);
			assert.ok((await w.treeRows()).every(({ label }) => label !== 'by mistake'));

			await w.runCommand('Migration Tasks: Remove Connection…');
			await w.quickInput.pick('for two');
			await w.dialog();
			await w.messages.dialogButton('Remove');
			await waitConnections(w, 1);
			await noteSettings(second);
			await second.tree.waitRows(
				'one connection less',
				(rows) => rows.length > 0 && rows.every(({ description }) => !description.includes('for two')),
			);
			await waitTask(second, CACHE);

			await setConnections(second, [{ ...profile, projectId: OTHER_PROJECT }]);
			await noteSettings(w);
			for (const window of [w, second]) {
				await waitProblem(window, 'for all', 'project refused');
				assert.equal((await window.treeRows()).length, 1, 'no task of the old project is left');
			}
		} finally {
			await second.closeWindow();
		}
	});
});

/**
 * Has a window read its settings file, by a change of another setting. A desktop VS Code watches the file; the server's window reads what
 * another one wrote when it writes itself.
 */
async function noteSettings(window: Workbench): Promise<void> {
	await window.page.bringToFront();
	await window.runCommand('View: Toggle Minimap');
}

/** A repository that would have its visitors send signed requests elsewhere. */
async function folderWithItsOwnConnections(): Promise<string> {
	const folder = await temporaryFolder('folder');
	await mkdir(path.join(folder, '.vscode'));
	await writeFile(
		path.join(folder, '.vscode', 'settings.json'),
		JSON.stringify({
			'migrationTasks.connections': [
				{
					id: 'evil',
					name: 'evil',
					cloud: 'custom',
					region: 'r',
					projectId: 'p',
					endpoints: { dcs: 'https://dcs.evil.example.com' },
					credential: 'environment',
				},
			],
		}),
	);
	return folder;
}
