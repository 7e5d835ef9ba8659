/**
 * "Accepted" is not "done": follows tasks on which something was done until they are as was asked for, tells that once, and sends what was asked for
 * along with it. What is followed stands in a folder that all windows share: each is followed by one of them, and after a reload by whichever takes it
 * up first.
 */
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter';
import type { Logger } from '../../core/logger';
import { type SetTimer, setTimer } from '../../core/timer';
import { type ActionWords, endBefore } from '../../migration/actionWords';
import type { VerdictWords } from '../../migration/cutover';
import { allows, refKey, type Task, type TaskRef } from '../../migration/task';
import { BEAT, isHeld, type TraceEntry } from '../../store/submissionJournal';
import { FileJournal } from '../submissionJournal';
import { nameOf } from '../taskNames';
import { type CollectedLogDeps, tellCollected } from './collectedLog';
import { DoneMessages } from './doneMessages';
import { EARLY, type Ending, endingOf, isLate, PATIENCE } from './ending';
import { FOLLOWED } from './followed';
import type { Followed, NextActions } from './followedAction';
import { readActed } from './readActed';
import { type Another, tellEnding } from './tellEnding';

/** Pause between two looks, ms: at first, and after {@link EARLY} of them. */
const PACE = 3_000;
const LATER = 15_000;
/** Pause, ms, between two looks at what another window follows. */
const GLANCE = 10_000;
/** Tasks that are taken up at once. */
const MOST = 100;

export interface FollowUpsDeps extends CollectedLogDeps {
	readonly context: { readonly globalState: vscode.Memento; readonly globalStorageUri: { readonly fsPath: string } };
	readonly logger: Logger;
	/** The row of a task looks different. */
	readonly redraw: (ref: TaskRef) => void;
	/** Says in rows what is going on. */
	readonly notes: Map<string, VerdictWords>;
	readonly actions: () => Promise<NextActions>;
	/** Where it stands what is followed, if not in the extension's folder. */
	readonly journal?: FileJournal;
	/** ms since 1970. */
	readonly now?: () => number;
	readonly setTimer?: SetTimer;
}

export class FollowUps implements vscode.Disposable {
	private readonly journal: FileJournal;
	private readonly followed = new Set<Followed>();
	private readonly timers = new Set<Disposable>();
	private readonly now: () => number;
	private readonly setTimer: SetTimer;
	private readonly done: DoneMessages;
	private beats = false;

	constructor(private readonly deps: FollowUpsDeps) {
		const folder = path.join(deps.context.globalStorageUri.fsPath, 'followed');
		this.journal = deps.journal ?? new FileJournal({ folder });
		this.now = deps.now ?? Date.now;
		this.setTimer = deps.setTimer ?? setTimer;
		this.done = new DoneMessages(this.setTimer);
	}

	/** The next session need not wait until nothing was heard of this one for long. */
	dispose(): void {
		for (const timer of this.timers) {
			timer.dispose();
		}
		this.timers.clear();
		this.done.dispose();
		for (const { entry } of this.followed) {
			entry?.markUnanswered().catch((error: unknown) => this.deps.logger.error(error));
		}
		this.followed.clear();
	}

	/** Takes up what nobody follows any more, and looks again for as long as another window follows something. Never rejects. */
	async resume(): Promise<void> {
		const { context, logger } = this.deps;
		try {
			const all = await this.journal.all();
			const own = new Set([...this.followed].map(({ entry }) => entry?.id));
			let others = 0;
			for (const found of all.filter(({ id }) => !own.has(id)).slice(0, MOST)) {
				const { trace } = found;
				if (isHeld(found, this.now()) || !trace) {
					others++;
				} else if (!trace.note) {
					await found.remove();
				} else {
					const entry = await this.journal.create(trace, found);
					if (entry) {
						this.begin({ trace: { ...trace, note: trace.note }, entry, looks: 0, moved: false });
					} else {
						others++;
					}
				}
			}
			if (others > 0) {
				this.later(GLANCE, () => this.resume());
			} else if (all.length === 0 && this.now() - (context.globalState.get<number>(FOLLOWED) ?? 0) > PATIENCE) {
				await context.globalState.update(FOLLOWED, undefined);
			}
			await this.journal.sweep(
				({ connectionId, sentAt }) => connectionId === undefined && this.now() - sentAt > PATIENCE,
			);
		} catch (error) {
			logger.error(error);
		}
	}

	/** Follows a task, as it was before, on which an action was accepted, and tells once it is over. */
	async follow(task: Task, action: string): Promise<void> {
		await this.start(task, action, undefined);
	}

	/**
	 * Follows a task on which an action was accepted that had to come before another; says nothing itself. Once it is done `next` is run: a reload in
	 * between leaves that to {@link FollowUpsDeps.actions}. Resolves once it is over, however. Where `token` is cancelled before anything else was sent,
	 * nothing is, and the action is followed like any other.
	 */
	async followTo(
		task: Task,
		action: string,
		next: { readonly action: string; readonly send: () => Promise<void> },
		token?: vscode.CancellationToken,
	): Promise<Ending> {
		let cancelling: Disposable | undefined;
		const ending = await new Promise<Ending>((ended, failed) => {
			this.start(task, action, next.action, { next: next.send, ended })
				.then((one) => {
					const cancel = (): void => void (one.sending || this.end(one, 'cancelled'));
					cancelling = token?.onCancellationRequested(cancel);
					if (token?.isCancellationRequested) {
						cancel();
					}
				})
				.catch(failed);
		});
		cancelling?.dispose();
		if (ending === 'cancelled') {
			await this.follow(task, action);
		}
		return ending;
	}

	/** The connection was removed, or leads elsewhere: nothing more is told of its tasks, and nothing sent to them. Never rejects. */
	async forget(connectionId: string): Promise<void> {
		for (const one of [...this.followed].filter(({ trace }) => trace.ref.connectionId === connectionId)) {
			this.end(one, 'gone');
		}
		await this.journal
			.sweep((trace) => trace.connectionId === connectionId)
			.catch((error: unknown) => this.deps.logger.error(error));
	}

	private async start(
		task: Task,
		action: string,
		next: string | undefined,
		caller?: Followed['caller'],
	): Promise<Followed> {
		const { context, logger } = this.deps;
		const { ref } = task;
		const words = await this.wordsOf(ref, action);
		const note = { name: nameOf(ref, task), next, before: words && endBefore(words, task) };
		const trace = { action, ref, sentAt: this.now(), note };
		let entry: TraceEntry | undefined;
		try {
			await context.globalState.update(FOLLOWED, trace.sentAt);
			entry = await this.journal.create(trace, await this.journal.find(action, ref));
		} catch (error) {
			logger.error(error);
		}
		const one: Followed = { trace, entry, looks: 0, moved: false, ...(caller && { caller }) };
		this.begin(one);
		return one;
	}

	private begin(one: Followed): void {
		this.followed.add(one);
		this.beat();
		this.look(one);
	}

	/** Says again and again that this window follows what it does. */
	private beat(): void {
		if (!this.beats && this.followed.size > 0) {
			this.beats = true;
			this.later(BEAT, async () => {
				this.beats = false;
				this.beat();
				await Promise.all([...this.followed].map(({ entry }) => entry?.beat()));
			});
		}
	}

	private look(one: Followed): void {
		this.lookAt(one).catch((error: unknown) => {
			this.deps.logger.error(error);
			this.end(one, 'lost');
		});
	}

	private async lookAt(one: Followed): Promise<void> {
		const { ref, action } = one.trace;
		const words = await this.wordsOf(ref, action);
		if (!words) {
			return this.end(one, 'lost');
		}
		if (!this.followed.has(one)) {
			return;
		}
		this.mark(ref, words);
		const ending = endingOf(one, words, await readActed(one.trace.ref, words, this.deps, this.now()), this.now());
		if (!this.followed.has(one)) {
			return;
		}
		if (ending === undefined) {
			return this.later(one.looks <= EARLY ? PACE : LATER, async () => this.look(one));
		}
		// A window that slept may find that another has taken its place.
		if (!((await one.entry?.beat().catch(() => true)) ?? true)) {
			return this.end(one, 'lost');
		}
		if (this.followed.has(one)) {
			await this.finish(one, words, ending);
		}
	}

	private async finish(
		one: Followed,
		words: ActionWords,
		{ state, reason = '' }: { readonly state: Ending; readonly reason?: string },
	): Promise<void> {
		const { trace, caller } = one;
		const { ref, sentAt, note } = trace;
		const late = isLate(sentAt, this.now());
		if (state === 'done' && note.next !== undefined && !late) {
			// It is followed until that is sent, so that no reload comes in between.
			one.sending = true;
			await (caller ? caller.next() : (await this.deps.actions()).carryOn(note.next, ref));
			return this.end(one, 'done');
		}
		this.end(one, state === 'done' && late && note.next !== undefined ? 'late' : state);
		if (caller) {
			return;
		}
		if (state === 'done' && words.collectsLog) {
			return tellCollected(ref, words.done(note.name), this.deps);
		}
		const context = { name: note.name, sentAt, reason, format: this.deps.format, now: this.now() };
		const offers = { unsent: await this.another(ref, note.next), undo: await this.undoOf(ref, words) };
		await tellEnding(state, ref, words, context, offers, (text) => this.done.add(text));
	}

	private undoOf(ref: TaskRef, { undo }: ActionWords): Promise<Another | undefined> {
		const task = this.deps.store.get(ref);
		return this.another(ref, undo !== undefined && task && allows(task, undo) ? undo : undefined);
	}

	/** An action that can be offered; undefined where there is none. */
	private async another(ref: TaskRef, next: string | undefined): Promise<Another | undefined> {
		const words = next === undefined ? undefined : await this.wordsOf(ref, next);
		return words && { words, run: async () => (await this.deps.actions()).run(next ?? '', ref) };
	}

	private mark(ref: TaskRef, words: ActionWords): void {
		if (words.reached !== undefined || words.removes) {
			const text = words.underWay?.() ?? l10n.t('{0}: accepted, not done yet', words.label());
			this.deps.notes.set(refKey(ref), { text, icon: 'loading~spin', tone: 'busy', needsYou: false });
			this.deps.redraw(ref);
		}
	}

	private end(one: Followed, ending: Ending): void {
		const { ref } = one.trace;
		if (!this.followed.delete(one)) {
			return;
		}
		this.deps.notes.delete(refKey(ref));
		this.deps.redraw(ref);
		const removed = Promise.resolve(one.entry?.remove()).catch((error: unknown) => this.deps.logger.error(error));
		void removed.then(() => one.caller?.ended(ending));
	}

	private later(after: number, work: () => Promise<void>): void {
		const timer = this.setTimer(() => {
			this.timers.delete(timer);
			work().catch((error: unknown) => this.deps.logger.error(error));
		}, after);
		this.timers.add(timer);
	}

	private async wordsOf({ service }: TaskRef, action: string): Promise<ActionWords | undefined> {
		return (await this.deps.store.services.get(service).presenter()).actionWords?.[action];
	}
}
