/** All migrations in one panel: opened, sorted, filtered, pinned, sampled within a budget. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import { until, Workbench } from './driver';
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
	const bar = async (): Promise<string> => (await w.statusBar()).find((text) => text.startsWith('Migrations: ')) ?? '';

	it('is announced in the status bar by how many run and how many need somebody', async () => {
		await until('the status bar', async () => /Migrations: \d+ running · (1 needs|\d+ need) you/.test(await bar()));
	});

	it('opens by the palette, with what needs somebody on top', async () => {
		await w.runCommand('Migration Tasks: Open Overview');
		page = await w.webview('overview');
		await rows().first().waitFor();
		await waitText(page, '#waiting-title', /need/);
		assert.ok((await names()).includes(NAME));
		await picture(w, 'overview');
	});

	it('sorts by a column and is filtered by words', async () => {
		await page.locator('[data-sort="name"]').click();
		await page.locator('th[aria-sort="ascending"]').waitFor();
		const sorted = await names();
		const { compare } = new Intl.Collator('en', { numeric: true });
		assert.deepEqual(sorted, [...sorted].sort(compare));
		await page.locator('#filter').fill(NAME);
		await until('one row', async () => (await names()).join() === NAME);
		await page.locator('#filter').fill('');
	});

	it('follows the pinned ones live, within its budget', async function () {
		this.timeout(120_000);
		const running = page.locator('tbody tr').filter({ has: page.locator('.tone-busy') });
		await page.locator(`tbody tr[data-row$="${LIVE.id}"] .pin`).click();
		const other = running.locator('.pin[aria-pressed="false"]').first();
		await other.click();
		await until('two cards', async () => (await page.locator('[data-card]').count()) === 2);
		const card = page.locator(`[data-card$="${LIVE.id}"]`);
		const said = (): Promise<string> => card.locator('dl').innerText({ timeout: 2_000 });
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
		await page.locator(`tbody tr[data-row$="${LIVE.id}"] .col-phase`).click();
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
});
