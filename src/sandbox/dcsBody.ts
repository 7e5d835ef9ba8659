/** What DCS says to bodies that it cannot read. */
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

/** The object that the text is; undefined for all else. */
export function parsedObject(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		return asObject(JSON.parse(text));
	} catch {
		return undefined;
	}
}

/** undefined for what is no object. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
	return value !== null && typeof value === 'object' && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: undefined;
}
