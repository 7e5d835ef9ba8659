/** A pasted text as the nodes it is of: each answers INFO for itself. */
import { type Counts, type LineFault, readDatabase } from './databaseLine';
import { countOf, type InfoField, type Token, withoutNext } from './tokens';

/** A line that does not count, or a value in it. */
export interface LineProblem {
	readonly id: LineFault | 'ttl' | 'field';
	/** As it was pasted. */
	readonly quote: string;
}

/** What one node said. */
export interface InfoNode {
	/** Whether its keyspace is in the text, be it empty. */
	keyspace: boolean;
	readonly databases: Map<number, Counts>;
	/** Databases whose line could not be read. */
	readonly unread: Set<number>;
	readonly problems: LineProblem[];
	readonly fields: Map<InfoField, string>;
}

/** Puts tokens to nodes. A new one begins where something comes that the node before has said already. */
export function nodesOf(tokens: readonly Token[]): readonly InfoNode[] {
	let node = newNode();
	const nodes = [node];
	const begin = (): void => {
		node = newNode();
		nodes.push(node);
	};
	for (const token of tokens) {
		switch (token.kind) {
			case 'server':
				if (node.keyspace || node.fields.size > 0) {
					begin();
				}
				break;
			case 'keyspace':
				if (node.keyspace) {
					begin();
				}
				node.keyspace = true;
				break;
			case 'field':
				if (node.fields.has(token.field) || (token.field === 'redis_version' && node.keyspace)) {
					begin();
				}
				node.fields.set(token.field, token.value);
				noteField(node, token);
				break;
			case 'database': {
				const line = readDatabase(token);
				if (line.db !== undefined && (node.databases.has(line.db) || node.unread.has(line.db))) {
					begin();
				}
				node.keyspace = true;
				if (!('fault' in line)) {
					node.databases.set(line.db, line.counts);
					node.problems.push(...(line.badTtl ? [{ id: 'ttl' as const, quote: token.line }] : []));
					break;
				}
				if (line.db !== undefined) {
					node.unread.add(line.db);
				}
				node.problems.push({ id: line.fault, quote: token.line });
			}
		}
	}
	return nodes.filter(({ keyspace, fields }) => keyspace || fields.size > 0);
}

/** Whether a node only repeats what another one holds. */
export function isReplica({ fields }: InfoNode): boolean {
	return /^(?:slave|replica)/.test(fields.get('role') ?? '');
}

/** Fields that are counts. */
const COUNTS: ReadonlySet<InfoField> = new Set(['evicted_keys', 'maxmemory', 'used_memory']);

/** A count among the fields; undefined where it did not come, or is none. */
export function countIn({ fields }: InfoNode, field: InfoField): number | undefined {
	return countOf(withoutNext(fields.get(field) ?? ''));
}

function noteField(node: InfoNode, { field, line }: Extract<Token, { kind: 'field' }>): void {
	if (COUNTS.has(field) && countIn(node, field) === undefined) {
		node.problems.push({ id: 'field', quote: line });
	}
}

function newNode(): InfoNode {
	return { keyspace: false, databases: new Map(), unread: new Set(), problems: [], fields: new Map() };
}
