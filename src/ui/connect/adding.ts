/** Adding a connection by hand, or from what another tool keeps. It is tried once before anything of it is stored. */
import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { placeOfAddress } from '../../cloud/recognise';
import type { Machine } from '../../connections/found/machine';
import type { NamedFinding } from '../../connections/found/sources';
import type { ConnectionProfile } from '../../connections/profileSchema';
import { plainLine } from '../../core/plainText';
import { showInfo, showWarning } from '../messages';
import { askWhichFile } from '../quickPicks';
import type { ConnectionCommandDeps } from './connectDeps';
import { type Entry, entryAfter, type FlowDeps, missingSteps, proposedName, stepsByHand } from './connectionFlow';
import type { CredentialKeeper } from './credentialKeeper';
import { type Draft, draftOf, profileOf } from './draft';
import { choiceOf, draftOfFinding, foundErrorText } from './foundDrafts';
import { Flow } from './multiStep';
import { offerToContinue } from './settingsProblem';
import { type Elsewhere, startStep } from './startStep';
import { Trial } from './trial';

/** Where the questions begin, over what they ask with. */
type Begin = (deps: FlowDeps) => Entry;

export class Adding {
	constructor(
		private readonly deps: ConnectionCommandDeps,
		private readonly keeper: CredentialKeeper,
		/** Stores a profile whose secret is stored already. */
		private readonly store: (profile: ConnectionProfile) => Promise<string>,
	) {}

	/** Asks how to begin, and goes on from there. Resolves to the new connection's id, of several the first; undefined where there is none. */
	async start(draft = draftOf(this.deps.services)): Promise<string | undefined> {
		this.deps.profiles.checkWritable();
		let way: Elsewhere | undefined;
		const begin: Begin = (deps) => ({
			first: startStep(
				draft,
				(chosen) => {
					way = chosen;
				},
				() => stepsByHand(draft, deps),
			),
		});
		return this.add(draft, begin, () => way && this.takeOver(way));
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

	private async takeOver(way: Elsewhere): Promise<string | undefined> {
		const { FoundError, lookOnMachine, readFound, shortPath, thisMachine } = await import(
			'../../connections/found/sources'
		);
		const machine: Machine = this.deps.machine ?? thisMachine();
		try {
			if (way === 'look') {
				const { findings, problems } = await lookOnMachine(machine);
				for (const problem of problems) {
					void showWarning(foundErrorText(problem));
				}
				if (findings.length > 0) {
					return await this.addFound(findings);
				}
				void showInfo(
					l10n.t(
						'No profile was found on this machine. Looked at: ~/.huaweicloud/credentials, clouds.yaml, environment variables, ~/.hcloud/config.json.',
					),
				);
				return await this.start();
			}
			if (way === 'paste') {
				const text = await vscode.env.clipboard.readText();
				const place = placeOfAddress(text);
				return place
					? await this.start(this.draftAt(place))
					: await this.addFound(await readFound(text, l10n.t('The clipboard')));
			}
			const file = await askWhichFile(l10n.t('Take Over'));
			const text = file && (await machine.read(file.fsPath));
			return text === undefined || !file
				? undefined
				: await this.addFound(await readFound(text, shortPath(file.fsPath, machine.home)));
		} catch (error) {
			if (!(error instanceof FoundError)) {
				throw error;
			}
			void showWarning(foundErrorText(error));
			return this.start();
		}
	}

	/** A draft that begins with what an address says. */
	private draftAt(place: NonNullable<ReturnType<typeof placeOfAddress>>): Draft {
		const { services } = this.deps;
		const { cloud, region, service = '', address } = place;
		const known = address !== undefined && [...services.ids(), 'iam'].some((id) => id === service);
		return {
			...draftOfFinding(services, {
				where: '',
				label: '',
				place: { cloud, ...(region ? { region } : {}) },
				credential: undefined,
			}),
			...(known ? { endpoints: { [service]: address } } : {}),
		};
	}

	/** Adds those of the found profiles that the user wants, one after the other. One that fails does not keep the others from being added. */
	private async addFound(findings: readonly NamedFinding[]): Promise<string | undefined> {
		let wanted: readonly NamedFinding[] = [];
		const through = await new Flow(l10n.t('Add Connection')).run(async (flow) => {
			wanted = await flow.pickMany({
				prompt: l10n.t('Which profiles do you want to take over? Their files stay as they are'),
				choices: findings.map((finding) => choiceOf(finding, findings.length === 1)),
			});
			return undefined;
		});
		const ids: string[] = [];
		for (const finding of through ? wanted : []) {
			const draft = draftOfFinding(this.deps.services, finding);
			const id = await this.add(draft, (deps) => ({ first: missingSteps(draft, deps) }));
			if (id !== undefined) {
				ids.push(id);
			}
		}
		if (wanted.length > 1) {
			void showInfo(l10n.t('{0} of {1} profiles were added as connections.', ids.length, wanted.length));
		}
		return ids[0];
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
