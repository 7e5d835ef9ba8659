/** What can go wrong between the extension and a cloud, in one class. What each kind means for people stands in errorTable.ts. */

import type { Rights } from './rights';

/**
 * What kind of failure it was, by what one can do about it.
 *
 * `noCredential` none on this machine · `keyring` the keyring does not give it out · `signature` the secret key does not fit · `keyLocked` too many bad signatures · `unknownKey` no such access key · `clock` this computer's
 * clock is off · `token` the sign-in ran out or is refused · `password` the login is refused · `mfa` the login asks for a second factor ·
 * `permission` the user may not · `project` the project does not fit · `noSuchTask` the task is gone · `notFound` no such address ·
 * `throttled` too many requests · `invalid` the service refuses the values · `wrongState` not possible right now · `service` a fault of the
 * service · `network` not reached · `certificate` not trusted · `timeout` no answer in time · `cancelled` by the user or the extension ·
 * `unreadable` an answer that makes no sense
 */
export type CloudErrorKind =
	| 'noCredential'
	| 'keyring'
	| 'signature'
	| 'keyLocked'
	| 'unknownKey'
	| 'clock'
	| 'token'
	| 'password'
	| 'mfa'
	| 'permission'
	| 'project'
	| 'noSuchTask'
	| 'notFound'
	| 'throttled'
	| 'invalid'
	| 'wrongState'
	| 'service'
	| 'network'
	| 'certificate'
	| 'timeout'
	| 'cancelled'
	| 'unreadable';

/** What exactly was wrong, where the kind alone does not say. */
export type CloudErrorReason =
	/** unreadable: an HTML page, an empty answer, no JSON, JSON of another shape, a redirect, too much, headers too long. */
	| 'html'
	| 'empty'
	| 'notJson'
	| 'shape'
	| 'redirect'
	| 'tooLarge'
	| 'headers'
	/** invalid: the address is no cloud endpoint; the task has no id to ask with. */
	| 'endpoint'
	| 'noId'
	/** noCredential: what this machine holds is none. keyring: it did not answer in time. */
	| 'corrupt'
	| 'silent'
	/** invalid: signing in needs an address to sign in at. */
	| 'noIam'
	/** unknownKey: the environment variables hold no key; the security token of a temporary key ended or does not fit. */
	| 'noEnvironment'
	| 'temporaryKey'
	/** unknownKey: characters that no key has; invalid: characters that no header can carry. Nothing was sent. */
	| 'characters'
	/** signature: refused here, without asking, so that the key is not locked; the gateway does not say what does not fit. */
	| 'heldBack'
	| 'unexplained'
	/** permission: a quota is used up. */
	| 'quota'
	/** network: the request was on its way when the connection broke; the computer slept meanwhile. */
	| 'broken'
	| 'asleep'
	/** project: no project of that name; more than one. */
	| 'noProject'
	| 'manyProjects';

export interface CloudErrorDetails {
	readonly kind: CloudErrorKind;
	/** Which call failed, by its name in the API ("ListMigrationTask"). For the log. */
	readonly operation: string;
	readonly reason?: CloudErrorReason | undefined;
	/** HTTP status, where there was an answer. */
	readonly status?: number | undefined;
	/** The service's error code, or the system's ("ENOTFOUND") where nothing answered. */
	readonly code?: string | undefined;
	/** What the service said, redacted. */
	readonly serverMessage?: string | undefined;
	/** The service's number of this request, for its support. */
	readonly requestId?: string | undefined;
	/** How long the service asks to wait, ms. */
	readonly retryAfterMs?: number | undefined;
	/** Host that was asked. */
	readonly host?: string | undefined;
	/** How far this computer's clock is ahead of the service's, ms (negative: behind). */
	readonly skewMs?: number | undefined;
	/** How long was waited, ms. */
	readonly waitedMs?: number | undefined;
	readonly sent?: boolean | undefined;
	/** When the next request may be sent, ms since 1970; where this one was held back. */
	readonly nextTryAt?: number | undefined;
	/** What the service's own code means, for people; instead of what the kind says. */
	readonly words?: string | undefined;
	/** What the user needs at the service that refuses; for `permission` alone. */
	readonly rights?: Rights | undefined;
	/** What an administrator can decode to learn which policy refused. Not for people, and never for the log. */
	readonly authorizationMessage?: string | undefined;
}

/** Every failure that a cloud call throws. Holds no secret; `message` is for the log; `errorMessage` (errorTable.ts) is for people. */
export class CloudError extends Error {
	override readonly name = 'CloudError';
	readonly kind: CloudErrorKind;
	readonly reason: CloudErrorReason | undefined;
	readonly operation: string;
	readonly status: number | undefined;
	readonly code: string | undefined;
	readonly serverMessage: string | undefined;
	readonly requestId: string | undefined;
	readonly retryAfterMs: number | undefined;
	readonly host: string | undefined;
	readonly skewMs: number | undefined;
	readonly waitedMs: number | undefined;
	/**
	 * The request may have reached the service and no clear answer came back: the outcome of a write is unknown.
	 * False where nothing was sent, and where the service refused it in so many words.
	 */
	readonly sent: boolean;
	readonly nextTryAt: number | undefined;
	readonly words: string | undefined;
	readonly rights: Rights | undefined;
	/** Private, so that nothing that prints or copies an error takes it along. */
	readonly #authorizationMessage: string | undefined;

	constructor(details: CloudErrorDetails) {
		super(logText(details));
		this.kind = details.kind;
		this.reason = details.reason;
		this.operation = details.operation;
		this.status = details.status;
		this.code = details.code;
		this.serverMessage = details.serverMessage;
		this.requestId = details.requestId;
		this.retryAfterMs = details.retryAfterMs;
		this.host = details.host;
		this.skewMs = details.skewMs;
		this.waitedMs = details.waitedMs;
		this.sent = details.sent ?? false;
		this.nextTryAt = details.nextTryAt;
		this.words = details.words;
		this.rights = details.rights;
		this.#authorizationMessage = details.authorizationMessage;
	}

	/** The refused permission in the service's encoding ("Decoding Authorization Message"), for an administrator: to be copied on request, shown nowhere. */
	get authorizationMessage(): string | undefined {
		return this.#authorizationMessage;
	}
}

function logText(details: CloudErrorDetails): string {
	const parts = [details.kind, details.reason, details.status, details.code, details.host, details.serverMessage];
	const said = parts.filter((part) => part !== undefined && part !== '').join(' ');
	return `${details.operation}: ${said}${details.requestId ? ` (request ${details.requestId})` : ''}`;
}
