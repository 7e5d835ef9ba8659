import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Frame } from 'playwright-core';
import { type Theme, until, Workbench } from './driver';
import { type Asked, advance, fieldText, letPass, listen, picture, statText, textOf, waitText } from './support';

const THEMES: readonly Theme[] = [
	'Default Light Modern',
	'Default Dark Modern',
	'Default High Contrast',
	'Default High Contrast Light',
];
const PAYMENTS = '31c6fd2b-2893-430b-90ff-d1adb8060585';

describe('The details panel', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({
			sandbox: true,
			settings: { 'migrationTasks.refreshInterval': 0, 'migrationTasks.statsInterval': 1 },
		});
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ description }) => description === '16'));
	});
	after(() => w?.close());

	/** Opens a task's panel by its reference, as the tree does, and waits until its details are on the page. */
	async function open(name: string, id: string, service = 'dcs', connectionId = 'sandbox'): Promise<Frame> {
		await w.execute('migrationTasks.openTask', { connectionId, service, id });
		return shown(name);
	}

	async function shown(name: string): Promise<Frame> {
		return until(`the panel of ${name}`, async () => {
			const page = await w.webview('details');
			const title = await page.locator('h1').textContent({ timeout: 1_000 });
			return title === name && (await page.locator('[data-field="task_id"], [data-field="id"]').count()) > 0 && page;
		});
	}

	/** What was asked of one task. */
	const of = (id: string, asked: readonly Asked[]): string[] =>
		asked.filter(({ path }) => path.includes(id)).map(({ path }) => (path.endsWith('/stats') ? 'stats' : 'details'));

	it('shows the list’s documented dcs-migration-test-6-16: what, from where to where, when, and its status on the wire', async () => {
		const page = await open('dcs-migration-test-6-16', '2944a563-6f27-4604-9c16-a9a53cd95cc7');
		assert.equal(await fieldText(page, 'status'), 'Stopped');
		assert.equal(await page.locator('[data-field="status"]').getAttribute('title'), 'TERMINATED');
		assert.match(await waitText(page, '.headline-text', 'The task has ended'), /Stopped/);
		assert.equal(await fieldText(page, 'data_source'), '192.168.0.200:6379');
		assert.equal(await fieldText(page, 'target_instance_addrs'), '192.168.0.153:6379');
		assert.equal(await fieldText(page, 'source_instance_spec_code'), 'redis.single.xu1.tiny.128');
		assert.equal(await fieldText(page, 'migration_method'), 'Full, then incremental');
		assert.equal(await fieldText(page, 'resume_mode'), 'Automatic');
		assert.equal(await fieldText(page, 'description'), 'dcs-test');
		assert.match(await fieldText(page, 'released_at'), /Mar 1, 2024|2024/);
		assert.equal(await fieldText(page, 'version'), '6.0.21');
	});

	it('tells an empty value from one that never came', async () => {
		const page = await shown('dcs-migration-test-6-16');
		const error = page.locator('[data-field="error_message"]');
		assert.equal(await error.textContent(), '—');
		assert.equal(await error.getAttribute('title'), 'empty: the service sent no value');
		assert.equal(await page.locator('[data-field="ecs_tenant_private_ip"]').count(), 0);
		assert.equal(await page.locator('[data-field="backup_files.bucket_name"]').count(), 0);
	});

	it('shows the details’ documented migration1 with the type that the list has, not the method in its place, and no password on the page', async () => {
		const page = await open('migration1', 'a276c1ffa0a54c2597fc824b917db317');
		assert.equal(await fieldText(page, 'status'), 'Stopping');
		assert.equal(await fieldText(page, 'migration_type'), 'Online');
		assert.equal(await fieldText(page, 'source_instance.name'), 'dcs-test');
		assert.equal(await fieldText(page, 'source_instance.id'), '86157b69-8a62-47f9-8c55-fa6ddc8927e1');
		assert.equal(await fieldText(page, 'source_instance.proxy_multi_db'), 'No');
		assert.equal(await fieldText(page, 'target_instance.name'), 'test-instance');
		assert.equal(await fieldText(page, 'network_type'), 'VPC');
		assert.match(await fieldText(page, 'created_at'), /2019/);
		assert.doesNotMatch(await page.content(), /password|SANDBOX-PASSWORD-MARKER/i);
	});

	it('shows the SMS list’s documented sms_task_leddesktop', async () => {
		const page = await open('sms_task_leddesktop', 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001', 'sms');
		assert.equal(await fieldText(page, 'state'), 'Migrated');
		assert.equal(await page.locator('[data-field="state"]').getAttribute('title'), 'MIGRATE_SUCCESS');
		assert.match(await fieldText(page, 'type'), /block/i);
		assert.match(await fieldText(page, 'os_type'), /Windows/);
		assert.match(await fieldText(page, 'speed_limit'), /^200 Mbit\/s$/);
		assert.equal(await fieldText(page, 'target_server.name'), 'xxx-sms-target');
		assert.match(await fieldText(page, 'create_date'), /2019/);
		assert.match(await fieldText(page, 'migration_ip'), /^192\.168\.1\.201/);
	});

	it('is one a task: asked for again, it comes to the front', async () => {
		const before = await w.editors();
		assert.deepEqual(before, ['dcs-migration-test-6-16', 'migration1', 'sms_task_leddesktop']);
		await open('migration1', 'a276c1ffa0a54c2597fc824b917db317');
		assert.deepEqual(await w.editors(), before);
	});

	it('copies one value, and says that it did', async () => {
		const page = await shown('migration1');
		await page.getByRole('button', { name: 'Copy Task ID' }).click();
		await until('the id in the clipboard', async () => (await w.clipboard()) === 'a276c1ffa0a54c2597fc824b917db317');
		await page.locator('button.copied').waitFor();
	});

	it('tells a failed task’s reason first', async () => {
		await w.tree.click('coupon-codes');
		const page = await shown('coupon-codes');
		assert.match(await waitText(page, '.headline-text', 'The migration failed:'), /password is wrong/);
		assert.match(await textOf(page, '[data-cause="r04"] blockquote'), /WRONGPASS/);
		assert.match(await fieldText(page, 'error_message'), /WRONGPASS/);
		await picture(w, 'details-failed');
	});

	it('shows an SMS task’s steps as a timeline, and moves', async () => {
		await w.tree.click('sms_task_erp-db');
		const page = await shown('sms_task_erp-db');
		const steps = page.locator('.steps .step');
		await until('the steps', async () => (await steps.count()) >= 5);
		const states = await steps.evaluateAll((all) => all.map((step) => step.getAttribute('data-state')));
		assert.equal(states.filter((state) => state === 'running').length, 1);
		assert.equal(states[0], 'done');
		assert.match(await textOf(page, '.step[data-state="running"] .step-progress'), /^\d+ %$/);
		assert.match(await fieldText(page, 'network_check_info.evaluation_result'), /excellent/i);
		assert.match(await fieldText(page, 'special_config.0.config_value'), /^4/);
		const speed = await statText(page, 'migrate_speed');
		await until('the speed to change', async () => (await statText(page, 'migrate_speed')) !== speed);
		await page.locator('[data-plot] canvas').first().waitFor();
		await picture(w, 'details-sms');
		await page.locator('.steps').scrollIntoViewIfNeeded();
		await picture(w, 'details-sms-steps');
	});

	it('stops asking on Pause, and goes on on Resume', async () => {
		const page = await open('payments-live', PAYMENTS);
		await page.getByRole('button', { name: 'Pause' }).click();
		await waitText(page, '.live-note', 'paused');
		const asked = await listen(w);
		await letPass(3);
		assert.deepEqual(of(PAYMENTS, await asked.since()), []);
		const resumed = await listen(w);
		await page.getByRole('button', { name: 'Resume' }).click();
		await until(
			'samples',
			async () => of(PAYMENTS, await resumed.since()).filter((what) => what === 'stats').length >= 2,
		);
	});

	it('asks nothing while it is hidden, and goes on when it is seen again', async () => {
		await open('sms_task_erp-db', await smsId('sms_task_erp-db'), 'sms');
		const asked = await listen(w);
		// The panel in front is the clock.
		await until('three samples of the other task', async () => {
			return (await asked.since()).filter(({ path }) => path.startsWith('/v3/tasks/')).length >= 3;
		});
		assert.deepEqual(of(PAYMENTS, await asked.since()), []);
		const back = await listen(w);
		await open('payments-live', PAYMENTS);
		await until('samples', async () => of(PAYMENTS, await back.since()).includes('stats'));
	});

	async function smsId(name: string): Promise<string> {
		const tasks = (await w.callApi('getTasks')) as { name: string; ref: { id: string } }[];
		return tasks.find((task) => task.name === name)?.ref.id ?? '';
	}

	it('says that its numbers are old and why when a poll fails, keeps them, and recovers', async () => {
		const page = await shown('payments-live');
		const before = await statText(page, 'source_dbsize');
		await w.sandbox?.misbehave({ kind: 'forbidden', match: '/stats' });
		const alert = await waitText(page, '[role="alert"]', 'is not allowed');
		assert.match(alert, /“Sandbox”/);
		assert.match(await statText(page, 'source_dbsize'), /^[\d,]+$/);
		assert.ok((await statText(page, 'source_dbsize')) >= before);
		await picture(w, 'details-stale');
		await w.sandbox?.misbehave(null);
		await until('no alert', async () => (await page.locator('[role="alert"]').count()) === 0);
	});

	it('is back with its task after the window was reloaded', async () => {
		await w.reload();
		const page = await shown('payments-live');
		await waitText(page, '.headline-text', /^(Following changes|Close behind|Ready to stop)/);
		await page.locator('[data-plot] canvas').first().waitFor();
		assert.ok((await w.editors()).includes('migration1'));
	});

	it('polls until the task has ended, and then no more', async () => {
		const ref = { connectionId: 'sandbox', service: 'dcs', id: '90754308-a156-406f-a837-8f852f38a646' };
		await w.execute('migrationTasks.configureTask', ref);
		const form = await w.webview('configure');
		await form.locator('[name="migration_method"][value="full_amount_migration"]').check();
		await form.locator('[name="source_instance.addrs"]').fill('10.20.0.5:6379');
		await form.locator('[name="target_instance.id"]').fill('cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd');
		await form.locator('#submit').click();
		await w.dialog();
		await w.messages.dialogButton('Configure and Start');
		await waitText(form, '#done-title', 'has started');

		const page = await open('dcs-migration-1db7', ref.id);
		await waitText(page, '.headline-text', /snapshot|Full sync/);
		await advance(w, 12 * 3600);
		await waitText(page, '.headline-text', 'succeeded');
		assert.equal(await fieldText(page, 'status'), 'Succeeded');
		await waitText(page, '.live-note', 'the task has ended');
		// The last sample comes after the status that ended it.
		await until('the last sample', async () => (await statText(page, 'is_migrating')) === 'No');
		assert.equal(await statText(page, 'full_migration_progress'), '100');
		assert.equal(await page.getByRole('button', { name: 'Pause' }).count(), 0);
		await waitText(page, '.headline-hint', 'leaves out what was written after it began');
		await picture(w, 'details-ended');

		const asked = await listen(w);
		await letPass(3);
		assert.deepEqual(of(ref.id, await asked.since()), []);
	});

	it('says that a task was deleted, and keeps what was last read', async () => {
		await w.execute('migrationTasks.openTask', { connectionId: 'sandbox', service: 'dcs', id: 'deleted-long-ago' });
		const page = await w.webview({ text: 'does not know this task any more' });
		assert.match(await textOf(page, '[role="alert"]'), /it was deleted/);
		assert.equal(await page.getByRole('button', { name: 'Pause' }).count(), 0);
		await w.runCommand('View: Close Editor');
	});

	it('is worked by keyboard alone: buttons, menu, charts, values', async () => {
		const page = await open('payments-live', PAYMENTS);
		await page.getByRole('button', { name: 'Pause' }).focus();
		await w.page.keyboard.press('Enter');
		await waitText(page, '.live-note', 'paused');
		assert.equal(await focused(page), 'Resume Sampling');
		await w.page.keyboard.press('Enter');
		await page.getByRole('button', { name: 'Pause' }).waitFor();
		for (const _button of ['Refresh', 'Watch', 'More actions']) {
			await w.page.keyboard.press('Tab');
		}
		await w.page.keyboard.press('Enter');
		await until('the menu', async () => (await focused(page)) === 'Copy as JSON');
		await w.page.keyboard.press('Enter');
		await until('the JSON', async () => (await w.clipboard()).includes('"task_name": "payments-live"'));
		const chart = page.locator('[data-plot]').first();
		await chart.focus();
		await w.page.keyboard.press('ArrowLeft');
		assert.match((await chart.getAttribute('aria-valuetext')) ?? '', /Offset/);
	});

	/** Runs in the page: what reaches beyond it to the right, where it scrolls sideways. */
	function tooWide(): string[] {
		const { scrollWidth, clientWidth } = document.documentElement;
		const wide = [...document.querySelectorAll('body *')].filter(
			(element) => element.getBoundingClientRect().right > clientWidth + 0.5,
		);
		const words = wide.map((element) => `${element.tagName}.${element.getAttribute('class')}`);
		return scrollWidth <= clientWidth ? [] : [`${scrollWidth} of ${clientWidth}`, ...words];
	}

	function focused(page: Frame): Promise<string> {
		return page.evaluate(() => document.activeElement?.textContent ?? '');
	}

	it('has room at 300 px', async () => {
		await w.execute('workbench.action.closeSidebar');
		await w.resize(350, 800);
		const page = await shown('payments-live');
		await until('no sideways scrolling', async () => {
			assert.deepEqual(await page.evaluate(tooWide), []);
			return true;
		});
		assert.ok(await page.getByRole('button', { name: 'Pause' }).isVisible());
		assert.ok((await page.evaluate(() => document.documentElement.clientWidth)) <= 310);
		await picture(w, 'details-300');
		await w.resize(1200, 800);
		await w.openView();
	});

	it('wears the theme of the window', async () => {
		const page = await shown('payments-live');
		const grounds = new Set<string>();
		for (const theme of THEMES) {
			await w.setTheme(theme);
			const ground = await until(`the page in ${theme}`, () =>
				page.evaluate(() => {
					const style = getComputedStyle(document.body);
					const wanted = style.getPropertyValue('--vscode-editor-background').trim();
					const probe = document.createElement('i');
					probe.style.color = wanted;
					document.body.append(probe);
					const colour = getComputedStyle(probe).color;
					probe.remove();
					return colour === style.backgroundColor && `${colour} ${style.color} ${document.body.className}`;
				}),
			);
			grounds.add(ground);
			await picture(w, `details-${theme.replaceAll(' ', '-').toLowerCase()}`);
		}
		assert.equal(grounds.size, THEMES.length);
	});

	it('never troubled the window behind it', () => {
		assert.deepEqual(w.consoleErrors, []);
	});
});
