/**
 * One way to the network for every cloud call: authorises, sends, reads the whole answer as JSON, repeats what may be repeated.
 * No agent of its own, so that the editor's proxy and certificate settings apply.
 */
import fetch from 'node-fetch';
import type { Logger } from '../core/logger';
import { nextTurn, Turns } from '../core/turns';
import { checkEndpoint } from './endpoints';
import { CloudError } from './errors';
import { isRetryable } from './errorTable';
import { errorFromFault } from './fault';
import { isOwnCode } from './ownCode';
import { requestIdOf } from './parseError';
import { type Answer, digestOf, LONG_BYTES, readAnswer, readLongAnswer, textOf, unreadable } from './readAnswer';
import { redactText, shorten } from './redact';
import type { Authorizer, CloudRequest, CloudResponse, Outcome, Proof } from './request';
import { type Mask, SentSecrets, secretsOfBody } from './secretValues';
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
/** Of a longer answer there is no digest, since its bytes would be copied at once: it is read anew each time. No page of a list is as long. */
const MAX_DIGESTED_BYTES = 8 * 1024 * 1024;
/** Bytes that are copied at once: some ms, where the memory is new. */
const COPIED_BYTES = 4 * 1024 * 1024;
/** What is read of an answer that is no success: its words are few. */
const MAX_ERROR_BYTES = 256 * 1024;
/** An answer this long takes some ms to parse. */
const HEAVY_BYTES = 128 * 1024;

/** Sends requests, whichever service they are for. What a service's answers mean is not known here. */
export class CloudHttp {
	private readonly now: () => number;
	private readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
	private readonly random: () => number;
	private readonly turns = new Turns();
	private readonly secrets = new SentSecrets();

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
			const { response, error, askAgain } = await this.attempt(request, authorizer);
			if (response) return response;
			if (askAgain && !renewed) {
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

	private pauseBeforeRetry(request: CloudRequest, error: CloudError, retries: number): number | undefined {
		const { repeatable, once = false } = request;
		if (!repeatable || once || retries >= MAX_RETRIES || !isRetryable(error)) return undefined;
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

	/** Signs and sends once. Never throws. */
	private async attempt(request: CloudRequest, authorizer: Authorizer | undefined): Promise<Attempted> {
		const { method, url, body } = request;
		const headers: Record<string, string> = {
			...request.headers,
			...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
		};
		let proof: Proof | undefined;
		try {
			if (request.signal?.aborted) throw cancelled(request, false);
			const signable: SignableRequest = { method, url, headers, ...(body === undefined ? {} : { body }) };
			proof = await authorizer?.authorize(signable, request.scope, request.signal);
			if (request.signal?.aborted) throw cancelled(request, false);
			const mask = this.secrets.mask([...secretsOfBody(body), ...(proof?.secrets ?? [])], proof?.passing);
			const response = await this.inTime(request, { ...headers, ...proof?.headers }, mask);
			proof?.ended('accepted');
			return { response };
		} catch (thrown) {
			const error = errorFromFault(request, thrown);
			return { error, askAgain: proof?.ended(outcomeOf(request, error)) ?? false };
		}
	}

	/** Sends, reads, and gives up when the time is over. */
	private async inTime(request: CloudRequest, headers: Record<string, string>, mask: Mask): Promise<CloudResponse> {
		const { method, url } = request;
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
			const answer = await this.exchange(request, headers, stop, mask);
			this.log(
				'debug',
				mask.text(
					`${request.operation}: ${method} ${url.href} → ${answer.status}, ${answer.bytes.length} bytes, ${this.now() - started} ms, request ${requestIdOf(answer) ?? '–'}`,
				),
			);
			if (answer.status === 200) {
				request.onArrival?.();
			}
			const digest = digestible(request, answer) ? await digestOf(answer.bytes) : undefined;
			const known = digest !== undefined && digest === request.knownDigest;
			if (!known && answer.bytes.length > LONG_BYTES && answer.status !== 204) {
				return await this.turns.run(() => readLongAnswer(request, answer, digest));
			}
			const read = (): CloudResponse => readAnswer(request, answer, digest, known);
			// What is small, or not parsed at all, is not worth a turn of its own.
			return known || answer.bytes.length < HEAVY_BYTES ? read() : await this.turns.run(read);
		} catch (thrown) {
			const error = request.signal?.aborted
				? cancelled(request, true)
				: timedOut
					? tooLate(request, waitMs, this.now() - started)
					: errorFromFault(request, thrown);
			if (error.kind !== 'cancelled') {
				this.log('warn', mask.text(`${method} ${url.href} → ${error.message}`));
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
		mask: Mask,
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
		const bytes = await joined(chunks, size);
		return {
			status: response.status,
			bytes,
			get text() {
				return textOf(response.ok ? bytes : bytes.subarray(0, MAX_ERROR_BYTES));
			},
			header: (name) => response.headers.get(name),
			proof: 'X-Auth-Token' in headers ? 'token' : 'Authorization' in headers ? 'signature' : 'none',
			now: this.now(),
			mask,
		};
	}

	private log(level: 'debug' | 'info' | 'warn', line: string): void {
		this.options.logger?.[level](shorten(redactText(line.slice(0, 10_000)), 2_000));
	}
}

/** The bytes of all chunks; those of a long answer are copied some at a time. */
async function joined(chunks: readonly Buffer[], size: number): Promise<Buffer> {
	if (size <= COPIED_BYTES) {
		return Buffer.concat(chunks, size);
	}
	const bytes = Buffer.allocUnsafeSlow(size);
	let [end, pausedAt] = [0, 0];
	for (const chunk of chunks) {
		end += chunk.copy(bytes, end);
		if (end - pausedAt > COPIED_BYTES) {
			pausedAt = end;
			await nextTurn();
		}
	}
	return bytes;
}

function digestible({ knownDigest }: CloudRequest, { bytes }: Answer): boolean {
	return knownDigest !== undefined && bytes.length <= MAX_DIGESTED_BYTES;
}

/** What one attempt came to. */
type Attempted =
	| { readonly response: CloudResponse; readonly error?: undefined; readonly askAgain?: undefined }
	| { readonly response?: undefined; readonly error: CloudError; readonly askAgain: boolean };

/** What an error says of the proof: an error of the service itself comes from behind the gateway, which let the request in. */
function outcomeOf(request: CloudRequest, error: CloudError): Outcome {
	const letIn = error.status !== undefined && error.status !== 401 && isOwnCode(request, error.code);
	return letIn ? 'accepted' : error;
}

/** A timer that rings this much too late was asleep with the computer. */
const ASLEEP_MS = 10_000;

/** The answer did not come in time; after a sleep of the computer nobody knows what it would have been. */
function tooLate({ operation, url }: CloudRequest, waitedMs: number, passedMs: number): CloudError {
	const known = { operation, host: url.host, sent: true };
	return passedMs > waitedMs + ASLEEP_MS
		? new CloudError({ ...known, kind: 'network', reason: 'asleep' })
		: new CloudError({ ...known, kind: 'timeout', waitedMs });
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
