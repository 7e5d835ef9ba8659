/** Adding, editing, removing connections and renewing their credentials. A connection is tried once before anything of it is stored. */
import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { ConnectionOpener } from '../../connections/connectionOpener';
import type { CredentialStore, StoredCredential } from '../../connections/credentialStore';
import {
	type ConnectionProfile,
	type Credential,
	readNewConnection,
	sameAccount,
} from '../../connections/profileSchema';
import type { ProfileStore } from '../../connections/profileStore';
import type { Logger } from '../../core/logger';
import { plainLine } from '../../core/plainText';
import type { Format } from '../../migration/format';
import type { Services } from '../../services';
import { ask, showInfo, showWarning } from '../messages';
import { chooseConnection } from './chooseConnection';
import { askConnection, askCredential } from './connectionFlow';
import { CredentialKeeper } from './credentialKeeper';
import { type Draft, draftOf, movesTo, profileOf } from './draft';
import { tellingOfSettings } from './settingsProblem';
import { Trial } from './trial';

export interface ConnectionCommandDeps {
	readonly profiles: ProfileStore;
	readonly credentials: CredentialStore;
	readonly connections: ConnectionManager;
	readonly opener: ConnectionOpener;
	readonly services: Services;
	readonly format: Format;
	readonly logger: Logger;
}

export class ConnectionCommands {
	private readonly keeper: CredentialKeeper;

	constructor(private readonly deps: ConnectionCommandDeps) {
		this.keeper = new CredentialKeeper(deps.credentials);
	}

	/**
	 * Adds a connection. With an argument it asks nothing and resolves to the new connection's id; bare it asks, tries the connection, and resolves
	 * to the id or to undefined if the user gave up. Throws for an argument that cannot be used, naming fields, never values.
	 */
	async add(argument?: unknown): Promise<string | undefined> {
		if (argument === undefined) {
			return tellingOfSettings(() => this.addByHand());
		}
		const { credential, ...place } = readNewConnection(argument, this.deps.services);
		this.deps.profiles.checkWritable();
		const profile = { ...place, id: randomUUID(), credential: credential.kind };
		// The secret first: a profile without one would ask for a sign-in; a secret without a profile is cleared away.
		await this.keeper.store(profile.id, credential);
		return this.storeProfile(profile);
	}

	async edit(argument?: unknown): Promise<void> {
		await tellingOfSettings(() => this.editByHand(argument));
	}

	/** Renews the credential; also what "Sign in" does where this machine has none. */
	async updateCredential(argument?: unknown): Promise<void> {
		await tellingOfSettings(() => this.updateByHand(argument));
	}

	async remove(argument?: unknown): Promise<void> {
		await tellingOfSettings(() => this.removeByHand(argument));
	}

	private async addByHand(draft = draftOf(this.deps.services)): Promise<string | undefined> {
		this.deps.profiles.checkWritable();
		const givenUp = (): undefined => {
			if (draft.name !== '') {
				offerToContinue(l10n.t('“{0}” was not added, and nothing of it was stored.', plainLine(draft.name)), () =>
					this.addByHand(draft),
				);
			}
		};
		for (let narrowing = false; ; ) {
			const trial = new Trial(this.deps);
			if (!(await this.ask(draft, trial, { editing: undefined, narrowing })) || !draft.credential) {
				return givenUp();
			}
			const profile = profileOf(draft, randomUUID(), draft.credential.kind);
			const verdict = await trial.tryOut(profile, draft.credential);
			if (verdict === 'keep') {
				const kept = await this.keeper.storeOrAsk(profile.id, profile.name, draft.credential);
				if (kept) {
					return this.storeProfile(profile);
				}
				// What the keyring may still take must not stay there.
				await this.deps.credentials.delete(profile.id);
			}
			if (verdict !== 'again') {
				return givenUp();
			}
			narrowing = trial.lacksPermission;
		}
	}

	private async editByHand(argument: unknown, begun?: Draft): Promise<void> {
		const profile = await this.choose(argument, l10n.t('Which connection do you want to edit?'));
		if (!profile || this.refuseSession(profile)) {
			return;
		}
		this.deps.profiles.checkWritable();
		const before = draftOf(this.deps.services, profile);
		const draft = begun ?? { ...before };
		const givenUp = (): void => {
			if (JSON.stringify({ ...draft, credential: undefined }) !== JSON.stringify(before)) {
				offerToContinue(l10n.t('“{0}” was not changed.', plainLine(profile.name)), () =>
					this.editByHand(profile.id, draft),
				);
			}
		};
		for (;;) {
			const stored = await this.credentialOf(profile);
			draft.credential = stored.state === 'present' ? stored.credential : undefined;
			const trial = new Trial(this.deps);
			if (!(await this.ask(draft, trial, { editing: profile, narrowing: true }))) {
				return givenUp();
			}
			const edited = profileOf(draft, profile.id, profile.credential);
			const moved = movesTo(profile, edited);
			// A name needs no cloud.
			const tried = moved || trial.wasRefused;
			const verdict = draft.credential && tried ? await trial.tryOut(edited, draft.credential) : 'keep';
			if (verdict === 'keep') {
				return this.storeEdited(profile, edited, moved);
			}
			if (verdict === 'discard') {
				return givenUp();
			}
		}
	}

	private async updateByHand(argument: unknown): Promise<void> {
		const profile = await this.choose(argument, l10n.t('Whose credential do you want to update?'));
		if (!profile || this.refuseSession(profile)) {
			return;
		}
		const draft = draftOf(this.deps.services, profile);
		for (;;) {
			const title = l10n.t('Sign in to {0}', plainLine(profile.name));
			if (!(await askCredential(title, draft, this.deps.services)) || !draft.credential) {
				return;
			}
			const warning = await this.warningOf(profile, draft.credential);
			const verdict = await new Trial(this.deps).tryOut(profile, draft.credential, warning);
			if (verdict === 'keep') {
				await this.storeUpdated(profile, draft.credential);
			}
			if (verdict !== 'again') {
				return;
			}
		}
	}

	private async removeByHand(argument: unknown): Promise<void> {
		const profile = await this.choose(argument, l10n.t('Which connection do you want to remove?'));
		if (!profile) {
			return;
		}
		if (this.deps.profiles.isSession(profile.id)) {
			// It lives and goes with the sandbox; without it, the sandbox could not be opened again.
			await vscode.commands.executeCommand('migrationTasks.closeSandbox');
			return;
		}
		this.deps.profiles.checkWritable();
		const remove = l10n.t('Remove');
		const choice = await ask(
			l10n.t('Remove the connection “{0}”?', plainLine(profile.name)),
			{ detail: l10n.t('Its credential is deleted from this machine too. Nothing changes in the cloud.') },
			remove,
		);
		if (choice === remove) {
			// The profile first: if it stayed without its secret, it would ask for a sign-in. A secret alone is cleared away.
			await this.deps.profiles.remove(profile.id);
			await this.keeper.delete(profile.id, profile.name);
		}
	}

	private choose(argument: unknown, prompt: string): Promise<ConnectionProfile | undefined> {
		return chooseConnection(this.deps.connections, argument, prompt);
	}

	private refuseSession(profile: ConnectionProfile): boolean {
		const session = this.deps.profiles.isSession(profile.id);
		if (session) {
			void showInfo(l10n.t('“{0}” belongs to the sandbox and cannot be changed.', plainLine(profile.name)));
		}
		return session;
	}

	/** Resolves to whether the user went through. `narrowing`: the enterprise project is asked for too. */
	private ask(
		draft: Draft,
		trial: Trial,
		{ editing, narrowing }: { readonly editing: ConnectionProfile | undefined; readonly narrowing: boolean },
	): Promise<boolean> {
		const names = this.deps.connections
			.all()
			.map(({ name }) => name)
			.filter((name) => name !== editing?.name);
		const title = !editing
			? l10n.t('Add Connection')
			: this.deps.connections.isForSession(editing.id)
				? l10n.t('Edit Connection (signed in for this session only)')
				: l10n.t('Edit Connection');
		return askConnection(
			title,
			draft,
			{ services: this.deps.services, names, projects: (of, signal) => trial.projects(of, signal) },
			{ editing: editing !== undefined, narrowing },
		);
	}

	private async credentialOf(profile: ConnectionProfile): Promise<StoredCredential> {
		return profile.credential === 'environment'
			? { state: 'present', credential: { kind: 'environment' } }
			: this.deps.credentials.read(profile.id);
	}

	/** What storing a credential that does not work would do to what is shown. */
	private async warningOf(profile: ConnectionProfile, credential: Credential): Promise<string> {
		const stored = await this.credentialOf(profile);
		return stored.state === 'present' && !sameAccount(stored.credential, credential)
			? l10n.t(
					'If you save it, the tasks of the connection disappear until they can be read with it: they may be those of another account.',
				)
			: '';
	}

	private async storeProfile(profile: ConnectionProfile): Promise<string> {
		try {
			await this.deps.profiles.add(profile);
		} catch (error) {
			await this.deps.credentials.delete(profile.id);
			throw error;
		}
		return profile.id;
	}

	/** Changes what the user changed; what came from elsewhere meanwhile stays. */
	private async storeEdited(before: ConnectionProfile, edited: ConnectionProfile, moved: boolean): Promise<void> {
		const { id } = before;
		const found = await this.deps.profiles.update(id, (now) => ({
			...(moved ? edited : now),
			id,
			name: edited.name === before.name ? now.name : edited.name,
			credential: now.credential,
		}));
		if (!found) {
			this.tellRemoved(before);
		}
	}

	private async storeUpdated({ id, name, ...before }: ConnectionProfile, credential: Credential): Promise<void> {
		const { profiles } = this.deps;
		if (!profiles.get(id)) {
			return this.tellRemoved({ id, name, ...before });
		}
		if (!(await this.keeper.storeOrAsk(id, name, credential))) {
			return;
		}
		const { kind } = credential;
		const found = await profiles.update(id, (now) => ({ ...now, credential: kind }));
		if (!found || kind === 'environment') {
			await this.keeper.delete(id, name);
		}
		if (!found) {
			this.tellRemoved({ id, name, ...before });
		}
	}

	private tellRemoved({ name }: ConnectionProfile): void {
		void showWarning(
			l10n.t('“{0}” was removed meanwhile, so nothing was saved. Add it again if you still need it.', plainLine(name)),
		);
	}
}

/** Says that a command ended without a result, and begins anew with what was entered where the user wants that. It is kept no longer than the message. */
function offerToContinue(message: string, again: () => Promise<unknown>): void {
	const resume = l10n.t('Continue…');
	void showInfo(message, resume).then((choice) => {
		if (choice === resume) {
			return tellingOfSettings(again);
		}
		return undefined;
	});
}
