/** Which rows are shown, and in which order. No document in here. */
import type { OverviewRow } from '../../ui/overview/protocol';

export const COLUMNS = ['name', 'phase', 'percent', 'left', 'verdict', 'where', 'sampledAt'] as const;
export type Column = (typeof COLUMNS)[number];
export interface Order {
	readonly column: Column;
	readonly descending: boolean;
}
export type GroupName = OverviewRow['group'];

export interface Choice {
	readonly filter: string;
	/** Groups that are shown; all where it is empty. */
	readonly groups: ReadonlySet<GroupName>;
	readonly order: Order;
}

const compareTexts = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }).compare;

/** The rows that have each of the words, of the groups that are chosen, in order. What nothing is known of comes last. */
export function chosen(rows: readonly OverviewRow[], { filter, groups, order }: Choice): readonly OverviewRow[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	return rows
		.filter((row) => groups.size === 0 || groups.has(row.group))
		.filter((row) => {
			const text = [row.name, row.phase, row.verdict, row.where, row.needs, row.ref.id].join(' ').toLowerCase();
			return words.every((word) => text.includes(word));
		})
		.sort((a, b) => compare(a, b, order) || compareTexts(a.name, b.name));
}

function compare(a: OverviewRow, b: OverviewRow, { column, descending }: Order): number {
	const key = column === 'left' ? 'leftMs' : column;
	const [one, other] = [a[key], b[key]];
	if (one === null || other === null || one === '' || other === '') {
		return Number(one === null || one === '') - Number(other === null || other === '');
	}
	const by =
		typeof one === 'number' && typeof other === 'number' ? one - other : compareTexts(String(one), String(other));
	return descending ? -by : by;
}
