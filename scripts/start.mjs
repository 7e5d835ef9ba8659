/**
 * `npm start`: a VS Code with the extension installed from its VSIX and the sandbox connected. Prints the address to open; Ctrl+C ends it.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sandboxConnection, sandboxEnvironment, startSandboxProcess } from './start/sandboxProcess.mjs';
import { packShowView } from './start/showView.mjs';
import { vsixName } from './test/vsix.mjs';
import { defaultSettings, hostEnvironment, installVsix, projectRoot, startServer } from './vscode-host.mjs';

const USAGE = `npm start: a VS Code with the extension and the sandbox; prints the address to open, Ctrl+C ends it.
  npm start -- --port 8080   at this port, instead of a free one
  npm start -- --desktop     in the desktop VS Code on the PATH, instead of the browser
  npm start -- --help        this text`;

const flags = flagsOf(process.argv.slice(2));
const cleanUps = [];
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => void end(0));
}

try {
	await (flags.desktop ? startDesktop() : startInBrowser());
} catch (error) {
	if (!ending) {
		console.error(error.message);
		await end(1);
	}
}

async function startInBrowser() {
	const { workFolder, vsix, sandbox } = await prepare();
	const places = { extensionsDir: path.join(workFolder, 'extensions'), userDataDir: path.join(workFolder, 'user') };
	await installVsix(vsix, places);
	await installVsix(await packShowView(workFolder), places);
	const server = await startServer({
		...places,
		port: flags.port,
		settings: { 'migrationTasks.connections': [sandboxConnection(sandbox.facts)] },
		env: sandboxEnvironment(sandbox.facts),
	});
	cleanUps.push(server.stop);
	console.log(`Open ${server.url} (Ctrl+C ends it)`);
}

async function startDesktop() {
	const { workFolder, vsix, sandbox } = await prepare();
	const userFolder = path.join(workFolder, 'user', 'User');
	await mkdir(userFolder, { recursive: true });
	const settings = { ...defaultSettings, 'migrationTasks.connections': [sandboxConnection(sandbox.facts)] };
	await writeFile(path.join(userFolder, 'settings.json'), JSON.stringify(settings, undefined, '\t'));
	const places = [
		'--user-data-dir',
		path.join(workFolder, 'user'),
		'--extensions-dir',
		path.join(workFolder, 'extensions'),
	];
	await runCode([...places, '--install-extension', vsix]);
	await runCode([...places, '--install-extension', await packShowView(workFolder)]);
	console.error('A VS Code window opens; closing it ends this.');
	await runCode([...places, '--new-window', '--wait'], sandboxEnvironment(sandbox.facts));
	await end(0);
}

/** What both kinds need: the VSIX, a folder to throw away, the sandbox. */
async function prepare() {
	await run(process.execPath, ['scripts/package.mjs', '--no-check'], { cwd: projectRoot });
	const workFolder = await mkdtemp(path.join(tmpdir(), 'migration-tasks-start-'));
	cleanUps.push(() => rm(workFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
	const sandbox = await startSandboxProcess(['--stories']);
	cleanUps.push(sandbox.stop);
	return { workFolder, vsix: path.join(projectRoot, vsixName()), sandbox };
}

async function runCode(args, env = {}) {
	try {
		await run('code', args, { env: { ...hostEnvironment(), ...env } });
	} catch (error) {
		throw error.code === 'ENOENT'
			? new Error(
					'There is no "code" on the PATH. Install its shell command from VS Code, or run "npm start" without --desktop.',
				)
			: error;
	}
}

/** Runs a program to its end; what it prints goes to standard error, which leaves standard output to the address. */
function run(command, args, options) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { ...options, stdio: ['ignore', 2, 2] });
		child.once('error', reject);
		child.once('close', (code) =>
			code === 0 ? resolve() : reject(new Error(`"${command}" ended with code ${code}.`)),
		);
	});
}

/** Ends the process where there is nothing to start: help was asked for, or something that nobody knows. */
function flagsOf(args) {
	try {
		const { values } = parseArgs({
			args,
			options: { port: { type: 'string' }, desktop: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
		});
		if (values.help) {
			console.log(USAGE);
			process.exit(0);
		}
		const port = Number(values.port ?? 0);
		if (!Number.isInteger(port) || port < 0 || port > 65_535) {
			throw new Error(`"${values.port}" is no port: one is a whole number from 1 to 65535.`);
		}
		return { desktop: values.desktop === true, port };
	} catch (error) {
		console.error(`${error.message}\n\n${USAGE}`);
		process.exit(2);
	}
}

async function end(code) {
	if (ending) {
		return;
	}
	ending = true;
	for (const cleanUp of cleanUps.reverse()) {
		await cleanUp().catch((error) => console.error(error.message));
	}
	process.exit(code);
}
