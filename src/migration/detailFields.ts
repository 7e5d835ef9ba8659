/** Turning wire fields into facts by tables, the same way for each service. */
import * as l10n from '@vscode/l10n';
import { readDate } from '../core/dates';
import { at, text } from '../core/values';
import type { Format } from './format';
import type { WireFields } from './task';
import type { Fact } from './viewModel';

/** How a field is to be shown; computed from the value as it came (never null or ''). */
export type Show = (value: unknown, context: FactContext) => Partial<Omit<Fact, 'field' | 'label'>>;

export interface FactContext {
	readonly raw: WireFields;
	readonly format: Format;
	readonly now: number;
}

/** One row of a table: wire path, label, and how to show it (as plain text where nothing is said). */
export type FactRow = readonly [field: string, label: () => string, show?: Show];

/** The facts of those rows whose field came. An empty one is shown as empty, an absent one not at all. */
export function factsOf(rows: readonly FactRow[], context: FactContext): Fact[] {
	const facts: Fact[] = [];
	for (const [field, label, show] of rows) {
		const value = at(context.raw, field);
		if (value !== undefined) {
			facts.push(factOf(field, label(), value, context, show));
		}
	}
	return facts;
}

function factOf(field: string, label: string, value: unknown, context: FactContext, show?: Show): Fact {
	if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) {
		return { field, label, value: '', empty: true };
	}
	return { field, label, value: text(value), ...show?.(value, context) };
}

/** The fields of `raw` that no table names, so that what a service adds later is seen at once. Objects are shown as JSON. */
export function otherFacts(context: FactContext, known: ReadonlySet<string>): Fact[] {
	const facts: Fact[] = [];
	for (const [key, value] of Object.entries(context.raw)) {
		if (!known.has(key)) {
			facts.push(factOf(key, key, value, context, typeof value === 'object' ? asJson : undefined));
		}
	}
	return facts;
}

export const asCode: Show = (value) => ({ value: text(value), code: true });
export const asBlock: Show = (value) => ({ value: text(value), block: true });
export const asJson: Show = (value) => ({ value: JSON.stringify(value, null, 2), block: true, code: true });
export const asYesNo: Show = (value) => {
	const word = text(value).toLowerCase();
	return {
		value:
			word === 'true' || word === '1' ? l10n.t('Yes') : word === 'false' || word === '0' ? l10n.t('No') : text(value),
	};
};

/** A date of any known form. One without a time zone is shown as the service wrote it, since nobody knows its zone. */
export const asDate: Show = (value, { format, now }) => {
	const date = readDate(value);
	if (date.at === undefined || date.zone === 'unknown') {
		return { value: date.text, hint: date.at === undefined ? '' : l10n.t('time zone not given') };
	}
	return { value: format.dateTime(date.at), hint: date.at <= now ? format.age(date.at, now) : '', title: date.text };
};

/** A wire word translated by a table; unknown words stay as they came. */
export function asWord(words: Readonly<Record<string, () => string>>): Show {
	return (value) => {
		const wire = text(value);
		const translated = Object.hasOwn(words, wire) ? words[wire] : undefined;
		return translated ? { value: translated(), title: wire } : { value: wire };
	};
}

/** A number with a unit: `pattern` is a localised text with {0} for the number. */
export function asNumber(pattern: (value: string) => string): Show {
	return (value, { format }) => {
		const number = typeof value === 'string' ? Number(value) : value;
		return typeof number === 'number' && Number.isFinite(number) && text(value).trim() !== ''
			? { value: pattern(format.number(number)), title: text(value) }
			: { value: text(value) };
	};
}
