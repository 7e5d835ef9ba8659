/** All migrations in one panel: opened, sorted, filtered, pinned, sampled within a budget. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import { until, Workbench } from './driver';
import { persist, TRY } from './driver/waiting';
import { listen, picture, waitText } from './support';

const LIVE = { connectionId: 'sandbox', service: 'dcs', id: '31c6fd2b-2893-430b-90ff-d1adb8060585' };
const NAME = 'payments-live';

describe('The overview', () => {
	let w: Workbench;
	let page: Frame;
	before(async () => {
		w = await Workbench.open({
			sandbox: true,
			settings: { 'migrationTasks.refreshInterval': 0, 'migrationTasks.statsInterval': 2 },
		});
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ label }) => label === NAME));
	});
	after(() => w?.close());

	const rows = () => page.locator('tbody tr');
	const names = async (): Promise<string[]> =>
		(await rows().locator('th .value').allTextContents()).map((name) => name.trim());
	const row = (id: string): string => `tbody tr[data-row$="${id}"]`;
	const card = (id: string): string => `[data-card$="${id}"]`;
	const focused = () => page.evaluate(() => (document.hasFocus() ? document.activeElement?.id : undefined));
	const bar = async (): Promise<string> => (await w.statusBar()).find((text) => text.startsWith('Migrations: ')) ?? '';

	it('is announced in the status bar by how many run and how many need somebody', async () => {
		await until('the status bar', async () => /Migrations: \d+ running · (1 needs|\d+ need) you/.test(await bar()));
	});

	it('opens by the palette, with what needs somebody on top, counted as in the status bar', async () => {
		await w.runCommand('Migration Tasks: Open Overview');
		page = await w.webview('overview');
		await rows().first().waitFor();
		await waitText(page, '#waiting-title', /need/);
		assert.ok((await names()).includes(NAME));
		await picture(w, 'overview');
		await until('the same counts', async () => {
			const [, running, need] = /(\d+) running · (.* you)$/.exec(await bar()) ?? [];
			const states = await page.locator('[data-state="active"] strong').innerText();
			return states === running && (await page.locator('#waiting-title').innerText()) === need;
		});
	});

	it('is worked by keys alone: filtered, walked through, pinned, sorted, opened, and found as it was left', async () => {
		const { keyboard } = w.page;
		await persist(
			'the filter to have the focus',
			() => keyboard.press('/'),
			async () => (await focused()) === 'filter',
		);
		await keyboard.type('payments');
		await until('one row', async () => (await names()).join() === NAME);
		await keyboard.press('ArrowDown');
		await keyboard.press('p');
		await page.locator(card(LIVE.id)).waitFor();
		await keyboard.press('Escape');
		await until('all rows', async () => (await names()).length > 10);
		await page.locator('[data-sort="name"]').focus();
		await keyboard.press('Enter');
		await page.locator('th[aria-sort="ascending"]').waitFor();
		await page.locator(row(LIVE.id)).focus();
		await keyboard.press('Enter');
		await waitText(await w.webview('details'), 'h1', NAME);
		await w.runCommand('Migration Tasks: Open Overview');
		page = await w.webview('overview');
		await page.locator('th[aria-sort="ascending"]').waitFor();
		await page.locator(card(LIVE.id)).waitFor();
		await page.locator(card(LIVE.id)).locator('.unpin').click();
		assert.equal((await w.editors()).filter((title) => title === 'Migrations').length, 1);
	});

	it('sorts by a column and is filtered by words', async () => {
		for (const order of ['descending', 'none', 'ascending']) {
			await page.locator('[data-sort="name"]').click();
			await page.locator(`th.col-name[aria-sort="${order}"]`).waitFor();
		}
		const sorted = await names();
		const { compare } = new Intl.Collator('en', { numeric: true });
		assert.deepEqual(sorted, [...sorted].sort(compare));
		await page.locator('#filter').fill(NAME);
		await until('one row', async () => (await names()).join() === NAME);
		await page.locator('#filter').fill('');
	});

	it('has the menu of a task at its row', async () => {
		const entries = w.page.locator('.monaco-menu .action-item .action-label:not(.separator)');
		const said = async (): Promise<string[]> => (await entries.allInnerTexts()).map((entry) => entry.trim());
		await persist(
			'the menu of a row',
			() => page.locator(row(LIVE.id)).locator('.col-phase').click({ button: 'right' }),
			() => entries.first().isVisible(),
		);
		const offered = await said();
		for (const entry of ['Open Task', 'Open in Cloud Console', 'Watch Task', 'Copy Task ID', 'Copy Link', 'Stop']) {
			assert.ok(
				offered.some((one) => one.startsWith(entry)),
				`${entry} of ${offered.join()}`,
			);
		}
		assert.ok(
			offered.every((entry) => !/Configure|^Cut|^Paste/.test(entry)),
			offered.join(),
		);
		await picture(w, 'overview-menu');
		await persist(
			'the identifier to be copied',
			() => entries.filter({ hasText: 'Copy Task ID' }).click({ timeout: TRY }),
			async () => !(await entries.first().isVisible()),
		);
		await until('the identifier', async () => (await w.clipboard()) === LIVE.id);
	});

	it('follows the pinned ones live, within its budget', async function () {
		this.timeout(120_000);
		const running = page.locator('tbody tr').filter({ has: page.locator('.tone-busy') });
		await page.locator(row(LIVE.id)).locator('.pin').click();
		const other = running.locator('.pin[aria-pressed="false"]').first();
		await other.click();
		await until('two cards', async () => (await page.locator('[data-card]').count()) === 2);
		const said = (): Promise<string> => page.locator(card(LIVE.id)).locator('dl').innerText({ timeout: 2_000 });
		const first = await until('numbers', () => said().catch(() => undefined), 30_000);
		const asked = await listen(w);
		await until('other numbers', async () => (await said()) !== first, 30_000);
		await sleep(20_000);
		const requests = (await asked.since()).filter(({ path: at }) => !/__sandbox/.test(at));
		assert.ok(requests.length > 5 && requests.length < 80, `${requests.length} requests in 20 s and some`);
		await picture(w, 'overview-pinned');
	});

	it('leads to a task, and samples nothing while another tab is in front of it', async function () {
		this.timeout(120_000);
		await page.locator(row(LIVE.id)).locator('.col-phase').click();
		await waitText(await w.webview('details'), 'h1', NAME);
		// What was under way has been answered by then.
		await sleep(3_000);
		const asked = await listen(w);
		await sleep(15_000);
		const others = (await asked.since()).filter(({ path: at }) => !at.includes(LIVE.id));
		assert.deepEqual(
			others.map(({ path: at }) => at),
			[],
		);
	});

	it('opens from the status bar, whose tooltip leads to each task, and from the view’s title', async () => {
		await w.execute('workbench.action.closeAllEditors');
		const item = w.page.locator('.part.statusbar .statusbar-item[aria-label^="Migrations: "]');
		await w.withTooltips(async () => {
			const link = w.page.locator('.workbench-hover-container .monaco-hover a').first();
			await until('the tooltip', async () => {
				await w.page.mouse.move(0, 0);
				await item.hover({ timeout: TRY });
				return until('a link', () => link.isVisible(), TRY);
			});
			await picture(w, 'overview-status');
			const name = await link.innerText();
			// The driver lets the mouse through tooltips.
			await link.dispatchEvent('click');
			await waitText(await w.webview('details'), 'h1', name);
		});
		await item.click();
		page = await w.webview('overview');
		await rows().first().waitFor();
		await w.execute('workbench.action.closeAllEditors');
		await w.tree.titleAction('Open Overview');
		page = await w.webview('overview');
		await rows().first().waitFor();
	});

	it('comes back after a reload as it was left', async () => {
		await page.locator(row(LIVE.id)).locator('.pin').click();
		await page.locator('#filter').fill('payments');
		await page.locator('[data-state="active"]').click();
		await page.locator('[data-state="active"][aria-pressed="true"]').waitFor();
		await w.reload();
		page = await w.webview('overview');
		await page.locator(card(LIVE.id)).waitFor();
		assert.equal(await page.locator('#filter').inputValue(), 'payments');
		assert.equal(await page.locator('[data-state="active"]').getAttribute('aria-pressed'), 'true');
		await until('the row', async () => (await names()).join() === NAME);
	});
});
