/** Signing with an access key. */
import { CloudError } from './errors';
import type { Authorizer } from './http';
import { type KeyPair, sign } from './sign';

/** The service locks a key after five bad signatures in a row, for five minutes. Here it stops before that. */
const MAX_FAILURES = 3;
const HOLD_BACK_MS = 5 * 60_000;

/**
 * Signs every request with the keys of the moment, read anew each time, so that a changed key or environment counts at once. After three
 * wrong signatures in a row it sends no more for five minutes, unless the keys change.
 */
export function keyAuthorizer(keys: () => KeyPair | Promise<KeyPair>, now: () => number = Date.now): Authorizer {
	let used = '';
	let failures = 0;
	let failedAt = 0;
	return {
		async authorize(request) {
			const pair = await keys();
			const mark = `${pair.accessKey}\n${pair.secretKey}\n${pair.securityToken ?? ''}`;
			if (mark !== used) failures = 0;
			used = mark;
			if (failures >= MAX_FAILURES) {
				if (now() - failedAt < HOLD_BACK_MS)
					throw new CloudError({ kind: 'signature', reason: 'heldBack', operation: 'Sign' });
				failures = 0;
			}
			return sign(request, pair, new Date(now()));
		},
		rejected(error) {
			if (error.kind === 'signature') {
				failures++;
				failedAt = now();
			}
			return false;
		},
		accepted() {
			failures = 0;
		},
	};
}
