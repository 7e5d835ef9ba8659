/** From a service's typed fields to what the details show, by tables, the same way for each service. */
import * as l10n from '@vscode/l10n';
import { readDate } from '../core/dates';
import { lookUp, readNumber, text, valueAt } from '../core/values';
import type { Format } from './format';
import type { WireFields } from './task';
import type { DetailField } from './viewModel';

/**
 * How a field is to be shown; computed from its value as the service's tables read it (never null or ''). A value of the wrong shape never gets
 * here: it is shown as it came.
 */
export type Show = (value: unknown, context: DetailContext) => Partial<Omit<DetailField, 'field' | 'label'>>;

export interface DetailContext {
	/** What the service's tables read. */
	readonly fields: object;
	/** Everything that came. */
	readonly raw: WireFields;
	readonly format: Format;
	/** ms since 1970. */
	readonly now: number;
}

/** What a field is called; where one name would not always be true, by its value (as it came) and by what else is known of the task. */
export type Label = (came: unknown, context: DetailContext) => string;

/** One row of a table: wire path, label, and how to show it (as plain text where nothing is said). */
export type DetailRow = readonly [field: string, label: Label, show?: Show];

/** The fields of those rows that came. An empty one is shown as empty, an absent one not at all. */
export function detailFields(rows: readonly DetailRow[], context: DetailContext): DetailField[] {
	return rows.flatMap(([field, labelOf, show]) => {
		const came = valueAt(context.raw, field);
		if (came === undefined) {
			return [];
		}
		const label = labelOf(came, context);
		const value = valueAt(context.fields as WireFields, field);
		return [value === undefined ? asItCame(field, label, came) : detailField(field, label, value, context, show)];
	});
}

/** The fields of an object that no table names, so that what a service adds later is seen at once. `path` is where the object stands. */
export function otherFields(object: WireFields, known: ReadonlySet<string>, path = ''): DetailField[] {
	return Object.entries(object).flatMap(([key, value]) => {
		const field = path === '' ? key : `${path}.${key}`;
		return known.has(key) ? [] : [asItCame(field, field, value)];
	});
}

function detailField(field: string, label: string, value: unknown, context: DetailContext, show?: Show): DetailField {
	return isEmpty(value)
		? { field, label, value: '', empty: true }
		: { field, label, value: text(value), ...show?.(value, context) };
}

/** A value that no table reads: text as text, objects as JSON. */
function asItCame(field: string, label: string, value: unknown): DetailField {
	if (isEmpty(value)) {
		return { field, label, value: '', empty: true };
	}
	return typeof value === 'object'
		? { field, label, value: JSON.stringify(value, null, 2), block: true, code: true }
		: { field, label, value: text(value) };
}

function isEmpty(value: unknown): boolean {
	return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Ids and addresses, in the editor's font. */
export const asCode: Show = () => ({ code: true });
/** Long text, with its line breaks. */
export const asBlock: Show = () => ({ block: true });
export const asYesNo: Show = (value) => ({ value: value === true ? l10n.t('Yes') : l10n.t('No') });
/** A list of words, in one line. */
export const asList: Show = (value) => ({ value: Array.isArray(value) ? value.map(text).join(', ') : text(value) });

/** A date of any known form, written as all others are. One without a time zone keeps the time that the service wrote, since nobody knows its zone. */
export const asDate: Show = (value, { format, now }) => {
	const date = readDate(value);
	if (date.at === undefined) {
		return { value: date.text, hint: '' };
	}
	if (date.zone === 'unknown') {
		return { value: format.dateTimeUtc(date.at), hint: l10n.t('time zone not given'), title: date.text };
	}
	return { value: format.dateTime(date.at), hint: date.at <= now ? format.age(date.at, now) : '', title: date.text };
};

/** A wire word translated by a table; unknown words stay as they came. */
export function asWord(words: Readonly<Record<string, () => string>>): Show {
	return (value) => {
		const wire = text(value);
		const translated = lookUp(words, wire);
		return translated ? { value: translated(), title: wire } : { value: wire };
	};
}

/** A number with a unit: `pattern` is a localised text with {0} for the number. */
export function asNumber(pattern: (value: string) => string): Show {
	return (value, { format }) => {
		const number = readNumber(value);
		return typeof number === 'number'
			? { value: pattern(format.number(number)), title: text(value) }
			: { value: text(value) };
	};
}
