import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Frame } from 'playwright-core';
import { until, Workbench } from './driver';
import {
	type Asked,
	fieldText,
	groupAbove,
	lastConfigureBody,
	listen,
	picture,
	placesThatHold,
	textOf,
	waitText,
} from './support';

const TASK = { connectionId: 'sandbox', service: 'dcs', id: '90754308-a156-406f-a837-8f852f38a646' };
const LIVE = { connectionId: 'sandbox', service: 'dcs', id: '31c6fd2b-2893-430b-90ff-d1adb8060585' };
/** The target of the documented request; it has no password. */
const TARGET = 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd';
const SECRET = "It's-a-secret-83";

describe('The configuration form', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({ sandbox: true, settings: { 'migrationTasks.refreshInterval': 0 } });
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ description }) => description === '16'));
	});
	after(() => w?.close());

	/** A new form of a task, all others closed. */
	async function fresh(ref: typeof TASK = TASK): Promise<Frame> {
		await w.execute('workbench.action.closeAllEditors');
		await w.execute('migrationTasks.configureTask', ref);
		const page = await w.webview('configure');
		await page.locator('#submit').waitFor();
		const discard = page.getByRole('button', { name: 'Discard draft' });
		if (await discard.isVisible()) {
			await discard.click();
		}
		return page;
	}

	const control = (page: Frame, name: string) => page.locator(`[name="${name}"]`);

	async function fill(page: Frame, values: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(values)) {
			await control(page, name).fill(value);
		}
	}

	async function choose(page: Frame, name: string, value: string): Promise<void> {
		await page.locator(`[name="${name}"][value="${value}"]`).check();
	}

	/** Submits and says yes; gives the words of that button. */
	async function send(page: Frame): Promise<string> {
		await page.locator('#submit').click();
		const { buttons } = await w.dialog();
		const yes = buttons.find((button) => button !== 'Cancel') ?? '';
		await w.messages.dialogButton(yes);
		return yes;
	}

	/** Values that the service refuses (DCS.4080), so that the task stays as it is. */
	const REFUSED = {
		'source_instance.addrs': '10.20.0.5:6379',
		'source_instance.password': 'wrong',
		'target_instance.id': TARGET,
	};

	/** What stands beside a control. */
	async function beside(page: Frame, name: string): Promise<string> {
		return (await page.locator(`[data-control="${name}"] .problem`).allTextContents()).join('\n');
	}

	const posts = (asked: readonly Asked[]): Asked[] => asked.filter(({ method }) => method === 'POST');

	it('lets choose source and target from the instances of the project, and says what speaks against them', async () => {
		const page = await fresh();
		const asked = await listen(w);
		const source = control(page, 'source_instance.id');
		await source.pressSequentially('payments');
		const rows = page.locator('.instances [role="option"]');
		await until('the instances that match', async () => (await rows.count()) === 2);
		await picture(w, 'configure-choose-instance');
		await page.page().keyboard.press('Enter');
		await until('the id of the first', async () => /^[0-9a-f-]{36}$/.test(await source.inputValue()));
		assert.match((await page.locator('.chosen').first().textContent()) ?? '', /payments-a.*RUNNING.*Redis 5\.0/);
		await control(page, 'target_instance.id').fill('old-analytics');
		await page.page().keyboard.press('Enter');
		await until('what speaks against it', async () => /FROZEN/.test(await beside(page, 'target_instance.id')));
		assert.match(await beside(page, 'target_instance.id'), /Redis 4\.0, which is older than the 5\.0/);
		const reads = await until('each chosen one to be read', async () => {
			const all = await asked.since();
			return all.filter(({ path }) => /instances\/[0-9a-f-]{36}$/.test(path)).length === 2 && all;
		});
		assert.ok(
			reads.every(({ method }) => method === 'GET'),
			'choosing sends nothing but questions',
		);
		await picture(w, 'configure-instance-checks');
	});

	it('keeps what was ticked in the checklist with the task, also through a reload', async () => {
		const page = await fresh();
		await page.locator('[data-check="replTimeout"] input').check();
		await page.locator('[data-check="clearTarget"] input').check();
		await page.locator('[data-check="clearTarget"] input').uncheck();
		await w.reload();
		const again = await fresh();
		await until('the tick', () => again.locator('[data-check="replTimeout"] input').isChecked());
		assert.equal(await again.locator('[data-check="clearTarget"] input').isChecked(), false);
	});

	it('is filled with what the task says of itself', async () => {
		const page = await fresh(LIVE);
		await until('the details', async () => (await control(page, 'bandwidth_limit_mb').inputValue()) === '200');
		assert.ok(await page.locator('[name="migration_method"][value="incremental_migration"]').isChecked());
		assert.ok(await page.locator('[name="resume_mode"][value="auto"]').isChecked());
		assert.match(await control(page, 'source_instance.id').inputValue(), /^[0-9a-f-]{36}$/);
		assert.equal(await control(page, 'source_instance.addrs').inputValue(), '192.168.10.50:6379');
		assert.equal(await control(page, 'source_instance.password').inputValue(), '');
		assert.equal(await control(page, 'target_instance.password').inputValue(), '');
	});

	it('warns of a task that is not waiting, and shows the service’s refusal in words (DCS.4957)', async () => {
		const page = await w.webview('configure');
		await waitText(page, '.notice-warning', 'not waiting for its configuration');
		await fill(page, { 'source_instance.password': 'a', 'target_instance.password': 'b' });
		const asked = await listen(w);
		await send(page);
		const alert = await waitText(page, '[role="alert"]', 'DCS.4957');
		assert.match(alert, /not possible in the present state of the task/);
		assert.equal(alert.split('DCS.4957').length, 2, 'the code is told once');
		assert.equal(posts(await asked.since()).length, 1);
		await picture(w, 'configure-wrong-state');
	});

	it('says what is wrong beside the field, once something was typed there', async () => {
		const page = await fresh();
		assert.equal(await page.locator('.problem').count(), 0);
		await fill(page, { bandwidth_limit_mb: '20000' });
		await control(page, 'source_instance.addrs').fill('10.0.0.300:6379, 10.0.0.1');
		await control(page, 'target_instance.id').focus();
		await until('words beside the limit', async () => /1 .* 10,?240/.test(await beside(page, 'bandwidth_limit_mb')));
		const addresses = await beside(page, 'source_instance.addrs');
		assert.match(addresses, /10\.0\.0\.300 is not a valid IP address/);
		assert.match(addresses, /10\.0\.0\.1 has no port\. It is sent as it stands/);
		assert.equal(await control(page, 'bandwidth_limit_mb').getAttribute('aria-invalid'), 'true');
		const described = (await control(page, 'bandwidth_limit_mb').getAttribute('aria-describedby')) ?? '';
		assert.match(await textOf(page, `#${described.split(' ')[0]}`), /10,?240/);
		await fill(page, { bandwidth_limit_mb: '200' });
		await until('no words any more', async () => (await beside(page, 'bandwidth_limit_mb')) === '');
		await picture(w, 'configure-errors');
	});

	it('sends nothing while something is wrong, and leads to the first such field', async () => {
		const page = await w.webview('configure');
		const asked = await listen(w);
		await page.locator('#submit').click();
		await waitText(page, '[role="alert"]', 'Nothing was sent. Correct the marked fields first.');
		assert.match(await beside(page, 'target_instance.id'), /Enter the ID of the target instance/);
		assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'source_instance.addrs');
		assert.equal(await w.messages.isDialogOpen(), false);
		assert.deepEqual(posts(await asked.since()), []);
	});

	it('takes either end by instance or by addresses: typing chooses', async () => {
		const page = await fresh();
		const by = (side: string): Promise<string> => page.locator(`[name="${side}.by"]:checked`).inputValue();
		await fill(page, { 'source_instance.id': 'a-source', 'target_instance.addrs': '10.0.0.2:6379,10.0.0.3:6379' });
		assert.deepEqual([await by('source_instance'), await by('target_instance')], ['id', 'addrs']);
		await waitText(page, '#summary', 'from a-source to 10.0.0.2:6379, 10.0.0.3:6379');
		await fill(page, { 'source_instance.addrs': '10.0.0.1:6379', 'target_instance.id': TARGET });
		assert.deepEqual([await by('source_instance'), await by('target_instance')], ['addrs', 'id']);
		await waitText(page, '#summary', `from 10.0.0.1:6379 to dcs-target-1db7`);
	});

	it('warns of a quote in a password and of automatic reconnection, and stops nobody for it', async () => {
		const page = await w.webview('configure');
		await fill(page, { 'source_instance.password': SECRET });
		await until('the warning', async () =>
			(await beside(page, 'source_instance.password')).includes("with a ' in the password"),
		);
		assert.equal(await control(page, 'source_instance.password').getAttribute('aria-invalid'), null);
		assert.equal(await page.locator('[data-warning="resume_mode"]').count(), 0);
		await choose(page, 'resume_mode', 'auto');
		assert.match(await textOf(page, '[data-warning="resume_mode"]'), /starts a new full copy and needs more bandwidth/);
		assert.ok(await page.locator('#submit').isEnabled());
		await picture(w, 'configure-warnings');
	});

	it('shows the request as it will be sent, passwords masked', async () => {
		const page = await w.webview('configure');
		await page.getByRole('button', { name: 'Show request' }).click();
		const text = await textOf(page, '#request');
		assert.match(text, new RegExp(`^POST /v2/[0-9a-f]{32}/migration/${TASK.id}/task\n`));
		assert.deepEqual(JSON.parse(text.slice(text.indexOf('{'))), {
			migration_method: 'incremental_migration',
			resume_mode: 'auto',
			source_instance: { addrs: '10.0.0.1:6379', password: '••••••' },
			target_instance: { id: TARGET },
		});
		await page.locator('#request').scrollIntoViewIfNeeded();
		await picture(w, 'configure-request');
	});

	it('sends nothing when the question is answered with Cancel', async () => {
		const page = await w.webview('configure');
		const asked = await listen(w);
		await page.locator('#submit').click();
		await w.dialog();
		await w.messages.dialogButton('Cancel');
		await until('the button to be back', () => page.locator('#submit').isEnabled());
		assert.deepEqual(posts(await asked.since()), []);
		assert.equal(await lastConfigureBody(w).then((body) => JSON.stringify(body).includes('10.0.0.1')), false);
		assert.equal(await control(page, 'source_instance.password').inputValue(), SECRET);
	});

	it('keeps a draft through a change of tabs, without its passwords', async () => {
		await w.execute('migrationTasks.openTask', LIVE);
		await w.webview({ text: 'payments-live' });
		await w.execute('migrationTasks.configureTask', TASK);
		const page = await w.webview('configure');
		await waitText(page, '[role="status"]', 'Your draft was restored. Passwords are never kept: enter them again.');
		assert.equal(await control(page, 'source_instance.addrs').inputValue(), '10.0.0.1:6379');
		assert.equal(await control(page, 'target_instance.id').inputValue(), TARGET);
		assert.ok(await page.locator('[name="resume_mode"][value="auto"]').isChecked());
		assert.equal(await control(page, 'source_instance.password').inputValue(), '');
		await picture(w, 'configure-draft');
	});

	it('keeps a draft when its tab is closed, says so, and opens with it again', async () => {
		await w.execute('notifications.clearAll');
		await w.execute('workbench.action.closeAllEditors');
		await w.messages.notificationButton('is kept until this window is closed, without passwords', 'Open the Form');
		const page = await w.webview('configure');
		await waitText(page, '[role="status"]', 'Your draft was restored');
		assert.equal(await control(page, 'source_instance.addrs').inputValue(), '10.0.0.1:6379');
		assert.equal(await control(page, 'source_instance.password').inputValue(), '');
	});

	it('keeps a draft through a reload of the window, and nowhere a password', async () => {
		await w.reload();
		const page = await w.webview('configure');
		await waitText(page, '[role="status"]', 'Your draft was restored');
		assert.equal(await control(page, 'source_instance.addrs').inputValue(), '10.0.0.1:6379');
		assert.equal(await control(page, 'source_instance.password').inputValue(), '');
		// The draft is found where state is kept, so a password would be found there as well.
		await until('the draft on disk', async () => (await placesThatHold(w, '10.0.0.1:6379')).length > 0);
		assert.deepEqual(await placesThatHold(w, SECRET), []);
		await page.getByRole('button', { name: 'Discard draft' }).click();
		assert.equal(await control(page, 'source_instance.addrs').inputValue(), '');
	});

	for (const { what, rule, password, words } of [
		{
			what: 'a wrong password (DCS.4080)',
			rule: null,
			password: 'wrong',
			words: [/refuses the values|password/i, /Instance password verify failed/, /DCS\.4080/],
		},
		{
			what: 'a missing permission (403)',
			rule: { kind: 'forbidden', match: 'POST /v2/' },
			password: 'right',
			words: [/“Sandbox” is not allowed to do this/, /:modify/],
		},
		{
			what: 'a fault of the service (500)',
			rule: { kind: '500', match: 'POST /v2/' },
			password: 'right',
			words: [/HTTP 500/],
		},
		{
			what: 'a service that is busy (429)',
			rule: { kind: '429', match: 'POST /v2/', retryAfter: 7 },
			password: 'right',
			words: [/too many requests/, /7 s/],
		},
	] as const) {
		it(`says in words what the service answered to ${what}, and sends only once`, async () => {
			const page = await fresh();
			await fill(page, {
				'source_instance.addrs': '10.20.0.5:6379',
				'source_instance.password': password,
				'target_instance.id': TARGET,
			});
			await w.sandbox?.misbehave(rule);
			const asked = await listen(w);
			await send(page);
			const alert = await until('the alert', async () => {
				return (await page.locator('[role="alert"]').allInnerTexts()).join('\n') || false;
			});
			for (const pattern of words) {
				assert.match(alert, pattern);
			}
			await until('the button to be back', () => page.locator('#submit').isEnabled());
			assert.equal(posts(await asked.since()).length, 1);
			await w.sandbox?.misbehave(null);
		});
	}

	it('that is closed while it sends and opened again shows that it is being sent, then the outcome of the one request', async () => {
		const page = await fresh();
		await fill(page, REFUSED);
		await w.sandbox?.misbehave({ kind: 'latency', ms: 15_000, match: 'POST /v2/' });
		const asked = await listen(w);
		await send(page);
		await waitText(page, '.progress', 'Configuring “dcs-migration-1db7”');
		const again = await fresh();
		await waitText(again, '.progress', 'Configuring “dcs-migration-1db7”');
		assert.ok(await again.locator('#submit').isDisabled());
		await picture(w, 'configure-joined');
		await waitText(again, '[role="alert"]', 'DCS.4080');
		assert.equal(posts(await asked.since()).length, 1);
		await w.sandbox?.misbehave(null);
	});

	it('that is closed while it sends and not opened again leaves the outcome to a message', async () => {
		const page = await fresh();
		await fill(page, REFUSED);
		await w.sandbox?.misbehave({ kind: 'latency', ms: 5_000, match: 'POST /v2/' });
		const asked = await listen(w);
		await send(page);
		await waitText(page, '.progress', 'Configuring');
		await w.execute('workbench.action.closeAllEditors');
		await w.messages.notificationButton(/“dcs-migration-1db7”: .*DCS\.4080/, 'Open Task');
		await w.webview('details');
		assert.equal(posts(await asked.since()).length, 1);
		await w.sandbox?.misbehave(null);
	});

	it('tells after a reload of the window what was on its way, and sends again only by decision', async () => {
		const page = await fresh();
		await fill(page, { ...REFUSED, 'source_instance.password': SECRET });
		await w.sandbox?.misbehave({ kind: 'hang', match: 'POST /v2/' });
		const asked = await listen(w);
		await send(page);
		await until('the request', async () => posts(await asked.since()).length === 1);
		await w.reload();
		const unknown = '[role="alert"][data-state="unknown"]';
		const restored = await w.webview('configure');
		const alert = await until(
			'the trace',
			async () => {
				const texts = await restored.locator(unknown).allInnerTexts();
				return texts.find((text) => /The task still says “Waiting for configuration”/.test(text));
			},
			60_000,
		);
		assert.match(alert, /A configuration was sent at \d+:\d\d.*, outcome unknown/);
		assert.match(await beside(restored, 'source_instance.password'), /not kept when the tab is hidden/);
		await picture(w, 'configure-trace');
		await w.execute('migrationTasks.openTask', TASK);
		await waitText(await w.webview('details'), 'body', /A configuration was sent at .*, outcome unknown/);
		assert.equal(posts(await asked.since()).length, 1);
		assert.deepEqual(await placesThatHold(w, SECRET), []);
		await w.sandbox?.misbehave(null);
		const again = await fresh();
		await again.locator(unknown).waitFor();
		await fill(again, REFUSED);
		assert.equal(await send(again), 'Send Again');
		await waitText(again, '[role="alert"]', 'DCS.4080');
		assert.equal(posts(await asked.since()).length, 2);
	});

	it('refuses to tell the unknown: a request without an answer is followed by a look at the task', async () => {
		const page = await fresh();
		await fill(page, { 'source_instance.addrs': '10.20.0.5:6379', 'target_instance.id': TARGET });
		await w.sandbox?.misbehave({ kind: 'drop', match: 'POST /v2/' });
		const asked = await listen(w);
		await send(page);
		const alert = await waitText(
			page,
			'[role="alert"][data-state="unknown"]',
			'it is not known whether the task was configured',
		);
		assert.match(alert, /The task still says “Waiting for configuration”/);
		assert.equal(posts(await asked.since()).length, 1);
		await w.sandbox?.misbehave(null);
	});

	it('a request that was taken without an answer shows the task’s new state', async () => {
		const page = await fresh();
		await fill(page, {
			'source_instance.addrs': '10.20.0.5:6379,10.20.0.6:6379',
			'source_instance.password': SECRET,
			'target_instance.id': TARGET,
			bandwidth_limit_mb: '0200',
		});
		await choose(page, 'resume_mode', 'auto');
		await w.sandbox?.misbehave({ kind: 'dropAfter', match: 'POST /v2/' });
		const asked = await listen(w);
		assert.equal(await send(page), 'Send Again', 'that of the last test is in doubt');
		const alert = await waitText(page, '[role="alert"][data-state="unknown"]', 'not known whether');
		assert.match(alert, /The task now says “(Full sync|Migrating)”/);
		assert.equal(posts(await asked.since()).length, 1);
		await w.sandbox?.misbehave(null);
		await w.tree.waitRows('it in progress', (rows) => groupAbove(rows, 'dcs-migration-1db7') === 'In progress');
		await picture(w, 'configure-unknown');
	});

	it('sent exactly what the page documents: unset left out, the limit as a string', async () => {
		assert.deepEqual(await lastConfigureBody(w), {
			migration_method: 'incremental_migration',
			resume_mode: 'auto',
			bandwidth_limit_mb: '200',
			source_instance: { addrs: '10.20.0.5:6379,10.20.0.6:6379', password: SECRET },
			target_instance: { id: TARGET },
		});
	});

	it('configures a full migration with the limit that was set, and shows the answer', async () => {
		const other = (await w.callApi('getTasks')) as { name: string; ref: typeof TASK }[];
		const ref = other.find(({ name }) => name === 'session-store-eu')?.ref;
		assert.ok(ref);
		const page = await fresh(ref);
		await choose(page, 'migration_method', 'full_amount_migration');
		await fill(page, {
			'source_instance.addrs': '10.20.0.9:6379',
			'target_instance.id': TARGET,
			bandwidth_limit_mb: '50',
		});
		await until('the hint at the limit', async () =>
			/whether it does anything in a full one is not known/.test(await beside(page, 'bandwidth_limit_mb')),
		);
		await send(page);
		await waitText(page, '#done-title', 'The task was configured and has started.');
		assert.equal(await fieldText(page, 'status'), 'Full sync');
		assert.deepEqual(await lastConfigureBody(w), {
			migration_method: 'full_amount_migration',
			resume_mode: 'manual',
			bandwidth_limit_mb: '50',
			source_instance: { addrs: '10.20.0.9:6379' },
			target_instance: { id: TARGET },
		});
		await waitText(page, 'header', /Full sync|Migrating/);
	});

	it('says so when no task waits any more, and that SMS tasks are not configured here', async () => {
		await w.execute('workbench.action.closeAllEditors');
		await w.runCommand('Migration Tasks: Configure Online Migration…');
		await w.messages.waitNotification('No task waits for its configuration.');
		const tasks = (await w.callApi('getTasks')) as { ref: typeof TASK }[];
		const sms = tasks.find(({ ref }) => ref.service === 'sms');
		await w.execute('migrationTasks.configureTask', sms?.ref);
		await w.messages.waitNotification('Only online migrations of DCS are configured here.');
		assert.deepEqual(await w.editors(), []);
	});

	it('left its secrets in no file and no state', async () => {
		assert.deepEqual(await placesThatHold(w, SECRET), []);
		// The editor writes each error message that it shows to the console as well.
		const others = w.consoleErrors.filter((text) => !text.startsWith('“dcs-migration-1db7”: The password of'));
		assert.deepEqual(others, []);
	});
});
