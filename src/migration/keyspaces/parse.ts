/** What the pasted answers of INFO say of the keys of one end: those of all its masters together. Pure, without words. */
import type { Counts } from './databaseLine';
import { countIn, type InfoNode, isReplica, type LineProblem, nodesOf } from './nodes';
import { tokensOf } from './tokens';

export type { Counts } from './databaseLine';

/** The longest text that is read, in UTF-16 units: the whole INFO of some hundred nodes. */
export const MAX_PASTE = 1_000_000;

/** What somebody should know of how the text was read. */
export type ParseNote =
	| LineProblem
	/** Nothing in the text is a keyspace; `quote` is the error that Redis answered with instead, or ''. */
	| { readonly id: 'notKeyspace'; readonly quote: string }
	/** All nodes are replicas: none was counted. */
	| { readonly id: 'onlyReplicas' }
	| { readonly id: 'tooLong' }
	/** Some sum is more than can be counted exactly. */
	| { readonly id: 'tooLarge' }
	| { readonly id: 'replicas'; readonly count: number }
	| { readonly id: 'sameNode'; readonly count: number }
	/** Two nodes have the very same numbers. */
	| { readonly id: 'twins' };

/** Notes that only tell how the text was read; all others say that something of it is missing. */
export const TOLD: ReadonlySet<ParseNote['id']> = new Set(['replicas', 'sameNode', 'twins', 'ttl', 'field']);

/** The keys of one end. */
export interface Keyspaces {
	/** By number, ascending; sums over the masters. A database without a key is not there. */
	readonly databases: ReadonlyMap<number, Counts>;
	/** Databases whose keys are not known: a line of theirs could not be read. */
	readonly unread: ReadonlySet<number>;
	/** Whether the counts can be relied on: a keyspace was found and all lines of it were read. */
	readonly complete: boolean;
	/** Nodes that were counted. */
	readonly nodes: number;
	readonly notes: readonly ParseNote[];
	readonly facts: InfoFacts;
}

/** What else the text said, of all nodes that were counted. Undefined, or empty, where it did not say. */
export interface InfoFacts {
	readonly versions: readonly string[];
	readonly runIds: readonly string[];
	readonly evictedKeys: number | undefined;
	/** What happens when the memory is full: `noeviction`, `volatile-lru`, … */
	readonly policies: readonly string[];
	/** Bytes. */
	readonly usedMemory: number | undefined;
	/** Bytes; 0 is no limit. */
	readonly maxMemory: number | undefined;
	/** Whether some node has used as good as all of its memory. */
	readonly full: boolean;
	readonly cluster: boolean | undefined;
}

/** From so much of its memory on, a node counts as full. */
const FULL = 0.98;

/** Reads a pasted text; undefined where nothing was pasted. Never throws. */
export function parseKeyspaces(text: string): Keyspaces | undefined {
	if (text.trim() === '') {
		return undefined;
	}
	if (text.length > MAX_PASTE) {
		return resultOf([], [{ id: 'tooLong' }]);
	}
	const all = nodesOf(tokensOf(text));
	const masters = all.filter((node) => !isReplica(node));
	const replicas = all.filter(({ keyspace }) => keyspace).length - masters.filter(({ keyspace }) => keyspace).length;
	const nodes = lastOfEach(masters);
	const found = nodes.filter(({ keyspace }) => keyspace).length;
	const notes: ParseNote[] = [
		...(found > 0 ? [] : [replicas > 0 ? ({ id: 'onlyReplicas' } as const) : notKeyspace(text)]),
		...(found > 0 && replicas > 0 ? [{ id: 'replicas', count: replicas } as const] : []),
		...(nodes.length < masters.length ? [{ id: 'sameNode', count: masters.length - nodes.length } as const] : []),
		...(hasTwins(nodes) ? [{ id: 'twins' } as const] : []),
		...(found > 0 ? nodes.flatMap(({ problems }) => problems) : []),
	];
	return resultOf(nodes, notes);
}

function resultOf(nodes: readonly InfoNode[], notes: readonly ParseNote[]): Keyspaces {
	const unread = new Set(nodes.flatMap((node) => [...node.unread]));
	const { databases, tooLarge } = sumOf(nodes);
	for (const db of tooLarge) {
		unread.add(db);
	}
	const all: readonly ParseNote[] = tooLarge.length > 0 ? [...notes, { id: 'tooLarge' }] : notes;
	return {
		databases,
		unread,
		complete: all.every(({ id }) => TOLD.has(id)),
		nodes: nodes.filter(({ keyspace }) => keyspace).length,
		notes: all,
		facts: factsOf(nodes),
	};
}

function notKeyspace(text: string): ParseNote {
	const error = /\b(?:NOAUTH|NOPERM|WRONGPASS|ERR|LOADING|MOVED|DENIED)\b[^\r\n]{0,120}/.exec(text.slice(0, 2_000));
	return { id: 'notKeyspace', quote: error?.[0].trim() ?? '' };
}

/** A node that was pasted twice counts once, by what it said last. */
function lastOfEach(nodes: readonly InfoNode[]): readonly InfoNode[] {
	const last = new Map(nodes.map((node) => [node.fields.get('run_id') ?? node, node]));
	return nodes.filter((node) => last.get(node.fields.get('run_id') ?? node) === node);
}

function hasTwins(nodes: readonly InfoNode[]): boolean {
	const filled = nodes.filter(({ databases, fields }) => databases.size > 0 && !fields.has('run_id'));
	const said = filled.map(({ databases }) => JSON.stringify([...databases]));
	return new Set(said).size < said.length;
}

function sumOf(nodes: readonly InfoNode[]): {
	readonly databases: ReadonlyMap<number, Counts>;
	readonly tooLarge: readonly number[];
} {
	const byNumber = new Map<number, Counts[]>();
	for (const [db, counts] of nodes.flatMap(({ databases }) => [...databases])) {
		const known = byNumber.get(db);
		known ? known.push(counts) : byNumber.set(db, [counts]);
	}
	const sums = [...byNumber].sort(([a], [b]) => a - b).map(([db, counts]) => [db, together(counts)] as const);
	return {
		databases: new Map(sums.filter(([, { keys }]) => Number.isSafeInteger(keys))),
		tooLarge: sums.filter(([, { keys }]) => !Number.isSafeInteger(keys)).map(([db]) => db),
	};
}

/** The sum; its TTL is the mean over the keys whose TTL is known. */
function together(all: readonly Counts[]): Counts {
	const [first] = all;
	if (first && all.length === 1) {
		return first;
	}
	const known = all.filter(({ avgTtlMs }) => avgTtlMs !== undefined);
	const keysWithTtl = total(known, ({ expires }) => expires);
	return {
		keys: total(all, ({ keys }) => keys),
		expires: total(all, ({ expires }) => expires),
		avgTtlMs:
			keysWithTtl === 0
				? undefined
				: Math.round(total(known, ({ avgTtlMs = 0, expires }) => avgTtlMs * (expires / keysWithTtl))),
	};
}

function total<T>(all: readonly T[], of: (one: T) => number): number {
	return all.reduce((sum, one) => sum + of(one), 0);
}

function factsOf(nodes: readonly InfoNode[]): InfoFacts {
	const words = (field: Parameters<typeof countIn>[1], pattern: RegExp): readonly string[] => [
		...new Set(nodes.flatMap(({ fields }) => pattern.exec(fields.get(field) ?? '')?.[0] ?? [])),
	];
	const sum = (field: Parameters<typeof countIn>[1]): number | undefined => {
		const counts = nodes.flatMap((node) => countIn(node, field) ?? []);
		return counts.length === 0 ? undefined : total(counts, (count) => count);
	};
	const cluster = words('cluster_enabled', /^[01]/);
	return {
		versions: words('redis_version', /^\d+(?:\.\d+)*/),
		// All zeros are no id: who hides it says so.
		runIds: words('run_id', /^(?!0{40})[0-9a-f]{40}/),
		evictedKeys: sum('evicted_keys'),
		policies: words('maxmemory_policy', /^(?:noeviction|(?:allkeys|volatile)-(?:lru|lfu|lrm|random|ttl))/),
		usedMemory: sum('used_memory'),
		maxMemory: sum('maxmemory'),
		full: nodes.some((node) => {
			const limit = countIn(node, 'maxmemory') ?? 0;
			return limit > 0 && (countIn(node, 'used_memory') ?? 0) >= limit * FULL;
		}),
		cluster: cluster.length === 0 ? undefined : cluster.includes('1'),
	};
}
