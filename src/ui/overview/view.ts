/** What the page is sent: rows that changed since the last time, and what stands around them. */
import * as l10n from '@vscode/l10n';
import type { ConnectionManager } from '../../connections/connectionManager';
import { plainLine } from '../../core/plainText';
import type { Format } from '../../migration/format';
import { groupTitle } from '../../migration/status';
import { refKey, type Task, type TaskRef } from '../../migration/task';
import type { ConnectionState, TaskStore } from '../../store/taskStore';
import { problemText } from '../nextTry';
import type { RunHost } from '../runs/runHost';
import type { RunNotes } from '../runs/runNotes';
import { settings } from '../settings';
import { taskContext } from '../tree/items';
import { type ProblemNode, problemsOf } from '../tree/nodes';
import { type OverviewProblem, type OverviewRow, type OverviewView, STATES } from './protocol';
import { rowOf } from './rows';
import { BEAT, LEAST_INTERVAL, OFF_SCREEN_INTERVAL } from './sampler';
import type { OverviewStatus } from './status';

/** What has no news of its own is drawn anew so often, ms: "stalled 4 min" grows old. */
const DRAWN_FOR = 15_000;
/** Longest text of a problem, in characters. */
const PROBLEM_LENGTH = 600;
const NAME_LENGTH = 120;

export interface ViewDeps {
	readonly store: TaskStore;
	readonly connections: ConnectionManager;
	readonly format: Format;
	readonly host: RunHost;
	readonly notes: RunNotes;
	readonly standing: OverviewStatus;
}

interface Drawn {
	readonly from: readonly unknown[];
	readonly row: OverviewRow;
}

export class OverviewViews {
	private refs = new Map<string, TaskRef>();
	private readonly drawn = new Map<string, Drawn>();
	/** The rows that the page has. */
	private sent = new Map<string, OverviewRow>();
	private problems: readonly ProblemNode[] = [];

	constructor(private readonly deps: ViewDeps) {}

	/** The task of a row that was sent. */
	refOf(key: string): TaskRef | undefined {
		return this.refs.get(key);
	}

	problem(key: string): ProblemNode | undefined {
		return this.problems.find((one) => one.key === key);
	}

	/** The page has nothing any more: it was loaded anew. */
	forget(): void {
		this.sent = new Map();
	}

	/** `sampled`: how many tasks are being sampled. `now` in ms since 1970. */
	next(pinned: ReadonlySet<string>, sampled: number, paused: boolean, now: number): OverviewView {
		const { store, format, standing } = this.deps;
		const tasks = store.allTasks().filter((task) => pinned.has(refKey(task.ref)) || standing.isOfNow(task, now));
		this.refs = new Map(tasks.map(({ ref }) => [refKey(ref), ref]));
		const states = store.connectionStates();
		const names = new Map(states.map(({ id, name }) => [id, name]));
		const rows = tasks.flatMap((task) => this.row(task, names.get(task.ref.connectionId) ?? '', pinned, now));
		const before = this.sent;
		this.sent = new Map(rows.map((row) => [row.key, row]));
		for (const key of this.drawn.keys()) {
			if (!this.sent.has(key)) {
				this.drawn.delete(key);
			}
		}
		this.problems = states.flatMap(problemsOf);
		return {
			whole: before.size === 0,
			rows: rows.filter((row) => before.get(row.key) !== row),
			gone: [...before.keys()].filter((key) => !this.sent.has(key)),
			missing: [...pinned].flatMap((key) => (this.refs.has(key) ? [] : [{ key, text: this.whyMissing(key, states) }])),
			loading: states.some(({ loading }) => loading) && !store.loaded,
			connected: states.length > 0,
			paused,
			problems: this.problems.map((node) => problemOf(node, format, now)),
			budget: this.budget(sampled, tasks.filter(isSampled).length),
			states: Object.fromEntries(STATES.map((state) => [state, groupTitle(state)])) as OverviewView['states'],
			sentAt: now,
		};
	}

	private row(task: Task, connection: string, all: ReadonlySet<string>, now: number): readonly OverviewRow[] {
		const { store, format, host, notes, standing } = this.deps;
		const key = refKey(task.ref);
		const presenter = standing.presenters.get(task.ref.service);
		if (!presenter) {
			return [];
		}
		const service = store.services.get(task.ref.service);
		const samples = store.samples.of(task.ref);
		const run = host.runs.of(task.ref);
		const pinned = all.has(key);
		const context = taskContext(task, service, notes.isWatched(task.ref));
		const round = task.over ? 0 : Math.floor(now / DRAWN_FOR);
		const isNews = standing.isOfNow(task, now);
		const doing = standing.doing(task.ref);
		// The same words as in the tree and the status bar.
		const note = notes.of(task.ref, now);
		const from = [
			...[task, samples.at(-1), samples.length, run, note],
			...[connection, pinned, context, round, isNews, doing?.text],
		];
		const known = this.drawn.get(key);
		if (known?.from.every((one, index) => one === from[index])) {
			return [known.row];
		}
		const stands = standing.stand(task, note, now);
		const row = rowOf({
			...{ task, service, presenter, samples, run, connection, pinned, context, format, now },
			standing: stands,
		});
		// Drawn anew to no avail: not worth sending.
		const kept = known && JSON.stringify(known.row) === JSON.stringify(row) ? known.row : row;
		this.drawn.set(key, { from, row: kept });
		return [kept];
	}

	/** Why a pinned task is not among those that are known. */
	private whyMissing(key: string, states: readonly ConnectionState[]): string {
		const { store } = this.deps;
		const state = states.find(({ id }) => key.startsWith(`${id}/`));
		if (!state) {
			return l10n.t('Its connection has been removed.');
		}
		const [service = '', ...id] = key.slice(state.id.length + 1).split('/');
		const ref = { connectionId: state.id, service, id: id.join('/') };
		if (store.goneBy(ref) === 'denied') {
			return l10n.t('It has been deleted.');
		}
		if (state.loading || store.unread().includes(state.id)) {
			return l10n.t('Loading…');
		}
		return problemsOf(state).length > 0
			? l10n.t('Its connection cannot be read.')
			: l10n.t('Its service does not list it any more.');
	}

	private budget(sampled: number, running: number): string {
		const { format } = this.deps;
		const every = settings.statsInterval();
		const intervals = [every, Math.max(LEAST_INTERVAL, every), Math.max(OFF_SCREEN_INTERVAL, every)];
		return l10n.t(
			'{0} of {1} running migrations are sampled: those that are pinned, or listed here. At most {2} readings a minute for all; a pinned one each {3}, one on the screen each {4}, any other each {5}, or less often where they are many. Nothing is sampled while this page is hidden or another window is in front.',
			format.integer(sampled),
			format.integer(running),
			format.integer(60_000 / BEAT),
			...intervals.map((ms) => format.duration(ms)),
		);
	}
}

/** Whether a task has live statistics to be sampled. */
export function isSampled(task: Task): boolean {
	return task.live && !task.over && task.group === 'active';
}

function problemOf({ key, connectionName, problem }: ProblemNode, format: Format, now: number): OverviewProblem {
	const remedies: Readonly<Record<typeof problem.remedy, () => string>> = {
		signIn: () => l10n.t('Sign in'),
		updateCredential: () => l10n.t('Update Credential…'),
		edit: () => l10n.t('Edit Connection…'),
		retry: () => l10n.t('Try again'),
	};
	return {
		key,
		connection: plainLine(connectionName, NAME_LENGTH),
		text: plainLine(problemText(problem, format, now), PROBLEM_LENGTH),
		remedy: remedies[problem.remedy](),
	};
}
