import assert from 'node:assert/strict';
import type { Snapshot } from '../../src/ui/details/protocol';
import { violations } from './axe';
import { type OpenOptions, usePages, type WebviewPage } from './harness';
import { failedServer, failedTask, NOW, running, runningServer, waitingTask } from './readingFixtures';
import type { ThemeName } from './themes';

const WRONGPASS = 'Connect to source 192.168.10.50:6379 failed: WRONGPASS invalid username-password pair.';
const PAGES: Readonly<Record<string, () => Snapshot>> = {
	fullSync: () => running(43),
	following: () => running(100),
	failed: () => failedTask(WRONGPASS),
	waiting: waitingTask,
	server: runningServer,
	failedServer,
};

describe('A task’s page as a person reads it', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(snapshot: Snapshot, options: OpenOptions = {}): Promise<void> {
		view = await pages.open('details', { now: NOW, ...options });
		await view.send({ type: 'snapshot', snapshot });
	}
	/** What the Tab key stops at. */
	const stops = (): Promise<string[]> =>
		view.page.evaluate(() =>
			[...document.querySelectorAll<HTMLElement>('#app :is(button, summary, input, textarea, select, a, [tabindex])')]
				.filter((one) => one.tabIndex >= 0 && one.checkVisibility())
				.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? ''),
		);
	const focused = (): Promise<string> =>
		view.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
	const said = (): Promise<string> => view.page.locator('#app').innerText();

	it('has few tab stops: one for all the buttons of a part', async () => {
		const most = { fullSync: 25, following: 26, failed: 16, waiting: 18, server: 26, failedServer: 15 };
		for (const [name, page] of Object.entries(PAGES)) {
			await show(page());
			const found = await stops();
			if (process.env.SHOTS) {
				console.log(`${name}: ${found.length}: ${found.join(' | ')}`);
			}
			assert.ok(
				found.length <= (most[name as keyof typeof most] ?? 0),
				`${name}: ${found.length} ${found.join(' | ')}`,
			);
		}
	});

	it('leads from value to value with the arrow keys, and Tab leaves them', async () => {
		await show(running(100));
		const about = view.page.locator('[data-section="about"]');
		await about.locator('button.copy').first().focus();
		await view.page.keyboard.press('Home');
		const first = await focused();
		await view.page.keyboard.press('ArrowDown');
		assert.notEqual(await focused(), first);
		await view.page.keyboard.press('End');
		assert.equal(await focused(), 'Copy Task ID');
		await view.page.keyboard.press('ArrowDown');
		assert.equal(await focused(), 'Copy Task ID', 'there is nothing behind the last');
		assert.ok(
			await about
				.getByRole('button', { name: 'Copy Task ID' })
				.evaluate((one) => getComputedStyle(one).opacity === '1'),
		);
		await view.page.keyboard.press('Enter');
		assert.deepEqual((await view.posted()).at(-1), { type: 'copy', field: 'task_id' });
		await view.send({ type: 'snapshot', snapshot: running(100) });
		assert.equal(await focused(), 'Copy Task ID', 'new numbers leave the focus alone');
		await view.page.keyboard.press('Tab');
		assert.equal(await about.locator('button.copy:focus').count(), 0);
		await view.page.keyboard.press('Shift+Tab');
		assert.equal(await focused(), 'Copy Task ID', 'it is come back to');
	});

	it('says what a number means where one asks, and puts it away again', async () => {
		await show(running(43));
		const help = view.page.getByRole('button', { name: 'What “Full sync” means' });
		assert.equal(await help.getAttribute('aria-expanded'), 'false');
		await help.focus();
		await view.page.keyboard.press('Enter');
		assert.equal(await help.getAttribute('aria-expanded'), 'true');
		const text = view.page.locator(`[id="${await help.getAttribute('aria-controls')}"]`);
		assert.match((await text.textContent()) ?? '', /0 % is normal for minutes/);
		await view.page.keyboard.press('ArrowRight');
		assert.equal(await focused(), 'What “Offset behind source” means', 'the helps of the numbers are one stop');
		await view.page.keyboard.press('ArrowLeft');
		await view.page.keyboard.press('Escape');
		assert.equal(await text.isVisible(), false);
	});

	it('explains each of what people ask for', async () => {
		const asked: readonly (readonly [keyof typeof PAGES, string, RegExp])[] = [
			['following', 'Offset behind source', /heartbeats alone move it/],
			['following', 'Keys, source → target', /expired are still counted/],
			['following', 'Method', /what is written later is left out/],
			['following', 'Ready to stop the writers', /stop the writers first/],
			['following', 'Following changes', /never ends by itself/],
			['fullSync', 'Time left', /not since the task was created/],
			['waiting', 'Waiting for configuration', /calls this RUNNING/],
			['server', 'Current step', /Each step counts to 100 % by itself/],
			['server', 'Time left', /own estimate/],
		];
		for (const [page, about, words] of asked) {
			await show(PAGES[page]?.() as Snapshot);
			await view.page.getByRole('button', { name: `What “${about}” means` }).click();
			const text = await view.page.locator(`.help-text[data-help="${about}"]:not([hidden])`).textContent();
			assert.match(text ?? '', words, about);
		}
	});

	it('is no wall of dashes: what has no value is folded away, by section or at the end', async () => {
		for (const [name, page] of Object.entries(PAGES)) {
			await show(page());
			const dashes = await view.page
				.locator('.value.empty')
				.evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.getAttribute('data-field')));
			assert.ok(dashes.length <= 3, `${name}: ${dashes.join(' ')}`);
		}
		await show(failedServer());
		assert.equal(await view.page.locator('[data-section="network"]').count(), 0);
		const end = view.page.locator('[data-section="empty"]');
		await end.locator('summary').click();
		assert.ok(await end.locator('[data-field="network_check_info"]').isVisible());
	});

	it('says an address once, with each of its fields under its wire name', async () => {
		await show(running(100));
		const texts = (field: string): Promise<string[]> => view.page.locator(`[data-field="${field}"]`).allTextContents();
		assert.deepEqual(await texts('source_instance.addrs'), ['192.168.10.50:6379']);
		assert.deepEqual(await texts('source_instance.ip'), ['192.168.10.50']);
		assert.deepEqual(await texts('source_instance.port'), ['6379']);
		assert.deepEqual(await texts('source_instance.task_status'), ['Running']);
		assert.equal((await said()).split('192.168.10.50').length - 1, 1);
	});

	it('tells an error once, whichever service it is from', async () => {
		for (const [page, error] of [
			[failedTask(WRONGPASS), WRONGPASS],
			[failedServer(), 'Failed to create the target server.'],
		] as const) {
			await show(page);
			assert.equal((await said()).split(error).length - 1, 1, error);
			assert.equal(await view.page.locator('[data-section="error"]').count(), 0);
		}
		assert.match(
			(await view.page.locator('.headline-text').textContent()) ?? '',
			/at the step .*: The target server could not be created/,
		);
		assert.equal(await view.page.locator('[data-field="error_json.raw"]').count(), 1, 'what came stands folded');
	});

	it('has the ends of a server migration before its steps', async () => {
		await show(runningServer());
		const order = await view.page
			.locator('[data-section]')
			.evaluateAll((all) => all.map((one) => one.getAttribute('data-section')));
		assert.ok(order.indexOf('ends') < order.indexOf('steps'), order.join(' '));
	});

	it('has a button that copies the address to allow where it is named first', async () => {
		await show(waitingTask());
		const first = view.page.locator('.headline').getByRole('button', { name: 'Copy 192.168.0.118' });
		await first.click();
		assert.deepEqual((await view.posted()).at(-1), { type: 'copy', field: 'ecs_tenant_private_ip' });
		await view.send({ type: 'copied', field: 'ecs_tenant_private_ip' });
		assert.equal(await view.page.locator('.headline-copy').textContent(), 'Copied');
	});

	it('says that the service gives no value, rather than to go on collecting', async () => {
		await show(running(100, { target_ops: null }));
		const ops = view.page.locator('[data-chart="ops"]');
		assert.match((await ops.textContent()) ?? '', /The service has given no value for this so far/);
		assert.equal(await view.page.getByText('Collecting samples…').count(), 0);
	});

	it('has no number of the offset to be taken for a measure during the full sync, and no chart of it', async () => {
		await show(running(43));
		assert.match(
			(await view.page.locator('[data-tile="offset"]').textContent()) ?? '',
			/counts once changes are followed/,
		);
		assert.equal(await view.page.locator('[data-chart="offset"]').count(), 0);
		await show(running(100));
		assert.match((await view.page.locator('[data-tile="offset"]').textContent()) ?? '', /no unit documented/);
		assert.equal(await view.page.locator('[data-chart="offset"]').count(), 1);
	});

	it('puts wire words into words, and all times on one clock', async () => {
		await show(runningServer());
		const text = await said();
		for (const raw of ['1585149506000', 'MIGRATE_LINUX_BLOCK', 'as the service gave it']) {
			assert.ok(!text.includes(raw), raw);
		}
		await show(running(100));
		assert.doesNotMatch(await said(), /\b18:14/);
		assert.match((await view.page.locator('[data-field="updated_at"]').textContent()) ?? '', /6:14\sPM/);
	});

	for (const theme of ['dark', 'light', 'hc-black', 'hc-light'] as const satisfies readonly ThemeName[]) {
		it(`fits and is accessible in ${theme}, with its help open`, async () => {
			for (const width of [200, 300, 1200]) {
				for (const [name, page] of Object.entries(PAGES)) {
					await show(page(), { width, theme });
					for (const help of await view.page.locator('button.help').all()) {
						if (await help.isVisible()) {
							await help.click();
						}
					}
					assert.equal(await view.overflows(), false, `${name} ${width}`);
					if (width !== 200) {
						assert.deepEqual(await violations(view.page), [], `${name} ${width}`);
					}
					if (process.env.SHOTS) {
						await view.page.screenshot({
							path: `${process.env.SHOTS}/reading-${name}-${theme}-${width}.png`,
							fullPage: true,
						});
					}
				}
			}
		}).timeout(180_000);
	}
});
