/** Adding, editing, removing connections and renewing their credentials. A connection is tried once before anything of it is stored. */
import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CloudError } from '../../cloud/errors';
import type { ConnectionManager } from '../../connections/connectionManager';
import type { ConnectionOpener } from '../../connections/connectionOpener';
import type { CredentialStore } from '../../connections/credentialStore';
import type { Project } from '../../connections/openConnection';
import { type ConnectionProfile, type Credential, readNewConnection } from '../../connections/profileSchema';
import type { ProfileStore } from '../../connections/profileStore';
import type { Logger } from '../../core/logger';
import type { Services } from '../../services';
import { type ConnectionProblem, toConnectionProblem } from '../../store/connectionProblem';
import { connectionIdOf } from '../taskRefs';
import { askConnection, askCredential } from './connectionFlow';
import { type Draft, draftOf, profileOf } from './draft';

export interface ConnectionCommandDeps {
	readonly profiles: ProfileStore;
	readonly credentials: CredentialStore;
	readonly connections: ConnectionManager;
	readonly opener: ConnectionOpener;
	readonly services: Services;
	readonly logger: Logger;
}

/** What came up while the user was asked. */
interface Asking {
	/** Why the credential was refused, when the projects were looked for: asking again would count against the key. */
	refusal: unknown;
}

export class ConnectionCommands {
	constructor(private readonly deps: ConnectionCommandDeps) {}

	/**
	 * Adds a connection. With an argument it asks nothing and resolves to the new connection's id; bare it asks, tries the connection, and resolves
	 * to the id or to undefined if the user gave up. Throws for an argument that cannot be used, naming fields, never values.
	 */
	async add(argument?: unknown): Promise<string | undefined> {
		if (argument !== undefined) {
			const { credential, ...place } = readNewConnection(argument, this.deps.services);
			return this.storeNew({ ...place, id: randomUUID(), credential: credential.kind }, credential);
		}
		const draft = draftOf(this.deps.services);
		for (;;) {
			const asking = await this.ask(l10n.t('Add Connection'), draft, undefined);
			if (!asking || !draft.credential) {
				return undefined;
			}
			const profile = profileOf(draft, randomUUID(), draft.credential.kind);
			const verdict = await this.tryOut(profile, draft.credential, asking);
			if (verdict === 'keep') {
				return this.storeNew(profile, draft.credential);
			}
			if (verdict === 'discard') {
				return undefined;
			}
		}
	}

	async edit(argument?: unknown): Promise<void> {
		const profile = await this.choose(argument, l10n.t('Which connection do you want to edit?'));
		if (!profile || this.refuseSession(profile)) {
			return;
		}
		const draft = draftOf(this.deps.services, profile);
		for (;;) {
			draft.credential = await this.credentialOf(profile);
			const asking = await this.ask(l10n.t('Edit Connection'), draft, profile.name);
			if (!asking) {
				return;
			}
			const edited = profileOf(draft, profile.id, profile.credential);
			const verdict = draft.credential ? await this.tryOut(edited, draft.credential, asking) : 'keep';
			if (verdict === 'keep') {
				await this.deps.profiles.save(edited);
				return;
			}
			if (verdict === 'discard') {
				return;
			}
		}
	}

	/** Renews the credential; also what "Sign in" does where this machine has none. */
	async updateCredential(argument?: unknown): Promise<void> {
		const profile = await this.choose(argument, l10n.t('Whose credential do you want to update?'));
		if (!profile || this.refuseSession(profile)) {
			return;
		}
		const draft = draftOf(this.deps.services, profile);
		for (;;) {
			if (
				!(await askCredential(l10n.t('Sign in to {0}', profile.name), draft, this.deps.services)) ||
				!draft.credential
			) {
				return;
			}
			const verdict = await this.tryOut(profile, draft.credential);
			if (verdict === 'keep') {
				await this.storeCredential(profile.id, draft.credential);
				if (draft.credential.kind !== profile.credential) {
					await this.deps.profiles.save({ ...profile, credential: draft.credential.kind });
				}
				return;
			}
			if (verdict === 'discard') {
				return;
			}
		}
	}

	async remove(argument?: unknown): Promise<void> {
		const profile = await this.choose(argument, l10n.t('Which connection do you want to remove?'));
		if (!profile) {
			return;
		}
		if (this.deps.profiles.isSession(profile.id)) {
			// It lives and goes with the sandbox; without it, the sandbox could not be opened again.
			await vscode.commands.executeCommand('migrationTasks.closeSandbox');
			return;
		}
		const remove = l10n.t('Remove');
		const choice = await vscode.window.showWarningMessage(
			l10n.t('Remove the connection “{0}”?', profile.name),
			{ modal: true, detail: l10n.t('Its credential is deleted from this machine too. Nothing changes in the cloud.') },
			remove,
		);
		if (choice === remove) {
			await this.deps.profiles.remove(profile.id);
			await this.deps.credentials.delete(profile.id);
		}
	}

	/** The connection meant by an argument; without one, the only one there is, or the one that the user picks. */
	private async choose(argument: unknown, prompt: string): Promise<ConnectionProfile | undefined> {
		const id = connectionIdOf(argument);
		const all = this.deps.connections.all();
		if (id !== undefined) {
			return all.find((profile) => profile.id === id);
		}
		if (all.length === 0) {
			void vscode.window.showInformationMessage(l10n.t('There is no connection yet.'));
			return undefined;
		}
		if (all.length === 1) {
			return all[0];
		}
		const picked = await vscode.window.showQuickPick(
			all.map((profile) => ({ label: profile.name, description: profile.region ?? '', profile })),
			{ placeHolder: prompt },
		);
		return picked?.profile;
	}

	private refuseSession(profile: ConnectionProfile): boolean {
		const session = this.deps.profiles.isSession(profile.id);
		if (session) {
			void vscode.window.showInformationMessage(
				l10n.t('“{0}” belongs to the sandbox and cannot be changed.', profile.name),
			);
		}
		return session;
	}

	/** Resolves to undefined if the user gave up. */
	private async ask(title: string, draft: Draft, ownName: string | undefined): Promise<Asking | undefined> {
		const asking: Asking = { refusal: undefined };
		const names = this.deps.connections
			.all()
			.map(({ name }) => name)
			.filter((name) => name !== ownName);
		const done = await askConnection(
			title,
			draft,
			{ services: this.deps.services, names, projects: (of, signal) => this.projects(of, asking, signal) },
			{ withCredential: ownName === undefined },
		);
		return done ? asking : undefined;
	}

	/** Best effort: where projects cannot be listed, the user enters the id. A refused credential is kept, to be told of. */
	private async projects(draft: Draft, asking: Asking, signal: AbortSignal): Promise<readonly Project[] | 'refused'> {
		asking.refusal = undefined;
		if (!draft.credential) {
			return [];
		}
		try {
			return await this.deps.opener.listProjects(draft, draft.credential, signal);
		} catch (error) {
			this.deps.logger.info(`projects could not be listed: ${error instanceof CloudError ? error.message : 'fault'}`);
			if (toConnectionProblem(error, draft.name).refused) {
				asking.refusal = error;
				return 'refused';
			}
			return [];
		}
	}

	private async credentialOf(profile: ConnectionProfile): Promise<Credential | undefined> {
		if (profile.credential === 'environment') {
			return { kind: 'environment' };
		}
		const stored = await this.deps.credentials.read(profile.id);
		return stored.state === 'present' ? stored.credential : undefined;
	}

	/** Asks each service for one task, once; not at all where the credential was refused already. On failure the user decides. */
	private async tryOut(
		profile: ConnectionProfile,
		credential: Credential,
		asking?: Asking,
	): Promise<'keep' | 'again' | 'discard'> {
		const failure = asking?.refusal
			? toConnectionProblem(asking.refusal, profile.name)
			: await this.probe(profile, credential);
		if (!failure) {
			return 'keep';
		}
		const again = l10n.t('Change…');
		const anyway = l10n.t('Save Anyway');
		const choice = await vscode.window.showErrorMessage(
			l10n.t('“{0}” was not saved.', profile.name),
			{ modal: true, detail: failure.text },
			again,
			anyway,
		);
		return choice === again ? 'again' : choice === anyway ? 'keep' : 'discard';
	}

	private async probe(profile: ConnectionProfile, credential: Credential): Promise<ConnectionProblem | undefined> {
		return vscode.window.withProgress(
			{
				location: vscode.ProgressLocation.Notification,
				title: l10n.t('Trying the connection “{0}”…', profile.name),
				cancellable: true,
			},
			async (_, token) => {
				try {
					const connection = await this.deps.opener.open(profile, credential);
					const cancel = token.onCancellationRequested(() => connection.close());
					try {
						// One after the other: a wrong key must not count several times against its lock.
						for (const source of connection.sources) {
							await source.probe(connection.signal);
						}
						return undefined;
					} finally {
						cancel.dispose();
						connection.close();
					}
				} catch (error) {
					if (!(error instanceof CloudError)) {
						this.deps.logger.error(error);
					}
					return toConnectionProblem(error, profile.name);
				}
			},
		);
	}

	/** The secret first: a profile that arrives before it would ask for a sign-in. */
	private async storeNew(profile: ConnectionProfile, credential: Credential): Promise<string> {
		await this.storeCredential(profile.id, credential);
		try {
			await this.deps.profiles.save(profile);
		} catch (error) {
			await this.deps.credentials.delete(profile.id);
			throw error;
		}
		return profile.id;
	}

	private async storeCredential(id: string, credential: Credential): Promise<void> {
		if (credential.kind === 'environment') {
			await this.deps.credentials.delete(id);
			return;
		}
		try {
			await this.deps.credentials.store(id, credential);
		} catch {
			throw new Error(
				l10n.t(
					'The credential could not be stored: the keyring of this machine refused it. Unlock or set up the keyring, or use environment variables, then try again.',
				),
			);
		}
	}
}
