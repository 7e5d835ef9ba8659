import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

const start = (...args: string[]) => spawnSync(process.execPath, ['scripts/start.mjs', ...args], { encoding: 'utf8' });

describe('npm start', () => {
	it('says what it can do when asked for help, and starts nothing', () => {
		const { status, stdout } = start('--help');
		assert.equal(status, 0);
		assert.match(stdout, /--port 8080/);
		assert.doesNotMatch(stdout, /http:/);
	});

	it('names what it does not know, and starts nothing', () => {
		for (const [args, reason] of [
			[['--prot', '1'], /--prot/],
			[['--port', 'abc'], /"abc" is no port/],
		] as const) {
			const { status, stdout, stderr } = start(...args);
			assert.deepEqual([status, stdout], [2, '']);
			assert.match(stderr, reason);
		}
	});
});
