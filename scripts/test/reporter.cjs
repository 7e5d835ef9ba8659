/** Mocha's own reporter, which also writes its figures to the file that TEST_RESULTS names, for the total at the end. */
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class extends Mocha.reporters.Spec {
	constructor(runner, options) {
		super(runner, options);
		runner.on(Mocha.Runner.constants.EVENT_TEST_RETRY, (test, error) => {
			console.log(`    … once more: ${test.title} (${error.message.split('\n')[0]})`);
		});
		runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
			const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
			if (process.env.TEST_RESULTS) {
				writeFileSync(process.env.TEST_RESULTS, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
			}
		});
	}
};
