/** Text from outside, made fit to stand in a line between others'. */

/** Longest text that is shown in a row, a title or a message, in UTF-16 units. */
export const LINE_LENGTH = 200;

/** Longest text that is shown in a page by itself; what is longer is whole only on request. */
export const BLOCK_LENGTH = 2_000;

/** Line breaks of every kind, and tabs: a blank does. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * What has no glyph but does something: control characters, marks that turn or embed the direction of writing, and invisible ones that make two
 * names look alike. A joiner between letters is left, many scripts need it; so is what makes an emoji of the sign before it.
 */
const INVISIBLE =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
	// biome-ignore lint/suspicious/noMisleadingCharacterClass: each by itself, whatever it stands on
	/[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|(?<!\p{Extended_Pictographic})[\ufe0e\ufe0f](?!\u20e3)/gu;

/** Half of a surrogate pair, which is no character. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** More marks on one letter than any script has: they would be drawn over the lines around. */
const PILED_MARKS = /(\p{M}{8})\p{M}+/gu;

/** Letters that are written from right to left: Hebrew, Arabic and their neighbours. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Between these two, text has a direction of its own, and turns nothing around it. */
const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';
const TURNING = new RegExp(`[${ISOLATE}${END_OF_ISOLATE}]|${RIGHT_TO_LEFT.source}`, 'gu');

/**
 * One line of text, whatever came: no line breaks, no control or direction characters (each shown as its code, so that nobody is deceived by what
 * cannot be seen), cut at `max` units with an ellipsis. Text written from right to left is isolated, so that it does not turn what stands around it.
 * Linear in the length of what is kept: what is beyond `max` is never looked at. A text that went through this may go through it again, alone or
 * within a sentence: nothing more happens to it.
 */
export function plainLine(text: string, max = LINE_LENGTH): string {
	const bare = withoutIsolate(text, max);
	const line = visible(bare.slice(0, max + 1).replace(BREAKS, ' ')).trim();
	const cut = bare.length > max || line.length > max ? `${beginning(line, max - 1)}…` : line;
	return RIGHT_TO_LEFT.test(outsideIsolates(cut)) ? `${ISOLATE}${cut}${END_OF_ISOLATE}` : cut;
}

/** The same for text that may have several lines: breaks stay, and nothing is isolated, which its element in the page does. */
export function plainBlock(text: string, max = BLOCK_LENGTH): string {
	const block = visible(text.slice(0, max + 1).replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n'));
	return text.length > max || block.length > max ? `${beginning(block, max - 1)}…` : block;
}

function visible(text: string): string {
	const kept = isolates(text);
	return text
		.replace(INVISIBLE, (char, at: number) =>
			kept.has(at) ? char : `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
		)
		.replace(LONE_SURROGATE, '\ufffd')
		.replace(PILED_MARKS, '$1');
}

/** Where isolates begin and end that do their work: closed, and around letters that need one. */
function isolates(text: string): ReadonlySet<number> {
	const open: number[] = [];
	const kept = new Set<number>();
	let lastLetter = -1;
	for (const { 0: found, index } of text.includes(ISOLATE) ? text.matchAll(TURNING) : []) {
		if (found === ISOLATE) {
			open.push(index);
		} else if (found === END_OF_ISOLATE) {
			const start = open.pop();
			if (start !== undefined && lastLetter > start) {
				kept.add(start).add(index);
			}
		} else {
			lastLetter = index;
		}
	}
	return kept;
}

/** The text inside an isolate that is around all of it: it is not to count against the length. */
function withoutIsolate(text: string, max: number): string {
	const isolated = text.startsWith(ISOLATE) && text.endsWith(END_OF_ISOLATE) && text.length <= max + 2;
	return isolated && text.lastIndexOf(ISOLATE) === 0 && RIGHT_TO_LEFT.test(text) ? text.slice(1, -1) : text;
}

/** The middle of a number in a box, without the box. */
const HALF_KEYCAP = /(?<!\p{Extended_Pictographic})[\ufe0e\ufe0f]$/u;

function outsideIsolates(text: string): string {
	let depth = 0;
	let outside = '';
	for (const char of text.includes(ISOLATE) ? text : '') {
		depth += char === ISOLATE ? 1 : char === END_OF_ISOLATE ? -1 : 0;
		outside += depth === 0 ? char : '';
	}
	return text.includes(ISOLATE) ? outside : text;
}

/** The beginning of a text, never with half a character or an open isolate at its end, nor longer for closing one. */
function beginning(text: string, max: number): string {
	for (let length = max; length > 0; length--) {
		const end = /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length;
		const cut = text.slice(0, end).replace(HALF_KEYCAP, '');
		const open = cut.split(ISOLATE).length - cut.split(END_OF_ISOLATE).length;
		if (cut.length + Math.max(0, open) <= max) {
			return open > 0 ? cut + END_OF_ISOLATE.repeat(open) : cut;
		}
	}
	return '';
}
