/**
 * Mocha's own reporter, which also writes what came of the run to the file that TEST_RESULTS names.
 *
 * TEST_AGAIN holds, as a JSON list, what has failed once and has its second try in this run. Where it is set, the first test or hook that
 * fails and is not on the list ends the run: what it leaves behind must not decide about the tests after it. The results name it.
 */
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class extends Mocha.reporters.Spec {
	constructor(runner, options) {
		super(runner, options);
		const { TEST_RESULTS: file, TEST_AGAIN: again } = process.env;
		const hasSecondTry = again === undefined ? undefined : JSON.parse(again);
		const failures = [];
		let toTryAgain;
		runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test) => {
			const title = test.fullTitle();
			if (toTryAgain === undefined && hasSecondTry !== undefined && !hasSecondTry.includes(title)) {
				toTryAgain = title;
				runner.abort();
			}
			failures.push(title);
		});
		runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
			const { passes: passed = 0, pending: skipped = 0 } = runner.stats ?? {};
			if (file) {
				writeFileSync(file, JSON.stringify({ passed, failed: failures.length, skipped, failures, toTryAgain }));
			}
		});
	}
};
