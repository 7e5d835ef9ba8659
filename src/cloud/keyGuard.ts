/** Keeps access keys from being locked by the service. */
import type { KeyPair } from './sign';

/** The service locks a key after five bad signatures in a row, for five minutes. Here it stops before that. */
const MAX_FAILURES = 3;
const HOLD_BACK_MS = 5 * 60_000;

/**
 * Counts bad signatures in a row by access key, whoever made them: several connections may share one key. After three it holds requests back for
 * five minutes, unless the secret changes.
 */
export class KeyGuard {
	private readonly failures = new Map<
		string,
		{ readonly pair: KeyPair; readonly count: number; readonly at: number }
	>();

	constructor(private readonly now: () => number = Date.now) {}

	/** Whether requests with these keys are held back now. */
	holdsBack(pair: KeyPair): boolean {
		const known = this.known(pair);
		return known !== undefined && known.count >= MAX_FAILURES && this.now() - known.at < HOLD_BACK_MS;
	}

	failed(pair: KeyPair): void {
		const known = this.known(pair);
		const over = known !== undefined && this.now() - known.at >= HOLD_BACK_MS;
		this.failures.set(pair.accessKey, { pair, count: known && !over ? known.count + 1 : 1, at: this.now() });
	}

	accepted(pair: KeyPair): void {
		this.failures.delete(pair.accessKey);
	}

	/** Lets one request out with a pair that is held back: a person asked for it. Undefined, since it goes out now. */
	allowOne(pair: KeyPair): number | undefined {
		if (this.holdsBack(pair)) {
			this.failures.set(pair.accessKey, { pair, count: MAX_FAILURES - 1, at: this.now() });
		}
		return undefined;
	}

	private known(pair: KeyPair): { readonly count: number; readonly at: number } | undefined {
		const known = this.failures.get(pair.accessKey);
		return known?.pair.secretKey === pair.secretKey && known.pair.securityToken === pair.securityToken
			? known
			: undefined;
	}
}
