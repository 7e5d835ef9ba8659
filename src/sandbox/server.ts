/** The HTTP side: loopback only, one port, bodies read and bounded, every request recorded, every socket ours to cut. */
import * as http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Answer } from './respond';

const MAX_BODY = 1024 * 1024;
const LOOPBACK_HOST = /^(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/i;

/** A request as it came, with its body; header names in lower case. */
export interface RawRequest {
	readonly method: string;
	/** Path and query as on the request line. */
	readonly target: string;
	readonly path: string;
	readonly query: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** What to do with a request: answer it, cut the connection, or leave it hanging. */
export type Outcome = { readonly answer: Answer } | 'cut' | 'hang';

export interface ServerParts {
	/** Wall clock, ms since 1970. Goes into the Date header. */
	readonly now: () => number;
	handle(request: RawRequest, requestId: string): Promise<Outcome>;
	/** Told how each request ended; status 0 where the caller got no answer. */
	ended(request: RawRequest, status: number): void;
	nextRequestId(): string;
}

export interface LoopbackServer {
	readonly port: number;
	close(): Promise<void>;
}

/** Listens on 127.0.0.1. Rejects if the port is taken. */
export function listen(port: number, parts: ServerParts): Promise<LoopbackServer> {
	const sockets = new Set<Socket>();
	const server = http.createServer((request, response) => {
		void serve(request, response, parts);
	});
	// Longer than callers keep idle connections, so that none is closed under a request that is being sent.
	server.keepAliveTimeout = 120_000;
	server.headersTimeout = 125_000;
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => socket.destroy());
	});
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			server.off('error', reject);
			resolve({
				port: (server.address() as AddressInfo).port,
				close: () =>
					new Promise<void>((done) => {
						server.close(() => done());
						for (const socket of sockets) {
							socket.destroy();
						}
					}),
			});
		});
	});
}

async function serve(request: http.IncomingMessage, response: http.ServerResponse, parts: ServerParts): Promise<void> {
	const requestId = parts.nextRequestId();
	const target = request.url ?? '/';
	const [path = '/', query = ''] = splitTarget(target);
	const raw: RawRequest = {
		method: request.method ?? 'GET',
		target,
		path,
		query,
		headers: plainHeaders(request),
		body: '',
	};
	try {
		const problem = unacceptable(raw);
		if (problem) {
			request.resume();
			send(response, problem, requestId, parts.now());
			parts.ended(raw, problem.status);
			return;
		}
		const body = await readBody(request);
		if (body === undefined) {
			send(response, plain(413, 'The request body is larger than 1 MB.'), requestId, parts.now(), true);
			parts.ended(raw, 413);
			return;
		}
		const whole = { ...raw, body };
		const outcome = await parts.handle(whole, requestId);
		if (outcome === 'hang') {
			parts.ended(whole, 0);
		} else if (outcome === 'cut') {
			response.socket?.destroy();
			parts.ended(whole, 0);
		} else {
			send(response, outcome.answer, requestId, parts.now());
			parts.ended(whole, outcome.answer.status);
		}
	} catch {
		// The caller went away while it was being read or answered.
		response.socket?.destroy();
		parts.ended(raw, 0);
	}
}

function splitTarget(target: string): [string, string] {
	const mark = target.indexOf('?');
	return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

/** Refuses what no honest client sends: another host's name (DNS rebinding), an Origin (web pages), absolute request targets. */
function unacceptable(request: RawRequest): Answer | undefined {
	if (!LOOPBACK_HOST.test(request.headers.host ?? '')) {
		return plain(421, 'The sandbox answers to loopback names alone.');
	}
	if (request.headers.origin !== undefined) {
		return plain(403, 'The sandbox does not answer to web pages.');
	}
	return request.target.startsWith('/') ? undefined : plain(400, 'The request target must be a path.');
}

function plainHeaders(request: http.IncomingMessage): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers)) {
		if (value !== undefined) {
			headers[name] = Array.isArray(value) ? value.join(', ') : value;
		}
	}
	return headers;
}

/** The body as text; undefined if it is too large. Rejects if the caller goes away. */
function readBody(request: http.IncomingMessage): Promise<string | undefined> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let size = 0;
		request.on('data', (chunk: Buffer) => {
			size += chunk.length;
			if (size <= MAX_BODY) {
				chunks.push(chunk);
			} else {
				resolve(undefined);
			}
		});
		request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
		request.on('error', reject);
		request.on('close', () => reject(new Error('closed')));
	});
}

function plain(status: number, content: string): Answer {
	return { status, body: undefined, text: { type: 'text/plain', content } };
}

function send(response: http.ServerResponse, answer: Answer, requestId: string, now: number, last = false): void {
	const content = answer.text?.content ?? (answer.body === undefined ? '' : JSON.stringify(answer.body));
	// 204 has no body, and says nothing of one.
	const described = answer.status !== 204 && {
		'Content-Type': answer.text ? `${answer.text.type}; charset=utf-8` : 'application/json;charset=UTF-8',
		'Content-Length': Buffer.byteLength(content),
	};
	const headers: Record<string, string | number> = {
		Date: new Date(now).toUTCString(),
		'X-Request-Id': requestId,
		...described,
		...answer.headers,
	};
	if (last) {
		headers.Connection = 'close';
	}
	response.writeHead(answer.status, headers);
	response.end(content);
}
