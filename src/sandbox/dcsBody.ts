/** What DCS says to bodies that it cannot read. */
import { parsedObject } from './json';
import type { Answer } from './respond';
import { dcsError } from './respond';

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
