/** From an answer that is no success, or from a broken connection, to a CloudError. */

import { isRecord, lookUp } from '../core/values';
import { CloudError, type CloudErrorKind, type CloudErrorReason } from './errors';
import { redactText, shorten } from './redact';
import type { CloudRequest, ErrorCodes } from './request';

/** An answer as it came over the wire. */
export interface RawAnswer {
	readonly status: number;
	readonly text: string;
	header(name: string): string | null;
	/** How the request proved who asks. */
	readonly proof: 'signature' | 'token' | 'none';
	/** This computer's time when the answer came, ms. */
	readonly now: number;
}

/** What the body of an error says. */
interface ServiceError {
	readonly code: string | undefined;
	readonly message: string | undefined;
	readonly requestId: string | undefined;
	/** The body was JSON of one of the known shapes. */
	readonly known: boolean;
}

/** Beyond this the clocks are the likely reason of a refused signature; the gateway takes 15 minutes. */
const SKEW_MS = 10 * 60_000;

/** How long a key stays locked after too many bad signatures. */
const LOCK_MS = 5 * 60_000;

/** Reads an answer whose status is no success. */
export function errorFromAnswer(request: CloudRequest, answer: RawAnswer): CloudError {
	const body = readServiceError(answer.text);
	const reason = reasonOf(answer, body);
	const kind = reason ? 'unreadable' : kindOf(request, answer, body);
	const skewMs = skewOf(answer);
	const clock = kind === 'signature' && skewMs !== undefined && Math.abs(skewMs) > SKEW_MS;
	return new CloudError({
		kind: clock ? 'clock' : kind,
		reason: reason ?? (isTemporaryKey(kind, answer, body) ? 'temporaryKey' : undefined),
		operation: request.operation,
		status: answer.status,
		// IAM repeats the status as its code.
		code: answer.status === 407 ? 'PROXY_LOGIN' : body.code === String(answer.status) ? undefined : body.code,
		serverMessage: reason || body.message === undefined ? undefined : serviceWords(body.message),
		requestId: requestIdOf(answer) ?? body.requestId,
		retryAfterMs: retryAfterOf(answer) ?? (kind === 'keyLocked' ? LOCK_MS : undefined),
		host: request.url.host,
		skewMs: clock ? skewMs : undefined,
		sent: outcomeUnknown(answer.status, body),
	});
}

/** What a person may see of the service's message: no echo of the signed request, no secret, no flood. */
function serviceWords(message: string): string {
	return shorten(redactText(message.slice(0, 10_000).replace(/[\s,;.]*canonical ?request\b.*/is, '')), 1_000);
}

/** Whether the security token of a temporary key was refused. A wrong signature is something else: its echo names that header too. */
function isTemporaryKey(kind: CloudErrorKind, { proof }: RawAnswer, { message = '' }: ServiceError): boolean {
	return proof === 'signature' && (kind === 'unknownKey' || kind === 'token') && /security.?token/i.test(message);
}

/** 502 and 504 come from a gateway that lost sight of the service; other failures count as said only if the service said them. */
function outcomeUnknown(status: number, body: ServiceError): boolean {
	return status === 502 || status === 504 || (status >= 500 && !body.known) || status < 400;
}

function reasonOf({ status, text }: RawAnswer, body: ServiceError): CloudErrorReason | undefined {
	if (status >= 300 && status < 400) return 'redirect';
	// A page of a proxy says nothing of permissions or tasks. With a fault of the server the status is what counts.
	return !body.known && status < 500 && status !== 407 && status !== 429 && isHtml(text) ? 'html' : undefined;
}

/** Whether a body is a web page. */
export function isHtml(text: string): boolean {
	return /^\s*(<!doctype|<html|<head|<body|<\?xml)/i.test(text);
}

/** The shapes in use: error_code/error_msg, code/message, errorCode/errorMessage, and the same inside of `error`. Codes may be numbers or hold blanks. */
export function readServiceError(text: string): ServiceError {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		const message = text.trim();
		return {
			code: undefined,
			message: message === '' || isHtml(text) ? undefined : message,
			requestId: undefined,
			known: false,
		};
	}
	if (!isRecord(body)) return { code: undefined, message: undefined, requestId: undefined, known: false };
	const nested = isRecord(body.error) ? body.error : {};
	const detail = Array.isArray(body.details) && isRecord(body.details[0]) ? body.details[0] : {};
	const code = firstText(body.error_code, body.code, body.errorCode, nested.code, nested.error_code, detail.error_code);
	const message = firstText(
		body.error_msg,
		body.message,
		body.errorMessage,
		nested.message,
		nested.error_msg,
		nested.title,
		detail.error_msg,
		typeof body.error === 'string' ? body.error : undefined,
	);
	return {
		code: code?.replace(/\s+/g, ''),
		message,
		requestId: firstText(body.request_id),
		known: code !== undefined || message !== undefined,
	};
}

function firstText(...values: unknown[]): string | undefined {
	const found = values.find((value) => (typeof value === 'string' && value.trim() !== '') || typeof value === 'number');
	return found === undefined ? undefined : String(found).trim();
}

/** Codes of the gateway and of IAM that say more than the status. `APIG.` is the same family as `APIGW.`. A service brings its own. */
const SHARED_CODES: ErrorCodes = {
	'APIGW.0101': 'notFound',
	'APIGW.0103': 'notFound',
	'APIGW.0307': 'token',
	'APIGW.0308': 'throttled',
	'APIGW.0310': 'project',
	'IAM.0061': 'password',
	'IAM.0062': 'password',
	'IAM.0063': 'password',
	'IAM.0064': 'password',
	'IAM.0066': 'token',
	'IAM.0067': 'token',
	'IAM.0012': 'throttled',
	'CBC.99003651': 'wrongState',
};

const MFA = /\bmfa\b|totp|multi-?factor|two-?factor|second factor|verification code|additional auth|login protection/i;
const NO_PROJECT = /project.*(not exist|not found)|could not find project|no such project/i;

function kindOf(request: CloudRequest, answer: RawAnswer, { code, message = '' }: ServiceError): CloudErrorKind {
	const login = request.operation === LOGIN;
	if (login && answer.status < 429 && MFA.test(message)) return 'mfa';
	if (login && answer.status < 429 && NO_PROJECT.test(message)) return 'project';
	const byCode = kindOfCode(request, code);
	// A login that is refused is a matter of its password, whatever the word for it.
	if (byCode && !(login && byCode === 'token')) {
		return byCode;
	}
	switch (answer.status) {
		case 401:
			return login ? 'password' : refusedKind(answer, message);
		case 403:
			return LIMIT.test(message) ? 'keyLocked' : 'permission';
		case 404:
			return request.aboutTask && code !== undefined ? 'noSuchTask' : 'notFound';
		case 405:
			return 'notFound';
		case 407:
			return 'network';
		case 409:
			return 'wrongState';
		case 429:
			return 'throttled';
		case 413:
			return answer.header('Retry-After') ? 'throttled' : 'invalid';
		default:
			return answer.status >= 500 ? 'service' : 'invalid';
	}
}

/** The name of the call that signs in with a password. */
export const LOGIN = 'KeystoneCreateUserTokenByPassword';

const LIMIT = /reach(ed)? the limit/i;

/** One gateway code stands for all of these; only the message tells them apart. */
function refusedKind({ proof }: RawAnswer, message: string): CloudErrorKind {
	if (LIMIT.test(message)) return 'keyLocked';
	if (/ak not exist|get ?secret ?key fail|access ?key.*(not exist|not found|unknown|invalid)/i.test(message))
		return 'unknownKey';
	if (/signature|aksk|sdk-date|hmac/i.test(message)) return 'signature';
	if (/token/i.test(message)) return 'token';
	return proof === 'token' ? 'token' : 'signature';
}

/** What the code means. That a task is gone can be said only of a task that was asked for. */
function kindOfCode(
	{ errorCodes = {}, aboutTask }: CloudRequest,
	code: string | undefined,
): CloudErrorKind | undefined {
	const kind = lookUp(errorCodes, code) ?? lookUp(SHARED_CODES, code?.replace(/^APIG\./i, 'APIGW.'));
	return kind === 'noSuchTask' && !aboutTask ? undefined : kind;
}

/** The service's number of a request, from its headers. */
export function requestIdOf({ header }: Pick<RawAnswer, 'header'>): string | undefined {
	return header('X-Request-Id') ?? header('X-IAM-Trace-Id') ?? undefined;
}

/** ms to wait by the header Retry-After: seconds, or a date, which is read by the service's own clock. */
function retryAfterOf(answer: RawAnswer): number | undefined {
	const text = answer.header('Retry-After')?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
	const until = text === '' ? Number.NaN : Date.parse(text);
	const now = Date.parse(answer.header('Date') ?? '');
	return Number.isNaN(until) ? undefined : Math.max(0, until - (Number.isNaN(now) ? answer.now : now));
}

function skewOf(answer: RawAnswer): number | undefined {
	const date = Date.parse(answer.header('Date') ?? '');
	return Number.isNaN(date) ? undefined : answer.now - date;
}

/** Faults before anything was sent. */
const NOT_SENT: ReadonlySet<string> = new Set([
	'ENOTFOUND',
	'EAI_AGAIN',
	'ECONNREFUSED',
	'ENETUNREACH',
	'EHOSTUNREACH',
	'ENETDOWN',
	'EADDRNOTAVAIL',
]);
const CERTIFICATE =
	/^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH$|EPROTO$|INVALID_CA$)/;

/** Reads what the network layer threw. */
export function errorFromFault(request: CloudRequest, fault: unknown): CloudError {
	if (fault instanceof CloudError) return fault;
	const code = isRecord(fault) && typeof fault.code === 'string' ? fault.code : undefined;
	const known = { operation: request.operation, code, host: request.url.host };
	if (code === 'HPE_HEADER_OVERFLOW')
		return new CloudError({ ...known, kind: 'unreadable', reason: 'headers', sent: true });
	if (code !== undefined && /^Z_|^ERR_BROTLI|^HPE_/.test(code))
		return new CloudError({ ...known, kind: 'unreadable', reason: 'notJson', sent: true });
	if (code !== undefined && CERTIFICATE.test(code)) return new CloudError({ ...known, kind: 'certificate' });
	if (code !== undefined && NOT_SENT.has(code)) return new CloudError({ ...known, kind: 'network' });
	return new CloudError({ ...known, kind: 'network', reason: code === 'ETIMEDOUT' ? undefined : 'broken', sent: true });
}
