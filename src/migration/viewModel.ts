/** What a panel shows of a task, whichever service it came from: fields, steps, tiles and charts. Pure data, ready for a page. */

import type { StatusGroup } from './task';

/** How something is meant, so that the page can choose colour and icon. Never the only carrier of the meaning. */
export type Tone = 'good' | 'busy' | 'waiting' | 'warning' | 'bad' | 'neutral';

/** The tone of a status group. */
export function groupTone(group: StatusGroup): Tone {
	const tones: Readonly<Record<StatusGroup, Tone>> = {
		failed: 'bad',
		pending: 'waiting',
		active: 'busy',
		stopped: 'neutral',
		succeeded: 'good',
		other: 'neutral',
	};
	return tones[group];
}

/** The sentence on top of a panel. */
export interface Headline {
	readonly text: string;
	/** What the sentence tells, without its numbers: while it stays the same nothing new is told. Left out where the text has no numbers that move. */
	readonly news?: string;
	readonly hint?: string;
	/** What the sentence wants to be entered elsewhere, to be copied where it is named: the wire path, and its value. */
	readonly literal?: { readonly field: string; readonly text: string };
	readonly tone: Tone;
}

/** One field of the task. */
export interface DetailField {
	/** Wire path, e.g. `source_instance.addrs`; goes into `data-field`. */
	readonly field: string;
	/** Other wire paths that hold the very same value (list and details often both tell it). */
	readonly also?: readonly string[];
	readonly label: string;
	/** What to show. '' with `empty` set means: the service sent the field with nothing in it. */
	readonly value: string;
	/** The field came, but as null or ''. (A field that did not come is not there at all.) */
	readonly empty?: boolean;
	/** Ids, addresses: show in the editor's font. */
	readonly code?: boolean;
	/** Long text that keeps its line breaks (errors, process traces). */
	readonly block?: boolean;
	/** Only the beginning of the value stands here; the page may ask for the whole. */
	readonly cut?: boolean;
	/** A few words beside the value, e.g. "5 years ago", "allow it on both sides". */
	readonly hint?: string;
	/** The value in pieces, where other fields stand in it: `192.168.0.9` and `6379` in an address. Together they are `value`. */
	readonly parts?: readonly { readonly field?: string; readonly text: string }[];
	/** What the field means, shown when it is asked for. */
	readonly help?: string;
	/** Tooltip, e.g. the wire word behind a translated value. */
	readonly title?: string;
	readonly tone?: Tone;
}

/** A run of steps with progress and duration (an SMS task's sub-tasks). */
export interface SubTaskStep {
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
	/** Only the beginning of the trace stands here; the page may ask for the whole. */
	readonly cut?: boolean;
}

/** A block of the page. `pair` draws its two cards side by side with an arrow; `steps` a timeline; `fields` a definition list. */
export type Section = {
	readonly id: string;
	readonly title: string;
	/** What was left out, as a sentence. */
	readonly more?: string;
} & (
	| { readonly layout: 'fields'; readonly fields: readonly DetailField[] }
	| { readonly layout: 'pair'; readonly from: Card; readonly to: Card }
	| { readonly layout: 'steps'; readonly steps: readonly SubTaskStep[] }
);

/** One side of from → to. */
export interface Card {
	/** "From" / "To", for assistive technology. */
	readonly role: string;
	readonly title: string;
	/** Wire path of what the title shows, if it shows a wire field. */
	readonly titleField?: string;
	/** Other wire paths that hold the very same title. */
	readonly also?: readonly string[];
	/** A word beside the title, e.g. the instance's state. */
	readonly note?: DetailField;
	readonly fields: readonly DetailField[];
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
	/** What the number means, shown when it is asked for. */
	readonly help?: string;
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
	/** Its values are counts: there is nothing between two whole numbers. */
	readonly whole?: boolean;
	readonly series: readonly { readonly stat: string; readonly label: string; readonly color: SeriesColor }[];
	/** The chart in one sentence, for those who cannot see it. */
	readonly summary: string;
}

/** Something that happened in a run, to be marked on the time axis of all charts. */
export interface ChartMark {
	/** ms since 1970. */
	readonly at: number;
	/** What it is, e.g. `fullSyncRestarted`. */
	readonly kind: string;
	/** In words, without the time: "full sync began again". */
	readonly label: string;
	readonly tone: Tone;
}
