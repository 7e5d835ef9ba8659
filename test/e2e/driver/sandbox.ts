import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../../scripts/vscode-host.mjs';
import type { SandboxSecrets } from '../../../src/sandbox/types';

export interface SandboxProcessOptions {
	readonly port?: number;
	readonly seed?: number;
	/** Times real time. */
	readonly speed?: number;
	/** Generated DCS tasks beside the cast. */
	readonly tasks?: number;
	/** Generated SMS tasks beside the cast. */
	readonly smsTasks?: number;
	/** Adds the migrations that each live through something, and a failed task for each known cause. */
	readonly stories?: boolean;
	/** How long its tokens are valid, s. */
	readonly tokenLifetime?: number;
	/** Secrets of its account in place of the usual ones. */
	readonly secrets?: Partial<SandboxSecrets>;
}

/** What the sandbox prints about itself when it is up. */
export interface SandboxFacts {
	readonly url: string;
	readonly region: string;
	readonly projectId: string;
	readonly accessKey: string;
	readonly secretKey: string;
	/** A second key pair, valid only with its security token. */
	readonly temporary: { readonly accessKey: string; readonly secretKey: string; readonly securityToken: string };
	readonly login: { readonly domain: string; readonly user: string; readonly password: string };
}

/** A sandbox in its own process, which a test can steer and question over its loopback-only control path. */
export class SandboxProcess {
	readonly facts: SandboxFacts;
	private readonly child: ChildProcess;

	private constructor(facts: SandboxFacts, child: ChildProcess) {
		this.facts = facts;
		this.child = child;
	}

	static async start(options: SandboxProcessOptions = {}): Promise<SandboxProcess> {
		const cli = path.join(projectRoot, 'out', 'sandbox-cli.js');
		if (!existsSync(cli)) {
			throw new Error(`There is no ${cli}. Run "npm run build" first.`);
		}
		const flags = [cli, '--control', '--port', String(options.port ?? 0)];
		if (options.stories) {
			flags.push('--stories');
		}
		for (const [flag, value] of [
			['--seed', options.seed],
			['--speed', options.speed],
			['--tasks', options.tasks],
			['--sms-tasks', options.smsTasks],
			['--token-lifetime', options.tokenLifetime],
			['--secrets', options.secrets && JSON.stringify(options.secrets)],
		] as const) {
			if (value !== undefined) {
				flags.push(flag, String(value));
			}
		}
		const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
		process.once('exit', () => child.kill('SIGKILL'));
		const facts = await firstLine(child);
		return new SandboxProcess(JSON.parse(facts) as SandboxFacts, child);
	}

	/** The settings entry of a connection to this sandbox; its keys come from the environment of the extension host. */
	connection(overrides: Record<string, unknown> = {}): Record<string, unknown> {
		const { url, region, projectId } = this.facts;
		return {
			id: 'sandbox',
			name: 'Sandbox',
			cloud: 'custom',
			region,
			projectId,
			services: ['dcs', 'sms'],
			endpoints: { dcs: url, sms: url, iam: url },
			credential: 'environment',
			...overrides,
		};
	}

	/** The environment variables that hold this sandbox's keys. */
	environment(): Record<string, string> {
		return { HUAWEICLOUD_SDK_AK: this.facts.accessKey, HUAWEICLOUD_SDK_SK: this.facts.secretKey };
	}

	/** Makes the sandbox misbehave as the rule (or the name of a scenario) says; null makes it behave again. */
	async misbehave(rule: Record<string, unknown> | string | null): Promise<void> {
		const response = await fetch(new URL('/__sandbox/misbehave', this.facts.url), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(typeof rule === 'string' ? { scenario: rule } : rule),
		});
		if (!response.ok) {
			throw new Error(`The sandbox refused the rule: ${response.status} ${await response.text()}`);
		}
	}

	/** What the sandbox tells of itself: the requests that it has seen, and so on. */
	async state(): Promise<Record<string, unknown>> {
		const response = await fetch(new URL('/__sandbox/state', this.facts.url));
		return (await response.json()) as Record<string, unknown>;
	}

	async stop(): Promise<void> {
		if (this.child.exitCode === null && this.child.signalCode === null) {
			const closed = new Promise((resolve) => this.child.once('close', resolve));
			this.child.kill('SIGTERM');
			await closed;
		}
	}
}

function firstLine(child: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		if (child.stdout === null) {
			reject(new Error('The sandbox has no standard output.'));
			return;
		}
		createInterface(child.stdout).once('line', resolve);
		child.once('error', reject);
		child.once('close', (code) => reject(new Error(`The sandbox ended with code ${code} before it was up.`)));
	});
}
