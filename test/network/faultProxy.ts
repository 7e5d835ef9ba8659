/** A real TCP proxy on loopback between a client and a server, which spoils exchanges as a bad network does. */

import type { AddressInfo } from 'node:net';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/** What becomes of one exchange. Bytes count from the first byte of the answer's head. */
export type Fault =
	/** Passed on untouched. */
	| { readonly kind: 'pass' }
	/** The connection is reset before the server hears of the request. */
	| { readonly kind: 'cutBefore' }
	/** The server gets the request; the connection is reset before the first byte of its answer. */
	| { readonly kind: 'cutAnswer' }
	/** Reset (or, with `politely`, closed) after so many bytes of the answer's body. */
	| { readonly kind: 'cutBody'; readonly bytes: number; readonly politely?: boolean }
	/** Nothing comes any more after so many bytes of the answer; the connection stays open. */
	| { readonly kind: 'stall'; readonly bytes: number }
	/** One byte of the answer every `ms`. */
	| { readonly kind: 'drip'; readonly ms: number }
	/** Everything comes, `ms` later. */
	| { readonly kind: 'delay'; readonly ms: number }
	/** The server never hears of it; this is answered instead, byte for byte. */
	| { readonly kind: 'instead'; readonly answer: string | Buffer }
	/** The server hears of it and answers; this is passed on in place of its answer. */
	| { readonly kind: 'afterwards'; readonly answer: string | Buffer };

export class FaultProxy {
	/** The method and path of every request that came in, in order. */
	readonly requests: string[] = [];
	/** Decides for each exchange; `nth` counts from 1 since the proxy began. */
	plan: (request: string, nth: number) => Fault = () => ({ kind: 'pass' });
	private readonly sockets = new Set<Socket>();
	private port = 0;

	private constructor(
		private readonly server: Server,
		private readonly target: { readonly host: string; readonly port: number },
		private readonly listenAt: string,
	) {
		server.on('connection', (client) => this.serve(client));
	}

	/** Starts a proxy before a server, which its URL names; `listenAt` is an address of loopback. */
	static async before(url: string, listenAt = '127.0.0.1'): Promise<FaultProxy> {
		const { hostname, port } = new URL(url);
		const server = createServer();
		const proxy = new FaultProxy(server, { host: hostname, port: Number(port) }, listenAt);
		await new Promise<void>((resolve) => server.listen(0, listenAt, resolve));
		return proxy;
	}

	get url(): string {
		const { listenAt } = this;
		return `http://${listenAt.includes(':') ? `[${listenAt}]` : listenAt}:${this.portInUse}`;
	}

	/** Also while nothing listens. */
	get portInUse(): number {
		return (this.server.address() as AddressInfo | null)?.port ?? this.port;
	}

	/** Every exchange from now on has this fault. */
	all(fault: Fault): void {
		this.plan = () => fault;
	}

	/** Nothing listens any more, until {@link listen}. */
	async deafen(): Promise<void> {
		this.port = this.portInUse;
		await this.close();
	}

	/** Listens again where it did before. */
	async listen(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(this.port, this.listenAt, resolve));
	}

	async close(): Promise<void> {
		for (const socket of this.sockets) {
			socket.destroy();
		}
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** One connection carries one exchange after the other. */
	private serve(client: Socket): void {
		this.keep(client);
		let exchange: Exchange | undefined;
		client.on('data', (bytes) => {
			const line = /^(?:GET|POST|PUT|DELETE|HEAD) \S+/.exec(bytes.subarray(0, 8_192).toString('latin1'))?.[0];
			if (line !== undefined) {
				this.requests.push(line);
				exchange?.end();
				exchange = new Exchange(client, this.plan(line, this.requests.length), () => this.toServer());
			}
			exchange?.send(bytes);
		});
		client.on('close', () => exchange?.end());
	}

	private toServer(): Socket {
		const socket = dial(this.target.port, this.target.host);
		this.keep(socket);
		return socket;
	}

	private keep(socket: Socket): void {
		this.sockets.add(socket);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => this.sockets.delete(socket));
	}
}

/** One request and its answer. */
class Exchange {
	private server: Socket | undefined;
	private passed = 0;
	private dripped = 0;
	private ended = false;
	private readonly timers = new Set<NodeJS.Timeout>();

	constructor(
		private readonly client: Socket,
		private readonly fault: Fault,
		private readonly dialServer: () => Socket,
	) {}

	/** Bytes of the request. */
	send(bytes: Buffer): void {
		const { fault, client } = this;
		if (fault.kind === 'cutBefore') {
			client.resetAndDestroy();
		} else if (fault.kind === 'instead') {
			if (client.writable) {
				client.end(fault.answer);
			}
		} else {
			this.server ??= this.open();
			this.server.write(bytes);
		}
	}

	end(): void {
		this.ended = true;
		for (const timer of this.timers) {
			clearTimeout(timer);
		}
		this.server?.destroy();
	}

	private open(): Socket {
		const server = this.dialServer();
		const { fault, client } = this;
		let answered = false;
		server.on('data', (bytes) => {
			if (fault.kind === 'cutAnswer') {
				client.resetAndDestroy();
			} else if (fault.kind === 'afterwards') {
				if (!answered) {
					client.end(fault.answer);
				}
			} else if (fault.kind === 'delay') {
				this.later(fault.ms, () => client.write(bytes));
			} else if (fault.kind === 'drip') {
				this.drip(bytes, fault.ms);
			} else {
				this.pass(bytes);
			}
			answered = true;
		});
		server.on('close', () => {
			// The client may be within its next exchange by then.
			if (fault.kind === 'pass' && !this.ended) {
				client.end();
			}
		});
		return server;
	}

	private pass(bytes: Buffer): void {
		const { fault, client } = this;
		if (fault.kind !== 'stall' && fault.kind !== 'cutBody') {
			client.write(bytes);
			return;
		}
		const bodyAt = this.passed === 0 ? Math.max(0, bytes.indexOf('\r\n\r\n') + 4) : 0;
		const head = fault.kind === 'cutBody' ? bodyAt : 0;
		const rest = Math.max(0, fault.bytes + head - this.passed);
		const part = bytes.subarray(0, rest);
		this.passed += part.length - head;
		client.write(part, () => {
			if (fault.kind === 'cutBody' && part.length < bytes.length) {
				if (fault.politely) {
					client.end();
				} else {
					client.resetAndDestroy();
				}
			}
		});
	}

	/** The answer may come in several parts: their bytes follow each other. */
	private drip(bytes: Buffer, ms: number): void {
		for (const byte of bytes) {
			this.dripped++;
			this.later(ms * this.dripped, () => this.client.write(Buffer.from([byte])));
		}
	}

	private later(ms: number, run: () => void): void {
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			if (this.client.writable) {
				run();
			}
		}, ms);
		this.timers.add(timer);
	}
}

/** A whole answer as it stands on the wire, its length told truly unless the headers say otherwise. */
export function answer(status: string, headers: Readonly<Record<string, string>>, body: string | Buffer): Buffer {
	const all = { 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close', ...headers };
	const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
	return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}
