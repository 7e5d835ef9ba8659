/** Adding a connection by hand, or from what another tool keeps. It is tried once before anything of it is stored. */
import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { ConnectionProfile } from '../../connections/profileSchema';
import { plainLine } from '../../core/plainText';
import type { ConnectionCommandDeps } from './connectDeps';
import { type Entry, entryAfter, type FlowDeps, missingSteps, proposedName, stepsByHand } from './connectionFlow';
import type { CredentialKeeper } from './credentialKeeper';
import { type Draft, draftOf, profileOf } from './draft';
import { Flow } from './multiStep';
import { offerToContinue } from './settingsProblem';
import { type Elsewhere, startStep } from './startStep';
import { TakingOver } from './takingOver';
import { Trial } from './trial';

/** Where the questions begin, over what they ask with. */
type Begin = (deps: FlowDeps) => Entry;

export class Adding {
	private readonly takingOver: TakingOver;

	constructor(
		private readonly deps: ConnectionCommandDeps,
		private readonly keeper: CredentialKeeper,
		/** Stores a profile whose secret is stored already. */
		private readonly store: (profile: ConnectionProfile) => Promise<string>,
	) {
		this.takingOver = new TakingOver(deps, {
			byHand: (draft, recognised) => this.start(draft, recognised),
			add: (draft) => this.addFound(draft),
		});
	}

	/**
	 * Asks how to begin, and goes on from there. `recognised` is the place that a draft begins with, in words. Resolves to the new connection's id, of
	 * several the first; undefined where there is none.
	 */
	async start(draft = draftOf(this.deps.services), recognised?: string): Promise<string | undefined> {
		this.deps.profiles.checkWritable();
		let way: Elsewhere | undefined;
		const begin: Begin = (deps) => ({
			first: startStep(
				draft,
				(chosen) => {
					way = chosen;
				},
				() => stepsByHand(draft, deps),
				recognised,
			),
		});
		return this.add(draft, begin, () => way && this.takingOver.run(way));
	}

	/** Adds a profile that was found: asks for what its source does not say. Resolves as `start`. */
	private addFound(draft: Draft): Promise<string | undefined> {
		return this.add(draft, (deps) => ({ first: missingSteps(draft, deps) }));
	}

	/** Asks, tries and stores; after a failure from the field that has to be corrected. `instead`: what to do where the questions led elsewhere. */
	private async add(
		draft: Draft,
		begin: Begin,
		instead: () => Promise<string | undefined> | undefined = () => undefined,
	): Promise<string | undefined> {
		const trial = new Trial(this.deps);
		for (let from = begin; ; ) {
			const deps = this.flowDeps(trial);
			const { first, earlier } = from(deps);
			trial.begin();
			const through = await new Flow(titleOf(draft)).run(first, earlier);
			const other = through ? instead() : undefined;
			if (other) {
				return other;
			}
			if (!through || !draft.credential) {
				return this.givenUp(draft, from);
			}
			draft.name ||= proposedName(draft, deps.names);
			const profile = profileOf(draft, randomUUID(), draft.credential.kind);
			const verdict = await trial.tryOut(profile, draft.credential);
			if (verdict === 'keep') {
				const kept = await this.keeper.storeOrAsk(profile.id, profile.name, draft.credential);
				if (kept) {
					return this.store(profile);
				}
				// What the keyring may still take must not stay there.
				await this.deps.credentials.delete(profile.id);
			}
			const { failure } = trial;
			if (failure) {
				from = (own) => entryAfter(failure, draft, own);
			}
			if (verdict !== 'again') {
				return this.givenUp(draft, from);
			}
		}
	}

	/** What was entered is kept for whoever wants to go on, no longer than the message. */
	private givenUp(draft: Draft, from: Begin): undefined {
		const { accessKey, domain, secretKey, password } = draft.entered;
		if ([draft.name, draft.region, accessKey, domain, secretKey, password].some((text) => text !== '')) {
			const name = draft.name || proposedName(draft, []);
			offerToContinue(l10n.t('“{0}” was not added, and nothing of it was stored.', plainLine(name)), () =>
				this.add(draft, from),
			);
		}
		return undefined;
	}

	private flowDeps(trial: Trial): FlowDeps {
		return {
			services: this.deps.services,
			names: this.deps.connections.all().map(({ name }) => name),
			projects: (of, signal) => trial.projects(of, signal),
		};
	}
}

function titleOf({ label }: Draft): string {
	return label === undefined ? l10n.t('Add Connection') : l10n.t('Add Connection: {0}', plainLine(label));
}
