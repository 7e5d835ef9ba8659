import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileRunner } from '../../../scripts/test/fileRunner.mjs';
import { areTooMany, runFiles, type Total, tellSecondTries } from '../../../scripts/test/secondTries.mjs';

/** What the suites below share. `once(name)` fails at its first call in any process, `runs(name)` counts its calls over all processes. */
const TOOLS = `
	const { appendFileSync, readFileSync } = require('node:fs');
	const runs = (name) => {
		const file = require('node:path').join(__dirname, name + '.runs');
		appendFileSync(file, '.');
		return readFileSync(file, 'utf8').length;
	};
	const once = (name) => { if (runs(name) === 1) throw new Error('only once'); };
	const always = () => { throw new Error('always'); };
`;

describe('A second try', function () {
	this.timeout(60_000);
	let folder: string;
	let printed: string;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-second-tries-'));
		printed = '';
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	/** Runs the suites, each a file, as the end-to-end tests are run. */
	async function run(suites: Record<string, string>): Promise<Total> {
		const files = Object.entries(suites).map(([name, code]) => {
			const file = path.join(folder, `${name}.cjs`);
			writeFileSync(file, `${TOOLS}\n${code}`);
			return file;
		});
		const print = (line: string): void => {
			printed += `${line}\n`;
		};
		return runFiles(files, { jobs: 2, runFile: fileRunner({ loader: '', print }) });
	}

	it('is not needed by tests that pass, and nothing is said of it', async () => {
		const total = await run({
			a: `describe('a', () => { it('x', () => {}); it.skip('y', () => {}); });`,
			b: `it('z', () => {});`,
		});
		assert.deepEqual(total, { passed: 2, failed: 0, skipped: 1, again: [] });
		assert.deepEqual(tellSecondTries(total.again), []);
	});

	it('has all that the setup of the suite and the tests before give, made anew', async () => {
		const total = await run({
			a: `describe('a story', () => {
				let made;
				before(() => { made = ['setup']; });
				it('begins', () => { made.push('begun'); });
				it('goes on', () => {
					made.push('went on');
					once('on');
					require('node:assert').deepEqual(made, ['setup', 'begun', 'went on']);
				});
				it('ends', () => { require('node:assert').equal(made.length, 3); });
			});`,
		});
		assert.deepEqual(total, { passed: 3, failed: 0, skipped: 0, again: [{ title: 'a story goes on', passed: true }] });
		assert.deepEqual(tellSecondTries(total.again), ['1 needed a second try: a story goes on']);
		assert.match(printed, /only once/, 'what went wrong at first is told as well');
	});

	it('comes before the tests that follow, which never see what the failed one left', async () => {
		const total = await run({
			a: `let dirty = false;
				it('fails', () => { if (runs('f') === 1) { dirty = true; throw new Error('left a mess'); } });
				it('follows', () => { if (dirty) throw new Error('mess'); });`,
		});
		assert.deepEqual(total.again, [{ title: 'fails', passed: true }]);
		assert.equal(total.passed, 2);
	});

	it('is the last one: what fails again has failed, and the tests after it still run', async () => {
		const total = await run({ a: `it('fails', always); it('follows', () => {});` });
		assert.deepEqual(total, { passed: 1, failed: 1, skipped: 0, again: [{ title: 'fails', passed: false }] });
		assert.deepEqual(tellSecondTries(total.again), ['1 needed a second try: fails (failed again)']);
	});

	it('is also given to a suite whose setup failed', async () => {
		const total = await run({
			a: `describe('a', () => { before(() => once('setup')); it('x', () => {}); it('y', () => {}); });`,
		});
		assert.deepEqual(total, {
			passed: 2,
			failed: 0,
			skipped: 0,
			again: [{ title: 'a "before all" hook for "x"', passed: true }],
		});
	});

	it('that fails in a setup counts as a failure', async () => {
		const total = await run({
			a: `describe('a', () => { before(() => always()); it('x', () => {}); }); it('y', () => {});`,
		});
		assert.deepEqual([total.passed, total.failed], [1, 1]);
		assert.deepEqual(total.again, [{ title: 'a "before all" hook for "x"', passed: false }]);
	});

	it('is named for each that needs it, and more than two fail the run', async () => {
		const suite = (name: string): string =>
			`it('${name} is unsteady', () => once('${name}')); it('${name} is steady', () => {});`;
		const two = await run({ a: suite('a'), b: suite('b') });
		assert.equal(tellSecondTries(two.again).length, 1);
		assert.equal(areTooMany(two.again), false);
		const three = await run({ c: suite('c') + suite('d') + suite('e') });
		assert.deepEqual([three.passed, three.failed], [6, 0]);
		assert.equal(areTooMany(three.again), true);
		assert.deepEqual(tellSecondTries(three.again), [
			'3 needed a second try: c is unsteady; d is unsteady; e is unsteady',
			'At most 2 may, so this counts as a failure.',
		]);
	});

	it('is not given on and on when everything is broken', async () => {
		const tests = Array.from(
			{ length: 9 },
			(_, index) => `it('test ${index}', () => { runs('test ${index}'); always(); });`,
		);
		const total = await run({ a: tests.join('\n') });
		assert.equal(total.failed, 9);
		assert.equal(total.again.length, 3);
	});

	it('is not for a file that ends before its tests do', async () => {
		const total = await run({
			a: `it('x', () => process.exit(3));`,
			b: `it('y', () => {});`,
			c: `throw new Error('no such thing');`,
		});
		assert.deepEqual(total, { passed: 1, failed: 2, skipped: 0, again: [] });
		assert.match(printed, /a\.cjs did not run to its end \(code 3\)/);
		assert.match(printed, /no such thing/);
	});
});
