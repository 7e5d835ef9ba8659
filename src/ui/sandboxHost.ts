/** Opens the stand-in cloud on this machine and connects it for this session. Its code is loaded only then. */
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Credentials } from '../connections/credentials';
import type { Profiles } from '../connections/profiles';
import type { Sandbox, SandboxOptions } from '../sandbox/index';
import { setContext } from './contextKeys';
import { VIEW_ID } from './tree/taskView';

/** Where the sandbox can be reached, for whoever opened it by command. */
export interface OpenSandbox {
	readonly connectionId: string;
	readonly url: string;
}

export class SandboxHost implements vscode.Disposable {
	private running: Promise<{ sandbox: Sandbox; connectionId: string }> | undefined;

	constructor(
		private readonly extensionUri: vscode.Uri,
		private readonly profiles: Profiles,
		private readonly credentials: Credentials,
		private readonly note: (line: string) => void,
	) {}

	dispose(): void {
		this.running?.then(
			({ sandbox }) => sandbox.close(),
			() => {},
		);
	}

	/** Opens it, or shows the one that is open. Takes the sandbox's options, for demos and tests. */
	async open(options?: unknown): Promise<OpenSandbox> {
		this.running ??= this.start(isOptions(options) ? options : {});
		const opening = this.running;
		try {
			const { sandbox, connectionId } = await opening;
			await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
			return { connectionId, url: sandbox.url };
		} catch (error) {
			if (this.running === opening) {
				this.running = undefined;
			}
			throw error;
		}
	}

	async close(): Promise<void> {
		const running = this.running;
		this.running = undefined;
		if (!running) {
			void vscode.window.showInformationMessage(l10n.t('The sandbox is not open.'));
			return;
		}
		const { sandbox, connectionId } = await running;
		setContext('migrationTasks.sandboxOpen', false);
		await this.profiles.remove(connectionId);
		await this.credentials.delete(connectionId);
		await sandbox.close();
	}

	private async start(options: SandboxOptions): Promise<{ sandbox: Sandbox; connectionId: string }> {
		const bundle = join(this.extensionUri.fsPath, 'dist', 'sandbox.js');
		const { startSandbox } = require(bundle) as typeof import('../sandbox/index');
		const sandbox = await startSandbox({ ...options, log: this.note });
		const { url, accessKey, secretKey, region, projectId } = sandbox;
		const connectionId = `sandbox-${new URL(url).port}`;
		this.credentials.keepForSession(connectionId, { kind: 'aksk', accessKey, secretKey });
		this.profiles.addForSession({
			id: connectionId,
			name: l10n.t('Sandbox'),
			cloud: 'custom',
			region,
			projectId,
			services: ['dcs', 'sms'],
			endpoints: { dcs: url, sms: url, iam: url },
			credential: 'aksk',
		});
		setContext('migrationTasks.sandboxOpen', true);
		return { sandbox, connectionId };
	}
}

function isOptions(value: unknown): value is SandboxOptions {
	return typeof value === 'object' && value !== null;
}
