/** Refreshes by the clock, but only while somebody looks. */
import type { Disposable } from '../core/emitter';
import { type SetTimer, setTimer } from '../core/timer';

export interface RefreshSchedulerOptions {
	/** Wished interval, ms; 0 switches it off. Read at each turn. */
	readonly interval: () => number;
	/** The work. Resolves to whether it went well; after failures the interval doubles, up to five minutes (or the interval, if longer). */
	readonly run: () => Promise<boolean>;
	/** How long the service asked to be left alone from now on, ms: no run before that. */
	readonly rest?: () => number;
	readonly now?: () => number;
	readonly random?: () => number;
	readonly setTimer?: SetTimer;
}

const MAX_BACKOFF = 5 * 60_000;

export class RefreshScheduler implements Disposable {
	private timer: Disposable | undefined;
	private visible = false;
	private running = false;
	private lastRun: number | undefined;
	private failures = 0;

	constructor(private readonly options: RefreshSchedulerOptions) {}

	/** Whether anybody looks. Looking again after a long while runs at once; after a short one, when the rest of the interval is over. */
	setVisible(visible: boolean): void {
		if (visible !== this.visible) {
			this.visible = visible;
			this.plan();
		}
	}

	/** Tells that the work was done by other means (by hand), or that the interval has changed: counts anew from now. */
	reset(ran = true): void {
		if (ran) {
			this.lastRun = this.now();
			this.failures = 0;
		}
		this.plan();
	}

	dispose(): void {
		this.visible = false;
		this.plan();
	}

	private plan(): void {
		this.timer?.dispose();
		this.timer = undefined;
		const interval = this.options.interval();
		if (!this.visible || interval <= 0 || this.running) {
			return;
		}
		this.timer = (this.options.setTimer ?? setTimer)(() => void this.run(), this.wait(interval));
	}

	/** ms until the next run. A clock that was set back makes it no longer than one pause. */
	private wait(interval: number): number {
		if (this.lastRun === undefined) {
			return 0;
		}
		const pause = this.pause(interval);
		const wait = Math.min(pause, Math.max(0, this.lastRun + pause - this.now()));
		return Math.max(wait, this.options.rest?.() ?? 0);
	}

	private pause(interval: number): number {
		if (this.failures === 0) {
			return interval;
		}
		const longest = Math.max(interval, MAX_BACKOFF);
		const jitter = 0.8 + 0.4 * (this.options.random ?? Math.random)();
		return Math.min(longest, interval * 2 ** Math.min(this.failures, 10) * jitter);
	}

	private async run(): Promise<void> {
		this.running = true;
		let went = false;
		try {
			went = await this.options.run();
		} catch {
			// Whoever runs reports its own failures; here they only slow the pace.
		}
		this.running = false;
		this.failures = went ? 0 : this.failures + 1;
		this.lastRun = this.now();
		this.plan();
	}

	private now(): number {
		return (this.options.now ?? Date.now)();
	}
}
