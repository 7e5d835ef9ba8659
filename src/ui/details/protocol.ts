/**
 * What the details panel and its page say to each other. The host sends the whole snapshot each time, never a part;
 * the page draws it and keeps no fact of its own. Pure types: the page's bundle and the host's both read this file.
 */

import type { Cutover, StepAction } from '../../migration/cutover';
import type { Curves, Rows, TimeRange } from '../../migration/decimate';
import type { KeyspacesView } from '../../migration/keyspaces/view';
import type { TaskRef } from '../../migration/task';
import type { LOG_LEVELS, LogFields } from '../../migration/taskLog';
import type { Chart, ChartMark, DetailField, Headline, Section, Stat, Tile, Tone } from '../../migration/viewModel';

export type { Rows, TimeRange } from '../../migration/decimate';
export type { EndView, KeyspacesView, KeysRow, KeysTable } from '../../migration/keyspaces/view';
export type {
	Card,
	Chart,
	ChartMark,
	DetailField,
	Section,
	SeriesColor,
	Stat,
	SubTaskStep,
	Tile,
	Tone,
} from '../../migration/viewModel';

/** What a person wants to see of the run: a stretch that stands still, or the last so many ms up to the newest sample, or all of it. */
export type RangeChoice = TimeRange | { readonly last: number | 'all' };

/** Live statistics. Absent where the task has none. */
export interface Live extends Pick<Curves, 'times' | 'values' | 'breaks'> {
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
	/** The stretch that the charts show. `following`: it moves with the newest sample, and is so long, ms; false: it stands still. */
	readonly range: TimeRange & { readonly following: number | 'all' | false };
	/** From the first sample to the newest. */
	readonly extent: TimeRange;
	/** How many samples were taken in the range: more than `times` has, where they were thinned. */
	readonly count: number;
	/** The newest samples of the range, one by one; left out where `times` has them all. */
	readonly newest?: Rows;
	/** One statistic over the whole run, for the strip on which a range is chosen; left out where there is nothing to choose. */
	readonly overview?: Pick<Curves, 'times' | 'values' | 'breaks'> & { readonly stat: string };
	/** What happened in the run, oldest first. */
	readonly marks: readonly ChartMark[];
}

/** How the service's own log of the task stands. Its lines come in messages of their own. */
export interface LogView {
	/** Wire names of what a line shows. */
	readonly fields: LogFields;
	/** Waiting for the first lines. */
	readonly loading: boolean;
	readonly loadingOlder: boolean;
	/** "38 of 120 lines". */
	readonly counted: string;
	/** The same with the time of the last reading; '' before the first. */
	readonly note: string;
	/** The newest error of the last minutes, as a sentence. */
	readonly alert?: string;
	/** Why the last reading failed, as a sentence for the user. The lines are then old. */
	readonly problem?: string;
	readonly hasOlder: boolean;
	/** Says that there are more lines than are kept. */
	readonly bounded?: string;
}

/** A line of the log. */
export interface LogLine {
	/** Names it to the host. */
	readonly id: number;
	/** ms since 1970; null where no date could be read. */
	readonly at: number | null;
	/** The date as the service wrote it, where it says no time zone or cannot be read. */
	readonly atWords?: string;
	/** The service's own word; '' where it said none. */
	readonly level: string;
	readonly kind: 'error' | 'warning' | 'info' | 'debug';
	/** Its beginning where it is `cut`. */
	readonly message: string;
	readonly cut?: boolean;
	readonly code: string;
	readonly keywords: readonly string[];
}

/** Where more can be found, or help be asked for. */
export const WHY_OFFERS = ['log', 'agentLog', 'console', 'support'] as const;

/** The likeliest cause, with what speaks for it and what to do. */
export interface WhyView {
	/** `unknown`: nothing known fits. */
	readonly id: string;
	readonly title: string;
	/** Left out where the headline says it. */
	readonly cause?: string;
	/** "very likely" or "possible", in words. */
	readonly certainty?: string;
	/** The line that speaks for it, as it was found, and where that was; neither where the course of the run does. */
	readonly evidence?: string;
	readonly from?: string;
	/** The field that says just this, and nothing more. */
	readonly evidenceField?: Pick<DetailField, 'field' | 'label'>;
	/** The service's own error, where the evidence does not quote all of it. */
	readonly error?: readonly DetailField[];
	readonly steps: readonly { readonly text: string; readonly literal?: string }[];
	readonly source?: string;
	/** Other causes that fit. */
	readonly others: readonly { readonly id: string; readonly cause: string }[];
	readonly offers: readonly (typeof WHY_OFFERS)[number][];
}

/** All that the page shows. */
export interface Snapshot {
	readonly title: string;
	/** Wire name of what the title shows. */
	readonly titleField: string;
	/** Status: words for people, wire word for the tooltip and for `data-field`. */
	readonly status: {
		readonly field: string;
		readonly words: string;
		readonly wire: string;
		readonly tone: Tone;
		/** What the status means, shown when it is asked for. */
		readonly help?: string;
	};
	/** "DCS · online · eu-de · production". */
	readonly subtitle: string;
	/** The first sentence: how the task stands, no more than the data supports. */
	readonly headline: Headline;
	/** The details could not be read (again): what stands here is old or only what the list said. */
	readonly problem?: {
		readonly text: string;
		readonly action?: { readonly command: ProblemAction; readonly label: string };
	};
	/** What somebody has asked for, and is not done yet. */
	readonly doing?: string;
	/** Waiting for the first answer. */
	readonly loading: boolean;
	readonly actions: {
		readonly configure: boolean;
		readonly console: boolean;
		/** Whether anything else can be done to it now. */
		readonly more?: boolean;
		/** Whether it is watched; left out where it cannot be. */
		readonly watched?: boolean;
	};
	/** How the task stands before its clients are switched. */
	readonly cutover?: Cutover;
	/** Why it stopped, or what may be behind it; absent where nothing is wrong. */
	readonly why?: WhyView;
	readonly live?: Live;
	/** Absent where the service has no log of its tasks. */
	readonly log?: LogView;
	readonly sections: readonly Section[];
	/** Comparing the keys of both ends; absent where the task copies none. */
	readonly keyspaces?: KeyspacesView;
}

export type ProblemAction = 'refresh' | 'updateCredential' | 'editConnection' | 'openSandbox';

/** Host → page. */
export type ToDetailsPage =
	| { readonly type: 'snapshot'; readonly snapshot: Snapshot }
	| { readonly type: 'copied'; readonly field: string }
	/** The lines of the log, newest first, of one level or ('') of all. */
	| { readonly type: 'log'; readonly level: string; readonly lines: readonly LogLine[] }
	/** Leads to a section by its name, and unfolds it. */
	| { readonly type: 'focusSection'; readonly section: string }
	/** The whole text of a field that was cut in the snapshot. */
	| { readonly type: 'whole'; readonly field: string; readonly text: string }
	/** The texts that were pasted into an earlier life of the page. */
	| { readonly type: 'keyspaces'; readonly source: string; readonly target: string };

/** Sections that commands lead to. */
export type PageSection = 'keyspaces';

/** Page → host. The host validates each with a schema. */
export type FromDetailsPage =
	| { readonly type: 'ready' }
	| { readonly type: 'refresh' }
	/** Something was typed into one of the page's fields, for the first time. */
	| { readonly type: 'typed' }
	| { readonly type: 'pause'; readonly paused: boolean }
	| ({ readonly type: 'range' } & RangeChoice)
	| { readonly type: 'configure' }
	| { readonly type: 'watch'; readonly on: boolean }
	| { readonly type: 'step'; readonly action: StepAction }
	/** Does what the section that says why offers. */
	| { readonly type: 'why'; readonly offer: WhyView['offers'][number] }
	/** The setting of a step of {@link WhyView}. */
	| { readonly type: 'copyStep'; readonly step: number }
	| { readonly type: 'copy'; readonly field: string }
	| { readonly type: 'whole'; readonly field: string }
	| { readonly type: 'copyJson' | 'copyId' | 'copyLink' | 'exportSamples' | 'log' }
	| { readonly type: 'console' }
	/** Asks what else can be done to the task. */
	| { readonly type: 'act' }
	/** What stands in the two fields now. */
	| { readonly type: 'keyspaces'; readonly source: string; readonly target: string }
	| { readonly type: 'copyKeyspaces' }
	| { readonly type: 'remedy'; readonly action: ProblemAction }
	| LogMessage;

/** What the page asks of the log. */
export type LogMessage =
	| { readonly type: 'logOpen'; readonly open: boolean }
	| { readonly type: 'logLevel'; readonly level: '' | (typeof LOG_LEVELS)[number] }
	| { readonly type: 'logOlder' }
	| { readonly type: 'logRefresh' }
	/** Copies lines by their names. */
	| { readonly type: 'logCopy'; readonly ids: readonly number[] };

/** What the host writes into the page for its start: the texts of the display language, and the locale for numbers and times. */
export interface PageSetup {
	/** Contents of the l10n bundle, or undefined for English. */
	readonly l10n: Record<string, string> | undefined;
	/** BCP 47 tag of the display language. */
	readonly locale: string;
	/** The page stores it as `state.reference`, where the panel's serializer finds it after a restart. */
	readonly reference?: TaskRef;
}
