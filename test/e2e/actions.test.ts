import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { dashed, hexId } from '../../src/sandbox/random';
import { until, Workbench } from './driver';
import { type Asked, listen, picture } from './support';

const refOf = (name: string, id = dashed(hexId('dcs-task', name))) => ({ connectionId: 'sandbox', service: 'dcs', id });
const LIVE = refOf('payments-live', '31c6fd2b-2893-430b-90ff-d1adb8060585');
const STOPPED = refOf('dcs-migration-test-6-16', '2944a563-6f27-4604-9c16-a9a53cd95cc7');
const writes = (asked: readonly Asked[]): readonly string[] =>
	asked
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path.replace(/^.*\/(?=migration)/, '')}`);

describe('Acting on tasks', () => {
	let w: Workbench;
	before(async () => {
		// Three times real time: a stop takes ten seconds, so that what is under way can be seen.
		w = await Workbench.open({
			sandbox: { speed: 3 },
			settings: { 'migrationTasks.refreshInterval': 0, 'migrationTasks.statsInterval': 1 },
		});
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ label }) => label === 'payments-live'));
		// Messages go by themselves: all that were shown are kept from here on.
		await w.messages.keepHistory();
		await w.reload();
		await w.tree.waitRows('the tasks again', (rows) => rows.some(({ label }) => label === 'payments-live'));
	});
	after(() => w?.close());
	// No more than three stand there at once.
	beforeEach(() => w.execute('notifications.clearAll'));

	/** Waits for a message, which may have gone by itself by now. */
	const told = (text: string): Promise<unknown> =>
		until(text, async () => (await w.messages.notificationHistory()).some((one) => one.includes(text)), 60_000);

	it('sends nothing more of many once that is cancelled, and follows what was sent', async () => {
		const names = ['payments-live', 'catalog-full-sync', 'profile-cache', 'sessions-stalled'];
		const refs = [LIVE, ...names.slice(1).map((name) => refOf(name))];
		await w.sandbox?.misbehave({ kind: 'latency', ms: 12_000, match: 'PUT /v2' });
		const asked = await listen(w);
		const running = w.execute('migrationTasks.setReconnection', refs);
		await w.quickInput.waitOpen();
		await w.quickInput.accept();
		assert.match((await w.dialog()).message, /Change Reconnection: 4 tasks\?/);
		await w.messages.dialogButton('Change Reconnection');
		await w.messages.notificationButton(/Change Reconnection: 4 tasks/, 'Cancel');
		await told('cancelled before it was sent');
		await w.sandbox?.misbehave(null);
		const [failure = ''] = (await w.messages.notificationHistory()).filter((text) => text.includes('cancelled'));
		assert.match(failure, /Change Reconnection was not done for 3 of 4 tasks/);
		assert.deepEqual(
			names.map((name) => failure.includes(`“${name}”: cancelled before it was sent`)),
			[false, true, true, true],
		);
		await told('“payments-live” has another way of reconnecting.');
		assert.deepEqual(writes(await asked.since()), [`PUT migration-task/${LIVE.id}`]);
		await w.execute('notifications.clearAll');
		await running.catch(() => undefined);
	});

	it('stops a task after a question, sends it once, and tells when it has stopped, not when it was accepted', async () => {
		const asked = await listen(w);
		const running = w.execute('migrationTasks.stopTask', LIVE);
		const { message, detail } = await w.dialog();
		assert.match(message, /Stop “payments-live”\?/);
		assert.match(detail, /Nothing is copied any more/);
		await picture(w, 'action-stop');
		await w.messages.dialogButton('Stop');
		await running;
		await w.tree.waitRows('that it is under way', (rows) =>
			rows.some(({ label, description }) => label === 'payments-live' && /accepted, not done yet/.test(description)),
		);
		await w.execute('migrationTasks.openTask', LIVE);
		const page = await w.webview('details');
		await page.locator('[data-doing]').waitFor();
		assert.match((await page.locator('[data-doing]').textContent()) ?? '', /Stop: accepted, not done yet/);
		await picture(w, 'action-under-way');
		await told('“payments-live” has stopped.');
		await until(
			'that the panel says nothing of it any more',
			async () => (await page.locator('[data-doing]').count()) === 0,
		);
		assert.deepEqual(writes(await asked.since()), [`POST migration-task/${LIVE.id}/stop`]);
	});

	it('refuses what is not legal in the state that the task is in by now, and says why', async () => {
		const asked = await listen(w);
		await w.execute('migrationTasks.stopTask', STOPPED);
		const { text } = await w.messages.waitNotification(/Nothing was sent/);
		assert.match(text, /“dcs-migration-test-6-16”: it is “Stopped”/);
		assert.deepEqual(writes(await asked.since()), []);
	});

	it('restarts several, tells of each that failed why, and tries that one again alone', async () => {
		const [coupons, telemetry] = [refOf('coupon-codes'), refOf('iot-telemetry')];
		await w.sandbox?.misbehave({ kind: 'failItems', failItems: [telemetry.id], match: 'batch-restart' });
		const asked = await listen(w);
		const running = w.execute('migrationTasks.restartTask', [coupons, telemetry]);
		const { message, detail } = await w.dialog();
		assert.match(message, /Restart: 2 tasks\?/);
		assert.match(detail, /coupon-codes/);
		await w.messages.dialogButton('Restart');
		await told('Restart was not done');
		const failure =
			(await w.messages.notificationHistory()).find((text) => text.includes('Restart was not done')) ?? '';
		assert.match(failure, /“iot-telemetry”/);
		assert.doesNotMatch(failure, /coupon-codes/);
		await w.sandbox?.misbehave(null);
		await w.messages.notificationButton(/Restart was not done/, 'Try Again');
		await w.tree.waitRows('both at work again', (rows) =>
			['coupon-codes', 'iot-telemetry'].every((name) =>
				rows.some(({ label, description }) => label === name && /full sync/.test(description)),
			),
		);
		await running;
		assert.equal(writes(await asked.since()).length, 2, 'one write for both, and one for the second try of one');
	});

	it('stops several with one request, and follows each', async () => {
		const names = ['coupon-codes', 'iot-telemetry'];
		const asked = await listen(w);
		const running = w.execute(
			'migrationTasks.stopTask',
			names.map((name) => refOf(name)),
		);
		assert.match((await w.dialog()).message, /Stop: 2 tasks\?/);
		await w.messages.dialogButton('Stop');
		await running;
		await told('“coupon-codes” has stopped.');
		await told('“iot-telemetry” has stopped.');
		assert.deepEqual(writes(await asked.since()), ['POST migration-task/batch-stop']);
	});

	it('deletes a task that runs only after its name was typed, stops it first, and takes it out of the tree', async () => {
		const asked = await listen(w);
		const ref = refOf('basket-incremental');
		const running = w.execute('migrationTasks.deleteTask', ref);
		await w.dialog();
		await w.messages.dialogButton('Delete');
		await w.quickInput.waitAsking(/what is not copied yet is lost/);
		await w.quickInput.type('basket');
		await w.quickInput.waitMessage(/Type basket-incremental/);
		await w.quickInput.type('basket-incremental');
		await w.quickInput.accept();
		await told('“basket-incremental” was deleted.');
		await running;
		await w.tree.waitRows('that it is gone', (rows) => !rows.some(({ label }) => label === 'basket-incremental'));
		assert.deepEqual(writes(await asked.since()), [
			`POST migration-task/${ref.id}/stop`,
			'DELETE migration-tasks/delete',
		]);
	});

	it('says that nobody knows where no answer came, and sends nothing more by itself', async () => {
		const ref = refOf('catalog-full-sync');
		await w.sandbox?.misbehave({ kind: 'dropAfter', match: '/stop', times: 1 });
		const asked = await listen(w);
		const running = w.execute('migrationTasks.stopTask', ref);
		await w.dialog();
		await w.messages.dialogButton('Stop');
		await told('no answer came back, so it is not known whether it was done');
		assert.equal(writes(await asked.since()).length, 1);
		await w.execute('notifications.clearAll');
		await running.catch(() => undefined);
	});

	it('goes on following what was accepted after the window was loaded anew', async () => {
		const ref = refOf('profile-cache');
		void w.execute('migrationTasks.stopTask', ref);
		await w.dialog();
		await w.messages.dialogButton('Stop');
		await w.tree.waitRows('that it is under way', (rows) =>
			rows.some(({ label, description }) => label === 'profile-cache' && /accepted, not done yet/.test(description)),
		);
		await w.reload();
		await told('“profile-cache” has stopped.');
	});

	it('deletes a task once it has stopped, also where the window was loaded anew in between, and sends each once', async () => {
		const asked = await listen(w);
		const ref = refOf('sessions-stalled');
		void w.execute('migrationTasks.deleteTask', ref).catch(() => undefined);
		await w.dialog();
		await w.messages.dialogButton('Delete');
		await w.quickInput.answer(/what is not copied yet is lost/, 'sessions-stalled');
		await w.tree.waitRows('that it is being stopped', (rows) =>
			rows.some(({ label, description }) => label === 'sessions-stalled' && /Stop: accepted/.test(description)),
		);
		assert.deepEqual(writes(await asked.since()), [`POST migration-task/${ref.id}/stop`]);
		await w.reload();
		await told('“sessions-stalled” was deleted.');
		await w.tree.waitRows('that it is gone', (rows) => !rows.some(({ label }) => label === 'sessions-stalled'));
		assert.deepEqual(writes(await asked.since()), [
			`POST migration-task/${ref.id}/stop`,
			'DELETE migration-tasks/delete',
		]);
		const messages = (await w.messages.notificationHistory()).filter((text) => text.includes('sessions-stalled'));
		assert.deepEqual(messages, ['“sessions-stalled” was deleted.']);
	});

	it('deletes nothing where somebody cancels while the task is being stopped', async () => {
		void w.execute('migrationTasks.restartTask', LIVE).catch(() => undefined);
		await w.dialog();
		await w.messages.dialogButton('Restart');
		await told('“payments-live” runs again.');
		const stops = async (): Promise<number> =>
			(await w.messages.notificationHistory()).filter((text) => text.includes('“payments-live” has stopped.')).length;
		const before = await stops();
		const asked = await listen(w);
		void w.execute('migrationTasks.deleteTask', LIVE).catch(() => undefined);
		await w.dialog();
		await w.messages.dialogButton('Delete');
		await w.quickInput.answer(/what is not copied yet is lost/, 'payments-live');
		await w.tree.waitRows('that it is being stopped', (rows) =>
			rows.some(({ label, description }) => label === 'payments-live' && /Stop: accepted/.test(description)),
		);
		await w.messages.notificationButton(/Delete: “payments-live”/, 'Cancel');
		await told('Cancelled while it was being stopped: nothing else was sent.');
		await until('that it stopped', async () => (await stops()) > before, 60_000);
		assert.deepEqual(writes(await asked.since()), [`POST migration-task/${LIVE.id}/stop`]);
	});

	it('lists what is legal for a task under More Actions', async () => {
		void w.execute('migrationTasks.moreActions', refOf('leaderboard-2024'));
		await w.quickInput.waitOpen();
		await until('the actions', async () => (await w.quickInput.items()).length === 2);
		const labels = (await w.quickInput.items()).map(({ label }) => label);
		assert.deepEqual(
			labels.map((label) => label.trim()),
			['Restart', 'Delete'],
		);
		await picture(w, 'action-more');
		await w.quickInput.cancel();
	});
});
