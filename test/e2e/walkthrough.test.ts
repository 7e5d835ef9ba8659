/** The walkthrough: offered, never forced open, and a step is done when what it is about has been done. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { projectRoot } from '../../scripts/vscode-host.mjs';
import { setConnections } from './connecting';
import { EXTENSION_ID, until, Workbench } from './driver';
import { removeFolder, temporaryFolder } from './driver/places';
import { picture, waitText } from './support';

const TITLE = 'Get Started with Migration Tasks';
const STEPS = ['Try it without an account', 'Connect your own account', 'Read the first verdict'] as const;

describe('The walkthrough', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({
			sandbox: { seed: 7 },
			connect: false,
			viewport: { width: 1400, height: 800 },
			// As VS Code has it by itself: extensions may open theirs.
			settings: { 'workbench.welcomePage.walkthroughs.openOnInstall': true },
		});
		await w.openView();
	});
	after(() => w?.close());

	const step = (title: string): Locator =>
		w.page.locator('.getting-started-step').filter({ has: w.page.locator('.step-title', { hasText: title }) });
	const done = async (title: string): Promise<boolean> =>
		(await step(title).locator('.codicon-getting-started-step-checked').count()) > 0;
	const open = async (title: string): Promise<void> => {
		await w.execute('workbench.action.openWalkthrough', 'cloud-migrations.migration-tasks#start', false);
		await until(`the step "${title}" to be open`, async () => {
			await step(title).click();
			return step(title).locator('.button-container .monaco-button').isVisible();
		});
	};
	const press = (title: string): Promise<void> => step(title).locator('.button-container .monaco-button').click();

	it('does not open by itself in a fresh profile', async () => {
		await until('the empty view', async () => (await w.tree.welcome()).includes('The sandbox is a stand-in cloud'));
		assert.deepEqual(await w.editors(), []);
	});

	it('is offered by the empty view and by the palette', async () => {
		await w.page.locator('.welcome-view-content a', { hasText: 'Three steps' }).click();
		await w.page.locator('.getting-started-step').first().waitFor();
		await w.page.locator('.gettingStartedContainer', { hasText: TITLE }).waitFor();
		await w.execute('workbench.action.closeAllEditors');
		void w.execute('welcome.showAllWalkthroughs');
		await w.quickInput.waitOpen();
		await w.quickInput.type(TITLE);
		await w.quickInput.pick(TITLE);
		await w.page.locator('.gettingStartedContainer', { hasText: TITLE }).waitFor();
	});

	it('has its first step done once the sandbox is open', async () => {
		await open(STEPS[0]);
		await w.setTheme('Default Dark Modern');
		await picture(w, 'walkthrough-dark');
		await w.setTheme('Default Light Modern');
		await picture(w, 'walkthrough-light');
		for (const title of STEPS) {
			assert.equal(await done(title), false, title);
		}
		await press(STEPS[0]);
		await until('the first step to be done', () => done(STEPS[0]));
	}).timeout(120_000);

	it('has its second step done once a connection was stored, and not by a question that was given up', async () => {
		await open(STEPS[1]);
		await press(STEPS[1]);
		await w.quickInput.waitAsking('How do you sign in?');
		await w.quickInput.cancel();
		assert.equal(await done(STEPS[1]), false);
		await setConnections(w, [w.sandbox?.connection()]);
		await until('the second step to be done', () => done(STEPS[1]));
	}).timeout(120_000);

	it('has its third step done once a task’s panel was seen', async () => {
		await open(STEPS[2]);
		assert.equal(await done(STEPS[2]), false);
		await press(STEPS[2]);
		await w.quickInput.waitAsking('Open which task?');
		await w.quickInput.type('payments-live');
		await w.quickInput.accept();
		await w.webview('details');
		await open(STEPS[2]);
		await until('the third step to be done', () => done(STEPS[2]));
	}).timeout(120_000);

	it('goes with a page in the Extensions view that has no broken frame and no dead link', async () => {
		await w.execute('extension.open', EXTENSION_ID);
		const page = await w.webview({ text: 'May I switch?' });
		await waitText(page, 'h2', 'Install');
		assert.equal(await page.locator('img').count(), 0);
		const links = await page.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
		assert.deepEqual(
			links.filter((link) => !/^(https:|#)/.test(link)),
			[],
		);
		await picture(w, 'extension-page');
	}).timeout(120_000);
});

describe('The page in the Extensions view, where the pictures have a home', () => {
	/** Stands for wherever the project is public; no machine has this name. */
	const HOME = 'https://pictures.test/migration-tasks/';
	let folder: string;
	let w: Workbench;
	before(async () => {
		folder = await temporaryFolder('pictures');
		const vsix = path.join(folder, 'with-pictures.vsix');
		const script = path.join(projectRoot, 'scripts', 'package.mjs');
		execFileSync(process.execPath, [script, '--no-build', `--baseImagesUrl=${HOME}`, `--out=${vsix}`]);
		w = await Workbench.open({ vsix, viewport: { width: 1400, height: 800 } });
	});
	after(async () => {
		await w?.close();
		await removeFolder(folder);
	});

	it('shows every picture of the README', async () => {
		const asked = new Set<string>();
		await w.page.context().route(`${HOME}**`, (route) => {
			const file = new URL(route.request().url()).pathname.replace('/migration-tasks/', '');
			asked.add(file);
			return route.fulfill({ path: path.join(projectRoot, file) });
		});
		await w.execute('extension.open', EXTENSION_ID);
		const page = await w.webview({ text: 'May I switch?' });
		const pictures = await until('the pictures', async () => {
			const all = await page.locator('img').evaluateAll((images) =>
				(images as HTMLImageElement[]).map((image) => ({
					alt: image.alt,
					width: image.complete ? image.naturalWidth : 0,
				})),
			);
			return all.length > 0 && all.every(({ width }) => width > 0) && all;
		});
		const readme = readFileSync(path.join(projectRoot, 'README.md'), 'utf8');
		const named = [...readme.matchAll(/!\[([^\]]+)\]\(([^)]+)\)/g)].map(([, alt, file]) => ({ alt, file }));
		assert.deepEqual(
			pictures.map(({ alt }) => alt),
			named.map(({ alt }) => alt),
		);
		assert.deepEqual([...asked].sort(), named.map(({ file }) => file).sort());
		await picture(w, 'extension-page-pictures');
	}).timeout(120_000);
});
