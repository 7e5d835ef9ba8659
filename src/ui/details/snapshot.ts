/** Puts together what the details page shows. Pure: all that it says comes from the task, its samples and the poller. */
import * as l10n from '@vscode/l10n';
import type { Format } from '../../migration/format';
import type { ServiceInfo, ServicePresenter } from '../../migration/ports';
import type { Sample } from '../../migration/sample';
import { allows, type Task } from '../../migration/task';
import { groupTone } from '../../migration/viewModel';
import type { ConnectionProblem, Remedy } from '../../store/connectionProblem';
import { problemText } from '../nextTry';
import { taskName } from '../taskNames';
import type { PastedKeyspaces } from './keyspaces';
import type { Live, ProblemAction, Snapshot } from './protocol';

export interface SnapshotInput {
	/** The last that is known of the task; undefined before anything was read, or when it was taken out. */
	readonly task: Task | undefined;
	/** What the panel was called before; shown until the task's name is known. */
	readonly title: string;
	readonly service: ServiceInfo;
	readonly presenter: ServicePresenter;
	readonly samples: readonly Sample[];
	/** What was pasted to compare keys. */
	readonly pasted?: PastedKeyspaces | undefined;
	readonly connection: { readonly name: string; readonly region: string | undefined } | undefined;
	/** Whether the task is one of the sandbox that a command opens. */
	readonly sandbox: boolean;
	readonly hasConsole: boolean;
	/** How the reading of the task goes. */
	readonly polling: {
		readonly problem: ConnectionProblem | undefined;
		readonly stale: ConnectionProblem | undefined;
		readonly gone: boolean;
		readonly loading: boolean;
		readonly paused: boolean;
		readonly ended: boolean;
	};
	/** A write of unknown outcome, in words. */
	readonly doubt?: string | undefined;
	/** Gone by the list alone, which has it no more. */
	readonly unlisted?: boolean;
	/** ms. */
	readonly interval: number;
	readonly format: Format;
	readonly now: number;
}

/** All that the page shows, from what is known at `now` (ms since 1970). Missing data is told as missing, old data as old. */
export function buildSnapshot(input: SnapshotInput): Snapshot {
	const { task, title, service, presenter, samples, pasted, connection, polling, format, now } = input;
	const problem = problemNotice(input);
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
			sections: [],
		};
	}
	const { words } = service.statuses.row(task.status);
	const live = liveOf(input, task);
	const facts = presenter.keys?.(task, samples);
	return {
		title: taskName(task),
		titleField: service.nameField,
		status: { field: service.statusField, words: words(), tone: groupTone(task.group), wire: task.status },
		subtitle: [service.label, service.summary.kind(task), connection?.region, connection?.name]
			.filter(Boolean)
			.join(' · '),
		headline: headlineOf(input, task),
		...(problem ? { problem } : {}),
		loading: false,
		actions: {
			configure: allows(task, 'configure') && connection !== undefined && !polling.gone,
			console: input.hasConsole,
		},
		...(live ? { live } : {}),
		sections: presenter.sections(task, format, now),
		...(facts && pasted ? { keyspaces: pasted.view(facts, format) } : {}),
	};
}

/** The sentence on top. While no fresh numbers come in, what they said is told as past. */
function headlineOf({ presenter, samples, polling, format, now }: SnapshotInput, task: Task): Snapshot['headline'] {
	const last = samples.at(-1);
	if (!last || !task.live || task.over || !(polling.stale || polling.paused)) {
		return presenter.headline(task, samples, format, now);
	}
	const headline = presenter.headline(task, samples, format, last.at);
	const time = format.time(last.at);
	return {
		text: polling.stale
			? l10n.t('How the task stands now is not known: the last numbers are of {0}.', time)
			: l10n.t('Paused: the last numbers are of {0}.', time),
		hint: l10n.t('Then: {0}', headline.text),
		tone: polling.stale ? 'warning' : 'neutral',
	};
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

/** The live part; none for a task that never had statistics, nor for one that ended before any was taken. What was sampled stays. */
function liveOf(input: SnapshotInput, task: Task): Live | undefined {
	const { presenter, samples, polling, interval, format, now } = input;
	if (samples.length === 0 && (!task.live || task.over)) {
		return undefined;
	}
	const ended = task.over || isStopped(input);
	const live = presenter.live(task, samples, format);
	return {
		...live,
		// A curve of a single point will not grow any more.
		charts: ended && samples.length < 2 ? [] : live.charts,
		note: task.over
			? l10n.t('the task has ended; these are the last numbers')
			: ended
				? l10n.t('nothing is sampled now')
				: polling.paused
					? l10n.t('paused')
					: l10n.t('every {0}', format.duration(interval)),
		sampledAt: samples.at(-1)?.at ?? null,
		sentAt: now,
		interval: ended ? 0 : interval,
		paused: polling.paused,
		pausable: !ended,
		...(polling.stale ? { stale: problemText(polling.stale, format, now) } : {}),
		times: samples.map(({ at }) => at),
		values: columns(samples),
	};
}

/** Whether nothing asks any more: the connection or the task is not there, or the credential was refused. */
function isStopped({ connection, polling }: SnapshotInput): boolean {
	return connection === undefined || polling.ended || Boolean(polling.problem?.refused || polling.stale?.refused);
}

/** The samples by wire name instead of by time. */
function columns(samples: readonly Sample[]): Record<string, (number | null)[]> {
	const names = new Set(samples.flatMap(({ values }) => Object.keys(values)));
	return Object.fromEntries([...names].map((name) => [name, samples.map(({ values }) => values[name] ?? null)]));
}
