/** What users feel in a real VS Code with the extension installed from its VSIX: activation, the time to tasks on screen, and sizes. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../../scripts/vscode-host.mjs';
import { extensionsFolder, vsixUnderTest } from '../../e2e/driver/places';
import { until } from '../../e2e/driver/waiting';
import { Workbench } from '../../e2e/driver/workbench';
import { median, type Section, spread, type Table } from '../report';
import { EMPTY_NAME, installEmptyExtension, SHOW_EMPTY } from './emptyExtension';

/** Fewer pixels than the list of running extensions is high. */
const SCROLL = 200;
/** Tasks that the sandbox has beside the generated ones. */
const CAST = 34;
const SIZES = ['extension.js', 'sandbox.js', 'webview/details.js', 'webview/configure.js'];

export async function activation(runs = 10): Promise<Section> {
	await installEmptyExtension(await extensionsFolder(vsixUnderTest()));
	const few = await measure(100, runs);
	const many = await measure(10_000, runs);
	const own = [...few.own, ...many.own];
	const empty = [...few.empty, ...many.empty];
	return {
		title: 'In VS Code: activation, tasks on screen, sizes',
		meaning:
			'Activation comes once VS Code has started and is idle, for the status bar and for what is watched or followed; nothing is asked and no clock set going by it. ' +
			'From the click on the icon to tasks on screen everything is included: all requests, loading what the view needs, drawing.',
		how:
			`The VSIX in a real VS Code (server and web workbench, headless browser) with the sandbox as its cloud, ${runs} runs for each number of tasks, each after a ` +
			'reload of the window. Activation is what “Show Running Extensions” tells: loading the code and `activate()`. The empty extension is installed beside ours, ' +
			'has a view and an `activate` that does nothing, and is woken up in the same window in the same way. Tasks are on screen when the first task’s row is ' +
			'in the page, by the page’s own clock.',
		tables: [
			{
				title: `${runs} window reloads for each number of tasks, median (least–most)`,
				head: ['', 'ms', 'goal'],
				rows: [
					['Activation of the extension', spread(own), ''],
					['Activation of an empty extension', spread(empty), ''],
					['Beyond the empty one', (median(own) - median(empty)).toFixed(0), '≤ 30'],
					['Click on the icon → tasks on screen, 100 tasks', spread(few.shown), ''],
					['Click on the icon → tasks on screen, 10,000 tasks', spread(many.shown), ''],
				],
			},
			sizes(),
		],
	};
}

function sizes(): Table {
	const kb = (file: string): string => (statSync(file).size / 1024).toFixed(1);
	return {
		title: 'Sizes',
		head: ['', 'KB'],
		rows: [['VSIX', kb(vsixUnderTest())], ...SIZES.map((file) => [file, kb(path.join(projectRoot, 'dist', file))])],
	};
}

interface Found {
	readonly own: number[];
	readonly empty: number[];
	readonly shown: number[];
}

async function measure(tasks: number, runs: number): Promise<Found> {
	const found: Found = { own: [], empty: [], shown: [] };
	const w = await Workbench.open({ sandbox: { tasks: tasks - CAST } });
	try {
		for (let run = 0; run < runs; run++) {
			if (run > 0) {
				await w.reload();
			}
			await until('the extension to be active', () => w.isExtensionActive());
			found.shown.push(await openingTime(w));
			await w.execute(SHOW_EMPTY);
			await w.execute('workbench.action.showRuntimeExtensions');
			found.own.push(await activationTime(w, 'Migration Tasks'));
			found.empty.push(await activationTime(w, EMPTY_NAME));
			await w.execute('workbench.action.closeAllEditors');
			await w.execute('workbench.view.explorer');
			// The window remembers its open view a moment later; a reload must not bring ours back by itself.
			await w.page.waitForTimeout(2000);
		}
		return found;
	} finally {
		await w.close();
	}
}

/** ms from the click to the first task's row in the tree, by the page's own clock. */
async function openingTime(w: Workbench): Promise<number> {
	const time = w.page.evaluate(
		() =>
			new Promise<number>((resolve, reject) => {
				const began = performance.now();
				const look = (): void => {
					const task = document.querySelector('.part.sidebar .monaco-list-row[aria-level="2"]');
					if (task) {
						resolve(performance.now() - began);
					} else {
						requestAnimationFrame(look);
					}
				};
				look();
				setTimeout(() => reject(new Error('No task came on screen within 30 s.')), 30_000);
			}),
	);
	await w.openView();
	return await time.catch(async (error) => {
		console.log(await w.screenshot('bench-failure'), (await w.tree.rows()).length);
		throw error;
	});
}

/** The activation time of an extension that the open "Show Running Extensions" tells, ms. Its list is longer than its window. */
async function activationTime(w: Workbench, name: string): Promise<number> {
	const list = w.page.locator('.runtime-extensions-editor .monaco-list').first();
	const row = list.locator('.monaco-list-row').filter({ hasText: name });
	// Its middle: the first row may have been scrolled out of sight.
	await list.hover();
	await until(`"${name}" among the running extensions`, async () => {
		await w.page.mouse.wheel(0, SCROLL);
		return until(name, () => row.isVisible(), 1000);
	});
	const text = (await row.locator('.activation-time').innerText()).trim();
	await w.page.mouse.wheel(0, -100 * SCROLL);
	const ms = /(\d+)\s*ms/.exec(text)?.[1];
	if (ms === undefined) {
		throw new Error(`No activation time in "${text}".`);
	}
	return Number(ms);
}
