/**
 * What the details panel and its page say to each other. The host sends the whole snapshot each time, never a part;
 * the page draws it and keeps no fact of its own. Pure types: the page's bundle and the host's both read this file.
 */

import type { KeyspacesView } from '../../migration/keyspaces/view';
import type { TaskRef } from '../../migration/task';
import type { Chart, Headline, Section, Stat, Tile, Tone } from '../../migration/viewModel';

export type { EndView, KeyspacesView, KeysRow, KeysTable } from '../../migration/keyspaces/view';
export type {
	Card,
	Chart,
	DetailField,
	Section,
	SeriesColor,
	Stat,
	SubTaskStep,
	Tile,
	Tone,
} from '../../migration/viewModel';

/** Live statistics. Absent where the task has none. */
export interface Live {
	/** e.g. "sampled 14:02:31, every 5 s", "paused", "ended". */
	readonly note: string;
	/** When the last good sample was taken, ms since 1970; null before the first. The page says how old it is. */
	readonly sampledAt: number | null;
	/** The host's clock when it sent this, ms since 1970: the page may run on another machine with another clock. */
	readonly sentAt?: number;
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
	/** Wire name of what the title shows. */
	readonly titleField: string;
	/** Status: words for people, wire word for the tooltip and for `data-field`. */
	readonly status: { readonly field: string; readonly words: string; readonly wire: string; readonly tone: Tone };
	/** "DCS · online · eu-de · production". */
	readonly subtitle: string;
	/** The first sentence: how the task stands, no more than the data supports. */
	readonly headline: Headline;
	/** The details could not be read (again): what stands here is old or only what the list said. */
	readonly problem?: {
		readonly text: string;
		readonly action?: { readonly command: ProblemAction; readonly label: string };
	};
	/** Waiting for the first answer. */
	readonly loading: boolean;
	readonly actions: { readonly configure: boolean; readonly console: boolean };
	readonly live?: Live;
	readonly sections: readonly Section[];
	/** Comparing the keys of both ends; absent where the task copies none. */
	readonly keyspaces?: KeyspacesView;
}

export type ProblemAction = 'refresh' | 'updateCredential' | 'editConnection' | 'openSandbox';

/** Host → page. */
export type ToDetailsPage =
	| { readonly type: 'snapshot'; readonly snapshot: Snapshot }
	| { readonly type: 'copied'; readonly field: string }
	/** The whole text of a field that was cut in the snapshot. */
	| { readonly type: 'whole'; readonly field: string; readonly text: string }
	/** The texts that were pasted into an earlier life of the page. */
	| { readonly type: 'keyspaces'; readonly source: string; readonly target: string }
	/** Opens a section of the page and moves the focus there, as soon as it is drawn. */
	| { readonly type: 'focusSection'; readonly section: PageSection };

/** Sections that commands lead to. */
export type PageSection = 'keyspaces';

/** Page → host. The host validates each with a schema. */
export type FromDetailsPage =
	| { readonly type: 'ready' }
	| { readonly type: 'refresh' }
	| { readonly type: 'pause'; readonly paused: boolean }
	| { readonly type: 'configure' }
	| { readonly type: 'copy'; readonly field: string }
	| { readonly type: 'whole'; readonly field: string }
	| { readonly type: 'copyJson' }
	| { readonly type: 'console' }
	/** What stands in the two fields now. */
	| { readonly type: 'keyspaces'; readonly source: string; readonly target: string }
	| { readonly type: 'copyKeyspaces' }
	| { readonly type: 'remedy'; readonly action: ProblemAction };

/** What the host writes into the page for its start: the texts of the display language, and the locale for numbers and times. */
export interface PageSetup {
	/** Contents of the l10n bundle, or undefined for English. */
	readonly l10n: Record<string, string> | undefined;
	/** BCP 47 tag of the display language. */
	readonly locale: string;
	/** The page stores it as `state.reference`, where the panel's serializer finds it after a restart. */
	readonly reference?: TaskRef;
}
