/** What the overview and its page say to each other. Pure: both bundles read this file. */
import type { StatusGroup, TaskRef } from '../../migration/task';
import type { Tone } from '../../migration/viewModel';

/** One migration. Texts are plain; numbers are for sorting and drawing. */
export interface OverviewRow {
	/** Tells it from all others. */
	readonly key: string;
	readonly ref: TaskRef;
	readonly name: string;
	/** "DCS · production" */
	readonly where: string;
	readonly service: string;
	readonly connection: string;
	readonly group: StatusGroup;
	/** What it does now, as in the tree: "full sync 42 %". */
	readonly phase: string;
	readonly percent: number | null;
	/** "20–35 min"; '' where nobody can say. */
	readonly left: string;
	/** ms, for sorting. */
	readonly leftMs: number | null;
	/** The verdict, or the status, in a few words. */
	readonly verdict: string;
	readonly tone: Tone;
	/** Why somebody has to look at it; '' where nobody has to. */
	readonly needs: string;
	/** What the trend line is of: "Offset", and its newest values, oldest first. */
	readonly trendOf: string;
	readonly trend: readonly number[];
	/** ms since 1970; null before the first sample. */
	readonly sampledAt: number | null;
	readonly pinned: boolean;
	/** Shown where it is pinned: label and value. */
	readonly facts: readonly (readonly [label: string, value: string])[];
}

export interface OverviewView {
	readonly rows: readonly OverviewRow[];
	/** How many of each group there are in all connections, in the order of the tree: title and number. */
	readonly counts: readonly { readonly group: StatusGroup; readonly title: string; readonly count: number }[];
	/** What is sampled, and how often, as a sentence. */
	readonly budget: string;
	/** Connections that could not be read, as a sentence; '' where there is none. */
	readonly trouble: string;
	readonly loading: boolean;
	readonly mostPinned: number;
}

/** Host → page. */
export type ToOverviewPage = { readonly type: 'overview'; readonly view: OverviewView };

/** Page → host. The host validates each with a schema. */
export type FromOverviewPage =
	| { readonly type: 'ready' }
	| { readonly type: 'refresh' }
	| { readonly type: 'open'; readonly key: string }
	| { readonly type: 'pin'; readonly key: string; readonly on: boolean };
