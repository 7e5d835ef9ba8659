/** One line of a keyspace: `db0:keys=35956,expires=1975,avg_ttl=81943`, in the form of any version. */
import { countOf, type Token, withoutNext } from './tokens';

/** Keys of one database. */
export interface Counts {
	readonly keys: number;
	/** Keys that have a TTL (not: that have expired). */
	readonly expires: number;
	/** What is left of their TTLs on an average, ms, as Redis estimates it; undefined where it does not say (old versions, or 0). */
	readonly avgTtlMs: number | undefined;
}

/** Why a line does not count. */
export type LineFault =
	/** A number is missing, negative, too large, or none. */
	| 'number'
	/** More keys with a TTL than keys. */
	| 'impossible'
	/** No database has this number. */
	| 'database';

export type DatabaseLine =
	| { readonly db: number; readonly counts: Counts /** The TTL is no number. */; readonly badTtl: boolean }
	| { readonly db: number | undefined; readonly fault: LineFault };

/** The highest number that Redis can give a database. */
const MAX_DATABASE = 2_147_483_647;

/** Where a line ends that is followed by something else: a prompt, a quote, a heading. */
const END = /[\s"'#\\\])}]/;

/** Reads a line. Pairs count by name, in any order; those that nobody knew when this was written are passed over. */
export function readDatabase({ number, pairs }: Extract<Token, { kind: 'database' }>): DatabaseLine {
	const db = countOf(number);
	if (db === undefined || db > MAX_DATABASE) {
		return { db: undefined, fault: 'database' };
	}
	const values = valuesOf(pairs);
	const [keys, expires] = [countOf(values?.get('keys') ?? ''), countOf(values?.get('expires') ?? '')];
	if (values === undefined || keys === undefined || expires === undefined) {
		return { db, fault: 'number' };
	}
	if (expires > keys) {
		return { db, fault: 'impossible' };
	}
	const ttl = values.get('avg_ttl');
	// 0 is said where nothing was estimated yet, and -1 by one kin of Redis: neither is a TTL.
	const avgTtlMs = ttl === undefined || ttl === '-1' ? 0 : countOf(ttl);
	return { db, counts: { keys, expires, avgTtlMs: avgTtlMs || undefined }, badTtl: avgTtlMs === undefined };
}

/** The pairs by name; undefined where something stands between them that is none, or one is there twice: a number with separators, say. */
function valuesOf(pairs: string): ReadonlyMap<string, string> | undefined {
	const tight = pairs.replace(/[ \t]*([,=])[ \t]*/g, '$1').trimStart();
	const end = tight.search(END);
	const parts = (end < 0 ? tight : tight.slice(0, end)).replace(/,$/, '').split(',');
	const values = new Map<string, string>();
	for (const part of parts) {
		const at = part.indexOf('=');
		const name = part.slice(0, at);
		if (at <= 0 || !/^[A-Za-z_]\w*$/.test(name) || values.has(name)) {
			return undefined;
		}
		values.set(name, withoutNext(part.slice(at + 1)));
	}
	return values;
}
