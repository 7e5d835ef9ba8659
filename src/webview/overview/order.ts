/** Which rows the page shows, and in which order. Pure. */
import { type OverviewRow, STATES, type State, URGENCY } from '../../ui/overview/protocol';

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
		if (states.length > 0 && !states.includes(row.state)) {
			return false;
		}
		// The key ends with the id, which is what people are sent.
		const text = [row.name, row.phase, row.connection, row.service, row.verdict.text, row.why ?? '', row.key];
		const said = words.length === 0 ? '' : text.join(' ').toLowerCase();
		return words.every((word) => said.includes(word));
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
	const counts = new Map<State, number>();
	for (const { state } of rows) {
		counts.set(state, (counts.get(state) ?? 0) + 1);
	}
	return STATES.flatMap((state) => {
		const count = counts.get(state) ?? 0;
		return count === 0 ? [] : [[state, count] as const];
	});
}

/** What needs somebody, the most urgent first. */
export function waitingRows(rows: readonly OverviewRow[]): OverviewRow[] {
	return rows.filter(({ why }) => why !== undefined).sort((a, b) => urgency(a) - urgency(b));
}

/** The rows in the order in which they stood; those that are new behind them. */
export function heldOrder(rows: readonly OverviewRow[], order: readonly string[]): OverviewRow[] {
	const places = new Map(order.map((key, index) => [key, index]));
	const placeOf = ({ key }: OverviewRow): number => places.get(key) ?? order.length;
	return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
}

function urgency({ why, state }: OverviewRow): number {
	return why === undefined ? URGENCY.length + STATES.indexOf(state) : URGENCY.indexOf(state);
}

const collators = new Map<string, Intl.Collator>();

function collatorOf(locale: string): Intl.Collator {
	const known = collators.get(locale) ?? makeCollator(locale);
	collators.set(locale, known);
	return known;
}

function makeCollator(locale: string): Intl.Collator {
	try {
		return new Intl.Collator(locale, { numeric: true });
	} catch {
		return new Intl.Collator('en', { numeric: true });
	}
}
