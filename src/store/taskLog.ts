/**
 * Reads a service's own log of one task while somebody looks at it: the newest lines now and then as long as the task runs, older ones on demand.
 * Nothing is asked before it is opened.
 */
import { CloudError } from '../cloud/errors';
import { type Disposable, Emitter, type Listen } from '../core/emitter';
import type { Logger } from '../core/logger';
import { type SetTimer, setTimer } from '../core/timer';
import type { TaskRef } from '../migration/task';
import type { LogRow } from '../migration/taskLog';
import { concerns } from './changes';
import type { ConnectionProblem } from './connectionProblem';
import { KeptRows, type LogKeeper } from './keptRows';
import { type Level, LogLevels } from './logLevels';
import { isFinal, isMissing, withoutLog } from './logProblems';
import type { ReadLogPart } from './logStream';
import { pauseAskedFor } from './pauses';
import { failureOf } from './pollFailures';
import type { TaskStore } from './taskStore';

export interface TaskLogOptions {
	/** Interval of the live statistics, ms; the log is read a sixth as often. Read at each turn. */
	readonly interval: () => number;
	readonly connectionName: () => string;
	readonly now?: () => number;
	readonly setTimer?: SetTimer;
	/** Where lines are kept beyond the life of the window. */
	readonly keeper?: LogKeeper;
	/** Hears of errors that are not the cloud's. */
	readonly logger?: Logger;
}

/** The log is read no more often, ms. */
const SHORTEST_PACE = 30_000;
/** The longest pause after failures, ms; or the pace, if that is longer. */
const MAX_PAUSE = 600_000;

export class TaskLog implements Disposable {
	private readonly changed = new Emitter<undefined>((error) => this.options.logger?.error(error));
	private readonly subscription: Disposable;
	private readonly levels = new LogLevels();
	private readonly kept: KeptRows;
	private timer: Disposable | undefined;
	private underWay: AbortController | undefined;
	private visible = false;
	private failures = 0;
	/** Its last lines were read since the task ended. */
	private settled = false;

	/** Whether it is unfolded. */
	open = false;
	/** The level that alone is shown; undefined for all. */
	level: string | undefined;
	/** Why the last reading failed; the lines are then those of {@link readAt}. */
	problem: ConnectionProblem | undefined;
	/** The service, or its region, has no such log: it is not asked again by itself. */
	notOffered = false;
	/** What is being asked for. */
	reading: 'newest' | 'older' | undefined;
	readonly onDidChange: Listen<undefined> = this.changed.event;

	constructor(
		private readonly store: TaskStore,
		readonly ref: TaskRef,
		private readonly options: TaskLogOptions,
	) {
		this.kept = new KeptRows(options.keeper, ref);
		this.subscription = store.onDidChangeTasks((changes) => {
			if (concerns(changes, ref) && !this.timer && !this.underWay && this.nextPause() !== undefined) {
				// What had come to rest goes on: the task was started again.
				this.plan(0);
			}
		});
	}

	dispose(): void {
		this.stop();
		this.visible = false;
		this.subscription.dispose();
		this.changed.dispose();
	}

	/** The lines known of the level, newest first: the service's or, as long as it gave none, those that were kept earlier. */
	get rows(): readonly LogRow[] {
		const { rows } = this.current.stream;
		return rows.length > 0 ? rows : this.kept.of(this.level);
	}

	/** Whether the lines are those that were kept earlier. */
	get isKept(): boolean {
		return this.rows.length > 0 && this.current.stream.rows.length === 0;
	}

	/** How many lines the service has of the level; undefined where it does not say. */
	get total(): number | undefined {
		return this.current.stream.total;
	}

	/** When the newest lines were last read well, ms since 1970. */
	get readAt(): number | undefined {
		return this.current.readAt;
	}

	/** Whether there may be older lines to be asked for. */
	get hasOlder(): boolean {
		return this.current.stream.hasOlder;
	}

	/** Whether older lines were left out, because no more can be kept. */
	get bounded(): boolean {
		return this.current.stream.bounded;
	}

	/** Whether it is read again by itself. */
	get live(): boolean {
		return this.timer !== undefined || this.underWay !== undefined;
	}

	/** ms between two readings: a sixth as often as the live statistics, and no more often than every 30 s. */
	get pace(): number {
		return Math.max(SHORTEST_PACE, this.options.interval() * 6);
	}

	/** Whether the log holds an error of the last ten minutes; undefined where what is known cannot tell. `now` in ms since 1970. */
	errorsAt(now: number): boolean | undefined {
		return this.levels.errorsAt(now, 2 * this.pace);
	}

	/** Somebody unfolds or folds it. */
	setOpen(open: boolean): void {
		if (open !== this.open) {
			this.open = open;
			if (open) {
				void failureOf(() => this.showKept(), this.options);
			}
			this.resume();
		}
	}

	/** Its panel comes into sight, or goes out of it. */
	setVisible(visible: boolean): void {
		if (visible !== this.visible) {
			this.visible = visible;
			this.resume();
		}
	}

	/** Shows one level alone, or all. What was read of it before is there at once. */
	setLevel(level: string | undefined): void {
		if (level !== this.level) {
			this.level = level;
			this.problem = this.notOffered ? this.problem : undefined;
			this.failures = 0;
			this.settled = false;
			this.resume();
		}
	}

	/** Reads the newest lines now, whatever was found before. */
	async refresh(): Promise<void> {
		this.notOffered = false;
		this.problem = undefined;
		this.settled = false;
		this.stop();
		if (this.open) {
			await this.readNewest();
		}
	}

	/** Reads older lines. */
	async older(): Promise<void> {
		if (!this.open || !this.hasOlder || this.reading === 'older') {
			return;
		}
		this.stop();
		const { stream } = this.current;
		await this.read('older', (read) => stream.readOlder(read));
	}

	/** Forgets what was found, and all that was read: another account, or another place. `keepLines` for the same one. */
	reset(keepLines = false): void {
		if (!keepLines) {
			this.levels.clear();
			this.kept.clear();
		}
		this.problem = undefined;
		this.notOffered = false;
		this.failures = 0;
		this.settled = false;
		this.resume();
	}

	private get current(): Level {
		return this.levels.of(this.level);
	}

	/** Begins, goes on or ends, as somebody looks or does not. Looking again does not ask more often than the pace. */
	private resume(): void {
		this.stop();
		if (this.nextPause() !== undefined) {
			const { readAt } = this.current;
			// In either direction: a clock that was set back is not waited for.
			const age = readAt === undefined ? this.pace : Math.abs(this.now() - readAt);
			this.plan(Math.max(0, this.pace - age));
		}
		this.changed.fire(undefined);
	}

	private stop(): void {
		this.timer?.dispose();
		this.timer = undefined;
		this.underWay?.abort();
		this.underWay = undefined;
		this.reading = undefined;
	}

	private plan(ms: number): void {
		this.timer?.dispose();
		this.timer = (this.options.setTimer ?? setTimer)(() => {
			this.timer = undefined;
			void this.readNewest();
		}, ms);
	}

	/** ms until the next reading; undefined where there is none: nobody looks, the log is all read, or it makes no sense to ask. */
	private nextPause(): number | undefined {
		const { problem, pace } = this;
		if (!this.open || !this.visible || this.notOffered || (problem && isFinal(problem))) {
			return undefined;
		}
		if (problem) {
			return Math.max(Math.min(Math.max(pace, MAX_PAUSE), pace * 2 ** (this.failures - 1)), pauseAskedFor([problem]));
		}
		const task = this.store.get(this.ref);
		return this.settled && (!task || task.over) ? undefined : pace;
	}

	private async readNewest(): Promise<void> {
		const over = this.store.get(this.ref)?.over ?? true;
		const level = this.current;
		const before = level.stream.rows;
		await this.read('newest', async (read) => {
			await level.stream.readNewest(read);
			level.readAt = this.now();
			// The last lines may come a little after the end.
			this.settled = over && before === level.stream.rows;
		});
	}

	/** Whatever the work fails with stands in `problem`. */
	private async read(what: 'newest' | 'older', work: (read: ReadLogPart) => Promise<void>): Promise<void> {
		const own = new AbortController();
		const { signal } = own;
		const { level } = this;
		this.underWay = own;
		this.reading = what;
		this.changed.fire(undefined);
		const part: ReadLogPart = async (offset, limit) => {
			const page = await this.store.readLog(this.ref, { level, offset, limit, signal });
			if (signal.aborted) {
				// What arrives late is not taken any more.
				throw new CloudError({ kind: 'cancelled', operation: 'TaskLog' });
			}
			return page;
		};
		const failed = await failureOf(() => work(part), this.options);
		if (signal.aborted) {
			return;
		}
		this.underWay = undefined;
		this.reading = undefined;
		this.failures = failed ? this.failures + 1 : 0;
		if (!failed) {
			this.options.keeper?.keep(this.ref, this.current.stream.rows);
		}
		this.notOffered = failed !== undefined && isMissing(failed);
		this.problem = failed && this.notOffered ? withoutLog(failed) : failed;
		const pause = this.nextPause();
		if (pause !== undefined) {
			this.plan(pause);
		}
		this.changed.fire(undefined);
	}

	private async showKept(): Promise<void> {
		if ((await this.kept.load()) && this.isKept) {
			this.changed.fire(undefined);
		}
	}

	private now(): number {
		return (this.options.now ?? Date.now)();
	}
}
