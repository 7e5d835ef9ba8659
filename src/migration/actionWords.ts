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
	/** What will happen, what is lost and what cannot be undone. */
	readonly detail: () => string;
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
	/** Done before it, where the task allows that: the id of another action. */
	readonly first?: string;
	/** Whether the task says that it is done; left out where the task never does. */
	reached?(task: Task<F>): boolean;
	/** Why it came to nothing, as far as the task says so. */
	failed?(task: Task<F>): string | undefined;
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
