/** The connections' secrets: one key of the secret storage a connection. Nothing here ever puts one into a message. */

import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { KeyPair } from '../cloud/sign';
import { Emitter } from '../core/emitter';
import type { SetTimer } from '../core/timer';
import { Keyring, KeyringError } from './keyring';
import { type Credential, CredentialSchema } from './profileSchema';
import { SecretIndex } from './secretIndex';

/**
 * `missing`: nothing is stored here. `unreadable`: the keyring `refused`, was `silent`, or what it holds is `corrupt` and no credential; it is not
 * deleted for that.
 */
export type StoredCredential =
	| { readonly state: 'present'; readonly credential: Credential }
	| { readonly state: 'missing' }
	| { readonly state: 'unreadable'; readonly reason: 'refused' | 'silent' | 'corrupt' };

export interface CredentialStoreOptions {
	readonly timer?: SetTimer;
	/** ms since 1970. */
	readonly now?: () => number;
}

export class CredentialStore implements vscode.Disposable {
	private readonly session = new Map<string, Credential>();
	private readonly keyring: Keyring;
	private readonly index: SecretIndex;
	private readonly changed = new Emitter<string>();

	/** The id of a connection whose credential changed, in this window or another. */
	readonly onDidChange = this.changed.event;

	constructor(
		secrets: vscode.SecretStorage,
		/** Remembers ids, never secrets. */
		state: Pick<vscode.Memento, 'get' | 'update'>,
		{ timer, now }: CredentialStoreOptions = {},
	) {
		this.keyring = new Keyring(secrets, timer);
		this.index = new SecretIndex(state, now);
		this.keyring.onDidChange((id) => void this.keyringChanged(id));
	}

	dispose(): void {
		this.keyring.dispose();
		this.changed.dispose();
	}

	async read(id: string): Promise<StoredCredential> {
		const own = this.session.get(id);
		return own ? { state: 'present', credential: own } : this.readKeyring(id);
	}

	/** Stores a credential for good. Throws `KeyringError` if the keyring refuses or does not answer. */
	async store(id: string, credential: Credential): Promise<void> {
		const wasUnwanted = this.index.isUnwanted(id);
		// Before the secret: one that nobody remembers could never be cleared away.
		await this.index.stored(id);
		try {
			await this.keyring.store(id, JSON.stringify(credential));
		} catch (error) {
			if (wasUnwanted) {
				await this.index.unwanted(id);
			}
			throw error;
		}
		this.session.delete(id);
	}

	/** Deletes a credential. Resolves to whether it is gone; what the keyring did not delete counts as gone here, and is tried again later. */
	async delete(id: string): Promise<boolean> {
		if (this.session.delete(id) && !this.index.has(id)) {
			return true;
		}
		await this.index.unwanted(id);
		return this.deleteNow(id);
	}

	/** Keeps a credential in the memory of this window alone. */
	keepForSession(id: string, credential: Credential): void {
		this.session.set(id, credential);
		this.changed.fire(id);
	}

	/** Whether the credential lasts only as long as this window. */
	isForSession(id: string): boolean {
		return this.session.has(id);
	}

	/**
	 * Clears away what should be gone: secrets that the keyring did not delete when it was asked to, and those of connections that have been missing
	 * for a day. `needed` are the ids of all connections that have a secret; undefined where that cannot be told. Never rejects.
	 */
	async tidy(needed: ReadonlySet<string> | undefined): Promise<void> {
		for (const id of await this.index.toDelete(needed)) {
			await this.deleteNow(id);
		}
	}

	private async readKeyring(id: string): Promise<StoredCredential> {
		if (this.index.isUnwanted(id)) {
			return { state: 'missing' };
		}
		let text: string | undefined;
		try {
			text = await this.keyring.get(id);
		} catch (error) {
			return { state: 'unreadable', reason: error instanceof KeyringError ? error.how : 'refused' };
		}
		if (text === undefined) {
			return { state: 'missing' };
		}
		await this.index.stored(id);
		const read = v.safeParse(CredentialSchema, parse(text));
		return read.success ? { state: 'present', credential: read.output } : { state: 'unreadable', reason: 'corrupt' };
	}

	private async deleteNow(id: string): Promise<boolean> {
		try {
			await this.keyring.delete(id);
		} catch {
			return false;
		}
		await this.index.gone(id);
		return true;
	}

	/** What the keyring holds now is newer than what this window keeps for itself. */
	private async keyringChanged(id: string): Promise<void> {
		if (this.session.has(id) && (await this.readKeyring(id)).state === 'present') {
			this.session.delete(id);
		}
		this.changed.fire(id);
	}
}

/** The key of the environment, read anew at each use; undefined where it is not set. Names: the official SDKs' and those of the API pages. */
export function environmentKeys(env: NodeJS.ProcessEnv = process.env): KeyPair | undefined {
	const read = (name: string): string => env[name]?.trim() ?? '';
	// Taken in pairs: a key of one kind does not fit the secret of the other, and wrong signatures lock it.
	const pairs = [
		['HUAWEICLOUD_SDK_AK', 'HUAWEICLOUD_SDK_SK', 'HUAWEICLOUD_SDK_SECURITY_TOKEN'],
		['CLOUD_SDK_AK', 'CLOUD_SDK_SK', ''],
	] as const;
	for (const names of pairs) {
		const [accessKey, secretKey, securityToken] = names.map(read);
		if (accessKey && secretKey) {
			return { accessKey, secretKey, ...(securityToken ? { securityToken } : {}) };
		}
	}
	return undefined;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
