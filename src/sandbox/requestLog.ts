/** The last requests, without their secrets. */
import type { RecordedRequest } from './types';

const KEPT = 1000;
const SECRET_KEY = /pass|secret|token|credential|authorization|private|totp/i;

export class RequestLog {
	readonly #requests: RecordedRequest[] = [];
	total = 0;

	add(request: RecordedRequest): void {
		this.total += 1;
		this.#requests.push(request);
		if (this.#requests.length > KEPT) {
			this.#requests.shift();
		}
	}

	get all(): readonly RecordedRequest[] {
		return this.#requests.slice();
	}
}

/** A JSON body with the values of all secret keys masked; undefined for none, a remark for what is not JSON. */
export function maskedBody(body: string): unknown {
	if (body === '') {
		return undefined;
	}
	try {
		return JSON.parse(body, (key, value: unknown) =>
			SECRET_KEY.test(key) && (typeof value === 'string' || typeof value === 'number') ? '***' : value,
		);
	} catch {
		return '(not JSON)';
	}
}
