/**
 * Runs the tests: `node scripts/test.mjs [unit|pages|bundle|integration|e2e …] [--no-build] [arguments for mocha]`; all five without a name.
 * So `npm run test:e2e -- -g "words of a test's name"` runs one of them.
 * Each phase prints its own summary; the last line is the total, and the exit code is that of the total.
 */
import { spawnSync } from 'node:child_process';
import { runE2e } from './test/e2e.mjs';
import { mochaArguments, runNode } from './test/mocha.mjs';
import { collectPromises, compareReliability } from './test/reliability.mjs';
import { areTooMany, tellSecondTries } from './test/secondTries.mjs';
import { ensureBrowser, projectRoot } from './vscode-host.mjs';

const PHASES = {
	// The long limit is for a busy machine.
	unit: (print) => mocha('test/{unit,property}/**/*.test.ts', { print, timeout: 90_000 }),
	// Each property a hundred thousand times, with other cases in each run: an hour or more. A failure prints the seed that repeats it.
	fuzz: () =>
		mocha('test/property/**/*.test.ts', {
			timeout: 0,
			env: { PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '100000' },
		}),
	pages: async (print) => {
		const { executablePath, env } = await ensureBrowser();
		return mocha('test/pages/**/*.test.ts', {
			print,
			env: {
				...pick(env, ['LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'LANG', 'LC_ALL', 'LANGUAGE']),
				CHROMIUM: executablePath,
			},
		});
	},
	// No loader in between: what is tested are the files that ship.
	bundle: (print) => mocha('test/bundle/**/*.test.mjs', { loader: '', print }),
	integration: (print) => runNode(['scripts/test/integration.mjs'], { print }),
	desktop: () => runNode(['scripts/test/integration.mjs', '--desktop']),
	// The only tests with a second try: a whole VS Code and a browser on a busy machine.
	e2e: (print) => runE2e(forMocha, print),
};
/**
 * Those of a group run beside each other, and each speaks when it has ended: those without a VS Code are one process each, and those in one wait most
 * of the time. Any other phase runs alone, and only by its name.
 */
const TOGETHER = [
	['unit', 'pages', 'bundle'],
	['integration', 'e2e'],
];
const DEFAULT_PHASES = TOGETHER.flat();

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

const noted = collectPromises();
const total = { passed: 0, failed: 0, skipped: 0, again: [] };

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
	const alone = phases.filter((phase) => !DEFAULT_PHASES.includes(phase)).map((phase) => [phase]);
	for (const group of [...TOGETHER, ...alone]) {
		const together = group.filter((phase) => phases.includes(phase));
		await Promise.all(together.map((phase) => runPhase(phase, together.length > 1)));
	}
}
if (total.skipped > 0) {
	console.log(`${total.skipped} skipped`);
}
for (const line of tellSecondTries(total.again)) {
	console.log(line);
}
if (areTooMany(total.again)) {
	total.failed += 1;
}
// A part of the tests says nothing of the whole.
const whole = forMocha.length === 0 && DEFAULT_PHASES.every((phase) => phases.includes(phase));
const difference = whole ? compareReliability(noted) : undefined;
if (difference !== undefined) {
	console.log(difference);
	total.failed += 1;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

/** `beside`: others run at the same time, so that what it says is held back until its end. */
async function runPhase(phase, beside) {
	let said = beside ? '' : undefined;
	const print = beside
		? (text) => {
				said += text;
			}
		: undefined;
	if (!beside) {
		console.log(`\n== ${phase} ==`);
	}
	const started = Date.now();
	let results = { passed: 0, failed: 0, skipped: 0, broken: true };
	try {
		results = await PHASES[phase](print);
	} catch (error) {
		console.error(error.message);
	}
	const { passed, failed, skipped, again = [] } = results;
	total.passed += passed;
	// A phase that ended badly without a failed test, or ran no test at all, is a failure of its own.
	const broken = results.broken || passed + failed === 0;
	total.failed += failed + (broken ? 1 : 0);
	total.skipped += skipped;
	total.again.push(...again);
	if (said !== undefined) {
		console.log(`\n== ${phase} ==\n${said.trimEnd()}`);
	}
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	const verdict = broken ? 'did not run to its end' : `${passed} passed, ${failed} failed`;
	console.log(`-- ${phase}: ${verdict}, ${seconds} s`);
}

function mocha(spec, { loader, env, timeout, print } = {}) {
	return runNode(mochaArguments([spec, ...forMocha], { loader, timeout }), { env, print });
}

function pick(env, names) {
	return Object.fromEntries(names.filter((name) => env[name] !== undefined).map((name) => [name, env[name]]));
}
