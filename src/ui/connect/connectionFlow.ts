/** What "Add Connection…", "Edit Connection…" and "Update Credential…" ask, step by step. Asks only; storing is the caller's. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Project } from '../../connections/openConnection';
import type { Services } from '../../services';
import { resolveEndpoints } from '../../services/resolveEndpoints';
import type { Draft } from './draft';
import { type Choice, Flow, type FlowStep } from './multiStep';
import { cloudStep } from './placeSteps';
import { signInStep } from './signInSteps';

export interface FlowDeps {
	readonly services: Services;
	/** Names that are taken already. */
	readonly names: readonly string[];
	/** The projects of the region that the credential may use; empty where they cannot be found, undefined where the credential was refused. */
	readonly projects: (draft: Draft) => Promise<readonly Project[] | undefined>;
}

/** Asks for a whole connection. Resolves to whether the user went through. */
export function askConnection(
	title: string,
	draft: Draft,
	deps: FlowDeps,
	options: { readonly withCredential: boolean },
): Promise<boolean> {
	return new Flow(title).run(nameStep(draft, deps, options.withCredential));
}

/** Asks for a credential alone. */
export function askCredential(title: string, draft: Draft, services: Services): Promise<boolean> {
	return new Flow(title).run(signInStep(draft, services, undefined));
}

function nameStep(draft: Draft, deps: FlowDeps, withCredential: boolean): FlowStep {
	return async (flow) => {
		draft.name = await flow.text({
			prompt: l10n.t('A name for this connection, as it will stand in the tree'),
			value: draft.name,
			placeholder: l10n.t('production'),
			check: (name) => {
				if (name === '') {
					return l10n.t('Enter a name.');
				}
				return deps.names.includes(name) ? l10n.t('Another connection has this name already.') : undefined;
			},
		});
		const project = projectStep(draft, deps);
		return cloudStep(draft, deps.services, withCredential ? signInStep(draft, deps.services, project) : project);
	};
}

/** Only some services have projects. One that can be found is not asked for; several are offered. */
function projectStep(draft: Draft, deps: FlowDeps): FlowStep {
	return async () => {
		if (!draft.services.some((id) => deps.services.get(id).hasProjects)) {
			return undefined;
		}
		if (resolveEndpoints(draft, deps.services).iam === undefined) {
			return projectIdStep(draft);
		}
		const projects = await vscode.window.withProgress(
			{
				location: vscode.ProgressLocation.Notification,
				title: l10n.t('Looking for the projects of {0}…', draft.region || draft.name),
			},
			() => deps.projects(draft),
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

	function pickProjectStep(target: Draft, projects: readonly Project[]): FlowStep {
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

function projectIdStep(draft: Draft): FlowStep {
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
