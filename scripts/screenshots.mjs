/**
 * `npm run screenshots`: takes the README's pictures of the real thing, into media/readme. `npm run screenshots -- --all` takes each surface in each
 * theme, wide and narrow, into out/screenshots, to be looked at. Needs tsx for the driver: run it through npm.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Workbench } from '../test/e2e/driver/index.ts';
import { projectRoot } from './vscode-host.mjs';

const THEMES = {
	light: 'Default Light Modern',
	dark: 'Default Dark Modern',
	'hc-dark': 'Default High Contrast',
	'hc-light': 'Default High Contrast Light',
};
const WIDE = { width: 1200, height: 800 };
/** Of a page alone, side bar hidden: a bit more than 300 px for the page itself. */
const NARROW = { width: 380, height: 800 };
/** Pictures of the walkthrough, which ship: small, of a part (CSS pixels) that can be read at half the size. By the picture that they are cut from. */
const WALKTHROUGH = {
	'overview-dark': { name: 'verdict-dark', clip: { x: 436, y: 64, width: 760, height: 500 } },
	'sandbox-dark': { name: 'sandbox-dark', clip: { x: 48, y: 31, width: 380, height: 440 } },
	'connect-dark': { name: 'connection-dark', clip: { x: 290, y: 0, width: 620, height: 360 } },
};
for (const [name, { name: step, clip }] of Object.entries(WALKTHROUGH)) {
	WALKTHROUGH[name.replace('-dark', '-light')] = { name: step.replace('-dark', '-light'), clip };
}
/** The only one of these that the README has, too. */
const IN_README = 'overview-dark';
const WATCHED = 'payments-live';
const WAITING = 'dcs-migration-1db7';

const all = process.argv.includes('--all');
const folder = path.join(projectRoot, ...(all ? ['out', 'screenshots'] : ['media', 'readme']));
await mkdir(folder, { recursive: true });
if (
	spawnSync(process.execPath, ['scripts/package.mjs', '--no-check'], { cwd: projectRoot, stdio: 'inherit' }).status !==
	0
) {
	process.exit(1);
}
const bench = await Workbench.open({
	sandbox: { seed: 7 },
	viewport: WIDE,
	settings: { 'migrationTasks.statsInterval': 1, 'workbench.editor.showTabs': 'multiple' },
});
try {
	await bench.openView();
	await bench.resizeSideBar(380);
	await bench.tree.waitRows('tasks', (rows) => rows.some((row) => row.level > 1));
	await (all ? takeAll() : takeForReadme());
} finally {
	await bench.close();
}

async function takeForReadme() {
	for (const theme of ['light', 'dark']) {
		await bench.setTheme(THEMES[theme]);
		await take(`sandbox-${theme}`);
		void bench.execute('migrationTasks.addConnection');
		await bench.quickInput.waitOpen();
		await shoot(`connect-${theme}`);
		await bench.quickInput.cancel();
	}
	await showTask(WATCHED);
	await samples(80);
	for (const theme of ['light', 'dark']) {
		await bench.setTheme(THEMES[theme]);
		await take(`overview-${theme}`);
	}
	await showTask('leaderboard-2024');
	await (await bench.webview({ text: 'leaderboard-2024' })).locator('.why').waitFor();
	await take('why-dark');
	await showTask('sms_task_erp-db');
	await samples(20);
	await take('sms-dark');
	await showOverview();
	await take('migrations-dark');
	await bench.openView();
	await bench.setTheme(THEMES.light);
	await bench.execute('workbench.action.closeAllEditors');
	await bench.execute('workbench.action.closeSidebar');
	await bench.execute('workbench.action.openWalkthrough', 'cloud-migrations.migration-tasks#start', false);
	await bench.page.locator('.getting-started-step').first().waitFor();
	await take('walkthrough-light');
	await bench.execute('workbench.action.closeAllEditors');
	await bench.openView();
	await showForm();
	await take('configure-light');
	await bench.execute('workbench.action.closeAllEditors');
	await showCreation();
	await take('create-light');
	await bench.execute('workbench.action.closeAllEditors');
	await showTask(WATCHED);
	void bench.execute('migrationTasks.stopTask', await refOf(WATCHED));
	await bench.dialog();
	await shoot('act-light');
	await bench.messages.dialogButton('Cancel');
	void bench.execute('migrationTasks.switchIp', await refOf(WATCHED));
	await bench.quickInput.waitAsking(/Confirm what only you know/);
	await shoot('switch-light');
	await bench.quickInput.cancel();
}

async function takeAll() {
	await showTask(WATCHED);
	await samples(20);
	await showTask('sms_task_erp-db');
	await showTask('coupon-codes');
	await showTask('dcs-migration-test-6-16');
	await showForm();
	for (const [name, theme] of Object.entries(THEMES)) {
		await bench.setTheme(theme);
		for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
			await bench.resize(viewport.width, viewport.height);
			for (const task of [WATCHED, 'sms_task_erp-db', 'coupon-codes', 'dcs-migration-test-6-16']) {
				await bench.execute('migrationTasks.openTask', await refOf(task));
				if (size === 'narrow') {
					await bench.execute('workbench.action.closeSidebar');
				}
				await (await bench.webview({ text: task })).locator('[data-field]').first().waitFor();
				await take(`details-${task}-${name}-${size}`);
			}
			await bench.execute('migrationTasks.configureTask', await refOf(WAITING));
			await (await bench.webview({ text: 'What to copy' })).locator('#submit').waitFor();
			await take(`configure-${name}-${size}`);
			await bench.resize(WIDE.width, WIDE.height);
			await bench.openView();
		}
	}
}

async function refOf(name) {
	const tasks = await bench.callApi('getTasks');
	return tasks.find((task) => task.name === name).ref;
}

async function showTask(name) {
	await bench.execute('migrationTasks.openTask', await refOf(name));
	await (await bench.webview({ text: name })).locator('[data-field]').first().waitFor();
}

async function showForm() {
	await bench.execute('migrationTasks.configureTask', await refOf(WAITING));
	const form = await bench.webview({ text: 'What to copy' });
	await choose(form, 'source_instance.id', 'catalog-source');
	await choose(form, 'target_instance.id', 'tickets-with-ssl');
	await form.locator('[name="source_instance.id"]').scrollIntoViewIfNeeded();
	await form.locator('.ends').evaluate((ends) => ends.scrollIntoView({ block: 'start' }));
}

/** Of the whole width: a table has room there. */
async function showOverview() {
	await bench.execute('workbench.action.closeAllEditors');
	await bench.execute('workbench.action.closeSidebar');
	await bench.execute('migrationTasks.openOverview');
	const page = await bench.webview('overview');
	for (const name of [WATCHED, 'catalog-full-sync']) {
		await page.locator('tbody tr', { hasText: name }).locator('.pin').click();
	}
	await samples(30);
	await page.evaluate(() => scrollTo(0, 0));
}

async function showCreation() {
	await bench.execute('migrationTasks.createTask');
	const page = await bench.webview('create');
	await choose(page, 'source_instance.id', 'payments-a');
	await choose(page, 'target_instance.id', 'payments-b');
}

/** Picks an instance by its name. */
async function choose(page, field, name) {
	const input = page.locator(`[name="${field}"]`);
	await input.fill(name);
	await page.locator('.instances [role="option"]').first().waitFor();
	await input.press('Enter');
	await page.locator(`[data-control="${field}"] .chosen`).waitFor();
}

/** Waits until the charts of the page in front have this many samples. */
async function samples(count) {
	await bench.page.waitForTimeout(count * 1000);
}

async function take(name) {
	// Toasts and hovers are no part of the picture.
	await bench.execute('notifications.clearAll');
	await bench.page.mouse.move(700, 5);
	await shoot(name);
}

async function shoot(name) {
	await bench.page.waitForTimeout(700);
	const { name: step, clip } = (!all && WALKTHROUGH[name]) || {};
	const ofReadme = all || step === undefined || name === IN_README;
	const file = await bench.screenshot(path.join(ofReadme ? folder : path.join(projectRoot, 'out'), `${name}.png`));
	console.log(path.relative(projectRoot, file));
	if (step !== undefined) {
		await shrink(file, path.join(projectRoot, 'media', 'walkthrough', `${step}.webp`), clip);
	}
}

/** A part of a picture, at most 800 px wide, as WebP: drawn anew by the browser that is at hand. */
async function shrink(file, target, clip) {
	const page = await bench.page.context().newPage();
	try {
		const url = `data:image/png;base64,${(await readFile(file)).toString('base64')}`;
		const small = await page.evaluate(
			async ({ from, x, y, width, height }) => {
				const image = new Image();
				image.src = from;
				await image.decode();
				const canvas = document.createElement('canvas');
				canvas.width = Math.min(width, 800);
				canvas.height = Math.round((canvas.width * height) / width);
				canvas.getContext('2d').drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height);
				return canvas.toDataURL('image/webp', 0.5).split(',')[1];
			},
			{ from: url, ...clip },
		);
		await mkdir(path.dirname(target), { recursive: true });
		await writeFile(target, Buffer.from(small, 'base64'));
	} finally {
		await page.close();
	}
}
