import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../vscode-host.mjs';

/**
 * Starts `out/sandbox-cli.js`.
 * @param {string[]} flags
 * @returns {Promise<{ facts: { url: string, region: string, projectId: string, accessKey: string, secretKey: string }, stop: () => Promise<void> }>}
 */
export async function startSandboxProcess(flags = []) {
	const child = spawn(process.execPath, [path.join(projectRoot, 'out', 'sandbox-cli.js'), ...flags], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const kill = () => child.kill('SIGKILL');
	process.on('exit', kill);
	const closed = new Promise((resolve) => child.once('close', resolve));
	closed.then(() => process.off('exit', kill));
	const line = await new Promise((resolve, reject) => {
		createInterface(child.stdout).once('line', resolve);
		child.once('error', reject);
		closed.then((code) => reject(new Error(`The sandbox ended with code ${code} before it was up.`)));
	});
	return {
		facts: JSON.parse(line),
		stop: async () => {
			child.kill('SIGTERM');
			await closed;
		},
	};
}

/** The settings entry of a connection to a sandbox, whose keys come from the environment. */
export function sandboxConnection({ url, region, projectId }) {
	return {
		id: 'sandbox',
		name: 'Sandbox',
		cloud: 'custom',
		region,
		projectId,
		services: ['dcs', 'sms'],
		endpoints: { dcs: url, sms: url, iam: url },
		credential: 'environment',
	};
}

/** @returns {Record<string, string>} the variables that hold a sandbox's keys */
export function sandboxEnvironment({ accessKey, secretKey }) {
	return { HUAWEICLOUD_SDK_AK: accessKey, HUAWEICLOUD_SDK_SK: secretKey };
}
