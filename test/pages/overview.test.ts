import assert from 'node:assert/strict';
import type { OverviewRow, OverviewView } from '../../src/ui/overview/protocol';
import { type OpenOptions, usePages, type WebviewPage } from './harness';
import { fullView, overviewRows, overviewView, pinnedState } from './overviewFixtures';

describe('The overview', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(options: OpenOptions = {}, shown: OverviewView = overviewView): Promise<void> {
		view = await pages.open('overview', options);
		await view.send({ type: 'overview', view: shown });
	}
	const rowOf = (key: string): OverviewRow => overviewRows.find((one) => one.key === key) as OverviewRow;
	const names = () =>
		view.page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')));
	const row = (key: string) => view.page.locator(`tbody tr[data-row="${key}"]`);
	const said = async () => ((await view.page.locator('[data-announcer]').textContent()) ?? '').trim();
	const lastShown = async () => (await view.posted('shown')).at(-1);

	it('puts what needs somebody on top, with the reason', async () => {
		await show();
		const waiting = await view.page.locator('[data-section="waiting"] li').allTextContents();
		assert.equal(waiting.length, 3);
		assert.match(waiting[0] ?? '', /payments-live.*ready to stop writes.*shop, Frankfurt/);
		assert.match(waiting[1] ?? '', /mail-server-02.*Partition creation failed/);
		const first = (await names()).slice(0, 3);
		assert.deepEqual(first, ['payments-live', 'mail-server-02', 'new-cache']);
	});

	it('counts the states, and shows those alone that are chosen', async () => {
		await show();
		const active = view.page.locator('[data-state="active"]');
		assert.equal(await active.textContent(), 'In progress 3');
		await active.click();
		assert.equal(await active.getAttribute('aria-pressed'), 'true');
		assert.equal((await names()).length, 3);
		await view.page.locator('#filter').fill('frankfurt session');
		assert.deepEqual(await names(), ['session-store-eu']);
		assert.deepEqual((await lastShown())?.keys, ['session-store-eu'], 'only what is shown is sampled');
		await view.page.locator('#filter').fill('nothing of that name');
		assert.equal(await view.page.locator('.empty').textContent(), 'No migration matches the filter.');
	});

	it('is sorted by a column, the other way round, and as it was', async () => {
		await show();
		const button = view.page.locator('[data-sort="percent"]');
		const head = view.page.locator('th.col-percent').first();
		await button.click();
		assert.equal(await head.getAttribute('aria-sort'), 'ascending');
		assert.equal((await names())[0], 'catalogue-with-quite-a-long-name-of-a-task-that-nobody-ever-shortened');
		await button.click();
		assert.equal(await head.getAttribute('aria-sort'), 'descending');
		assert.deepEqual((await names()).slice(0, 2), ['payments-live', 'session-store-eu']);
		await button.click();
		assert.equal(await head.getAttribute('aria-sort'), 'none');
		assert.equal((await names())[0], 'payments-live');
	});

	it('opens a task by a click, by Enter, and from the list of those that need somebody', async () => {
		await show();
		await row('session-store-eu').locator('.col-phase').click();
		await row('old-cache').focus();
		await view.page.keyboard.press('Enter');
		await view.page.locator('[data-section="waiting"] [data-open="new-cache"]').click();
		assert.deepEqual(
			(await view.posted('open')).map(({ key }) => key),
			['session-store-eu', 'old-cache', 'new-cache'],
		);
	});

	it('is walked through with the arrow keys from one stop of the Tab key', async () => {
		await show();
		assert.equal(await view.page.locator('tbody tr[tabindex="0"]').count(), 1);
		const all = await names();
		await row(all[0] ?? '').focus();
		await view.page.keyboard.press('ArrowDown');
		await view.page.keyboard.press('ArrowDown');
		const focused = () => view.page.evaluate(() => document.activeElement?.getAttribute('data-row'));
		assert.equal(await focused(), all[2]);
		await view.page.keyboard.press('End');
		assert.equal(await focused(), all.at(-1));
		await view.send({ type: 'overview', view: { ...overviewView, rows: [...overviewRows].reverse() } });
		assert.equal(await focused(), all.at(-1), 'new numbers do not take the focus away');
		assert.equal(await row(all.at(-1) ?? '').getAttribute('tabindex'), '0');
	});

	it('is left alone under the pointer: a row does not move while its numbers do', async () => {
		await show();
		await view.page.locator('[data-sort="percent"]').click();
		await row('session-store-eu').hover();
		const before = await names();
		const place = await row('session-store-eu').boundingBox();
		const other = { ...rowOf('session-store-eu'), percent: 3 };
		const late = { ...rowOf('old-cache'), why: 'failed: no way' };
		await view.send({ type: 'overview', view: { ...overviewView, whole: false, rows: [other, late] } });
		assert.match((await row('session-store-eu').textContent()) ?? '', /3 %/);
		assert.deepEqual(await names(), before);
		assert.equal((await row('session-store-eu').boundingBox())?.y, place?.y, 'nor does what grows above it move it');
		await view.page.mouse.move(0, 0);
		await view.page.locator('h1').hover();
		await view.page.waitForFunction(
			() => document.querySelector('tbody tr')?.getAttribute('data-row') === 'session-store-eu',
			undefined,
			{ timeout: 10_000 },
		);
	});

	it('tells what newly needs somebody, and nothing else that moves', async () => {
		await show();
		assert.equal(await said(), '', 'not what was so before anybody looked');
		await view.send({
			type: 'overview',
			view: { ...overviewView, whole: false, rows: [{ ...rowOf('old-cache'), percent: 3 }] },
		});
		assert.equal(await said(), '');
		const late = { ...rowOf('session-store-eu'), why: 'stalled 4 min' };
		await view.send({ type: 'overview', view: { ...overviewView, whole: false, rows: [late] } });
		assert.equal(await said(), 'session-store-eu: stalled 4 min');
		assert.equal(await view.page.locator('#waiting-title').textContent(), '4 need you');
	});

	it('takes over what has changed, and drops what is gone', async () => {
		await show();
		await view.send({ type: 'overview', view: { ...overviewView, whole: false, rows: [], gone: ['old-cache'] } });
		assert.equal(await row('old-cache').count(), 0);
		assert.equal((await names()).length, overviewRows.length - 1);
	});

	it('is worked by keys: / to the filter, Escape clears it, the arrow leads to the rows, pages are walked', async () => {
		const rows = Array.from({ length: 60 }, (_, index) => ({
			...rowOf('session-store-eu'),
			key: `t${index}`,
			name: `t${index}`,
		}));
		await show({ height: 400 }, { ...overviewView, rows });
		const focused = () =>
			view.page.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute('data-row'));
		const { keyboard } = view.page;
		await keyboard.press('/');
		assert.equal(await focused(), 'filter');
		await keyboard.type('t5');
		assert.equal((await names()).length, 11);
		await keyboard.press('Escape');
		assert.equal((await names()).length, 60);
		assert.equal(await view.page.locator('#filter').inputValue(), '');
		await keyboard.press('ArrowDown');
		assert.equal(await focused(), 't0');
		await keyboard.press('PageDown');
		const after = Number((await focused())?.slice(1));
		assert.ok(after > 1 && after < 30, `${after}`);
		await keyboard.press('PageUp');
		assert.equal(await focused(), 't0');
		await keyboard.press('p');
		assert.equal(await view.page.locator('[data-card="t0"]').count(), 1);
		await view.page.locator('[data-state="active"]').click();
		await row('t0').focus();
		await keyboard.press('Escape');
		assert.equal(await view.page.locator('[data-state="active"]').getAttribute('aria-pressed'), 'false');
	});

	it('hands the menu of a row its task', async () => {
		await show();
		for (const place of ['tbody tr[data-row="payments-live"]', '[data-section="waiting"] li']) {
			const context = await view.page.locator(place).first().getAttribute('data-vscode-context');
			assert.equal(JSON.parse(context ?? '').id, 'payments-live');
		}
	});

	it('says first which of the rows are on the screen', async () => {
		const rows = Array.from({ length: 80 }, (_, index) => ({
			...rowOf('session-store-eu'),
			key: `t${index}`,
			name: `t${index}`,
		}));
		await show({ height: 500 }, { ...overviewView, rows });
		const last = async () => ((await lastShown())?.onScreen ?? []) as string[];
		await view.page.waitForTimeout(300);
		const first = await last();
		assert.ok(first.includes('t0') && !first.includes('t79'), first.join());
		await row('t79').scrollIntoViewIfNeeded();
		await view.page.waitForFunction(() =>
			JSON.stringify((window as unknown as { recorded: { posted: unknown[] } }).recorded.posted.at(-1)).includes(
				'"t79"],"pinned"',
			),
		);
		assert.ok(!(await last()).includes('t0'));
	});

	it('says what became of a pinned task that is not there any more, and lets it be unpinned', async () => {
		await show({ state: pinnedState }, { ...fullView, missing: [] });
		assert.equal(await view.page.locator('[data-card="gone-cache"]').count(), 0, 'nobody knows yet');
		await view.send({ type: 'overview', view: fullView });
		const card = view.page.locator('[data-card="gone-cache"]');
		assert.match((await card.textContent()) ?? '', /gone-cache.*It has been deleted\./);
		await card.locator('.unpin').click();
		assert.equal(await card.count(), 0);
		assert.equal(
			await view.page.evaluate(() => document.activeElement?.className),
			'unpin',
			'the focus stays among the cards',
		);
	});

	it('says when nothing is sampled since another window is in front, and when there is no connection', async () => {
		await show({}, { ...overviewView, paused: true });
		assert.match((await view.page.locator('[data-paused]').textContent()) ?? '', /nothing is sampled/);
		await show({}, { ...overviewView, rows: [], connected: false });
		await view.page.locator('[data-action="connect"]').click();
		assert.equal((await view.posted('connect')).length, 1);
	});

	it('says how old each reading is, and when and in which time zone it was taken', async () => {
		await show();
		const cell = row('session-store-eu').locator('.col-sampled');
		assert.equal(await cell.textContent(), '12 sec. ago');
		assert.match((await cell.getAttribute('title')) ?? '', /2025.*(UTC|GMT|[A-Z]{3,4})/);
	});

	it('pins up to six side by side, and says so when there are more', async () => {
		const rows = Array.from({ length: 8 }, (_, index) => ({ ...overviewRows[1], key: `t${index}`, name: `t${index}` }));
		await show({}, { ...overviewView, rows: rows as never });
		await row('t0').focus();
		for (let index = 0; index < 7; index++) {
			await view.page.keyboard.press('p');
			await view.page.keyboard.press('ArrowDown');
		}
		assert.equal(await view.page.locator('[data-card]').count(), 6);
		assert.equal(await said(), '6 are pinned already: unpin one first');
		assert.equal(await view.page.locator('[data-refused]').textContent(), '6 are pinned already: unpin one first');
		assert.deepEqual((await lastShown())?.pinned, ['t0', 't1', 't2', 't3', 't4', 't5']);
		await view.page.locator('[data-card="t0"] .unpin').click();
		assert.equal(await view.page.locator('[data-card]').count(), 5);
	});

	it('keeps pins, filter and order beyond its life', async () => {
		await show();
		await row('payments-live').locator('.pin').click();
		await view.page.locator('[data-sort="name"]').click();
		await view.page.locator('#filter').fill('live');
		const state = await view.state();
		await show({ state });
		assert.match(
			(await view.page.locator('[data-card="payments-live"]').textContent()) ?? '',
			/1,204.*531,221 → 531,219/,
		);
		assert.equal(await view.page.locator('#filter').inputValue(), 'live');
		assert.equal(await view.page.locator('th.col-name[aria-sort]').getAttribute('aria-sort'), 'ascending');
	});

	it('says what it samples, and how often', async () => {
		await show();
		assert.match(
			(await view.page.locator('[data-budget]').textContent()) ?? '',
			/3 of 3 running .* At most 60 readings a minute/,
		);
	});

	it('says that nothing is there, and which connections cannot be read', async () => {
		await show(
			{},
			{
				...overviewView,
				rows: [],
				problems: [{ key: 'p', connection: 'office', text: 'The server did not answer.', remedy: 'Try again' }],
			},
		);
		assert.match((await view.page.locator('.empty').textContent()) ?? '', /No migration is running/);
		assert.match((await view.page.locator('.notice').textContent()) ?? '', /office The server did not answer\./);
		await view.page.locator('[data-remedy]').click();
		assert.deepEqual(
			(await view.posted('remedy')).map(({ key }) => key),
			['p'],
		);
	});

	it('loses no focus to what goes away under it', async () => {
		const problem = (key: string) => ({ key, connection: key, text: 'No answer.', remedy: 'Try again' });
		await show({}, { ...overviewView, problems: [problem('one'), problem('two')] });
		const focused = () => view.page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset);
		const send = (more: Partial<OverviewView>) =>
			view.send({ type: 'overview', view: { ...overviewView, whole: false, rows: [], ...more } });
		await view.page.locator('[data-remedy="one"]').focus();
		await send({ problems: [problem('two')] });
		assert.equal((await focused())?.remedy, 'two');
		await send({ problems: [] });
		assert.equal((await focused())?.action, 'refresh');
		await view.page.locator('tr[data-row="session-store-eu"]').focus();
		await send({ gone: ['session-store-eu'] });
		assert.equal((await focused())?.row, await view.page.locator('tr[tabindex="0"]').getAttribute('data-row'));
	});
});
