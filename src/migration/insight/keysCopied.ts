/** What the keys at the target say of a full sync: how far loading is behind what was received. Pure. */
import type { RunPoint } from './run';
import { rounded, type TimeLeft } from './timeLeft';

/** A reading as far as the pace of a full sync goes by it. */
export type PacePoint = Pick<RunPoint, 'progress' | 't'> & Partial<Pick<RunPoint, 'sourceKeys' | 'targetKeys'>>;

/** From this percentage on, the keys say how far loading is behind; and by no more per cents than the most. */
const LOADING = { from: 20, most: 15 } as const;
/** Share of the source's keys up to which a target was empty before. */
const EMPTY = 0.02;
/** Readings at 100 % after which the keys say how long loading takes. */
const READINGS = 4;
/** What a time by the keys may be off: a share of it. */
const OFF = 0.3;

/** Where the target was not empty before, or the keys are not known, nothing is said. */
export class KeysCopied {
	/** Keys of the source when this sync began: those are what it copies. */
	private goal: number | undefined;
	private wasEmpty: boolean | undefined;
	private behind: number | undefined;
	/** Since 100 %: the first reading, the newest, and how many. */
	private loads: { readonly from: Reading; readonly to: Reading; readonly count: number } | undefined;

	/** `rose`: the percentage is higher than ever, and so is nearest to what it says. */
	add({ progress, t, sourceKeys = null, targetKeys: keys = null }: PacePoint, rose: boolean): void {
		this.goal ??= sourceKeys ?? undefined;
		if (keys === null || progress === null || this.goal === undefined) {
			return;
		}
		this.wasEmpty ??= keys <= this.goal * EMPTY;
		if (progress === 100) {
			const to = { t, keys };
			this.loads = { from: this.loads?.from ?? to, to, count: (this.loads?.count ?? 0) + 1 };
		}
		if (rose && this.wasEmpty && progress >= LOADING.from && keys > 0) {
			const perCents = ((this.goal - keys) / keys) * progress - (100 - progress);
			this.behind = Math.max(0, Math.min(LOADING.most, perCents));
		}
	}

	restart(): void {
		this.goal = undefined;
		this.wasEmpty = undefined;
		this.behind = undefined;
		this.loads = undefined;
	}

	/** For how many per cents more the keys are loaded after 100 %. */
	get loading(): number | undefined {
		return this.behind;
	}

	/** How long loading will take, by how quickly keys came since 100 %. */
	get loadingLeft(): TimeLeft | undefined {
		const { loads, goal, wasEmpty } = this;
		if (!loads || goal === undefined || !wasEmpty || loads.count < READINGS) {
			return undefined;
		}
		const { from, to } = loads;
		const each = (to.t - from.t) / (to.keys - from.keys) / 1000;
		const seconds = (goal - to.keys) * each;
		return to.keys > from.keys && seconds > 0
			? rounded(Math.max(0, seconds * (1 - OFF) - 2), seconds * (1 + OFF) + 2)
			: undefined;
	}
}

interface Reading {
	readonly t: number;
	readonly keys: number;
}
