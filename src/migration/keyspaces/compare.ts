/**
 * Do the keys of two ends agree? By the rule of Redis' migration guides: keys without a TTL must be as many at both ends, database by database, since
 * a key that has expired may still be counted at one of them. Pure, without words.
 */
import type { KeysFacts } from './facts';
import type { Counts, Keyspaces } from './parse';

/** How a database stands. */
export type Meaning =
	/** As many keys at both ends. */
	| 'agrees'
	/** As many without a TTL; those with one differ by what expiry explains. */
	| 'agreesBarExpiry'
	/** As many without a TTL; of those with one, far fewer (or more) are at the target. */
	| 'ttlFewer'
	| 'ttlMore'
	/** None of its keys is at the target. */
	| 'missing'
	/** It is at the target alone. */
	| 'extra'
	| 'fewer'
	| 'more'
	/** A line of it could not be read. */
	| 'unread';

export interface ComparedDatabase {
	readonly db: number;
	readonly source: Counts | undefined;
	readonly target: Counts | undefined;
	/** Keys without a TTL: those of the target less those of the source. */
	readonly difference: number;
	readonly meaning: Meaning;
}

export type KeysVerdict =
	| 'sameInstance'
	| 'unread'
	| 'targetEmpty'
	| 'missing'
	| 'fewer'
	| 'ttlFewer'
	| 'more'
	| 'ttlMore'
	| 'empty'
	| 'agree';

/** What explains a difference, or must be looked at beside it. `values` are keys, databases or ms; see where each is made. */
export interface KeysRemark {
	readonly id:
		| 'multiDbOff'
		| 'clusterTarget'
		| 'proxyInfo'
		| 'folded'
		| 'evicted'
		| 'policy'
		| 'full'
		| 'moment'
		| 'ttlShort'
		| 'ttlShortOfUnknown'
		| 'ttlUnknown';
	readonly values: Readonly<Record<string, number>>;
	readonly word?: string;
}

export interface Comparison {
	/** By number, ascending. */
	readonly databases: readonly ComparedDatabase[];
	/** Keys without a TTL. */
	readonly total: { readonly source: Counts; readonly target: Counts; readonly difference: number };
	readonly verdict: KeysVerdict;
	readonly remarks: readonly KeysRemark[];
}

/** Redis clears a database of expired keys until less than a quarter of those with a TTL has expired: expiry explains no more than that. */
const EXPIRED_SHARE = 0.25;
/** So few keys with a TTL more or less say nothing. */
const FEW = 10;
/** The full sync is short against TTLs that are so many times as long. */
const MUCH_LONGER = 10;
/** Where nobody knows how long the full sync took, TTLs from a day on are called long. */
const LONG_TTL = 24 * 3_600_000;

/** The worst first: the verdict is the first that some database has. */
const WORST: readonly (Meaning & KeysVerdict)[] = ['unread', 'missing', 'fewer', 'ttlFewer', 'more', 'ttlMore'];

/** Keys without a TTL. */
export function lasting(counts: Counts | undefined): number {
	return counts ? counts.keys - counts.expires : 0;
}

/** Compares the keys of both ends. What `context` leaves out is not known. */
export function compareKeyspaces(
	source: Keyspaces,
	target: Keyspaces,
	context: Partial<Pick<KeysFacts, 'fullSyncMs' | 'targetKind' | 'targetMultiDb'>> = {},
): Comparison {
	const numbers = new Set([source, target].flatMap(({ databases, unread }) => [...databases.keys(), ...unread]));
	const databases = [...numbers].sort((a, b) => a - b).map((db) => databaseOf(db, source, target));
	const total = {
		source: sumOf(databases.map((one) => one.source)),
		target: sumOf(databases.map((one) => one.target)),
		difference: databases.reduce((sum, { difference }) => sum + difference, 0),
	};
	const comparison = { databases, total };
	return {
		...comparison,
		verdict: verdictOf(source, target, comparison),
		remarks: [
			...missingRemarks(comparison, target, context),
			...fewerRemarks(comparison, target),
			...ttlRemarks(total.source, context.fullSyncMs),
		],
	};
}

function databaseOf(db: number, from: Keyspaces, to: Keyspaces): ComparedDatabase {
	const [source, target] = [from.databases.get(db), to.databases.get(db)];
	const unread = from.unread.has(db) || to.unread.has(db);
	return {
		db,
		source,
		target,
		difference: lasting(target) - lasting(source),
		meaning: unread ? 'unread' : meaningOf(source, target),
	};
}

function meaningOf(source: Counts | undefined, target: Counts | undefined): Meaning {
	const [from, to] = [source?.keys ?? 0, target?.keys ?? 0];
	const difference = lasting(target) - lasting(source);
	if (to === 0 && lasting(source) > 0) {
		return 'missing';
	}
	if (from === 0 && to > 0) {
		return 'extra';
	}
	if (difference !== 0) {
		return difference < 0 ? 'fewer' : 'more';
	}
	const [before, after] = [source?.expires ?? 0, target?.expires ?? 0];
	const usual = Math.max(FEW, before * EXPIRED_SHARE);
	if (before - after > usual || (to === 0 && before > 0)) {
		return 'ttlFewer';
	}
	return after - before > usual ? 'ttlMore' : before === after ? 'agrees' : 'agreesBarExpiry';
}

type Compared = Pick<Comparison, 'databases' | 'total'>;

function verdictOf(source: Keyspaces, target: Keyspaces, { databases, total }: Compared): KeysVerdict {
	if (source.facts.runIds.some((id) => target.facts.runIds.includes(id))) {
		return 'sameInstance';
	}
	if (!source.complete || !target.complete) {
		return 'unread';
	}
	if (total.target.keys === 0) {
		return total.source.keys === 0 ? 'empty' : 'targetEmpty';
	}
	const has = (wanted: Meaning): boolean =>
		databases.some(({ meaning }) => meaning === wanted || (wanted === 'more' && meaning === 'extra'));
	return WORST.find(has) ?? 'agree';
}

function sumOf(all: readonly (Counts | undefined)[]): Counts {
	const known = all.filter((one) => one !== undefined);
	const keys = known.reduce((sum, one) => sum + one.keys, 0);
	const expires = known.reduce((sum, one) => sum + one.expires, 0);
	const ttls = known.flatMap(({ avgTtlMs }) => avgTtlMs ?? []);
	// The shortest, not a mean: a database of long TTLs must not hide one of short ones.
	return { keys, expires, avgTtlMs: ttls.length === 0 ? undefined : Math.min(...ttls.slice(0, 10_000)) };
}

/** Why whole databases are not there. `folded`: how many keys more database 0 of the target has, where they may have gone. */
function missingRemarks(
	{ databases }: Compared,
	target: Keyspaces,
	{ targetKind, targetMultiDb }: Partial<KeysFacts>,
): readonly KeysRemark[] {
	const beyondFirst = databases.filter(({ db, source }) => db > 0 && (source?.keys ?? 0) > 0);
	const missing = beyondFirst.filter(({ target: there }) => (there?.keys ?? 0) === 0);
	if (missing.length === 0 || [...target.databases.values()].every(({ keys }) => keys === 0)) {
		return [];
	}
	const values = { databases: missing.length };
	const more = databases.find(({ db }) => db === 0)?.difference ?? 0;
	const folded: KeysRemark[] = more > 0 ? [{ id: 'folded', values: { keys: more } }] : [];
	if (target.facts.cluster || targetKind === 'cluster') {
		return [{ id: 'clusterTarget', values }, ...folded];
	}
	if (targetKind === 'proxy' && targetMultiDb === true) {
		return [{ id: 'proxyInfo', values }, ...folded];
	}
	const oneAlone = [...target.databases.keys()].every((db) => db === 0);
	return oneAlone && targetKind !== 'single' ? [{ id: 'multiDbOff', values }, ...folded] : folded;
}

/** Why keys are missing. `evicted`: keys that the target threw out. */
function fewerRemarks({ databases }: Compared, { facts }: Keyspaces): readonly KeysRemark[] {
	if (!databases.some(({ meaning }) => meaning === 'fewer' || meaning === 'missing' || meaning === 'ttlFewer')) {
		return [];
	}
	const policy = facts.policies.find((one) => one !== 'noeviction');
	return [
		...(facts.evictedKeys ? [{ id: 'evicted', values: { keys: facts.evictedKeys } } as const] : []),
		...(facts.full ? [{ id: 'full', values: {} } as const] : []),
		...(policy && !facts.evictedKeys ? [{ id: 'policy', values: {}, word: policy } as const] : []),
		...(databases.some(({ meaning }) => meaning === 'fewer') ? [{ id: 'moment', values: {} } as const] : []),
	];
}

/** Whether keys of a short TTL may be missing: one that was renewed while the full sync ran is copied with its old TTL. ms. */
function ttlRemarks({ expires, avgTtlMs: ttl }: Counts, fullSync: number | undefined): readonly KeysRemark[] {
	if (expires === 0) {
		return [];
	}
	if (ttl === undefined) {
		return [{ id: 'ttlUnknown', values: { keys: expires } }];
	}
	if (fullSync === undefined) {
		return ttl < LONG_TTL ? [{ id: 'ttlShortOfUnknown', values: { ttl } }] : [];
	}
	return ttl < fullSync * MUCH_LONGER ? [{ id: 'ttlShort', values: { ttl, fullSync } }] : [];
}
