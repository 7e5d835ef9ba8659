/** The runs of all tasks that are sampled: loads what was kept of each, takes what the store hears, keeps it, and tells what happened. */
import { type Disposable, Emitter, type Listen } from '../../core/emitter';
import { type Logger, noLogger } from '../../core/logger';
import { nextTurn } from '../../core/turns';
import { type Mark, type RunRecord, timeOf } from '../../migration/runRecord';
import type { Happening, RunState } from '../../migration/runState';
import type { Sample } from '../../migration/sample';
import { refKey, type Task, type TaskRef } from '../../migration/task';
import type { Changes } from '../changes';
import type { TaskStore } from '../taskStore';
import { KeptLogs } from './keptLogs';
import type { RunHistory } from './runHistory';
import { TaskRun } from './taskRun';

export type { RunHistory } from './runHistory';

export interface RunChange {
	readonly ref: TaskRef;
	readonly state: RunState;
	/** What happened just now; empty for what was only read from the disk. */
	readonly news: readonly Happening[];
}

/** Runs in memory; the one that was heard of longest ago goes first. */
const MAX_RUNS = 300;
/** Readings older than this (ms) say nothing of a run that is still to be judged. */
const RECENT = 3 * 24 * 60 * 60_000;

/** A run that is loaded, or being loaded: what comes meanwhile waits. */
interface Entry {
	run: TaskRun | undefined;
	readonly waiting: (() => void)[];
	/** The sample that was taken last, so that none is taken twice, and when the first was. */
	sample: Sample | undefined;
	firstAt: number | undefined;
	loading: Promise<void>;
	/** What was read of the past waits here until the task is known. */
	finish: ((task: Task) => Promise<void>) | undefined;
}

export class Runs implements Disposable {
	private readonly entries = new Map<string, Entry>();
	private readonly changed: Emitter<RunChange>;
	private readonly logger: Logger;
	private readonly now: () => number;

	readonly onDidChange: Listen<RunChange>;
	/** The lines of the tasks' own logs. */
	readonly logs: KeptLogs;

	constructor(
		private readonly store: TaskStore,
		private readonly history: RunHistory,
		{ logger = noLogger, now = Date.now }: { readonly logger?: Logger; readonly now?: () => number } = {},
	) {
		this.logger = logger;
		this.now = now;
		this.changed = new Emitter((error) => logger.error(error));
		this.onDidChange = this.changed.event;
		this.logs = new KeptLogs(history, { logger, now });
	}

	dispose(): void {
		this.changed.dispose();
		this.entries.clear();
	}

	/** What is known of a run; undefined before its first reading. */
	of(ref: TaskRef): RunState | undefined {
		return this.entries.get(refKey(ref))?.run?.state;
	}

	/** Loads what was kept of a task's run. Resolves when it is known. */
	async open(ref: TaskRef): Promise<RunState | undefined> {
		await this.entry(ref).loading;
		return this.of(ref);
	}

	/** Takes what the store says has changed. */
	take({ added, changed, resampled, removed }: Changes): void {
		for (const task of [...added, ...changed, ...resampled]) {
			this.taskKnown(task);
		}
		for (const task of [...added, ...resampled]) {
			this.sampled(task);
		}
		for (const task of changed) {
			this.sampled(task);
			this.statusChanged(task);
		}
		for (const ref of removed) {
			// A task that comes back has its run from the disk.
			this.entries.delete(refKey(ref));
		}
	}

	/** Notes what the user said of a run. */
	mark(ref: TaskRef, mark: Mark): void {
		const at = this.now();
		this.history.append(ref, [{ kind: 'mark', at, mark }]);
		// Where it is only now loaded, it is not taken from the disk as well.
		this.entry(ref).firstAt ??= at;
		this.whenLoaded(ref, (run) => {
			run.mark(mark, at);
			this.tell(ref, run);
		});
	}

	/** Notes whether the task's log holds an error of the last ten minutes; undefined where nobody looked. */
	logSeen(ref: TaskRef, errors: boolean | undefined): void {
		this.whenLoaded(ref, (run) => {
			run.logErrors = errors;
		});
	}

	/** Forgets the runs of a connection. */
	forget(connectionId: string): void {
		this.logs.forget(connectionId);
		for (const key of [...this.entries.keys()]) {
			if (key.startsWith(`${connectionId}/`)) {
				this.entries.delete(key);
			}
		}
	}

	private sampled(task: Task): void {
		const { sample, ref } = task;
		if (!sample) {
			return;
		}
		const entry = this.entry(ref);
		const last = entry.sample;
		if (last === sample || (last && last.at === sample.at)) {
			return;
		}
		entry.sample = sample;
		entry.firstAt ??= sample.at;
		this.whenLoaded(ref, (run) => {
			const isNew = run.sampled(task, sample);
			this.history.append(ref, [...(isNew ? [statusOf(task, sample.at)] : []), { kind: 'sample', sample }]);
			this.tell(ref, run);
		});
	}

	/** Only runs that are sampled are followed; most of a long list never are. */
	private statusChanged(task: Task): void {
		if (!this.entries.has(refKey(task.ref))) {
			return;
		}
		this.whenLoaded(task.ref, (run) => {
			const at = this.now();
			if (run.statusSeen(task.status, at)) {
				this.history.append(task.ref, [statusOf(task, at)]);
				if (task.stage === 'over') {
					run.statusAlone(task, at);
				}
				this.tell(task.ref, run);
			}
		});
	}

	private tell(ref: TaskRef, run: TaskRun): void {
		this.changed.fire({ ref, state: run.state, news: run.takeNews() });
	}

	private whenLoaded(ref: TaskRef, act: (run: TaskRun) => void): void {
		const entry = this.entry(ref);
		if (entry.run) {
			act(entry.run);
		} else {
			entry.waiting.push(() => entry.run && act(entry.run));
		}
	}

	private entry(ref: TaskRef): Entry {
		const key = refKey(ref);
		const known = this.entries.get(key);
		if (known) {
			this.entries.delete(key);
			this.entries.set(key, known);
			return known;
		}
		const entry: Entry = {
			run: undefined,
			waiting: [],
			sample: undefined,
			firstAt: undefined,
			finish: undefined,
			loading: Promise.resolve(),
		};
		this.entries.set(key, entry);
		const [oldest] = this.entries.keys();
		if (this.entries.size > MAX_RUNS && oldest !== undefined) {
			this.entries.delete(oldest);
		}
		entry.loading = this.load(ref, entry).catch((error: unknown) => this.logger.error(error));
		return entry;
	}

	private async load(ref: TaskRef, entry: Entry): Promise<void> {
		const service = this.store.services.get(ref.service);
		const [presenter, records] = await Promise.all([service.presenter(), this.history.read(ref)]);
		const run = new TaskRun(presenter.runs, service.statuses);
		const task = this.store.get(ref);
		// What is taken live meanwhile waits, and is not taken from the disk as well.
		const [from, to] = [this.now() - RECENT, entry.firstAt ?? Number.POSITIVE_INFINITY];
		const past = records.filter(
			(record) => timeOf(record) < to && (record.kind !== 'sample' || timeOf(record) >= from),
		);
		this.store.samples.load(
			ref,
			past.flatMap((record) => (record.kind === 'sample' ? [record.sample] : [])),
		);
		entry.finish = async (of) => {
			entry.finish = undefined;
			await run.replay(past, of, nextTurn);
			entry.run = run;
			for (const act of entry.waiting.splice(0)) {
				act();
			}
			this.changed.fire({ ref, state: run.state, news: [] });
		};
		if (task) {
			await entry.finish(task);
		}
	}

	/** A panel that was restored asks for the run before anybody has read its task. */
	private taskKnown(task: Task): void {
		this.entries
			.get(refKey(task.ref))
			?.finish?.(task)
			.catch((error: unknown) => this.logger.error(error));
	}
}

function statusOf({ status }: Task, at: number): RunRecord {
	return { kind: 'status', at, status };
}
