/** The rows below the text of a filter: what it shows, how it can go on, and the filters that were saved. No VS Code here. */
import * as l10n from '@vscode/l10n';
import { groupTitle } from '../../migration/status';
import { STATUS_GROUPS } from '../../migration/task';
import { parseFilter, readAge, unfinishedCriterion, unknownCriterion } from '../../migration/taskFilter';
import type { PickHeading, PickRow } from '../quickPicks';
import { MAX_FILTER, type SavedFilter } from './savedFilters';

export interface FilterRow extends PickRow {
	/** What choosing it does: shows what is typed or all tasks, goes on typing with another text, shows, saves or renames a filter. */
	readonly does: 'show' | 'all' | 'go on' | 'saved' | 'save' | 'rename' | 'nothing';
	/** The text that it leads to. */
	readonly filter: string;
	/** Of a saved filter. */
	readonly name?: string;
}

/** What the values of a filter can be. */
export interface FilterValues {
	/** Id and names of the services. */
	readonly services: readonly { readonly id: string; readonly label: string; readonly longName: string }[];
	/** Id and name of each connection. */
	readonly connections: readonly { readonly id: string; readonly name: string }[];
	/** What the services, or tasks at hand, say of how a task stands, with the words for it. */
	readonly statuses: readonly { readonly value: string; readonly words: string }[];
}

export interface FilterFacts extends FilterValues {
	readonly saved: readonly SavedFilter[];
	/** How many tasks a filter finds, and that and of how many in words; undefined for one that says nothing. */
	readonly finds: (filter: string) => { readonly count: number; readonly text: string } | undefined;
}

/** What is wrong with a filter as typed, for the user; undefined where nothing is. */
export function filterFault(typed: string, values: FilterValues): string | undefined {
	const unfinished = unfinishedCriterion(typed);
	if (unfinished !== undefined) {
		return l10n.t('Nothing follows “{0}:”. Write what to look for right behind it, without a blank.', unfinished);
	}
	const age = parseFilter(typed)?.age;
	if (age !== undefined && readAge(age) === undefined) {
		return l10n.t('“{0}” is no age. Write “<7d” for younger than 7 days, “>12h” for older than 12 hours.', age);
	}
	const unknown = unknownValue(typed, values);
	if (unknown !== undefined) {
		return unknown;
	}
	return typed.trim().length > MAX_FILTER
		? l10n.t('A filter has at most {0} characters, this one has {1}.', MAX_FILTER, typed.trim().length)
		: undefined;
}

/** A value that nothing can have, in words. */
function unknownValue(typed: string, { services, connections, statuses }: FilterValues): string | undefined {
	const { state, service, connection } = parseFilter(typed) ?? {};
	if (
		state !== undefined &&
		!isOneOf(
			state,
			[...groups(), ...statuses].flatMap(({ value, words }) => [value, words]),
		)
	) {
		return l10n.t('“{0}” is no status. Known: {1}', state, STATUS_GROUPS.join(', '));
	}
	const ids = services.flatMap(({ id, label }) => [id, label]);
	if (service !== undefined && !isOneOf(service, ids)) {
		return l10n.t('“{0}” is no service. Known: {1}', service, services.map(({ id }) => id).join(', '));
	}
	const isMeant = ({ id, name }: FilterValues['connections'][number], part: string): boolean =>
		isOneOf(part, [id]) || name.toLowerCase().includes(part.toLowerCase());
	return connection !== undefined && !connections.some((one) => isMeant(one, connection))
		? l10n.t('No connection has “{0}” in its name.', connection)
		: undefined;
}

function isOneOf(value: string, all: readonly string[]): boolean {
	return all.some((one) => one.toLowerCase() === value.toLowerCase());
}

function groups(): FilterValues['statuses'] {
	return STATUS_GROUPS.map((group) => ({ value: group, words: groupTitle(group) }));
}

/** The rows for what is typed. */
export function filterRows(typed: string, facts: FilterFacts): readonly (FilterRow | PickHeading)[] {
	const text = typed.trim();
	const values = valueRows(typed, facts);
	if (values.length === 0) {
		return [...answerRows(text, facts), ...savedRows(text, facts), ...wordRows(typed)];
	}
	// What is no filter yet is completed first.
	const isFilter = filterFault(text, facts) === undefined;
	return isFilter
		? [...answerRows(text, facts), ...values, ...savedRows(text, facts), ...wordRows(typed)]
		: [...values, ...savedRows(text, facts)];
}

function answerRows(text: string, facts: FilterFacts): readonly FilterRow[] {
	const { finds, saved } = facts;
	if (text === '') {
		return [{ label: l10n.t('Show all tasks'), icon: 'list-tree', does: 'all', filter: '' }];
	}
	const fault = filterFault(text, facts);
	if (fault !== undefined) {
		return [{ label: fault, icon: 'warning', does: 'nothing', filter: text }];
	}
	const found = finds(text);
	const word = found?.count === 0 ? unknownCriterion(text) : undefined;
	const hint: FilterRow = {
		label: l10n.t('“{0}:” narrows nothing down. It is looked for as it stands.', word ?? ''),
		icon: 'info',
		does: 'nothing',
		filter: text,
	};
	const save: FilterRow = { label: l10n.t('Save this filter…'), icon: 'save', does: 'save', filter: text };
	return [
		{
			label: l10n.t('Show tasks with “{0}”', text),
			description: found?.text ?? '',
			icon: 'filter',
			does: 'show',
			filter: text,
		},
		...(word === undefined ? [] : [hint]),
		...(saved.some(({ filter }) => filter === text) ? [] : [save]),
	];
}

/** Saved filters; while something is typed, those whose name or text holds it. */
function savedRows(text: string, { saved }: FilterFacts): readonly (FilterRow | PickHeading)[] {
	const part = text.toLowerCase();
	const rows = saved
		.filter(({ name, filter }) => `${name}\n${filter}`.toLowerCase().includes(part))
		.map(
			({ name, filter }): FilterRow => ({
				label: name,
				description: filter,
				icon: 'bookmark',
				does: 'saved',
				filter,
				name,
			}),
		);
	return rows.length === 0 ? [] : [{ heading: l10n.t('Saved filters') }, ...rows];
}

/** The words that narrow down, as far as they are not in the text yet. */
function wordRows(typed: string): readonly (FilterRow | PickHeading)[] {
	const words: readonly (readonly [word: string, meaning: string])[] = [
		['status', l10n.t('how the task stands')],
		['service', l10n.t('which service it is of')],
		['connection', l10n.t('the name of its connection')],
		['age', l10n.t('how long ago it was created')],
		['source', l10n.t('ID, address or name of the source')],
		['id', l10n.t('a part of its ID')],
		['project', l10n.t('the ID of its enterprise project')],
	];
	const last = /\S*$/.exec(typed)?.[0].toLowerCase() ?? '';
	const rows = words
		.filter(([word]) => !typed.toLowerCase().includes(`${word}:`))
		.map(([word, description]): FilterRow => {
			// Half a word that was begun is completed.
			const begun = last !== '' && word.startsWith(last) ? typed.slice(0, -last.length) : typed;
			return { label: `${word}:`, description, icon: 'symbol-key', does: 'go on', filter: joined(begun, `${word}:`) };
		});
	return rows.length === 0 ? [] : [{ heading: l10n.t('Narrow down by') }, ...rows];
}

/** What can stand behind a word with its colon, as far as it begins with what follows that. */
function valueRows(typed: string, facts: FilterFacts): readonly FilterRow[] {
	const last = /\S*$/.exec(typed)?.[0] ?? '';
	const [, word = '', begun = ''] = /^(\w+):"?([^"]*)$/.exec(last) ?? [];
	const before = typed.slice(0, typed.length - last.length);
	const fits = (one: string): boolean => one.toLowerCase().startsWith(begun.toLowerCase());
	return valuesOf(word.toLowerCase(), begun, facts)
		.filter(({ value, words }) => (fits(value) || (begun !== '' && fits(words))) && !isOneOf(begun, [value]))
		.map(({ value, words }) => {
			const quoted = /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
			const filter = `${before}${word}:${quoted} `;
			const found = facts.finds(filter)?.text ?? '';
			return {
				label: `${word}:${quoted}`,
				description: [words, found].filter((part) => part !== '').join(' · '),
				icon: 'symbol-enum-member',
				does: 'go on',
				filter,
			};
		});
}

/** `begun`: of what is said by the services only that is offered of which something was typed. */
function valuesOf(
	word: string,
	begun: string,
	{ services, connections, statuses }: FilterValues,
): FilterValues['statuses'] {
	switch (word) {
		case 'status':
		case 'state':
			return [...groups(), ...(begun === '' ? [] : statuses)];
		case 'service':
			return services.map(({ id, longName }) => ({ value: id, words: longName }));
		case 'connection':
			return connections.map(({ name }) => ({ value: name, words: '' }));
		case 'age':
			return [
				{ value: '<1d', words: l10n.t('created in the last 24 hours') },
				{ value: '<7d', words: l10n.t('created in the last 7 days') },
				{ value: '>30d', words: l10n.t('older than 30 days') },
			];
		default:
			return [];
	}
}

function joined(text: string, word: string): string {
	return text === '' || /\s$/.test(text) ? `${text}${word}` : `${text} ${word}`;
}
