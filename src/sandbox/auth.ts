/**
 * Who asks: checks the signature (SDK-HMAC-SHA256) or the token of every request, in the words of the gateway.
 * Rules from the "API Request Signing Guide": 15 minutes of clock difference, five failures in a row lock the key for five minutes.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { expectedSignature, parseAuthorization } from '../cloud/sign';
import { readSdkDate, sdkDate } from './clock';
import type { Answer } from './respond';
import { gatewayError, unauthenticated } from './respond';
import type { AuthorisationKind } from './types';

const MAX_SKEW_MS = 15 * 60_000;
const FAILURES_TO_LOCK = 5;
const LOCK_MS = 5 * 60_000;
/** What X-Sdk-Content-Sha256 may say in place of the body's hash. */
const UNSIGNED = 'UNSIGNED-PAYLOAD';

export interface AccessKey {
	readonly accessKey: string;
	readonly secretKey: string;
	/** Temporary keys alone: must come with every request. */
	readonly securityToken?: string;
}

/** What a token of IAM is good for. */
export interface TokenGrant {
	readonly scope: 'project' | 'domain';
	/** ms since 1970 */
	readonly expiresAt: number;
}

/** Somebody who proved who they are. */
export interface Caller {
	readonly kind: 'aksk' | 'token';
	/** Keys are good for everything; a token for what it was asked for. */
	readonly scope: 'all' | 'project' | 'domain';
}

export interface IncomingRequest {
	readonly method: string;
	/** Path and query as on the request line. */
	readonly target: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	readonly requestId: string;
}

export type Verdict = { readonly caller: Caller } | { readonly refused: Answer };

export class Gatekeeper {
	readonly #keys: ReadonlyMap<string, AccessKey>;
	readonly #tokens = new Map<string, TokenGrant>();
	readonly #failures = new Map<string, { count: number; lockedUntil: number }>();
	readonly #now: () => number;

	constructor(keys: readonly AccessKey[], now: () => number) {
		this.#keys = new Map(keys.map((key) => [key.accessKey, key]));
		this.#now = now;
	}

	/** Makes a token valid. */
	grant(token: string, grant: TokenGrant): void {
		this.#tokens.set(token, grant);
	}

	/** Access keys that are locked now. */
	locked(): readonly string[] {
		return [...this.#failures].filter(([, entry]) => entry.lockedUntil > this.#now()).map(([accessKey]) => accessKey);
	}

	/** Which kind of proof the request carries, whether it holds or not. */
	static kindOf(headers: Readonly<Record<string, string>>): AuthorisationKind {
		return headers.authorization !== undefined ? 'aksk' : headers['x-auth-token'] !== undefined ? 'token' : 'none';
	}

	verify(request: IncomingRequest): Verdict {
		const { authorization } = request.headers;
		if (authorization !== undefined) {
			const refused = this.#verifySignature(request, authorization);
			return refused ? { refused } : { caller: { kind: 'aksk', scope: 'all' } };
		}
		return this.#verifyToken(request);
	}

	#verifyToken(request: IncomingRequest): Verdict {
		const token = request.headers['x-auth-token'];
		if (token === undefined || token === '') {
			return { refused: unauthenticated('x-auth-token not found', request.requestId) };
		}
		const grant = this.#tokens.get(token);
		if (!grant) {
			return { refused: unauthenticated('decrypt token fail', request.requestId) };
		}
		if (grant.expiresAt <= this.#now()) {
			return { refused: gatewayError(401, 'APIGW.0307', 'The token must be updated.', request.requestId) };
		}
		return { caller: { kind: 'token', scope: grant.scope } };
	}

	#verifySignature(request: IncomingRequest, authorization: string): Answer | undefined {
		const refuse = (tail: string) => unauthenticated(tail, request.requestId);
		const claim = parseAuthorization(authorization);
		if (!claim) {
			return refuse('verify aksk signature fail, the Authorization header is not of the form SDK-HMAC-SHA256');
		}
		const now = this.#now();
		const past = this.#failures.get(claim.accessKey);
		if (past && past.lockedUntil > now) {
			return refuse('AK access failed to reach the limit,forbidden.');
		}
		const key = this.#keys.get(claim.accessKey);
		if (!key) {
			return refuse(`Get secretKey failed,ak:${claim.accessKey},err:ak not exist`);
		}
		const date = request.headers['x-sdk-date'] ?? '';
		const signedAt = readSdkDate(date);
		if (signedAt !== undefined && Math.abs(signedAt - now) > MAX_SKEW_MS) {
			return refuse(`signature expired, signature time:${date},server time:${sdkDate(now)}`);
		}
		if ((request.headers['x-security-token'] ?? '') !== (key.securityToken ?? '')) {
			return refuse(`Get secretKey failed,ak:${claim.accessKey},err:security token is invalid`);
		}
		const names = claim.signedHeaders.map((name) => name.toLowerCase());
		const declared = request.headers['x-sdk-content-sha256'] ?? UNSIGNED;
		const complete =
			(declared === UNSIGNED || declared === createHash('sha256').update(request.body).digest('hex')) &&
			signedAt !== undefined &&
			names.includes('host') &&
			names.includes('x-sdk-date') &&
			names.every((name) => request.headers[name] !== undefined);
		const url = new URL(`http://${request.headers.host ?? 'localhost'}${request.target}`);
		const signable = { method: request.method, url, headers: request.headers, body: request.body };
		if (complete && same(expectedSignature(signable, names, key.secretKey), claim.signature)) {
			this.#failures.delete(claim.accessKey);
			return undefined;
		}
		const count = (past && past.lockedUntil === 0 ? past.count : 0) + 1;
		this.#failures.set(claim.accessKey, { count, lockedUntil: count >= FAILURES_TO_LOCK ? now + LOCK_MS : 0 });
		return refuse(`verify aksk signature fail, ${echo(request, url, names)}`);
	}
}

/** The real gateway echoes what it signed, header values included, with bars for line ends. Whoever logs it must redact it. */
function echo(request: IncomingRequest, url: URL, names: readonly string[]): string {
	const headers = names.map((name) => `${name}:${request.headers[name] ?? ''}`).join('|');
	return `canonicalRequest:${request.method}|${url.pathname}|${url.search.slice(1)}|${headers}||${names.join(';')}`;
}

function same(a: string, b: string): boolean {
	const left = Buffer.from(a);
	const right = Buffer.from(b);
	return left.length === right.length && timingSafeEqual(left, right);
}
