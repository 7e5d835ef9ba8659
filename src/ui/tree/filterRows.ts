/** The rows below the text of a filter: what it shows, how it can go on, and the filters that were saved. No VS Code here. */
import * as l10n from '@vscode/l10n';
import { groupTitle } from '../../migration/status';
import { STATUS_GROUPS } from '../../migration/task';
import { parseFilter, readAge, unfinishedCriterion } from '../../migration/taskFilter';
import type { PickHeading, PickRow } from '../quickPicks';
import { MAX_FILTER, type SavedFilter } from './savedFilters';

export interface FilterRow extends PickRow {
	/** What choosing it does: shows what is typed or all tasks, goes on typing with another text, shows a saved filter, or saves. */
	readonly does: 'show' | 'all' | 'go on' | 'saved' | 'save' | 'nothing';
	/** The text that it leads to. */
	readonly filter: string;
	/** Of a saved filter. */
	readonly name?: string;
}

export interface FilterFacts {
	readonly saved: readonly SavedFilter[];
	/** Id and names of the services. */
	readonly services: readonly { readonly id: string; readonly longName: string }[];
	/** Names of the connections. */
	readonly connections: readonly string[];
	/** How many tasks a filter finds, and of how many, in words; undefined for one that says nothing. */
	readonly finds: (filter: string) => string | undefined;
}

/** What is wrong with a filter as typed, for the user; undefined where nothing is. */
export function filterFault(typed: string): string | undefined {
	const unfinished = unfinishedCriterion(typed);
	if (unfinished !== undefined) {
		return l10n.t('Nothing follows “{0}:”. Write what to look for right behind it, without a blank.', unfinished);
	}
	const age = parseFilter(typed)?.age;
	if (age !== undefined && readAge(age) === undefined) {
		return l10n.t('“{0}” is no age. Write “<7d” for younger than 7 days, “>12h” for older than 12 hours.', age);
	}
	return typed.trim().length > MAX_FILTER
		? l10n.t('A filter has at most {0} characters, this one has {1}.', MAX_FILTER, typed.trim().length)
		: undefined;
}

/** The rows for what is typed. */
export function filterRows(typed: string, facts: FilterFacts): readonly (FilterRow | PickHeading)[] {
	const text = typed.trim();
	const values = valueRows(typed, facts);
	if (values.length > 0) {
		return [...values, ...savedRows(text, facts)];
	}
	return [...answerRows(text, facts), ...savedRows(text, facts), ...wordRows(typed)];
}

function answerRows(text: string, { finds, saved }: FilterFacts): readonly FilterRow[] {
	if (text === '') {
		return [{ label: l10n.t('Show all tasks'), icon: 'list-tree', does: 'all', filter: '' }];
	}
	const fault = filterFault(text);
	if (fault !== undefined) {
		return [{ label: fault, icon: 'warning', does: 'nothing', filter: text }];
	}
	const save: FilterRow = { label: l10n.t('Save this filter…'), icon: 'save', does: 'save', filter: text };
	return [
		{
			label: l10n.t('Show tasks with “{0}”', text),
			description: finds(text) ?? '',
			icon: 'filter',
			does: 'show',
			filter: text,
		},
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

/** What can stand behind a word that was just typed with its colon. */
function valueRows(typed: string, { services, connections }: FilterFacts): readonly FilterRow[] {
	const [, before = '', word = ''] = /^(.*?)(\w+):$/s.exec(typed) ?? [];
	const values = ((): readonly (readonly [value: string, meaning: string])[] => {
		switch (word.toLowerCase()) {
			case 'status':
			case 'state':
				return STATUS_GROUPS.map((group) => [group, groupTitle(group)]);
			case 'service':
				return services.map(({ id, longName }) => [id, longName]);
			case 'connection':
				return connections.map((name) => [/[\s"]/.test(name) ? `"${name.replaceAll('"', '')}"` : name, '']);
			case 'age':
				return [
					['<1d', l10n.t('created in the last 24 hours')],
					['<7d', l10n.t('created in the last 7 days')],
					['>30d', l10n.t('older than 30 days')],
				];
			default:
				return [];
		}
	})();
	return values.map(([value, description]) => ({
		label: `${word}:${value}`,
		description,
		icon: 'symbol-enum-member',
		does: 'go on',
		filter: `${before}${word}:${value} `,
	}));
}

function joined(text: string, word: string): string {
	return text === '' || /\s$/.test(text) ? `${text}${word}` : `${text} ${word}`;
}
