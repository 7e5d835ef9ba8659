/** How long a full sync will take: from how long its last per cents took, and from the keys, never from when the task was created. Pure. */
import { median } from '../../core/values';
import type { RunPoint } from './run';

/** A range of time, ms. */
export interface TimeLeft {
	readonly lowMs: number;
	readonly highMs: number;
}

/** No number before so many rises of the percentage. */
const MIN_RISES = 3;
/** How many of the newest rises speak, at the most. */
const MAX_RISES = 40;
/** A rise counts half as much as one that is this many per cent newer. */
const HALF_LIFE = 30;
/** Share of the slowest and the quickest rises that say nothing: stalls, and sizes that came at once. */
const TRIM = 0.02;
/** Loading what was received goes on for some time after 100 %: as long as so many per cent took. */
const LOADING = { low: 0, usual: 3.5, high: 7 } as const;
/** The least and the most that is added and taken away on either side, as a share. */
const SPREAD = { least: 0.2, most: 0.33 } as const;

interface Rise {
	/** Seconds that one per cent took. */
	readonly secondsEach: number;
	/** Per cents. */
	readonly by: number;
	/** The percentage after it. */
	readonly to: number;
	/** ms */
	readonly at: number;
}

/** The percentage of a full sync as it rises. Begins anew when the sync does. */
export class FullSyncPace {
	private rises: Rise[] = [];
	private last: { readonly progress: number; readonly t: number } | undefined;
	private firstMoved: number | undefined;
	/** When the percentage reached 100, ms. */
	private reached: number | undefined;
	/** Time that a stall took since the last rise, ms: it says nothing of the pace. */
	private stalledFor = 0;

	add({ progress, t }: Pick<RunPoint, 'progress' | 't'>): void {
		if (progress === null || progress < 0 || progress > 100) {
			return;
		}
		const before = this.last;
		if (before === undefined) {
			this.last = { progress, t };
			return;
		}
		if (progress <= before.progress) {
			return;
		}
		// From 0 the first movement has no known beginning: the snapshot may have taken any part of it.
		if (before.progress > 0 && t > before.t) {
			const by = progress - before.progress;
			const seconds = Math.max(0, t - before.t - this.stalledFor) / 1000;
			this.rises.push({ secondsEach: seconds / by, by, to: progress, at: t });
			if (this.rises.length > MAX_RISES * 2) {
				this.rises = this.rises.slice(-MAX_RISES);
			}
		}
		this.firstMoved ??= t;
		this.stalledFor = 0;
		this.last = { progress, t };
		if (progress === 100) {
			this.reached = t;
		}
	}

	/** A stall of so many ms ended, or goes on. */
	stalled(ms: number): void {
		this.stalledFor += ms;
	}

	restart(): void {
		this.rises = [];
		this.last = undefined;
		this.firstMoved = undefined;
		this.reached = undefined;
		this.stalledFor = 0;
	}

	/** Rises seen since the sync began. */
	get count(): number {
		return this.rises.length;
	}

	/** ms between rises, the usual one; undefined before there are three. */
	get rhythm(): number | undefined {
		const seconds = this.rises.map(({ secondsEach, by }) => secondsEach * by * 1000);
		return seconds.length < MIN_RISES ? undefined : median(seconds.slice(-MAX_RISES));
	}

	/** The time until all is copied and loaded, from a moment `t`; undefined where too little is known. */
	left(t: number): TimeLeft | undefined {
		const { last } = this;
		if (last === undefined || this.rises.length < MIN_RISES) {
			return undefined;
		}
		const pace = paceOf(this.rises);
		if (this.reached !== undefined) {
			return loadingLeft(pace.middle * 1000, t - this.reached);
		}
		const since = Math.max(0, t - last.t - this.stalledFor) / 1000;
		// Part of the next per cent is done by now; how much, nobody said.
		const begun = Math.min(0.9, since / Math.max(pace.middle, 1e-9) / 2);
		const percents = 100 - last.progress - begun;
		const low = (percents + LOADING.low) * pace.low;
		const high = (percents + LOADING.high) * pace.high;
		const middle = (percents + LOADING.usual) * pace.middle;
		return {
			lowMs: Math.round(Math.max(low, middle * (1 - SPREAD.most)) * 1000),
			highMs: Math.round(Math.min(high, middle * (1 + SPREAD.most)) * 1000),
		};
	}
}

/** Seconds a per cent: the middle, and between what it may lie. */
function paceOf(rises: readonly Rise[]): { readonly middle: number; readonly low: number; readonly high: number } {
	const newest = rises.at(-1)?.to ?? 0;
	const weighed = rises.slice(-MAX_RISES).map(({ secondsEach, by, to }) => ({
		value: secondsEach,
		weight: by * 2 ** ((to - newest) / HALF_LIFE),
	}));
	const middle = trimmedMean(weighed);
	const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
	const spread =
		weighed.reduce((sum, { value, weight }) => sum + weight * Math.abs(value - middle), 0) /
		(total * Math.max(middle, 1e-9));
	const share = Math.min(SPREAD.most, SPREAD.least + (0.25 * spread) / Math.sqrt(Math.max(1, weighed.length / 8)));
	return { middle, low: middle * (1 - share), high: middle * (1 + share) };
}

/** The weighed mean without the slowest and the quickest tenth of the weight. */
function trimmedMean(values: readonly { readonly value: number; readonly weight: number }[]): number {
	const sorted = [...values].sort((a, b) => a.value - b.value);
	const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
	const [from, to] = [total * TRIM, total * (1 - TRIM)];
	let passed = 0;
	let sum = 0;
	let counted = 0;
	for (const { value, weight } of sorted) {
		const part = Math.max(0, Math.min(to, passed + weight) - Math.max(from, passed));
		sum += part * value;
		counted += part;
		passed += weight;
	}
	return counted === 0 ? 0 : sum / counted;
}

/** All is received, and some of it is still being loaded: `onePercent` and `since` in ms. */
function loadingLeft(onePercent: number, since: number): TimeLeft {
	const usual = LOADING.usual * onePercent;
	const left = Math.max(onePercent * 0.5, usual - since);
	return { lowMs: Math.round(left * 0.6), highMs: Math.round(Math.max(left * 1.4, onePercent)) };
}
