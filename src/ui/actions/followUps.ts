/**
 * "Accepted" is not "done": follows tasks on which something was done until they are as was asked for, tells that once, and goes on after a reload.
 * One window follows what it began.
 */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { CloudError } from '../../cloud/errors';
import type { Logger } from '../../core/logger';
import type { ActionWords } from '../../migration/actionWords';
import type { VerdictWords } from '../../migration/cutover';
import { allows, refKey, type Task, type TaskRef } from '../../migration/task';
import type { TaskStore } from '../../store/taskStore';
import { type CommandName, runCommand } from '../commands';
import { showError, showInfo, showWarning } from '../messages';
import { nameOf } from '../taskNames';
import { FOLLOWED } from './followed';

/** Pause between two looks, ms: at first, and after {@link EARLY} of them. */
const PACE = 3_000;
const LATER = 15_000;
const EARLY = 40;
/** After so long nobody waits any more, ms. */
const PATIENCE = 20 * 60_000;
/** Tasks that are followed at once. */
const MOST = 100;

/** The commands of actions that take others back. */
const UNDO: Readonly<Record<string, CommandName>> = { rollbackIp: 'rollbackIp' };

interface Followed {
	readonly ref: TaskRef;
	readonly action: string;
	/** ms since 1970. */
	readonly since: number;
	/** What the task was called; it may be gone when that is told. */
	readonly name: string;
}

export interface FollowUpsDeps {
	readonly store: TaskStore;
	readonly memento: vscode.Memento;
	readonly logger: Logger;
	/** The row of a task looks different. */
	readonly redraw: (ref: TaskRef) => void;
	/** Says in rows what is going on. */
	readonly notes: Map<string, VerdictWords>;
}

export class FollowUps implements vscode.Disposable {
	private readonly followed = new Map<string, Followed>();
	private readonly timers = new Set<NodeJS.Timeout>();

	constructor(private readonly deps: FollowUpsDeps) {}

	dispose(): void {
		for (const timer of this.timers) {
			clearTimeout(timer);
		}
		this.timers.clear();
	}

	/** Goes on with what an earlier life of this window followed. */
	resume(): void {
		for (const one of this.deps.memento.get<readonly Followed[]>(FOLLOWED, [])) {
			this.begin(one);
		}
	}

	/** Follows a task on which an action was accepted. Resolves once it is over, however: true where the task is as was asked for. */
	async follow(ref: TaskRef, action: string, options: { readonly quietly?: boolean } = {}): Promise<boolean> {
		const name = nameOf(ref, this.deps.store.get(ref));
		const one: Followed = { ref, action, since: Date.now(), name };
		return new Promise((resolve) => this.begin(one, { quietly: options.quietly ?? false, resolve }));
	}

	private begin(
		one: Followed,
		end: { readonly quietly?: boolean; readonly resolve?: (reached: boolean) => void } = {},
	): void {
		this.followed.set(refKey(one.ref), one);
		this.keep();
		void this.look(one, end, 0);
	}

	private async look(
		one: Followed,
		end: { readonly quietly?: boolean; readonly resolve?: (reached: boolean) => void },
		times: number,
	): Promise<void> {
		const { ref, action, since, name } = one;
		const { store, logger, notes, redraw } = this.deps;
		const words = (await store.services.get(ref.service).presenter()).actionWords?.[action];
		if (!words) {
			return this.end(one, end, false);
		}
		if (words.reached !== undefined || words.removes) {
			notes.set(refKey(ref), {
				text: words.underWay?.() ?? l10n.t('{0}: accepted, not done yet', words.label()),
				icon: 'loading~spin',
				tone: 'busy',
				needsYou: false,
			});
			redraw(ref);
		}
		let task: Task | undefined;
		let gone = false;
		try {
			task = await this.read(ref, words);
			gone = task === undefined;
		} catch (error) {
			// A look that fails says nothing: the next may not.
			logger.debug(`following ${action}: ${String(error)}`);
			task = store.get(ref);
		}
		const reached = words.removes ? gone : task !== undefined && (words.reached?.(task) ?? true);
		if (reached) {
			this.end(one, end, true);
			if (!end.quietly) {
				void this.tellDone(words, one, task);
			}
			return;
		}
		const fault = task && words.failed?.(task);
		if (fault !== undefined) {
			this.end(one, end, false);
			return this.tell(showError, l10n.t('“{0}”: “{1}” has failed. {2}', name, words.label(), fault), ref);
		}
		if (task?.group === 'failed' && task.over && !words.removes && times > 2) {
			this.end(one, end, false);
			return this.tell(showError, l10n.t('“{0}” failed after “{1}”. Open it to see why.', name, words.label()), ref);
		}
		if (gone || Date.now() - since > PATIENCE || Date.now() < since) {
			this.end(one, end, false);
			return this.tell(
				showWarning,
				gone
					? l10n.t('“{0}” is not there any more.', name)
					: l10n.t(
							'“{0}”: “{1}” was accepted 20 minutes ago, and the task is still not there. Look at it.',
							name,
							words.label(),
						),
				ref,
			);
		}
		const timer = setTimeout(
			() => {
				this.timers.delete(timer);
				void this.look(one, end, times + 1);
			},
			times < EARLY ? PACE : LATER,
		);
		this.timers.add(timer);
	}

	/** The task as it is now; undefined where it is gone. Services go on describing what they have deleted: then the list counts. */
	private async read(ref: TaskRef, { removes }: ActionWords): Promise<Task | undefined> {
		const { store } = this.deps;
		try {
			if (removes) {
				await store.refresh({ ids: [ref.connectionId], quietly: true });
				return store.goneBy(ref) === undefined ? store.get(ref) : undefined;
			}
			return await store.refreshTask(ref);
		} catch (error) {
			if (error instanceof CloudError && error.kind === 'noSuchTask') {
				return undefined;
			}
			throw error;
		}
	}

	private end(one: Followed, end: { readonly resolve?: (reached: boolean) => void }, reached: boolean): void {
		const key = refKey(one.ref);
		this.followed.delete(key);
		this.deps.notes.delete(key);
		this.deps.redraw(one.ref);
		this.keep();
		end.resolve?.(reached);
	}

	/** With a way back where there is one. */
	private async tellDone(words: ActionWords, { ref, name }: Followed, task: Task | undefined): Promise<void> {
		const { undo } = words;
		const command = task && undo !== undefined && allows(task, undo) ? UNDO[undo] : undefined;
		const table = command && (await this.deps.store.services.get(ref.service).presenter()).actionWords;
		const back = table && undo !== undefined ? table[undo]?.label() : undefined;
		const button = back === undefined ? [] : [l10n.t('{0}…', back)];
		if ((await showInfo(words.done(name), ...button)) === button[0] && button[0] !== undefined && command) {
			runCommand(command, ref);
		}
	}

	private async tell(show: typeof showWarning, text: string, ref: TaskRef): Promise<void> {
		const open = l10n.t('Open Task');
		if ((await show(text, open)) === open) {
			runCommand('openTask', ref);
		}
	}

	private keep(): void {
		const all = [...this.followed.values()].slice(-MOST);
		void this.deps.memento.update(FOLLOWED, all.length === 0 ? undefined : all);
	}
}
