/** What {@link Submissions} asks of the place where it keeps its traces: all windows of this machine, and the next session, see the same. */
import type { TaskRef } from '../migration/task';

/** A trace whose outcome nobody asked about for so long, ms, is of no use to anybody. */
export const TRACE_LIFE = 30 * 24 * 60 * 60_000;

/** While its writer waits, a trace is renewed this often, ms. */
export const BEAT = 5_000;
/** A trace that was not renewed for so long, ms, has nobody left who waits. */
const LEASE = 4 * BEAT;

/** A write that was begun. It holds nothing of what is written. */
export interface Trace {
	readonly action: string;
	readonly ref: TaskRef;
	/** ms since 1970. */
	readonly sentAt: number;
	/** Of a write that was accepted and is waited for. */
	readonly note?: TraceNote | undefined;
}

/** What whoever waits for the end of an action must know, also after this window is closed. */
export interface TraceNote {
	/** What the task was called; it may be gone when that is told. */
	readonly name: string;
	/** The action that comes next. */
	readonly next?: string | undefined;
	/** What the task showed of an earlier one of its kind, which must not be taken for the end of this one. */
	readonly before?: string | undefined;
}

/** A trace that this window wrote. Where another window has taken its place since, that one is left alone. */
export interface TraceEntry {
	readonly id: string;
	/** Says that its writer still waits. False where another has taken its place. */
	beat(): Promise<boolean>;
	/** Its sender got no answer. */
	markUnanswered(): Promise<void>;
	remove(): Promise<void>;
}

/** A trace as it was found. One that cannot be read is found as well: something was begun. */
export interface FoundTrace {
	/** Tells it from others of the same action and task. */
	readonly id: string;
	/** Undefined where it cannot be read. */
	readonly trace: Trace | undefined;
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

/** Whether somebody, in this window or another, waits for the answer now. A clock that was set back must not keep a trace alive for ever. */
export function isHeld({ state, senderGone, aliveAt }: FoundTrace, now: number): boolean {
	return state === 'sent' && !senderGone && Math.abs(now - aliveAt) < LEASE;
}

/** Every call may throw what the place where it is kept throws. */
export interface Journal {
	/** The trace of an action of a task. */
	find(action: string, ref: TaskRef): Promise<FoundTrace | undefined>;
	/** The traces of several actions of a task, by action, in one look. */
	findEach(actions: readonly string[], ref: TaskRef): Promise<ReadonlyMap<string, FoundTrace>>;
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
