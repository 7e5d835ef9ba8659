/** Reading single values of whatever form they came in. The one reader of numbers and the one of booleans stand here. */

/** Fields as they came, by name. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields (no list, not null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Digits from which on an integer may be beyond the safe range. */
const LONG = 16;
const NUMBER_OF_JSON = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const TEXT_OR_NUMBER = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** The end of a number that may be beyond what a number can hold. One without an exponent needs hundreds of digits for that. */
const HUGE = /[eE]\+?\d{3,}(?=\s*[,}\]])/;
/** A number and nothing else: no list of megabytes, so it may be looked at closely. */
const BARE = /^\s*-?\d/;

/**
 * Parses JSON; an integer beyond the safe range (2^53) comes as its text, digit by digit, since as a number it would be another one: ids are such
 * numbers. So does what is no number at all here, but infinite: `1e999`. Throws `SyntaxError`.
 */
export function parseJson(text: string): unknown {
	return JSON.parse(hasLongInteger(text) || HUGE.test(text) || BARE.test(text) ? quoteInexact(text) : text);
}

/** Whether there may be one. So many digits in a row hold one at every sixteenth place: the others need no look, in texts of megabytes. */
function hasLongInteger(text: string): boolean {
	for (let place = LONG - 1; place < text.length; place += LONG) {
		if (!isDigit(text, place)) {
			continue;
		}
		let start = place;
		while (isDigit(text, start - 1)) start--;
		let end = place + 1;
		while (isDigit(text, end)) end++;
		if (end - start >= LONG && beginsValue(text, start)) {
			return true;
		}
		place += Math.floor((end - 1 - place) / LONG) * LONG;
	}
	return false;
}

/** Whether a value begins at a place, or at the minus before it: however far its line is indented. */
function beginsValue(text: string, place: number): boolean {
	let before = text[place - 1] === '-' ? place - 2 : place - 1;
	while (' \n\r\t'.includes(text[before] ?? '.')) before--;
	return ':[,'.includes(text[before] ?? '.');
}

function isDigit(text: string, place: number): boolean {
	const code = text.charCodeAt(place);
	return code >= 48 && code <= 57;
}

function quoteInexact(text: string): string {
	return text.replace(TEXT_OR_NUMBER, (token) => (isInexact(token) ? `"${token}"` : token));
}

function isInexact(token: string): boolean {
	if (token.startsWith('"')) {
		return false;
	}
	const isLong = token.length > 15 && /^-?[1-9]\d+$/.test(token) && !Number.isSafeInteger(Number(token));
	return isLong || (Math.abs(Number(token)) === Number.POSITIVE_INFINITY && NUMBER_OF_JSON.test(token));
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A number, or text that is one, blanks around it allowed. Null for text of blanks alone; undefined for everything else (`"0x10"`, `"1,000"`,
 * `"42 %"`, `NaN`).
 */
export function readNumber(value: unknown): number | null | undefined {
	if (typeof value === 'number') {
		return Number.isFinite(value) ? value : undefined;
	}
	if (typeof value !== 'string') {
		return undefined;
	}
	const trimmed = value.trim();
	if (trimmed === '') {
		return null;
	}
	const number = NUMBER.test(trimmed) ? Number(trimmed) : Number.NaN;
	return Number.isFinite(number) ? number : undefined;
}

/** A number that may carry a percent sign: `42`, `"42"`, `"42 %"`. As {@link readNumber} in all else. */
export function readPercent(value: unknown): number | null | undefined {
	if (typeof value !== 'string') {
		return readNumber(value);
	}
	const trimmed = value.trimEnd();
	return readNumber(trimmed.endsWith('%') ? trimmed.slice(0, -1) : trimmed);
}

/** A boolean in any of the forms that services use (`true`, `"TRUE"`, `1`, `"1"`). Null for blank text; undefined for everything else. */
export function readBoolean(value: unknown): boolean | null | undefined {
	if (typeof value === 'boolean') {
		return value;
	}
	switch (typeof value === 'string' ? value.trim().toLowerCase() : value) {
		case 'true':
		case '1':
		case 1:
			return true;
		case 'false':
		case '0':
		case 0:
			return false;
		case '':
			return null;
		default:
			return undefined;
	}
}

/** The value at a dotted path; undefined where it did not come. */
export function valueAt(record: JsonRecord, path: string): unknown {
	if (Object.hasOwn(record, path)) {
		// A field may have a dot in its own name.
		return record[path];
	}
	let value: unknown = record;
	for (const key of path.split('.')) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
			return undefined;
		}
		value = (value as Record<string, unknown>)[key];
	}
	return value;
}

/** A value as text; '' for null and for what did not come; objects as JSON. */
export function text(value: unknown): string {
	if (value === undefined || value === null) {
		return '';
	}
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Text without the blanks around it; undefined where nothing is left, or nothing came. */
export function filled(value: string | null | undefined): string | undefined {
	const trimmed = value?.trim();
	return trimmed === '' ? undefined : trimmed;
}

/** An entry of a table by a wire word; undefined where the table has none. Never something that every object has (`toString`). */
export function lookUp<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
	return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}

/** Whether two JSON values say the same, whatever the order of their fields. */
export function sameJson(a: unknown, b: unknown): boolean {
	if (a === b) {
		return true;
	}
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
		return false;
	}
	if (Array.isArray(a) || Array.isArray(b)) {
		return (
			Array.isArray(a) &&
			Array.isArray(b) &&
			a.length === b.length &&
			a.every((item, index) => sameJson(item, b[index]))
		);
	}
	let count = 0;
	for (const key in a) {
		const [own, other] = [(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]];
		if (own !== other && !sameJson(own, other)) {
			return false;
		}
		count++;
	}
	for (const _ in b) {
		count--;
	}
	return count === 0;
}

/** The middle one of some numbers, the upper of two; 0 for none. Leaves the list as it is. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
