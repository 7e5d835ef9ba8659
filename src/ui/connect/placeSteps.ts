/** The steps that ask where: which cloud, region and addresses, and which services. */
import * as l10n from '@vscode/l10n';
import { CLOUDS, checkEndpoint, cloudOf, resolveEndpoints } from '../../cloud/endpoints';
import { SERVICES } from '../../migration/task';
import type { Draft } from './connectionFlow';
import type { Choice, Step } from './multiStep';

/** Asks for the cloud, its region or addresses, and the services; `after` comes next. */
export function cloudStep(draft: Draft, after: Step): Step {
	return async (flow) => {
		const choices = CLOUDS.map(
			({ id, name }): Choice<string> =>
				id === 'custom'
					? {
							label: l10n.t('Own endpoints'),
							detail: l10n.t('Enter the addresses of the services yourself.'),
							value: id,
						}
					: { label: name, value: id },
		);
		const cloud = await flow.pick({ prompt: l10n.t('Which cloud?'), choices, active: (id) => id === draft.cloud });
		if (cloud !== draft.cloud) {
			draft.cloud = cloud;
			draft.region = '';
			draft.endpoints = {};
		}
		return cloud === 'custom' ? endpointStep('dcs', draft, customRegionStep(draft, after)) : regionStep(draft, after);
	};
}

/** Not ids of regions, which hold no blanks. */
const OTHER_REGION = 'other region';
const OWN_ADDRESSES = 'own addresses';

function regionStep(draft: Draft, after: Step): Step {
	return async (flow) => {
		const cloud = cloudOf(draft.cloud);
		const choices: Choice<string>[] = (cloud?.regions ?? []).map(({ id, name }) => ({
			label: name,
			description: name === id ? '' : id,
			value: id,
		}));
		choices.push(
			{ label: l10n.t('Another region…'), value: OTHER_REGION },
			{ label: l10n.t('Other addresses…'), detail: cloud?.notes?.(draft.region) ?? '', value: OWN_ADDRESSES },
		);
		const picked = await flow.pick({ prompt: l10n.t('Which region?'), choices, active: (id) => id === draft.region });
		if (picked === OTHER_REGION) {
			return regionIdStep(draft, servicesStep(draft, after));
		}
		if (picked === OWN_ADDRESSES) {
			draft.region ||= cloud?.regions[0]?.id ?? '';
			return regionIdStep(draft, endpointStep('dcs', draft, servicesStep(draft, after)));
		}
		setRegion(draft, picked);
		return servicesStep(draft, after);
	};
}

/** Addresses belong to a region: those of another one must not stay. */
function setRegion(draft: Draft, region: string): void {
	if (region !== draft.region) {
		draft.endpoints = {};
	}
	draft.region = region;
}

function regionIdStep(draft: Draft, after: Step): Step {
	return async (flow) => {
		const region = await flow.text({
			prompt: l10n.t('The ID of the region'),
			value: draft.region,
			placeholder: 'eu-west-101',
			check: (id) =>
				/^[a-z0-9-]+$/i.test(id) ? undefined : l10n.t('A region ID has letters, digits and hyphens only.'),
		});
		setRegion(draft, region);
		return after;
	};
}

const ENDPOINT_PROMPTS: Readonly<Record<'dcs' | 'sms' | 'iam', () => string>> = {
	dcs: () => l10n.t('Address of DCS; leave it empty if you do not use it'),
	sms: () => l10n.t('Address of SMS; leave it empty if you do not use it'),
	iam: () => l10n.t('Address of IAM, to find projects and sign in with a password; may be left empty'),
};

function endpointStep(service: 'dcs' | 'sms' | 'iam', draft: Draft, after: Step): Step {
	return async (flow) => {
		const { [service]: own, ...others } = draft.endpoints;
		const preset = resolveEndpoints({ cloud: draft.cloud, region: draft.region })[service] ?? '';
		const address = await flow.text({
			prompt: ENDPOINT_PROMPTS[service](),
			value: own ?? preset,
			placeholder: `https://${service}.example.com`,
			check: (text) => {
				if (text !== '') {
					return checkEndpoint(text);
				}
				return service === 'sms' && resolveEndpoints(draft).dcs === undefined
					? l10n.t('Enter an address of DCS or of SMS.')
					: undefined;
			},
		});
		draft.endpoints = address === '' || address === preset ? others : { ...others, [service]: address };
		const next = service === 'dcs' ? 'sms' : service === 'sms' ? 'iam' : undefined;
		return next ? endpointStep(next, draft, after) : after;
	};
}

function customRegionStep(draft: Draft, after: Step): Step {
	return async (flow) => {
		draft.region = await flow.text({
			prompt: l10n.t('The ID of the region; may be left empty'),
			value: draft.region,
			check: (id) =>
				/^[A-Za-z0-9_-]*$/.test(id) ? undefined : l10n.t('A region ID has letters, digits and hyphens only.'),
		});
		return servicesStep(draft, after);
	};
}

/** Asked only where there is a choice. */
function servicesStep(draft: Draft, after: Step): Step {
	return async (flow) => {
		const endpoints = resolveEndpoints(draft);
		const possible = SERVICES.filter((service) => endpoints[service] !== undefined);
		if (possible.length < 2) {
			draft.services = possible;
			return after;
		}
		draft.services = await flow.pickMany({
			prompt: l10n.t('Which tasks do you want to see?'),
			choices: [
				{ label: l10n.t('Redis migrations (DCS)'), value: 'dcs', picked: draft.services.includes('dcs') },
				{ label: l10n.t('Server migrations (SMS)'), value: 'sms', picked: draft.services.includes('sms') },
			],
		});
		return after;
	};
}
