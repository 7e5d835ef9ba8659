/** Signing with an access key. */
import { CloudError } from './errors';
import { KeyGuard } from './keyGuard';
import type { Authorizer } from './request';
import { type KeyPair, sign } from './sign';

/** Signs every request with the keys of the moment, read anew each time, so that a changed key or environment counts at once. */
export function akskAuthorizer(
	keys: () => KeyPair | Promise<KeyPair>,
	now: () => number = Date.now,
	guard: KeyGuard = new KeyGuard(now),
): Authorizer {
	let used: KeyPair | undefined;
	return {
		async authorize(request) {
			used = await keys();
			if (guard.holdsBack(used)) {
				throw new CloudError({ kind: 'signature', reason: 'heldBack', operation: 'Sign' });
			}
			return sign(request, used, new Date(now()));
		},
		rejected(error) {
			if (error.kind === 'signature' && used) {
				guard.failed(used);
			}
			return false;
		},
		accepted() {
			if (used) {
				guard.accepted(used);
			}
		},
		async allowOneTry() {
			return guard.allowOne(await keys());
		},
	};
}
