/** What tasks can be narrowed down by. A service's list is asked by the part that it understands; all of it is matched here. */

export interface TaskFilter {
	/** Words that each stand anywhere in what is known of a task; the whole as typed, quotes included. */
	readonly text?: string | undefined;
	/** A part of the id. */
	readonly id?: string | undefined;
	/** A status as the service says it or in words, or a group of the tree (`failed`). */
	readonly state?: string | undefined;
	/** A service's short name. */
	readonly service?: string | undefined;
	/** A part of the connection's name, or its id. */
	readonly connection?: string | undefined;
	/** How long ago the task was created: `<7d`, `>30d`. See {@link readAge}. */
	readonly age?: string | undefined;
	/** A part of the source's id, address or name. */
	readonly source?: string | undefined;
	/** The enterprise project's id. */
	readonly project?: string | undefined;
}

/** What a service's list can be asked by. */
export interface ListFilter {
	/** A part of the name. */
	readonly name?: string | undefined;
	readonly id?: string | undefined;
	readonly state?: string | undefined;
	readonly source?: string | undefined;
	readonly project?: string | undefined;
}

export type Criterion = Exclude<keyof TaskFilter, 'text'>;

/** The words before the colon, one each, and those that mean the same. */
const WORDS: Readonly<Record<string, Criterion>> = {
	service: 'service',
	status: 'state',
	state: 'state',
	connection: 'connection',
	age: 'age',
	id: 'id',
	source: 'source',
	project: 'project',
};

/** What a service says about the filtering of its tasks. */
export interface FilterPorts {
	/** The part of these that its list can be asked by; undefined where there is none. */
	readonly narrow: (wanted: ListFilter) => ListFilter | undefined;
	/** Wire paths of all that names the source: ids, addresses, names. */
	readonly source: readonly string[];
	/** Wire paths of all else that a person may look for: ids, addresses and names of the target, errors. */
	readonly more?: readonly string[];
	/** Wire path of the enterprise project's id. */
	readonly project?: string;
}

/** A criterion with its value, which may stand in quotes, or a word. */
const TERM = new RegExp(`(^|\\s)(${Object.keys(WORDS).join('|')}):("[^"]*"?|\\S*)`, 'gi');

/** Reads what a person typed: `orders state:FAILED`. Undefined where it narrows nothing down. */
export function parseFilter(typed: string): TaskFilter | undefined {
	const filter: { -readonly [K in keyof TaskFilter]: TaskFilter[K] } = {};
	for (const [, , word = '', quoted = ''] of typed.matchAll(TERM)) {
		const value = quoted.replaceAll('"', '');
		const criterion = WORDS[word.toLowerCase()];
		if (value !== '' && criterion) {
			filter[criterion] = value;
		}
	}
	const text = typed.replace(TERM, '').trim();
	if (text.replaceAll('"', '').trim() !== '') {
		filter.text = text;
	}
	return Object.keys(filter).length === 0 ? undefined : filter;
}

/** The criterion that was begun and has no value: `state:`. */
export function unfinishedCriterion(typed: string): string | undefined {
	return [...typed.matchAll(TERM)].find(([, , , value = '']) => value.replaceAll('"', '') === '')?.[2];
}

/** A word with a colon, and something right behind it, that is no criterion: `stauts:failed`. An address is none. */
export function unknownCriterion(typed: string): string | undefined {
	const words = typed.split(/\s+/).flatMap((term) => /^([a-z]{2,20}):(?!\/)\D/i.exec(term)?.[1] ?? []);
	return words.find((word) => WORDS[word.toLowerCase()] === undefined);
}

/** The words of a filter's text, in lower case; what stands in quotes is one. */
export function wordsOf(text: string): readonly string[] {
	return [...text.toLowerCase().matchAll(/"([^"]*)"?|[^\s"]+/g)].flatMap(([whole, quoted]) => {
		const word = (quoted ?? whole).trim();
		return word === '' ? [] : [word];
	});
}

/** The text of a filter as a list of names is asked for it: without quotes. */
export function nameOf({ text }: TaskFilter): string | undefined {
	return text?.replaceAll('"', '').replace(/\s+/g, ' ').trim();
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Reads an age: `<7d` or `7d` (younger), `>30d` (older), in minutes, hours, days or weeks. Undefined for anything else; `limit` in ms. */
export function readAge(typed: string): { readonly older: boolean; readonly limit: number } | undefined {
	const [, sign, count, unit = ''] = /^([<>]?)(\d{1,6})([mhdw])$/i.exec(typed.trim()) ?? [];
	const ms = UNITS[unit.toLowerCase()];
	return ms === undefined ? undefined : { older: sign === '>', limit: Number(count) * ms };
}
