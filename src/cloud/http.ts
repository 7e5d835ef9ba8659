/**
 * One way to the network for every cloud call: authorises, sends, reads the whole answer as JSON, repeats what may be repeated.
 * No agent of its own, so that the editor's proxy and certificate settings apply.
 */
import { webcrypto } from 'node:crypto';
import fetch from 'node-fetch';
import type { Logger } from '../core/logger';
import { Turns } from '../core/turns';
import { checkEndpoint } from './endpoints';
import { CloudError, type CloudErrorReason } from './errors';
import { isRetryable } from './errorTable';
import { errorFromAnswer, errorFromFault, isHtml, type RawAnswer, requestIdOf } from './parseError';
import { redactText, shorten } from './redact';
import type { Authorizer, CloudRequest, CloudResponse } from './request';
import type { SignableRequest } from './sign';

export interface CloudHttpOptions {
	/** Time-out of one attempt, ms, from its start to the last byte of the body; asked for at each attempt. */
	readonly timeoutMs: () => number;
	/** Gets a line for each attempt; never a secret, a body or a token. */
	readonly logger?: Logger;
	readonly now?: () => number;
	/** Waits; ends early, in whatever way, when the signal is aborted. */
	readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
	readonly random?: () => number;
	readonly userAgent?: string;
}

/** Repetitions after the first attempt, and the pause before the first of them, doubled each time. */
const MAX_RETRIES = 3;
const FIRST_PAUSE_MS = 1_000;
/** A service that asks for more patience than this gets it from whoever called: the error says how long. */
const MAX_PAUSE_MS = 60_000;
const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** An answer this long takes some ms to parse. */
const HEAVY_BYTES = 128 * 1024;

/** Sends requests, whichever service they are for. What a service's answers mean is not known here. */
export class CloudHttp {
	private readonly now: () => number;
	private readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
	private readonly random: () => number;
	private readonly turns = new Turns();

	constructor(private readonly options: CloudHttpOptions) {
		this.now = options.now ?? Date.now;
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
				this.log('info', `${request.operation}: trying again in ${pause} ms (${retries} of ${MAX_RETRIES})`);
				await this.wait(request, pause);
			}
		}
	}

	private pauseBeforeRetry({ repeatable }: CloudRequest, error: CloudError, retries: number): number | undefined {
		if (!repeatable || retries >= MAX_RETRIES || !isRetryable(error)) return undefined;
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
				'debug',
				`${request.operation}: ${method} ${url.href} → ${answer.status}, ${answer.bytes.length} bytes, ${this.now() - started} ms, request ${requestIdOf(answer) ?? '–'}`,
			);
			if (answer.status !== 401) {
				authorizer?.accepted?.(request.scope);
			}
			if (answer.status === 200) {
				request.onArrival?.();
			}
			const digest = request.knownDigest === undefined ? undefined : await digestOf(answer.bytes);
			const known = digest !== undefined && digest === request.knownDigest;
			const read = (): CloudResponse => readAnswer(request, answer, digest, known);
			// What is small, or not parsed at all, is not worth a turn of its own.
			return known || answer.bytes.length < HEAVY_BYTES ? read() : await this.turns.run(read);
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
			if (error.kind !== 'cancelled') {
				this.log('warn', `${method} ${url.href} → ${error.message}`);
			}
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
	): Promise<Answer> {
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
		const bytes = Buffer.concat(chunks);
		return {
			status: response.status,
			bytes,
			get text() {
				return textOf(bytes);
			},
			header: (name) => response.headers.get(name),
			proof: 'X-Auth-Token' in headers ? 'token' : 'Authorization' in headers ? 'signature' : 'none',
			now: this.now(),
		};
	}

	private log(level: 'debug' | 'info' | 'warn', line: string): void {
		this.options.logger?.[level](shorten(redactText(line.slice(0, 10_000)), 2_000));
	}
}

/** An answer whose text is made when somebody reads it. */
interface Answer extends RawAnswer {
	readonly bytes: Buffer;
}

function textOf(bytes: Buffer): string {
	const marked = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	return bytes.toString('utf8', marked ? 3 : 0);
}

/** SHA-256, base64. Worked out beside the thread that the editor waits for. */
async function digestOf(bytes: Buffer): Promise<string> {
	return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('base64');
}

/** `known`: the caller has what these bytes say, so they are not parsed. */
function readAnswer(request: CloudRequest, answer: Answer, digest: string | undefined, known: boolean): CloudResponse {
	const { status, header } = answer;
	if (status < 200 || status > 299) {
		throw errorFromAnswer(request, answer);
	}
	const requestId = requestIdOf(answer);
	if (status === 204) {
		return { status, json: undefined, header, requestId };
	}
	const digested = digest === undefined ? {} : { digest };
	if (known) {
		return { status, json: undefined, header, requestId, ...digested };
	}
	const { text } = answer;
	if (text.trim() === '') {
		throw unreadable(request, status, 'empty', requestId);
	}
	try {
		const json: unknown = JSON.parse(text);
		return { status, json, header, requestId, ...digested };
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
export function unexpectedShape(
	operation: string,
	{ status, requestId }: CloudResponse,
	endpoint: string,
	sent = false,
): CloudError {
	const host = new URL(endpoint).host;
	return new CloudError({ kind: 'unreadable', reason: 'shape', operation, status, requestId, sent, host });
}
