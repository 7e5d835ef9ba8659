/** What the body of an error says, whichever of the known shapes it has. */
import { isRecord, parseJson } from '../core/values';

export interface ServiceError {
	readonly code: string | undefined;
	readonly message: string | undefined;
	readonly requestId: string | undefined;
	/** See `CloudError`. */
	readonly authorizationMessage: string | undefined;
	/** The body was JSON of one of the known shapes. */
	readonly known: boolean;
}

const NOTHING: ServiceError = {
	code: undefined,
	message: undefined,
	requestId: undefined,
	authorizationMessage: undefined,
	known: false,
};
/** More than this says nobody. */
const MAX_DETAILS = 20;

/** Whether a body is a web page. */
export function isHtml(text: string): boolean {
	return /^\s*(<!doctype|<html|<head|<body|<\?xml)/i.test(text.slice(0, 1_000));
}

/** Reads a body's text. */
export function readServiceError(text: string): ServiceError {
	let body: unknown;
	try {
		body = parseJson(text);
	} catch {
		const message = text.trim();
		return message === '' || isHtml(text) ? NOTHING : { ...NOTHING, message };
	}
	return serviceErrorOf(body);
}

/**
 * The shapes in use: error_code/error_msg, code/message, errorCode/errorMessage, and the same inside of `error`; SMS says more in `details` and
 * `error_param`. Codes may be numbers or hold blanks.
 */
export function serviceErrorOf(body: unknown): ServiceError {
	if (!isRecord(body)) return NOTHING;
	const nested = isRecord(body.error) ? body.error : {};
	const details = (Array.isArray(body.details) ? body.details.slice(0, MAX_DETAILS) : []).filter(isRecord);
	const params: unknown[] = Array.isArray(body.error_param) ? body.error_param.slice(0, MAX_DETAILS) : [];
	const code = firstText(
		body.error_code,
		body.code,
		body.errorCode,
		nested.code,
		nested.error_code,
		...details.map((detail) => detail.error_code),
	);
	const message = firstText(
		body.error_msg,
		body.message,
		body.errorMessage,
		nested.message,
		nested.error_msg,
		nested.title,
		typeof body.error === 'string' ? body.error : undefined,
	);
	const all = joinTexts([
		message,
		...details.map((detail) => firstText(detail.error_msg)),
		...params.map((param) => firstText(param)),
	]);
	const encoded = body.encoded_authorization_message;
	return {
		code: code?.replace(/\s+/g, ''),
		message: all,
		requestId: firstText(body.request_id),
		authorizationMessage: typeof encoded === 'string' && encoded !== '' ? encoded : undefined,
		known: code !== undefined || all !== undefined,
	};
}

/** Each text once: the details often repeat what the message says. */
function joinTexts(texts: readonly (string | undefined)[]): string | undefined {
	let joined: string | undefined;
	for (const text of texts) {
		if (text !== undefined && !joined?.includes(text)) {
			joined = joined === undefined ? text : `${joined}${/[.!?]$/.test(joined) ? '' : ';'} ${text}`;
		}
	}
	return joined;
}

function firstText(...values: unknown[]): string | undefined {
	const found = values.find((value) => (typeof value === 'string' && value.trim() !== '') || typeof value === 'number');
	return found === undefined ? undefined : String(found).trim();
}
