/** Runs a test file in a mocha of its own, and prints what it said once it has ended: several may run at once. */
import path from 'node:path';
import { projectRoot } from '../vscode-host.mjs';
import { mochaArguments, runNode } from './mocha.mjs';

/**
 * @param {{ forMocha?: readonly string[], timeout?: number, loader?: string, env?: Record<string, string>, print?: (line: string) => void }} options
 *   `forMocha`: further arguments; `timeout` in ms
 * @returns {import('./secondTries.mjs').RunFile}
 */
export function fileRunner({ forMocha = [], timeout, loader, env, print = console.log }) {
	return async (file, { again, breakOff }) => {
		const name = path.relative(projectRoot, file);
		const titles = again.map(({ title }) => title);
		let said = '';
		const results = await runNode(mochaArguments([file, ...forMocha], { timeout, loader }), {
			env: { ...env, ...(breakOff ? { TEST_AGAIN: JSON.stringify(titles) } : {}) },
			print: (text) => {
				said = text.trim();
			},
		});
		// A file of which no test was asked for has nothing to say.
		if (results.broken || results.passed + results.failed + results.skipped > 0) {
			print(`\n${name}\n${said}`);
		}
		if (results.toTryAgain !== undefined) {
			print(`\n… once more, in a fresh process: ${results.toTryAgain}`);
		}
		if (results.broken) {
			print(`${name} did not run to its end (code ${results.code}).`);
		}
		return results.broken ? { ...results, failed: 1 } : results;
	};
}
