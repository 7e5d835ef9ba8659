/** The connections' secrets: one SecretStorage key a connection. Nothing here ever puts one into a message. */

import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { KeyPair } from '../cloud/sign';
import { type Credential, CredentialSchema } from './profileSchema';

const PREFIX = 'migrationTasks.credential.';

/** `missing`: nothing is stored here. `unreadable`: the keyring failed, or what it holds is no credential; it is not deleted for that. */
export type StoredCredential =
	| { readonly state: 'present'; readonly credential: Credential }
	| { readonly state: 'missing' }
	| { readonly state: 'unreadable'; readonly reason: string };

export class CredentialStore {
	private readonly session = new Map<string, Credential>();

	constructor(private readonly secrets: vscode.SecretStorage) {}

	/** Calls back with the id of a connection whose secret changed, in this window or another. */
	onDidChange(listener: (id: string) => void): vscode.Disposable {
		return this.secrets.onDidChange(({ key }) => {
			if (key.startsWith(PREFIX)) {
				listener(key.slice(PREFIX.length));
			}
		});
	}

	async read(id: string): Promise<StoredCredential> {
		const own = this.session.get(id);
		if (own) {
			return { state: 'present', credential: own };
		}
		let stored: string | undefined;
		try {
			stored = await this.secrets.get(PREFIX + id);
		} catch (error) {
			return { state: 'unreadable', reason: error instanceof Error ? error.name : 'unknown' };
		}
		if (stored === undefined || stored === '') {
			return { state: 'missing' };
		}
		const read = v.safeParse(CredentialSchema, parse(stored));
		return read.success
			? { state: 'present', credential: read.output }
			: { state: 'unreadable', reason: 'not a credential' };
	}

	/** Stores a credential. Throws if the keyring refuses. */
	async store(id: string, credential: Credential): Promise<void> {
		await this.secrets.store(PREFIX + id, JSON.stringify(credential));
	}

	async delete(id: string): Promise<void> {
		this.session.delete(id);
		await this.secrets.delete(PREFIX + id);
	}

	/** Keeps a credential in memory for this session alone (the sandbox's). */
	keepForSession(id: string, credential: Credential): void {
		this.session.set(id, credential);
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
