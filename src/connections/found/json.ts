/** JSON of other tools, and the times in it. */
import { FoundError } from './finding';

/** The value of a JSON text. Throws {@link FoundError}, without a word of the text, where it is none. */
export function parseJson(text: string, where: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		throw new FoundError(where, 'odd');
	}
}

/** When something ends, ms since 1970, of a date or of seconds or milliseconds since 1970; undefined where that is not said. */
export function endOf(value: unknown): number | undefined {
	const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
	if (/^\d{1,16}$/.test(text)) {
		const at = Number(text);
		return at === 0 ? undefined : at > 1e12 ? at : at * 1_000;
	}
	const at = Date.parse(text);
	return Number.isNaN(at) ? undefined : at;
}
