/** Which rows the page shows, and in which order. Pure. */
import { type OverviewRow, STATES, type State } from '../../ui/overview/protocol';

/** Columns that can be sorted by. */
export const COLUMNS = ['name', 'phase', 'percent', 'left', 'verdict', 'connection', 'sampled'] as const;
export type Column = (typeof COLUMNS)[number];

export interface Sort {
	readonly column: Column;
	readonly descending: boolean;
}

/** What somebody chose. */
export interface Choice {
	/** Words that a row must all hold; '' for all rows. */
	readonly filter: string;
	/** States that are shown; none chosen: all. */
	readonly states: readonly State[];
	/** Left out: what needs somebody first. */
	readonly sort?: Sort | undefined;
}

type Comparable = string | number | null;

const VALUES: Readonly<Record<Column, (row: OverviewRow) => Comparable>> = {
	name: ({ name }) => name,
	phase: ({ phase }) => phase,
	percent: ({ percent }) => percent,
	left: ({ leftMs, left }) => leftMs ?? (left === '' ? null : Number.MAX_SAFE_INTEGER),
	verdict: ({ verdict }) => verdict.text,
	connection: ({ connection }) => connection,
	sampled: ({ sampledAt }) => sampledAt,
};

/** The rows that fit, in their order. */
export function chosenRows(
	rows: readonly OverviewRow[],
	{ filter, states, sort }: Choice,
	locale: string,
): OverviewRow[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const fitting = rows.filter((row) => {
		const text = `${row.name} ${row.phase} ${row.connection} ${row.service} ${row.verdict.text}`.toLowerCase();
		return (states.length === 0 || states.includes(row.state)) && words.every((word) => text.includes(word));
	});
	const collator = collatorOf(locale);
	const byName = (a: OverviewRow, b: OverviewRow): number =>
		collator.compare(a.name, b.name) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
	if (!sort) {
		return fitting.sort((a, b) => urgency(a) - urgency(b) || byName(a, b));
	}
	const value = VALUES[sort.column];
	return fitting.sort((a, b) => {
		const [one, other] = [value(a), value(b)];
		// What has no value stands last, whichever way.
		if (one === null || other === null) {
			return one === other ? byName(a, b) : one === null ? 1 : -1;
		}
		const order =
			typeof one === 'number' && typeof other === 'number' ? one - other : collator.compare(String(one), String(other));
		return (sort.descending ? -order : order) || byName(a, b);
	});
}

/** The sort after a click on a column: up, down, then as it was. */
export function nextSort(sort: Sort | undefined, column: Column): Sort | undefined {
	if (sort?.column !== column) {
		return { column, descending: false };
	}
	return sort.descending ? undefined : { column, descending: true };
}

/** How many rows are in each state; states without any are left out. */
export function countsOf(rows: readonly OverviewRow[]): readonly (readonly [State, number])[] {
	return STATES.flatMap((state) => {
		const count = rows.filter((row) => row.state === state).length;
		return count === 0 ? [] : [[state, count] as const];
	});
}

function urgency({ why, state }: OverviewRow): number {
	return why === undefined ? 1 + STATES.indexOf(state) : 0;
}

function collatorOf(locale: string): Intl.Collator {
	try {
		return new Intl.Collator(locale, { numeric: true });
	} catch {
		return new Intl.Collator('en', { numeric: true });
	}
}
