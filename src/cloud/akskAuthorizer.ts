/** Signing with an access key. */
import { CloudError } from './errors';
import { KeyGuard, type SignatureOutcome } from './keyGuard';
import type { Authorizer, Outcome } from './request';
import { type KeyPair, parseAuthorization, sign } from './sign';

/**
 * Signs every request with the keys of the moment, read anew each time, so that a changed key or environment counts at once. How each request ended is
 * booked on the very pair that signed it.
 */
export function akskAuthorizer(
	keys: () => KeyPair | Promise<KeyPair>,
	now: () => number = Date.now,
	guard: KeyGuard = new KeyGuard(now),
): Authorizer {
	return {
		async authorize(request, _scope, signal) {
			const pair = await keys();
			checkCharacters(pair);
			const attempt = await guard.begin(pair, signal);
			const headers = sign(request, pair, new Date(now()));
			const signature = parseAuthorization(headers.Authorization ?? '')?.signature;
			return {
				headers,
				secrets: [pair.secretKey, ...(pair.securityToken ? [pair.securityToken] : [])],
				passing: signature ? [signature] : [],
				ended(outcome) {
					attempt.end(signatureOutcome(outcome), outcome instanceof CloudError ? outcome : undefined);
					return false;
				},
			};
		},
		async allowOneTry() {
			return guard.allowOne(await keys());
		},
	};
}

function signatureOutcome(outcome: Outcome): SignatureOutcome {
	if (!(outcome instanceof CloudError)) return outcome;
	if (outcome.kind === 'keyLocked') return 'locked';
	// A signature that fails for the clock counts as a bad one too, for all that is known.
	return outcome.status === 401 && (outcome.kind === 'signature' || outcome.kind === 'clock') ? 'refused' : 'unclear';
}

/** What a header can carry, and what the key's place in it does not end. */
const KEY_CHARACTERS = /^[\x21-\x2b\x2d-\x7e]+$/;
const PRINTABLE = /^[\x21-\x7e]+$/;

/** Keys are plain letters, digits and signs: anything else came with copying. It would be refused, or break the request before it is sent. */
function checkCharacters({ accessKey, secretKey, securityToken }: KeyPair): void {
	const fits =
		KEY_CHARACTERS.test(accessKey) &&
		PRINTABLE.test(secretKey) &&
		(securityToken === undefined || securityToken === '' || PRINTABLE.test(securityToken));
	if (!fits) {
		throw new CloudError({ kind: 'unknownKey', reason: 'characters', operation: 'Sign' });
	}
}
