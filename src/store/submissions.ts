/**
 * Writes on their way, of any action of any task. Each is sent at most once, whichever form or window asks for it, and leaves a trace in the journal
 * from before it is sent until its outcome is known: a window that is closed in between is found out by the next. Knows no words and no files.
 */
import { CloudError } from '../cloud/errors';
import { type Disposable, Emitter, type Listen } from '../core/emitter';
import { type Logger, noLogger } from '../core/logger';
import { type SetTimer, setTimer } from '../core/timer';
import type { ActionAnswer } from '../migration/ports';
import { allows, refKey, type Task, type TaskRef } from '../migration/task';
import type { Outcome, Running, RunOptions, Settled, Standing } from './outcome';
import { type Journal, TRACE_LIFE } from './submissionJournal';
import type { TaskStore } from './taskStore';
import { type Begun, type InFlight, Traces } from './traces';

export type { Outcome, Running, RunOptions, Settled, Standing } from './outcome';

export interface SubmissionsDeps {
	readonly store: Pick<TaskStore, 'runAction' | 'runBatch' | 'refreshTask'>;
	readonly journal: Journal;
	readonly logger?: Logger;
	/** Hears of each outcome, attended or not. Must not throw. */
	readonly heard?: (settled: Settled) => void;
	/** ms since 1970. */
	readonly now?: () => number;
	readonly setTimer?: SetTimer;
}

/** What an answer for several says of a task that it does not name: nothing against it. */
const NO_ANSWER: ActionAnswer = { id: '', name: '', status: '', error: '' };

/** Tasks that are read again at the same time, where one request for several got no answer: one after the other may take an hour. */
const PARALLEL = 4;

export class Submissions {
	private readonly inFlight = new Map<string, InFlight & Running>();
	private readonly attended = new Map<string, number>();
	private readonly logger: Logger;
	private readonly now: () => number;
	private readonly traces: Traces;
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
		const { logger, now } = this;
		this.traces = new Traces({ journal: deps.journal, logger, now, setTimer: deps.setTimer ?? setTimer });
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
		return this.track(own, this.perform(own, input, options));
	}

	/** Keeps a write as one that is on its way, until its outcome is there. */
	private track(own: InFlight, performed: Promise<Outcome>): Promise<Outcome> {
		const { action, ref } = own;
		const key = keyOf(action, ref);
		const outcome = performed.then((settled) => {
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

	/**
	 * Sends an action for several tasks of one service and connection, with one request: each with a trace of its own, and an outcome of its own, in their
	 * order. Those that may not be sent now are left out of it. Never rejects.
	 */
	runTogether(action: string, refs: readonly TaskRef[]): Promise<readonly Outcome[]> {
		const outcomes = new Map<string, Promise<Outcome>>();
		const own = new Map<string, InFlight>();
		for (const ref of refs) {
			const key = keyOf(action, ref);
			const known = this.inFlight.get(key);
			if (known) {
				outcomes.set(key, known.outcome);
			} else {
				own.set(key, { action, ref, sentAt: this.now(), stage: 'sending', forgotten: false });
			}
		}
		const together = this.performTogether([...own.values()]);
		for (const [key, one] of own) {
			const performed = together.then((all) => all.get(one) as Outcome);
			outcomes.set(key, this.track(one, performed));
		}
		return Promise.all(refs.map((ref) => outcomes.get(keyOf(action, ref)) as Promise<Outcome>));
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
			return found && this.traces.standingOf(found);
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
		await this.traces.guarded(async () => {
			const found = await this.deps.journal.find(action, task.ref);
			if (found && this.traces.standingOf(found).state === 'unsettled') {
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
				if (this.running(action, ref) || this.traces.standingOf(found).state !== 'unsettled') {
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
		await this.traces.guarded(() => this.deps.journal.sweep((trace) => trace.connectionId === connectionId));
	}

	private async perform(own: InFlight, input: unknown, options: RunOptions): Promise<Outcome> {
		const begun = await this.traces.begin(own, options);
		if ('kind' in begun) {
			return begun;
		}
		return begun.end(await this.send(own, () => this.deps.store.runAction(own.action, own.ref, input)));
	}

	private async performTogether(owns: readonly InFlight[]): Promise<ReadonlyMap<InFlight, Outcome>> {
		const outcomes = new Map<InFlight, Outcome>();
		const begun: (readonly [InFlight, Begun])[] = [];
		for (const own of owns) {
			const one = await this.traces.begin(own, {});
			if ('kind' in one) {
				outcomes.set(own, one);
			} else {
				begun.push([own, one]);
			}
		}
		const refs = begun.map(([{ ref }]) => ref);
		const answers = refs.length === 0 ? undefined : this.deps.store.runBatch(begun[0]?.[0].action ?? '', refs);
		answers?.catch(() => {});
		const rest = begun.values();
		const worker = async (): Promise<void> => {
			for (const [own, { end }] of rest) {
				const answerOf = async (): Promise<ActionAnswer> => (await answers)?.get(own.ref.id) ?? NO_ANSWER;
				outcomes.set(own, await end(await this.send(own, answerOf)));
			}
		};
		await Promise.all(Array.from({ length: PARALLEL }, worker));
		return outcomes;
	}

	private async send(own: InFlight, run: () => Promise<ActionAnswer>): Promise<Outcome> {
		const { action, ref, sentAt } = own;
		const { store } = this.deps;
		try {
			return { kind: 'answered', answer: await run() };
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

	private async sweepOnce(): Promise<void> {
		if (!this.swept) {
			this.swept = true;
			await this.deps.journal.sweep(({ sentAt }) => this.now() - sentAt > TRACE_LIFE);
		}
	}
}

function keyOf(action: string, ref: TaskRef): string {
	return `${action} ${refKey(ref)}`;
}
