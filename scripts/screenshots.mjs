/**
 * `npm run screenshots`: takes the README's pictures of the real thing, into docs/images. Names on the command line take only those.
 * Needs tsx for the driver: run it through npm.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Workbench } from '../test/e2e/driver/index.ts';
import { projectRoot } from './vscode-host.mjs';

const LIGHT = 'Default Light Modern';
const DARK = 'Default Dark Modern';
const HIGH_CONTRAST = 'Default High Contrast';
/** A task of the sandbox's cast that has much to show, and one that waits for its configuration. */
const WATCHED = process.env.SHOT_TASK ?? /incr/i;

/** @type {{ name: string, theme: string, take: (workbench: Workbench) => Promise<void> }[]} */
const SHOTS = [LIGHT, DARK, HIGH_CONTRAST].flatMap((theme) => {
	const suffix = { [LIGHT]: 'light', [DARK]: 'dark', [HIGH_CONTRAST]: 'high-contrast' }[theme];
	return [
		{ name: `tree-${suffix}`, theme, take: showTree },
		{ name: `overview-${suffix}`, theme, take: showDetails },
		{ name: `configure-${suffix}`, theme, take: showForm },
	];
});

const folder = path.join(projectRoot, 'docs', 'images');
const wanted = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const workbench = await Workbench.open({ sandbox: { seed: 7 }, viewport: { width: 1200, height: 800 } });
try {
	for (const { name, theme, take } of SHOTS.filter((shot) => wanted.length === 0 || wanted.includes(shot.name))) {
		await workbench.setTheme(theme);
		await workbench.execute('workbench.action.closeAllEditors');
		await take(workbench);
		console.log(path.relative(projectRoot, await workbench.screenshot(path.join(folder, `${name}.png`))));
	}
} finally {
	await workbench.close();
}

async function showTree(bench) {
	await bench.openView();
	await bench.tree.waitRows('tasks', (rows) => rows.some((row) => row.level > 1));
}

async function showDetails(bench) {
	await showTree(bench);
	const task = (await bench.tree.rows()).find(
		(row) => row.level > 1 && (WATCHED instanceof RegExp ? WATCHED.test(row.label) : row.label === WATCHED),
	);
	await bench.tree.click(task?.label ?? /./);
	await (await bench.webview('details')).locator('[data-field]').first().waitFor();
}

async function showForm(bench) {
	await showTree(bench);
	await bench.runCommand('Migration Tasks: Configure Online Migration…');
	await bench.quickInput.pick(/./);
	await (await bench.webview('configure')).locator('#submit').waitFor();
}
