/** Stores and deletes credentials, and talks with the user where the keyring does not do its part. */
import * as l10n from '@vscode/l10n';
import type { CredentialStore } from '../../connections/credentialStore';
import { KeyringError } from '../../connections/keyring';
import type { Credential } from '../../connections/profileSchema';
import { plainLine } from '../../core/plainText';
import { ask, showWarning } from '../messages';

/** What the keyring did, as a sentence. */
function keyringSentence(error: unknown): string {
	return error instanceof KeyringError && error.how === 'silent'
		? l10n.t(
				'The keyring of this machine does not answer. It may be waiting for its password in another window. Unlock it, then try again.',
			)
		: l10n.t('The keyring of this machine refused it. Unlock or set up the keyring, then try again.');
}

export class CredentialKeeper {
	constructor(private readonly credentials: CredentialStore) {}

	/** Stores without asking anybody. Throws an error for the user. */
	async store(id: string, credential: Credential): Promise<void> {
		if (credential.kind === 'environment') {
			return;
		}
		try {
			await this.credentials.store(id, credential);
		} catch (error) {
			// A keyring that answers later must not keep what nobody knows of.
			void this.credentials.delete(id);
			throw new Error(l10n.t('The credential could not be stored. {0}', keyringSentence(error)));
		}
	}

	/** Stores a credential that was entered; where the keyring fails, it can be kept for this session. Resolves to whether it is kept. */
	async storeOrAsk(id: string, name: string, credential: Credential): Promise<boolean> {
		if (credential.kind === 'environment') {
			return true;
		}
		for (;;) {
			try {
				await this.credentials.store(id, credential);
				return true;
			} catch (error) {
				const again = l10n.t('Try Again');
				const session = l10n.t('Use for This Session Only');
				const choice = await ask(
					l10n.t('The credential of “{0}” could not be stored.', plainLine(name)),
					{
						detail: l10n.t(
							'{0} It can be used for this session only: then it stays in the memory of this window until the window is closed or reloaded, and you are asked to sign in again after that.',
							keyringSentence(error),
						),
					},
					again,
					session,
				);
				if (choice === session) {
					this.credentials.keepForSession(id, credential);
					return true;
				}
				if (choice !== again) {
					return false;
				}
			}
		}
	}

	/** Deletes; says so where the keyring does not, which is then tried again by itself. */
	async delete(id: string, name: string): Promise<void> {
		if (!(await this.credentials.delete(id))) {
			void showWarning(
				l10n.t(
					'The credential of “{0}” is used no more, but the keyring of this machine has not deleted it yet. That is tried again the next time connections are opened. To be sure at once, unlock the keyring and reload the window.',
					plainLine(name),
				),
			);
		}
	}
}
