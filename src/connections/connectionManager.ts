/**
 * The connections as the rest sees them: opened on demand, replaced as soon as their place or credential changes, so that nothing asked through
 * the old one can arrive under the new one.
 */
import * as vscode from 'vscode';
import type { CloudHttp } from '../cloud/http';
import type { ConnectionChange, ConnectionPort } from '../store/taskStore';
import type { CredentialStore } from './credentialStore';
import { type OpenConnection, openConnection } from './openConnection';
import { type ConnectionProfile, samePlace } from './profileSchema';
import type { ProfileStore } from './profileStore';
import { SignInNeeded } from './signInNeeded';

export class ConnectionManager implements ConnectionPort, vscode.Disposable {
	private readonly opened = new Map<string, Promise<OpenConnection>>();
	private readonly changed = new vscode.EventEmitter<ConnectionChange>();
	private readonly subscriptions: vscode.Disposable[];
	private known: readonly ConnectionProfile[];

	readonly onDidChange = this.changed.event;

	constructor(
		private readonly profiles: ProfileStore,
		private readonly credentials: CredentialStore,
		private readonly http: CloudHttp,
		private readonly note: (text: string) => void,
	) {
		this.known = profiles.all();
		this.subscriptions = [
			profiles.onDidChange(() => this.compare()),
			credentials.onDidChange((id) => this.replaced(id)),
			this.changed,
		];
	}

	dispose(): void {
		for (const id of [...this.opened.keys()]) {
			this.close(id);
		}
		vscode.Disposable.from(...this.subscriptions).dispose();
	}

	ids(): readonly string[] {
		return this.known.map(({ id }) => id);
	}

	name(id: string): string {
		return this.profile(id)?.name ?? id;
	}

	profile(id: string): ConnectionProfile | undefined {
		return this.known.find((profile) => profile.id === id);
	}

	all(): readonly ConnectionProfile[] {
		return this.known;
	}

	/** Opens a connection, or gives the one that is open. Throws `SignInNeeded` where this machine holds no credential for it. */
	open(id: string): Promise<OpenConnection> {
		const known = this.opened.get(id);
		if (known) {
			return known;
		}
		const opening = this.openNew(id);
		this.opened.set(id, opening);
		opening.catch(() => {
			// A failure is not kept: the next one who asks tries again.
			if (this.opened.get(id) === opening) {
				this.opened.delete(id);
			}
		});
		return opening;
	}

	/** The credential changed by other ways than the secret store (the session's own). */
	replaced(id: string): void {
		if (this.profile(id)) {
			this.close(id);
			this.changed.fire({ id, kind: 'replaced' });
		}
	}

	private async openNew(id: string): Promise<OpenConnection> {
		const profile = this.profile(id);
		if (!profile) {
			throw new SignInNeeded();
		}
		if (profile.credential === 'environment') {
			return openConnection(profile, { kind: 'environment' }, this.http, this.note);
		}
		const stored = await this.credentials.read(id);
		if (stored.state === 'missing') {
			throw new SignInNeeded();
		}
		if (stored.state === 'unreadable') {
			throw new SignInNeeded(stored.reason);
		}
		return openConnection(profile, stored.credential, this.http, this.note);
	}

	private close(id: string): void {
		const open = this.opened.get(id);
		this.opened.delete(id);
		open?.then(
			(connection) => connection.close(),
			() => {},
		);
	}

	private compare(): void {
		const before = new Map(this.known.map((profile) => [profile.id, profile]));
		this.known = this.profiles.all();
		for (const profile of this.known) {
			const old = before.get(profile.id);
			before.delete(profile.id);
			if (!old) {
				this.changed.fire({ id: profile.id, kind: 'added' });
			} else if (!samePlace(old, profile) || JSON.stringify(old.services) !== JSON.stringify(profile.services)) {
				this.close(profile.id);
				this.changed.fire({ id: profile.id, kind: 'replaced' });
			} else if (old.name !== profile.name) {
				this.changed.fire({ id: profile.id, kind: 'renamed' });
			}
		}
		for (const id of before.keys()) {
			this.close(id);
			this.changed.fire({ id, kind: 'removed' });
		}
	}
}
