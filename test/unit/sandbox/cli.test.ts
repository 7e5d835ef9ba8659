import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import type { Sandbox } from '../../../src/sandbox/index';
import { ask, v2 } from './client';

const CLI = path.join(__dirname, '../../../src/sandbox/cli.ts');

function start(...options: string[]) {
	return spawn(process.execPath, ['--import', 'tsx', CLI, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
}

describe("the sandbox's command line", () => {
	it('prints where it listens and the keys to it as one line of JSON, and ends when told', async () => {
		const child = start('--tasks', '3', '--instances', '4', '--speed=1', '--control');
		const [chunk] = await once(child.stdout, 'data');
		assert.match(String(chunk), /^\{.*\}\n$/);
		const printed: Sandbox = JSON.parse(String(chunk));
		assert.equal((await ask(printed, v2(printed, 'migration-tasks'))).json.count, 21);
		assert.equal((await ask(printed, v2(printed, 'instances'))).json.instance_num, 30);
		assert.equal((await ask(printed, '/__sandbox/state', { keys: null })).status, 200);
		child.kill('SIGTERM');
		assert.deepEqual((await once(child, 'exit'))[0], 0);
	});

	it('says what it does not understand', async () => {
		const child = start('--loud');
		const [chunk] = await once(child.stderr, 'data');
		assert.match(String(chunk), /Not understood: --loud/);
		assert.equal((await once(child, 'exit'))[0], 1);
	});
});
