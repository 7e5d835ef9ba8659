/** What the overview and its page say to each other. The host sends the rows that changed; the page sorts, filters and pins. Pure types. */
import type { Tile, Tone } from '../../migration/viewModel';

export type { Stat, Tile, Tone } from '../../migration/viewModel';

/** States that rows are counted by. */
export const STATES = ['active', 'pending', 'failed', 'stopped', 'succeeded', 'other'] as const;
export type State = (typeof STATES)[number];
/** What needs somebody, in the order in which it is named: what can be lost stands before what is lost, and that before what waits. */
export const URGENCY: readonly State[] = ['active', 'failed', 'pending', 'other', 'stopped', 'succeeded'];

/** How many tasks may be pinned side by side. */
export const MOST_PINNED = 6;

/** A curve as small as a word: values from 0 (lowest) to 1 (highest) at times from 0 to 1 (now), and what it shows in a sentence. */
export interface Trend {
	readonly points: readonly (readonly [time: number, value: number])[];
	/** Places in `points` at which the line begins anew, since samples are missing just before. */
	readonly breaks: readonly number[];
	readonly label: string;
}

export interface Verdict {
	readonly text: string;
	readonly tone: Tone;
}

/** One migration. Texts are plain lines in the display language. */
export interface OverviewRow {
	readonly key: string;
	readonly name: string;
	/** "DCS". */
	readonly service: string;
	readonly state: State;
	readonly tone: Tone;
	readonly phase: string;
	/** 0–100; null where nothing says it. */
	readonly percent: number | null;
	readonly trend?: Trend;
	/** Time left, or how far it is behind; '' where nothing honest can be said. `leftMs` to sort by; null for what has no time. */
	readonly left: string;
	readonly leftMs: number | null;
	readonly verdict: Verdict;
	/** Why it needs somebody. */
	readonly why?: string;
	readonly connection: string;
	/** When the newest reading was taken, ms since 1970; null before the first. */
	readonly sampledAt: number | null;
	/** Its newest numbers, where it is pinned. */
	readonly tiles?: readonly Tile[];
	/** What VS Code's menu for the row is handed, as JSON. */
	readonly context: string;
}

/** A connection that cannot be read, why, and what helps. */
export interface OverviewProblem {
	readonly key: string;
	/** Its name. */
	readonly connection: string;
	readonly text: string;
	readonly remedy: string;
}

export interface OverviewView {
	/** Whether these are all rows; else those that are new or have changed. */
	readonly whole: boolean;
	readonly rows: readonly OverviewRow[];
	/** Rows that are not there any more, by key. */
	readonly gone: readonly string[];
	/** Pinned tasks that are not among the rows, and why. */
	readonly missing: readonly { readonly key: string; readonly text: string }[];
	/** Lists are being read for the first time. */
	readonly loading: boolean;
	/** Whether there is any connection. */
	readonly connected: boolean;
	/** Nothing is read just now, though the page can be seen: another window is in front. */
	readonly paused: boolean;
	readonly problems: readonly OverviewProblem[];
	/** What is asked for, and how often. */
	readonly budget: string;
	/** Names of the states. */
	readonly states: Readonly<Record<State, string>>;
	/** The host's clock, ms since 1970: it may be another machine's. */
	readonly sentAt: number;
}

export type ToOverviewPage = { readonly type: 'overview'; readonly view: OverviewView };

export type FromOverviewPage =
	| { readonly type: 'ready' }
	/** The rows that the page shows, those of them that are on the screen, and those that are pinned: only these are sampled. */
	| { readonly type: 'shown'; readonly keys: string[]; readonly onScreen: string[]; readonly pinned: string[] }
	| { readonly type: 'open'; readonly key: string }
	| { readonly type: 'refresh' }
	| { readonly type: 'connect' }
	/** What helps against a problem, by its key. */
	| { readonly type: 'remedy'; readonly key: string };
