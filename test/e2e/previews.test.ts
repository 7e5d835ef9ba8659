import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Frame, Locator } from 'playwright-core';
import { until, Workbench } from './driver';
import { persist, TRY } from './driver/waiting';
import { picture } from './support';

const PAYMENTS = '31c6fd2b-2893-430b-90ff-d1adb8060585';

describe('Panels that clicks on rows open', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({ sandbox: true, settings: { 'migrationTasks.refreshInterval': 0 } });
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ label }) => label === 'payments-live'));
	});
	after(() => w?.close());

	async function tabs(what: string, wanted: readonly string[]): Promise<void> {
		await until(what, async () => {
			assert.deepEqual(await w.editors(), wanted);
			return true;
		});
	}

	/** Two pages can be on show at once. */
	async function shown(name: string): Promise<Frame> {
		const page = await w.webview({ text: new RegExp(`^\\s*${name}\\s`) });
		await page.locator('[data-section]').first().waitFor();
		return page;
	}

	const entry = (words: string): Locator => w.page.locator('.monaco-menu .action-label', { hasText: words });

	it('share one by mouse: a click uses it again, a double click keeps it', async () => {
		await w.tree.click('payments-live');
		await tabs('one preview', ['payments-live (preview)']);
		await shown('payments-live');
		await w.tree.click('coupon-codes');
		await tabs('the same preview', ['coupon-codes (preview)']);
		await shown('coupon-codes');
		await (await w.tree.row('coupon-codes')).dblclick();
		await tabs('a tab that stays', ['coupon-codes']);
		await w.tree.click('sms_task_erp-db');
		await tabs('a preview beside it', ['coupon-codes', 'sms_task_erp-db (preview)']);
		await shown('sms_task_erp-db');
		await picture(w, 'previews');
	});

	it('tell in their tabs by an icon how their task stands', async () => {
		const icons = await until('an icon each', async () => {
			const all = await w.page
				.locator('.tabs-container .tab .monaco-icon-label-iconpath')
				.evaluateAll((labels) => labels.map((label) => getComputedStyle(label).backgroundImage));
			return all.length === 2 && all.every((icon) => icon.includes('data:image/svg+xml')) && all;
		});
		assert.notEqual(icons[0], icons[1]);
	});

	it('are kept by the menu of their own tab, which other tabs do not offer', async () => {
		const tab = (name: string): Locator => w.page.locator('.tabs-container .tab', { hasText: name });
		const keeps = async (name: string): Promise<number> => {
			await persist(
				`the menu of the tab ${name}`,
				() => tab(name).click({ button: 'right', timeout: TRY }),
				() => entry('Close Others').isVisible(),
			);
			// VS Code has one of its own there, grey for what is none of its previews.
			const found = await w.page.locator('.monaco-menu .action-item:not(.disabled)', { hasText: 'Keep Open' }).count();
			await persist(
				'the menu to go',
				() => w.page.keyboard.press('Escape'),
				async () => !(await entry('Close Others').isVisible()),
			);
			return found;
		};
		await w.execute('workbench.action.files.newUntitledFile');
		await until('the other tab', async () => (await w.activeEditor()) === 'Untitled-1');
		await tab('sms_task_erp-db').click();
		await until('the preview in front', async () => (await w.activeEditor()) === 'sms_task_erp-db (preview)');
		await until('Keep Open in its own menu', async () => (await keeps('sms_task_erp-db')) === 1);
		assert.equal(await keeps('Untitled-1'), 0);
		await tab('Untitled-1').click();
		await w.execute('workbench.action.closeActiveEditor');
		await tabs('it is gone', ['coupon-codes', 'sms_task_erp-db (preview)']);
	});

	it('keep the task whose page is worked with', async () => {
		const page = await shown('sms_task_erp-db');
		await page.getByRole('button', { name: 'Pause Sampling' }).click();
		await tabs('it stays', ['coupon-codes', 'sms_task_erp-db']);
		await w.tree.click('payments-live');
		await tabs('a new preview', ['coupon-codes', 'sms_task_erp-db', 'payments-live (preview)']);
	});

	it('share one by keyboard, and one is kept by the keys that keep an editor', async () => {
		await w.execute('workbench.action.closeAllEditors');
		const openByKey = async (name: string): Promise<void> => {
			const focused = w.page.locator('.part.sidebar .monaco-list:focus-within .monaco-list-row.focused .label-name');
			await until(`the row of ${name} reached by key`, async () => {
				// A panel that has just been opened may take the focus back.
				await w.execute('migrationTasks.tasks.focus');
				await w.page.keyboard.press('Home');
				for (let row = 0; row < 12; row++) {
					if ((await focused.textContent({ timeout: TRY }))?.trim() === name) {
						return true;
					}
					await w.page.keyboard.press('ArrowDown');
				}
				return false;
			});
			await w.page.keyboard.press('Enter');
		};
		await openByKey('leaderboard-2024');
		await tabs('one preview', ['leaderboard-2024 (preview)']);
		await openByKey('coupon-codes');
		await tabs('the same preview', ['coupon-codes (preview)']);
		await shown('coupon-codes');
		await w.page.keyboard.press('Control+K');
		await w.page.keyboard.press('Enter');
		await tabs('it stays', ['coupon-codes']);
	});

	it('stand in a second column with “Open to the Side”', async () => {
		await w.tree.contextMenuItem('payments-live', 'Open to the Side');
		await tabs('two tabs', ['coupon-codes', 'payments-live']);
		assert.equal(await w.page.locator('.editor-group-container').count(), 2);
		await shown('payments-live');
		await picture(w, 'previews-side');
	});

	it('offer in the menu of their title what concerns their task, without asking which', async () => {
		const more = '.editor-group-container.active .editor-actions [aria-label^="More Actions"]';
		await persist(
			'the menu of the title',
			() => w.page.locator(more).click({ timeout: TRY }),
			() => entry('Copy Task ID').isVisible(),
		);
		for (const words of [
			'Show Task Log',
			'Open in Cloud Console',
			'Copy Link',
			'Copy Task as JSON',
			'Export Samples…',
		]) {
			assert.equal(await entry(words).count(), 1, words);
		}
		assert.equal(await entry('Keep Open').count(), 0, 'it is no preview');
		await picture(w, 'previews-menu');
		await choose('Copy Task ID');
		await until('the id', async () => (await w.clipboard()) === PAYMENTS);
		assert.equal(await w.quickInput.isOpen(), false);
	});

	it('offer the same in the menu of their page', async () => {
		const page = await shown('coupon-codes');
		await persist(
			'the menu of the page',
			() => page.locator('h1').click({ button: 'right', timeout: TRY }),
			() => entry('Copy Link').isVisible(),
		);
		await choose('Copy Link');
		await until('the link', async () => /\/task\?.*service=dcs/.test(await w.clipboard()));
		assert.equal(await w.quickInput.isOpen(), false);
	});

	/** A menu does not listen in its first moments. */
	async function choose(words: string): Promise<void> {
		let clicked = false;
		await persist(
			`“${words}” to be chosen`,
			async () => {
				await entry(words).click({ timeout: TRY });
				clicked = true;
			},
			async () => clicked && !(await entry(words).isVisible()),
		);
	}

	it('never troubled the window behind them', () => {
		assert.deepEqual(w.consoleErrors, []);
	});
});
