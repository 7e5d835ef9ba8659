/** The steps that ask where: which cloud, region and addresses, and which services. */
import * as l10n from '@vscode/l10n';
import { CLOUDS, checkEndpoint, cloudOf } from '../../cloud/endpoints';
import type { Services } from '../../services';
import { addressNotes, resolveEndpoints } from '../../services/resolveEndpoints';
import type { Draft } from './draft';
import type { Choice, FlowStep } from './multiStep';

/** Asks for the cloud, its region or addresses, and the services; `after` comes next. */
export function cloudStep(draft: Draft, services: Services, after: FlowStep): FlowStep {
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
			draft.projectId = '';
		}
		return cloud === 'custom'
			? endpointSteps(draft, services, customRegionStep(draft, services, after))
			: regionStep(draft, services, after);
	};
}

/** Not ids of regions, which hold no blanks. */
const OTHER_REGION = 'other region';
const OWN_ADDRESSES = 'own addresses';

function regionStep(draft: Draft, services: Services, after: FlowStep): FlowStep {
	return async (flow) => {
		const cloud = cloudOf(draft.cloud);
		const choices: Choice<string>[] = (cloud?.regions ?? []).map(({ id, name }) => ({
			label: name,
			description: name === id ? '' : id,
			value: id,
		}));
		choices.push(
			{ label: l10n.t('Another region…'), value: OTHER_REGION },
			{ label: l10n.t('Other addresses…'), detail: addressNotes(draft.cloud, services), value: OWN_ADDRESSES },
		);
		const picked = await flow.pick({ prompt: l10n.t('Which region?'), choices, active: (id) => id === draft.region });
		if (picked === OTHER_REGION) {
			return regionIdStep(draft, servicesStep(draft, services, after));
		}
		if (picked === OWN_ADDRESSES) {
			draft.region ||= cloud?.regions[0]?.id ?? '';
			return regionIdStep(draft, endpointSteps(draft, services, servicesStep(draft, services, after)));
		}
		setRegion(draft, picked);
		return servicesStep(draft, services, after);
	};
}

/** Addresses and projects belong to a region: those of another one must not stay. */
function setRegion(draft: Draft, region: string): void {
	if (region !== draft.region) {
		draft.endpoints = {};
		draft.projectId = '';
	}
	draft.region = region;
}

function regionIdStep(draft: Draft, after: FlowStep): FlowStep {
	return async (flow) => {
		const region = await flow.text({
			prompt: l10n.t('The ID of the region'),
			value: draft.region,
			placeholder: 'eu-west-101',
			check: (id) =>
				/^[a-z0-9-]{1,64}$/i.test(id) ? undefined : l10n.t('A region ID has letters, digits and hyphens only.'),
		});
		setRegion(draft, region);
		return after;
	};
}

/** Asks for the address of each service, and of IAM at the end. */
function endpointSteps(draft: Draft, services: Services, after: FlowStep): FlowStep {
	const iam = endpointStep(draft, services, {
		id: 'iam',
		prompt: l10n.t('Address of IAM, to find projects and sign in with a password; may be left empty'),
		last: false,
		after,
	});
	return services.all.reduceRight<FlowStep>(
		(next, { id, label }, index) =>
			endpointStep(draft, services, {
				id,
				prompt: l10n.t('Address of {0}; leave it empty if you do not use it', label),
				last: index === services.all.length - 1,
				after: next,
			}),
		iam,
	);
}

function endpointStep(
	draft: Draft,
	services: Services,
	/** `last`: here at the latest an address of a service is needed. */
	{
		id,
		prompt,
		last,
		after,
	}: { readonly id: string; readonly prompt: string; readonly last: boolean; readonly after: FlowStep },
): FlowStep {
	return async (flow) => {
		const { [id]: own, ...others } = draft.endpoints;
		const preset = resolveEndpoints({ cloud: draft.cloud, region: draft.region }, services)[id] ?? '';
		const entered = await flow.text({
			prompt,
			value: own ?? preset,
			placeholder: `https://${id}.example.com`,
			check: (text) => {
				if (text !== '') {
					return checkEndpoint(withScheme(text));
				}
				const known = resolveEndpoints({ ...draft, endpoints: others }, services);
				return last && !services.ids().some((service) => service !== id && known[service] !== undefined)
					? l10n.t('Enter an address of {0}.', oneOf(services))
					: undefined;
			},
		});
		const address = withScheme(entered);
		draft.endpoints = address === '' || address === preset ? others : { ...others, [id]: address };
		return after;
	};
}

/** A bare host is meant as https. */
function withScheme(text: string): string {
	return /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/.*)?$/i.test(text) ? `https://${text}` : text;
}

function customRegionStep(draft: Draft, services: Services, after: FlowStep): FlowStep {
	return async (flow) => {
		draft.region = await flow.text({
			prompt: l10n.t('The ID of the region; may be left empty'),
			value: draft.region,
			check: (id) =>
				/^[A-Za-z0-9_-]{0,64}$/.test(id) ? undefined : l10n.t('A region ID has letters, digits and hyphens only.'),
		});
		return servicesStep(draft, services, after);
	};
}

/** Asked only where there is a choice. */
function servicesStep(draft: Draft, services: Services, after: FlowStep): FlowStep {
	return async (flow) => {
		const endpoints = resolveEndpoints(draft, services);
		const possible = services.all.filter(({ id }) => endpoints[id] !== undefined);
		if (possible.length < 2) {
			draft.services = possible.map(({ id }) => id);
			return after;
		}
		draft.services = await flow.pickMany({
			prompt: l10n.t('Which tasks do you want to see?'),
			choices: possible.map(({ id, tasksName }) => ({
				label: tasksName(),
				value: id,
				picked: draft.services.includes(id),
			})),
		});
		return after;
	};
}

/** The names of the services, to choose from. */
function oneOf(services: Services): string {
	return services.all.map(({ label }) => label).reduce((some, one) => l10n.t('{0} or of {1}', some, one));
}
