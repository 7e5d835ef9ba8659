/** What somebody chose, as it is kept beyond the life of the page; read with care. */
import { MOST_PINNED, STATES } from '../../ui/overview/protocol';
import { isRecord } from '../shared/host';
import { type Choice, COLUMNS } from './order';

export interface Pinned {
	readonly key: string;
	/** Its name when it was seen last: a task that is gone has none. */
	readonly name: string;
}

export interface Kept {
	readonly choice: Choice;
	readonly pinned: readonly Pinned[];
	/** The row that the Tab key leads to. */
	readonly active: string | undefined;
	/** Rows that are drawn; 0: as many as at first. */
	readonly most: number;
	/** Pixels from the top. */
	readonly scroll: number;
}

export function readKept(saved: Readonly<Record<string, unknown>>): Kept {
	const { filter, states, sort, pinned, active, most, scroll } = saved;
	const column = isRecord(sort) ? COLUMNS.find((one) => one === sort.column) : undefined;
	return {
		choice: {
			filter: typeof filter === 'string' ? filter : '',
			states: STATES.filter((state) => Array.isArray(states) && states.includes(state)),
			...(column && isRecord(sort) ? { sort: { column, descending: sort.descending === true } } : {}),
		},
		pinned: (Array.isArray(pinned) ? pinned : []).flatMap(readPinned).slice(0, MOST_PINNED),
		active: typeof active === 'string' ? active : undefined,
		most: count(most),
		scroll: count(scroll),
	};
}

function readPinned(value: unknown): readonly Pinned[] {
	return isRecord(value) && typeof value.key === 'string' && typeof value.name === 'string'
		? [{ key: value.key, name: value.name }]
		: [];
}

function count(value: unknown): number {
	return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}
