/** The way through the tree to a node. Pure. */
import type { Node } from './nodes';

/** The nodes from the top down to the one with this key; undefined where it does not stand there. `below` says what stands below a node. */
export function pathTo(
	key: string,
	nodes: readonly Node[],
	below: (node: Node) => readonly Node[],
): readonly Node[] | undefined {
	for (const node of nodes) {
		if (node.key === key) {
			return [node];
		}
		const rest = node.kind === 'group' ? pathTo(key, below(node), below) : undefined;
		if (rest) {
			return [node, ...rest];
		}
	}
	return undefined;
}
