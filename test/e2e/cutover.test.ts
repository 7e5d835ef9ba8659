import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Frame } from 'playwright-core';
import { until, Workbench } from './driver';
import { listen, picture, waitText } from './support';

/** Tasks of the sandbox's cast: one that follows its source closely, one that stands still, one that falls behind. */
const LIVE = { name: 'payments-live', id: '31c6fd2b-2893-430b-90ff-d1adb8060585' };

describe('Watching a migration until its cutover', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({
			sandbox: true,
			settings: { 'migrationTasks.refreshInterval': 0, 'migrationTasks.statsInterval': 1 },
		});
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ label }) => label === LIVE.name));
	});
	after(() => w?.close());

	async function open(): Promise<Frame> {
		await w.execute('migrationTasks.openTask', { connectionId: 'sandbox', service: 'dcs', id: LIVE.id });
		const page = await w.webview('details');
		await waitText(page, 'h1', LIVE.name);
		return page;
	}
	const verdict = (page: Frame): Promise<string | null> =>
		page.locator('[data-verdict]').getAttribute('data-verdict', { timeout: 1_000 });
	const watched = async (): Promise<string> =>
		(await w.statusBar()).find((text) => text.startsWith('Migrations: ')) ?? '';

	it('says what must hold before the writers are stopped, and is ready once all of it does', async () => {
		const page = await open();
		await page.locator('[data-reason="offset"]').first().waitFor();
		assert.notEqual(await verdict(page), 'readyToStopWrites', 'never by the first numbers');
		await until('the verdict', async () => (await verdict(page)) === 'readyToStopWrites', 150_000);
		await waitText(page, '.headline-text', 'Ready to stop the writers.');
		assert.equal(await page.locator('[data-gate="stopWriters"] [data-ok="false"]').count(), 0);
		await w.tree.waitRows('the same words in the row', (rows) =>
			rows.some(({ label, description }) => label === LIVE.name && /^ready to stop writes/.test(description)),
		);
		await picture(w, 'cutover-ready');
	});

	it('takes the word that the writers are stopped after a question, and asks the second gate', async () => {
		const page = await w.webview('details');
		await page.locator('.runbook-now [data-action="writersStopped"]').click();
		assert.match((await w.dialog()).message, /everything stopped that writes to the source of “payments-live”/);
		await w.messages.dialogButton('They Are Stopped');
		await until(
			'the second gate',
			async () =>
				(await page.locator('[data-gate="switch"] [data-reason="writersStopped"]').getAttribute('data-ok')) === 'true',
		);
		assert.notEqual(await verdict(page), 'switchNow', 'somebody still writes');
	});

	it('watches it on with no panel open, says so in the status bar, and goes on after a reload', async () => {
		const page = await w.webview('details');
		await page.locator('[data-action="watch"]').click();
		await until('the status bar', async () => /\d+ running/.test(await watched()));
		await w.execute('workbench.action.closeAllEditors');
		await w.execute('workbench.view.explorer');
		const asked = await listen(w);
		await until('samples without a panel', async () =>
			(await asked.since()).some(({ path }) => path.includes(LIVE.id) && path.endsWith('/stats')),
		);
		await w.reload();
		await until('the status bar after the reload', async () => /\d+ running/.test(await watched()));
		const again = await listen(w);
		await until('samples after the reload', async () =>
			(await again.since()).some(({ path }) => path.includes(LIVE.id) && path.endsWith('/stats')),
		);
		await picture(w, 'watching');
	});

	it('has the run of before the reload, and what was said in it', async () => {
		const page = await open();
		const text = await waitText(page, '[data-step="stopWriters"]', ', you');
		assert.match(text, /^done/);
		await until('marks of the run', async () =>
			/writers stopped/.test((await page.locator('.live').textContent()) ?? ''),
		);
		await page.locator('[data-action="writersResumed"]').click();
		assert.match((await w.dialog()).message, /You said at .* Do they write again\?/);
		await w.messages.dialogButton('They Write Again');
		await until(
			'the word taken back',
			async () => (await page.locator('[data-action="writersResumed"]').count()) === 0,
		);
	});

	it('is watched no more by a click', async () => {
		const page = await w.webview('details');
		await page.locator('[data-action="watch"][aria-pressed="true"]').click();
		// Other tasks still run, so the status bar goes on to count them.
		await page.locator('[data-action="watch"][aria-pressed="false"]').waitFor();
		assert.match(await watched(), /\d+ running/);
	});
});
