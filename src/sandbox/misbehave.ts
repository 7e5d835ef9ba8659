/** Which request goes wrong, and what it then gets. */

import { hostileDetail, hostileJson } from './malformedAnswers';
import type { Answer, ServiceName } from './respond';
import { forbidden, gatewayError, internalError, unauthenticated } from './respond';
import { scenarioNames, scenarioRules } from './scenarios';
import type { Misbehaviour, MisbehaviourKind } from './types';

interface ActiveRule {
	readonly rule: Misbehaviour;
	seen: number;
	used: number;
}

export const KINDS: readonly MisbehaviourKind[] = [
	'latency',
	'429',
	'500',
	'502html',
	'drop',
	'dropAfter',
	'hang',
	'notJson',
	'truncated',
	'hostile',
	'forbidden',
	'otherProject',
	'skew',
	'empty',
	'failItems',
	'echo',
];

/** The rules in force. */
export class Misbehaviours {
	#rules: ActiveRule[] = [];

	/** The newest rule comes first; `null` drops all. */
	add(rule: Misbehaviour | null): void {
		this.#rules = rule === null ? [] : [{ rule, seen: 0, used: 0 }, ...this.#rules];
	}

	/** Puts a scenario in place of all rules. Throws a RangeError on an unknown name. */
	play(name: string): void {
		const rules = scenarioRules(name);
		if (!rules) {
			throw new RangeError(`No scenario is called "${name}". There are: ${scenarioNames().join(', ')}.`);
		}
		this.#rules = rules.map((rule) => ({ rule, seen: 0, used: 0 }));
	}

	/** The rule for this request, counted as used. */
	take(method: string, path: string): Misbehaviour | undefined {
		const line = `${method} ${path}`;
		for (const active of this.#rules) {
			const { match, times, every = 1 } = active.rule;
			if (!matches(match, line) || (times !== undefined && active.used >= times)) {
				continue;
			}
			active.seen += 1;
			if (active.seen % every === 0) {
				active.used += 1;
				return active.rule;
			}
		}
		return undefined;
	}

	/** For the control path. */
	describe(): readonly Record<string, unknown>[] {
		return this.#rules.map(({ rule, used }) => ({ ...rule, match: rule.match?.toString(), used }));
	}
}

function matches(match: RegExp | string | undefined, line: string): boolean {
	if (match === undefined) {
		return true;
	}
	// search() ignores lastIndex, so that a global pattern does not remember its last use.
	return typeof match === 'string' ? line.includes(match) : line.search(match) >= 0;
}

/** The answer given in place of any work; undefined if the kind lets the work go on. */
export function refusal(
	rule: Misbehaviour,
	service: ServiceName,
	{ method, path, query }: { readonly method: string; readonly path: string; readonly query: string },
	requestId: string,
	now: number,
): Answer | undefined {
	switch (rule.kind) {
		case '429': {
			const message = 'The throttling threshold has been reached: policy user over ratelimit,limit:10,time:1 second';
			const answer = gatewayError(429, 'APIGW.0308', message, requestId);
			return rule.retryAfter === undefined
				? answer
				: { ...answer, headers: { 'Retry-After': String(rule.retryAfter) } };
		}
		case '500':
			return internalError(service);
		case '502html':
			return html(502, '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>');
		case 'forbidden':
			return forbidden(service, method, path);
		case 'otherProject': {
			const asked = new URLSearchParams(query).get('enterprise_project_id');
			return asked === (rule.project ?? '0') ? undefined : forbidden(service, method, path);
		}
		case 'skew':
			return {
				...unauthenticated('signature expired', requestId),
				headers: { Date: new Date(now + 3_600_000).toUTCString() },
			};
		default:
			return undefined;
	}
}

/** Spoils a good answer; one that is an error already stays as it is. */
export function corrupt(rule: Misbehaviour, answer: Answer, path: string): Answer {
	// The tasks that only hostile lists have are not known to the rest of the sandbox. DCS says so with a 400.
	const unknown = rule.kind === 'hostile' && (answer.status === 404 || answer.status === 400);
	const detail = unknown ? hostileDetail(path, rule.failed) : undefined;
	if (detail !== undefined) {
		return { status: 200, body: undefined, text: { type: 'application/json', content: detail } };
	}
	if (answer.status >= 400) {
		return answer;
	}
	switch (rule.kind) {
		case 'notJson':
			return html(200, '<!DOCTYPE html><html><body>Please sign in to the network.</body></html>');
		case 'empty':
			return { ...answer, status: 200, body: undefined };
		case 'truncated': {
			const whole = JSON.stringify(answer.body) ?? '';
			return { ...answer, text: { type: 'application/json', content: whole.slice(0, Math.floor(whole.length / 2)) } };
		}
		case 'hostile':
			return { ...answer, text: { type: 'application/json', content: hostileJson(path, answer.body, rule.failed) } };
		default:
			return answer;
	}
}

function html(status: number, content: string): Answer {
	return { status, body: undefined, text: { type: 'text/html', content } };
}
