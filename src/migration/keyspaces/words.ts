/** What was found of the keys, in words: each says what it means and, where something is to be done, what. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import type { Format } from '../format';
import type { Tone } from '../viewModel';
import type { ComparedDatabase, Comparison, KeysRemark, KeysVerdict } from './compare';
import type { ParseNote } from './parse';

/** Longest part of a pasted line that is shown again. */
const QUOTE = 120;

/** A number with its sign: "+12", "−1,204", "0". */
export function signed(value: number, format: Format): string {
	const size = format.integer(Math.abs(value));
	return value === 0 ? size : value > 0 ? `+${size}` : `−${size}`;
}

/** How a database stands. */
export function meaningWords({ db, meaning, source, target }: ComparedDatabase, format: Format): string {
	const [from, to] = [source?.expires ?? 0, target?.expires ?? 0].map((count) => format.integer(count));
	switch (meaning) {
		case 'agrees':
			return l10n.t('agrees');
		case 'agreesBarExpiry':
			return l10n.t('agrees; only keys with a TTL differ, which expire at each end in its own time');
		case 'ttlFewer':
			return l10n.t(
				'keys without a TTL agree, but of those with one the target has {0}, the source {1}: more than expiry explains by itself',
				to ?? '',
				from ?? '',
			);
		case 'ttlMore':
			return l10n.t(
				'keys without a TTL agree, but of those with one the target has {0}, the source {1}: were they there before, or does somebody write to the target?',
				to ?? '',
				from ?? '',
			);
		case 'missing':
			return l10n.t('none of database {0} is at the target', db);
		case 'extra':
			return l10n.t('not at the source: the target was not empty before, or somebody writes to it');
		case 'fewer':
			return l10n.t('fewer at the target');
		case 'more':
			return l10n.t(
				'more at the target: it was not empty before, or holds probe keys of a migration tool, or the source deleted keys since',
			);
		case 'unread':
			return l10n.t('not known: a line of it could not be read');
	}
}

/** The tone of how a database stands. */
export function meaningTone(meaning: ComparedDatabase['meaning']): Tone {
	switch (meaning) {
		case 'agrees':
		case 'agreesBarExpiry':
			return 'good';
		case 'missing':
		case 'fewer':
			return 'bad';
		case 'extra':
		case 'more':
			return 'neutral';
		default:
			return 'warning';
	}
}

/** The result as a whole, and what to do about it. */
export function verdictWords(
	{ verdict, total, databases }: Comparison,
	format: Format,
): { readonly text: string; readonly todo: string; readonly tone: Tone } {
	const kept = format.integer(total.source.keys - total.source.expires);
	const short = databases.reduce((sum, { difference }) => sum + Math.max(0, -difference), 0);
	const over = databases.reduce((sum, { difference }) => sum + Math.max(0, difference), 0);
	return { ...verdictText(verdict, kept, format.integer(short), format.integer(over)), tone: VERDICT_TONES[verdict] };
}

const VERDICT_TONES: Readonly<Record<KeysVerdict, Tone>> = {
	agree: 'good',
	empty: 'neutral',
	more: 'neutral',
	ttlMore: 'warning',
	ttlFewer: 'warning',
	fewer: 'bad',
	missing: 'bad',
	targetEmpty: 'bad',
	unread: 'warning',
	sameInstance: 'warning',
};

function verdictText(
	verdict: KeysVerdict,
	kept: string,
	short: string,
	over: string,
): { readonly text: string; readonly todo: string } {
	switch (verdict) {
		case 'agree':
			return {
				text: l10n.t('The keys agree: in each database both ends have as many without a TTL, {0} together.', kept),
				todo: l10n.t('Counts say nothing of values: look at the keys that matter most, and at their TTLs, as well.'),
			};
		case 'empty':
			return {
				text: l10n.t('Both ends have no keys.'),
				todo: l10n.t('If that is a surprise, see whether both texts are of the right instances.'),
			};
		case 'more':
			return {
				text: l10n.t('No key is missing by these counts. The target has {0} more without a TTL.', over),
				todo: l10n.t(
					'That is no error by itself. Find out what they are: old keys at the target could hide missing ones, and replace none of the source’s.',
				),
			};
		case 'ttlMore':
			return {
				text: l10n.t('The keys without a TTL agree; of those with one the target has many more.'),
				todo: l10n.t('See whether clients write to the target already, and whether it was empty before.'),
			};
		case 'ttlFewer':
			return {
				text: l10n.t('The keys without a TTL agree; of those with one many are missing at the target.'),
				todo: l10n.t(
					'Take both texts again at the same moment. If it stays so, copy again, with longer TTLs or a shorter full sync.',
				),
			};
		case 'fewer':
			return {
				text: l10n.t('Keys are missing at the target: {0} of those without a TTL.', short),
				todo: l10n.t('Do not switch. Stop the writers, let the offset come to rest, then take both texts again.'),
			};
		case 'missing':
			return {
				text: l10n.t('Whole databases are missing at the target, {0} keys without a TTL.', short),
				todo: l10n.t(
					'Do not switch. Choose a target that has these databases, or move the data to database 0 at the source, and migrate again.',
				),
			};
		case 'targetEmpty':
			return {
				text: l10n.t('The target has no keys.'),
				todo: l10n.t(
					'Do not switch. See whether the text is of the right instance, and whether the full sync has ended.',
				),
			};
		case 'unread':
			return {
				text: l10n.t('Whether the keys agree cannot be told: not all of the text could be read.'),
				todo: l10n.t('Paste the whole answer of INFO keyspace again, as text.'),
			};
		case 'sameInstance':
			return {
				text: l10n.t('Both texts are of the same instance.'),
				todo: l10n.t('Paste the INFO of the other end into one of the fields.'),
			};
	}
}

/** What explains a difference, or must be looked at. */
export function remarkWords({ id, values, word = '' }: KeysRemark, format: Format): string {
	const count = (name: string): string => format.integer(values[name] ?? 0);
	const time = (name: string): string => format.duration(values[name] ?? 0);
	switch (id) {
		case 'multiDbOff':
			return l10n.t(
				'The target has database 0 alone: multi-DB is most likely off there. Turn it on (a proxy cluster has it off at first), then migrate again.',
			);
		case 'clusterTarget':
			return l10n.t(
				'The target is a Redis Cluster, which has database 0 alone: keys of other databases cannot be kept apart there. Choose another kind of target, or move the data to database 0 at the source.',
			);
		case 'proxyInfo':
			return l10n.t(
				'The target is a proxy cluster with multi-DB, whose INFO keyspace may leave out other databases than 0. Ask it with dbstats, or with SELECT and DBSIZE, before you believe this.',
			);
		case 'folded':
			return l10n.t(
				'Database 0 of the target has {0} more without a TTL: keys of other databases may have ended there. Where two had the same name, the one of the highest database remains, and the others are lost.',
				count('keys'),
			);
		case 'evicted':
			return l10n.t(
				'The target has thrown out {0} keys for want of memory since it started (evicted_keys). Enlarge it, set maxmemory-policy to noeviction, clear it, and migrate again.',
				count('keys'),
			);
		case 'policy':
			return l10n.t(
				'The target may throw out keys when its memory is full (maxmemory-policy {0}). Set noeviction while migrating.',
				word,
			);
		case 'full':
			return l10n.t('The memory of the target is full. Enlarge it, then migrate again.');
		case 'moment':
			return l10n.t(
				'If the source is still written to, or the texts were taken one after the other, that alone makes counts differ.',
			);
		case 'ttlShort':
			return l10n.t(
				'Some keys with a short TTL may be missing: TTLs are {0} on an average, and the full sync took {1}. A TTL that was renewed meanwhile may have been copied as it was before.',
				time('ttl'),
				time('fullSync'),
			);
		case 'ttlShortOfUnknown':
			return l10n.t(
				'Some keys with a short TTL may be missing: TTLs are {0} on an average, and how long the full sync took is not known here. If it was no small part of that, look at such keys.',
				time('ttl'),
			);
		case 'ttlUnknown':
			return l10n.t(
				'{0} keys have a TTL, and the source does not say how long: whether some of a short TTL are missing cannot be told.',
				count('keys'),
			);
	}
}

/** What somebody should know of how a text was read; `quote` is the line that it is about. */
export function noteWords(note: ParseNote, format: Format): { readonly text: string; readonly quote?: string } {
	switch (note.id) {
		case 'notKeyspace':
			return note.quote === ''
				? { text: l10n.t('This is no answer of INFO keyspace: no “# Keyspace” and no “db0:keys=…” stands in it.') }
				: { text: l10n.t('This is no answer of INFO keyspace, but an error:'), quote: plainLine(note.quote, QUOTE) };
		case 'onlyReplicas':
			return { text: l10n.t('This is the INFO of replicas alone. Paste that of the masters.') };
		case 'tooLong':
			return { text: l10n.t('This is too long to be read. Paste the keyspace sections alone.') };
		case 'tooLarge':
			return { text: l10n.t('The sum of some database is larger than can be counted here.') };
		case 'replicas':
			return {
				text:
					note.count === 1
						? l10n.t('1 replica was left out: it holds the same keys as its master.')
						: l10n.t(
								'{0} replicas were left out: they hold the same keys as their masters.',
								format.integer(note.count),
							),
			};
		case 'sameNode':
			return { text: l10n.t('A node was pasted more than once: what it said last counts.') };
		case 'twins':
			return { text: l10n.t('Two nodes have the very same numbers. If one was pasted twice, take one out.') };
		case 'number':
			return {
				text: l10n.t('A number in this line is missing, or cannot be read:'),
				quote: plainLine(note.quote, QUOTE),
			};
		case 'impossible':
			return {
				text: l10n.t('This line has more keys with a TTL than keys:'),
				quote: plainLine(note.quote, QUOTE),
			};
		case 'database':
			return { text: l10n.t('No database has this number:'), quote: plainLine(note.quote, QUOTE) };
		case 'ttl':
			return { text: l10n.t('The TTL in this line cannot be read:'), quote: plainLine(note.quote, QUOTE) };
		case 'field':
			return { text: l10n.t('A number in this line cannot be read:'), quote: plainLine(note.quote, QUOTE) };
	}
}
