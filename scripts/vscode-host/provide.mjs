/**
 * Provides a real VS Code server and a browser without any download site: everything comes through the npm client that installed
 * this project. Both are kept in `.vscode-test/`, which git ignores, and are made once.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { replaceCompiledModules } from './standIns.mjs';

/** Pinned, so that a test run today is the test run of next year. Raise them together with a full `npm test`. */
const CODE_SERVER = 'code-server@4.139.1';
const NODE_VERSION = '24.21.0';
/** Raised when the way of making the folder changes, so that old ones are made anew. */
const REVISION = 3;

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const cacheRoot = path.join(projectRoot, '.vscode-test');

/**
 * The server's Node and entry file; made at the first call on a machine (about half a minute, 0.5 GB on disk), found at once later.
 * @returns {Promise<{ node: string, main: string }>}
 */
export async function ensureHost() {
	if (platform() !== 'linux') {
		throw new Error(
			`The VS Code server for the tests runs on Linux only, and this is ${platform()}. Use "npm run test:desktop" here.`,
		);
	}
	const folder = await provideOnce(
		`host-${CODE_SERVER.split('@')[1]}-node-${NODE_VERSION}-${arch()}-${REVISION}`,
		buildHost,
	);
	return {
		node: path.join(folder, 'node', 'bin', 'node'),
		main: path.join(folder, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
	};
}

async function buildHost(folder) {
	say('Preparing a VS Code server (once, about half a minute)');
	const nodePackage = `node-linux-${arch()}@${NODE_VERSION}`;
	await Promise.all([
		unpack(CODE_SERVER, folder, path.join(folder, 'code-server')),
		unpack(nodePackage, folder, path.join(folder, 'node')),
	]);
	const vscode = path.join(folder, 'code-server', 'lib', 'vscode');
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	const environment = {
		...cleanEnvironment(),
		PATH: `${path.join(folder, 'node', 'bin')}${path.delimiter}${process.env.PATH ?? ''}`,
	};
	await run('npm', ['install', '--omit=dev', '--ignore-scripts', ...quiet], { cwd: vscode, env: environment });
	await replaceCompiledModules(vscode);
	// Large, and never wanted here.
	for (const part of ['extensions/copilot', 'extensions/mermaid-markdown-features', 'node_modules/@github']) {
		await rm(path.join(vscode, part), { recursive: true, force: true });
	}
	for (const part of ['include', 'share']) {
		await rm(path.join(folder, 'node', part), { recursive: true, force: true });
	}
}

/** Fetches a package through npm and unpacks its tarball, running none of its scripts. */
async function unpack(spec, workFolder, target) {
	const destination = path.join(workFolder, `pack-${path.basename(target)}`);
	await mkdir(destination, { recursive: true });
	const printed = await run('npm', ['pack', spec, '--silent', '--pack-destination', destination], {
		cwd: destination,
		env: cleanEnvironment(),
	});
	const tarball = printed.trim().split('\n').at(-1)?.trim() ?? '';
	await mkdir(target, { recursive: true });
	await run('tar', ['-xzf', path.join(destination, tarball), '-C', target, '--strip-components=1'], {
		cwd: destination,
	});
	await rm(destination, { recursive: true, force: true });
}

/**
 * Makes a folder of the cache once, whoever asks first; others wait for it. The folder appears whole (a rename) or not at all.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} build
 * @returns {Promise<string>} the finished folder
 */
export async function provideOnce(name, build) {
	const finished = path.join(cacheRoot, name);
	const marker = path.join(finished, '.ready');
	if (existsSync(marker)) {
		return finished;
	}
	await mkdir(cacheRoot, { recursive: true });
	const unlock = await lock(path.join(cacheRoot, `${name}.lock`));
	try {
		if (!existsSync(marker)) {
			const partial = `${finished}.partial`;
			await rm(partial, { recursive: true, force: true });
			await rm(finished, { recursive: true, force: true });
			await mkdir(partial, { recursive: true });
			await build(partial);
			await writeFile(path.join(partial, '.ready'), '');
			await rename(partial, finished);
		}
		return finished;
	} finally {
		await unlock();
	}
}

/** A folder as a lock, with the owner's process id inside; the lock of a dead process is broken. */
async function lock(folder) {
	const owner = path.join(folder, 'pid');
	for (;;) {
		try {
			await mkdir(folder);
			await writeFile(owner, String(process.pid));
			return () => rm(folder, { recursive: true, force: true });
		} catch (error) {
			if (error.code !== 'EEXIST') {
				throw error;
			}
		}
		if (await isAbandoned(folder, owner)) {
			await rm(folder, { recursive: true, force: true });
		} else {
			await sleep(500);
		}
	}
}

async function isAbandoned(folder, owner) {
	try {
		const pid = Number(await readFile(owner, 'utf8'));
		if (pid > 0) {
			process.kill(pid, 0);
			return false;
		}
	} catch (error) {
		if (error.code === 'ESRCH') {
			return true;
		}
		if (error.code === 'EPERM') {
			return false;
		}
	}
	// No readable owner: either it is being written right now, or its maker died in between.
	const age = await stat(folder).then(
		({ mtimeMs }) => Date.now() - mtimeMs,
		() => 0,
	);
	return age > 10_000;
}

/**
 * Runs a program to its end and returns what it printed.
 * @throws {Error} with the program's own last words when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, options = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		let out = '';
		let err = '';
		child.stdout.on('data', (chunk) => {
			out += chunk;
		});
		child.stderr.on('data', (chunk) => {
			err += chunk;
		});
		child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
		child.on('close', (code) => {
			if (code === 0) {
				resolve(out);
			} else {
				const lastWords = `${out}\n${err}`.trim().split('\n').slice(-20).join('\n');
				reject(new Error(`"${command} ${args.join(' ')}" ended with code ${code}:\n${lastWords}`));
			}
		});
	});
}

/**
 * This process's environment without what an outer npm run adds for its own package.
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment() {
	const kept = {};
	for (const [name, value] of Object.entries(process.env)) {
		if (
			!/^(npm_(package|lifecycle|config_local_prefix|config_prefix|command|execpath|node_execpath)|INIT_CWD$)/i.test(
				name,
			)
		) {
			kept[name] = value;
		}
	}
	return kept;
}

/**
 * The environment of a VS Code under test: moreover without an outer VS Code, a proxy, and above all the cloud keys of the person who runs
 * the tests; and with no extension gallery, which would be asked at every start.
 * @returns {NodeJS.ProcessEnv}
 */
export function hostEnvironment() {
	const kept = cleanEnvironment();
	for (const name of Object.keys(kept)) {
		if (
			/^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS$|HUAWEICLOUD_|CLOUD_SDK_|MIGRATION_TASKS_)|^(https?|all|no)_proxy$/i.test(
				name,
			)
		) {
			delete kept[name];
		}
	}
	return { ...kept, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

export function say(sentence) {
	process.stderr.write(`${sentence}\n`);
}
