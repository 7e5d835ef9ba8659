import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { until, Workbench } from './driver';
import { fieldText, groupAbove, groupsOf, picture, placesThatHold, statText, waitText } from './support';

const PASSWORD = 'Typed-Source-Secret-41!';
const TARGET = 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd';

describe('A first visit, from the shipped VSIX', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({ settings: { 'migrationTasks.statsInterval': 1 } });
	});
	after(() => w?.close());

	it('a new user is offered a connection of their own and the sandbox', async () => {
		await w.openView();
		const welcome = await until('the welcome', async () => (await w.tree.welcome()) || false);
		assert.match(welcome, /See the migrations of your cloud accounts here, by status/);
		const buttons = await w.page.locator('.part.sidebar .welcome-view-content .monaco-button').allInnerTexts();
		assert.deepEqual(buttons, ['Add Connection', 'Open the Sandbox']);
		await picture(w, 'journey-welcome');
	});

	it('the sandbox fills the tree with tasks by status, in the fixed order, with counts', async () => {
		const button = w.page.locator('.part.sidebar .welcome-view-content .monaco-button');
		await button.filter({ hasText: 'Open the Sandbox' }).click();
		const rows = await w.tree.waitRows('the groups', (now) => groupsOf(now).length === 6);
		assert.deepEqual(groupsOf(rows), [
			'Failed 6',
			'Waiting 3',
			'In progress 16',
			'Stopped 3',
			'Succeeded 5',
			'Other 1',
		]);
		assert.equal(groupAbove(rows, 'dcs-migration-1db7'), 'Waiting');
		assert.equal(groupAbove(rows, 'payments-live'), 'In progress');
		await picture(w, 'journey-tree');
	});

	it('a click on a task says in a sentence how it stands', async () => {
		await w.tree.click('payments-live');
		const page = await w.webview('details');
		assert.match(await waitText(page, '.headline-text', 'Following changes'), /offset [\d,]+/);
		assert.equal(await fieldText(page, 'task_name'), 'payments-live');
		assert.equal(await fieldText(page, 'source_instance.name'), 'payments-a');
		assert.equal(await fieldText(page, 'target_instance.name'), 'payments-b');
		assert.deepEqual(await w.editors(), ['payments-live (preview)']);
	});

	it('its numbers move from poll to poll', async () => {
		const page = await w.webview('details');
		for (const stat of ['target_ops', 'target_input_kbps', 'source_dbsize', 'target_dbsize']) {
			const first = await statText(page, stat);
			assert.match(first, /^[\d,.]+$/);
			await until(`${stat} to change from ${first}`, async () => (await statText(page, stat)) !== first);
		}
		assert.equal(await statText(page, 'is_migrating'), 'Yes');
	});

	it('its numbers are drawn over time, and said in words for who cannot see a curve', async () => {
		const page = await w.webview('details');
		await until('curves on every chart', async () => {
			const inked = await page.locator('[data-plot] canvas').evaluateAll((canvases) =>
				canvases.map((canvas) => {
					const { width, height } = canvas as HTMLCanvasElement;
					const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
					// Coloured pixels: the axes and the grid are grey, so only a curve has colour.
					let coloured = 0;
					for (let at = 0; at < pixels.length; at += 4) {
						const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.slice(at, at + 4);
						coloured += alpha > 100 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60 ? 1 : 0;
					}
					return coloured;
				}),
			);
			return inked.length === 4 && inked.every((pixels) => pixels > 20);
		});
		const words = await page.locator('[data-summary]').allTextContents();
		assert.ok(words.some((text) => /Keys, source: now [\d,]+, first [\d,]+, .* samples\./.test(text)));
		await page.getByRole('button', { name: 'Show as table' }).click();
		assert.ok((await page.locator('table tbody tr').count()) >= 2);
		await page.getByRole('button', { name: 'Hide table' }).click();
		await picture(w, 'journey-details');
	});

	it('a task that waits for its configuration is configured in a form, opened from the palette', async () => {
		await w.runCommand('Migration Tasks: Configure Online Migration…');
		await w.quickInput.pick('dcs-migration-1db7');
		const page = await w.webview('configure');
		await page.locator('[name="migration_method"][value="incremental_migration"]').check();
		await page.locator('[name="resume_mode"][value="auto"]').check();
		await page.locator('[name="source_instance.addrs"]').fill('10.20.0.5:6379');
		await page.locator('[name="source_instance.password"]').fill(PASSWORD);
		await page.locator('[name="target_instance.id"]').fill(TARGET);
		await page.locator('[name="bandwidth_limit_mb"]').fill('200');
		await waitText(page, '#summary', 'from 10.20.0.5:6379 to dcs-target-1db7');
		await picture(w, 'journey-configure');
	});

	it('it is asked once more, by name, before anything is sent', async () => {
		const page = await w.webview('configure');
		await page.locator('#submit').click();
		const { message, detail, buttons } = await w.dialog();
		assert.equal(message, 'Configure and start “dcs-migration-1db7” on Sandbox?');
		assert.match(detail, /^Copies everything from 10\.20\.0\.5:6379 to .*Bandwidth limit: 200 MB\/s/);
		assert.match(detail, /overwritten/);
		assert.deepEqual(buttons.slice().sort(), ['Cancel', 'Configure and Start']);
		assert.ok(await page.locator('#submit').isDisabled());
		await picture(w, 'journey-confirm');
		await w.messages.dialogButton('Configure and Start');
	});

	it('the answer of the service is shown', async () => {
		const page = await w.webview('configure');
		await waitText(page, '#done-title', 'The task was configured and has started.');
		assert.equal(await fieldText(page, 'name'), 'dcs-migration-1db7');
		assert.equal(await fieldText(page, 'id'), '90754308-a156-406f-a837-8f852f38a646');
		assert.equal(await fieldText(page, 'status'), 'Full sync');
		await picture(w, 'journey-answer');
	});

	it('the task stands under In progress, and its panel is live', async () => {
		await w.tree.waitRows(
			'dcs-migration-1db7 in progress',
			(rows) => groupAbove(rows, 'dcs-migration-1db7') === 'In progress',
		);
		await (await w.webview('configure')).getByRole('button', { name: 'Open the task' }).click();
		const page = await w.webview({ text: 'Full sync' });
		assert.equal(await fieldText(page, 'task_name'), 'dcs-migration-1db7');
		assert.match(await statText(page, 'full_migration_progress'), /^\d+/);
		const before = await statText(page, 'source_dbsize');
		await until('the keys to move', async () => (await statText(page, 'source_dbsize')) !== before);
		await picture(w, 'journey-live');
	});

	it('the password that was typed is nowhere: pages, files, window state, log, settings, copied JSON', async () => {
		await w.runCommand('Migration Tasks: Copy Task as JSON');
		await w.quickInput.type('dcs-migration-1db7');
		await w.quickInput.pick('dcs-migration-1db7');
		const copied = await until('the copied task', async () => {
			const text = await w.clipboard();
			return text.includes('"task_name": "dcs-migration-1db7"') ? text : false;
		});
		assert.doesNotMatch(copied, /password/i);
		const pages = await Promise.all(w.page.frames().map((frame) => frame.content().catch(() => '')));
		assert.ok(pages.some((html) => html.includes('dcs-migration-1db7')));
		assert.ok(!pages.some((html) => html.includes(PASSWORD)));
		// What is searched does hold what was not secret of the same form, or the search would prove nothing.
		await until('the state to be written', async () => (await placesThatHold(w, 'migrationTasks.details')).length > 0);
		assert.deepEqual(await placesThatHold(w, PASSWORD), []);
	});

	it('closing the sandbox empties the tree', async () => {
		await w.runCommand('Migration Tasks: Close the Sandbox');
		await until('the welcome', async () => (await w.tree.welcome()).includes('Open the Sandbox'));
		assert.deepEqual(await w.treeRows(), []);
		await until('the badge to go', async () => (await w.badge()).text === '');
		assert.equal((await w.badge()).label, 'Migration Tasks');
	});

	it('nothing went wrong behind the scenes', async () => {
		assert.deepEqual(w.consoleErrors, []);
		assert.deepEqual(await w.messages.notificationHistory(), []);
	});
});
