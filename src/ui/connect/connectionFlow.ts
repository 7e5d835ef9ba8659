/** What "Add Connection…", "Edit Connection…" and "Update Credential…" ask, step by step. Asks only; storing is the caller's. */
import * as l10n from '@vscode/l10n';
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
	/** The projects of the region that the credential may use; empty where they cannot be found. */
	readonly projects: (draft: Draft, signal: AbortSignal) => Promise<readonly Project[] | 'refused'>;
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
		const project = projectStep(draft, deps, !withCredential);
		return cloudStep(draft, deps.services, withCredential ? signInStep(draft, deps.services, project) : project);
	};
}

/**
 * Only some services have projects. For a new connection the only one that can be found is taken unasked; several are offered, and whoever edits is
 * always asked: a project that was chosen once is never replaced in silence.
 */
function projectStep(draft: Draft, deps: FlowDeps, editing: boolean): FlowStep {
	return async (flow) => {
		if (!draft.services.some((id) => deps.services.get(id).hasProjects)) {
			return undefined;
		}
		if (resolveEndpoints(draft, deps.services).iam === undefined) {
			return projectIdStep(draft);
		}
		const found = await flow.wait({
			prompt: l10n.t('Looking for the projects of {0}…', draft.region || draft.name),
			wayRound: l10n.t('Enter a project ID…'),
			work: (signal) => deps.projects(draft, signal),
		});
		if (found === 'refused') {
			// A project would not mend that: on to whoever tries the connection, and tells.
			return undefined;
		}
		const [only, ...others] = found ?? [];
		if (!only) {
			return projectIdStep(draft);
		}
		if (!editing && others.length === 0 && (draft.projectId === '' || draft.projectId === only.id)) {
			draft.projectId = only.id;
			return undefined;
		}
		return pickProjectStep(draft, [only, ...others], editing);
	};
}

function pickProjectStep(draft: Draft, projects: readonly Project[], editing: boolean): FlowStep {
	return async (flow) => {
		const known = projects.map(({ id, name }): Choice<string> => ({ label: name, description: id, value: id }));
		const { projectId: current } = draft;
		if (current !== '' && !projects.some(({ id }) => id === current)) {
			known.unshift({ label: current, value: current });
		}
		const choices = known.map((choice) =>
			editing && choice.value === current ? { ...choice, detail: l10n.t('The project until now') } : choice,
		);
		const id = await flow.pick({
			prompt: l10n.t('Which project?'),
			choices: [...choices, { label: l10n.t('Enter a project ID…'), value: '' }],
			active: (value) => value === current,
		});
		if (id === '') {
			return projectIdStep(draft);
		}
		draft.projectId = id;
		return undefined;
	};
}

function projectIdStep(draft: Draft): FlowStep {
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
