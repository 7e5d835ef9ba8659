/** Mocha as a process, and what came of it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../vscode-host.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-results-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let runs = 0;

/**
 * Mocha's command line.
 * @param {readonly string[]} specs files or patterns, and further arguments
 * @param {{ loader?: string, timeout?: number }} [options] `timeout` in ms
 */
export function mochaArguments(specs, { loader = 'tsx', timeout = 20_000 } = {}) {
	const reporter = path.join(projectRoot, 'scripts', 'test', 'reporter.cjs');
	const loading = loader === '' ? [] : [`--import=${loader}`];
	const flags = ['--no-config', '--exit', ...loading, '--reporter', reporter, '--timeout', String(timeout)];
	return [path.join(projectRoot, 'node_modules', 'mocha', 'bin', 'mocha.js'), ...flags, ...specs];
}

/**
 * Runs a program of Node that writes its results where TEST_RESULTS says.
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, print?: (text: string) => void }} [options] `print` gets all that it said, at its end; without it, it
 *   speaks for itself
 * @returns {Promise<import('./secondTries.mjs').Results & { code: number, broken: boolean }>} `broken`: it ended badly, and not for a failed test
 */
export async function runNode(args, { env = {}, print } = {}) {
	runs += 1;
	const file = path.join(folder, `${runs}.json`);
	const code = await spawnNode(args, { ...process.env, ...env, TEST_RESULTS: file }, print);
	const results = readResults(file);
	return { ...results, code, broken: code !== 0 && results.failed === 0 };
}

function readResults(file) {
	const none = { passed: 0, failed: 0, skipped: 0, failures: [] };
	try {
		return { ...none, ...JSON.parse(readFileSync(file, 'utf8')) };
	} catch {
		return none;
	}
}

function spawnNode(args, env, print) {
	return new Promise((resolve, reject) => {
		const output = print === undefined ? 'inherit' : 'pipe';
		const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', output, output], env });
		let said = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text) => {
				said += text;
			});
		}
		child.once('error', reject);
		child.once('close', (code) => {
			print?.(said);
			resolve(code ?? 1);
		});
	});
}
