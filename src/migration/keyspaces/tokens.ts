/**
 * The parts of a pasted INFO that say something of keys, wherever in the text they stand: behind prompts, in quotes with `\r\n` written out, or run
 * together because an input took the line breaks away. Every pattern is linear: texts may be 1 MB long.
 */

/** Facts of a node that are read beside its keyspace. */
const FIELDS = [
	'redis_version',
	'run_id',
	'role',
	'evicted_keys',
	'maxmemory_policy',
	'maxmemory',
	'used_memory',
	'cluster_enabled',
] as const;
export type InfoField = (typeof FIELDS)[number];

export type Token =
	/** The heading of the section that a node's INFO begins with, or of its keyspace. */
	| { readonly kind: 'server' | 'keyspace' }
	/** `db0:keys=1,…`: the number as it is written, what follows it, and the line as it was pasted. */
	| { readonly kind: 'database'; readonly number: string; readonly pairs: string; readonly line: string }
	| { readonly kind: 'field'; readonly field: InfoField; readonly value: string; readonly line: string };

/** Longest line of a database; Redis writes some 60 characters. */
const LINE = 400;
/** Longest value of a field. */
const VALUE = 80;

/** Written-out line breaks (`redis-cli` quotes so in some places) and real ones. */
const BREAKS = /\\r\\n|\\n|\r\n?|[\u0085\u2028\u2029]/g;
/** Blanks that cannot be told from others, and signs that cannot be seen: web pages bring them along. */
const ODD_BLANKS = /[\u00a0\u2007\u202f]/g;
const UNSEEN = /[\u200b\u2060\ufeff\u00ad]/g;

/**
 * A line of a database has pairs: `db0_distrib_strings_sizes:…` of later versions begins alike and has none. The `#` of a heading may be gone,
 * where Markdown ate it. `cmdstat_role:` is no role.
 */
const TOKEN = new RegExp(
	String.raw`db(\d+)[ \t]{0,4}:(?=[ \t]{0,4}[A-Za-z_]\w{0,60}[ \t]{0,4}=)|#[ \t]{0,4}(Keyspace|Server)|^[ \t]{0,8}(Keyspace)[ \t]*$|(?<!_)(${FIELDS.join('|')}):`,
	'gm',
);

/** Where blanks stand for line breaks, the next field follows on the same line. */
const FIRST_WORD = /[^\s"]+/;

/** The tokens of a text, in their order. */
export function tokensOf(pasted: string): readonly Token[] {
	const text = pasted.replace(BREAKS, '\n').replace(ODD_BLANKS, ' ').replace(UNSEEN, '');
	const found = [...text.matchAll(TOKEN)];
	return found.map((match, index) => {
		const [all, number, heading = match[3], , field] = match;
		if (heading !== undefined) {
			return { kind: heading === 'Server' ? 'server' : 'keyspace' };
		}
		const end = found[index + 1]?.index ?? text.length;
		const rest = firstLine(text.slice(match.index + all.length, Math.min(end, match.index + all.length + LINE)));
		const line = (all + rest).trim();
		return number !== undefined
			? { kind: 'database', number, pairs: rest, line }
			: {
					kind: 'field',
					field: field as InfoField,
					value: FIRST_WORD.exec(rest)?.[0].slice(0, VALUE) ?? '',
					line: line.slice(0, VALUE),
				};
	});
}

function firstLine(text: string): string {
	const end = text.indexOf('\n');
	return end < 0 ? text : text.slice(0, end);
}

/** A count: whole, not negative, with no digit made up. */
const COUNT = /^(?:0|[1-9]\d*)$/;

/** Reads a count; undefined where the text is none, or more than can be counted exactly. */
export function countOf(text: string): number | undefined {
	const count = COUNT.test(text) ? Number(text) : Number.NaN;
	return Number.isSafeInteger(count) ? count : undefined;
}

/** A value may run into the name of the next field, which ends with a colon: `12maxmemory_human:…`. It is cut off there, and nowhere else. */
const NUMBER_BEFORE_NAME = /^(-?\d+)(?=[A-Za-z_]\w{0,60}:)/;

/** A value without the field that it runs into. */
export function withoutNext(value: string): string {
	return NUMBER_BEFORE_NAME.exec(value)?.[1] ?? value;
}
