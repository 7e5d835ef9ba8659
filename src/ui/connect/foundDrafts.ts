/** Profiles of other tools, as drafts of connections and in words. Loaded when somebody wants to take one over. */
import * as l10n from '@vscode/l10n';
import { type Finding, type FoundError, lastFour } from '../../connections/found/finding';
import type { NamedFinding } from '../../connections/found/sources';
import type { Services } from '../../services';
import { type Draft, draftOf, enteredOf } from './draft';
import type { Choice } from './multiStep';
import { possibleServices, regionName } from './placeSteps';

/** Names that every machine has: they tell nobody anything. */
const USUAL: ReadonlySet<string> = new Set(['basic', 'global', 'default', 'credentials.csv']);

/** The draft of a profile that was found. What its source does not say is left to be asked for. */
export function draftOfFinding(services: Services, { place, credential, account, label }: Finding): Draft {
	// A region alone says nothing: hosts are made of its cloud too.
	const known = place.cloud !== undefined;
	const draft: Draft = {
		...draftOf(services),
		cloud: place.cloud ?? 'huawei',
		region: (known && place.region) || '',
		projectId: place.projectId ?? '',
		enterpriseProjectId: place.enterpriseProjectId ?? '',
		endpoints: place.endpoints ?? {},
		credential,
		entered: { ...enteredOf(credential), ...(account ? { kind: 'password' as const, ...account } : {}) },
		projectName: place.projectName,
		label: /^[\w.@-]{1,40}$/.test(label) && !USUAL.has(label) ? label : undefined,
	};
	const possible = possibleServices(draft, services);
	return possible.length === 0 ? draft : { ...draft, services: possible };
}

/** A row of the list of what was found. Of a key it shows the last four characters, of a secret nothing. */
export function choiceOf(finding: NamedFinding, picked: boolean): Choice<NamedFinding> & { readonly picked: boolean } {
	const { source, label, where, place, needs } = finding;
	const four = lastFour(finding);
	const region = place.region === undefined ? '' : regionName(place.cloud ?? '', place.region);
	const missing = {
		keys: l10n.t('its keys are asked for'),
		password: l10n.t('its password is asked for'),
	};
	return {
		label: `${source}: ${label}`,
		description: [region, four === '' ? '' : l10n.t('key …{0}', four)].filter(Boolean).join(' · '),
		detail: [where, needs ? missing[needs] : ''].filter(Boolean).join(' · '),
		value: finding,
		picked,
	};
}

/** Why a text could not be taken, as a sentence. */
export function foundErrorText({ where, how }: FoundError): string {
	switch (how) {
		case 'large':
			return l10n.t('{0} is larger than 1 MB and was not read.', where);
		case 'unreadable':
			return l10n.t('{0} could not be read. Check its rights.', where);
		case 'odd':
			return l10n.t(
				'{0} holds no key that can be used: it is empty, of another kind, or has placeholders in place of values.',
				where,
			);
		case 'aws':
			return l10n.t('{0} holds a key of AWS, which does not work here. Take the one of your cloud.', where);
		case 'several':
			return l10n.t('{0} holds keys of several users. Leave the one that you need in it, and try again.', where);
	}
}
