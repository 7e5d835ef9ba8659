/** Opens the stand-in cloud on this machine and connects it for this session. Its code is loaded only then. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CredentialStore } from '../connections/credentialStore';
import type { ProfileStore } from '../connections/profileStore';
import type { Logger } from '../core/logger';
import { setContext } from './contextKeys';
import { showInfo } from './messages';
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

/** The stand-in cloud while it runs: what its connection is made of. */
export interface RunningSandbox {
	readonly url: string;
	readonly region: string;
	readonly projectId: string;
	readonly accessKey: string;
	readonly secretKey: string;
	close(): Promise<void>;
}

/** Loads the stand-in cloud and starts it, with the options of whoever opens it. */
export type StartSandbox = (options: object & { readonly log: (line: string) => void }) => Promise<RunningSandbox>;

export class SandboxHost implements vscode.Disposable {
	private running: Promise<RunningSandbox> | undefined;
	/** The end of the one before: both have the same connection, so the next starts only then. */
	private closing: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly startSandbox: StartSandbox,
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
		const given = typeof options === 'object' && options !== null ? options : {};
		this.running ??= this.closing.then(() => this.start(given));
		const opening = this.running;
		const { url } = await opening.catch((error: unknown) => {
			if (this.running === opening) {
				this.running = undefined;
			}
			throw error;
		});
		await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
		return { connectionId: SANDBOX_ID, url };
	}

	async close(): Promise<void> {
		const running = this.running;
		this.running = undefined;
		if (!running) {
			void showInfo(l10n.t('The sandbox is not open.'));
			return;
		}
		const end = this.end(running);
		this.closing = end.catch(() => {});
		await end;
	}

	private async end(running: Promise<RunningSandbox>): Promise<void> {
		// Where it never came up there is nothing to end, and whoever opened it hears why.
		const sandbox = await running.catch(() => undefined);
		if (!sandbox) {
			return;
		}
		setContext('migrationTasks.sandboxOpen', false);
		try {
			await this.profiles.remove(SANDBOX_ID);
			await this.credentials.delete(SANDBOX_ID);
		} finally {
			await sandbox.close();
		}
	}

	private async start(options: object): Promise<RunningSandbox> {
		const sandbox = await this.startSandbox({ ...options, log: (line) => this.logger.debug(`sandbox: ${line}`) });
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
