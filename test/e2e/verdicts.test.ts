import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Frame } from 'playwright-core';
import { dashed, hexId } from '../../src/sandbox/random';
import { until, Workbench } from './driver';
import { picture, setWriters, waitText } from './support';

/** The stories of the sandbox, as they are watched from the beginning. */
const STORIES = [
	'snapshot',
	'stall',
	'restart',
	'never-converging',
	'eviction',
	'ready',
	'forgotten-writer',
	'error-in-log',
	'instance-down',
	'out-of-memory',
] as const;
type Story = (typeof STORIES)[number];

const refOf = (name: string, kind: 'story' | 'why' = 'story') => ({
	connectionId: 'sandbox',
	service: 'dcs',
	id: dashed(hexId(kind, `${kind}-${name}`)),
});
/** The longest of them is told after some minutes. */
const PATIENCE = 400_000;

describe('Each story of a migration', function () {
	this.timeout(PATIENCE + 60_000);
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({
			sandbox: { stories: true },
			settings: {
				'migrationTasks.refreshInterval': 15,
				'migrationTasks.statsInterval': 1,
				'migrationTasks.notifications': 'all',
			},
		});
		await w.openView();
		await w.resizeSideBar(420);
		// The stories alone: rows that are scrolled away are not drawn.
		await w.execute('migrationTasks.filter', 'story-');
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ label }) => label === 'story-ready'));
		for (const story of STORIES) {
			await w.execute('migrationTasks.watchTask', refOf(story));
		}
	});
	after(() => w?.close());

	/** Waits until the row of a story says so, however often it is drawn meanwhile. */
	async function row(story: Story, words: RegExp): Promise<void> {
		await until(
			`${story}: ${words}`,
			async () =>
				(await w.tree.rows()).some(({ label, description }) => label === `story-${story}` && words.test(description)),
			PATIENCE,
		);
	}
	async function page(name: string, kind: 'story' | 'why' = 'story'): Promise<Frame> {
		await w.execute('migrationTasks.openTask', refOf(name, kind));
		const shown = await w.webview('details');
		await waitText(shown, 'h1', `${kind}-${name}`);
		return shown;
	}
	const verdict = (shown: Frame): Promise<string | null> =>
		shown.locator('[data-verdict]').getAttribute('data-verdict');
	const blocked = (shown: Frame, id: string): Promise<number> =>
		shown.locator(`[data-gate="stopWriters"] [data-reason="${id}"][data-ok="false"]`).count();

	it('a snapshot is told as such, with no time left', async () => {
		await row('snapshot', /snapshot at the source/);
		const shown = await page('snapshot');
		assert.equal(await shown.locator('[data-eta-low]').count(), 0);
		await picture(w, 'story-snapshot');
	});

	it('one that is ready says so in its row and its panel', async () => {
		await row('ready', /^ready to stop writes/);
		const shown = await page('ready');
		await until('the verdict', async () => (await verdict(shown)) === 'readyToStopWrites', PATIENCE);
		await picture(w, 'story-ready');
	});

	it('an error in the log keeps from ready, and so does an instance that does not run', async () => {
		await row('error-in-log', /not ready: an error/);
		await row('instance-down', /not ready: an instance does not run/);
		const log = await page('error-in-log');
		await until('the error among the conditions', async () => (await blocked(log, 'noTrouble')) === 1, PATIENCE);
		await picture(w, 'story-error-in-log');
		const shown = await page('instance-down');
		await until('the instance among the conditions', async () => (await blocked(shown, 'instances')) === 1, PATIENCE);
		assert.notEqual(await verdict(shown), 'readyToStopWrites');
		await picture(w, 'story-instance-down');
	});

	it('a target that loses keys is never ready, with the keys that are missing', async () => {
		await row('eviction', /not ready: (\S+ keys fewer|ever more keys missing)/);
		const shown = await page('eviction');
		await until('the keys among the conditions', async () => (await blocked(shown, 'keys')) === 1, PATIENCE);
		assert.notEqual(await verdict(shown), 'readyToStopWrites');
		await picture(w, 'story-eviction');
	});

	it('a stall is told, and a full sync that begins again', async () => {
		await row('stall', /^stalled/);
		const shown = await page('stall');
		await waitText(shown, '.headline-text', /stalled/i);
		await picture(w, 'story-stalled');
		await row('restart', /^began again/);
		const restarted = await page('restart');
		await restarted.locator('.why[data-cause="r15"]').waitFor();
		await picture(w, 'story-restarted');
	});

	it('a copy that never catches up is told, with what can be done', async () => {
		await row('never-converging', /^falling behind: never at this rate/);
		await waitText(await page('never-converging'), '.headline-text', /never/i);
		await picture(w, 'story-falling-behind');
	});

	it('a copy that fails says why in its row and its panel', async () => {
		await row('out-of-memory', /^target memory full/);
		const shown = await page('out-of-memory');
		const why = shown.locator('.why[data-cause="r09"]');
		await why.waitFor();
		assert.match((await why.textContent()) ?? '', /OOM command not allowed/);
		await picture(w, 'story-failed');
	});

	it('the log says why where the error does not, and of an unknown one it says so and offers help', async () => {
		const shown = await page('r01-output-buffer', 'why');
		const why = shown.locator('.why[data-cause="r01"]');
		await until('the line of the log', async () =>
			/overcoming of output buffer limits/.test((await why.locator('blockquote').textContent()) ?? ''),
		);
		await picture(w, 'story-why-from-log');
		const unknown = await page('unknown', 'why');
		await unknown.locator('.why[data-cause="unknown"] [data-offer="support"]').click();
		await until('the text for support', async () => /^Task ID: /m.test(await w.clipboard()));
		await picture(w, 'story-why-unknown');
	});

	it('one whose writers stop is drained: switch now; one with a forgotten writer never is', async () => {
		for (const story of ['ready', 'forgotten-writer'] as const) {
			const shown = await page(story);
			await until('the first gate', async () => (await verdict(shown)) === 'readyToStopWrites', PATIENCE);
			await setWriters(w, `story-${story}`, false);
			await shown.locator('.runbook-now [data-action="writersStopped"]').click();
			await w.dialog();
			await w.messages.dialogButton('They Are Stopped');
		}
		await row('ready', /^drained: switch now/);
		const shown = await page('ready');
		await until('the verdict', async () => (await verdict(shown)) === 'switchNow');
		assert.equal(await shown.locator('[data-gate] [data-ok="false"]').count(), 0);
		await picture(w, 'story-switch-now');
		const forgotten = await page('forgotten-writer');
		await until(
			'what the writer still writes',
			async () => (await forgotten.locator('[data-gate="switch"] [data-ok="false"]').count()) > 0,
		);
		assert.notEqual(await verdict(forgotten), 'switchNow');
		await picture(w, 'story-forgotten-writer');
	});
});
