/** Lists of objects, item by item. */
import { isRecord } from '../../core/values';

/** An item as it came, and as its table read it: undefined for one that is no object, which tables leave out. */
export interface ListItem<T> {
	readonly fields: T | undefined;
	readonly raw: unknown;
}

/** The items of a list, in their places; none where `raw` is no list. */
export function listItems<T>(fields: readonly T[] | null | undefined, raw: unknown): ListItem<T>[] {
	let next = 0;
	return Array.isArray(raw)
		? raw.map((item: unknown) => ({ raw: item, fields: isRecord(item) ? fields?.[next++] : undefined }))
		: [];
}
