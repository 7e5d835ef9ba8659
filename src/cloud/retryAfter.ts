/** How long a service asks to wait. */
import type { RawAnswer } from './rawAnswer';

/** A pause that a service asks for is kept within these. */
const SHORTEST_MS = 1_000;
const LONGEST_MS = 3_600_000;
/** Where it asks for one in words that nobody understands. */
const UNREADABLE_MS = 10_000;

/** Some proxies repeat the header: the longest of them counts. */
const SECONDS = /^\d+(?:\.\d+)?(?:\s?,\s?\d+(?:\.\d+)?)*$/;
/** The three forms of a date in HTTP. Anything else is none: `Date.parse` takes "wait 10" for October 2001. */
const HTTP_DATE =
	/^(?:[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} [\d:]{8} (?:GMT|UTC)|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} [\d:]{8} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/;

/** ms to wait by the header Retry-After: seconds, or a date, which is read by the service's own clock. Between 1 s and 1 h; undefined without the header. */
export function retryAfterOf(answer: RawAnswer): number | undefined {
	const text = answer.header('Retry-After')?.trim() ?? '';
	if (text === '') {
		return undefined;
	}
	const asked = SECONDS.test(text)
		? Math.max(...text.split(',').map(Number)) * 1000
		: (httpDate(text) ?? Number.NaN) - (httpDate(answer.header('Date')) ?? answer.now);
	if (Number.isNaN(asked)) {
		return answer.status === 429 || answer.status === 503 ? UNREADABLE_MS : undefined;
	}
	return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.ceil(asked)));
}

/** A date of a header, ms since 1970; undefined where it is none. */
export function httpDate(text: string | null): number | undefined {
	const trimmed = text?.trim() ?? '';
	if (!HTTP_DATE.test(trimmed)) {
		return undefined;
	}
	const at = Date.parse(/GMT|UTC/.test(trimmed) ? trimmed : `${trimmed} GMT`);
	return Number.isNaN(at) ? undefined : at;
}
