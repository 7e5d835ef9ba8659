import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { until, Workbench } from './driver';
import { listen, picture } from './support';

describe('The overview', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({ sandbox: true, settings: { 'migrationTasks.refreshInterval': 0 } });
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ label }) => label === 'payments-live'));
	});
	after(() => w?.close());

	const names = async (): Promise<readonly (string | undefined)[]> =>
		(await w.webview('overview'))
			.locator('tbody tr')
			.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.row));

	it('shows what runs, waits and has failed in one table, with what needs somebody on top', async () => {
		await w.runCommand('Migration Tasks: Open Overview');
		await until('the rows', async () => (await names()).includes('payments-live'));
		const page = await w.webview('overview');
		assert.match((await page.locator('.needing').textContent()) ?? '', /waits for its configuration|failed/);
		assert.match((await page.locator('.counts').textContent()) ?? '', /In progress: \d+/);
		await picture(w, 'overview');
	});

	it('is narrowed down by words, and sorted by a column', async () => {
		const page = await w.webview('overview');
		await page.getByRole('searchbox').fill('payments');
		await until('the one', async () => (await names()).join() === 'payments-live');
		await page.getByRole('searchbox').fill('');
		await page.getByLabel('Sort by').selectOption('percent');
		await until('the least that is done first', async () => (await names()).length > 5);
	});

	it('stands pinned ones side by side, live, within its budget', async () => {
		const page = await w.webview('overview');
		for (const name of ['payments-live', 'catalog-full-sync']) {
			await page.locator(`tr[data-row="${name}"] [data-pin]`).click();
			await page.locator(`[data-card="${name}"]`).waitFor();
		}
		const card = page.locator('[data-card="catalog-full-sync"]');
		const asked = await listen(w);
		const first = await card.textContent();
		const began = Date.now();
		await until('numbers that move', async () => (await card.textContent()) !== first, 60_000);
		const seconds = (Date.now() - began) / 1000;
		const stats = (await asked.since()).filter(
			({ method, path }) => method === 'GET' && /stats|v3\/tasks\//.test(path),
		);
		// The tree's own look at running tasks may come with it.
		assert.ok(stats.length <= seconds * 2 + 20, `${stats.length} requests in ${seconds} s`);
		await picture(w, 'overview-pinned');
	});

	it('opens a task with a key, and comes back after a reload as it was', async () => {
		const page = await w.webview('overview');
		await page.locator('tr[data-row="payments-live"] [data-open]').focus();
		await page.page().keyboard.press('Enter');
		await w.webview({ text: 'payments-live' });
		await until('its tab', async () => (await w.editors()).includes('payments-live'));
		await w.execute('workbench.action.closeActiveEditor');
		await w.reload();
		await w.runCommand('Migration Tasks: Open Overview');
		await until(
			'the cards',
			async () => (await (await w.webview('overview')).locator('[data-card]').count()) === 2,
			60_000,
		);
	});
});
