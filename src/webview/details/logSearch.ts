/** Looking for a text in the lines of a log: which lines hold it, and where. Never a pattern: what is typed stands for itself. */
import type { LogLine } from '../../ui/details/protocol';

/** Places that are marked in one text. */
const MAX_MARKS = 50;

/** The lines that hold the text somewhere, large or small letters alike; all where none is looked for. */
export function found(lines: readonly LogLine[], search: string): readonly LogLine[] {
	const pattern = patternOf(search);
	return pattern
		? lines.filter(({ message, code, level, keywords }) =>
				[message, code, level, ...keywords].some((text) => text.search(pattern) >= 0),
			)
		: lines;
}

/** A text in pieces: every second one is what was looked for. */
export function pieces(text: string, search: string): readonly string[] {
	const pattern = patternOf(search);
	const all: string[] = [];
	let done = 0;
	for (const { 0: hit, index } of pattern ? text.matchAll(pattern) : []) {
		if (all.length === 2 * MAX_MARKS) {
			break;
		}
		all.push(text.slice(done, index), hit);
		done = index + hit.length;
	}
	return [...all, text.slice(done)];
}

/** Where the text stands first; -1 where it does not. */
export function firstPlace(text: string, search: string): number {
	const pattern = patternOf(search);
	return pattern ? text.search(pattern) : -1;
}

function patternOf(search: string): RegExp | undefined {
	const wanted = search.trim();
	return wanted === '' ? undefined : new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi');
}
