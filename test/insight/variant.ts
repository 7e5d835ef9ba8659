/** What is asked of an odd run, and what is asked of most of them. */
import { USUAL, type WireSample } from './otherRuns';

export interface Variant {
	readonly name: string;
	readonly samples: readonly WireSample[];
	/** Verdicts and events that must be told in the course of it. */
	readonly tells?: readonly string[];
	/** Verdicts and events that must never be told. */
	readonly never?: readonly string[];
	/** The verdict of the last sample. */
	readonly ends?: string;
}

export const READY = ['readyToStopWrites', 'switchNow'] as const;
export const QUIET = ['fallingBehind', 'stalled', 'fullSyncRestarted'] as const;
/** Seconds until a usual run follows changes. */
export const FOLLOW = USUAL.snapshot + USUAL.copy + USUAL.load;
export const well = { tells: READY, never: QUIET, ends: 'switchNow' } as const;
