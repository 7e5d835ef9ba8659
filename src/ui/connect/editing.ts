/** Editing a connection: a menu of its fields, each asked for by itself. */
import * as l10n from '@vscode/l10n';
import { cloudOf } from '../../cloud/endpoints';
import type { StoredCredential } from '../../connections/credentialStore';
import type { ConnectionProfile } from '../../connections/profileSchema';
import { plainLine } from '../../core/plainText';
import type { Services } from '../../services';
import { resolveEndpoints } from '../../services/resolveEndpoints';
import type { ConnectionCommandDeps } from './connectDeps';
import { entryAfter, type FlowDeps, nameStep } from './connectionFlow';
import { type Draft, draftOf, enteredOf, movesTo, profileOf } from './draft';
import { type Choice, Flow, type FlowStep } from './multiStep';
import { addressSteps, possibleServices, regionName, servicesStep, whereStep } from './placeSteps';
import { enterpriseProjectStep, hasEnterpriseProjects, hasProjects, projectStep } from './projectSteps';
import { offerToContinue } from './settingsProblem';
import { signInChoices, signInStep } from './signInSteps';
import { Trial } from './trial';

/** What becomes of an edited connection. */
export interface Edited {
	readonly profile: ConnectionProfile;
	/** It leads elsewhere, or signs in anew. */
	readonly moved: boolean;
	/** Undefined where the credential stays as it is. */
	readonly credential: Draft['credential'];
}

interface Field {
	readonly id: string;
	readonly label: () => string;
	readonly value: (draft: Draft, services: Services) => string;
	readonly step: (draft: Draft, deps: FlowDeps) => FlowStep;
	readonly applies?: (draft: Draft, services: Services) => boolean;
}

const SAVE = 'save';

const FIELDS: readonly Field[] = [
	{
		id: 'name',
		label: () => l10n.t('Name'),
		value: ({ name }) => name,
		step: (draft, { names }) => nameStep(draft, names),
	},
	{
		id: 'where',
		label: () => l10n.t('Cloud and region'),
		value: ({ cloud, region }) =>
			cloud === 'custom'
				? [l10n.t('Own endpoints'), region].filter(Boolean).join(' · ')
				: `${cloudOf(cloud)?.name ?? cloud} · ${regionName(cloud, region)}`,
		step: (draft, deps) => whereStep(draft, deps.services, projectStep(draft, deps, { asking: false })),
	},
	{
		id: 'addresses',
		label: () => l10n.t('Addresses'),
		value: (draft, services) => Object.values(resolveEndpoints(draft, services)).join(', '),
		step: (draft, { services }) => addressSteps(draft, services),
	},
	{
		id: 'services',
		label: () => l10n.t('Services'),
		value: (draft, services) => draft.services.map((id) => services.get(id).label).join(', '),
		step: (draft, { services }) => servicesStep(draft, services),
		applies: (draft, services) => possibleServices(draft, services).length > 1,
	},
	{
		id: 'project',
		label: () => l10n.t('Project'),
		value: ({ projectId }) => projectId || l10n.t('found by itself'),
		step: (draft, deps) => projectStep(draft, deps, { asking: true }),
		applies: hasProjects,
	},
	{
		id: 'enterpriseProject',
		label: () => l10n.t('Enterprise project'),
		value: ({ enterpriseProjectId }) => enterpriseProjectId || l10n.t('all projects'),
		step: (draft) => enterpriseProjectStep(draft),
		applies: hasEnterpriseProjects,
	},
	{
		id: 'credential',
		label: () => l10n.t('Sign-in'),
		value: (draft) => signInChoices(draft).find(({ value }) => value === draft.entered.kind)?.label ?? '',
		step: (draft, { services }) => signInStep(draft, services),
	},
];

export class Editing {
	constructor(
		private readonly deps: ConnectionCommandDeps,
		private readonly read: (profile: ConnectionProfile) => Promise<StoredCredential>,
		/** What storing a credential that does not work would do. */
		private readonly warning: (
			profile: ConnectionProfile,
			credential: NonNullable<Draft['credential']>,
		) => Promise<string>,
	) {}

	/** Asks until the user saves something that works, or wants it as it is. `again` is what "Continue…" does with a draft that was left. */
	async run(
		profile: ConnectionProfile,
		again: (begun: Draft) => Promise<unknown>,
		begun?: Draft,
	): Promise<Edited | undefined> {
		const stored = await this.read(profile);
		const before = draftOf(this.deps.services, profile);
		const draft = begun ?? withSignIn(before, profile, stored);
		const credentialBefore = stored.state === 'present' ? stored.credential : undefined;
		const trial = new Trial(this.deps);
		const deps = this.flowDeps(profile, trial);
		const title = this.deps.connections.isForSession(profile.id)
			? l10n.t('Edit Connection (signed in for this session only)')
			: l10n.t('Edit Connection');
		for (let at = SAVE; ; ) {
			const isNew = draft.credential !== undefined && !same(draft.credential, credentialBefore);
			const changed = isNew || !same(placeOf(draft), placeOf(before));
			const picked = await this.pickField(title, draft, changed ? SAVE : at === SAVE ? 'name' : at, changed);
			if (picked === undefined) {
				if (changed) {
					offerToContinue(l10n.t('“{0}” was not changed.', plainLine(profile.name)), () => again(draft));
				}
				return undefined;
			}
			if (picked !== SAVE) {
				at = picked;
				const field = FIELDS.find(({ id }) => id === picked);
				await this.askOver(title, draft, trial, (own) => ({ first: field?.step(own, deps) }));
				if (!trial.wasRefused) {
					continue;
				}
			}
			const edited = profileOf(
				draft,
				profile.id,
				isNew && draft.credential ? draft.credential.kind : profile.credential,
			);
			const moved = isNew || trial.wasRefused || movesTo(profile, edited);
			if (!changed && !moved) {
				return undefined;
			}
			// A name needs no cloud.
			const warning = isNew && draft.credential ? await this.warning(profile, draft.credential) : '';
			const verdict = draft.credential && moved ? await trial.tryOut(edited, draft.credential, warning) : 'keep';
			if (verdict === 'keep') {
				return { profile: edited, moved, credential: isNew ? draft.credential : undefined };
			}
			if (verdict === 'again') {
				await this.askOver(title, draft, trial, (own) => entryAfter(trial.failure, own, deps));
			}
			trial.begin();
		}
	}

	private async pickField(title: string, draft: Draft, at: string, changed: boolean): Promise<string | undefined> {
		const { services } = this.deps;
		let picked: string | undefined;
		const choices: Choice<string>[] = [
			...FIELDS.filter(({ applies }) => applies?.(draft, services) ?? true).map(({ id, label, value }) => ({
				label: label(),
				description: value(draft, services),
				value: id,
			})),
			{
				icon: 'check',
				label: l10n.t('Save'),
				detail: changed
					? l10n.t('The connection is tried before it is saved, unless only its name is another.')
					: l10n.t('Nothing was changed yet.'),
				value: SAVE,
			},
		];
		await new Flow(title).run(async (flow) => {
			picked = await flow.pick({
				prompt: l10n.t('What do you want to change?'),
				choices,
				active: (value) => value === at,
			});
			return undefined;
		});
		return picked;
	}

	/** Asks over a copy, which counts once it was gone through: whoever leaves a field leaves it as it was. */
	private async askOver(
		title: string,
		draft: Draft,
		trial: Trial,
		steps: (own: Draft) => { readonly first: FlowStep | undefined; readonly earlier?: readonly FlowStep[] },
	): Promise<void> {
		const own: Draft = { ...draft, entered: { ...draft.entered } };
		const { first, earlier } = steps(own);
		trial.begin();
		if (first && (await new Flow(title, { back: true }).run(first, earlier))) {
			Object.assign(draft, own);
		}
	}

	private flowDeps(profile: ConnectionProfile, trial: Trial): FlowDeps {
		const others = this.deps.connections.all().filter(({ id }) => id !== profile.id);
		return {
			services: this.deps.services,
			names: others.map(({ name }) => name),
			projects: (of, signal) => trial.projects(of, signal),
		};
	}
}

/** What is stored of a draft, but for its secret. */
function placeOf({ name, cloud, region, endpoints, services, projectId, enterpriseProjectId }: Draft): unknown {
	return [name, cloud, region, Object.entries(endpoints).sort(), [...services].sort(), projectId, enterpriseProjectId];
}

function withSignIn(before: Draft, profile: ConnectionProfile, stored: StoredCredential): Draft {
	const credential = stored.state === 'present' ? stored.credential : undefined;
	// Of a secret that is stored nothing comes into a box.
	const { kind, accessKey, domain, user } = enteredOf(credential);
	return {
		...before,
		credential,
		entered: { ...enteredOf(), kind: kind ?? profile.credential, accessKey, domain, user },
	};
}

function same(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
