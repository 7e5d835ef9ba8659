/** What a cloud call is made of, and who proves who asks. */
import type { CloudError, CloudErrorKind } from './errors';
import type { Rights } from './rights';
import type { SignableRequest } from './sign';

/** What a request is made for: a project, the whole account, or nobody in particular. */
export type Scope = 'project' | 'domain' | 'none';

/**
 * How a request ended, as far as its proof is concerned: let in by the service behind the gateway; refused (the error of a 401 or the like); or nothing
 * is known, because the connection broke or something in between answered.
 */
export type Outcome = 'accepted' | 'unclear' | CloudError;

/** What proves who asks, for one request. */
export interface Proof {
	readonly headers: Readonly<Record<string, string>>;
	/** What of it must be seen nowhere, should the answer hold it. */
	readonly secrets: readonly string[];
	/** The same of what is good for this one request alone. */
	readonly passing?: readonly string[];
	/**
	 * Told once how the request ended. Returns true if asking again once makes sense (a token that ran out), false for a signature failure (never
	 * repeated: five lock the key).
	 */
	ended(outcome: Outcome): boolean;
}

/** Proves who asks. */
export interface Authorizer {
	/** The proof for this very request; called for every attempt. May wait until others have had their answer. */
	authorize(request: SignableRequest, scope: Scope, signal?: AbortSignal): Promise<Proof>;
	/**
	 * A person wants a refused credential tried once more. Undefined where the next request will be sent; else when one may be, ms since 1970: before
	 * that the service could lock the key.
	 */
	allowOneTry?(): Promise<number | undefined>;
}

/** What a service's own error codes mean, where they say more than the HTTP status. Codes as the service writes them, without blanks. */
export type ErrorCodes = Readonly<Record<string, CloudErrorKind>>;

/** What such a code means for a person, and what to do. */
export type ErrorWords = Readonly<Record<string, () => string>>;

export interface CloudRequest {
	/** The call's name in the API, for log and errors. */
	readonly operation: string;
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	readonly url: URL;
	readonly scope: Scope;
	/** Headers to send, all of them signed. */
	readonly headers?: Readonly<Record<string, string>>;
	/** JSON text. */
	readonly body?: string;
	/** The call changes nothing and may be repeated. */
	readonly repeatable: boolean;
	/** The answer says nothing that counts: a bare text, nothing at all and JSON will do. */
	readonly anyAnswer?: boolean;
	/** It is not repeated where it fails, though it might be: whoever asks comes again anyway. */
	readonly once?: boolean;
	/** A 404 with a code of the service's own means that the task is gone. */
	readonly aboutTask?: boolean;
	/** The codes of the service that is asked, and whole sentences for those that need their own. */
	readonly errorCodes?: ErrorCodes;
	readonly errorWords?: ErrorWords;
	readonly rights?: Rights | undefined;
	/** Digest of an answer that is at hand already ('' for none): one of the same bytes is not parsed again. */
	readonly knownDigest?: string;
	/** Told when an answer is in and only has to be read. May be told again, where a request is repeated. */
	readonly onArrival?: () => void;
	readonly signal?: AbortSignal | undefined;
}

export interface CloudResponse {
	readonly status: number;
	/** The parsed body; undefined for 204, and for a body that is known already. */
	readonly json: unknown;
	/** SHA-256 of the body, base64; only where the request gave a `knownDigest`. */
	readonly digest?: string;
	header(name: string): string | null;
	readonly requestId: string | undefined;
}
