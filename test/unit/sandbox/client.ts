/** Asks the sandbox over real HTTP, signed as the extension signs. */
import * as http from 'node:http';
import type { KeyPair } from '../../../src/cloud/sign';
import { sign } from '../../../src/cloud/sign';
import type { Sandbox } from '../../../src/sandbox/index';

export interface Reply {
	readonly status: number;
	readonly headers: http.IncomingHttpHeaders;
	readonly text: string;
	/** The parsed body; undefined if it is not JSON. */
	// biome-ignore lint/suspicious/noExplicitAny: tests read whatever fields they expect, and fail if they are not there
	readonly json: any;
}

export interface Ask {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | object;
	/** Default: the sandbox's own permanent pair; null: unsigned. */
	readonly keys?: KeyPair | null;
	readonly date?: Date;
	/** Changes the request after it was signed. */
	readonly tamper?: (headers: Record<string, string>) => void;
}

/** One request. Rejects if the connection breaks. */
export function ask(sandbox: Sandbox, path: string, options: Ask = {}): Promise<Reply> {
	const method = options.method ?? 'GET';
	const url = new URL(path, sandbox.url);
	const body =
		options.body === undefined || typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
	const headers: Record<string, string> = {
		...options.headers,
		...(body === undefined ? {} : { 'content-type': 'application/json' }),
	};
	const keys = options.keys === undefined ? sandbox : options.keys;
	if (keys) {
		const signable = { method, url, headers, ...(body === undefined ? {} : { body }) };
		Object.assign(headers, sign(signable, keys, options.date ?? new Date()));
	}
	if (body !== undefined) {
		// Node.js alone would not say where the body of a DELETE ends.
		headers['content-length'] = String(Buffer.byteLength(body));
	}
	options.tamper?.(headers);
	return send(url, method, headers, body);
}

function send(url: URL, method: string, headers: Record<string, string>, body: string | undefined): Promise<Reply> {
	return new Promise((resolve, reject) => {
		const request = http.request(url, { method, headers, agent: false }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => {
				const text = Buffer.concat(chunks).toString('utf8');
				resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
			});
		});
		request.on('error', reject);
		request.end(body);
	});
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The DCS path of the sandbox's project. */
export function v2(sandbox: Sandbox, rest: string): string {
	return `/v2/${sandbox.projectId}/${rest}`;
}

/** A clock that stands still until it is moved. */
export function handClock(start = Date.UTC(2025, 2, 4, 12, 0, 0)): {
	now: () => number;
	pass: (ms: number) => void;
	date: () => Date;
} {
	let at = start;
	return {
		now: () => at,
		pass: (ms) => {
			at += ms;
		},
		date: () => new Date(at),
	};
}
