/**
 * Runs test files, each in a process of its own, and gives a test that failed a second try: its file is run anew from its beginning, in a
 * fresh process, so that the test finds what its suite's hooks and the tests before it make, and nothing of what went wrong. Such a test is named,
 * and too many of them fail the run: they, or what they test, cannot be believed.
 */

/** So many tests of a run may need a second try. */
const SECOND_TRIES = 2;

/**
 * @param {readonly string[]} files
 * @param {{ jobs: number, runFile: import('./secondTries.mjs').RunFile }} options
 * @returns {Promise<import('./secondTries.mjs').Total>}
 */
export async function runFiles(files, { jobs, runFile }) {
	const total = { passed: 0, failed: 0, skipped: 0, again: [] };
	const waiting = [...files];
	const work = async () => {
		for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
			add(total, await runToItsEnd(file, runFile, total));
		}
	};
	await Promise.all(Array.from({ length: jobs }, work));
	return total;
}

/** Runs a file until a run was not broken off for a second try. */
async function runToItsEnd(file, runFile, total) {
	const again = [];
	for (;;) {
		// The first one too many is tried again as well, and then no more: a broken product would run each file for each of its tests.
		const results = await runFile(file, areTooMany(total.again) ? { again } : { again, breakOff: true });
		if (results.toTryAgain === undefined) {
			for (const one of again) {
				one.passed = !results.failures.includes(one.title);
			}
			return results;
		}
		const one = { title: results.toTryAgain, passed: false };
		again.push(one);
		total.again.push(one);
	}
}

function add(total, { passed, failed, skipped }) {
	total.passed += passed;
	total.failed += failed;
	total.skipped += skipped;
}

/**
 * Whether so many needed a second try that the run has failed, whatever came of them.
 * @param {readonly import('./secondTries.mjs').SecondTry[]} again
 */
export function areTooMany(again) {
	return again.length > SECOND_TRIES;
}

/**
 * What the end of a run says of second tries, a sentence a line; nothing if there were none.
 * @param {readonly import('./secondTries.mjs').SecondTry[]} again
 * @returns {string[]}
 */
export function tellSecondTries(again) {
	if (again.length === 0) {
		return [];
	}
	const names = again.map(({ title, passed }) => (passed ? title : `${title} (failed again)`));
	const lines = [`${again.length} needed a second try: ${names.join('; ')}`];
	if (areTooMany(again)) {
		lines.push(`At most ${SECOND_TRIES} may, so this counts as a failure.`);
	}
	return lines;
}
