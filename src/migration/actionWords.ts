/** What an action is called, what will happen, and when it is done: the part of an action that people see. One row an action, beside its service. */
import type { PreconditionPort } from './preconditions';
import type { Task } from './task';

/** Something that is entered for an action. */
export type ActionInput =
	| { readonly kind: 'choice'; readonly prompt: () => string; readonly choices: readonly InputChoice[] }
	| {
			readonly kind: 'text';
			readonly prompt: () => string;
			readonly placeHolder: string;
			/** What is sent for the text, or what is wrong with it. */
			readonly read: (typed: string) => { readonly value: unknown } | { readonly fault: string };
	  };

export interface InputChoice {
	readonly value: string;
	readonly label: () => string;
	readonly detail: () => string;
}

export interface ActionWords<F = unknown> {
	/** A codicon's name. */
	readonly icon: string;
	/** On a button: "Stop". */
	readonly label: () => string;
	/** In a row to pick: what it is for. */
	readonly purpose: () => string;
	/** What will happen, what is lost and what cannot be undone. `value`: what is sent of what was entered, where it is known. */
	readonly detail: (value?: unknown) => string;
	/** The question itself, of a task's name; left out: the label and the name. */
	readonly question?: (name: string) => string;
	/** What must hold before it is sent to a task: checked live, and asked for. */
	readonly preconditions?: PreconditionPort<F>;
	readonly input?: ActionInput;
	/** Whether something is lost by it for this task, so that one click is not enough. */
	loses?(task: Task<F>): boolean;
	/** What is lost, of a task's name, which is then to be typed; left out: what is not copied yet. */
	readonly loss?: (name: string) => string;
	/** Whether a task that was only listed may allow it: its details would tell. */
	perhaps?(task: Task<F>): boolean;
	/** Done before it, where the task allows that: the id of another action. An action with an input has none. */
	readonly first?: string;
	/** Whether the task says that it is done; left out where that it was accepted is all there is to it. */
	reached?(task: Task<F>): boolean;
	/** What the task says went wrong with it, as it came from the service: '' where it says no more than that. */
	fault?(task: Task<F>): string | undefined;
	/** What the task shows of it, to tell its end from that of an earlier one. Left out where a task that looks done does not allow it. */
	shows?(task: Task<F>): string;
	/** Where to look, for an action whose end the task may not tell: "the clone in its details". */
	readonly lookAt?: () => string;
	/** The details do not say how it goes: the list does. */
	readonly listed?: true;
	/** What to check where it came to nothing, though the service had accepted it. */
	readonly check?: () => string;
	/** What it comes to is a collected log, which can be handed on. */
	readonly collectsLog?: true;
	/** In a row, until it is done; left out: that it was accepted. */
	readonly underWay?: () => string;
	/** The id of the action that takes it back, which is offered once it is done. */
	readonly undo?: string;
	/** It is done once the task is not there any more. */
	readonly removes?: true;
	/** Of a task's name: "“orders” has stopped." */
	readonly done: (name: string) => string;
}

/** The words of a service's actions, by id. `configure` has a form of its own. */
export type ActionWordsTable<F = unknown> = Readonly<Record<string, ActionWords<F>>>;

/** How an action on a task ended, as the task says by now; undefined where it does not say that it has. `reason` as it came from the service. */
export type ActionEnd = { readonly state: 'done' } | { readonly state: 'failed'; readonly reason: string };

/**
 * Whether the task says that an action on it has ended. `before`: what it showed before the action was sent, where that looked like an end already; as
 * long as it shows the same, that is still the earlier one's.
 */
export function actionEnd<F>(words: ActionWords<F>, task: Task<F>, before?: string): ActionEnd | undefined {
	if (words.removes || (before !== undefined && words.shows?.(task) === before)) {
		return undefined;
	}
	const reason = words.fault?.(task);
	if (reason !== undefined) {
		return { state: 'failed', reason };
	}
	return (words.reached?.(task) ?? true) ? { state: 'done' } : undefined;
}

/** What the task shows of the action before it is sent, where that looks like its end. */
export function endBefore<F>(words: ActionWords<F>, task: Task<F>): string | undefined {
	return words.shows && actionEnd(words, task) ? words.shows(task) : undefined;
}
