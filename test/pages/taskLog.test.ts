import assert from 'node:assert/strict';
import type { LogLine, LogView, Snapshot } from '../../src/ui/details/protocol';
import { HOSTILE } from '../hostile';
import { violations } from './axe';
import { following, NOW } from './fixtures';
import { type OpenOptions, REFERENCE, usePages, type WebviewPage } from './harness';
import type { ThemeName } from './themes';

const view: LogView = {
	fields: {
		list: 'migration_logs',
		at: 'created_at',
		level: 'log_level',
		message: 'message',
		code: 'log_code',
		keywords: 'keyword',
	},
	loading: false,
	loadingOlder: false,
	counted: '4 of 120 lines, 1 of them errors',
	note: '4 of 120 lines, 1 of them errors, read 14:30:00',
	hasOlder: true,
};
const line = (id: number, more: Partial<LogLine> = {}): LogLine => ({
	id,
	at: NOW - id * 1000,
	level: 'INFO',
	kind: 'info',
	message: `line ${id}`,
	code: 'dcs.03.1101',
	keywords: [],
	...more,
});
const LINES: readonly LogLine[] = [
	line(1, {
		level: 'ERROR',
		kind: 'error',
		message: 'Connection reset by peer.',
		code: 'dcs.03.2001',
		keywords: ['EOF'],
	}),
	line(2, { level: 'WARN', kind: 'warning', message: 'No data for 60 seconds.' }),
	line(3, { level: 'LOUD', at: null, atWords: 'yesterday', message: '', code: '' }),
	line(4, { level: 'DEBUG', kind: 'debug', message: 'reset of the buffer' }),
];
const withLog = (log: Partial<LogView> = {}): Snapshot => ({ ...following, log: { ...view, ...log } });

describe('The log on the details page', () => {
	const pages = usePages();
	let page: WebviewPage;

	async function show(snapshot: Snapshot = withLog(), lines: readonly LogLine[] = LINES, options: OpenOptions = {}) {
		page = await pages.open('details', options);
		await page.send({ type: 'snapshot', snapshot });
		if (
			!(await page.page
				.locator('.fold')
				.getAttribute('aria-expanded')
				.then((open) => open === 'true'))
		) {
			await page.page.getByRole('button', { name: 'Task log' }).click();
		}
		await page.send({ type: 'log', level: '', lines });
	}
	const messages = (): Promise<string[]> =>
		page.page.locator('[data-field="migration_logs.message"]').allTextContents();
	const button = (action: string) => page.page.locator(`[data-action="${action}"]`);

	it('is not there where the service has none, and folded and silent until somebody opens it', async () => {
		page = await pages.open('details');
		await page.send({ type: 'snapshot', snapshot: following });
		assert.equal(await page.page.locator('[data-section="log"]').count(), 0);
		await page.send({ type: 'snapshot', snapshot: withLog() });
		assert.equal(await button('logOpen').getAttribute('aria-expanded'), 'false');
		assert.deepEqual(await page.posted(), [{ type: 'ready' }]);
		await button('logOpen').click();
		assert.deepEqual(await page.posted('logOpen'), [{ type: 'logOpen', open: true }]);
		assert.match(await page.page.locator('.log-empty').innerText(), /Loading/);
		await button('logOpen').click();
		assert.equal((await page.posted('logOpen')).at(-1)?.open, false);
		assert.equal(await page.page.locator('#log-body').innerText(), '');
	});

	it('shows each line with its time, level in a word and a sign, message, code and keywords under their wire names', async () => {
		await show();
		assert.deepEqual(await messages(), [
			'Connection reset by peer.',
			'No data for 60 seconds.',
			'–',
			'reset of the buffer',
		]);
		const first = page.page.locator('.log-line').first();
		assert.equal(await first.locator('[data-field="migration_logs.log_level"]').textContent(), 'ERROR');
		assert.equal(await first.locator('.icon-bad').count(), 1);
		assert.equal(await first.locator('[data-field="migration_logs.log_code"]').textContent(), 'dcs.03.2001');
		assert.equal(await first.locator('[data-field="migration_logs.keyword"]').textContent(), 'EOF');
		assert.match((await first.locator('time').textContent()) ?? '', /2:29:59.PM/);
		assert.equal(await first.locator('time').getAttribute('datetime'), new Date(NOW - 1000).toISOString());
		const third = page.page.locator('.log-line').nth(2);
		assert.equal(await third.locator('[data-field="migration_logs.created_at"]').textContent(), 'yesterday');
		assert.equal(await third.locator('[data-field="migration_logs.log_level"]').textContent(), 'LOUD');
		assert.equal(await page.page.locator('[data-log-note]').textContent(), view.note);
	});

	it('asks for a level, for older lines and for another try', async () => {
		await show(withLog({ problem: 'It did not answer.' }));
		await page.page.getByRole('button', { name: 'Errors' }).click();
		assert.equal(await page.page.locator('[data-level="ERROR"]').getAttribute('aria-pressed'), 'true');
		assert.equal(await page.page.locator('.log-line').count(), 0, 'the lines of all levels are not those of one');
		await page.send({ type: 'log', level: 'ERROR', lines: LINES.slice(0, 1) });
		assert.equal(await page.page.locator('.log-line').count(), 1);
		await button('logOlder').click();
		await button('logRefresh').click();
		assert.deepEqual((await page.posted()).slice(-3), [
			{ type: 'logLevel', level: 'ERROR' },
			{ type: 'logOlder' },
			{ type: 'logRefresh' },
		]);
		await page.send({ type: 'snapshot', snapshot: withLog({ loadingOlder: true }) });
		assert.equal(await button('logOlder').isDisabled(), true);
		await page.send({ type: 'snapshot', snapshot: withLog({ hasOlder: false, bounded: 'The newest are kept.' }) });
		assert.equal(await button('logOlder').count(), 0);
		assert.match(await page.page.locator('.log-foot').innerText(), /The newest are kept/);
	});

	it('tells errors of the last minutes, and readings that failed, at once', async () => {
		await show(withLog({ alert: 'An error was logged at 14:29.', problem: 'The user may not.' }));
		const alerts = await page.page.locator('[data-section="log"] [role="alert"]').allInnerTexts();
		assert.match(alerts.join(' '), /An error was logged at 14:29\.\s+The user may not\./);
		assert.equal(await page.page.locator('.log-line').count(), 4, 'what was read stays');
	});

	it('finds lines by any text in them, marks it, and counts', async () => {
		await show();
		await page.page.getByRole('searchbox').fill('RESET');
		assert.deepEqual(await messages(), ['Connection reset by peer.', 'reset of the buffer']);
		assert.deepEqual(await page.page.locator('mark').allTextContents(), ['reset', 'reset']);
		assert.equal(await page.page.locator('.log-found').innerText(), '2 of 4 loaded lines hold the text');
		await page.page.getByRole('searchbox').fill('eof');
		assert.deepEqual(await page.page.locator('mark').allTextContents(), ['EOF']);
		await page.page.getByRole('searchbox').fill('.*');
		assert.equal(await page.page.locator('.log-line').count(), 0, 'it is no pattern');
		assert.match(await page.page.locator('.log-empty').innerText(), /No loaded line holds the text/);
		await page.page.getByRole('searchbox').fill('reset by');
		await button('logCopy').click();
		assert.deepEqual((await page.posted()).at(-1), { type: 'logCopy', ids: [1] });
		await page.send({ type: 'copied', field: 'log' });
		assert.equal(await button('logCopy').innerText(), 'Copied');
	});

	it('speaks its count once it has come to rest', async () => {
		await show();
		const spoken = page.page.locator('[data-section="log"] [role="status"]');
		assert.equal(await spoken.textContent(), '');
		await page.page.getByRole('searchbox').pressSequentially('reset', { delay: 20 });
		await page.page.waitForFunction(
			() => document.querySelector('[data-section="log"] [role="status"]')?.textContent !== '',
		);
		assert.equal(await spoken.textContent(), '2 of 4 loaded lines hold the text');
	});

	it('shows the beginning of a long line, the rest on request, and the place of what is looked for', async () => {
		const sent = `${'word '.repeat(100)}needle`;
		await show(withLog(), [line(1, { message: sent }), line(2, { message: `${sent}…`, cut: true })]);
		const [first, second] = [page.page.locator('.log-line').first(), page.page.locator('.log-line').nth(1)];
		assert.equal((await messages())[0]?.length, 301);
		await first.locator('[data-action="whole"]').click();
		assert.equal((await messages())[0], sent);
		await first.locator('[data-action="whole"]').click();
		assert.equal((await messages())[0]?.length, 301);
		await second.locator('[data-action="whole"]').click();
		assert.deepEqual((await page.posted()).at(-1), { type: 'whole', field: 'log.2' });
		await page.send({ type: 'whole', field: 'log.2', text: `${sent} and the end` });
		assert.equal((await messages())[1], `${sent} and the end`);
		await page.page.getByRole('searchbox').fill('needle');
		assert.equal((await messages())[0], sent, 'what is found can be seen');
	});

	it('draws three hundred lines of a large log, and more on request', async () => {
		const many = Array.from({ length: 5_000 }, (_, index) => line(index + 1));
		await show(withLog(), many);
		assert.equal(await page.page.locator('.log-line').count(), 300);
		await page.page.getByRole('button', { name: 'Show 300 more' }).click();
		assert.equal(await page.page.locator('.log-line').count(), 600);
		await page.page.getByRole('searchbox').fill('line 4999');
		assert.deepEqual(await messages(), ['line 4999'], 'all that is loaded is searched');
	});

	it('is as it was left when the page comes back, and asks for its lines again', async () => {
		await show();
		await page.page.getByRole('button', { name: 'Warnings' }).click();
		await page.page.getByRole('searchbox').fill('data');
		const state = await page.state();
		assert.deepEqual(state, {
			reference: REFERENCE,
			tableOpen: false,
			log: { open: true, level: 'WARN', search: 'data' },
		});
		page = await pages.open('details', { state });
		assert.deepEqual(await page.posted(), [
			{ type: 'ready' },
			{ type: 'logLevel', level: 'WARN' },
			{ type: 'logOpen', open: true },
		]);
		await page.send({ type: 'snapshot', snapshot: withLog() });
		assert.equal(await page.page.getByRole('searchbox').inputValue(), 'data');
	});

	it('is unfolded and gets the focus where somebody is led to it, also before it was drawn', async () => {
		page = await pages.open('details', { height: 300 });
		await page.send({ type: 'focusSection', section: 'log' });
		assert.deepEqual(await page.posted('logOpen'), [{ type: 'logOpen', open: true }]);
		await page.send({ type: 'snapshot', snapshot: withLog() });
		const focus = (): Promise<string | null | undefined> =>
			page.page.evaluate(() => document.activeElement?.getAttribute('data-action'));
		assert.equal(await focus(), 'logOpen');
		const top = await page.page
			.locator('[data-section="log"]')
			.evaluate((section) => section.getBoundingClientRect().top);
		assert.ok(top < 300, `${top}`);
		await page.page.getByRole('searchbox').focus();
		await page.send({ type: 'snapshot', snapshot: withLog() });
		assert.notEqual(await focus(), 'logOpen', 'it is led there once');
		await page.send({ type: 'focusSection', section: 'nothing"]' });
	});

	it('stays in sight where somebody was led to it while the rest of the page comes in above, until they move', async () => {
		const { live, cutover: _cutover, ...early } = following;
		page = await pages.open('details');
		await page.page.setViewportSize({ width: 800, height: 400 });
		await page.send({ type: 'snapshot', snapshot: { ...early, sections: [], log: view } });
		await page.send({ type: 'focusSection', section: 'log' });
		const top = (): Promise<number> =>
			page.page.locator('[data-section="log"]').evaluate((section) => section.getBoundingClientRect().top);
		await page.send({ type: 'snapshot', snapshot: withLog() });
		assert.ok(live !== undefined && (await top()) < 100, `${await top()}`);
		await page.page.mouse.move(400, 200);
		await page.page.mouse.wheel(0, -5000);
		// The browser hands the wheel to the page in its own time.
		await page.page.waitForFunction(() => window.scrollY === 0);
		const before = await top();
		await page.send({ type: 'snapshot', snapshot: withLog({ counted: '5 lines' }) });
		assert.equal(await top(), before, 'a person went elsewhere');
	});

	it('says so where it was not read and is not being read', async () => {
		await show(withLog({ note: '', counted: 'no lines', hasOlder: false }), []);
		assert.equal(await page.page.locator('.log-empty').innerText(), 'The log was not read.');
	});

	it('leaves the place in the list and the text that is typed alone when lines come', async () => {
		const many = Array.from({ length: 200 }, (_, index) => line(index + 2));
		await show(withLog(), many);
		const list = page.page.locator('.log-scroll');
		await list.evaluate((element) => {
			element.scrollTop = 900;
		});
		await page.page.getByRole('searchbox').focus();
		await page.send({ type: 'log', level: '', lines: [line(1), ...many] });
		await page.send({ type: 'snapshot', snapshot: withLog({ counted: '201 lines' }) });
		assert.ok((await list.evaluate((element) => element.scrollTop)) >= 900);
		assert.equal(await page.page.evaluate(() => document.activeElement?.getAttribute('type')), 'search');
		assert.equal((await messages())[0], 'line 1');
	});

	for (const theme of ['light', 'dark', 'hc-black', 'hc-light'] as const satisfies readonly ThemeName[]) {
		it(`is accessible, and fits into 300 px and into 1,200 px, in ${theme}`, async () => {
			for (const width of [300, 1200]) {
				const hostile = HOSTILE.map(({ text }, index) =>
					line(10 + index, { message: text.slice(0, 2000), code: text.slice(0, 100), keywords: [text.slice(0, 100)] }),
				);
				await show(withLog({ alert: 'An error.', problem: 'Not read.', bounded: 'Bounded.' }), [...LINES, ...hostile], {
					theme,
					width,
				});
				await page.page.getByRole('searchbox').fill('e');
				assert.equal(await page.overflows(), false, `${width}`);
				assert.deepEqual(await violations(page.page), []);
			}
		});
	}

	it('is reached and scrolled by keys alone', async () => {
		await show();
		await button('logOpen').focus();
		const stops: string[] = [];
		for (let stop = 0; stop < 8; stop++) {
			await page.page.keyboard.press('Tab');
			stops.push(await page.page.evaluate(() => document.activeElement?.className ?? ''));
		}
		assert.ok(stops.includes('log-search') && stops.includes('log-scroll'), stops.join());
	});

	it('makes no element of any text from outside', async () => {
		const lines = HOSTILE.map(({ text }, index) =>
			line(index + 1, { message: text.slice(0, 2000), level: text.slice(0, 100), keywords: ['<img src=x>'] }),
		);
		await show(withLog({ alert: '<b>x</b>', problem: '<i>y</i>', note: '<u>z</u>' }), lines);
		await page.page.getByRole('searchbox').fill('<');
		assert.equal(await page.page.locator('[data-section="log"] :is(img, b, i, u, script, a)').count(), 0);
		assert.ok((await page.page.locator('mark').count()) > 0);
	});
});
