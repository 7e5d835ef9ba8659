/** The VS Code server as a process: start it, install a VSIX into it, stop it with everything that it started. */
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cleanEnvironment, ensureHost, hostEnvironment, projectRoot, run } from './provide.mjs';

/** What every VS Code here starts from: no welcome page, no telemetry, no gallery, nothing that moves or blinks by itself. */
export const defaultSettings = {
	'chat.disableAIFeatures': true,
	'extensions.autoCheckUpdates': false,
	'extensions.ignoreRecommendations': true,
	'security.workspace.trust.enabled': false,
	'telemetry.telemetryLevel': 'off',
	'update.mode': 'none',
	'window.commandCenter': false,
	'workbench.enableExperiments': false,
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
};

const COMMON_FLAGS = ['--accept-server-license-terms', '--disable-telemetry', '--disable-workspace-trust'];
const START_LIMIT = 60_000;
const running = new Set();
process.on('exit', () => {
	for (const child of running) {
		end(child, 'SIGKILL');
	}
});
for (const [signal, number] of [
	['SIGINT', 2],
	['SIGTERM', 15],
	['SIGHUP', 1],
]) {
	// A signal that nobody else handles ends a process without "exit", and would leave the servers behind.
	process.on(signal, () => {
		if (process.listenerCount(signal) === 1) {
			process.exit(128 + number);
		}
	});
}

/**
 * Starts a server on a free port of 127.0.0.1.
 * @param {{ extensionsDir: string, userDataDir: string, settings?: Record<string, unknown>, keybindings?: unknown[],
 *   env?: Record<string, string>, port?: number, log?: (text: string) => void, testDriver?: boolean }} options
 *   `settings` are laid over {@link defaultSettings}; `env` reaches the extension host; `testDriver` lets a page ask for an extension
 *   test run, and shows no notifications.
 * @returns {Promise<{ url: string, port: number, stop: () => Promise<void>, kill: () => Promise<void> }>} `kill` warns nobody
 */
export async function startServer({
	extensionsDir,
	userDataDir,
	settings,
	keybindings,
	env,
	port = 0,
	log,
	testDriver = false,
}) {
	const host = await ensureHost();
	await writeUserFiles(userDataDir, settings, keybindings);
	const flags = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
	if (testDriver) {
		flags.push('--enable-smoke-test-driver');
	}
	const places = ['--server-data-dir', userDataDir, '--extensions-dir', extensionsDir];
	const child = spawn(host.node, [host.main, ...flags, ...COMMON_FLAGS, ...places], {
		env: { ...hostEnvironment(), ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	running.add(child);
	const closed = new Promise((resolve) => {
		child.once('close', () => {
			running.delete(child);
			resolve();
		});
	});
	const kill = async () => {
		end(child, 'SIGKILL');
		await closed;
	};
	const stop = async () => {
		end(child, 'SIGTERM');
		const patience = setTimeout(() => end(child, 'SIGKILL'), 3_000);
		await closed;
		clearTimeout(patience);
	};
	try {
		const actualPort = await listening(child, log);
		return { url: `http://127.0.0.1:${actualPort}/`, port: actualPort, stop, kill };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Writes settings and keybindings where the server reads the user's own. */
export async function writeUserFiles(userDataDir, settings = {}, keybindings = []) {
	const user = path.join(userDataDir, 'data', 'User');
	await mkdir(user, { recursive: true });
	await writeFile(
		path.join(user, 'settings.json'),
		JSON.stringify({ ...defaultSettings, ...settings }, undefined, '\t'),
	);
	await writeFile(path.join(user, 'keybindings.json'), JSON.stringify(keybindings, undefined, '\t'));
}

function listening(child, log) {
	return new Promise((resolve, reject) => {
		let printed = '';
		const limit = setTimeout(
			() => reject(new Error(`The VS Code server did not start within a minute. It printed:\n${printed}`)),
			START_LIMIT,
		);
		const read = (chunk) => {
			log?.(String(chunk));
			printed = (printed + chunk).slice(-20_000);
			const port = /listening on (\d+)/.exec(printed)?.[1];
			if (port !== undefined) {
				clearTimeout(limit);
				resolve(Number(port));
			}
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.once('close', (code) => {
			clearTimeout(limit);
			reject(new Error(`The VS Code server ended with code ${code} before it was ready. It printed:\n${printed}`));
		});
		child.once('error', reject);
	});
}

/** The whole group: the extension host and the file watcher are the server's children. */
function end(child, signal) {
	try {
		process.kill(-child.pid, signal);
	} catch {
		// Already gone.
	}
}

/**
 * Installs a VSIX as `code --install-extension` does.
 * @param {string} vsix
 * @param {{ extensionsDir: string, userDataDir: string }} places
 */
export async function installVsix(vsix, { extensionsDir, userDataDir }) {
	const host = await ensureHost();
	await mkdir(extensionsDir, { recursive: true });
	const places = ['--server-data-dir', userDataDir, '--extensions-dir', extensionsDir];
	const printed = await run(
		host.node,
		[host.main, '--install-extension', vsix, '--force', ...COMMON_FLAGS, ...places],
		{
			env: hostEnvironment(),
		},
	);
	if (!/successfully installed/.test(printed)) {
		throw new Error(`VS Code did not install ${vsix}:\n${printed}`);
	}
}

/**
 * Packs an extension's folder as it stands.
 * @param {string} folder
 * @param {string} vsix
 * @param {string[]} [flags] further flags of `vsce package`
 * @returns {Promise<string>} what vsce printed
 */
export function packVsix(folder, vsix, flags = []) {
	const vsce = path.join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
	const always = ['package', '--no-dependencies', '--allow-missing-repository', '--out', vsix];
	return run(process.execPath, [vsce, ...always, ...flags], { cwd: folder, env: cleanEnvironment() });
}
