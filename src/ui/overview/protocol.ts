/** What the overview and its page say to each other. The host sends all rows each time; the page sorts, filters and pins. Pure types. */
import type { Tile, Tone } from '../../migration/viewModel';

export type { Stat, Tile, Tone } from '../../migration/viewModel';

/** States that rows are counted by. */
export const STATES = ['active', 'pending', 'failed', 'stopped', 'succeeded', 'other'] as const;
export type State = (typeof STATES)[number];

/** How many tasks may be pinned side by side. */
export const MOST_PINNED = 6;

/** A curve as small as a word: values from 0 (lowest) to 1 (highest) at times from 0 to 1, and what it shows in a sentence. */
export interface Trend {
	readonly points: readonly (readonly [time: number, value: number])[];
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
	/** When the newest reading was taken, ms since 1970, and as a time of day; null and '' before the first. */
	readonly sampledAt: number | null;
	readonly sampled: string;
	/** Its newest numbers, where it is pinned. */
	readonly tiles?: readonly Tile[];
}

export interface OverviewView {
	readonly rows: readonly OverviewRow[];
	/** Lists are being read for the first time. */
	readonly loading: boolean;
	/** Connections that cannot be read, with the reason. */
	readonly problems: readonly string[];
	/** What is asked for, and how often. */
	readonly budget: string;
	/** Names of the states. */
	readonly states: Readonly<Record<State, string>>;
}

export type ToOverviewPage = { readonly type: 'overview'; readonly view: OverviewView };

export type FromOverviewPage =
	| { readonly type: 'ready' }
	/** The rows that the page shows, and those that are pinned: only these are sampled. */
	| { readonly type: 'shown'; readonly keys: string[]; readonly pinned: string[] }
	| { readonly type: 'open'; readonly key: string }
	| { readonly type: 'refresh' };
