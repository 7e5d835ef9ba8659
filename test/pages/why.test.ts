import assert from 'node:assert/strict';
import { presenter } from '../../src/services/dcs/presenter';
import { plainSnapshot } from '../../src/ui/details/plainSnapshot';
import type { Snapshot } from '../../src/ui/details/protocol';
import { causesOf, toldOnce, whyOf } from '../../src/ui/details/why';
import { format, NOW, taskOf } from '../unit/services/helpers';
import { violations } from './axe';
import { failed } from './fixtures';
import { type OpenOptions, usePages, type WebviewPage } from './harness';

/** The page of a task that failed with this error. */
function page(error_message: string): Snapshot {
	const task = taskOf('dcs', { status: 'FAILED', error_message });
	const about = { task, presenter, run: undefined, logRows: [] };
	const why = whyOf(about, causesOf(about, NOW), ['log', 'console', 'support'], format);
	assert.ok(why);
	const headline = presenter.headline(task, [], format, NOW);
	return plainSnapshot(toldOnce({ ...failed, headline, why, sections: presenter.sections(task, format, NOW) }));
}
const BUFFER = 'read rdb from 10.20.0.71:6379: connection reset, i/o timeout; overcoming of output buffer limits';

describe('Why a task stopped, on the details page', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(snapshot: Snapshot, options: OpenOptions = {}): Promise<void> {
		view = await pages.open('details', options);
		await view.send({ type: 'snapshot', snapshot });
	}

	it('is the headline: the cause and what to do, with the service’s own words small below', async () => {
		await show(page(BUFFER));
		assert.match(
			(await view.page.locator('.headline-text').textContent()) ?? '',
			/its output buffer for replicas was full/,
		);
		const why = view.page.locator('section.why');
		assert.equal(await why.locator('h2').textContent(), 'What to do');
		assert.match((await why.locator('.why-steps li').first().textContent()) ?? '', /^At the source, set that buffer/);
		const order = await view.page.evaluate(() =>
			['.headline-text', '.why-steps', '.evidence'].map(
				(part) => document.querySelector(part)?.getBoundingClientRect().top ?? 0,
			),
		);
		assert.deepEqual(
			order,
			[...order].sort((a, b) => a - b),
		);
	});

	it('has the service’s own words once, under their wire name, to be copied', async () => {
		await show(page(BUFFER));
		const said = await view.page.locator('#app').innerText();
		assert.equal(said.split(BUFFER).length - 1, 1);
		const [cause] = /its output buffer for replicas was full/.exec(said) ?? [];
		assert.equal(said.split(cause ?? '').length - 1, 2, 'the sentence, and the same read out');
		assert.equal(await view.page.locator('blockquote[data-field="error_message"]').textContent(), BUFFER);
		assert.equal(await view.page.locator('[data-field="error_message"]').count(), 1);
		await view.page.getByRole('button', { name: 'Copy Error' }).click();
		assert.deepEqual((await view.posted()).at(-1), { type: 'copy', field: 'error_message' });
	});

	it('folds what an error says beside the line that is quoted', async () => {
		await show(page(`first line\n${BUFFER}`));
		const rest = view.page.locator('.why-error');
		assert.equal(await rest.getAttribute('open'), null);
		await rest.locator('summary').click();
		assert.match((await rest.locator('[data-field="error_message"]').textContent()) ?? '', /^first line\n/);
	});

	it('quotes the line that says so, lists what to do with settings to copy, and folds what else is possible', async () => {
		await show(page(BUFFER));
		const why = view.page.locator('[data-cause="r01"]');
		assert.equal(await why.locator('blockquote').textContent(), BUFFER);
		await why.getByRole('button', { name: /^Copy client-output-buffer-limit/ }).click();
		assert.deepEqual(await view.posted('copyStep'), [{ type: 'copyStep', step: 0 }]);
		assert.equal(await why.locator('details[open]').count(), 0);
		assert.equal(await why.locator('[data-cause="r05"]').count(), 1);
	});

	it('says of an error that nobody knows that it is not known, and offers the log, the console and a text for support', async () => {
		await show(page('something new'));
		assert.match((await view.page.locator('.headline-text').textContent()) ?? '', /something new/);
		const why = view.page.locator('[data-cause="unknown"]');
		assert.match((await why.textContent()) ?? '', /knows no cause that fits/);
		for (const offer of ['log', 'console', 'support']) {
			await why.locator(`[data-offer="${offer}"]`).click();
		}
		assert.deepEqual(
			(await view.posted('why')).map((message) => message.offer),
			['log', 'console', 'support'],
		);
		await view.send({ type: 'copied', field: 'support' });
		assert.equal(await why.locator('[data-offer="support"]').textContent(), 'Copied');
	});

	for (const theme of ['dark', 'light', 'hc-black', 'hc-light'] as const) {
		it(`is accessible in ${theme}, and needs no more room than there is`, async () => {
			for (const width of [320, 1200]) {
				await show(page(BUFFER), { theme, width });
				assert.deepEqual(await violations(view.page), []);
				assert.ok(await view.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
				if (process.env.SHOTS) {
					await view.page.screenshot({ path: `${process.env.SHOTS}/why-${theme}-${width}.png`, fullPage: true });
				}
			}
		});
	}
});
