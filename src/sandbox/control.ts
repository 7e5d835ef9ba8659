/** The unsigned paths by which a test in another process steers the sandbox. Off unless asked for. */
import { KINDS } from './misbehave';
import type { Answer } from './respond';
import { ok } from './respond';
import { scenarioNames } from './scenarios';
import type { RawRequest } from './server';
import type { Misbehaviour } from './types';

export const CONTROL_PREFIX = '/__sandbox/';

export interface Controls {
	state(): Record<string, unknown>;
	lastConfigureBody(): unknown;
	misbehave(rule: Misbehaviour | null): void;
	play(scenario: string): void;
	advance(seconds: number): void;
	setWriters(task: string, writing: boolean): void;
}

/**
 * `GET state`, `GET last-configure-body`, `POST misbehave` (a rule, an array of rules, `{"scenario": name}`, or null to drop all),
 * `POST advance` (`{"seconds": n}`), `POST writers` (`{"task": name, "writing": false}`). A rule's `match` is a part of "METHOD path"; with `"regexp": true` it is a pattern.
 */
export function control(request: RawRequest, controls: Controls): Answer {
	const operation = `${request.method} ${request.path.slice(CONTROL_PREFIX.length)}`;
	if (operation === 'GET state') {
		return ok({ ...controls.state(), scenarios: scenarioNames() });
	}
	if (operation === 'GET last-configure-body') {
		return ok({ body: controls.lastConfigureBody() ?? null });
	}
	if (!['POST misbehave', 'POST advance', 'POST writers'].includes(operation)) {
		return failed(404, 'No such control.');
	}
	try {
		const body: unknown = JSON.parse(request.body === '' ? 'null' : request.body);
		if (operation === 'POST advance') {
			controls.advance(readSeconds(body));
		} else if (operation === 'POST writers') {
			controls.setWriters(...readWriters(body));
		} else {
			misbehave(body, controls);
		}
		return ok({ done: true });
	} catch (error) {
		return failed(400, error instanceof Error ? error.message : 'Not understood.');
	}
}

function misbehave(body: unknown, controls: Controls): void {
	if (body === null) {
		controls.misbehave(null);
	} else if (Array.isArray(body)) {
		// The first of several wins, so it goes in last.
		for (const rule of body.map(readRule).reverse()) {
			controls.misbehave(rule);
		}
	} else if (isObject(body) && typeof body.scenario === 'string') {
		controls.play(body.scenario);
	} else {
		controls.misbehave(readRule(body));
	}
}

/** Throws a TypeError that says what is wrong. */
function readRule(value: unknown): Misbehaviour {
	if (!isObject(value)) {
		throw new TypeError('A rule is an object.');
	}
	const kind = KINDS.find((known) => known === value.kind);
	if (!kind) {
		throw new TypeError(`kind is one of ${KINDS.join(', ')}.`);
	}
	const numbers: { times?: number; every?: number; ms?: number; retryAfter?: number; status?: number } = {};
	for (const key of ['times', 'every', 'ms', 'retryAfter', 'status'] as const) {
		const number = value[key];
		if (number === undefined || number === null) {
			continue;
		}
		if (typeof number !== 'number' || !(number >= 0)) {
			throw new TypeError(`${key} is a number that is not negative.`);
		}
		numbers[key] = number;
	}
	const rule = { kind, ...numbers, ...(kind === 'failItems' ? { failItems: readIds(value.failItems) } : {}) };
	if (value.match === undefined || value.match === null) {
		return rule;
	}
	if (typeof value.match !== 'string') {
		throw new TypeError('match is a string.');
	}
	return { ...rule, match: value.regexp === true ? new RegExp(value.match) : value.match };
}

function readIds(value: unknown): readonly string[] {
	if (!Array.isArray(value) || !value.every((id) => typeof id === 'string')) {
		throw new TypeError('failItems is an array of the ids of tasks.');
	}
	return value;
}

function readSeconds(value: unknown): number {
	const seconds = isObject(value) ? value.seconds : undefined;
	if (typeof seconds !== 'number' || !(seconds >= 0)) {
		throw new TypeError('seconds is a number that is not negative.');
	}
	return seconds;
}

function readWriters(value: unknown): [task: string, writing: boolean] {
	const { task, writing } = isObject(value) ? value : {};
	if (typeof task !== 'string' || typeof writing !== 'boolean') {
		throw new TypeError('task is a name, writing is true or false.');
	}
	return [task, writing];
}

function isObject(value: unknown): value is Record<string, unknown> {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function failed(status: number, error: string): Answer {
	return { status, body: { error } };
}
