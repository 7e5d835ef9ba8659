import assert from 'node:assert/strict';
import { violations } from './axe';
import { NOW } from './fixtures';
import { type OpenOptions, usePages, type WebviewPage } from './harness';
import { FULL, OVERVIEW } from './overviewFixtures';
import { THEMES, type ThemeName } from './themes';

describe('The overview page', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(of = OVERVIEW, options: OpenOptions = {}): Promise<void> {
		view = await pages.open('overview', { now: NOW, ...options });
		await view.send({ type: 'overview', view: of });
	}
	const names = () =>
		view.page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.row));
	const sort = (column: string) => view.page.locator(`[data-sort="${column}"]`);

	it('sorts by each column, names as people count, and what is not known last', async () => {
		await show();
		assert.deepEqual((await names()).slice(1), ['legacy-crm', 'orders-2', 'orders-10']);
		await sort('percent').click();
		assert.deepEqual((await names()).at(-1), 'legacy-crm');
		assert.equal((await names())[0], 'orders-10');
		await sort('percent').click();
		assert.equal((await names())[0], 'orders-2');
		assert.equal((await names()).at(-1), 'legacy-crm');
		assert.equal(await view.page.locator('.col-percent[aria-sort]').first().getAttribute('aria-sort'), 'descending');
	});

	it('is sorted from a list where there is no room for a table', async () => {
		await show(OVERVIEW, { width: 300 });
		await view.page.getByLabel('Sort by').selectOption('percent');
		assert.equal((await names())[0], 'orders-10');
	});

	it('filters by any word of a row and by status, and keeps that', async () => {
		await show();
		await view.page.getByRole('searchbox').fill('telekom gateway');
		assert.deepEqual(await names(), ['legacy-crm']);
		await view.page.getByRole('searchbox').fill('');
		await view.page.locator('.counts [data-group="failed"]').click();
		assert.deepEqual(await names(), ['legacy-crm']);
		const { filter, groups } = (await view.state()) as { filter: string; groups: string[] };
		assert.deepEqual([filter, groups], ['', ['failed']]);
	});

	it('has on top what needs somebody, with why', async () => {
		await show();
		const text = (await view.page.locator('.needing').textContent()) ?? '';
		assert.match(text, /orders-2.*ready to stop writes/);
		assert.match(text, /legacy-crm.*no answer from the gateway/);
	});

	it('opens a task by click and by key, and goes from row to row with the arrows', async () => {
		await show();
		await view.page.locator('tr[data-row="orders-2"] [data-open]').click();
		await view.page.keyboard.press('ArrowDown');
		await view.page.keyboard.press('Enter');
		assert.deepEqual(
			(await view.posted('open')).map(({ key }) => key),
			['c/dcs/orders-2', 'c/dcs/orders-10'],
		);
	});

	it('pins and unpins, six at the most', async () => {
		await show();
		await view.page.locator('tr[data-row="orders-10"] [data-pin]').click();
		await view.page.locator('tr[data-row="orders-2"] [data-pin]').click();
		assert.deepEqual(
			(await view.posted('pin')).map(({ key, on }) => [key, on]),
			[
				['c/dcs/orders-10', true],
				['c/dcs/orders-2', false],
			],
		);
		const card = view.page.locator('[data-card="orders-2"]');
		assert.match((await card.textContent()) ?? '', /ready to stop writes.*557,223 → 557,215/);
		await show(FULL);
		assert.equal(await view.page.locator('[data-card]').count(), 6);
		assert.ok(await view.page.locator('tr[data-row="orders-10"] [data-pin]').isDisabled());
	});

	it('says so where there is nothing, and where a connection could not be read', async () => {
		await show({ ...OVERVIEW, rows: [], trouble: 'Not read: staging. The tree says why.' });
		assert.match((await view.page.locator('.none').textContent()) ?? '', /Nothing runs/);
		assert.match((await view.page.getByRole('alert').textContent()) ?? '', /staging/);
	});

	for (const theme of Object.keys(THEMES) as ThemeName[]) {
		it(`is accessible in ${theme}, and fits at 200, 300, 1,200 and 2,000 px`, async () => {
			for (const width of [200, 300, 780, 1200, 2000]) {
				await show(FULL, { theme, width });
				assert.equal(await view.overflows(), false, `${width}`);
			}
			await show(OVERVIEW, { theme });
			assert.deepEqual(await violations(view.page), []);
			await show(OVERVIEW, { theme, width: 300 });
			assert.deepEqual(await violations(view.page), []);
		}).timeout(30_000);
	}
});
