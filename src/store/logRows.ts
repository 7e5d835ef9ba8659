/** Puts parts of a log together that overlap. The lines have no ids: what they say, and when, tells them apart. Pure. */
import type { LogRow } from '../migration/taskLog';

/**
 * The lines of both, newest first, each once. Both come newest first, and are parts of one log; lines that were known stay the objects that they are.
 * Where a part holds several lines that say the same at the same moment, so many are kept.
 */
export function mergeRows(known: readonly LogRow[], part: readonly LogRow[]): readonly LogRow[] {
	const places = placesOf(known);
	const merged: LogRow[] = [];
	let added: LogRow[] = [];
	let done = 0;
	let grew = false;
	for (const [key, row] of keyed(part)) {
		const place = places.get(key);
		if (place === undefined) {
			added.push(row);
			grew = true;
		} else if (place >= done) {
			// Both have this line: what is new stands on its own side of it.
			merged.push(...byTime(added, known.slice(done, place)), known[place] as LogRow);
			added = [];
			done = place + 1;
		}
	}
	return grew ? [...merged, ...byTime(known.slice(done), added)] : known;
}

/** How many lines of a part are not known yet. */
export function countNew(known: readonly LogRow[], part: readonly LogRow[]): number {
	const places = placesOf(known);
	return keyed(part).filter(([key]) => !places.has(key)).length;
}

const PLACES = new WeakMap<readonly LogRow[], ReadonlyMap<string, number>>();

/** Where each line stands, found once: most readings bring nothing new. */
function placesOf(rows: readonly LogRow[]): ReadonlyMap<string, number> {
	const places = PLACES.get(rows) ?? new Map(keyed(rows).map(([key], place) => [key, place]));
	PLACES.set(rows, places);
	return places;
}

/** Each row under what it says; rows that say the same are counted through. */
function keyed(rows: readonly LogRow[]): [key: string, row: LogRow][] {
	const counts = new Map<string, number>();
	return rows.map((row) => {
		const said = saidBy(row);
		const count = counts.get(said) ?? 0;
		counts.set(said, count + 1);
		return [`${count} ${said}`, row];
	});
}

const SAID = new WeakMap<LogRow, string>();

/** What tells a line apart, put together once: it is asked for at each reading. */
function saidBy(row: LogRow): string {
	const known = SAID.get(row);
	if (known !== undefined) {
		return known;
	}
	const said = JSON.stringify([row.at ?? row.atWords ?? null, row.level, row.code, row.message]);
	SAID.set(row, said);
	return said;
}

/** Of two moments that are the same, the one in `first` goes first. A line without a date stays behind the one before it. */
function byTime(first: readonly LogRow[], second: readonly LogRow[]): LogRow[] {
	if (first.length === 0 || second.length === 0) {
		return [...first, ...second];
	}
	const [a, b] = [times(first, Number.POSITIVE_INFINITY), times(second, Number.NEGATIVE_INFINITY)];
	const merged: LogRow[] = [];
	let [i, j] = [0, 0];
	while (i < first.length && j < second.length) {
		merged.push(((a[i] as number) >= (b[j] as number) ? first[i++] : second[j++]) as LogRow);
	}
	return [...merged, ...first.slice(i), ...second.slice(j)];
}

/** `none` where no line has a date at all. */
function times(rows: readonly LogRow[], none: number): number[] {
	let last = rows.find(({ at }) => at !== undefined)?.at ?? none;
	return rows.map(({ at }) => {
		last = at ?? last;
		return last;
	});
}
