import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { HOSTILE, unfit } from '../hostile';
import { until, Workbench } from './driver';
import { picture, textOf } from './support';

/** What VS Code makes of text that it takes for more. Its own icon of a row stands outside of the text. */
const MADE = 'a, img, script, b, em, code, h1, li, .codicon';

async function madeIn(place: Locator): Promise<string[]> {
	return place.locator(MADE).evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML));
}

describe('Text from outside', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({
			sandbox: true,
			settings: { 'migrationTasks.refreshInterval': 0, 'migrationTasks.statsInterval': 1 },
			// All rows at once.
			viewport: { width: 1200, height: 2400 },
		});
		await w.openView();
		await w.sandbox?.misbehave('hostile');
		await w.execute('migrationTasks.refresh');
		await w.tree.waitRows('the hostile rows', (rows) => rows.some(({ label }) => label === 'Failed'));
		await w.tree.setExpanded('Failed', false);
		await w.tree.setExpanded('Waiting', false);
	});
	after(() => w?.close());

	it('stands in the rows of the tree as text', async () => {
		for (const { text, readable } of HOSTILE.filter(({ text: one }) => one.length < 100)) {
			if (readable === undefined || readable.length < 5) {
				continue;
			}
			const row = await w.tree.row(new RegExp(readable.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')));
			assert.deepEqual(await madeIn(row.locator('.label-name')), [], text);
			assert.deepEqual(await madeIn(row.locator('.label-description')), [], text);
			assert.equal(unfit((await row.locator('.label-name').textContent()) ?? '', 210), undefined, text);
		}
		await picture(w, 'hostile-tree');
	});

	it('stands in a tooltip as text', async () => {
		await w.withTooltips(async () => {
			const said = await w.tree.tooltip(/^\[Show why\]/, 'Created');
			const hover = w.page.locator('.workbench-hover-container .monaco-hover');
			assert.deepEqual(await madeIn(hover), []);
			assert.match(said, /\[Show why\]\(command:workbench\.action\.closePanel\)/);
			await picture(w, 'hostile-tooltip');
		});
	});

	it('stands in a list to pick from as text', async () => {
		await w.runCommand('Migration Tasks: Open Task…');
		const rows = w.page.locator('.quick-input-list .monaco-list-row');
		await w.page.keyboard.type('caches');
		await until('the row with icons in its name', async () =>
			(await rows.allInnerTexts()).join().includes('sync~spin'),
		);
		for (const row of await rows.all()) {
			const text = await row.innerText();
			// The rows' texts alone: beside them stand an empty bar of buttons and what is for screen readers.
			const made = row.locator('.quick-input-list-rows :is(a[href], img, script, b)');
			assert.deepEqual(await made.evaluateAll((all) => all.map(({ outerHTML }) => outerHTML)), [], text);
			assert.equal(await row.locator('.label-name .codicon').count(), 1, `its own icon alone: ${text}`);
			assert.equal(await row.locator('.label-description .codicon, .quick-input-list-label-meta .codicon').count(), 0);
		}
		await picture(w, 'hostile-quick-pick');
		await w.page.keyboard.press('Escape');
	});

	it('stands in a panel as text, a long one by its beginning until it is asked for', async () => {
		await w.tree.click(/^\[Show why\]/);
		const page = await w.webview('details');
		assert.equal(await textOf(page, 'h1'), '[Show why](command:workbench.action.closePanel)');
		assert.equal(await page.locator('#app :is(a, img, script, iframe)').count(), 0);
		const note = page.locator('[data-field="long_note"]');
		await note.waitFor();
		assert.ok(((await note.textContent()) ?? '').length <= 2_000);
		await page.getByRole('button', { name: 'Show all of long_note' }).click();
		await until('the whole text', async () => ((await note.textContent()) ?? '').length > 900_000);
		await page.getByRole('button', { name: 'Show less of long_note' }).click();
		await picture(w, 'hostile-panel');
	});

	it('is no link in the notification of a failure', async () => {
		await w.sandbox?.misbehave('hostile-failed');
		await w.execute('migrationTasks.refresh');
		await w.messages.waitNotification(/migrations failed in “Sandbox”/);
		const toast = w.page.locator('.notification-toast-container').filter({ hasText: 'migrations failed' });
		assert.match((await toast.locator('.notification-list-item-message').textContent()) ?? '', /Show why\] \(command:/);
		assert.equal(await toast.locator('.notification-list-item-message a').count(), 0);
		await picture(w, 'hostile-notification');
	});
});
