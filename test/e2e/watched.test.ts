/** A watched task is sampled by one window of all, whatever becomes of the windows. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe } from 'mocha';
import { promises } from '../promises';
import { EXTENSION_ID, until, Workbench } from './driver';
import { listen, waitText } from './support';

/** A task of the sandbox's cast that follows its source. */
const LIVE = { name: 'payments-live', id: '31c6fd2b-2893-430b-90ff-d1adb8060585' };
const REF = { connectionId: 'sandbox', service: 'dcs', id: LIVE.id };
/** Watched tasks are sampled so often, ms. */
const BEAT = 10_000;
/** A lease that was not renewed for so long is anybody's, ms; and how often it is looked for. */
const LEASE = 35_000 + 10_000;

describe('A task that is watched', () => {
	let w: Workbench;
	beforeEach(async () => {
		w = await Workbench.open({
			sandbox: true,
			settings: { 'migrationTasks.refreshInterval': 0, 'migrationTasks.statsInterval': 1 },
		});
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ label }) => label === LIVE.name));
	});
	afterEach(() => w?.close());

	const storage = (): string => path.join(w.userDataDir, 'data', 'User', 'globalStorage', EXTENSION_ID);
	const barOf = async (window: Workbench): Promise<string> =>
		(await window.statusBar()).find((text) => text.startsWith('Migrations: ')) ?? '';
	/** The task is known and runs, as the status bar counts. */
	const waitStanding = (window: Workbench): Promise<unknown> =>
		until('how the task stands', async () => /: \d+ running/.test(await barOf(window)), 60_000);

	/** Lines of all that is kept on disk of runs. */
	async function keptLines(): Promise<number> {
		const folder = path.join(storage(), 'history');
		const names = await readdir(folder, { recursive: true }).catch(() => []);
		const texts = names
			.filter((name) => name.endsWith('.jsonl'))
			.map((name) => readFile(path.join(folder, name), 'utf8'));
		// Samples are short lists that begin with their time; logs and marks stand between them.
		return (await Promise.all(texts))
			.join('')
			.split('\n')
			.filter((line) => /^\[\d/.test(line)).length;
	}

	async function watch(): Promise<void> {
		await w.execute('migrationTasks.watchTask', REF);
		await until('the status bar', async () => /: \d+ running/.test(await barOf(w)));
		// VS Code writes it down a little later.
		await until(
			'the note that tasks are watched',
			async () => (await w.globalState())['migrationTasks.watching'] === true,
		);
	}

	promises(
		{
			chapter: 'Long life',
			fault: 'VS Code is killed, window, server and all, while a task is watched',
			promise: 'the task is watched on, and its samples of before are in the charts, the time between as a gap',
		},
		async function () {
			this.timeout(300_000);
			await w.execute('migrationTasks.openTask', REF);
			await waitText(await w.webview('details'), 'h1', LIVE.name);
			await watch();
			await until('samples on disk', async () => (await keptLines()) > 8, 90_000);
			await w.execute('workbench.action.closeAllEditors');
			const startAgain = await w.kill();
			const killed = Date.now();
			// A gap is told in words from a minute on.
			await sleep(62_000);
			w = await startAgain();
			await waitStanding(w);
			const asked = await listen(w);
			await until('samples', async () => samplesOf(await asked.since()) > 0, 3 * BEAT + LEASE);
			await w.execute('migrationTasks.openTask', REF);
			const page = await w.webview('details');
			await waitText(page, '[data-mark="gap"]', /no samples for 1 min/);
			await page.locator('[aria-controls="samples"]').click();
			const rows = page.locator('#samples tbody tr');
			// The newest stand first.
			const before = async (): Promise<string[]> => {
				const times = await rows.locator('th').allInnerTexts();
				return times.filter((time) => isBefore(time, killed));
			};
			await until('the samples of before in the table', async () => (await before()).length > 3).catch(
				async (error: unknown) => {
					throw new Error(`${error}: ${await rows.locator('th').allInnerTexts()} (killed ${new Date(killed)})`);
				},
			);
		},
	);

	const samplesOf = (asked: readonly { readonly path: string }[]): number =>
		asked.filter(({ path: at }) => at.includes(LIVE.id) && at.endsWith('/stats')).length;

	promises(
		{
			chapter: 'Long life',
			fault: 'Two windows know of a watched task, and the one that samples it is closed',
			promise: 'only one samples it, and then the other does',
		},
		async function () {
			this.timeout(300_000);
			await watch();
			const holder = (): Promise<string | undefined> =>
				readFile(path.join(storage(), 'watched', 'sampler.lease'), 'utf8').catch(() => undefined);
			const first = await until('a window that samples', holder);
			const second = await w.openWindow();
			// Only who lists tasks knows their names.
			await second.openView();
			await until('the status bar of the second window', async () => /: \d+ running/.test(await barOf(second)));
			const asked = await listen(w);
			await sleep(4 * BEAT);
			const count = samplesOf(await asked.since());
			assert.ok(count >= 2 && count <= 5, `${count} samples in ${4 * BEAT} ms`);
			assert.equal(await holder(), first);
			await w.closeWindow();
			await until(
				'the other window to sample',
				async () => {
					const now = await holder();
					return now !== undefined && now !== first;
				},
				2 * LEASE,
			);
			const later = await listen(second);
			await until('samples of the other window', async () => samplesOf(await later.since()) >= 2, 4 * BEAT);
			await waitStanding(second);
		},
	);
});

/** Whether a time of day was within the hours before a moment, in whichever notation it is written. */
function isBefore(text: string, moment: number): boolean {
	const [, hours = 0, minutes = 0, seconds = 0] = (/(\d+):(\d\d):(\d\d)/.exec(text) ?? []).map(Number);
	const date = new Date(moment);
	const half = 12 * 3_600;
	const ago =
		date.getHours() * 3_600 + date.getMinutes() * 60 + date.getSeconds() + 1 - (hours * 3_600 + minutes * 60 + seconds);
	return hours + minutes + seconds > 0 && ((ago % half) + half) % half < half / 2;
}
