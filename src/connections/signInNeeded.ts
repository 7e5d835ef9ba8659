/** A connection has no credential on this machine, or the keyring does not give it out. */
export class SignInNeeded extends Error {
	override readonly name = 'SignInNeeded';

	/** `keyringFailure` is set where the keyring failed, which is not the same as holding nothing. */
	constructor(readonly keyringFailure?: string) {
		super(keyringFailure === undefined ? 'no credential' : `credential not readable: ${keyringFailure}`);
	}
}
