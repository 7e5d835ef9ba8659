/** What the parts of the page are drawn from. */
import type { OverviewRow, OverviewView, State } from '../../ui/overview/protocol';
import type { Choice, Column } from './order';

/** What the page can be asked to do; main.tsx does it. */
export interface Actions {
	readonly number: (value: number) => string;
	readonly open: (key: string) => void;
	readonly refresh: () => void;
	/** Pins a row, or unpins it. */
	readonly pin: (key: string) => void;
	readonly filter: (text: string) => void;
	readonly toggle: (state: State) => void;
	readonly sort: (column: Column) => void;
	readonly more: () => void;
	/** The row that the Tab key leads to. */
	readonly activate: (key: string) => void;
}

export interface PageProps {
	readonly view: OverviewView;
	/** The rows that are drawn. */
	readonly shown: readonly OverviewRow[];
	/** How many rows fit. */
	readonly total: number;
	readonly choice: Choice;
	readonly pinned: readonly OverviewRow[];
	readonly isPinned: (key: string) => boolean;
	readonly active: string | undefined;
	readonly actions: Actions;
}
