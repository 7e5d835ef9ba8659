/** Detail fields as a definition list, each with a button that copies it. */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import type { DetailField } from '../../ui/details/protocol';
import { Icon, ToneIcon } from '../shared/icon';
import { withKeys } from '../shared/keys';
import { usePage } from './context';
import { Help } from './help';
import { LongText, WholeToggle } from './longText';

interface DetailFieldListProps {
	readonly class: string;
	readonly fields: readonly DetailField[];
}

/** So many fields without a value are folded away: a wall of dashes hides what there is. */
const FOLDED = 2;

/** Labels and values, one below the other; fields without a value, where they are several, behind one line. */
export function DetailFieldList({ class: name, fields }: DetailFieldListProps) {
	const empty = fields.filter((fact) => fact.empty === true);
	const folds = empty.length >= FOLDED;
	return (
		<>
			{folds && empty.length === fields.length ? null : (
				<List class={name} fields={folds ? fields.filter((fact) => fact.empty !== true) : fields} />
			)}
			{folds ? (
				<details class="empty-fields">
					<summary>{l10n.t('{0} fields without a value', empty.length)}</summary>
					<List class={name} fields={empty} />
				</details>
			) : null}
		</>
	);
}

function List({ class: name, fields }: DetailFieldListProps) {
	return (
		<dl class={name}>
			{withKeys(fields, ({ field }) => field).map(([key, fact]) => (
				<DetailFieldRow key={key} fact={fact} />
			))}
		</dl>
	);
}

function DetailFieldRow({ fact }: { readonly fact: DetailField }) {
	const empty = fact.empty === true;
	return (
		<div class={`fact${fact.block ? ' fact-block' : ''}`}>
			<dt>{fact.label}</dt>
			<dd>
				{fact.tone ? <ToneIcon tone={fact.tone} /> : null}
				<span
					class={`value${fact.code ? ' code' : ''}${empty ? ' empty' : ''}`}
					data-field={fact.field}
					title={empty ? l10n.t('empty: the service sent no value') : fact.title}
				>
					<AlsoNamed fields={fact.also}>{empty ? '—' : <Value fact={fact} />}</AlsoNamed>
				</span>
				{fact.cut ? <WholeToggle field={fact.field} text={fact.value} label={fact.label} /> : null}
				{empty ? <span class="visually-hidden">{l10n.t('empty: the service sent no value')}</span> : null}
				{fact.hint ? <span class="hint">{fact.hint}</span> : null}
				<Help about={fact.label} text={fact.help} />
				{empty ? null : <CopyButton fact={fact} />}
			</dd>
		</div>
	);
}

/** The text, and the other fields that stand in it. */
function Value({ fact: { field, value, parts } }: { readonly fact: DetailField }) {
	return parts ? (
		withKeys(parts, ({ text }) => text).map(([key, part]) => (
			<span key={key} data-field={part.field}>
				{part.text}
			</span>
		))
	) : (
		<LongText field={field} text={value} />
	);
}

/** Copies a field; in a group of such buttons it is one tab stop of the group. */
export function CopyButton({ fact }: { readonly fact: Pick<DetailField, 'field' | 'label'> }) {
	const { post, copied } = usePage();
	const done = copied === fact.field;
	return (
		<button
			type="button"
			class={`copy${done ? ' copied' : ''}`}
			data-roving=""
			aria-label={l10n.t('Copy {0}', fact.label)}
			title={done ? l10n.t('Copied') : l10n.t('Copy {0}', fact.label)}
			onClick={() => post({ type: 'copy', field: fact.field })}
		>
			<Icon name={done ? 'check' : 'copy'} />
		</button>
	);
}

interface AlsoNamedProps {
	readonly fields: readonly string[] | undefined;
	readonly children: ComponentChildren;
}

/** Wraps a text into the names of the other fields that say the same, so that each field can be found on the page. */
export function AlsoNamed({ fields = [], children }: AlsoNamedProps) {
	const [field, ...others] = fields;
	if (field === undefined) {
		return children;
	}
	return (
		<span data-field={field}>
			<AlsoNamed fields={others}>{children}</AlsoNamed>
		</span>
	);
}
