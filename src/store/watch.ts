/** Watches one task while somebody looks at it: its details now and then, its live statistics at each beat, nothing once it is over. */
import { CloudError } from '../cloud/errors';
import type { Task, TaskRef } from '../migration/task';
import { type Disposable, Emitter, type Listen } from './emitter';
import { type Problem, problemOf } from './problem';
import type { TaskStore } from './taskStore';

export interface WatchOptions {
	/** Interval between samples, ms. Read at each beat. */
	readonly interval: () => number;
	readonly connectionName: () => string;
	readonly now?: () => number;
	readonly random?: () => number;
	/** Hears of errors that are not the cloud's. */
	readonly fault?: (error: unknown) => void;
}

/** Details are read again after this long, ms; a task without live statistics is looked at no more often. */
const DETAILS_EVERY = 30_000;
/** The longest pause after failures, ms. */
const MAX_PAUSE = 60_000;

export class Watch implements Disposable {
	private readonly changed = new Emitter<undefined>();
	private timer: NodeJS.Timeout | undefined;
	private underWay: AbortController | undefined;
	private looking = false;
	private detailsAt: number | undefined;
	private failures = 0;
	private wasMigrating: boolean | undefined;
	private sampledAfterEnd = false;

	/** What the details' last reading failed with; what is shown is then old, or the list's alone. */
	problem: Problem | undefined;
	/** Why the last sample failed. */
	stale: Problem | undefined;
	/** The service does not know the task any more. */
	gone = false;
	/** The user stopped the sampling. */
	paused = false;
	readonly onDidChange: Listen<undefined> = this.changed.event;

	constructor(
		private readonly store: TaskStore,
		readonly ref: TaskRef,
		private readonly options: WatchOptions,
	) {}

	dispose(): void {
		this.look(false);
		this.changed.dispose();
	}

	/** Whether nothing is polled any more because the task has ended. */
	get ended(): boolean {
		return this.gone || (this.task?.over ?? false);
	}

	/** Whether the details were never read. */
	get loading(): boolean {
		return this.detailsAt === undefined && this.problem === undefined && !this.gone;
	}

	/** Starts or stops watching: a panel that is not visible asks nothing. */
	look(looking: boolean): void {
		if (looking === this.looking) {
			return;
		}
		this.looking = looking;
		if (looking) {
			this.plan(0);
		} else {
			this.stop();
		}
	}

	/** Forgets what was found: the next look begins anew. */
	reset(): void {
		this.detailsAt = undefined;
		this.problem = undefined;
		this.stale = undefined;
		this.gone = false;
		this.failures = 0;
		this.wasMigrating = undefined;
		this.sampledAfterEnd = false;
	}

	/** Pauses or resumes the sampling. */
	pause(paused: boolean): void {
		this.paused = paused;
		this.stop();
		if (!paused) {
			this.plan(0);
		}
		this.changed.fire(undefined);
	}

	/** Reads details and statistics now, whatever the clock says. */
	async refresh(): Promise<void> {
		this.detailsAt = undefined;
		this.sampledAfterEnd = false;
		this.gone = false;
		this.stop();
		// A paused watch reads this once and stays paused.
		await this.beat();
	}

	private get task(): Task | undefined {
		return this.store.get(this.ref);
	}

	private stop(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
		this.underWay?.abort();
		this.underWay = undefined;
	}

	private plan(ms: number): void {
		clearTimeout(this.timer);
		this.timer = this.looking && !this.paused ? setTimeout(() => void this.beat(), ms) : undefined;
	}

	private async beat(): Promise<void> {
		const own = new AbortController();
		this.underWay = own;
		const failure = await this.read(own.signal);
		if (own.signal.aborted) {
			return;
		}
		this.underWay = undefined;
		this.failures = failure ? this.failures + 1 : 0;
		this.changed.fire(undefined);
		const pause = this.nextPause(failure);
		if (pause !== undefined) {
			this.plan(pause);
		}
	}

	/** ms until the next beat; undefined where there is none: the task is over, or asking again needs somebody's help first. */
	private nextPause(failure: Problem | undefined): number | undefined {
		if (this.gone || failure?.refused) {
			return undefined;
		}
		if (failure) {
			const jitter = 0.8 + 0.4 * (this.options.random ?? Math.random)();
			const backOff = Math.min(MAX_PAUSE, this.options.interval() * 2 ** Math.min(this.failures, 6)) * jitter;
			return Math.max(backOff, failure.error?.retryAfterMs ?? 0);
		}
		const task = this.task;
		if (!task || task.over) {
			return undefined;
		}
		return task.live ? this.options.interval() : Math.max(this.options.interval(), DETAILS_EVERY);
	}

	/** One beat. Resolves to what failed, if anything did. */
	private async read(signal: AbortSignal): Promise<Problem | undefined> {
		if (this.detailsAt === undefined || this.now() - this.detailsAt >= DETAILS_EVERY) {
			this.problem = await this.attempt(() => this.readDetails(signal), signal);
			if (signal.aborted || this.gone || this.problem?.refused) {
				return this.problem;
			}
			this.changed.fire(undefined);
		}
		const task = this.task;
		if (task?.live && !(task.over && this.sampledAfterEnd)) {
			const failed = await this.attempt(() => this.readSample(task, signal), signal);
			// The last numbers of an ended task may be gone for good; that is no fault to tell of.
			this.stale = task.over ? undefined : failed;
			return this.problem ?? this.stale;
		}
		this.stale = undefined;
		return this.problem;
	}

	private async readDetails(signal: AbortSignal): Promise<void> {
		await this.store.refreshTask(this.ref, signal);
		this.detailsAt = this.now();
	}

	private async readSample(task: Task, signal: AbortSignal): Promise<void> {
		this.sampledAfterEnd = task.over;
		const { sample, detailed } = await this.store.sampleTask(this.ref, signal);
		const ended = this.wasMigrating === true && sample.migrating === false;
		this.wasMigrating = sample.migrating;
		if (detailed) {
			this.detailsAt = this.now();
		} else if (ended) {
			// It stopped between two beats: the status has changed, so the details are read at once.
			await this.readDetails(signal);
		}
	}

	private async attempt(work: () => Promise<void>, signal: AbortSignal): Promise<Problem | undefined> {
		try {
			await work();
			return undefined;
		} catch (error) {
			if (signal.aborted) {
				return undefined;
			}
			if (error instanceof CloudError && error.kind === 'noSuchTask') {
				this.gone = true;
			} else if (!(error instanceof CloudError)) {
				this.options.fault?.(error);
			}
			return problemOf(error, this.options.connectionName());
		}
	}

	private now(): number {
		return (this.options.now ?? Date.now)();
	}
}
