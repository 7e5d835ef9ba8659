/**
 * What the details panel and its page say to each other. The host sends the whole snapshot each time, never a part;
 * the page draws it and keeps no fact of its own. Pure types: the page's bundle and the host's both read this file.
 */

/** How something is meant, so that the page can choose colour and icon. Never the only carrier of the meaning. */
export type Tone = 'good' | 'busy' | 'waiting' | 'warning' | 'bad' | 'neutral';

/** One fact of the task. */
export interface Fact {
	/** Wire path, e.g. `source_instance.addrs`; goes into `data-field`. */
	readonly field: string;
	readonly label: string;
	/** What to show. '' with `empty` set means: the service sent the field with nothing in it. */
	readonly value: string;
	/** The field came, but as null or ''. (A field that did not come has no Fact at all.) */
	readonly empty?: boolean;
	/** Ids, addresses: show in the editor's font. */
	readonly code?: boolean;
	/** Long text that keeps its line breaks (errors, process traces). */
	readonly block?: boolean;
	/** A few words beside the value, e.g. "5 years ago", "allow it on both sides". */
	readonly hint?: string;
	/** Tooltip, e.g. the wire word behind a translated value. */
	readonly title?: string;
	readonly tone?: Tone;
}

/** A run of steps with progress and duration (an SMS task's sub-tasks). */
export interface Step {
	/** Wire path of the step, e.g. `sub_tasks.0`. */
	readonly field: string;
	readonly name: string;
	/** The wire name, for the tooltip. */
	readonly title?: string;
	/** 0–100, or null where the service does not say. */
	readonly progress: number | null;
	readonly state: 'done' | 'running' | 'waiting' | 'failed';
	/** State in words, e.g. "done". */
	readonly stateWords: string;
	/** e.g. "14:02 – 14:10 · 8 min". */
	readonly when?: string;
	/** The process trace, shown behind a disclosure. */
	readonly trace?: string;
}

/** A block of the page. `pair` draws its two cards side by side with an arrow; `steps` a timeline; `facts` a definition list. */
export type Section =
	| { readonly id: string; readonly title: string; readonly layout: 'facts'; readonly facts: readonly Fact[] }
	| { readonly id: string; readonly title: string; readonly layout: 'pair'; readonly from: Card; readonly to: Card }
	| { readonly id: string; readonly title: string; readonly layout: 'steps'; readonly steps: readonly Step[] };

/** One side of from → to. */
export interface Card {
	/** "From" / "To", for assistive technology. */
	readonly role: string;
	readonly title: string;
	/** Wire path of what the title shows, if it shows a wire field. */
	readonly titleField?: string;
	/** A word beside the title, e.g. the instance's state. */
	readonly note?: Fact;
	readonly facts: readonly Fact[];
}

/** One number of a tile. */
export interface Stat {
	/** Wire name; goes into `data-stat`. */
	readonly stat: string;
	/** Formatted value; "–" where there is none. */
	readonly value: string;
	/** Short unit after the value: "%", "KB/s". */
	readonly unit?: string;
}

/** A big number with its label. Two stats in `main` are joined by an arrow. */
export interface Tile {
	readonly id: string;
	readonly label: string;
	readonly main: readonly Stat[];
	/** A line below. May itself carry a stat (e.g. operations/s below KB/s). */
	readonly below?: { readonly text: string; readonly stat?: Stat };
	/** 0–100 draws a thin bar. */
	readonly progress?: number | null;
}

export type SeriesColor = 'blue' | 'green' | 'orange' | 'purple' | 'red' | 'yellow';

/** One chart over the common time axis. */
export interface Chart {
	readonly id: string;
	readonly title: string;
	readonly unit?: string;
	/** Fixed upper end of the value axis, e.g. 100 for per cent. */
	readonly max?: number;
	readonly series: readonly { readonly stat: string; readonly label: string; readonly color: SeriesColor }[];
	/** The chart in one sentence, for those who cannot see it. */
	readonly summary: string;
}

/** Live statistics. Absent where the task has none. */
export interface Live {
	/** e.g. "sampled 14:02:31, every 5 s", "paused", "ended". */
	readonly note: string;
	/** When the last good sample was taken, ms since 1970; null before the first. The page says how old it is. */
	readonly sampledAt: number | null;
	/** Interval of polling, ms; 0 where nothing polls any more. */
	readonly interval: number;
	readonly paused: boolean;
	/** Whether the pause button makes sense (the task is not over). */
	readonly pausable: boolean;
	/** Why the last reading failed, as a sentence for the user. The values shown are then old. */
	readonly stale?: string;
	/** Wire name of the going-on flag and its words, e.g. { stat: 'is_migrating', value: 'Yes' }. */
	readonly migrating?: Stat & { readonly label: string };
	readonly tiles: readonly Tile[];
	readonly charts: readonly Chart[];
	/** Sample times, ms since 1970, ascending. */
	readonly times: readonly number[];
	/** Per wire name the values at `times`; null is a gap, never drawn over. */
	readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}

/** All that the page shows. */
export interface Snapshot {
	readonly title: string;
	/** Status: words for people, wire word for the tooltip and for `data-field`. */
	readonly status: { readonly field: string; readonly words: string; readonly wire: string; readonly tone: Tone };
	/** "DCS · online · eu-de · production". */
	readonly subtitle: string;
	/** The first sentence: how the task stands, no more than the data supports. */
	readonly headline: { readonly text: string; readonly hint?: string; readonly tone: Tone };
	/** The details could not be read (again): what stands here is old or only what the list said. */
	readonly problem?: { readonly text: string; readonly action?: { readonly command: ProblemAction; readonly label: string } };
	/** Waiting for the first answer. */
	readonly loading: boolean;
	readonly actions: { readonly configure: boolean; readonly console: boolean };
	readonly live?: Live;
	readonly sections: readonly Section[];
}

export type ProblemAction = 'refresh' | 'updateCredential' | 'openSandbox';

/** Host → page. */
export type ToDetailsPage = { readonly type: 'snapshot'; readonly snapshot: Snapshot } | { readonly type: 'copied'; readonly field: string };

/** Page → host. The host validates each with a schema. */
export type FromDetailsPage =
	| { readonly type: 'ready' }
	| { readonly type: 'refresh' }
	| { readonly type: 'pause'; readonly paused: boolean }
	| { readonly type: 'configure' }
	| { readonly type: 'copy'; readonly field: string }
	| { readonly type: 'copyJson' }
	| { readonly type: 'console' }
	| { readonly type: 'remedy'; readonly action: ProblemAction };

/** What the host writes into the page for its start: the texts of the display language, and the locale for numbers and times. */
export interface PageSetup {
	/** Contents of the l10n bundle, or undefined for English. */
	readonly l10n: Record<string, string> | undefined;
	/** BCP 47 tag of the display language. */
	readonly locale: string;
}
