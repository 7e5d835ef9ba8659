import assert from 'node:assert/strict';
import { violations } from './axe';
import { STORY_NAMES, type StoryName, storyOf } from './cutoverFixtures';
import { type OpenOptions, usePages, type WebviewPage } from './harness';

/** What each story is called on top, and its verdict. */
const TOLD: Readonly<Record<StoryName, readonly [headline: RegExp, verdict: string]>> = {
	pending: [/^Waiting for its configuration/, 'unknown'],
	copying: [/^Full sync: 43 % copied\.$/, 'notYet'],
	stalled: [/^Stalled: nothing has moved for 7 min, at 29 % of the full sync\.$/, 'stalled'],
	again: [/^The full sync began again at 1:36.PM \(time 2\)\. Full sync: 9 % copied\.$/, 'notYet'],
	catchingUp: [
		/^Catching up: the offset is 1\.1 billion and falls by 4 million a second, about 4–6 min left\.$/,
		'notYet',
	],
	behind: [/^Falling behind: at this rate the copy never catches up/, 'fallingBehind'],
	evicting: [
		/^Close behind .* not ready for the switch: The target has [\d,]+ of 559,863 keys fewer than the source\.$/,
		'notYet',
	],
	ready: [/^Ready to stop the writers\.$/, 'readyToStopWrites'],
	drained: [/^Drained: switch the clients now\.$/, 'switchNow'],
};

describe('The cutover on the details page', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(name: StoryName, options: OpenOptions = {}): Promise<void> {
		view = await pages.open('details', options);
		await view.send({ type: 'snapshot', snapshot: storyOf(name) });
	}

	for (const name of STORY_NAMES) {
		it(`says first how “${name}” stands, with the same verdict below`, async () => {
			await show(name);
			assert.match((await view.page.locator('.headline-text').textContent()) ?? '', TOLD[name][0]);
			const [, verdict] = TOLD[name];
			assert.equal(await view.page.locator('[data-verdict]').getAttribute('data-verdict'), verdict);
			assert.equal(
				await view.page.locator('.headline-good').count(),
				verdict === 'readyToStopWrites' || verdict === 'switchNow' ? 1 : 0,
			);
			assert.equal(await view.page.locator('.runbook-now').count(), 1, 'one thing is to be done now');
		});
	}

	it('gives the time left as a range, and what it rests on', async () => {
		await show('copying');
		const left = view.page.locator('[data-eta-low]');
		const [low, high] = [await left.getAttribute('data-eta-low'), await left.getAttribute('data-eta-high')].map(Number);
		assert.ok((low ?? 0) > 0 && (low ?? 0) < (high ?? 0));
		assert.match((await left.textContent()) ?? '', /^Full sync: \d+–\d+ min left from \d+ steps of the percentage/);
		await show('stalled');
		assert.equal(
			await view.page.locator('[data-eta-low]').count(),
			0,
			'nobody can say when what stands still will be done',
		);
	});

	it('lists each condition of both gates with its value, its source and whether it holds', async () => {
		await show('evicting');
		const reason = (id: string) => view.page.locator(`[data-reason="${id}"]`);
		assert.equal(await reason('keys').getAttribute('data-ok'), 'false');
		assert.match(
			(await reason('keys').textContent()) ?? '',
			/^does not hold:The target has [\d,]+ of 559,863 keys fewer than the sourcesource_dbsize, target_dbsize$/,
		);
		assert.equal(await reason('offset').getAttribute('data-ok'), 'true');
		assert.equal(await reason('drained').getAttribute('data-ok'), null, 'not its turn yet');
		assert.match((await view.page.locator('[data-gate="switch"] h3').textContent()) ?? '', /waits for you/);
	});

	it('asks for the word that the writers are stopped where it is time, and offers to take it back', async () => {
		await show('ready');
		await view.page.locator('.runbook-now [data-action="writersStopped"]').click();
		assert.deepEqual(await view.posted('step'), [{ type: 'step', action: 'writersStopped' }]);
		await show('drained');
		assert.match(
			(await view.page.locator('[data-step="stopWriters"]').textContent()) ?? '',
			/^doneStop the writers1:22.PM, you$/,
		);
		await view.page.locator('[data-action="writersResumed"]').click();
		assert.deepEqual(await view.posted('step'), [{ type: 'step', action: 'writersResumed' }]);
	});

	it('watches a task, and says so to a screen reader', async () => {
		await show('copying');
		const button = view.page.getByRole('button', { name: 'Watch' });
		assert.equal(await button.getAttribute('aria-pressed'), 'false');
		await button.click();
		assert.deepEqual(await view.posted('watch'), [{ type: 'watch', on: true }]);
	});

	for (const theme of ['dark', 'light', 'hc-black', 'hc-light'] as const) {
		it(`is accessible in ${theme}, and needs no more room than there is`, async () => {
			for (const name of ['stalled', 'ready', 'evicting'] as const) {
				for (const width of [320, 1200]) {
					await show(name, { theme, width });
					assert.deepEqual(await violations(view.page), []);
					assert.ok(await view.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
					if (process.env.SHOTS) {
						await view.page.screenshot({
							path: `${process.env.SHOTS}/cutover-${name}-${theme}-${width}.png`,
							fullPage: true,
						});
					}
				}
			}
		});
	}
});
