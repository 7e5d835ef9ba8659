import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Frame } from 'playwright-core';
import { INSTANCES } from '../../src/sandbox/instances';
import { until, Workbench } from './driver';
import { type Asked, advance, listen, picture, placesThatHold, waitText } from './support';

const SECRET = 'Import-secret-47';
const posts = (asked: readonly Asked[]): string[] =>
	asked.filter(({ method }) => method === 'POST').map(({ path }) => path.replace(/^\/v2\/[^/]+/, ''));

describe('Creating a migration', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({ sandbox: { speed: 1 }, settings: { 'migrationTasks.refreshInterval': 0 } });
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ description }) => description === '16'));
		// Messages go by themselves: all that were shown are kept from here on.
		await w.messages.keepHistory();
		await w.reload();
		await w.tree.waitRows('the tasks again', (rows) => rows.some(({ description }) => description === '16'));
	});
	after(() => w?.close());
	beforeEach(() => w.execute('notifications.clearAll'));

	/** A new form, all others closed. */
	async function fresh(): Promise<Frame> {
		await w.execute('workbench.action.closeAllEditors');
		await w.execute('migrationTasks.createTask');
		const page = await w.webview('create');
		await page.locator('#submit, [data-action="another"]').first().waitFor({ state: 'attached' });
		const another = page.locator('[data-action="another"]');
		if (await another.isVisible()) {
			await another.click();
		}
		const discard = page.locator('[data-action="discard"]');
		if (await discard.isVisible()) {
			await discard.click();
		}
		return page;
	}

	const control = (page: Frame, name: string) => page.locator(`[name="${name}"]`);

	/** Chooses an instance by a part of its name. */
	async function pick(page: Frame, name: string, instance: string): Promise<void> {
		await control(page, name).fill('');
		await control(page, name).pressSequentially(instance);
		await page.locator(`[data-control="${name}"] [role="option"]`, { hasText: instance }).first().click();
		await page.locator(`[data-control="${name}"] .chosen`, { hasText: instance }).waitFor();
	}

	/** Submits and says yes; gives what was asked. */
	async function send(page: Frame): Promise<string> {
		await page.locator('#submit').click();
		const { message, detail, buttons } = await w.dialog();
		await w.messages.dialogButton(buttons.find((button) => button !== 'Cancel') ?? '');
		return `${message}\n${detail}`;
	}

	const told = (text: string): Promise<unknown> =>
		until(text, async () => (await w.messages.notificationHistory()).some((one) => one.includes(text)), 60_000);

	it('makes an online migration in the network of its target, follows it, and opens its configuration', async () => {
		const page = await fresh();
		await pick(page, 'source_instance.id', 'payments-a');
		await pick(page, 'target_instance.id', 'payments-b');
		assert.equal(await control(page, 'name').inputValue(), 'payments-a-to-payments-b');
		await until('the network', async () => (await control(page, 'vpc_id').inputValue()) !== '');
		await picture(w, 'create-online');
		const asked = await listen(w);
		const question = await send(page);
		assert.match(question, /Create the migration “payments-a-to-payments-b”/);
		assert.match(question, /A migration machine \(ECS\) is created in the VPC/);
		await page.locator('[data-step="machine"][data-state="busy"]').waitFor();
		await picture(w, 'create-going');
		assert.deepEqual(posts(await asked.since()), ['/migration/instance']);
		await w.tree.waitRows('the new task', (rows) => rows.some(({ label }) => label === 'payments-a-to-payments-b'));
		await advance(w, 130);
		const form = await w.webview('configure');
		await waitText(form, 'h1', 'Configure payments-a-to-payments-b');
		for (const [side, name] of [
			['source_instance', 'payments-a'],
			['target_instance', 'payments-b'],
		] as const) {
			const card = form.locator(`[data-control="${side}.id"] .chosen`);
			await until(`the ${side} that was chosen`, async () => ((await card.textContent()) ?? '').includes(name));
		}
		await picture(w, 'create-configure');
		assert.ok(
			(await asked.since()).some(({ path }) => path.includes('/jobs/')),
			'the job was followed',
		);
	});

	it('says at which step it failed and what was left behind, and leads to deleting that', async () => {
		const page = await fresh();
		await pick(page, 'target_instance.id', 'payments-b');
		await control(page, 'name').fill('this-will-fail');
		await send(page);
		await page.locator('[data-step="machine"][data-state="busy"]').waitFor();
		await advance(w, 130);
		const text = await waitText(page, '.failure', 'Left behind');
		assert.match(text, /while the migration machine was created \(step 2 of 3\)/);
		assert.match(text, /dcs\.03\.0001/);
		assert.match(text, /its migration machine may still be running/);
		await picture(w, 'create-failed');
		await page.locator('[data-action="deleteTask"]').click();
		const { message } = await w.dialog();
		assert.match(message, /Delete “this-will-fail”\?/);
		await w.messages.dialogButton('Delete');
		await told('“this-will-fail” was deleted.');
	});

	it('follows the task itself where no job is named, also while the form is closed, and tells then', async () => {
		const page = await fresh();
		await pick(page, 'target_instance.id', 'payments-b');
		await control(page, 'name').fill('closed-nojob');
		await send(page);
		await page.locator('[data-step="machine"][data-state="busy"]').waitFor();
		await w.execute('workbench.action.closeAllEditors');
		await advance(w, 130);
		await w.messages.waitNotification(/“closed-nojob” waits for its configuration/);
		await w.messages.notificationButton(/closed-nojob/, 'Configure…');
		await waitText(await w.webview('configure'), 'h1', 'Configure closed-nojob');
	});

	it('says that it was refused, and keeps what was typed', async () => {
		const page = await fresh();
		await pick(page, 'target_instance.id', 'payments-b');
		await control(page, 'name').fill('over-quota');
		await send(page);
		const text = await waitText(page, '[role="alert"]', 'Nothing was created');
		assert.match(text, /quota limit/i);
		assert.match(text, /DCS\.4039/);
		assert.equal(await control(page, 'name').inputValue(), 'over-quota');
		await control(page, 'vpc_id').fill('no-such-vpc');
		await control(page, 'name').fill('no-network');
		await send(page);
		await waitText(page, '[role="alert"]', 'DCS.4068');
		await picture(w, 'create-refused');
	});

	it('imports a backup that is picked, and keeps the password nowhere', async () => {
		const page = await fresh();
		await page.locator('[name="migration_type"][value="backupfile_import"]').check();
		await pick(page, 'source_instance.id', 'orders-cache');
		await page.locator('.backups .row').first().waitFor();
		await page.locator('.backups .row', { hasText: '5,912 MB' }).click();
		await until('the id', async () => (await control(page, 'backup_files.backup_id').inputValue()) !== '');
		await pick(page, 'target_instance.id', 'dcs-target-1db7');
		await control(page, 'name').fill('orders-import');
		await control(page, 'target_instance.password').fill(SECRET);
		await picture(w, 'create-import');
		await control(page, 'target_instance.password').fill('');
		const asked = await listen(w);
		await send(page);
		await page.locator('.done[data-state="done"]').waitFor();
		assert.deepEqual(posts(await asked.since()), ['/migration-task']);
		await picture(w, 'create-imported');
		await page.locator('[data-action="openTask"]').click();
		await waitText(await w.webview('details'), 'h1', 'orders-import');
		assert.deepEqual(await placesThatHold(w, SECRET), []);
	});

	it('finds the task where no answer came, and sends nothing a second time', async () => {
		const page = await fresh();
		await pick(page, 'target_instance.id', 'payments-b');
		await control(page, 'name').fill('unanswered');
		await w.sandbox?.misbehave({ kind: 'dropAfter', match: '/migration/instance', times: 1 });
		const asked = await listen(w);
		await send(page);
		await page.locator('[data-step="machine"]').waitFor({ timeout: 30_000 });
		await w.sandbox?.misbehave(null);
		assert.equal(posts(await asked.since()).length, 1);
		await picture(w, 'create-found');
		await advance(w, 130);
		await waitText(await w.webview('configure'), 'h1', 'Configure unanswered');
	});

	it('says that nobody knows where no answer came and no task is there, and warns before it is sent again', async () => {
		const page = await fresh();
		await pick(page, 'target_instance.id', 'payments-b');
		await control(page, 'name').fill('never-arrived');
		await w.sandbox?.misbehave({ kind: 'drop', match: '/migration/instance', times: 1 });
		await send(page);
		await waitText(page, '[role="alert"]', 'There is no new task of this name');
		await w.sandbox?.misbehave(null);
		await picture(w, 'create-unknown');
		assert.equal(INSTANCES.paymentsNew.id, await control(page, 'target_instance.id').inputValue());
		const question = await send(page);
		assert.match(question, /its outcome is not known/);
		await page.locator('[data-step="machine"]').waitFor();
	});

	it('goes on following after the window was loaded anew, and comes back with its form', async () => {
		const page = await fresh();
		await pick(page, 'target_instance.id', 'payments-b');
		await control(page, 'name').fill('reloaded');
		await send(page);
		await page.locator('[data-step="machine"][data-state="busy"]').waitFor();
		await w.reload();
		const again = await w.webview('create');
		await waitText(again, 'h2', '“reloaded” is being created');
		await advance(w, 130);
		await waitText(await w.webview('configure'), 'h1', 'Configure reloaded');
	});
});
