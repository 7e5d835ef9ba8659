/** How much time is left, as a range. Pure. */

/** A range of time, ms. */
export interface TimeLeft {
	readonly lowMs: number;
	readonly highMs: number;
}

/** A range from seconds. */
export function rounded(low: number, high: number): TimeLeft {
	return { lowMs: Math.round(low * 1000), highMs: Math.round(high * 1000) };
}
