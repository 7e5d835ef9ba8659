/** What an action is called, what will happen, and when it is done: the part of an action that people see. One row an action, beside its service. */
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
	readonly input?: ActionInput;
	/** Whether something is lost by it for this task, so that one click is not enough. */
	loses?(task: Task<F>): boolean;
	/** Done before it, where the task allows that: the id of another action. */
	readonly first?: string;
	/** Whether the task says that it is done; left out where the task never does. */
	reached?(task: Task<F>): boolean;
	/** The details do not say how it goes: the list does. */
	readonly listed?: true;
	/** Why it came to nothing, though the service had accepted it, and what to check; undefined where it did not. Of a task's name. */
	failed?(task: Task<F>, name: string): string | undefined;
	/** What it comes to is a collected log, which can be handed on. */
	readonly collectsLog?: true;
	/** It is done once the task is not there any more. */
	readonly removes?: true;
	/** Of a task's name: "“orders” has stopped." */
	readonly done: (name: string) => string;
}

/** The words of a service's actions, by id. `configure` has a form of its own. */
export type ActionWordsTable<F = unknown> = Readonly<Record<string, ActionWords<F>>>;
