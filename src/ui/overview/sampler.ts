/** Samples what the overview shows, while it can be seen: one request after the other, never more than the budget. */
import type { Disposable } from '../../core/emitter';
import { type SetTimer, setTimer } from '../../core/timer';
import { refKey, type TaskRef } from '../../migration/task';

/** Requests of the overview are at least so far apart, ms: at most 60 a minute in all. */
export const APART = 1_000;
/** One task is sampled at most every so many ms; a pinned one every {@link PINNED_EVERY}. */
export const EVERY = 15_000;
export const PINNED_EVERY = 5_000;
/** A task that could not be sampled is left alone for so long, ms. */
const AFTER_FAILURE = 60_000;

export interface SampledTask {
	readonly ref: TaskRef;
	readonly pinned: boolean;
}

export interface SamplerDeps {
	readonly sample: (ref: TaskRef) => Promise<unknown>;
	/** What is shown and runs, the most important first. */
	readonly wanted: () => readonly SampledTask[];
	/** ms since 1970. */
	readonly now?: () => number;
	readonly setTimer?: SetTimer;
}

export class OverviewSampler implements Disposable {
	private readonly dueAt = new Map<string, number>();
	private readonly now: () => number;
	private readonly setTimer: SetTimer;
	private timer: Disposable | undefined;
	private visible = false;
	private busy = false;

	constructor(private readonly deps: SamplerDeps) {
		this.now = deps.now ?? Date.now;
		this.setTimer = deps.setTimer ?? setTimer;
	}

	dispose(): void {
		this.setVisible(false);
	}

	/** Nothing is asked while nobody looks. */
	setVisible(visible: boolean): void {
		this.visible = visible;
		if (!visible) {
			this.timer?.dispose();
			this.timer = undefined;
		} else if (!this.timer && !this.busy) {
			this.next(0);
		}
	}

	private next(after: number): void {
		this.timer = this.setTimer(() => {
			this.timer = undefined;
			void this.turn();
		}, after);
	}

	/** Samples the task that is due for longest, if one is. */
	private async turn(): Promise<void> {
		const now = this.now();
		const wanted = this.deps.wanted();
		const keys = new Set(wanted.map(({ ref }) => refKey(ref)));
		for (const key of [...this.dueAt.keys()].filter((one) => !keys.has(one))) {
			this.dueAt.delete(key);
		}
		const due = wanted
			.map((one) => ({ ...one, at: this.dueAt.get(refKey(one.ref)) ?? 0 }))
			.filter(({ at }) => at <= now)
			.sort((a, b) => a.at - b.at)[0];
		if (due) {
			this.busy = true;
			const key = refKey(due.ref);
			try {
				await this.deps.sample(due.ref);
				this.dueAt.set(key, now + (due.pinned ? PINNED_EVERY : EVERY));
			} catch {
				// The row says how old its numbers are; the tree says what is wrong with the connection.
				this.dueAt.set(key, now + AFTER_FAILURE);
			}
			this.busy = false;
		}
		if (this.visible && !this.timer) {
			this.next(APART);
		}
	}
}
