/** What {@link Submissions} asks of the place where it keeps its traces: all windows of this machine, and the next session, see the same. */
import type { TaskRef } from '../migration/task';

/** A trace whose outcome nobody asked about for so long, ms, is of no use to anybody. */
export const TRACE_LIFE = 30 * 24 * 60 * 60_000;

/** A write that was begun. It holds nothing of what is written. */
export interface Trace {
	readonly action: string;
	readonly ref: TaskRef;
	/** ms since 1970. */
	readonly sentAt: number;
}

/** A trace that this window wrote. Where another window has taken its place since, that one is left alone. */
export interface TraceEntry {
	/** Says that its sender still waits for the answer. */
	beat(): Promise<void>;
	/** Its sender got no answer. */
	markUnanswered(): Promise<void>;
	remove(): Promise<void>;
}

/** A trace as it was found. One that cannot be read is found as well: something was begun. */
export interface FoundTrace {
	/** Tells it from others of the same action and task. */
	readonly id: string;
	/** `sent`: its sender waits for the answer, or ended while it did. */
	readonly state: 'sent' | 'unanswered';
	/** ms since 1970. */
	readonly sentAt: number;
	/** When its sender was heard of last, ms since 1970. */
	readonly aliveAt: number;
	/** Its sender is known to have ended. Where that cannot be told: false. */
	readonly senderGone: boolean;
	remove(): Promise<void>;
}

/** Every call may throw what the place where it is kept throws. */
export interface Journal {
	/** The trace of an action of a task. */
	find(action: string, ref: TaskRef): Promise<FoundTrace | undefined>;
	/**
	 * Writes a trace, in the place of `after` where that is given. Undefined where anybody else's stands there, also one that came at the same moment, and
	 * where `after` is gone: of all who ask at once, in all windows, at most one gets an entry.
	 */
	create(trace: Trace, after?: FoundTrace): Promise<TraceEntry | undefined>;
	/** Removes the traces that the test picks; `connectionId` is undefined for one that cannot be read. */
	sweep(
		picks: (trace: { readonly connectionId: string | undefined; readonly sentAt: number }) => boolean,
	): Promise<void>;
}
