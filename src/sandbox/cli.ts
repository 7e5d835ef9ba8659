/**
 * Opens a sandbox by itself, for tests and the demo:
 * `node out/sandbox-cli.js [--port n] [--seed n] [--speed n] [--tasks n] [--sms-tasks n] [--instances n] [--token-lifetime s] [--scenario name] [--secrets json] [--stories] [--control] [--verbose]`.
 * Prints one line of JSON (url, keys, project) when it listens; runs until SIGINT or SIGTERM.
 */
import { startSandbox } from './index';
import type { SandboxOptions } from './types';

const NUMBERS: Readonly<
	Record<string, 'port' | 'seed' | 'speed' | 'tasks' | 'smsTasks' | 'instances' | 'tokenLifetime'>
> = {
	'--port': 'port',
	'--seed': 'seed',
	'--speed': 'speed',
	'--tasks': 'tasks',
	'--sms-tasks': 'smsTasks',
	'--instances': 'instances',
	'--token-lifetime': 'tokenLifetime',
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function readArguments(given: readonly string[]): SandboxOptions {
	const options: Writable<SandboxOptions> = {};
	for (let i = 0; i < given.length; i++) {
		const [name = '', inline] = (given[i] ?? '').split('=', 2);
		if (name === '--control') {
			options.control = true;
			continue;
		}
		if (name === '--stories') {
			options.stories = true;
			continue;
		}
		if (name === '--verbose') {
			options.log = (line) => process.stderr.write(`${line}\n`);
			continue;
		}
		const value = inline ?? given[++i];
		const key = NUMBERS[name];
		if (name === '--scenario' && value !== undefined) {
			options.scenario = value;
		} else if (name === '--secrets' && value !== undefined) {
			options.secrets = JSON.parse(value);
		} else if (key && value !== undefined && value !== '' && Number(value) >= 0) {
			options[key] = Number(value);
		} else {
			throw new Error(`Not understood: ${name} ${value ?? ''}`);
		}
	}
	return options;
}

async function main(): Promise<void> {
	const sandbox = await startSandbox(readArguments(process.argv.slice(2)));
	const { url, region, projectId, domainId, accessKey, secretKey, temporary, login } = sandbox;
	process.stdout.write(
		`${JSON.stringify({ url, region, projectId, domainId, accessKey, secretKey, temporary, login })}\n`,
	);
	const stop = () => void sandbox.close().then(() => process.exit(0));
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
