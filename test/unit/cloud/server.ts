/** A small HTTP server on loopback whose answers the tests script. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: string;
}

export type Reply = (request: Seen, response: ServerResponse, nth: number) => void;

export interface TestServer {
	readonly url: string;
	readonly seen: Seen[];
	reply: Reply;
	/** Resolves when a request has come in whose number is `nth`, counted from 1. */
	arrived(nth: number): Promise<void>;
	close(): Promise<void>;
}

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
	return (_request, response) => {
		response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
		response.end(typeof body === 'string' ? body : JSON.stringify(body));
	};
}

/** The first reply for the first request, and so on; the last one for all that follow. */
export function inTurn(...replies: Reply[]): Reply {
	return (request, response, nth) => replies[Math.min(nth, replies.length) - 1]?.(request, response, nth);
}

/** Starts the server. */
export async function serve(reply: Reply): Promise<TestServer> {
	const seen: Seen[] = [];
	const waiting = new Map<number, () => void>();
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const one = {
				method: request.method ?? '',
				url: request.url ?? '',
				headers: request.headers,
				body: Buffer.concat(chunks).toString(),
			};
			seen.push(one);
			waiting.get(seen.length)?.();
			handle.reply(one, response, seen.length);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const handle: TestServer = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		seen,
		reply,
		arrived: (nth) => (seen.length >= nth ? Promise.resolve() : new Promise((resolve) => waiting.set(nth, resolve))),
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
	return handle;
}
