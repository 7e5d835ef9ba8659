/** Polls one task while somebody looks at it: its details now and then, its live statistics at each turn, nothing once it is over. */
import { type Disposable, Emitter, type Listen } from '../core/emitter';
import { setTimer } from '../core/timer';
import type { Task, TaskRef } from '../migration/task';
import { concerns } from './changes';
import type { ConnectionProblem } from './connectionProblem';
import { failureOf, isNoSuchTask, PollFailures } from './pollFailures';
import type { TaskPollerOptions } from './pollOptions';
import type { TaskStore } from './taskStore';

/** Details are read again after this long, ms; a task without live statistics is looked at no more often. */
const DETAILS_EVERY = 30_000;

export class TaskPoller implements Disposable {
	private readonly changed = new Emitter<undefined>((error) => this.options.logger?.error(error));
	private readonly subscriptions: readonly Disposable[];
	private timer: Disposable | undefined;
	private underWay: AbortController | undefined;
	private visible = false;
	private detailsAt: number | undefined;
	private readonly failures = new PollFailures();
	private wasMigrating: boolean | undefined;
	/** Details, and numbers, were read since the task ended: neither changes any more. */
	private detailsAfterEnd = false;
	private sampledAfterEnd = false;

	/** The task is not there any more: its service denies it, or a whole list is without it. A list that has it again brings it back. */
	gone = false;
	/** The user stopped the sampling. */
	paused = false;
	readonly onDidChange: Listen<undefined> = this.changed.event;

	constructor(
		private readonly store: TaskStore,
		readonly ref: TaskRef,
		private readonly options: TaskPollerOptions,
	) {
		this.subscriptions = [
			store.onDidChangeTasks((changes) => {
				if (concerns(changes, ref)) {
					this.listed();
				}
			}),
			store.onDidChange(() => this.retryAfterRecovery()),
		];
	}

	dispose(): void {
		this.visible = false;
		this.stop();
		for (const one of [...this.subscriptions, this.changed]) {
			one.dispose();
		}
	}

	/** What the details' last reading failed with; what is shown is then old, or the list's alone. */
	get problem(): ConnectionProblem | undefined {
		return this.failures.details;
	}

	/** Why the last sample failed. */
	get stale(): ConnectionProblem | undefined {
		return this.failures.sample;
	}

	/** Whether nothing is polled any more because the task has ended. */
	get ended(): boolean {
		return this.gone || (this.task?.over ?? false);
	}

	/** Whether nothing is left to be asked: the task has ended, and its last numbers are in. */
	get atRest(): boolean {
		return this.ended && this.nextPause() === undefined;
	}

	/** Whether the details were never read. */
	get loading(): boolean {
		return this.detailsAt === undefined && this.problem === undefined && !this.gone;
	}

	/** Starts or stops polling: a panel that is not visible asks nothing. */
	setVisible(visible: boolean): void {
		if (visible === this.visible) {
			return;
		}
		this.visible = visible;
		if (visible) {
			this.start();
		} else {
			this.stop();
		}
	}

	/** Forgets what was found: the next time somebody looks, it begins anew. */
	reset(): void {
		this.detailsAt = undefined;
		this.failures.forget();
		this.gone = false;
		this.wasMigrating = undefined;
		this.detailsAfterEnd = false;
		this.sampledAfterEnd = false;
	}

	/** Pauses or resumes the sampling. */
	pause(paused: boolean): void {
		this.paused = paused;
		this.stop();
		if (!paused) {
			this.start();
		}
		this.changed.fire(undefined);
	}

	/** Reads details and statistics now, whatever the clock says. */
	async refresh(): Promise<void> {
		this.detailsAt = undefined;
		this.sampledAfterEnd = false;
		this.stop();
		// A paused poller reads this once and stays paused.
		await this.poll();
	}

	private get task(): Task | undefined {
		return this.store.get(this.ref);
	}

	/** Begins to ask, in the place of what is under way, unless what the answer would be is settled: only somebody's hand changes that. */
	private start(): void {
		this.stop();
		if (!this.gone && !this.failures.worst?.refused) {
			this.plan(0);
		}
	}

	/** The list says something else of the task, or has it no more, or again. */
	private listed(): void {
		const gone = this.store.goneBy(this.ref) !== undefined;
		if (gone && !this.gone) {
			this.gone = true;
			this.stop();
			this.changed.fire(undefined);
		} else if (!gone && this.gone && this.task) {
			this.reset();
			this.changed.fire(undefined);
		}
		// What had come to rest goes on, where the task was started again.
		if (!this.timer && !this.underWay && this.nextPause() !== undefined) {
			this.plan(0);
		}
	}

	/** What failed is tried again as soon as the list is read well: a problem is not to outlive its cause. */
	private retryAfterRecovery(): void {
		const idle = this.visible && !this.paused && !this.underWay && !this.gone;
		if (idle && this.failures.recovered(this.store.listedAt(this.ref))) {
			this.plan(0);
		}
	}

	private stop(): void {
		this.timer?.dispose();
		this.timer = undefined;
		this.underWay?.abort();
		this.underWay = undefined;
	}

	private plan(ms: number): void {
		this.timer?.dispose();
		this.timer = undefined;
		if (this.visible && !this.paused) {
			this.timer = (this.options.setTimer ?? setTimer)(() => {
				this.timer = undefined;
				void this.poll();
			}, ms);
		}
	}

	private async poll(): Promise<void> {
		const own = new AbortController();
		this.underWay = own;
		await this.read(own.signal);
		if (own.signal.aborted) {
			return;
		}
		this.underWay = undefined;
		this.failures.polled(this.now());
		this.changed.fire(undefined);
		const pause = this.nextPause();
		if (pause !== undefined) {
			this.plan(pause);
		}
	}

	/** ms until the next poll; undefined where there is none: the task is over, or asking again needs somebody's help first. */
	private nextPause(): number | undefined {
		const { task } = this;
		const failure = this.failures.worst;
		const interval = this.options.interval();
		if (this.gone || failure?.refused) {
			return undefined;
		}
		if (failure) {
			return this.failures.pause(interval, (this.options.random ?? Math.random)());
		}
		if (task?.over && this.detailsAfterEnd && (this.sampledAfterEnd || !task.live)) {
			return undefined;
		}
		return !task || task.live ? interval : Math.max(interval, DETAILS_EVERY);
	}

	/** One poll. What fails stands in `problem` and `stale`. */
	private async read(signal: AbortSignal): Promise<void> {
		if (this.detailsDue && !(await this.readDetails(signal))) {
			return;
		}
		const { task } = this;
		if (!task?.live || (task.over && this.sampledAfterEnd)) {
			this.failures.sample = undefined;
			return;
		}
		const before = this.wasMigrating;
		const failed = await this.attempt(() => this.sample(signal), signal);
		if (signal.aborted) {
			return;
		}
		this.sampledAfterEnd = task.over;
		// The last numbers of an ended task may be gone for good; that is no fault to tell of.
		this.failures.sample = task.over || this.gone ? undefined : failed;
		if (before === true && this.wasMigrating === false && !this.task?.over) {
			// It stopped between two polls: the status has changed, so the details are read at once.
			await this.readDetails(signal);
			// These numbers are the last ones already.
			this.sampledAfterEnd = this.task?.over ?? false;
		}
	}

	/** Whether the details are missing, old, or from before the task ended or went from the list. */
	private get detailsDue(): boolean {
		const { task } = this;
		return (
			this.detailsAt === undefined ||
			!task ||
			(task.over && !this.detailsAfterEnd) ||
			// In either direction: a clock that was set back is not waited for.
			Math.abs(this.now() - this.detailsAt) >= DETAILS_EVERY
		);
	}

	/** Resolves to whether it makes sense to go on. */
	private async readDetails(signal: AbortSignal): Promise<boolean> {
		const failed = await this.attempt(() => this.store.refreshTask(this.ref, signal), signal);
		if (signal.aborted) {
			return false;
		}
		if (failed) {
			this.failures.details = failed;
		} else {
			this.gone = false;
			this.detailsRead();
		}
		this.changed.fire(undefined);
		return !this.gone && !failed?.refused;
	}

	private async sample(signal: AbortSignal): Promise<void> {
		const { sample, detailed } = await this.store.sampleTask(this.ref, signal);
		if (signal.aborted) {
			return;
		}
		this.wasMigrating = sample.migrating ?? this.wasMigrating;
		if (detailed) {
			this.detailsRead();
		}
	}

	private detailsRead(): void {
		this.failures.details = undefined;
		this.detailsAt = this.now();
		this.detailsAfterEnd = this.task?.over ?? false;
	}

	private async attempt(work: () => Promise<unknown>, signal: AbortSignal): Promise<ConnectionProblem | undefined> {
		const failed = await failureOf(work, this.options);
		if (failed && isNoSuchTask(failed) && !signal.aborted) {
			// Where a list has it all the same, it is asked for again, in a while.
			this.gone = this.task === undefined;
		}
		return signal.aborted ? undefined : failed;
	}

	private now(): number {
		return (this.options.now ?? Date.now)();
	}
}
