/**
 * Prints the figures that users feel, measured in a real VS Code with the extension installed from its VSIX: sizes, activation (own code, as VS Code
 * itself counts it), and the time from a click on the view's icon to tasks on screen. Says nothing of pass or fail.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../scripts/vscode-host.mjs';
import { vsixUnderTest } from '../e2e/driver/places';
import { Workbench } from '../e2e/driver/workbench';

const RUNS = 10;
/** Tasks that the sandbox has beside the generated ones. */
const CAST = 34;

async function main(): Promise<void> {
	sizes();
	for (const tasks of [100, 10_000]) {
		await measure(tasks);
	}
}

function sizes(): void {
	const kb = (file: string): string => `${(statSync(file).size / 1024).toFixed(1)} KB`;
	const dist = (file: string): string => kb(path.join(projectRoot, 'dist', file));
	console.log(`VSIX ${kb(vsixUnderTest())} · extension.js ${dist('extension.js')} · sandbox.js ${dist('sandbox.js')}`);
	console.log(`pages: details.js ${dist('webview/details.js')} · configure.js ${dist('webview/configure.js')}`);
}

async function measure(tasks: number): Promise<void> {
	const w = await Workbench.open({ sandbox: { tasks: tasks - CAST } });
	try {
		const activation: number[] = [];
		const shown: number[] = [];
		for (let run = 0; run < RUNS; run++) {
			if (run > 0) {
				await w.reload();
			}
			if (await w.isExtensionActive()) {
				throw new Error('The extension was active before its view was opened.');
			}
			shown.push(await openingTime(w));
			activation.push(await activationTime(w));
			await w.execute('workbench.action.closeAllEditors');
			await w.execute('workbench.view.explorer');
			// The window remembers its open view a moment later; a reload must not bring ours back by itself.
			await w.page.waitForTimeout(2000);
		}
		console.log(
			`${tasks.toLocaleString('en')} tasks, ${RUNS} runs each after a window reload, medians (least – most):`,
		);
		console.log(`  activation of the extension      ${summary(activation)}`);
		console.log(`  click on the icon → tasks shown  ${summary(shown)}   (activation and all requests included)`);
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

/** The activation time that "Show Running Extensions" tells, ms. */
async function activationTime(w: Workbench): Promise<number> {
	await w.execute('workbench.action.showRuntimeExtensions');
	const row = w.page
		.locator('.runtime-extensions-editor .monaco-list-row, .runtime-extension')
		.filter({ hasText: 'Migration Tasks' })
		.first();
	await row.waitFor();
	const text = (await row.locator('.activation-time').innerText()).trim();
	const ms = /(\d+)\s*ms/.exec(text)?.[1];
	if (ms === undefined) {
		throw new Error(`No activation time in "${text}".`);
	}
	return Number(ms);
}

function summary(values: readonly number[]): string {
	const sorted = [...values].sort((a, b) => a - b);
	const median =
		((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
	return `${median.toFixed(0)} ms (${(sorted[0] ?? 0).toFixed(0)} – ${(sorted.at(-1) ?? 0).toFixed(0)})`;
}

main().then(
	() => process.exit(0),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
