/** Puts together what the details page shows. Pure: all that it says comes from the task, its samples and the watch. */
import * as l10n from '@vscode/l10n';
import type { Format } from '../../migration/format';
import type { ServicePresenter } from '../../migration/ports';
import type { Sample } from '../../migration/sample';
import type { Task } from '../../migration/task';
import type { ConnectionProblem, Remedy } from '../../store/connectionProblem';
import type { Live, ProblemAction, Snapshot } from './protocol';

export interface SnapshotInput {
	/** The last that is known of the task; undefined before anything was read, or when it was taken out. */
	readonly task: Task | undefined;
	/** What the panel was called before; shown until the task's name is known. */
	readonly title: string;
	readonly view: ServicePresenter;
	readonly samples: readonly Sample[];
	readonly connection: { readonly name: string; readonly region: string | undefined } | undefined;
	/** Whether the task is one of the sandbox that a command opens. */
	readonly sandbox: boolean;
	readonly hasConsole: boolean;
	readonly watch: {
		readonly problem: ConnectionProblem | undefined;
		readonly stale: ConnectionProblem | undefined;
		readonly gone: boolean;
		readonly loading: boolean;
		readonly paused: boolean;
		readonly ended: boolean;
	};
	/** ms. */
	readonly interval: number;
	readonly format: Format;
	readonly now: number;
}

/** All that the page shows, from what is known at `now` (ms since 1970). Missing data is told as missing, old data as old. */
export function buildSnapshot(input: SnapshotInput): Snapshot {
	const { task, title, view, connection, watch, format, now } = input;
	const problem = problemNotice(input);
	if (!task) {
		return {
			title,
			titleField: '',
			status: { field: 'status', words: watch.gone ? l10n.t('Gone') : '–', wire: '', tone: 'neutral' },
			subtitle: [view.label, connection?.region, connection?.name].filter(Boolean).join(' · '),
			headline: {
				text: watch.loading && connection ? l10n.t('Reading the task…') : l10n.t('Nothing is known of this task.'),
				tone: 'neutral',
			},
			...(problem ? { problem } : {}),
			loading: watch.loading && connection !== undefined,
			actions: { configure: false, console: false },
			sections: [],
		};
	}
	const status = view.status(task);
	const live = liveOf(input, task);
	return {
		title: task.name,
		titleField: view.nameField,
		status: { ...status, wire: task.status },
		subtitle: [view.label, task.kind, connection?.region, connection?.name].filter(Boolean).join(' · '),
		headline: headlineOf(input, task),
		...(problem ? { problem } : {}),
		loading: false,
		actions: {
			configure: task.configurable && connection !== undefined && !watch.gone,
			console: input.hasConsole,
		},
		...(live ? { live } : {}),
		sections: view.sections(task, format, now),
	};
}

/** The sentence on top. While no fresh numbers come in, what they said is told as past. */
function headlineOf({ view, samples, watch, format }: SnapshotInput, task: Task): Snapshot['headline'] {
	const headline = view.headline(task, samples, format);
	const last = samples.at(-1);
	if (!last || !task.live || task.over || !(watch.stale || watch.paused)) {
		return headline;
	}
	const time = format.time(last.at);
	return {
		text: watch.stale
			? l10n.t('How the task stands now is not known: the last numbers are of {0}.', time)
			: l10n.t('Paused: the last numbers are of {0}.', time),
		hint: l10n.t('Then: {0}', headline.text),
		tone: watch.stale ? 'warning' : 'neutral',
	};
}

function problemNotice({ task, connection, sandbox, watch, view }: SnapshotInput): Snapshot['problem'] {
	const old = task ? ` ${l10n.t('What stands here is the last that was read.')}` : '';
	if (!connection) {
		return sandbox
			? {
					text: l10n.t('The sandbox of this task is closed.') + old,
					action: { command: 'openSandbox', label: l10n.t('Open the Sandbox') },
				}
			: { text: l10n.t('The connection of this task was removed.') + old };
	}
	if (watch.gone) {
		return {
			text: l10n.t('{0} does not know this task any more: it was deleted.', view.label) + old,
			action: remedyOf('retry'),
		};
	}
	return watch.problem && { text: watch.problem.text + old, action: remedyOf(watch.problem.remedy) };
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
	const { view, samples, watch, interval, format, now } = input;
	if (samples.length === 0 && (!task.live || task.over)) {
		return undefined;
	}
	const ended = task.over || isStopped(input);
	const told = view.live(task, samples, format);
	return {
		...told,
		// A curve of a single point will not grow any more.
		charts: ended && samples.length < 2 ? [] : told.charts,
		note: task.over
			? l10n.t('the task has ended; these are the last numbers')
			: ended
				? l10n.t('nothing is sampled now')
				: watch.paused
					? l10n.t('paused')
					: l10n.t('every {0}', format.duration(interval)),
		sampledAt: samples.at(-1)?.at ?? null,
		sentAt: now,
		interval: ended ? 0 : interval,
		paused: watch.paused,
		pausable: !ended,
		...(watch.stale ? { stale: watch.stale.text } : {}),
		times: samples.map(({ at }) => at),
		values: columns(samples),
	};
}

/** Whether nothing asks any more: the connection or the task is not there, or the credential was refused. */
function isStopped({ connection, watch }: SnapshotInput): boolean {
	return connection === undefined || watch.ended || Boolean(watch.problem?.refused || watch.stale?.refused);
}

/** The samples by wire name instead of by time. */
function columns(samples: readonly Sample[]): Record<string, (number | null)[]> {
	const names = new Set(samples.flatMap(({ values }) => Object.keys(values)));
	return Object.fromEntries([...names].map((name) => [name, samples.map(({ values }) => values[name] ?? null)]));
}
