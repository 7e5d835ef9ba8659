/**
 * Where the time of a rival goes: `node test/bench/profile.mjs [list firstRefresh unchangedRefresh]`. Profiles runs over 10,000 DCS tasks without latency and
 * prints the functions that took most of it themselves. Start and the collections between runs are in it, spread over the runs.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = 12;
const LINES = 20;
const root = fileURLToPath(new URL('../..', import.meta.url));
const inRoot = (/** @type {string} */ file) => path.join(root, file);

/** @param {import('node:child_process').ChildProcess} child */
const answer = async (child) => (await once(child, 'message'))[0];

/** The profile of one rival. @param {string} rival @param {number} port */
async function profileOf(rival, port) {
	const folder = mkdtempSync(path.join(tmpdir(), 'bench-profile-'));
	try {
		const options = JSON.stringify({ endpoint: `http://127.0.0.1:${port}`, tasks: 10_000 });
		const execArgv = ['--expose-gc', '--cpu-prof', `--cpu-prof-dir=${folder}`];
		const child = fork(inRoot('out/bench/rival.js'), [rival, options], { execArgv });
		await answer(child);
		for (let run = 0; run < RUNS; run++) {
			child.send('run');
			await answer(child);
		}
		child.disconnect();
		await once(child, 'exit');
		return JSON.parse(readFileSync(path.join(folder, readdirSync(folder)[0] ?? ''), 'utf8'));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** @param {string} rival @param {any} profile */
function print(rival, profile) {
	const nodes = new Map(profile.nodes.map((/** @type {any} */ node) => [node.id, node.callFrame]));
	const own = new Map();
	let busy = 0;
	profile.samples.forEach((/** @type {number} */ id, /** @type {number} */ index) => {
		const { functionName, url, lineNumber } = nodes.get(id);
		if (functionName !== '(idle)') {
			const name = `${functionName || '(anonymous)'} ${url.split('/').pop()}:${lineNumber + 1}`;
			own.set(name, (own.get(name) ?? 0) + profile.timeDeltas[index]);
			busy += profile.timeDeltas[index];
		}
	});
	const ms = (/** @type {number} */ us) => (us / RUNS / 1000).toFixed(1).padStart(7);
	console.log(`\n${rival}: ${ms(busy).trim()} ms busy a run`);
	for (const [name, us] of [...own].sort((a, b) => b[1] - a[1]).slice(0, LINES)) {
		console.log(`${ms(us)} ms ${((100 * us) / busy).toFixed(1).padStart(5)} %  ${name}`);
	}
}

const bundle = (/** @type {string[]} */ ...more) =>
	spawnSync(process.execPath, [inRoot('test/bench/bundle.mjs'), ...more], { cwd: root, stdio: 'inherit' });

bundle('--names');
const server = fork(inRoot('out/bench/server.js'), [JSON.stringify({ dcs: 10_000, sms: 0, latency: 0 })]);
try {
	const port = await answer(server);
	const asked = process.argv.slice(2);
	for (const rival of asked.length > 0 ? asked : ['list', 'firstRefresh', 'unchangedRefresh']) {
		print(rival, await profileOf(rival, port));
	}
} finally {
	server.kill();
	bundle();
}
