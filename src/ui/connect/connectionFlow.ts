/** What is asked for a connection, in which order, and where one goes back to when a try failed. Asks only; storing is the caller's. */
import * as l10n from '@vscode/l10n';
import { cloudOf } from '../../cloud/endpoints';
import { MAX_NAME } from '../../connections/profileSchema';
import type { ConnectionProblem } from '../../store/connectionProblem';
import type { Draft } from './draft';
import { boxesOf, counted, type FlowStep } from './multiStep';
import { addressSteps, regionName, whereStep } from './placeSteps';
import { enterpriseProjectStep, hasEnterpriseProjects, type ProjectDeps, projectStep } from './projectSteps';
import { accessKeyStep, secretAgain, secretSteps, signInStep } from './signInSteps';

export interface FlowDeps extends ProjectDeps {
	/** Names that are taken already. */
	readonly names: readonly string[];
}

/** Where a row of questions begins, and the steps before it that Back leads to. */
export interface Entry {
	readonly first: FlowStep;
	readonly earlier?: readonly FlowStep[];
}

/** What comes after the way to sign in is chosen: the place, the keys, the project and the name. */
export function stepsByHand(draft: Draft, deps: FlowDeps): FlowStep {
	const last = endSteps(draft, deps);
	const boxes = { environment: 0, password: 3, temporary: 3, aksk: 2 }[draft.entered.kind ?? 'aksk'];
	const keys = counted(boxes + boxesOf(last), async () => secretSteps(draft, last));
	return whereStep(draft, deps.services, keys);
}

/** What a profile that was found does not say; the project and the name, at least, unless they can be told by themselves. */
export function missingSteps(draft: Draft, deps: FlowDeps): FlowStep {
	const { services } = deps;
	const last = endSteps(draft, deps, true);
	const keys = draft.credential
		? last
		: draft.entered.kind === undefined
			? keysOnly(draft, last)
			: secretSteps(draft, last);
	const noService = services.ids().every((id) => draft.endpoints[id] === undefined);
	if (draft.cloud === 'custom' && noService) {
		return addressSteps(draft, services, keys);
	}
	return draft.cloud !== 'custom' && draft.region === '' ? whereStep(draft, services, keys) : (keys ?? last);
}

function keysOnly(draft: Draft, after: FlowStep): FlowStep {
	draft.entered.kind = 'aksk';
	return accessKeyStep(draft, after);
}

/**
 * The project and the name. For a known cloud the name is taken as it is proposed where a project, a token or a password is asked for already, so that
 * there are no more than five boxes for an access key; with `unasked` always.
 */
function endSteps(draft: Draft, deps: FlowDeps, unasked = false): FlowStep {
	const { kind = 'aksk' } = draft.entered;
	const name = (room: boolean): FlowStep =>
		counted(!unasked && (room || draft.cloud === 'custom') ? 1 : 0, async () => {
			draft.name ||= proposedName(draft, deps.names);
			return unasked || !(room || draft.cloud === 'custom') ? undefined : nameStep(draft, deps.names);
		});
	return projectStep(draft, deps, {
		asking: false,
		after: name(kind === 'aksk' || kind === 'environment'),
		afterAsked: name(kind === 'environment'),
	});
}

export function nameStep(draft: Draft, names: readonly string[]): FlowStep {
	return async (flow) => {
		draft.name = await flow.text({
			prompt: l10n.t('A name for this connection, as it will stand in the tree'),
			value: draft.name,
			placeholder: l10n.t('production'),
			check: (name) => {
				if (name === '') {
					return l10n.t('Enter a name.');
				}
				if (name.length > MAX_NAME) {
					return l10n.t('A name has at most {0} characters.', MAX_NAME);
				}
				return names.includes(name) ? l10n.t('Another connection has this name already.') : undefined;
			},
		});
		return undefined;
	};
}

/** A name that says where a connection leads, and that no other one has. */
export function proposedName({ cloud, region, endpoints, label = '' }: Draft, names: readonly string[]): string {
	const [address = ''] = Object.values(endpoints);
	const host = /^https?:\/\/([^/]+)/.exec(address)?.[1] ?? '';
	const place = cloud === 'custom' ? region || host : regionName(cloud, region);
	const known = cloud === 'custom' ? '' : (cloudOf(cloud)?.name ?? '');
	const name =
		[label, known, place]
			.filter(Boolean)
			.join(' ')
			.slice(0, MAX_NAME - 5)
			.trim() || l10n.t('connection');
	for (let nth = 1; ; nth++) {
		const next = nth === 1 ? name : `${name} ${nth}`;
		if (!names.includes(next)) {
			return next;
		}
	}
}

/** The field that has to be corrected after a failure, with the way back to those before it. What it leads to is asked again where it is missing. */
export function entryAfter(failure: ConnectionProblem | undefined, draft: Draft, deps: FlowDeps): Entry {
	const { services } = deps;
	const error = failure?.error;
	const missing = draft.projectId === '' ? projectStep(draft, deps, { asking: false }) : undefined;
	switch (error?.kind) {
		case 'unknownKey':
			return draft.entered.kind === 'aksk' || draft.entered.kind === 'temporary'
				? { first: accessKeyStep(draft, missing), earlier: [whereStep(draft, services, accessKeyStep(draft, missing))] }
				: { first: signInStep(draft, services, missing) };
		case 'signature':
		case 'keyLocked':
		case 'token':
		case 'password':
			return draft.entered.kind === 'environment' || draft.entered.kind === undefined
				? { first: signInStep(draft, services, missing) }
				: secretAgain(draft, missing);
		case 'noCredential':
		case 'mfa':
			return { first: signInStep(draft, services, missing) };
		case 'project':
			return { first: projectStep(draft, deps, { asking: true }) };
		case 'permission':
			return hasEnterpriseProjects(draft, services)
				? { first: enterpriseProjectStep(draft) }
				: { first: projectStep(draft, deps, { asking: true }) };
		default:
			return draft.cloud === 'custom'
				? { first: addressSteps(draft, services, missing) }
				: { first: whereStep(draft, services, projectStep(draft, deps, { asking: false })) };
	}
}
