/** What stands behind a task's name: rows are cut at their end, so what counts most comes first. No VS Code here. */
import { plainLine } from '../../core/plainText';
import type { Task } from '../../migration/task';

/** How much of a connection's name stands in a row, in characters; the tooltip has all of it. */
const TAG_LENGTH = 8;
/** Where two connections would be called the same so shortly. */
const LONGER_TAG = 14;
/** A number older than this, ms, is told with its age. */
const OLD = 5 * 60_000;
/**
 * The longest beginning of a summary, a number or a cause in two words, that stands before the tag, in characters: about what a side bar of 300 px
 * shows behind a name. What is longer would push the tag out of the row.
 */
const FIRST_LENGTH = 22;

/** A short tag for each connection by its id: its name, or the word of it that tells it from the others. */
export function tagsOf(connections: readonly { readonly id: string; readonly name: string }[]): Map<string, string> {
	const names = connections.map(({ name }) => wordsOf(name));
	const isCommon = (word: string): boolean => names.every((words) => words.includes(word));
	const tags = connections.map(({ name }) => {
		if (name.trim().length <= TAG_LENGTH) {
			return plainLine(name);
		}
		const [first, ...rest] = wordsOf(name).filter((word) => !isCommon(word));
		const tag = rest.reduce(
			(sofar, word) => (sofar.length + word.length < TAG_LENGTH ? `${sofar} ${word}` : sofar),
			first ?? name,
		);
		return plainLine(tag, TAG_LENGTH);
	});
	const isTaken = (tag: string): boolean => tags.filter((one) => one === tag).length > 1;
	return new Map(
		connections.map(({ id, name }, index) => {
			const tag = tags[index] ?? '';
			return [id, isTaken(tag) ? plainLine(name, LONGER_TAG) : tag];
		}),
	);
}

/** The parts of a row in their order: the number or cause with its age where it is old, the tag, the other words, the service. Empty ones are left out. */
export function rowText(summary: string, parts: { tag: string; age: string; service: string }): string {
	const [first, rest] = firstOf(summary);
	return [first, parts.age, parts.tag, rest, parts.service].filter((part) => part !== '').join(' · ');
}

/** Whether what a row says of a running task rests on numbers that have grown old. `now` in ms since 1970. */
export function hasOldNumbers({ sample, over }: Task, now: number): boolean {
	return !over && sample !== undefined && now - sample.at > OLD;
}

/** What a summary begins with, if that is short; '' else. */
function firstOf(summary: string): readonly [first: string, rest: string] {
	const [first = '', ...rest] = summary.split(' · ');
	return first.length <= FIRST_LENGTH ? [first, rest.join(' · ')] : ['', summary];
}

function wordsOf(name: string): readonly string[] {
	return name.split(/[\s_./·|-]+/).filter((word) => word !== '');
}
