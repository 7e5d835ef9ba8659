/** From an answer that is no success to a CloudError. */
import { plainLine } from '../core/plainText';
import { lookUp } from '../core/values';
import { kindOf, SAYS_SIGNATURE } from './answerKind';
import { CloudError, type CloudErrorKind, type CloudErrorReason } from './errors';
import { isOwnCode } from './ownCode';
import type { RawAnswer } from './rawAnswer';
import { redactText } from './redact';
import type { CloudRequest } from './request';
import { httpDate, retryAfterOf } from './retryAfter';
import { isHtml, readServiceError, type ServiceError } from './serviceError';

/** Beyond this the clocks are the likely reason of a refused signature; the gateway takes 15 minutes. */
const SKEW_MS = 10 * 60_000;

/** How long a key stays locked after too many bad signatures. */
const LOCK_MS = 5 * 60_000;

/** Longest message and longest name that are kept of what a service says. */
const MAX_WORDS = 1_000;
const MAX_NAME = 100;
/** Where a message is looked through for secrets by their names; what comes later is cut before. */
const MAX_SEARCHED = 10_000;

/** Reads an answer that is no success. `body` where it was read already. */
export function errorFromAnswer(
	request: CloudRequest,
	answer: RawAnswer,
	body: ServiceError = readServiceError(answer.text),
): CloudError {
	const reason = reasonOf(answer, body);
	const kind = reason ? 'unreadable' : kindOf(request, answer, body);
	const skewMs = skewOf(answer);
	const clock = kind === 'signature' && skewMs !== undefined && Math.abs(skewMs) > SKEW_MS;
	// IAM repeats the status as its code.
	const code = body.code === String(answer.status) ? undefined : body.code;
	const requestId = requestIdOf(answer) ?? (body.requestId && nameOf(body.requestId, answer));
	return new CloudError({
		kind: clock ? 'clock' : kind,
		reason: reason ?? (clock ? undefined : exactReason(kind, answer, body)),
		operation: request.operation,
		status: answer.status,
		code: answer.status === 407 ? 'PROXY_LOGIN' : code === undefined ? undefined : nameOf(code, answer),
		serverMessage: reason || body.message === undefined ? undefined : serviceWords(body.message, answer),
		requestId,
		retryAfterMs: retryAfterOf(answer) ?? (kind === 'keyLocked' ? LOCK_MS : undefined),
		host: request.url.host,
		skewMs: clock ? skewMs : undefined,
		sent: outcomeUnknown(request, answer.status, code),
		words: lookUp(request.errorWords ?? {}, code)?.(),
		rights: kind === 'permission' ? request.rights : undefined,
		authorizationMessage: body.authorizationMessage,
	});
}

/** What a person may see of the service's message: one line, no echo of the signed request, no secret, no flood. Masked before it is cut. */
function serviceWords(message: string, { mask }: RawAnswer): string {
	const echo = message.search(/canonical[ _]?request/i);
	const said = echo < 0 ? message : message.slice(0, echo);
	const masked = (mask?.text(said) ?? said).slice(0, MAX_SEARCHED);
	return plainLine(redactText(echo < 0 ? masked : masked.replace(/[\s,;.]{1,20}$/, '')), MAX_WORDS);
}

/** A code or a number of a request. */
function nameOf(text: string, { mask }: RawAnswer): string {
	return plainLine(mask?.text(text) ?? text, MAX_NAME);
}

function exactReason(
	kind: CloudErrorKind,
	answer: RawAnswer,
	{ message = '' }: ServiceError,
): CloudErrorReason | undefined {
	if (kind === 'permission' && /quota|reach(ed)? the limit/i.test(message)) return 'quota';
	// A wrong signature is something else: its echo names the header of the security token too.
	const ofKey = answer.proof === 'signature' && (kind === 'unknownKey' || kind === 'token');
	if (ofKey && /security.?token/i.test(message)) return 'temporaryKey';
	return kind === 'signature' && !SAYS_SIGNATURE.test(message) ? 'unexplained' : undefined;
}

/** Time-outs that a server or a proxy in between tells, and a client that went away: nobody said that the service refused. */
const NO_REFUSAL: ReadonlySet<number> = new Set([408, 499]);

/**
 * Whether a write may have been carried out for all that its answer says. Only a 4xx is a refusal, and a fault only where the service itself reports it,
 * by a code of its own; 502 and 504 come from a gateway that lost sight of the service.
 */
function outcomeUnknown(request: CloudRequest, status: number, code: string | undefined): boolean {
	if (status >= 400 && status < 500) return NO_REFUSAL.has(status);
	return status < 500 || status === 502 || status === 504 || !isOwnCode(request, code);
}

function reasonOf({ status, text }: RawAnswer, body: ServiceError): CloudErrorReason | undefined {
	if (status >= 300 && status < 400) return 'redirect';
	// What a network says that wants a sign-in first, in whatever form.
	if (status === 511) return 'html';
	// A page of a proxy says nothing of permissions or tasks. With a fault of the server the status is what counts.
	return !body.known && status < 500 && status !== 407 && status !== 429 && isHtml(text) ? 'html' : undefined;
}

/** The service's number of a request, from its headers. People are shown it, so it is masked too. */
export function requestIdOf(answer: RawAnswer): string | undefined {
	const id = answer.header('X-Request-Id') ?? answer.header('X-IAM-Trace-Id');
	return id === null ? undefined : nameOf(id, answer);
}

function skewOf(answer: RawAnswer): number | undefined {
	const date = httpDate(answer.header('Date'));
	return date === undefined ? undefined : answer.now - date;
}
