/** The steps that ask what a connection is narrowed down to: its project, and an enterprise project. */
import * as l10n from '@vscode/l10n';
import type { Project } from '../../connections/openConnection';
import { MAX_WORD } from '../../connections/profileSchema';
import { plainLine } from '../../core/plainText';
import type { Services } from '../../services';
import { resolveEndpoints } from '../../services/resolveEndpoints';
import type { Draft } from './draft';
import { boxesOf, type Choice, counted, type FlowStep } from './multiStep';

export interface ProjectDeps {
	readonly services: Services;
	/** The projects of the region that the credential may use; empty where they cannot be found. */
	readonly projects: (draft: Draft, signal: AbortSignal) => Promise<readonly Project[] | 'refused'>;
}

/** Whether a service of the draft has projects. */
export function hasProjects(draft: Draft, services: Services): boolean {
	return draft.services.some((id) => services.get(id).hasProjects);
}

/** Whether a service of the draft can narrow down its lists. */
export function hasEnterpriseProjects(draft: Draft, services: Services): boolean {
	return draft.services.some((id) => services.get(id).hasEnterpriseProjects);
}

/**
 * Only some services have projects. The only one that can be found is taken unasked; several are offered. `asking`: somebody wants to choose, so that
 * one that was chosen before is never replaced in silence. `afterAsked`: what comes where it had to be asked for, if not `after`.
 */
export function projectStep(
	draft: Draft,
	deps: ProjectDeps,
	{
		asking,
		after,
		afterAsked = after,
	}: { readonly asking: boolean; readonly after?: FlowStep | undefined; readonly afterAsked?: FlowStep | undefined },
): FlowStep {
	return counted((asking ? 1 : 0) + boxesOf(after), async (flow) => {
		if (!hasProjects(draft, deps.services)) {
			return after;
		}
		if (resolveEndpoints(draft, deps.services).iam === undefined) {
			return draft.projectId !== '' && !asking ? after : projectIdStep(draft, afterAsked);
		}
		const found = await flow.wait({
			prompt: l10n.t('Looking for the projects of {0}…', plainLine(draft.region || draft.name)),
			wayRound: l10n.t('Enter a project ID…'),
			work: (signal) => deps.projects(draft, signal),
		});
		if (found === 'refused') {
			// A project would not mend that: on to whoever tries the connection, and tells.
			return undefined;
		}
		const [only, ...others] = found ?? [];
		if (!only) {
			return projectIdStep(draft, afterAsked);
		}
		const named = (found ?? []).find(({ name }) => name === draft.projectName);
		const known = named ?? (others.length === 0 ? only : undefined);
		if (!asking && known && (draft.projectId === '' || draft.projectId === known.id)) {
			draft.projectId = known.id;
			return after;
		}
		return pickProjectStep(draft, [only, ...others], { asking, after: afterAsked });
	});
}

function pickProjectStep(
	draft: Draft,
	projects: readonly Project[],
	{ asking, after }: { readonly asking: boolean; readonly after: FlowStep | undefined },
): FlowStep {
	return counted(1 + boxesOf(after), async (flow) => {
		const known = projects.map(({ id, name }): Choice<string> => ({ label: name, description: id, value: id }));
		const { projectId: current } = draft;
		if (current !== '' && !projects.some(({ id }) => id === current)) {
			known.unshift({ label: current, value: current });
		}
		const choices = known.map((choice) =>
			asking && choice.value === current ? { ...choice, detail: l10n.t('The project until now') } : choice,
		);
		const id = await flow.pick({
			prompt: l10n.t('Which project?'),
			choices: [...choices, { label: l10n.t('Enter a project ID…'), value: '' }],
			active: (value) => current !== '' && value === current,
		});
		if (id === '') {
			return projectIdStep(draft, after);
		}
		draft.projectId = id;
		return after;
	});
}

function projectIdStep(draft: Draft, after: FlowStep | undefined): FlowStep {
	return counted(1 + boxesOf(after), async (flow) => {
		draft.projectId = await flow.text({
			prompt: l10n.t('Project ID; the console shows it under My Credentials'),
			value: draft.projectId,
			check: (id) => projectIdFault(id, draft.cloud),
		});
		return after;
	});
}

/** What is wrong with a project's id, as a sentence for the user; undefined where it can be one. Own clouds may have ids of their own form. */
function projectIdFault(id: string, cloud: string): string | undefined {
	if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) {
		return l10n.t('A project ID has letters, digits, hyphens and underscores only.');
	}
	const known = cloud !== 'custom';
	return (known ? /^[0-9a-f]{32}$/i : /^.{8,}$/).test(id)
		? undefined
		: l10n.t(
				'This is no project ID: it has 32 digits and letters from a to f. “eu-de” or “eu-de_team” would be its name.',
			);
}

/** Asks for an enterprise project, which few users need. */
export function enterpriseProjectStep(draft: Draft, after?: FlowStep): FlowStep {
	return counted(1 + boxesOf(after), async (flow) => {
		draft.enterpriseProjectId = await flow.text({
			prompt: l10n.t('Enterprise project ID, if your user may see the tasks of one alone; may be left empty'),
			value: draft.enterpriseProjectId,
			check: (id) => (isWord(id) ? undefined : l10n.t('An ID has letters, digits, hyphens and underscores only.')),
		});
		return after;
	});
}

function isWord(text: string): boolean {
	return /^[A-Za-z0-9_-]*$/.test(text) && text.length <= MAX_WORD;
}
