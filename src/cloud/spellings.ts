/**
 * Text as it reads once every escape is undone: of JSON, of an address, of a page, also several times over. Two spellings of one text read the same,
 * so that a plain search finds it in any of them. One walk over the text, and nothing in it makes that slow.
 */

/** What a text reads, in bytes of UTF-8 and without its backslashes: those mostly say only how often it was escaped. */
export interface Spelled {
	/** One character for each byte. */
	readonly bytes: string;
	/** For each byte: where its spelling begins in the text, backslashes before it left out, and where it ends. */
	readonly starts: readonly number[];
	readonly ends: readonly number[];
	/** The backslashes before a byte, by the byte's position; by the number of bytes those at the end of the text. */
	readonly gaps: ReadonlyMap<number, Gap>;
}

interface Gap {
	readonly start: number;
	readonly end: number;
	/** How many backslashes it is. */
	readonly count: number;
}

/** Backslashes, in their own spellings, also by their number behind another one. */
const BACKSLASHES = /(?:(?:\\|%(?:25)*5c|&(?:amp;)*#(?:0*92|x0*5c);)(?:u005c)?)+/iy;
/** A character by its number, behind a backslash: whole, or half of one. */
const UNIT = /u([\da-f]{4})/iy;
const LOW_HALF = /(?:\\|%(?:25)*5c|&(?:amp;)*#(?:0*92|x0*5c);)+u(d[c-f][\da-f]{2})/iy;
const BYTE = /%(?:25)*([\da-f]{2})/iy;
const ENTITY = /&(?:amp;)*(?:#0*(\d{1,7})|#x0*([\da-f]{1,6})|(amp|lt|gt|quot|apos));/iy;
const PLAIN = /[^\\%&]+/y;

/** Signs by their names in a page. */
export const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Signs that are written as another one somewhere: a blank in a form, and what JSON writes as a letter behind a backslash. */
const FOLDED: Readonly<Record<string, string>> = {
	'+': ' ',
	'\n': 'n',
	'\r': 'r',
	'\t': 't',
	'\b': 'b',
	'\f': 'f',
};

/** Undoes every escape. Linear in the length of the text. */
export function spell(text: string): Spelled {
	const bytes: string[] = [];
	const starts: number[] = [];
	const ends: number[] = [];
	const gaps = new Map<number, Gap>();
	const put = (some: string, start: number, end: number): void => {
		for (let index = 0; index < some.length; index++) {
			const byte = some.charAt(index);
			bytes.push(FOLDED[byte] ?? byte);
			starts.push(start);
			ends.push(end);
		}
	};
	let place = 0;
	while (place < text.length) {
		const backslashes = match(BACKSLASHES, text, place)?.[0] ?? '';
		if (backslashes !== '') {
			const end = place + backslashes.length;
			gaps.set(bytes.length, { start: place, end, count: backslashes.match(/[\\%]|#/g)?.length ?? 0 });
			place = end;
		}
		const escaped = escapeAt(text, place, backslashes !== '');
		if (escaped) {
			put(escaped.bytes, place, escaped.end);
			place = escaped.end;
			continue;
		}
		for (const char of match(PLAIN, text, place)?.[0] ?? text.charAt(place)) {
			// Most are ASCII, which is its own byte.
			put(char < '\u0080' ? char : utf8(char), place, place + char.length);
			place += char.length;
		}
	}
	return { bytes: bytes.join(''), starts, ends, gaps };
}

/** What is escaped at a place, and where that ends. */
function escapeAt(
	text: string,
	place: number,
	behindBackslash: boolean,
): { readonly bytes: string; readonly end: number } | undefined {
	const unit = behindBackslash ? match(UNIT, text, place) : undefined;
	if (unit) {
		const [all, hex = ''] = unit;
		const end = place + all.length;
		const low = /^d[89ab]/i.test(hex) ? match(LOW_HALF, text, end) : undefined;
		const units = [hex, ...(low ? [low[1] ?? ''] : [])].map((half) => Number.parseInt(half, 16));
		return { bytes: utf8(String.fromCharCode(...units)), end: end + (low?.[0].length ?? 0) };
	}
	const byte = match(BYTE, text, place);
	if (byte) {
		return { bytes: String.fromCharCode(Number.parseInt(byte[1] ?? '', 16)), end: place + byte[0].length };
	}
	const entity = match(ENTITY, text, place);
	if (entity) {
		const [all, decimal, hex = '', name = ''] = entity;
		const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
		const char = ENTITIES[name.toLowerCase()] ?? (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');
		return { bytes: utf8(char), end: place + all.length };
	}
	return undefined;
}

function utf8(char: string): string {
	return Buffer.from(char).toString('latin1');
}

function match(pattern: RegExp, text: string, place: number): RegExpExecArray | undefined {
	pattern.lastIndex = place;
	return pattern.exec(text) ?? undefined;
}
