/** Profiles of other tools, as drafts of connections and in words. Loaded when somebody wants to take one over. */
import * as l10n from '@vscode/l10n';
import { type Finding, type FoundError, lastFour } from '../../connections/found/finding';
import type { NamedFinding } from '../../connections/found/sources';
import type { Format } from '../../migration/format';
import type { Services } from '../../services';
import { type Draft, draftOf, enteredOf } from './draft';
import type { Choice } from './multiStep';
import { possibleServices, regionName } from './placeSteps';

/** Names that every machine has: they tell nobody anything. */
const USUAL: ReadonlySet<string> = new Set(['basic', 'global', 'default', 'credentials.csv']);

/** The draft of a profile that was found. What its source does not say is left to be asked for. */
export function draftOfFinding(services: Services, finding: Finding): Draft {
	const { place, account, label, readAtUse } = finding;
	const credential = readAtUse ? ({ kind: 'environment' } as const) : finding.credential;
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
export function choiceOf(
	finding: NamedFinding,
	picked: boolean,
	format: Format,
): Choice<NamedFinding> & { readonly picked: boolean } {
	const { source, icon, label, where, place, also = [] } = finding;
	const four = lastFour(finding);
	const region = place.region === undefined ? '' : regionName(place.cloud ?? '', place.region);
	const elsewhere = also.length === 0 ? '' : l10n.t('also in {0}', also.join(', '));
	return {
		icon,
		label: `${source}: ${label}`,
		description: [region, four === '' ? '' : l10n.t('key …{0}', four)].filter(Boolean).join(' · '),
		detail: [where, elsewhere, stateOf(finding, format)].filter(Boolean).join(' · '),
		value: finding,
		picked,
	};
}

/** What is missing of a credential, or when it ends. */
function stateOf({ credential, needs, readAtUse, endsAt }: Finding, format: Format): string {
	switch (credential?.kind) {
		case undefined:
			return needs === 'password'
				? l10n.t('its password is asked for')
				: l10n.t('its keys are encrypted or missing, and are asked for');
		case 'aksk':
			if (readAtUse) {
				return l10n.t('read at each use, never stored');
			}
			if (endsAt !== undefined) {
				return l10n.t('temporary, ends {0}', format.dateTime(endsAt));
			}
			return credential.securityToken ? l10n.t('temporary, ends by itself') : '';
		default:
			return '';
	}
}

/** Why texts could not be taken, a sentence each; what is said of many profiles of a file is said once. */
export function foundErrorsText(problems: readonly FoundError[]): string {
	const first = new Map<string, FoundError>();
	for (const problem of problems) {
		const key = JSON.stringify([problem.where, problem.how]);
		const before = first.get(key);
		first.set(key, before ? Object.assign(problem, { label: '' }) : problem);
	}
	return [...first.values()].map(foundErrorText).join(' ');
}

function foundErrorText({ where: file, how, label }: FoundError): string {
	const where = label === '' ? file : l10n.t('{0} (“{1}”)', file, label);
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
			return l10n.t('{0} holds keys of more than 50 users. Leave those that you need in it, and try again.', where);
		case 'token':
			return l10n.t('{0} signs in with a token that soon ends. It was left out: take an access key.', where);
		case 'ended':
			return l10n.t('{0} holds a temporary key that has ended. Get a new one, and try again.', where);
		case 'noServer':
			return l10n.t(
				'No metadata service of the cloud answers at {0}. An agency can be used on a cloud server (ECS) alone.',
				where,
			);
		case 'noAgency':
			return l10n.t('This cloud server has no agency. Set one for it in the console, and try again.');
	}
}
