/** How long a full sync will take: from how long its last per cents took, and from the keys, never from when the task was created. Pure. */
import { median } from '../../core/values';
import { KeysCopied, type PacePoint } from './keysCopied';
import { rounded, type TimeLeft } from './timeLeft';

export type { TimeLeft };

/** No number before so many rises of the percentage. */
const MIN_RISES = 3;
/** How many of the newest rises speak, at the most. */
const MAX_RISES = 40;
/** A rise counts half as much as one that is newer by this share of what is left, in per cents: what comes soon goes by what was lately. */
const HALF_LIFE = { share: 0.7, least: 6, most: 20 } as const;
/** Share of the slowest and the quickest rises that say nothing: stalls, and sizes that came at once. */
const TRIM = 0.01;
/** Loading what was received goes on after 100 %, usually for as long as so many per cents took; known no better than by so many. */
const LOADING = { usual: 2.9, spread: 3.8 } as const;
/** How far the pace may be off, as a share: at the least, by how much the per cents differ among themselves, and at the most. */
const SPREAD = { least: 0.24, each: 0.38, most: 0.43, ofAll: 0.75 } as const;

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
	/** When the percentage reached 100, ms. */
	private reached: number | undefined;
	private readonly keys = new KeysCopied();
	/** Time that a stall took since the last rise, ms: it says nothing of the pace. */
	private stalledFor = 0;

	add(point: PacePoint): void {
		const { progress, t } = point;
		if (progress === null || progress < 0 || progress > 100) {
			return;
		}
		this.keys.add(point, this.last === undefined || progress > this.last.progress);
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
		this.reached = undefined;
		this.keys.restart();
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
			return this.keys.loadingLeft ?? loadingLeft(pace.middle * 1000, t - this.reached);
		}
		const since = Math.max(0, t - last.t - this.stalledFor) / 1000;
		// Part of the next per cent is done by now; how much, nobody said.
		const begun = Math.min(0.9, since / Math.max(pace.middle, 1e-9) / 2);
		const percents = 100 - last.progress - begun;
		const loading = (LOADING.usual + (this.keys.loading ?? LOADING.usual)) / 2;
		const middle = (percents + loading) * pace.middle;
		const half = Math.min(SPREAD.ofAll * middle, Math.hypot(pace.share * percents, LOADING.spread) * pace.middle);
		return rounded(middle - half, middle + half);
	}
}

/** Seconds a per cent: the middle, and the share by which it may be off. */
function paceOf(rises: readonly Rise[]): { readonly middle: number; readonly share: number } {
	const newest = rises.at(-1)?.to ?? 0;
	const halfLife = Math.min(HALF_LIFE.most, Math.max(HALF_LIFE.least, HALF_LIFE.share * (100 - newest)));
	const weighed = rises.slice(-MAX_RISES).map(({ secondsEach, by, to }) => ({
		value: secondsEach,
		weight: by * 2 ** ((to - newest) / halfLife),
	}));
	const middle = trimmedMean(weighed);
	const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
	const spread =
		weighed.reduce((sum, { value, weight }) => sum + weight * Math.abs(value - middle), 0) /
		(total * Math.max(middle, 1e-9));
	const differ = (SPREAD.each * spread) / Math.sqrt(Math.max(1, weighed.length / 8));
	return { middle, share: Math.min(SPREAD.most, SPREAD.least + differ) };
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

/** All is received, and some of it is still being loaded, how much is not known: `onePercent` and `since` in ms. */
function loadingLeft(onePercent: number, since: number): TimeLeft {
	// What took long already may take as long again.
	const left = Math.max(onePercent * 0.5, LOADING.usual * onePercent - since / 2, since / 3);
	return rounded((left * 0.2) / 1000, (left * 1.8) / 1000);
}
