/** What must hold before an action is sent: what can be read, and what only a person knows. Pure types; an action has them as part of its words. */
import type { Format } from './format';
import type { CacheInstance } from './instances';
import type { RunState } from './runState';
import type { Task } from './task';

/** Something that was read just now. */
export interface CheckedCondition {
	readonly id: string;
	/** Undefined: it is not known, of which a person is told; it holds nobody up. */
	readonly ok: boolean | undefined;
	readonly label: string;
	/** What was read: "5.0 → 6.0". */
	readonly value: string;
	/** What to do where it does not hold; '' where there is nothing to say. */
	readonly todo: string;
}

/** Something that a person has to confirm. */
export interface AskedCondition {
	readonly id: string;
	readonly label: string;
	/** Why it matters. */
	readonly detail: string;
}

/** What was read for it beside the task itself, whose newest sample is of now. */
export interface PreconditionFacts {
	/** The instances that it needs, by id. */
	readonly instances: ReadonlyMap<string, CacheInstance>;
	/** Why others could not be read, in words, by id. */
	readonly unread: ReadonlyMap<string, string>;
	/** How the run stands; undefined where nothing was read of it. */
	readonly run: RunState | undefined;
	/** When, ms since 1970. */
	readonly now: number;
}

/** The preconditions of one action. Pure. */
export interface PreconditionPort<F = unknown> {
	/** Ids of the instances that have to be read. */
	needs(task: Task<F>): readonly string[];
	checked(task: Task<F>, facts: PreconditionFacts, format: Format): readonly CheckedCondition[];
	asked(task: Task<F>, facts: PreconditionFacts): readonly AskedCondition[];
	/** On the row that goes on: "Switch the IP addresses…". */
	readonly go: () => string;
	/** What is sent: of what was entered, and what was read. */
	input(entered: unknown, task: Task<F>, facts: PreconditionFacts): unknown;
	/** The same in words, for the question: what exactly happens to what. */
	says(entered: unknown, task: Task<F>, facts: PreconditionFacts): string;
}
