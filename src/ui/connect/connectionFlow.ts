/** What "Add Connection…", "Edit Connection…" and "Update Credential…" ask, step by step. Asks only; storing is the caller's. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { resolveEndpoints } from '../../cloud/endpoints';
import type { Project } from '../../connections/openConnection';
import type { ConnectionProfile, Credential } from '../../connections/profileSchema';
import { SERVICES, type Service } from '../../migration/task';
import { type Choice, Flow, type Step } from './multiStep';
import { cloudStep } from './placeSteps';
import { signInStep } from './signInSteps';

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
		const project = projectStep(draft, needs);
		return cloudStep(draft, withCredential ? signInStep(draft, project) : project);
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
			prompt: l10n.t('Project ID; the console shows it under My CredentialStore'),
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
