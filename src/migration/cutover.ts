/** How a task stands before its clients are switched, ready to be shown in a panel, a row, a status bar or a message. Pure data. */
import type { Verdict } from './insight/judge';
import type { Tone } from './viewModel';

/** One condition of a gate. */
export interface Condition {
	/** As in the recorded judgement: `offset`, `keys`, … */
	readonly id: string;
	/** Undefined: it is not its turn yet. */
	readonly ok: boolean | undefined;
	/** With its value. */
	readonly text: string;
	/** Where the value is from. */
	readonly source: string;
}

/** All that must hold before a step of the cutover. */
export interface Gate {
	readonly id: 'stopWriters' | 'switch';
	readonly title: string;
	/** "8 of 8", "waits for you". */
	readonly note: string;
	/** What it means that they hold, shown when it is asked for. */
	readonly help?: string;
	readonly conditions: readonly Condition[];
}

/** What a step's button does. */
export const STEP_ACTIONS = [
	'configure',
	'writersStopped',
	'writersResumed',
	'compareKeyspaces',
	'switchIp',
	'stopTask',
	'console',
] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

/** One step of the runbook. */
export interface RunbookStep {
	readonly id: string;
	readonly text: string;
	readonly state: 'done' | 'now' | 'next';
	/** When it was done, or how long it will take. */
	readonly when?: string;
	readonly action?: { readonly id: StepAction; readonly label: string };
}

/** Time left to a phase's goal. */
export interface TimeLeftWords {
	readonly lowMs: number;
	readonly highMs: number;
	/** "20–35 min" */
	readonly text: string;
	/** What it rests on. */
	readonly basis: string;
	/** How to read it, shown when it is asked for. */
	readonly help?: string;
	/** Of what: "Full sync", "Catching up". */
	readonly label: string;
}

/** A few words for a row of the tree, the status bar or a message. */
export interface VerdictWords {
	readonly text: string;
	/** A codicon's name. */
	readonly icon: string;
	/** The id of a theme colour. */
	readonly color?: string;
	readonly tone: Tone;
	/** Somebody has to do something. */
	readonly needsYou: boolean;
}

export interface Cutover {
	readonly verdict: Verdict;
	/** Undefined where the status says all there is to say. */
	readonly words: VerdictWords | undefined;
	readonly left: TimeLeftWords | undefined;
	readonly gates: readonly Gate[];
	readonly steps: readonly RunbookStep[];
}
