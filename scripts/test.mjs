/**
 * Runs the tests: `node scripts/test.mjs [unit|pages|bundle|integration|e2e …] [--no-build] [arguments for mocha]`; all five without a name.
 * So `npm run test:e2e -- -g "words of a test's name"` runs one of them.
 * Each phase prints its own summary; the last line is the total, and the exit code is that of the total.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBrowser, projectRoot } from './vscode-host.mjs';

const PHASES = {
	unit: () => mocha('test/{unit,property}/**/*.test.ts'),
	// Each property a hundred thousand times, with other cases in each run: an hour or more. A failure prints the seed that repeats it.
	fuzz: () =>
		mocha('test/property/**/*.test.ts', { MOCHA_TIMEOUT: '0', PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '100000' }),
	pages: async () => {
		const { executablePath, env } = await ensureBrowser();
		return mocha('test/pages/**/*.test.ts', {
			...pick(env, ['LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'LANG', 'LC_ALL', 'LANGUAGE']),
			CHROMIUM: executablePath,
		});
	},
	// No loader in between: what is tested are the files that ship.
	bundle: () => mocha('test/bundle/**/*.test.mjs', { MOCHA_LOADER: '' }),
	integration: () => node(['scripts/test/integration.mjs']),
	desktop: () => node(['scripts/test/integration.mjs', '--desktop']),
	// A whole VS Code and a browser on a busy machine: a test that misses its moment gets one more try, and the output names it.
	e2e: () => mocha('test/e2e/**/*.test.ts', { MOCHA_TIMEOUT: '120000', MOCHA_RETRIES: '1' }),
};
const DEFAULT_PHASES = ['unit', 'pages', 'bundle', 'integration', 'e2e'];

const given = process.argv.slice(2).filter((argument) => argument !== '--no-build' && argument !== '--');
const isPhase = (word) => word in PHASES;
const endOfPhases = given.findIndex((word) => !isPhase(word));
const phases = given.every(isPhase) ? given : given.slice(0, endOfPhases);
const forMocha = given.slice(phases.length);
if (phases.length === 0) {
	if (forMocha[0] !== undefined && !forMocha[0].startsWith('-')) {
		console.error(`There is no test phase "${forMocha[0]}". There are: ${Object.keys(PHASES).join(', ')}.`);
		process.exit(2);
	}
	phases.push(...DEFAULT_PHASES);
}

const results = path.join(mkdtempSync(path.join(tmpdir(), 'migration-tasks-results-')), 'results.json');
process.on('exit', () => rmSync(path.dirname(results), { recursive: true, force: true }));
const total = { passed: 0, failed: 0, skipped: 0 };

if (!process.argv.includes('--no-build') && phases.some((phase) => !['unit', 'fuzz', 'pages'].includes(phase))) {
	const { status } = spawnSync(process.execPath, ['scripts/package.mjs', '--no-check'], {
		cwd: projectRoot,
		stdio: 'inherit',
	});
	if (status !== 0) {
		console.error('The package could not be made, so nothing was tested.');
		total.failed += 1;
	}
}
if (total.failed === 0) {
	for (const phase of phases) {
		await runPhase(phase);
	}
}
if (total.skipped > 0) {
	console.log(`${total.skipped} skipped`);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

async function runPhase(phase) {
	console.log(`\n== ${phase} ==`);
	rmSync(results, { force: true });
	const started = Date.now();
	let code = 1;
	try {
		code = await PHASES[phase]();
	} catch (error) {
		console.error(error.message);
	}
	const { passed, failed, skipped } = readResults();
	total.passed += passed;
	// A phase that ended badly without a failed test, or ran no test at all, is a failure of its own.
	const broken = (code !== 0 && failed === 0) || passed + failed === 0;
	total.failed += failed + (broken ? 1 : 0);
	total.skipped += skipped;
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	const verdict = broken ? `did not run to its end (code ${code})` : `${passed} passed, ${failed} failed`;
	console.log(`-- ${phase}: ${verdict}, ${seconds} s`);
}

function readResults() {
	try {
		return JSON.parse(readFileSync(results, 'utf8'));
	} catch {
		return { passed: 0, failed: 0, skipped: 0 };
	}
}

function mocha(spec, env = {}) {
	const { MOCHA_TIMEOUT = '20000', MOCHA_RETRIES = '0', MOCHA_LOADER = 'tsx', ...rest } = env;
	const flags = [
		'--no-config',
		'--exit',
		...(MOCHA_LOADER === '' ? [] : [`--import=${MOCHA_LOADER}`]),
		'--reporter',
		'scripts/test/reporter.cjs',
		'--timeout',
		MOCHA_TIMEOUT,
		'--retries',
		MOCHA_RETRIES,
	];
	return node(['node_modules/mocha/bin/mocha.js', ...flags, spec, ...forMocha], rest);
}

function node(args, env = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, {
			cwd: projectRoot,
			stdio: ['ignore', 'inherit', 'inherit'],
			env: { ...process.env, ...env, TEST_RESULTS: results },
		});
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}

function pick(env, names) {
	return Object.fromEntries(names.filter((name) => env[name] !== undefined).map((name) => [name, env[name]]));
}
