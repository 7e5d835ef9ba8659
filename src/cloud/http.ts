/**
 * One way to the network for every cloud call: authorises, sends, reads the whole answer as JSON, repeats what may be repeated.
 * No agent of its own, so that the editor's proxy and certificate settings apply.
 */
import fetch from 'node-fetch';
import { KeyGuard } from './akskAuthorizer';
import { checkEndpoint } from './endpoints';
import { CloudError, type CloudErrorReason } from './errors';
import { errorFromAnswer, errorFromFault, isHtml, type RawAnswer, requestIdOf } from './parseError';
import { redactText, shorten } from './redact';
import type { SignableRequest } from './sign';

/** What a request is made for: a project, the whole account, or nobody in particular. */
export type Scope = 'project' | 'domain' | 'none';

/** Proves who asks. */
export interface Authorizer {
	/** Headers that prove who asks, for this very request; called for every attempt. */
	authorize(request: SignableRequest, scope: Scope, signal?: AbortSignal): Promise<Record<string, string>>;
	/** Told of a 401. Returns true if asking again once makes sense (a token that ran out), false for a signature failure (never retried: five lock the key). */
	rejected(error: CloudError, scope: Scope): boolean;
	/** Told of an answer that was no 401. */
	accepted?(scope: Scope): void;
}

export interface CloudHttpOptions {
	/** Time-out of one attempt, ms, from its start to the last byte of the body; asked for at each attempt. */
	readonly timeoutMs: () => number;
	/** Gets a line for each attempt; never a secret, a body or a token. */
	readonly log?: (line: string, level: 'debug' | 'info' | 'warn') => void;
	readonly now?: () => number;
	/** Waits; ends early, in whatever way, when the signal is aborted. */
	readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
	readonly random?: () => number;
	readonly userAgent?: string;
}

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
	/** A 404 with a code means that the task is gone. */
	readonly aboutTask?: boolean;
	readonly signal?: AbortSignal | undefined;
}

export interface CloudResponse {
	readonly status: number;
	/** The parsed body; undefined for 204. */
	readonly json: unknown;
	header(name: string): string | null;
	readonly requestId: string | undefined;
}

/** Repetitions after the first attempt, and the pause before the first of them, doubled each time. */
const MAX_RETRIES = 3;
const FIRST_PAUSE_MS = 1_000;
/** A service that asks for more patience than this gets it from whoever called: the error says how long. */
const MAX_PAUSE_MS = 60_000;
const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** A wrong name or a closed port does not mend within seconds. */
const HOPELESS: ReadonlySet<string> = new Set(['ENOTFOUND', 'ECONNREFUSED', 'PROXY_LOGIN']);

export class CloudHttp {
	/** Shared by all who sign through here, so that connections with one key cannot lock it between them. */
	readonly keyGuard: KeyGuard;
	private readonly now: () => number;
	private readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
	private readonly random: () => number;

	constructor(private readonly options: CloudHttpOptions) {
		this.now = options.now ?? Date.now;
		this.keyGuard = new KeyGuard(this.now);
		this.sleep = options.sleep ?? sleep;
		this.random = options.random ?? Math.random;
	}

	/**
	 * Sends a request and reads its answer. Repeats, if that is allowed, at most three times: after 429, faults of the server and broken
	 * connections. Asks once more where the authorizer says so after a 401. Throws `CloudError`.
	 */
	async send(request: CloudRequest, authorizer?: Authorizer): Promise<CloudResponse> {
		if (checkEndpoint(request.url.origin) !== undefined) {
			throw new CloudError({
				kind: 'invalid',
				reason: 'endpoint',
				operation: request.operation,
				host: request.url.host,
			});
		}
		let renewed = false;
		for (let retries = 0; ; ) {
			try {
				return await this.attempt(request, authorizer);
			} catch (thrown) {
				const error = errorFromFault(request, thrown);
				if (error.status === 401 && !renewed && authorizer?.rejected(error, request.scope)) {
					renewed = true;
					continue;
				}
				const pause = this.pauseBeforeRetry(request, error, retries);
				if (pause === undefined) throw error;
				retries++;
				this.log(`${request.operation}: trying again in ${pause} ms (${retries} of ${MAX_RETRIES})`, 'info');
				await this.wait(request, pause);
			}
		}
	}

	private pauseBeforeRetry({ repeatable }: CloudRequest, error: CloudError, retries: number): number | undefined {
		if (!repeatable || retries >= MAX_RETRIES || !mayPass(error)) return undefined;
		if (error.retryAfterMs !== undefined) return error.retryAfterMs > MAX_PAUSE_MS ? undefined : error.retryAfterMs;
		return Math.round(FIRST_PAUSE_MS * 2 ** retries * (1 + this.random() / 2));
	}

	private async wait(request: CloudRequest, pause: number): Promise<void> {
		try {
			await this.sleep(pause, request.signal);
		} catch (error) {
			if (!request.signal?.aborted) throw error;
		}
		if (request.signal?.aborted) throw cancelled(request, false);
	}

	private async attempt(request: CloudRequest, authorizer: Authorizer | undefined): Promise<CloudResponse> {
		if (request.signal?.aborted) throw cancelled(request, false);
		const { method, url, body } = request;
		const headers: Record<string, string> = {
			...request.headers,
			...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
		};
		const signable: SignableRequest = { method, url, headers, ...(body === undefined ? {} : { body }) };
		const proof = await authorizer?.authorize(signable, request.scope, request.signal);
		if (request.signal?.aborted) throw cancelled(request, false);

		const started = this.now();
		const waitMs = this.options.timeoutMs();
		const stop = new AbortController();
		let timedOut = false;
		const timer = setTimeout(() => {
			timedOut = true;
			stop.abort();
		}, waitMs);
		const abort = (): void => stop.abort();
		request.signal?.addEventListener('abort', abort);
		try {
			const answer = await this.exchange(request, { ...headers, ...proof }, stop);
			this.log(
				`${request.operation}: ${method} ${url.href} → ${answer.status}, ${answer.text.length} characters, ${this.now() - started} ms, request ${requestIdOf(answer) ?? '–'}`,
				'debug',
			);
			if (answer.status !== 401) authorizer?.accepted?.(request.scope);
			return readAnswer(request, answer);
		} catch (thrown) {
			const error = request.signal?.aborted
				? cancelled(request, true)
				: timedOut
					? new CloudError({
							kind: 'timeout',
							operation: request.operation,
							host: url.host,
							waitedMs: waitMs,
							sent: true,
						})
					: errorFromFault(request, thrown);
			if (error.kind !== 'cancelled') this.log(`${method} ${url.href} → ${error.message}`, 'warn');
			throw error;
		} finally {
			clearTimeout(timer);
			request.signal?.removeEventListener('abort', abort);
		}
	}

	/** One request and its answer, up to the last byte. */
	private async exchange(
		request: CloudRequest,
		headers: Record<string, string>,
		stop: AbortController,
	): Promise<RawAnswer> {
		const response = await fetch(request.url.href, {
			method: request.method,
			headers: { Accept: 'application/json', 'User-Agent': this.options.userAgent ?? 'migration-tasks', ...headers },
			body: request.body ?? null,
			redirect: 'manual',
			// The types of node-fetch know an older AbortSignal; the object is the same.
			signal: stop.signal as never,
		});
		const chunks: Buffer[] = [];
		let size = 0;
		for await (const chunk of response.body ?? []) {
			const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
			size += bytes.length;
			if (size > MAX_BODY_BYTES) {
				stop.abort();
				throw unreadable(request, response.status, 'tooLarge');
			}
			chunks.push(bytes);
		}
		return {
			status: response.status,
			text: Buffer.concat(chunks)
				.toString('utf8')
				.replace(/^\ufeff/, ''),
			header: (name) => response.headers.get(name),
			proof: 'X-Auth-Token' in headers ? 'token' : 'Authorization' in headers ? 'signature' : 'none',
			now: this.now(),
		};
	}

	private log(line: string, level: 'debug' | 'info' | 'warn'): void {
		this.options.log?.(shorten(redactText(line.slice(0, 10_000)), 2_000), level);
	}
}

function readAnswer(request: CloudRequest, answer: RawAnswer): CloudResponse {
	const { status, text, header } = answer;
	if (status < 200 || status > 299) throw errorFromAnswer(request, answer);
	const requestId = requestIdOf(answer);
	if (status === 204) return { status, json: undefined, header, requestId };
	if (text.trim() === '') throw unreadable(request, status, 'empty', requestId);
	try {
		const json: unknown = JSON.parse(text);
		return { status, json, header, requestId };
	} catch {
		throw unreadable(request, status, isHtml(text) ? 'html' : 'notJson', requestId);
	}
}

/** The service was asked and may have done what it was asked; its answer does not say. */
function unreadable(request: CloudRequest, status: number, reason: CloudErrorReason, requestId?: string): CloudError {
	return new CloudError({
		kind: 'unreadable',
		reason,
		operation: request.operation,
		status,
		requestId,
		host: request.url.host,
		sent: true,
	});
}

function cancelled(request: CloudRequest, sent: boolean): CloudError {
	return new CloudError({ kind: 'cancelled', operation: request.operation, host: request.url.host, sent });
}

/** Whether the same request may succeed a little later. */
function mayPass({ kind, status, code }: CloudError): boolean {
	if (kind === 'throttled') return true;
	if (kind === 'network') return !HOPELESS.has(code ?? '');
	return kind === 'service' && status !== 501 && status !== 505;
}

/** Waits; resolves early when the signal is aborted. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const done = (): void => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		signal?.addEventListener('abort', done);
		if (signal?.aborted) done();
	});
}

/** The error for an answer that is JSON, but not of the shape that the API page describes. `sent`: it answered a write, whose outcome is then unknown. */
export function misshapen(
	operation: string,
	{ status, requestId }: CloudResponse,
	endpoint: string,
	sent = false,
): CloudError {
	const host = new URL(endpoint).host;
	return new CloudError({ kind: 'unreadable', reason: 'shape', operation, status, requestId, sent, host });
}
