/** What is known of one task's run: what its readings support, and what happened in it. */
import type { Judgement } from './insight/judge';

/** Things that happen in a run and are told once. */
export type HappeningKind =
	| 'configured'
	| 'fullSyncBegan'
	| 'following'
	| 'fullSyncRestarted'
	| 'stalled'
	| 'resumed'
	| 'inStep'
	| 'readyToStopWrites'
	| 'switchNow'
	| 'fallingBehind'
	| 'writersStopped'
	| 'writersResumed'
	| 'succeeded'
	| 'stopped'
	| 'failed';

export interface Happening {
	/** ms since 1970. */
	readonly at: number;
	readonly kind: HappeningKind;
	/** Which time it is: the full sync that began again for the first time is the second one. */
	readonly count?: number;
}

export interface RunState {
	/** Undefined where the service gives nothing that could be judged, or nothing was read yet. */
	readonly judgement: Judgement | undefined;
	/** Oldest first. */
	readonly happenings: readonly Happening[];
	/** When the user said that the writers are stopped, ms since 1970; undefined where they go on. */
	readonly writersStoppedAt: number | undefined;
	/** When the newest reading was taken, ms since 1970. */
	readonly sampledAt: number | undefined;
}

/** The last of its kind. */
export function lastOf({ happenings }: RunState, kind: HappeningKind): Happening | undefined {
	return happenings.findLast((one) => one.kind === kind);
}

/** Readings older than so many of their usual distances, and than this (ms), say nothing of now. */
const OLD = { intervals: 3, ms: 60_000 } as const;

/** Until when the newest reading says how the run stands, ms since 1970. */
export function validUntil({ judgement, sampledAt }: RunState, now: number): number {
	return (sampledAt ?? now) + Math.max(OLD.ms, OLD.intervals * (judgement?.interval ?? 0));
}

/** How old the newest reading is, ms, where that is too old to say how the run stands now; undefined where it is not. */
export function staleFor(run: RunState, now: number): number | undefined {
	return now > validUntil(run, now) ? now - (run.sampledAt ?? now) : undefined;
}
