/** What tests ask of a text that came from outside, wherever it is shown. */
export { HOSTILE, type HostileText } from '../src/sandbox/hostileTexts';

/** Characters that turn the direction of what follows, or cannot be seen, as plain text shows none of them; a closed isolate is allowed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2067\ufeff]/;

/** Why a text is not fit for a line of the editor; undefined where it is. */
export function unfit(text: string, max: number): string | undefined {
	const found = INVISIBLE.exec(text);
	if (found) {
		return `has U+${found[0].charCodeAt(0).toString(16)} at ${found.index}`;
	}
	if (text.length > max) {
		return `is ${text.length} long`;
	}
	return text.split('\u2068').length === text.split('\u2069').length ? undefined : 'has an isolate that is not closed';
}

/** What VS Code takes for a link in messages and prompts. */
export const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

/** The icons that VS Code draws in a label: what is escaped is none. */
export function iconsIn(text: string): string[] {
	return [...text.matchAll(/(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g)].flatMap(([, escaped, name = '']) =>
		escaped ? [] : [name],
	);
}
