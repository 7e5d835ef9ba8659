/** What "Add Connection…", "Edit Connection…" and "Update Credential…" ask, step by step. Asks only; storing is the caller's. */
import * as l10n from '@vscode/l10n';
import type { Project } from '../../connections/openConnection';
import { MAX_NAME, MAX_WORD } from '../../connections/profileSchema';
import { plainLine } from '../../core/plainText';
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

export interface FlowOptions {
	/** A connection that is there already: its credential is not asked for, and its project is never taken for granted. */
	readonly editing: boolean;
	/** Whether the enterprise project is asked for, which few users need. */
	readonly narrowing: boolean;
}

/** Asks for a whole connection. Resolves to whether the user went through. */
export function askConnection(title: string, draft: Draft, deps: FlowDeps, options: FlowOptions): Promise<boolean> {
	return new Flow(title).run(nameStep(draft, deps, options));
}

/** Asks for a credential alone. */
export function askCredential(title: string, draft: Draft, services: Services): Promise<boolean> {
	return new Flow(title).run(signInStep(draft, services, undefined));
}

function nameStep(draft: Draft, deps: FlowDeps, { editing, narrowing }: FlowOptions): FlowStep {
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
				return deps.names.includes(name) ? l10n.t('Another connection has this name already.') : undefined;
			},
		});
		const last = narrowing ? enterpriseProjectStep(draft, deps) : undefined;
		const project = projectStep(draft, deps, { editing, last });
		return cloudStep(draft, deps.services, editing ? project : signInStep(draft, deps.services, project));
	};
}

/**
 * Only some services have projects. For a new connection the only one that can be found is taken unasked; several are offered, and whoever edits is
 * always asked: a project that was chosen once is never replaced in silence.
 */
function projectStep(
	draft: Draft,
	deps: FlowDeps,
	{ editing, last }: { readonly editing: boolean; readonly last: FlowStep | undefined },
): FlowStep {
	return async (flow) => {
		if (!draft.services.some((id) => deps.services.get(id).hasProjects)) {
			return last;
		}
		if (resolveEndpoints(draft, deps.services).iam === undefined) {
			return projectIdStep(draft, last);
		}
		const found = await flow.wait({
			prompt: l10n.t('Looking for the projects of {0}…', plainLine(draft.region || draft.name)),
			wayRound: l10n.t('Enter a project ID…'),
			work: (signal) => deps.projects(draft, signal),
		});
		if (found === 'refused') {
			// A project would not mend that: on to whoever tries the connection, and tells.
			return last;
		}
		const [only, ...others] = found ?? [];
		if (!only) {
			return projectIdStep(draft, last);
		}
		if (!editing && others.length === 0 && (draft.projectId === '' || draft.projectId === only.id)) {
			draft.projectId = only.id;
			return last;
		}
		return pickProjectStep(draft, [only, ...others], { editing, last });
	};
}

function pickProjectStep(
	draft: Draft,
	projects: readonly Project[],
	{ editing, last }: { readonly editing: boolean; readonly last: FlowStep | undefined },
): FlowStep {
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
			active: (value) => current !== '' && value === current,
		});
		if (id === '') {
			return projectIdStep(draft, last);
		}
		draft.projectId = id;
		return last;
	};
}

function projectIdStep(draft: Draft, last: FlowStep | undefined): FlowStep {
	return async (flow) => {
		draft.projectId = await flow.text({
			prompt: l10n.t('Project ID; the console shows it under My Credentials'),
			value: draft.projectId,
			check: (id) =>
				/^[A-Za-z0-9_-]{1,64}$/.test(id)
					? undefined
					: l10n.t('A project ID has letters, digits, hyphens and underscores only.'),
		});
		return last;
	};
}

/** Only some services can narrow down their lists. */
function enterpriseProjectStep(draft: Draft, deps: FlowDeps): FlowStep {
	return async (flow) => {
		if (draft.services.some((id) => deps.services.get(id).hasEnterpriseProjects)) {
			draft.enterpriseProjectId = await flow.text({
				prompt: l10n.t('Enterprise project ID, if your user may see the tasks of one alone; may be left empty'),
				value: draft.enterpriseProjectId,
				check: (id) => (isWord(id) ? undefined : l10n.t('An ID has letters, digits, hyphens and underscores only.')),
			});
		}
		return undefined;
	};
}

function isWord(text: string): boolean {
	return /^[A-Za-z0-9_-]*$/.test(text) && text.length <= MAX_WORD;
}
