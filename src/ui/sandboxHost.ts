/** Opens the stand-in cloud on this machine and connects it for this session. Its code is loaded only then. */
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CredentialStore } from '../connections/credentialStore';
import type { ProfileStore } from '../connections/profileStore';
import type { Logger } from '../core/logger';
import type { Sandbox, SandboxOptions } from '../sandbox/index';
import { setContext } from './contextKeys';
import { VIEW_ID } from './tree/taskView';

/** The sandbox's connection has the same id each time, so that panels restored after a reload find their tasks when it is opened again. */
export const SANDBOX_ID = 'sandbox-session';

/** The services that the sandbox stands in for. */
const SANDBOX_SERVICES = ['dcs', 'sms'];

/** Where the sandbox can be reached, for whoever opened it by command. */
export interface OpenSandbox {
	readonly connectionId: string;
	readonly url: string;
}

export class SandboxHost implements vscode.Disposable {
	private running: Promise<Sandbox> | undefined;

	constructor(
		private readonly extensionUri: vscode.Uri,
		private readonly profiles: ProfileStore,
		private readonly credentials: CredentialStore,
		private readonly logger: Logger,
	) {}

	dispose(): void {
		this.running?.then(
			(sandbox) => sandbox.close(),
			() => {},
		);
	}

	/** Opens it, or shows the one that is open. Takes the sandbox's options, for demos and tests. */
	async open(options?: unknown): Promise<OpenSandbox> {
		this.running ??= this.start(isOptions(options) ? options : {});
		const opening = this.running;
		try {
			const { url } = await opening;
			await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
			return { connectionId: SANDBOX_ID, url };
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
		const sandbox = await running;
		setContext('migrationTasks.sandboxOpen', false);
		await this.profiles.remove(SANDBOX_ID);
		await this.credentials.delete(SANDBOX_ID);
		await sandbox.close();
	}

	private async start(options: SandboxOptions): Promise<Sandbox> {
		const bundle = join(this.extensionUri.fsPath, 'dist', 'sandbox.js');
		const { startSandbox } = require(bundle) as typeof import('../sandbox/index');
		const sandbox = await startSandbox({ ...options, log: (line) => this.logger.debug(`sandbox: ${line}`) });
		const { url, accessKey, secretKey, region, projectId } = sandbox;
		this.credentials.keepForSession(SANDBOX_ID, { kind: 'aksk', accessKey, secretKey });
		this.profiles.addForSession({
			id: SANDBOX_ID,
			name: l10n.t('Sandbox'),
			cloud: 'custom',
			region,
			projectId,
			services: [...SANDBOX_SERVICES],
			endpoints: Object.fromEntries([...SANDBOX_SERVICES, 'iam'].map((id) => [id, url])),
			credential: 'aksk',
		});
		setContext('migrationTasks.sandboxOpen', true);
		return sandbox;
	}
}

function isOptions(value: unknown): value is SandboxOptions {
	return typeof value === 'object' && value !== null;
}
