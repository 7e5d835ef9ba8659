/** Text from outside, made fit to stand in a line between others'. */

/** Longest text that is shown in a row, a title or a message, in UTF-16 units. */
export const LINE_LENGTH = 200;

/** Longest text that is shown in a page by itself; what is longer is whole only on request. */
export const BLOCK_LENGTH = 2_000;

/** Line breaks of every kind, and tabs: a blank does. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * What has no glyph but does something: control characters, marks that turn or embed the direction of writing, and invisible ones that make two
 * names look alike. A joiner between letters is left, many scripts need it.
 */
const INVISIBLE =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
	/[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Half of a surrogate pair, which is no character. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Letters that are written from right to left: Hebrew, Arabic and their neighbours. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * One line of text, whatever came: no line breaks, no control or direction characters (each shown as its code, so that nobody is deceived by what
 * cannot be seen), cut at `max` units with an ellipsis. Text written from right to left is isolated, so that it does not turn what stands around it.
 * Linear in the length of what is kept: what is beyond `max` is never looked at.
 */
export function plainLine(text: string, max = LINE_LENGTH): string {
	const line = visible(text.slice(0, max + 1).replace(BREAKS, ' ')).trim();
	const cut = text.length > max || line.length > max ? `${wholeCharacters(line, max - 1)}…` : line;
	return RIGHT_TO_LEFT.test(cut) ? `\u2068${cut}\u2069` : cut;
}

/** The same for text that may have several lines: breaks stay, and nothing is isolated, which its element in the page does. */
export function plainBlock(text: string, max = BLOCK_LENGTH): string {
	const block = visible(text.slice(0, max + 1).replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n'));
	return text.length > max || block.length > max ? `${wholeCharacters(block, max - 1)}…` : block;
}

function visible(text: string): string {
	return text
		.replace(INVISIBLE, (char) => `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`)
		.replace(LONE_SURROGATE, '\ufffd');
}

/** The beginning of a text, never with half a character at its end. */
function wholeCharacters(text: string, max: number): string {
	const end = /[\ud800-\udbff]/.test(text.charAt(max - 1)) ? max - 1 : max;
	return text.slice(0, Math.max(0, end));
}
