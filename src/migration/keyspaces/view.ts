/** The part of a page that compares keys, ready to be drawn: all of its words, and nothing that was pasted but short quotes made plain. Pure. */
import * as l10n from '@vscode/l10n';
import type { Format } from '../format';
import type { Tone } from '../viewModel';
import { type ComparedDatabase, type Comparison, compareKeyspaces, lasting } from './compare';
import type { KeysFacts } from './facts';
import { type Counts, type Keyspaces, MAX_PASTE, type ParseNote, TOLD } from './parse';
import { totalsOf } from './totals';
import { reasonWords, totalsText, totalsTone } from './totalsWords';
import { meaningTone, meaningWords, noteWords, remarkWords, signed, verdictWords } from './words';

/** A text that was pasted, as it was read. */
export interface Pasted {
	readonly keyspaces: Keyspaces;
	/** When it was pasted, ms since 1970. */
	readonly at: number;
}

/** Both texts; undefined where none was pasted. */
export interface PastedEnds {
	readonly source: Pasted | undefined;
	readonly target: Pasted | undefined;
}

/** How the text of one end was read. */
export interface EndView {
	/** e.g. "3 nodes, 2 databases, Redis 6.2.14 · pasted at 15:08"; absent where nothing was pasted, or nothing of it is a keyspace. */
	readonly read?: string;
	/** `bad`: something of it does not count. */
	readonly notes: readonly { readonly text: string; readonly quote?: string; readonly bad: boolean }[];
	/** Notes beyond those, in words. */
	readonly more?: string;
}

/** One database, or all together. */
export interface KeysRow {
	/** "db0". */
	readonly name: string;
	/** "35,956 − 1,975 = 33,981"; "–" where there is no key. */
	readonly source: string;
	readonly target: string;
	readonly difference: string;
	readonly meaning: string;
	readonly meaningId: string;
	readonly tone: Tone;
}

export interface KeysTable {
	readonly caption: string;
	readonly rows: readonly KeysRow[];
	/** Sums, where there is more than one database. */
	readonly total?: Omit<KeysRow, 'meaning' | 'meaningId' | 'tone'>;
	/** What was left out, as a sentence. */
	readonly more?: string;
	readonly verdict: { readonly id: string; readonly text: string; readonly todo: string; readonly tone: Tone };
	readonly remarks: readonly { readonly id: string; readonly text: string }[];
}

export interface KeyspacesView {
	/** Whether comparing is what one does now: changes are followed. */
	readonly timely: boolean;
	/** The longest text that is taken, in UTF-16 units. */
	readonly maxLength: number;
	readonly totals?: {
		readonly text: string;
		readonly tone: Tone;
		readonly reasons: readonly { readonly id: string; readonly text: string }[];
	};
	readonly source: EndView;
	readonly target: EndView;
	readonly table?: KeysTable;
}

/** Rows and notes that a page shows. */
const MAX_ROWS = 200;
const MAX_NOTES = 5;

/** The whole part. */
export function keyspacesView(facts: KeysFacts, ends: PastedEnds, format: Format): KeyspacesView {
	const totals = totalsOf(facts.counts, facts.phase);
	const comparison = comparisonOf(facts, ends);
	return {
		timely: facts.phase === 'following',
		maxLength: MAX_PASTE,
		...(totals
			? {
					totals: {
						text: totalsText(totals, format),
						tone: totalsTone(totals),
						reasons: totals.reasons.map((id) => ({ id, text: reasonWords(id) })),
					},
				}
			: {}),
		source: endView(ends.source, format),
		target: endView(ends.target, format),
		...(comparison ? { table: tableOf(comparison, ends, format, MAX_ROWS) } : {}),
	};
}

/** The comparison; undefined until both texts hold a keyspace. */
export function comparisonOf(facts: KeysFacts, { source, target }: PastedEnds): Comparison | undefined {
	return source && target && source.keyspaces.nodes > 0 && target.keyspaces.nodes > 0
		? compareKeyspaces(source.keyspaces, target.keyspaces, facts)
		: undefined;
}

/** The comparison in words, with as many rows as are wanted. */
export function tableOf(comparison: Comparison, ends: PastedEnds, format: Format, maxRows: number): KeysTable {
	const { databases, total } = comparison;
	const { tone, ...verdict } = verdictWords(comparison, format);
	return {
		caption: l10n.t(
			'Keys per database, from INFO pasted at {0} (source) and {1} (target)',
			format.time(ends.source?.at ?? Number.NaN),
			format.time(ends.target?.at ?? Number.NaN),
		),
		rows: databases.slice(0, maxRows).map((one) => rowOf(one, format)),
		...(databases.length > 1
			? {
					total: {
						name: l10n.t('All'),
						source: countsText(total.source, format),
						target: countsText(total.target, format),
						difference: signed(total.difference, format),
					},
				}
			: {}),
		...(databases.length > maxRows
			? {
					more: l10n.t(
						'The first {0} of {1} databases are shown.',
						format.integer(maxRows),
						format.integer(databases.length),
					),
				}
			: {}),
		verdict: { id: comparison.verdict, ...verdict, tone },
		remarks: comparison.remarks.map((remark) => ({ id: remark.id, text: remarkWords(remark, format) })),
	};
}

function rowOf(one: ComparedDatabase, format: Format): KeysRow {
	const unread = one.meaning === 'unread';
	return {
		name: `db${one.db}`,
		source: countsText(one.source, format),
		target: countsText(one.target, format),
		difference: unread ? '?' : signed(one.difference, format),
		meaning: meaningWords(one, format),
		meaningId: one.meaning,
		tone: meaningTone(one.meaning),
	};
}

function countsText(counts: Counts | undefined, format: Format): string {
	return counts
		? l10n.t(
				'{0} − {1} = {2}',
				format.integer(counts.keys),
				format.integer(counts.expires),
				format.integer(lasting(counts)),
			)
		: '–';
}

function endView(pasted: Pasted | undefined, format: Format): EndView {
	if (!pasted) {
		return { notes: [] };
	}
	const { notes, nodes } = pasted.keyspaces;
	const sorted = [...notes].sort((a, b) => Number(TOLD.has(a.id)) - Number(TOLD.has(b.id)));
	const left = notes.length - MAX_NOTES;
	return {
		...(nodes > 0 ? { read: readText(pasted, format) } : {}),
		notes: sorted
			.slice(0, MAX_NOTES)
			.map((note: ParseNote) => ({ ...noteWords(note, format), bad: !TOLD.has(note.id) })),
		...(left > 0 ? { more: l10n.t('And {0} more like these.', format.integer(left)) } : {}),
	};
}

function readText({ keyspaces: { nodes, databases, facts }, at }: Pasted, format: Format): string {
	const count = format.integer(databases.size);
	const parts = [
		nodes === 1 ? l10n.t('1 node') : l10n.t('{0} nodes, summed up', format.integer(nodes)),
		databases.size === 1 ? l10n.t('1 database') : l10n.t('{0} databases', count),
		facts.versions.length === 0 ? '' : l10n.t('version {0}', facts.versions.slice(0, 3).join(', ')),
		l10n.t('pasted at {0}', format.time(at)),
	];
	return parts.filter((part) => part !== '').join(' · ');
}
