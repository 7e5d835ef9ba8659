/**
 * Writes on their way, of any action of any task. Each is sent at most once, whichever form or window asks for it, and leaves a trace in the journal
 * from before it is sent until its outcome is known: a window that is closed in between is found out by the next. Knows no words and no files.
 */
import { CloudError } from '../cloud/errors';
import { type Disposable, Emitter, type Listen } from '../core/emitter';
import { type Logger, noLogger } from '../core/logger';
import { type SetTimer, setTimer } from '../core/timer';
import { allows, refKey, type Task, type TaskRef } from '../migration/task';
import type { Outcome, Running, RunOptions, Settled, Standing } from './outcome';
import { BEAT, type FoundTrace, isHeld, type Journal, TRACE_LIFE, type TraceEntry } from './submissionJournal';
import type { TaskStore } from './taskStore';

export type { Outcome, Running, RunOptions, Settled, Standing } from './outcome';

export interface SubmissionsDeps {
	readonly store: Pick<TaskStore, 'runAction' | 'refreshTask'>;
	readonly journal: Journal;
	readonly logger?: Logger;
	/** Hears of each outcome, attended or not. Must not throw. */
	readonly heard?: (settled: Settled) => void;
	/** ms since 1970. */
	readonly now?: () => number;
	readonly setTimer?: SetTimer;
}

interface InFlight {
	readonly action: string;
	readonly ref: TaskRef;
	readonly sentAt: number;
	stage: Running['stage'];
	/** Its connection was removed: no trace of it is kept. */
	forgotten: boolean;
}

export class Submissions {
	private readonly inFlight = new Map<string, InFlight & Running>();
	private readonly attended = new Map<string, number>();
	private readonly logger: Logger;
	private readonly now: () => number;
	private readonly setTimer: SetTimer;
	private readonly changed: Emitter<{ readonly action: string; readonly ref: TaskRef }>;
	private readonly unattended: Emitter<Settled>;
	private swept = false;

	/** The stage of a write changed, or it was begun. */
	readonly onDidChange: Listen<{ readonly action: string; readonly ref: TaskRef }>;
	/** An outcome came while nobody attended. */
	readonly onUnattended: Listen<Settled>;

	constructor(private readonly deps: SubmissionsDeps) {
		this.logger = deps.logger ?? noLogger;
		this.now = deps.now ?? Date.now;
		this.setTimer = deps.setTimer ?? setTimer;
		this.changed = new Emitter((error) => this.logger.error(error));
		this.unattended = new Emitter((error) => this.logger.error(error));
		this.onDidChange = this.changed.event;
		this.onUnattended = this.unattended.event;
	}

	/** The write of this window that is on its way, if one is. */
	running(action: string, ref: TaskRef): Running | undefined {
		return this.inFlight.get(keyOf(action, ref));
	}

	/** Says that somebody shows outcomes of this action of this task himself, until the result is disposed of. */
	attend(action: string, ref: TaskRef): Disposable {
		const key = keyOf(action, ref);
		const count = (by: number): void => void this.attended.set(key, (this.attended.get(key) ?? 0) + by);
		count(1);
		let ended = false;
		return {
			dispose: () => {
				if (!ended) {
					ended = true;
					count(-1);
				}
			},
		};
	}

	/**
	 * Sends an action, once. While one of this window is on its way no second is sent: whoever asks gets the outcome of the first, with the input of
	 * the first (see {@link running}). Never rejects.
	 */
	run(action: string, ref: TaskRef, input: unknown, options: RunOptions = {}): Promise<Outcome> {
		const key = keyOf(action, ref);
		const known = this.inFlight.get(key);
		if (known) {
			return known.outcome;
		}
		const own: InFlight = { action, ref, sentAt: this.now(), stage: 'sending', forgotten: false };
		const outcome = this.perform(own, input, options).then((settled) => {
			this.inFlight.delete(key);
			this.deps.heard?.({ action, ref, outcome: settled });
			if ((this.attended.get(key) ?? 0) === 0) {
				this.unattended.fire({ action, ref, outcome: settled });
			}
			return settled;
		});
		this.inFlight.set(key, Object.assign(own, { outcome }));
		this.changed.fire({ action, ref });
		return outcome;
	}

	/** How the action stands at this task; undefined where nothing is on its way or in doubt. A journal that cannot be read counts as empty. */
	async standing(action: string, ref: TaskRef): Promise<Standing | undefined> {
		const running = this.running(action, ref);
		if (running) {
			return { state: 'running', sentAt: running.sentAt, running };
		}
		try {
			await this.sweepOnce();
			const found = await this.deps.journal.find(action, ref);
			return found && this.standingOf(found);
		} catch (error) {
			this.logger.error(error);
			return undefined;
		}
	}

	/** Takes note of the task as it was just read: where it does not allow the action any more, no doubt about an earlier sending is left. */
	async review(action: string, task: Task): Promise<void> {
		if (allows(task, action) || this.running(action, task.ref)) {
			return;
		}
		await this.guarded(async () => {
			const found = await this.deps.journal.find(action, task.ref);
			if (found && this.standingOf(found).state === 'unsettled') {
				await found.remove();
			}
		});
	}

	/**
	 * The first of these actions whose earlier sending nobody knows the outcome of (`sentAt` in ms since 1970), in one look at the journal. Where `task`,
	 * as it was just read, does not allow an action any more, no doubt about it is left. A journal that cannot be read counts as empty.
	 */
	async doubted(
		actions: readonly string[],
		ref: TaskRef,
		task: Task | undefined,
	): Promise<{ readonly action: string; readonly sentAt: number } | undefined> {
		try {
			await this.sweepOnce();
			for (const [action, found] of await this.deps.journal.findEach(actions, ref)) {
				if (this.running(action, ref) || this.standingOf(found).state !== 'unsettled') {
					continue;
				}
				if (!task || allows(task, action)) {
					return { action, sentAt: found.sentAt };
				}
				await found.remove();
			}
		} catch (error) {
			this.logger.error(error);
		}
		return undefined;
	}

	/** The connection was removed: its traces go. */
	async forget(connectionId: string): Promise<void> {
		for (const own of this.inFlight.values()) {
			own.forgotten ||= own.ref.connectionId === connectionId;
		}
		await this.guarded(() => this.deps.journal.sweep((trace) => trace.connectionId === connectionId));
	}

	private standingOf(found: FoundTrace): Standing {
		return { state: isHeld(found, this.now()) ? 'elsewhere' : 'unsettled', sentAt: found.sentAt };
	}

	private async perform(own: InFlight, input: unknown, options: RunOptions): Promise<Outcome> {
		let entry: TraceEntry | undefined;
		try {
			const written = await this.write(own, options);
			if ('kind' in written) {
				return written;
			}
			entry = written;
		} catch (error) {
			this.logger.error(error);
			if (!options.untraced) {
				return { kind: 'untraced', error };
			}
		}
		const beats = entry && this.beat(entry);
		const outcome = await this.send(own, input);
		beats?.dispose();
		if (entry) {
			await this.close(own, entry, outcome);
		}
		return outcome;
	}

	/** Writes the trace, before anything is sent; where another stands there already, tells of that one. */
	private async write(own: InFlight, { decided }: RunOptions): Promise<TraceEntry | Outcome> {
		const { journal } = this.deps;
		const { action, ref, sentAt } = own;
		const before = await journal.find(action, ref);
		const standing = before && this.standingOf(before);
		if (standing && !(standing.state === 'unsettled' && standing.sentAt === decided)) {
			return { kind: standing.state === 'elsewhere' ? 'elsewhere' : 'unsettled', sentAt: standing.sentAt };
		}
		// A window that was faster has just begun, or has just decided about the same earlier sending.
		return (await journal.create({ action, ref, sentAt }, before)) ?? { kind: 'elsewhere', sentAt };
	}

	private async send(own: InFlight, input: unknown): Promise<Outcome> {
		const { action, ref, sentAt } = own;
		const { store } = this.deps;
		try {
			return { kind: 'answered', answer: await store.runAction(action, ref, input) };
		} catch (error) {
			if (error instanceof CloudError && !error.sent) {
				return { kind: 'refused', error };
			}
			if (!(error instanceof CloudError)) {
				// A fault of the extension may come before the request or after: nobody can tell, so nothing is claimed.
				this.logger.error(error);
			}
			own.stage = 'reading';
			this.changed.fire({ action, ref });
			try {
				return { kind: 'unknown', sentAt, error, task: await store.refreshTask(ref) };
			} catch (readError) {
				return { kind: 'unknown', sentAt, error, readError };
			}
		}
	}

	/** The trace stays as long as the outcome is in doubt, and no longer. */
	private async close(own: InFlight, entry: TraceEntry, outcome: Outcome): Promise<void> {
		const doubt = outcome.kind === 'unknown' && !(outcome.task && !allows(outcome.task, own.action));
		await this.guarded(() => (doubt && !own.forgotten ? entry.markUnanswered() : entry.remove()));
	}

	/** Says again and again that somebody still waits for the answer. */
	private beat(entry: TraceEntry): Disposable {
		let timer: Disposable | undefined;
		const next = (): void => {
			timer = this.setTimer(() => {
				void this.guarded(() => entry.beat());
				next();
			}, BEAT);
		};
		next();
		return { dispose: () => timer?.dispose() };
	}

	private async sweepOnce(): Promise<void> {
		if (!this.swept) {
			this.swept = true;
			await this.deps.journal.sweep(({ sentAt }) => this.now() - sentAt > TRACE_LIFE);
		}
	}

	/** What goes wrong with the journal must not stop what it is kept for. */
	private async guarded(work: () => Promise<unknown>): Promise<void> {
		try {
			await work();
		} catch (error) {
			this.logger.error(error);
		}
	}
}

function keyOf(action: string, ref: TaskRef): string {
	return `${action} ${refKey(ref)}`;
}
