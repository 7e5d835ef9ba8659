/**
 * SDK-HMAC-SHA256, the signature of requests made with an access key. Client and sandbox share it: the one signs, the other
 * computes what it expects. Pure: no clock, no network.
 */
import { createHash, createHmac } from 'node:crypto';

/** An access key. Temporary keys come with a security token that must be sent and signed. */
export interface KeyPair {
	readonly accessKey: string;
	readonly secretKey: string;
	readonly securityToken?: string;
}

/** What a signature covers. `headers` holds only headers whose exact value is under the sender's control. */
export interface SignableRequest {
	readonly method: string;
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
}

const ALGORITHM = 'SDK-HMAC-SHA256';
const DATE_HEADER = 'X-Sdk-Date';
const TOKEN_HEADER = 'X-Security-Token';

/**
 * Signs a request: host, the date, the security token of temporary keys and every header of `request.headers`, content-type included.
 * Returns the headers to send beside those of the request (X-Sdk-Date, Authorization, X-Security-Token). The gateway takes a date
 * that is at most 15 minutes off.
 */
export function sign(request: SignableRequest, keys: KeyPair, date: Date): Record<string, string> {
	const added: Record<string, string> = { [DATE_HEADER]: sdkDate(date) };
	if (keys.securityToken) added[TOKEN_HEADER] = keys.securityToken;
	const covered: SignableRequest = { ...request, headers: { ...request.headers, ...added, Host: request.url.host } };
	const names = Array.from(new Set(Object.keys(covered.headers).map((name) => name.toLowerCase()))).sort(byCodePoint);
	const value = expectedSignature(covered, names, keys.secretKey);
	return {
		...added,
		Authorization: `${ALGORITHM} Access=${keys.accessKey}, SignedHeaders=${names.join(';')}, Signature=${value}`,
	};
}

/** Reads an Authorization header of this scheme; undefined for any other. Header names come back in lower case. */
export function parseAuthorization(
	value: string,
): { accessKey: string; signedHeaders: string[]; signature: string } | undefined {
	const found = /^SDK-HMAC-SHA256\s+Access=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})\s*$/i.exec(
		value,
	);
	const [, accessKey, names, signature] = found ?? [];
	if (!accessKey || !names || !signature) return undefined;
	return { accessKey, signedHeaders: names.toLowerCase().split(';'), signature: signature.toLowerCase() };
}

/** The signature that a request with these headers (host and x-sdk-date among them) must carry for these signed header names. */
export function expectedSignature(
	request: SignableRequest,
	signedHeaders: readonly string[],
	secretKey: string,
): string {
	return signature(canonicalRequest(request, signedHeaders), headerValue(request.headers, DATE_HEADER), secretKey);
}

/** The six parts that are hashed: method, path, query, headers, header names, body hash. A signed header that is missing counts as ''. */
export function canonicalRequest(request: SignableRequest, signedHeaders: readonly string[]): string {
	const names = signedHeaders.map((name) => name.toLowerCase()).sort(byCodePoint);
	const headers = names.map((name) => `${name}:${headerValue(request.headers, name)}\n`).join('');
	const hash = headerValue(request.headers, 'X-Sdk-Content-Sha256') || sha256(request.body ?? '');
	return [
		request.method.toUpperCase(),
		canonicalPath(request.url.pathname),
		canonicalQuery(request.url.search),
		headers,
		names.join(';'),
		hash,
	].join('\n');
}

/** HMAC over the canonical request; `date` as in the header X-Sdk-Date. Lower-case hex. */
export function signature(canonical: string, date: string, secretKey: string): string {
	return createHmac('sha256', secretKey)
		.update(`${ALGORITHM}\n${date}\n${sha256(canonical)}`)
		.digest('hex');
}

/** UTC as `YYYYMMDDTHHMMSSZ`. */
export function sdkDate(date: Date): string {
	return `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Percent-encodes all but the unreserved characters of RFC 3986. A lone surrogate becomes the replacement character. */
export function encode(text: string): string {
	return encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd')).replace(
		/[!'()*]/g,
		(mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The gateway's path always ends in a slash, though the request's does not. */
function canonicalPath(pathname: string): string {
	const path = pathname
		.split('/')
		.map((segment) => encode(decode(segment)))
		.join('/');
	return path.endsWith('/') ? path : `${path}/`;
}

/** Sorted by name, then by value. A plus sign is a plus sign: requests write a space as %20. */
function canonicalQuery(search: string): string {
	const text = search.startsWith('?') ? search.slice(1) : search;
	return text
		.split('&')
		.filter((pair) => pair !== '')
		.map((pair) => {
			const at = pair.indexOf('=');
			return at < 0
				? ([decode(pair), ''] as const)
				: ([decode(pair.slice(0, at)), decode(pair.slice(at + 1))] as const);
		})
		.sort((a, b) => byCodePoint(a[0], b[0]) || byCodePoint(a[1], b[1]))
		.map(([name, value]) => `${encode(name)}=${encode(value)}`)
		.join('&');
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function headerValue(headers: Readonly<Record<string, string>>, name: string): string {
	const wanted = name.toLowerCase();
	const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === wanted);
	return key === undefined ? '' : (headers[key] ?? '').trim();
}

function byCodePoint(a: string, b: string): number {
	return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
