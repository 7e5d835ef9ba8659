/** Runs the integration tests inside the extension host; VS Code calls `run`. Bundled with all *.test.ts files of a folder. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { format } from 'node:util';
import type MochaClass from 'mocha';

/** Put in by the bundler: mocha is not in the bundle, and the bundle does not lie beside it. */
declare const PROJECT_ROOT: string;

export async function run(): Promise<void> {
	try {
		await runMocha();
	} catch (error) {
		print(error instanceof Error ? (error.stack ?? error.message) : String(error));
		throw error;
	}
}

async function runMocha(): Promise<void> {
	const requireFromProject = createRequire(path.join(PROJECT_ROOT, 'package.json'));
	const Mocha = requireFromProject('mocha') as typeof MochaClass;
	(Mocha.reporters.Base as unknown as { consoleLog: typeof print }).consoleLog = print;
	const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, reporter: 'spec' });
	mocha.suite.emit('pre-require', globalThis, '', mocha);
	// Only now, when describe and it exist.
	require('all-tests');
	const failures = await new Promise<number>((resolve) => {
		const runner = mocha.run(resolve);
		runner.once('end', () => {
			const { passes = 0, failures: failed = 0, pending = 0 } = runner.stats ?? {};
			const { TEST_RESULTS: file } = process.env;
			if (file) {
				// One phase may be several runs, each in a host of its own.
				const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
				const own = { passed: passes, failed, skipped: pending };
				const both = Object.entries(own).map(([name, count]) => [name, count + before[name]]);
				writeFileSync(file, JSON.stringify(Object.fromEntries(both)));
			}
		});
	});
	if (failures > 0) {
		throw new Error(`${failures} of the integration tests failed.`);
	}
}

/** Marks each line, if the launcher wants it: it prints only those, for the workbench talks a lot in between. */
function print(...args: unknown[]): void {
	for (const line of format(...args).split('\n')) {
		console.log('%s', `${process.env.TEST_LINE_MARK ?? ''}${line}`);
	}
}
