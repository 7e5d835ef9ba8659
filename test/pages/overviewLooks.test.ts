import assert from 'node:assert/strict';
import { violations } from './axe';
import { type OpenOptions, usePages, type WebviewPage } from './harness';
import { fullView, overviewView, pinnedState } from './overviewFixtures';
import { THEMES, type ThemeName } from './themes';

describe('The looks of the overview', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(options: OpenOptions = {}, shown = overviewView): Promise<void> {
		view = await pages.open('overview', options);
		await view.send({ type: 'overview', view: shown });
	}
	const row = (key: string) => view.page.locator(`tbody tr[data-row="${key}"]`);

	for (const theme of ['hc-black', 'hc-light'] as const) {
		it(`shows how far a task is by more than a colour that its track has too, in ${theme}`, async () => {
			await show({ theme });
			const colour = (selector: string) =>
				row('session-store-eu')
					.locator(selector)
					.evaluate((element) => getComputedStyle(element).backgroundColor);
			assert.notEqual(await colour('.bar'), await colour('.bar-fill'));
		});
	}

	it('has rows of two lines where there is no room for a table, and says nothing twice there', async () => {
		await show({ width: 800 });
		const box = await row('session-store-eu').boundingBox();
		assert.ok((box?.height ?? 100) < 75, `${box?.height}`);
		assert.equal(await row('new-cache').locator('.col-phase').isVisible(), false);
		await show({ width: 1200 });
		assert.equal(await row('new-cache').locator('.col-phase').isVisible(), true);
	});

	for (const theme of Object.keys(THEMES) as ThemeName[]) {
		it(`has nothing that axe objects to, in ${theme}`, async () => {
			await show({ theme, state: pinnedState }, fullView);
			assert.deepEqual(await violations(view.page), []);
			await show({ theme, width: 700 });
			await view.page.locator('[data-state="active"]').click();
			assert.deepEqual(await violations(view.page), [], 'two lines a row, and a state that is chosen');
		});
	}

	for (const width of [200, 300, 700, 800, 890, 1200, 2000]) {
		it(`is not wider than a panel of ${width} px`, async () => {
			await show({ width, state: pinnedState }, fullView);
			assert.equal(await view.overflows(), false);
		});
	}
});
