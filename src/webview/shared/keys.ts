/**
 * Keys for siblings that are drawn from a list, by the names that the service gave them. Two things named alike are told apart by
 * a count: Preact needs every key among siblings to be there once.
 */
export function withKeys<T>(items: Iterable<T>, nameOf: (item: T) => string | number): [key: string, item: T][] {
	const counts = new Map<string | number, number>();
	return Array.from(items, (item) => {
		const name = nameOf(item);
		const count = counts.get(name) ?? 0;
		counts.set(name, count + 1);
		return [`${name}#${count}`, item];
	});
}
