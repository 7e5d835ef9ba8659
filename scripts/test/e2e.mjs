/** The end-to-end tests: each file in a process of its own, some at once, and with a second try in a fresh VS Code. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBrowser, projectRoot } from '../vscode-host.mjs';
import { installExtensions, vsixUnderTest } from './extensions.mjs';
import { fileRunner } from './fileRunner.mjs';
import { runFiles } from './secondTries.mjs';

/** A whole VS Code on a busy machine, ms. */
const TIMEOUT = 180_000;
/** Each is a browser and a server, and waits most of the time. */
const JOBS = 2 * availableParallelism();

/**
 * @param {readonly string[]} forMocha further arguments
 * @param {((text: string) => void) | undefined} print gets what each file said; without it, it is printed
 * @returns {Promise<import('./secondTries.mjs').Total>}
 */
export async function runE2e(forMocha, print) {
	const folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-e2e-'));
	try {
		await ensureBrowser();
		const extensions = await installExtensions(vsixUnderTest(), folder);
		const runFile = fileRunner({
			forMocha,
			timeout: TIMEOUT,
			env: { TEST_EXTENSIONS: extensions },
			...(print && { print: (line) => print(`${line}\n`) }),
		});
		return await runFiles(testFiles(), { jobs: JOBS, runFile });
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

/** Short files that take minutes, as they wait for a migration to be watched for a minute. */
const WAITING = ['cutover.test.ts', 'watched.test.ts'];

/** The long ones first, so that none is left to run alone at the end. */
function testFiles() {
	const folder = path.join(projectRoot, 'test', 'e2e');
	const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
	const weight = (name) => (WAITING.includes(name) ? Number.POSITIVE_INFINITY : statSync(path.join(folder, name)).size);
	return files.sort((a, b) => weight(b) - weight(a)).map((name) => path.join(folder, name));
}
