/** Adding, editing, removing connections and renewing their credentials. A connection is tried once before anything of it is stored. */
import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { StoredCredential } from '../../connections/credentialStore';
import {
	type ConnectionProfile,
	type Credential,
	readNewConnection,
	sameAccount,
} from '../../connections/profileSchema';
import { plainLine } from '../../core/plainText';
import { ask, showInfo, showWarning } from '../messages';
import { Adding } from './adding';
import { chooseConnection } from './chooseConnection';
import type { ConnectionCommandDeps } from './connectDeps';
import type { Entry } from './connectionFlow';
import { CredentialKeeper } from './credentialKeeper';
import { type Draft, draftOf } from './draft';
import { type Edited, Editing } from './editing';
import { Flow } from './multiStep';
import { tellingOfSettings } from './settingsProblem';
import { secretAgain, signInStep } from './signInSteps';
import { Trial } from './trial';

export class ConnectionCommands {
	private readonly keeper: CredentialKeeper;
	private readonly adding: Adding;

	constructor(private readonly deps: ConnectionCommandDeps) {
		this.keeper = new CredentialKeeper(deps.credentials);
		this.adding = new Adding(deps, this.keeper, (profile) => this.storeProfile(profile));
	}

	/**
	 * Adds a connection. With an argument it asks nothing and resolves to the new connection's id; bare it asks, tries the connection, and resolves
	 * to the id or to undefined if the user gave up. Throws for an argument that cannot be used, naming fields, never values.
	 */
	async add(argument?: unknown): Promise<string | undefined> {
		if (argument === undefined) {
			return tellingOfSettings(() => this.adding.start());
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

	private async editByHand(argument: unknown, begun?: Draft): Promise<void> {
		const profile = await this.choose(argument, l10n.t('Which connection do you want to edit?'));
		if (!profile || this.refuseSession(profile)) {
			return;
		}
		this.deps.profiles.checkWritable();
		const editing = new Editing(
			this.deps,
			(of) => this.credentialOf(of),
			(of, credential) => this.warningOf(of, credential),
		);
		const edited = await editing.run(profile, (draft) => this.editByHand(profile.id, draft), begun);
		if (!edited) {
			return;
		}
		const { credential } = edited;
		if (credential && !(await this.keeper.storeOrAsk(profile.id, profile.name, credential))) {
			return;
		}
		await this.storeEdited(profile, edited);
	}

	private async updateByHand(argument: unknown): Promise<void> {
		const profile = await this.choose(argument, l10n.t('Whose credential do you want to update?'));
		if (!profile || this.refuseSession(profile)) {
			return;
		}
		const draft = draftOf(this.deps.services, profile);
		const title = l10n.t('Sign in to {0}', plainLine(profile.name));
		const signIn = signInStep(draft, this.deps.services);
		const trial = new Trial(this.deps);
		for (let at: Entry = { first: signIn }; ; ) {
			if (!(await new Flow(title).run(at.first, at.earlier)) || !draft.credential) {
				return;
			}
			const warning = await this.warningOf(profile, draft.credential);
			const verdict = await trial.tryOut(profile, draft.credential, warning);
			if (verdict === 'keep') {
				await this.storeUpdated(profile, draft.credential);
			}
			if (verdict !== 'again') {
				return;
			}
			const wrongSecret = trial.failure?.error?.kind === 'signature' && draft.credential.kind === 'aksk';
			const { first, earlier } = wrongSecret ? secretAgain(draft) : { first: signIn, earlier: [] };
			at = { first, earlier: first === signIn ? [] : [signIn, ...earlier] };
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
	private async storeEdited(before: ConnectionProfile, { profile: edited, moved, credential }: Edited): Promise<void> {
		const { id, name } = before;
		const found = await this.deps.profiles.update(id, (now) => ({
			...(moved ? edited : now),
			id,
			name: edited.name === before.name ? now.name : edited.name,
			credential: credential?.kind ?? now.credential,
		}));
		if (!found || credential?.kind === 'environment') {
			await this.keeper.delete(id, name);
		}
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
