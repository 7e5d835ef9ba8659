/** What the parts of the page are drawn from. */
import type { OverviewRow, OverviewView, State } from '../../ui/overview/protocol';
import type { Ages } from './ages';
import type { Pinned } from './kept';
import type { Choice, Column } from './order';

/** What the page can be asked to do; main.tsx does it. */
export interface Actions {
	readonly number: (value: number) => string;
	readonly open: (key: string) => void;
	readonly refresh: () => void;
	readonly connect: () => void;
	/** What helps against a problem. */
	readonly remedy: (key: string) => void;
	/** Pins a row, or unpins it. */
	readonly pin: (key: string) => void;
	readonly filter: (text: string) => void;
	/** Takes filter and states away. Returns whether there were any. */
	readonly clear: () => boolean;
	readonly toggle: (state: State) => void;
	readonly sort: (column: Column) => void;
	readonly more: () => void;
	/** The row that the Tab key leads to. */
	readonly activate: (key: string) => void;
}

/** A pinned task: its row, or why it has none. */
export interface PinnedCard extends Pinned {
	readonly row: OverviewRow | undefined;
	readonly missing: string;
}

export interface PageProps {
	readonly view: OverviewView;
	/** All rows. */
	readonly rows: readonly OverviewRow[];
	/** The rows that are drawn. */
	readonly shown: readonly OverviewRow[];
	/** How many rows fit. */
	readonly total: number;
	/** How many need somebody, and those that are named. */
	readonly waiting: number;
	readonly named: readonly OverviewRow[];
	readonly choice: Choice;
	readonly pinned: readonly PinnedCard[];
	readonly isPinned: (key: string) => boolean;
	/** Why what was asked for was not done; '' for nothing. */
	readonly refused: string;
	readonly active: string | undefined;
	readonly actions: Actions;
	readonly ages: Ages;
	/** The host's clock, ms since 1970. */
	readonly now: number;
}

/** Whether the verdict says the phase already, in the same words. */
export function isTold({ phase, verdict }: Pick<OverviewRow, 'phase' | 'verdict'>): boolean {
	return phase.toLowerCase() === verdict.text.toLowerCase();
}
