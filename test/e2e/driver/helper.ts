import { request } from 'node:http';

/** Speaks with the helper extension inside the extension host. */
export class Helper {
	readonly socket: string;

	constructor(socket: string) {
		this.socket = socket;
	}

	/** @throws Error with the message of what failed in the extension host */
	ask(operation: string, parameters: Record<string, unknown> = {}): Promise<unknown> {
		return new Promise((resolve, reject) => {
			// A connection of its own for each: a kept one would stay with an extension host that a newer one has taken over from.
			const outgoing = request({ socketPath: this.socket, method: 'POST', agent: false }, (response) => {
				let body = '';
				response.setEncoding('utf8');
				response.on('data', (chunk) => {
					body += chunk;
				});
				response.on('end', () => {
					const answer = JSON.parse(body) as { value?: unknown; error?: string };
					if (answer.error === undefined) {
						resolve(answer.value);
					} else {
						reject(new Error(answer.error));
					}
				});
				response.on('error', reject);
			});
			outgoing.on('error', reject);
			outgoing.end(JSON.stringify({ operation, ...parameters }));
		});
	}
}
