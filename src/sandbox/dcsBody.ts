/** Reading what is asked of DCS, and what it says to what it cannot read. */
import { parsedObject } from './json';
import type { Answer } from './respond';
import { dcsError, wholeNumber } from './respond';

const INT_MAX = 2_147_483_647;

/** The JSON object of a request, or why it is none. */
export function readBody(
	text: string,
): { readonly body: Readonly<Record<string, unknown>> } | { readonly refused: Answer } {
	if (text === '') {
		return { refused: dcsError(400, 'DCS.4004', 'The request body is empty.') };
	}
	const body = parsedObject(text);
	return body ? { body } : { refused: dcsError(400, 'DCS.4005', 'The request body is not in JSON format.') };
}

export function invalid(field: string): Answer {
	return dcsError(400, 'DCS.4062', `Invalid ${field} parameter in the request.`);
}

/** The page that is asked for, of 10 by default; `lowest`: of the limit. */
export function paging(
	query: URLSearchParams,
	lowest: number,
): { readonly offset: number; readonly limit: number } | { readonly refused: Answer } {
	const offset = wholeNumber(query.get('offset'), 0, 0, INT_MAX);
	if (offset === undefined) {
		return { refused: dcsError(400, 'DCS.4800', 'Invalid offset in the request.') };
	}
	const limit = wholeNumber(query.get('limit'), 10, lowest, lowest === 0 ? INT_MAX : 1000);
	// The placeholder is left unfilled on the wire.
	return limit === undefined
		? { refused: dcsError(400, 'DCS.4063', 'Invalid {0} parameter in the request.') }
		: { offset, limit };
}
