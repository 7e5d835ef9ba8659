import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { uuid } from '../../src/sandbox/random';
import { until, Workbench } from './driver';
import { type Asked, listen, picture } from './support';

const idOf = (name: string): string => uuid('sms-task', name);
const refOf = (name: string) => ({ connectionId: 'sandbox', service: 'sms', id: idOf(name) });
/** The writes that the sandbox got, with their bodies. */
const writes = (asked: readonly (Asked & { readonly body?: unknown })[]): readonly string[] =>
	asked
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body) ?? ''}`.trim());
const action = (name: string, operation: string): string =>
	`POST /v3/tasks/${idOf(name)}/action ${JSON.stringify({ operation })}`;

describe('Acting on server migrations', () => {
	let w: Workbench;
	before(async () => {
		// Three times real time: a pause takes ten seconds, so that what is under way can be seen.
		w = await Workbench.open({
			sandbox: { speed: 3 },
			settings: { 'migrationTasks.refreshInterval': 0, 'migrationTasks.statsInterval': 1 },
		});
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ label }) => label === 'sms_task_erp-db'));
		// Messages go by themselves: all that were shown are kept from here on.
		await w.messages.keepHistory();
		await w.reload();
		await w.tree.waitRows('the tasks again', (rows) => rows.some(({ label }) => label === 'sms_task_erp-db'));
	});
	after(() => w?.close());
	// No more than three stand there at once.
	beforeEach(() => w.execute('notifications.clearAll'));

	/** Waits for a message, which may have gone by itself by now. */
	const told = (text: string): Promise<unknown> =>
		until(text, async () => (await w.messages.notificationHistory()).some((one) => one.includes(text)), 60_000);

	it('pauses a task that is picked, and lets it go on', async () => {
		const name = 'sms_task_erp-db';
		const asked = await listen(w);
		await w.runCommand('Migration Tasks: Stop…');
		await w.quickInput.waitAsking('Which task?');
		await w.quickInput.type(name);
		await w.quickInput.pick(new RegExp(name));
		const { message, detail } = await w.dialog();
		assert.match(message, /Stop “sms_task_erp-db”\?/);
		assert.match(detail, /What was copied stays, and Start goes on with it/);
		await picture(w, 'action-pause-server');
		await w.messages.dialogButton('Stop');
		await told('“sms_task_erp-db” has stopped.');
		await w.runCommand('Migration Tasks: Start…');
		await w.quickInput.waitAsking('Which task?');
		await w.quickInput.type(name);
		await w.quickInput.pick(new RegExp(name));
		await w.dialog();
		await w.messages.dialogButton('Start');
		await told('“sms_task_erp-db” runs.');
		assert.deepEqual(writes(await asked.since()), [action(name, 'stop'), action(name, 'start')]);
	});

	it('says what the service says where it refuses, and sends nothing more by itself', async () => {
		const name = 'sms_task_build-agent';
		await w.sandbox?.misbehave({ kind: 'forbidden', match: '/action' });
		const asked = await listen(w);
		const running = w.execute('migrationTasks.stopTask', refOf(name));
		await w.dialog();
		await w.messages.dialogButton('Stop');
		await told('Stop was not done.');
		await w.sandbox?.misbehave(null);
		assert.deepEqual(writes(await asked.since()), [action(name, 'stop')]);
		await w.execute('notifications.clearAll');
		await running.catch(() => undefined);
	});

	it('limits the speed as typed, once what was typed can be understood', async () => {
		const name = 'sms_task_build-agent';
		const asked = await listen(w);
		const running = w.execute('migrationTasks.setSpeedLimit', refOf(name));
		await w.quickInput.waitAsking(/Stretches of the day/);
		await w.quickInput.type('fast');
		await w.quickInput.waitMessage(/“fast” is not understood/);
		await w.quickInput.type('8:00-18:00 50, 18:00-24:00 0');
		await w.quickInput.waitMessage(/Stretches of the day/);
		await picture(w, 'action-speed-limit');
		await w.quickInput.accept();
		assert.match((await w.dialog()).message, /Limit Speed “sms_task_build-agent”\?/);
		await w.messages.dialogButton('Limit Speed');
		await told('The speed of “sms_task_build-agent” is limited.');
		await running;
		const limits = [
			{ start: '08:00', end: '18:00', speed: 50 },
			{ start: '18:00', end: '24:00', speed: 0 },
		];
		assert.deepEqual(writes(await asked.since()), [
			`POST /v3/tasks/${idOf(name)}/speed-limit ${JSON.stringify({ speed_limit: limits })}`,
		]);
	});

	it('deletes several with one question and one request', async () => {
		const names = ['sms_task_payroll-win', 'sms_task_legacy-crm', 'sms_task_shop-db'];
		const asked = await listen(w);
		const running = w.execute('migrationTasks.deleteTask', names.map(refOf));
		const { message, detail } = await w.dialog();
		assert.match(message, /Delete: 3 tasks\?/);
		assert.deepEqual(
			names.map((name) => detail.includes(name)),
			[true, true, true],
		);
		await w.messages.dialogButton('Delete');
		for (const name of names) {
			await told(`“${name}” was deleted.`);
		}
		await running;
		await w.tree.waitRows('that they are gone', (rows) => !rows.some(({ label }) => names.includes(label)));
		assert.deepEqual(writes(await asked.since()), [
			`POST /v3/tasks/delete ${JSON.stringify({ ids: names.map(idOf) })}`,
		]);
	});

	for (const [label, name, operation, done] of [
		['Check the Network', 'sms_task_web-frontend', 'network_check', 'The network of “{0}” was checked'],
		['Drill', 'sms_task_web-frontend', 'migration_test', 'The drill of “{0}” is done.'],
		['Test a Clone', 'sms_task_file-server', 'clone_test', 'The clone of “{0}” is there.'],
		['Skip the Consistency Check', 'sms_task_file-server', 'skip', '“{0}” goes on without the check.'],
		['Clear Snapshots', 'sms_task_mail-gateway', 'clear', 'The snapshots of “{0}” were removed.'],
	] as const) {
		it(`does “${label}” from More Actions, once, and tells when it is done`, async () => {
			const asked = await listen(w);
			const running = w.execute('migrationTasks.moreActions', refOf(name));
			await w.quickInput.waitAsking(/What is to be done to/);
			await w.quickInput.pick(new RegExp(label));
			assert.ok((await w.dialog()).message.includes(`${label} “${name}”?`));
			await w.messages.dialogButton(label);
			await told(done.replace('{0}', name));
			await running;
			assert.deepEqual(writes(await asked.since()), [action(name, operation)]);
		});
	}
});
