/** What "Add Connection…", "Edit Connection…" and "Update Credential…" ask, step by step. Asks only; storing is the caller's. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CLOUDS, type Cloud, checkEndpoint, cloudOf, resolveEndpoints } from '../../cloud/endpoints';
import type { Project } from '../../connections/connector';
import { environmentKeys } from '../../connections/credentials';
import type { ConnectionProfile, Credential } from '../../connections/profile';
import { SERVICES, type Service } from '../../migration/task';
import { type Choice, Flow, type Step } from './multiStep';

/** What the steps fill in. The credential lives here until it is stored, and nowhere else. */
export interface Draft {
	name: string;
	cloud: string;
	region: string;
	endpoints: { dcs?: string; sms?: string; iam?: string };
	services: readonly Service[];
	projectId: string;
	credential: Credential | undefined;
}

export interface FlowNeeds {
	/** Names that are taken already. */
	readonly names: readonly string[];
	/** The projects of the region that the credential may use; empty where they cannot be found, undefined where the credential was refused. */
	readonly projects: (draft: Draft) => Promise<readonly Project[] | undefined>;
}

/** Asks for a whole connection. Resolves to whether the user went through. */
export function askConnection(
	title: string,
	draft: Draft,
	needs: FlowNeeds,
	options: { readonly withCredential: boolean },
): Promise<boolean> {
	return new Flow(title).run(nameStep(draft, needs, options.withCredential));
}

/** Asks for a credential alone. */
export function askCredential(title: string, draft: Draft): Promise<boolean> {
	return new Flow(title).run(signInStep(draft, undefined));
}

function nameStep(draft: Draft, needs: FlowNeeds, withCredential: boolean): Step {
	return async (flow) => {
		draft.name = await flow.text({
			prompt: l10n.t('A name for this connection, as it will stand in the tree'),
			value: draft.name,
			placeholder: l10n.t('production'),
			check: (name) => {
				if (name === '') {
					return l10n.t('Enter a name.');
				}
				return needs.names.includes(name) ? l10n.t('Another connection has this name already.') : undefined;
			},
		});
		return cloudStep(draft, needs, withCredential);
	};
}

function cloudStep(draft: Draft, needs: FlowNeeds, withCredential: boolean): Step {
	return async (flow) => {
		const choices = CLOUDS.map(
			(cloud): Choice<string> => ({ label: cloudLabel(cloud), detail: cloudDetail(cloud), value: cloud.id }),
		);
		const cloud = await flow.pick({ prompt: l10n.t('Which cloud?'), choices, active: (id) => id === draft.cloud });
		if (cloud !== draft.cloud) {
			draft.cloud = cloud;
			draft.region = '';
			draft.endpoints = {};
		}
		return cloud === 'custom'
			? endpointStep('dcs', draft, needs, withCredential)
			: regionStep(draft, needs, withCredential);
	};
}

function cloudLabel(cloud: Cloud): string {
	return cloud.id === 'custom' ? l10n.t('Own endpoints') : cloud.name;
}

function cloudDetail(cloud: Cloud): string {
	const [region] = cloud.regions;
	return cloud.id === 'custom'
		? l10n.t('Enter the addresses of the services yourself.')
		: ((region && cloud.notes?.(region.id)) ?? '');
}

function regionStep(draft: Draft, needs: FlowNeeds, withCredential: boolean): Step {
	const other = '';
	return async (flow) => {
		const cloud = cloudOf(draft.cloud);
		const choices: Choice<string>[] = (cloud?.regions ?? []).map(({ id, name }) => ({
			label: name,
			description: name === id ? '' : id,
			value: id,
		}));
		choices.push({ label: l10n.t('Another region…'), value: other });
		const picked = await flow.pick({ prompt: l10n.t('Which region?'), choices, active: (id) => id === draft.region });
		if (picked !== other) {
			draft.region = picked;
			return servicesStep(draft, needs, withCredential);
		}
		return regionIdStep(draft, needs, withCredential);
	};
}

function regionIdStep(draft: Draft, needs: FlowNeeds, withCredential: boolean): Step {
	return async (flow) => {
		draft.region = await flow.text({
			prompt: l10n.t('The ID of the region'),
			value: draft.region,
			placeholder: 'eu-west-101',
			check: (id) =>
				/^[a-z0-9-]+$/i.test(id) ? undefined : l10n.t('A region ID has letters, digits and hyphens only.'),
		});
		return servicesStep(draft, needs, withCredential);
	};
}

const ENDPOINT_PROMPTS: Readonly<Record<'dcs' | 'sms' | 'iam', () => string>> = {
	dcs: () => l10n.t('Address of DCS; leave it empty if you do not use it'),
	sms: () => l10n.t('Address of SMS; leave it empty if you do not use it'),
	iam: () => l10n.t('Address of IAM, to find projects and sign in with a password; may be left empty'),
};

function endpointStep(service: 'dcs' | 'sms' | 'iam', draft: Draft, needs: FlowNeeds, withCredential: boolean): Step {
	return async (flow) => {
		const address = await flow.text({
			prompt: ENDPOINT_PROMPTS[service](),
			value: draft.endpoints[service] ?? '',
			placeholder: `https://${service}.example.com`,
			check: (text) => {
				if (text !== '') {
					return checkEndpoint(text);
				}
				return service === 'sms' && draft.endpoints.dcs === undefined
					? l10n.t('Enter an address of DCS or of SMS.')
					: undefined;
			},
		});
		const { [service]: _, ...others } = draft.endpoints;
		draft.endpoints = address === '' ? others : { ...others, [service]: address };
		const next = service === 'dcs' ? 'sms' : service === 'sms' ? 'iam' : undefined;
		return next ? endpointStep(next, draft, needs, withCredential) : customRegionStep(draft, needs, withCredential);
	};
}

function customRegionStep(draft: Draft, needs: FlowNeeds, withCredential: boolean): Step {
	return async (flow) => {
		draft.region = await flow.text({
			prompt: l10n.t('The ID of the region; may be left empty'),
			value: draft.region,
			check: (id) =>
				/^[A-Za-z0-9_-]*$/.test(id) ? undefined : l10n.t('A region ID has letters, digits and hyphens only.'),
		});
		return servicesStep(draft, needs, withCredential);
	};
}

/** Asked only where there is a choice. */
function servicesStep(draft: Draft, needs: FlowNeeds, withCredential: boolean): Step {
	const next = (): Step => (withCredential ? signInStep(draft, projectStep(draft, needs)) : projectStep(draft, needs));
	return async (flow) => {
		const endpoints = resolveEndpoints(draft);
		const possible = SERVICES.filter((service) => endpoints[service] !== undefined);
		if (possible.length < 2) {
			draft.services = possible;
			return next();
		}
		draft.services = await flow.pickMany({
			prompt: l10n.t('Which tasks do you want to see?'),
			choices: [
				{ label: l10n.t('Redis migrations (DCS)'), value: 'dcs', picked: draft.services.includes('dcs') },
				{ label: l10n.t('Server migrations (SMS)'), value: 'sms', picked: draft.services.includes('sms') },
			],
		});
		return next();
	};
}

type SignIn = 'aksk' | 'temporary' | 'password' | 'environment';

/** `after` undefined ends the row there. */
function signInStep(draft: Draft, after: Step | undefined): Step {
	return async (flow) => {
		const choices: Choice<SignIn>[] = [
			{
				label: l10n.t('Access key'),
				detail: l10n.t('An access key ID and a secret access key of an IAM user.'),
				value: 'aksk',
			},
			{
				label: l10n.t('Temporary access key'),
				detail: l10n.t('With a security token; ends by itself after some hours.'),
				value: 'temporary',
			},
			{
				label: l10n.t('User and password'),
				detail:
					resolveEndpoints(draft).iam === undefined
						? l10n.t('Needs an address of IAM.')
						: l10n.t('An IAM user of an account; not for users with multi-factor sign-in.'),
				value: 'password',
			},
			{
				label: l10n.t('Environment variables'),
				detail: environmentKeys()
					? l10n.t('HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are set. They are read at each use and never stored.')
					: l10n.t('HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set in this window.'),
				value: 'environment',
			},
		];
		const kind = await flow.pick({
			prompt: l10n.t('How do you sign in?'),
			choices,
			active: (value) => value === draft.credential?.kind,
		});
		switch (kind) {
			case 'environment':
				draft.credential = { kind };
				return after;
			case 'password':
				return passwordSteps(draft, after);
			default:
				return keySteps(draft, kind === 'temporary', after);
		}
	};
}

function keySteps(draft: Draft, temporary: boolean, after: Step | undefined): Step {
	let accessKey = '';
	let secretKey = '';
	const needed = (text: string): string | undefined =>
		text === ''
			? l10n.t('This cannot be empty.')
			: /\s/.test(text)
				? l10n.t('A key has no blanks. Was more than the key copied?')
				: undefined;
	const token: Step = async (flow) => {
		const securityToken = await flow.text({ prompt: l10n.t('Security token'), password: true, check: needed });
		draft.credential = { kind: 'aksk', accessKey, secretKey, securityToken };
		return after;
	};
	const secret: Step = async (flow) => {
		secretKey = await flow.text({
			prompt: l10n.t('Secret access key; it is kept in the secret storage of VS Code'),
			password: true,
			check: needed,
		});
		draft.credential = { kind: 'aksk', accessKey, secretKey };
		return temporary ? token : after;
	};
	return async (flow) => {
		accessKey = await flow.text({ prompt: l10n.t('Access key ID'), value: accessKey, check: needed });
		return secret;
	};
}

function passwordSteps(draft: Draft, after: Step | undefined): Step {
	const known = draft.credential?.kind === 'password' ? draft.credential : undefined;
	let domain = known?.domain ?? '';
	let user = known?.user ?? '';
	const needed = (text: string): string | undefined => (text === '' ? l10n.t('This cannot be empty.') : undefined);
	const password: Step = async (flow) => {
		const secret = await flow.text({
			prompt: l10n.t('Password of {0}', user),
			password: true,
			exact: true,
			check: needed,
		});
		draft.credential = { kind: 'password', domain, user, password: secret };
		return after;
	};
	const userStep: Step = async (flow) => {
		user = await flow.text({ prompt: l10n.t('Name of the IAM user'), value: user, check: needed });
		return password;
	};
	return async (flow) => {
		domain = await flow.text({ prompt: l10n.t('Account name (domain)'), value: domain, check: needed });
		return userStep;
	};
}

/** Only DCS has projects. One that can be found is not asked for; several are offered. */
function projectStep(draft: Draft, needs: FlowNeeds): Step {
	return async () => {
		if (!draft.services.includes('dcs')) {
			return undefined;
		}
		if (resolveEndpoints(draft).iam === undefined) {
			return projectIdStep(draft);
		}
		const projects = await vscode.window.withProgress(
			{
				location: vscode.ProgressLocation.Notification,
				title: l10n.t('Looking for the projects of {0}…', draft.region || draft.name),
			},
			() => needs.projects(draft),
		);
		if (!projects) {
			// A project would not mend that: on to whoever tries the connection, and tells.
			return undefined;
		}
		const [only] = projects;
		if (only && projects.length === 1) {
			draft.projectId = only.id;
			return undefined;
		}
		return projects.length > 1 ? pickProjectStep(draft, projects) : projectIdStep(draft);
	};

	function pickProjectStep(target: Draft, projects: readonly Project[]): Step {
		return async (flow) => {
			const choices = projects.map(({ id, name }): Choice<string> => ({ label: name, description: id, value: id }));
			const id = await flow.pick({
				prompt: l10n.t('Which project?'),
				choices: [...choices, { label: l10n.t('Enter a project ID…'), value: '' }],
				active: (value) => value === target.projectId,
			});
			if (id === '') {
				return projectIdStep(target);
			}
			target.projectId = id;
			return undefined;
		};
	}
}

function projectIdStep(draft: Draft): Step {
	return async (flow) => {
		draft.projectId = await flow.text({
			prompt: l10n.t('Project ID; the console shows it under My Credentials'),
			value: draft.projectId,
			check: (id) =>
				/^[A-Za-z0-9_-]{1,64}$/.test(id)
					? undefined
					: l10n.t('A project ID has letters, digits, hyphens and underscores only.'),
		});
		return undefined;
	};
}

/** An empty draft, or one of a profile that is being edited. */
export function draftOf(profile?: ConnectionProfile): Draft {
	return {
		name: profile?.name ?? '',
		cloud: profile?.cloud ?? (profile?.endpoints ? 'custom' : 'huawei'),
		region: profile?.region ?? '',
		endpoints: Object.fromEntries(
			Object.entries(profile?.endpoints ?? {}).filter(([, address]) => address !== undefined),
		),
		services: profile?.services ?? SERVICES,
		projectId: profile?.projectId ?? '',
		credential: undefined,
	};
}
