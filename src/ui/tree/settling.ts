/** How the tree stays still while the rest of a long list arrives: what is on screen keeps its place, what is new comes behind it. Pure. */
import type { Task } from '../../migration/task';
import { type GroupNode, type MoreNode, moreKey, type Node, recentOf, taskNode, taskNodeKey } from './nodes';

/** The nodes that were there before, in the order that they had; the others behind them. */
export function inOldOrder(nodes: readonly Node[], old: readonly string[] | undefined): readonly Node[] {
	if (!old) {
		return nodes;
	}
	const places = new Map(old.map((key, index) => [key, index]));
	const place = ({ key }: Node): number => places.get(key) ?? old.length;
	return [...nodes].sort((a, b) => place(a) - place(b));
}

/** The rows that a group had before and still has; the rest of its tasks behind "Show more". `children` are its rows if nothing had to stay. */
export function onlyOldRows(
	group: GroupNode,
	children: readonly Node[],
	old: readonly string[] | undefined,
): readonly Node[] {
	if (!old) {
		return children;
	}
	const kept = new Set(old);
	kept.delete(moreKey(group));
	const { earlier } = group;
	if (earlier) {
		kept.delete(earlier.key);
	}
	const recent = recentOf(group);
	const own = new Map<string, Task>();
	for (const task of recent) {
		// The rows on screen are most of the time the first of thousands.
		if (own.size === kept.size) {
			break;
		}
		const key = taskNodeKey(task.ref);
		if (kept.has(key)) {
			own.set(key, task);
		}
	}
	const rows: Node[] = old.flatMap((key) => {
		const task = own.get(key);
		return task ? [taskNode(task)] : [];
	});
	if (rows.length === 0) {
		return children;
	}
	const hidden = recent.length - rows.length;
	const more: MoreNode = { kind: 'more', key: moreKey(group), group: group.key, hidden };
	return [...rows, ...(hidden > 0 ? [more] : []), ...(earlier ? [earlier] : [])];
}
