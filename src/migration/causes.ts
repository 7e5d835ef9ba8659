/**
 * Why migrations stop, as data: what is known of a cause, and how it is recognized. The rows stand with their services (services/<id>/causes*.ts); a
 * new one is a new row there, with a text that it fits and one that it must not fit in its test. Matching: explain.ts.
 */
import type { ServiceId } from './task';

/** `fatal`: the task stops. `degrading`: it goes on, and what it copies is incomplete or late. `notice`: nothing is wrong with the copy itself. */
export type Severity = 'fatal' | 'degrading' | 'notice';

/**
 * Words to look for in one line of a log, or in the whole of an error. Names words and alternatives, and repeats nothing without a bound: texts come
 * from outside and may be long.
 */
export type Words = RegExp | { readonly all: readonly RegExp[]; readonly not?: readonly RegExp[] };

/** What is known of a run beside texts. Left out: not known. */
export interface RunFacts {
	/** The full sync began again. */
	readonly restarted?: boolean;
	/** The target has ever fewer keys than the source, beyond what expires. */
	readonly targetFallsBehind?: boolean;
	/** The target has more keys than the source. */
	readonly targetHasMoreKeys?: boolean;
}

/** One thing to do. */
export interface CauseStep {
	readonly text: string;
	/** What is entered as it stands: a setting, a command. */
	readonly literal?: string;
}

/** One row of the catalogue. */
export interface CauseRow {
	/** Stable: tests, pages and support texts name it. */
	readonly id: string;
	/** The services whose tasks stop for it. */
	readonly services: readonly ServiceId[];
	readonly severity: Severity;
	/** Error codes of the service that mean just this. */
	readonly codes?: readonly string[];
	/** Texts that say so themselves; any of them does. */
	readonly says?: readonly Words[];
	/** Texts that this cause leads to, and others too: they make it possible, no more. */
	readonly leadsTo?: readonly Words[];
	/** Facts that make it possible; all of them together. */
	readonly facts?: readonly (keyof RunFacts)[];
	/** In a few words, for a row of the tree. Without a capital. */
	readonly short: () => string;
	/** One sentence: what happened and what it means. */
	readonly cause: () => string;
	/** What to do, in order. */
	readonly steps: () => readonly CauseStep[];
	/** Which page or log says so, in a few words. */
	readonly source: () => string;
}

/** What to do in one line, for where there is no room for a list: the first two steps. */
export function hintOf(row: CauseRow): string {
	return row
		.steps()
		.slice(0, 2)
		.map(({ text, literal }) => (literal !== undefined && text.endsWith(':') ? `${text} ${literal}.` : text))
		.join(' ');
}

/** Cause and steps in a few sentences. */
export function causeAndSteps(row: CauseRow): string {
	return [row.cause(), ...row.steps().map(({ text }) => text)].join(' ');
}
