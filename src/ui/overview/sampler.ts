/** Samples the running tasks that the overview shows, one after the other, within a budget; nothing while nobody looks. */
import type { Disposable } from '../../core/emitter';
import { type SetTimer, setTimer } from '../../core/timer';
import { refKey, type TaskRef } from '../../migration/task';

/** One reading is begun each so many ms at the most: 60 a minute, for all tasks together. */
export const BEAT = 1_000;
/** A task that is not pinned is sampled no more often than this, ms. */
export const LEAST_INTERVAL = 10_000;
/** The same for one whose row is not on the screen. */
export const OFF_SCREEN_INTERVAL = 60_000;
/** Each so-manieth reading goes to whoever waits longest, so that the others are not left out where many are pinned or on the screen. */
const FAIR = 4;
/** A task whose reading failed is left alone for so long, ms. */
const AFTER_FAILURE = 60_000;
/** Readings under way at once: a slow service is not asked ever more. */
const MOST_UNDER_WAY = 4;

export interface Wanted {
	readonly ref: TaskRef;
	readonly pinned: boolean;
	/** Whether somebody can see its row without scrolling. */
	readonly onScreen: boolean;
	/** When its newest reading was taken, by whomever, ms since 1970. */
	readonly sampledAt: number | undefined;
}

export interface SamplerOptions {
	/** The tasks to be sampled, as they are now. */
	readonly wanted: () => readonly Wanted[];
	/** Takes one reading. What it throws stands with the task's connection; here it only makes the next one later. */
	readonly sample: (ref: TaskRef) => Promise<unknown>;
	/** ms between two readings of a pinned task. */
	readonly interval: () => number;
	/** ms since 1970. */
	readonly now?: () => number;
	readonly setTimer?: SetTimer;
}

/** When a task was asked last, and until when it is left alone, ms since 1970. */
interface Asked {
	readonly at: number;
	readonly notBefore: number;
}

/**
 * The task whose turn it is: a pinned one before one on the screen before the others, and among equals the one that is overdue the longest;
 * undefined where none is due. `fair`: the one that is overdue the longest of all.
 */
export function nextOf(
	wanted: readonly Wanted[],
	asked: ReadonlyMap<string, Asked>,
	{ now, interval, fair }: { readonly now: number; readonly interval: number; readonly fair: boolean },
): TaskRef | undefined {
	let best: { readonly ref: TaskRef; readonly rank: number; readonly overdue: number } | undefined;
	for (const { ref, pinned, onScreen, sampledAt } of wanted) {
		const before = asked.get(refKey(ref));
		// A clock that was set back makes nobody wait.
		const last = Math.min(now, Math.max(sampledAt ?? 0, before?.at ?? 0));
		const least = pinned ? 0 : onScreen ? LEAST_INTERVAL : OFF_SCREEN_INTERVAL;
		const overdue = now - last - Math.max(least, interval);
		if (overdue < 0 || (before && before.notBefore > now && before.notBefore - now <= AFTER_FAILURE)) {
			continue;
		}
		const rank = fair ? 0 : pinned ? 2 : onScreen ? 1 : 0;
		if (!best || (rank === best.rank ? overdue > best.overdue : rank > best.rank)) {
			best = { ref, rank, overdue };
		}
	}
	return best?.ref;
}

export class Sampler implements Disposable {
	private readonly asked = new Map<string, Asked>();
	private readonly underWay = new Set<string>();
	private beats = 0;
	private timer: Disposable | undefined;
	private visible = false;

	constructor(private readonly options: SamplerOptions) {}

	dispose(): void {
		this.setVisible(false);
	}

	/** Begins, or asks nothing more. */
	setVisible(visible: boolean): void {
		if (visible === this.visible) {
			return;
		}
		this.visible = visible;
		this.timer?.dispose();
		this.timer = undefined;
		if (visible) {
			this.plan();
		}
	}

	private plan(): void {
		this.timer = (this.options.setTimer ?? setTimer)(() => {
			this.beat();
			this.plan();
		}, BEAT);
	}

	private beat(): void {
		const { wanted, interval } = this.options;
		if (this.underWay.size >= MOST_UNDER_WAY) {
			return;
		}
		const able = wanted().filter(({ ref }) => !this.underWay.has(refKey(ref)));
		this.beats++;
		const ref = nextOf(able, this.asked, { now: this.now(), interval: interval(), fair: this.beats % FAIR === 0 });
		if (ref) {
			void this.take(ref);
		}
	}

	private async take(ref: TaskRef): Promise<void> {
		const key = refKey(ref);
		this.underWay.add(key);
		this.asked.set(key, { at: this.now(), notBefore: 0 });
		try {
			await this.options.sample(ref);
		} catch {
			this.asked.set(key, { at: this.now(), notBefore: this.now() + AFTER_FAILURE });
		} finally {
			this.underWay.delete(key);
		}
	}

	private now(): number {
		return (this.options.now ?? Date.now)();
	}
}
