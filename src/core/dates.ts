/** Reading dates of the five forms that the API pages and their examples use. */

export interface WireDate {
	/** ms since 1970; undefined where the text is no date of a known form. With an unknown zone it is computed as UTC: good for sorting only. */
	readonly at: number | undefined;
	/** The date as the service wrote it; '' where it wrote none. */
	readonly text: string;
	/** Whether the service said the time zone. `unknown` also where there is no date. */
	readonly zone: 'utc' | 'unknown';
}

const YMD = '(\\d{4})[-/](\\d{2})[-/](\\d{2})';
const HMS = '(\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?';
const TEXT_DATE = new RegExp(`^${YMD}[T ]${HMS} ?(Z|[+-]\\d{2}:?\\d{2})?$`, 'i');
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/;
/** From 2001 on; fewer digits are something else. */
const EPOCH_MS = /^\d{13,16}$/;
/** The furthest moment that a Date can hold. */
const LAST = 8.64e15;

/**
 * Reads a date. Known: ISO 8601 with a zone; `2019/10/22 14:44:30` and `2019-10-22 14:44:30` (also with T), which have none;
 * `202404011057` (released_at), which has none either; ms since 1970 as number or text ("Listing Migration Tasks" of SMS).
 * Zero and less count as no date.
 */
export function readDate(value: unknown): WireDate {
	if (typeof value === 'number') return epoch(value, String(value));
	if (typeof value !== 'string') return { at: undefined, text: '', zone: 'unknown' };
	const usual = usualForm(value);
	if (usual !== undefined) return { at: usual, text: value, zone: 'utc' };
	const trimmed = value.trim();
	const compact = COMPACT_DATE.exec(trimmed);
	if (compact) {
		const at = moment(compact.slice(1), undefined, undefined);
		if (at !== undefined) return { at, text: value, zone: 'unknown' };
	}
	if (EPOCH_MS.test(trimmed)) return epoch(Number(trimmed), value);
	const found = TEXT_DATE.exec(trimmed);
	const zone = found?.[8];
	const at = found ? moment(found.slice(1, 7), found[7], zone) : undefined;
	return { at, text: value, zone: at !== undefined && zone ? 'utc' : 'unknown' };
}

const DIGIT_0 = 48;
/** Where the digits of `2021-06-16T06:12:55.508Z` stand. */
const DIGITS = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18, 20, 21, 22];

/** ms since 1970 of the form that lists of thousands have; undefined for any other, and for a day that not every month has. */
function usualForm(text: string): number | undefined {
	if (
		text.length !== 24 ||
		text[4] !== '-' ||
		text[7] !== '-' ||
		text[10] !== 'T' ||
		text[13] !== ':' ||
		text[16] !== ':' ||
		text[19] !== '.' ||
		text[23] !== 'Z'
	) {
		return undefined;
	}
	for (const place of DIGITS) {
		const digit = text.charCodeAt(place) - DIGIT_0;
		if (digit < 0 || digit > 9) return undefined;
	}
	const two = (place: number): number => (text.charCodeAt(place) - DIGIT_0) * 10 + text.charCodeAt(place + 1) - DIGIT_0;
	const [year, month, day, hour, minute, second] = [two(0) * 100 + two(2), two(5), two(8), two(11), two(14), two(17)];
	if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59) {
		return undefined;
	}
	return Date.UTC(year, month - 1, day, hour, minute, second, two(20) * 10 + text.charCodeAt(22) - DIGIT_0);
}

function epoch(ms: number, text: string): WireDate {
	return ms > 0 && ms <= LAST ? { at: Math.floor(ms), text, zone: 'utc' } : { at: undefined, text, zone: 'unknown' };
}

/** Refuses what no calendar has (30 February, 25 o'clock). A second of 60 is a leap second and counts as 59. */
function moment(
	parts: readonly (string | undefined)[],
	fraction: string | undefined,
	zone: string | undefined,
): number | undefined {
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
	if (year < 1000 || hour > 23 || minute > 59 || second > 60) return undefined;
	const ms = Math.floor(Number(`0.${fraction ?? '0'}`) * 1000);
	const at = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), ms);
	const read = new Date(at);
	if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day) return undefined;
	return at - offsetMs(zone);
}

function offsetMs(zone: string | undefined): number {
	const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
	if (!found) return 0;
	const minutes = Number(found[2]) * 60 + Number(found[3]);
	return (found[1] === '-' ? -1 : 1) * minutes * 60_000;
}
