/** From an answer's status, code and message to the kind of failure that it is. */
import { lookUp } from '../core/values';
import type { CloudErrorKind } from './errors';
import { isOwnCode } from './ownCode';
import type { RawAnswer } from './rawAnswer';
import type { CloudRequest, ErrorCodes } from './request';
import type { ServiceError } from './serviceError';

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

/** What kind of failure an answer without success is. */
export function kindOf(request: CloudRequest, answer: RawAnswer, { code, message = '' }: ServiceError): CloudErrorKind {
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
			return LIMIT.test(message) && ABOUT_KEY.test(message) ? 'keyLocked' : 'permission';
		case 404:
			// A gateway or a proxy that finds no way to the service says nothing of the task.
			return request.aboutTask && isOwnCode(request, code) ? 'noSuchTask' : 'notFound';
		case 405:
			return 'notFound';
		case 408:
		case 499:
			// Somebody on the way did not wait long enough; the values may be as they should.
			return 'service';
		case 407:
			return 'network';
		case 409:
			return 'wrongState';
		case 429:
			return 'throttled';
		case 413:
			return answer.header('Retry-After') ? 'throttled' : 'invalid';
		default:
			// An error in the clothes of a success says nothing of the values.
			return answer.status >= 500 || answer.status < 300 ? 'service' : 'invalid';
	}
}

/** The name of the call that signs in with a password. */
export const LOGIN = 'KeystoneCreateUserTokenByPassword';

const LIMIT = /reach(ed)? the limit/i;
/** Quotas have limits as well. */
const ABOUT_KEY = /\bak\b|access.?key/i;

/** What a gateway says of a signature; without it, a refused signature is a guess. */
export const SAYS_SIGNATURE = /signature|aksk|sdk-date|hmac/i;

/** One gateway code stands for all of these; only the message tells them apart. */
function refusedKind({ proof }: RawAnswer, message: string): CloudErrorKind {
	if (LIMIT.test(message)) return 'keyLocked';
	if (/ak not exist|get ?secret ?key fail|access ?key.*(not exist|not found|unknown|invalid)/i.test(message))
		return 'unknownKey';
	if (SAYS_SIGNATURE.test(message)) return 'signature';
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
