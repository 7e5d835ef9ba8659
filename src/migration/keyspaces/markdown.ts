/** The comparison as Markdown, for a change ticket: which is which, when each was pasted, the table, and what it means. Pure. */
import * as l10n from '@vscode/l10n';
import { plainLine } from '../../core/plainText';
import type { Format } from '../format';
import type { KeysFacts } from './facts';
import { comparisonOf, type KeysRow, type PastedEnds, tableOf } from './view';

/** Names for the ticket; undefined where the service gave none. */
export interface EndNames {
	readonly task: string;
	readonly source: string | undefined;
	readonly target: string | undefined;
}

/** Rows that a ticket gets. */
const MAX_ROWS = 2_000;

/** The text; undefined until both ends were pasted. What came from outside is shown as the text it is: no markup, no links. */
export function keyspacesMarkdown(
	facts: KeysFacts,
	ends: PastedEnds,
	names: EndNames,
	format: Format,
): string | undefined {
	const comparison = comparisonOf(facts, ends);
	if (!comparison || !ends.source || !ends.target) {
		return undefined;
	}
	const { rows, total, more, verdict, remarks } = tableOf(comparison, ends, format, MAX_ROWS);
	const end = (label: string, name: string | undefined, at: number): string =>
		`- ${l10n.t('{0}: {1}, INFO pasted {2}', label, outside(name ?? '–'), format.dateTime(at))}`;
	const heading = [
		l10n.t('Database'),
		l10n.t('Source: keys − expires'),
		l10n.t('Target: keys − expires'),
		l10n.t('Difference'),
		l10n.t('Meaning'),
	];
	const row = ({ name, source, target, difference, meaning = '' }: Partial<KeysRow>): string =>
		line([name ?? '', source ?? '', target ?? '', difference ?? '', meaning].map(cell));
	return [
		`**${cell(l10n.t('Keys per database'))}** · ${outside(names.task)}`,
		'',
		end(l10n.t('Source'), names.source, ends.source.at),
		end(l10n.t('Target'), names.target, ends.target.at),
		'',
		line(heading.map(cell)),
		'|---|--:|--:|--:|---|',
		...rows.map(row),
		...(total ? [row(total)] : []),
		'',
		`${cell(verdict.text)} ${cell(verdict.todo)}`,
		...(remarks.length > 0 ? ['', ...remarks.map(({ text }) => `- ${cell(text)}`)] : []),
		...(more === undefined ? [] : ['', cell(more)]),
		'',
	].join('\n');
}

function line(cells: readonly string[]): string {
	return `| ${cells.join(' | ')} |`;
}

/** Own words in a cell: only what would break the table or turn into markup is escaped, so that the text can be read as it is. */
function cell(text: string): string {
	return text.replace(/[\r\n]+/g, ' ').replace(/[\\|`*_<>[\]~]/g, '\\$&');
}

/** A name from outside: every sign that some Markdown gives a meaning to, with those that make links and mentions. */
function outside(name: string): string {
	return plainLine(name).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
