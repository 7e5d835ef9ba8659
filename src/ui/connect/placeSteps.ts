/** The steps that ask where: which cloud, region and addresses, and which services. */
import * as l10n from '@vscode/l10n';
import { CLOUDS, checkEndpoint, cloudOf } from '../../cloud/endpoints';
import { placeInText, withScheme } from '../../cloud/recognise';
import type { ServiceId } from '../../migration/task';
import type { Services } from '../../services';
import { addressNotes, resolveEndpoints } from '../../services/resolveEndpoints';
import type { Draft } from './draft';
import { boxesOf, type Choice, counted, type FlowStep } from './multiStep';

/** Where a connection leads, as one row of a list. */
type Where =
	| { readonly cloud: string; readonly region: string }
	| { readonly cloud: string; readonly other: true }
	| { readonly own: Readonly<Record<string, string>> };

/** Asks for the cloud and its region at once, or for addresses; `after` comes next. */
export function whereStep(draft: Draft, services: Services, after?: FlowStep): FlowStep {
	return counted(1 + boxesOf(after), async (flow) => {
		const own: Choice<Where> = {
			label: l10n.t('Own endpoints'),
			detail: l10n.t('Enter the addresses of the services yourself.'),
			value: { own: draft.cloud === 'custom' ? draft.endpoints : {} },
		};
		const where = await flow.pick<Where>({
			prompt: l10n.t('Which cloud and region? Type to search, or paste an address of a service or of the console'),
			choices: [...regionChoices(services), own],
			active: (value) =>
				'own' in value
					? draft.cloud === 'custom'
					: 'region' in value && value.cloud === draft.cloud && value.region === draft.region,
			typed: (text) => typedChoice(text, services),
		});
		if ('own' in where) {
			setCloud(draft, 'custom', services);
			draft.endpoints = { ...draft.endpoints, ...where.own };
			return addressSteps(draft, services, after);
		}
		setCloud(draft, where.cloud, services);
		if ('other' in where) {
			return regionIdStep(draft, services, after);
		}
		setRegion(draft, where.region, services);
		return after;
	});
}

function regionChoices(services: Services): readonly Choice<Where>[] {
	const known = CLOUDS.filter(({ id }) => id !== 'custom');
	return [
		...known.flatMap(({ id, name, regions }) =>
			regions.map(
				(region): Choice<Where> => ({
					label: region.name,
					description: region.name === region.id ? name : `${name} · ${region.id}`,
					// Many rows need no long text each: what there is to say of Huawei Cloud is known to its users.
					...(regions.length > 3 ? {} : { detail: addressNotes(id, services) }),
					value: { cloud: id, region: region.id },
				}),
			),
		),
		...known.map(
			({ id, name }): Choice<Where> => ({
				label: l10n.t('Another region of {0}…', name),
				value: { cloud: id, other: true },
			}),
		),
	];
}

/** What an address that was pasted leads to; undefined while it is none. */
function typedChoice(text: string, services: Services): Choice<Where> | undefined {
	if (!/[./]/.test(text)) {
		return undefined;
	}
	const place = placeInText(text);
	const cloud = cloudOf(place?.cloud);
	if (!place || !cloud) {
		return undefined;
	}
	if (place.address !== undefined) {
		const { service = '', address } = place;
		const known = [...services.ids(), 'iam'].includes(service as never);
		return {
			label: l10n.t('Own endpoints, with {0}', address),
			value: { own: known ? { [service]: address } : {} },
		};
	}
	return place.region === undefined
		? { label: l10n.t('Another region of {0}…', cloud.name), value: { cloud: cloud.id, other: true } }
		: {
				label: l10n.t('{0}, {1}', cloud.name, regionName(cloud.id, place.region)),
				description: l10n.t('from the address'),
				value: { cloud: cloud.id, region: place.region },
			};
}

/** A region as people know it: its name, else its id. */
export function regionName(cloud: string, region: string): string {
	return cloudOf(cloud)?.regions.find(({ id }) => id === region)?.name ?? region;
}

/** Addresses, regions and projects belong to a cloud: those of another one must not stay. */
function setCloud(draft: Draft, cloud: string, services: Services): void {
	if (cloud !== draft.cloud) {
		draft.cloud = cloud;
		draft.services = services.ids();
		draft.region = '';
		draft.endpoints = {};
		draft.projectId = '';
	}
}

/** The region of a known cloud. Addresses and projects of another one must not stay, nor services that it has not. */
function setRegion(draft: Draft, region: string, services: Services): void {
	if (region !== draft.region) {
		draft.endpoints = {};
		draft.projectId = '';
		draft.region = region;
		const possible = possibleServices(draft, services);
		const chosen = possible.filter((id) => draft.services.includes(id));
		draft.services = chosen.length > 0 ? chosen : possible;
	}
}

/** The services that have an address at the draft's place. */
export function possibleServices(draft: Draft, services: Services): readonly ServiceId[] {
	const endpoints = resolveEndpoints(draft, services);
	return services.ids().filter((id) => endpoints[id] !== undefined);
}

/** Asks for own addresses, the region's id, and which services are meant. */
export function addressSteps(draft: Draft, services: Services, after?: FlowStep): FlowStep {
	const last = servicesStep(draft, services, after);
	return endpointSteps(draft, services, draft.cloud === 'custom' ? customRegionStep(draft, last) : last);
}

function regionIdStep(draft: Draft, services: Services, after?: FlowStep): FlowStep {
	return counted(1 + boxesOf(after), async (flow) => {
		const region = await flow.text({
			prompt: l10n.t('The ID of the region'),
			value: draft.region,
			placeholder: 'eu-west-101',
			check: (id) =>
				/^[a-z0-9-]{1,64}$/i.test(id) ? undefined : l10n.t('A region ID has letters, digits and hyphens only.'),
		});
		setRegion(draft, region, services);
		return after;
	});
}

/** Asks for the address of each service, and of IAM at the end. */
function endpointSteps(draft: Draft, services: Services, after?: FlowStep): FlowStep {
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
	}: { readonly id: string; readonly prompt: string; readonly last: boolean; readonly after: FlowStep | undefined },
): FlowStep {
	return counted(1 + boxesOf(after), async (flow) => {
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
	});
}

function customRegionStep(draft: Draft, after: FlowStep): FlowStep {
	return counted(1 + boxesOf(after), async (flow) => {
		draft.region = await flow.text({
			prompt: l10n.t('The ID of the region; may be left empty'),
			value: draft.region,
			check: (id) =>
				/^[A-Za-z0-9_-]{0,64}$/.test(id) ? undefined : l10n.t('A region ID has letters, digits and hyphens only.'),
		});
		return after;
	});
}

/** Asked only where there is a choice. */
export function servicesStep(draft: Draft, services: Services, after?: FlowStep): FlowStep {
	return counted(1 + boxesOf(after), async (flow) => {
		const ids = possibleServices(draft, services);
		const possible = services.all.filter(({ id }) => ids.includes(id));
		if (possible.length < 2) {
			draft.services = ids;
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
	});
}

/** The names of the services, to choose from. */
function oneOf(services: Services): string {
	return services.all.map(({ label }) => label).reduce((some, one) => l10n.t('{0} or of {1}', some, one));
}
