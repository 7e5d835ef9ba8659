/** The history of one run of a migration, as far as a judgement needs it. Pure; grows with the run no further than a bound. */
import { median } from '../../core/values';
import type { Stage } from '../task';

/** One reading of a run. Null where none came. */
export interface RunSample {
	/** ms since 1970, by whatever clock the readings were taken. */
	readonly at: number;
	/** What the status says. */
	readonly stage: Stage;
	/** `failed`, `stopped` or `succeeded` where the stage is `over`. */
	readonly end?: 'failed' | 'stopped' | 'succeeded' | undefined;
	/** Whether changes are followed once all is copied; undefined where nobody said. */
	readonly thenChanges: boolean | undefined;
	/** Of the full sync, per cent. */
	readonly progress: number | null;
	/** In the service's own unit, which may be unknown; 0 is no difference. */
	readonly offset: number | null;
	readonly sourceKeys: number | null;
	readonly targetKeys: number | null;
	/** KB/s */
	readonly inputKbps: number | null;
	/** Operations a second at the target. */
	readonly ops: number | null;
	readonly migrating: boolean | undefined;
	/** The user says that nobody writes to the source any more. */
	readonly writesStopped: boolean;
	/** The task carries an error, or its log held one in the last ten minutes; undefined where nobody looked. */
	readonly trouble?: boolean | undefined;
	/** Both instances run, or one is in another state; undefined where nobody said. */
	readonly endsRunning?: boolean | undefined;
}

/** A sample with its place on a clock that never runs backwards. */
export interface RunPoint extends RunSample {
	/** ms since the first sample. A step of the clock by which the samples are dated counts as one usual distance. */
	readonly t: number;
}

/** Points that are kept; older ones go, as no judgement looks back further than some minutes of its own rhythm. */
const MAX_POINTS = 1_000;
/** Distances that say what is usual. */
const RECENT_DISTANCES = 15;
/** Nothing so short is a gap, ms. */
const SHORT = 15_000;
/** A distance that comes so often among those is a habit. */
const HABIT = 3;

export class RunHistory {
	private readonly kept: RunPoint[] = [];
	private readonly steps: number[] = [];

	/** Takes a sample and gives it its place. */
	add(sample: RunSample): RunPoint {
		const last = this.kept.at(-1);
		const step = last === undefined ? 0 : sample.at - last.at;
		const t = last === undefined ? 0 : last.t + (step > 0 ? step : this.usual);
		if (step > 0) {
			this.steps.push(step);
			if (this.steps.length > RECENT_DISTANCES) {
				this.steps.shift();
			}
		}
		const point = { ...sample, t };
		this.kept.push(point);
		if (this.kept.length > MAX_POINTS) {
			this.kept.splice(0, MAX_POINTS / 10);
		}
		return point;
	}

	/** Oldest first. */
	get points(): readonly RunPoint[] {
		return this.kept;
	}

	/** How far apart samples usually are, ms; 0 before the second. */
	get usual(): number {
		return this.steps.length === 0 ? 0 : median(this.steps);
	}

	/** Up to which distance nothing is missing between two samples, ms: three usual ones, or a longer one that comes again and again. */
	get unbroken(): number {
		const longest = [...this.steps].sort((a, b) => b - a);
		return Math.max(SHORT, 3 * this.usual, 1.25 * (longest[HABIT - 1] ?? 0));
	}

	/** The newest point. What it does not say is taken from the two before it, as long as the status is the same. */
	get newest(): RunPoint | undefined {
		const last = this.kept.at(-1);
		if (last === undefined || (last.progress !== null && last.migrating !== undefined)) {
			return last;
		}
		const near = this.kept.slice(-3).filter(({ stage }) => stage === last.stage);
		return {
			...last,
			progress: last.progress ?? near.findLast(({ progress }) => progress !== null)?.progress ?? null,
			migrating: last.migrating ?? near.findLast(({ migrating }) => migrating !== undefined)?.migrating,
		};
	}

	/** The newest points: those of the last `ms`, and at least `least` of them. */
	recent(ms: number, least = 0): readonly RunPoint[] {
		const end = this.kept.at(-1)?.t ?? 0;
		let first = this.kept.length;
		while (first > 0 && (end - (this.kept[first - 1]?.t ?? 0) <= ms || this.kept.length - first < least)) {
			first--;
		}
		return this.kept.slice(first);
	}
}
