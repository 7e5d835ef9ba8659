/** Puts together what the details page shows. Pure: all that it says comes from the task, its samples and the poller. */
import * as l10n from '@vscode/l10n';
import type { FoundCause } from '../../migration/explain';
import type { ServiceInfo } from '../../migration/ports';
import type { RunState } from '../../migration/runState';
import { allows, type Task } from '../../migration/task';
import type { LogRow } from '../../migration/taskLog';
import { groupTone } from '../../migration/viewModel';
import type { Remedy } from '../../store/connectionProblem';
import { problemText } from '../nextTry';
import { taskName } from '../taskNames';
import type { PastedKeyspaces } from './keyspaces';
import { type LiveInput, liveOf } from './live';
import type { LogView, ProblemAction, Snapshot, WhyView } from './protocol';
import { causesOf, hasFailed, toldOnce, type WhyInput, whyOf } from './why';

/** Newest samples that the sentence on top rests on: no judgement looks back further than some minutes, at an interval of a second at the least. */
const JUDGED = 1440;

/** What a snapshot is made of. */
export interface SnapshotInput extends LiveInput {
	/** The last that is known of the task; undefined before anything was read, or when it was taken out. */
	readonly task: Task | undefined;
	/** What the panel was called before; shown until the task's name is known. */
	readonly title: string;
	readonly service: ServiceInfo;
	/** What is known of its whole run. */
	readonly run?: RunState | undefined;
	readonly watched?: boolean;
	/** What was pasted to compare keys. */
	readonly pasted?: PastedKeyspaces | undefined;
	/** Whether the task is one of the sandbox that a command opens. */
	readonly sandbox: boolean;
	readonly hasConsole: boolean;
	/** A write of unknown outcome, in words. */
	readonly doubt?: string | undefined;
	/** What is being done to the task, in words. */
	readonly doing?: string | undefined;
	/** Gone by the list alone, which has it no more. */
	readonly unlisted?: boolean;
	/** How its log stands, where its service has one. */
	readonly log?: LogView | undefined;
	/** What is known of its lines, newest first. */
	readonly logRows?: readonly LogRow[];
}

/** All that the page shows, from what is known at `now` (ms since 1970). Missing data is told as missing, old data as old. */
export function buildSnapshot(input: SnapshotInput): Snapshot {
	const { task, title, service, presenter, samples, pasted, connection, polling, format, now } = input;
	const problem = problemNotice(input);
	// It has an address of its own: where the details are gone, or may not be read, it may still be there.
	const log = input.log && (connection || input.logRows?.length) ? { log: input.log } : {};
	if (!task) {
		return {
			title,
			titleField: '',
			status: { field: 'status', words: polling.gone ? l10n.t('Gone') : '–', wire: '', tone: 'neutral' },
			subtitle: [service.label, connection?.region, connection?.name].filter(Boolean).join(' · '),
			headline: {
				text: polling.loading && connection ? l10n.t('Reading the task…') : l10n.t('Nothing is known of this task.'),
				tone: 'neutral',
			},
			...(problem ? { problem } : {}),
			loading: polling.loading && connection !== undefined,
			actions: { configure: false, console: false },
			...log,
			sections: [],
		};
	}
	const { words } = service.statuses.row(task.status);
	const help = presenter.statusHelp?.(task);
	const live = liveOf(input, task);
	const about: WhyInput = { task, presenter, run: input.run, logRows: input.logRows ?? [] };
	const found = causesOf(about, now);
	const why = whyOf(about, found, offersOf(input, task), format);
	const cutover = input.run && presenter.cutover?.(task, input.run, format, now);
	const facts = presenter.keys?.(task, samples);
	const page: Snapshot = {
		title: taskName(task),
		titleField: service.nameField,
		status: {
			field: service.statusField,
			words: words(),
			tone: groupTone(task.group),
			wire: task.status,
			...(help === undefined ? {} : { help }),
		},
		subtitle: [service.label, service.summary.kind(task), connection?.region, connection?.name]
			.filter(Boolean)
			.join(' · '),
		headline: headlineOf(input, task, found),
		...(input.doing === undefined ? {} : { doing: input.doing }),
		...(problem ? { problem } : {}),
		loading: false,
		actions: {
			configure: allows(task, 'configure') && connection !== undefined && !polling.gone,
			console: input.hasConsole,
			...(connection !== undefined &&
			!polling.gone &&
			(task.actions.some((action) => presenter.actionWords?.[action] !== undefined) ||
				presenter.hasCollectedLog?.(task))
				? { more: true }
				: {}),
			...(task.over || connection === undefined || polling.gone ? {} : { watched: input.watched ?? false }),
		},
		...(why ? { why } : {}),
		...(cutover ? { cutover } : {}),
		...(live ? { live } : {}),
		...log,
		sections: presenter.sections(task, format, now),
		...(facts && pasted ? { keyspaces: pasted.view(facts, format) } : {}),
	};
	return why && hasFailed(task) ? toldOnce({ ...page, why }) : page;
}

/** The sentence on top. While no fresh numbers come in, what they said is told as past. */
function headlineOf(
	{ presenter, samples, run, polling, format, now }: SnapshotInput,
	task: Task,
	causes: readonly FoundCause[],
): Snapshot['headline'] {
	const recent = samples.slice(-JUDGED);
	const last = recent.at(-1);
	const about = { causes, ...(run?.judgement ? { run } : {}) };
	if (!last || !task.live || task.over || !(polling.stale || polling.paused)) {
		return presenter.headline(task, recent, format, now, about);
	}
	const headline = presenter.headline(task, recent, format, last.at, about);
	const time = format.time(last.at);
	return {
		text: polling.stale
			? l10n.t('How the task stands now is not known: the last numbers are of {0}.', time)
			: l10n.t('Sampling is paused: the last numbers are of {0}.', time),
		hint: l10n.t('Then: {0}', headline.text),
		tone: polling.stale ? 'warning' : 'neutral',
	};
}

/** Where more may be found on why it failed. */
function offersOf({ log, hasConsole, service: { collectsLog } }: SnapshotInput, task: Task): WhyView['offers'] {
	const agentLog = collectsLog !== undefined && allows(task, collectsLog);
	return [
		...(log ? (['log'] as const) : []),
		...(agentLog ? (['agentLog'] as const) : []),
		...(hasConsole ? (['console'] as const) : []),
		'support',
	];
}

function problemNotice({
	task,
	connection,
	sandbox,
	polling,
	unlisted,
	service,
	doubt,
	format,
	now,
}: SnapshotInput): Snapshot['problem'] {
	const old = task ? ` ${l10n.t('What stands here is the last that was read.')}` : '';
	if (!connection) {
		return sandbox
			? {
					text: l10n.t('The sandbox of this task is closed.') + old,
					action: { command: 'openSandbox', label: l10n.t('Open the Sandbox') },
				}
			: { text: l10n.t('The connection of this task was removed.') + old };
	}
	if (polling.gone) {
		return {
			text:
				(unlisted
					? l10n.t(
							'The list of {0} does not have this task any more: it was deleted, or this user may not see it.',
							service.label,
						)
					: l10n.t('{0} does not know this task any more: it was deleted.', service.label)) + old,
			action: remedyOf('retry'),
		};
	}
	if (polling.problem) {
		return { text: problemText(polling.problem, format, now) + old, action: remedyOf(polling.problem.remedy) };
	}
	return doubt === undefined ? undefined : { text: doubt };
}

function remedyOf(remedy: Remedy): { readonly command: ProblemAction; readonly label: string } {
	switch (remedy) {
		case 'signIn':
		case 'updateCredential':
			return { command: 'updateCredential', label: l10n.t('Update Credential…') };
		case 'edit':
			return { command: 'editConnection', label: l10n.t('Edit Connection…') };
		case 'retry':
			return { command: 'refresh', label: l10n.t('Try again') };
	}
}
