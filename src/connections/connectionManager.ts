/**
 * The connections as the rest sees them: opened on demand, replaced as soon as their place or credential changes, so that nothing asked through
 * the old one can arrive under the new one.
 */
import * as vscode from 'vscode';
import { CloudError } from '../cloud/errors';
import type { CredentialStore } from './credentialStore';
import type { OpenConnection } from './openConnection';
import { type ConnectionProfile, type Credential, sameAccount, samePlace } from './profileSchema';
import type { ProfileStore } from './profileStore';

/**
 * `replaced`: another place or another account, so that nothing read before may be shown under it any more. `renewed`: another credential of the same
 * key or user: what was read stays, and is read anew.
 */
export interface ConnectionChange {
	readonly id: string;
	readonly kind: 'added' | 'removed' | 'renamed' | 'renewed' | 'replaced';
}

/** Opens a connection; its code is loaded with the first one. */
export type Open = (profile: ConnectionProfile, credential: Credential) => Promise<OpenConnection>;

export class ConnectionManager implements vscode.Disposable {
	private readonly opened = new Map<string, Promise<OpenConnection>>();
	/** The credential that each was opened with last. */
	private readonly used = new Map<string, Credential>();
	private readonly changed = new vscode.EventEmitter<ConnectionChange>();
	private readonly subscriptions: vscode.Disposable[];
	private known: readonly ConnectionProfile[];
	private tidied = false;

	readonly onDidChange = this.changed.event;

	constructor(
		private readonly profiles: ProfileStore,
		private readonly credentials: CredentialStore,
		private readonly openNew: Open,
	) {
		this.known = profiles.all();
		this.subscriptions = [
			profiles.onDidChange(() => this.compare()),
			credentials.onDidChange((id) => void this.credentialChanged(id)),
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

	/** Opens a connection, or gives the one that is open. Throws `CloudError` `noCredential` or `keyring` where this machine does not give out a credential for it. */
	open(id: string): Promise<OpenConnection> {
		const known = this.opened.get(id);
		if (known) {
			return known;
		}
		const opening = this.openWithCredential(id);
		this.opened.set(id, opening);
		opening.catch(() => {
			// A failure is not kept: the next one who asks tries again.
			if (this.opened.get(id) === opening) {
				this.opened.delete(id);
			}
		});
		return opening;
	}

	/** Whether its credential lasts only as long as this window, though the connection stays. */
	isForSession(id: string): boolean {
		return this.credentials.isForSession(id) && !this.profiles.isSession(id);
	}

	private async credentialChanged(id: string): Promise<void> {
		const before = this.used.get(id);
		const stored = before && (await this.credentials.read(id));
		const profile = this.profile(id);
		if (!profile || profile.credential === 'environment' || this.used.get(id) !== before) {
			return;
		}
		this.close(id);
		const same =
			stored?.state === 'unreadable' ||
			(stored?.state === 'present' && before !== undefined && sameAccount(before, stored.credential));
		this.changed.fire({ id, kind: same ? 'renewed' : 'replaced' });
	}

	private async openWithCredential(id: string): Promise<OpenConnection> {
		const profile = this.profile(id);
		if (!profile) {
			throw new CloudError({ kind: 'noCredential', operation: 'open' });
		}
		if (!this.tidied) {
			this.tidy();
		}
		const credential = await this.credentialOf(profile);
		this.used.set(id, credential);
		return this.openNew(profile, credential);
	}

	private async credentialOf({ id, credential }: ConnectionProfile): Promise<Credential> {
		if (credential === 'environment') {
			return { kind: 'environment' };
		}
		const stored = await this.credentials.read(id);
		switch (stored.state) {
			case 'present':
				return stored.credential;
			case 'missing':
				throw new CloudError({ kind: 'noCredential', operation: 'open' });
			case 'unreadable':
				throw unreadable(stored.reason);
		}
	}

	/** Secrets without a connection go. Not waited for: whoever opens a connection has no part in it. */
	private tidy(): void {
		this.tidied = true;
		void this.credentials.tidy(this.profiles.withSecret());
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
			this.used.delete(id);
			this.changed.fire({ id, kind: 'removed' });
		}
		this.tidy();
	}
}

function unreadable(reason: 'refused' | 'silent' | 'corrupt'): CloudError {
	switch (reason) {
		case 'refused':
			return new CloudError({ kind: 'keyring', operation: 'open' });
		case 'silent':
			return new CloudError({ kind: 'keyring', reason, operation: 'open' });
		case 'corrupt':
			return new CloudError({ kind: 'noCredential', reason, operation: 'open' });
	}
}
