/** Ready-made kinds of bad weather, by name. Data: whoever adds one adds a line. */
import type { Misbehaviour } from './types';

const SCENARIOS: Readonly<Record<string, readonly Misbehaviour[]>> = {
	calm: [],
	/** Every answer takes three seconds. */
	slow: [{ kind: 'latency', ms: 3000 }],
	/** Statistics take longer than their interval. */
	'slow-stats': [{ match: '/stats', kind: 'latency', ms: 8000 }],
	throttled: [{ kind: '429', retryAfter: 2 }],
	/** Throttled twice, then it works. */
	'throttled-twice': [{ kind: '429', retryAfter: 1, times: 2 }],
	outage: [{ kind: '500' }],
	'bad-gateway': [{ kind: '502html' }],
	/** Every third request is cut off. */
	flaky: [{ kind: 'drop', every: 3 }],
	offline: [{ kind: 'drop' }],
	hanging: [{ kind: 'hang' }],
	/** The configuration is taken, but its answer is lost. */
	'lost-answer': [{ match: 'POST /v2/', kind: 'dropAfter' }],
	'not-json': [{ kind: 'notJson' }],
	truncated: [{ kind: 'truncated' }],
	hostile: [{ kind: 'hostile' }],
	/** The same, in which the tasks with hostile texts have failed. */
	'hostile-failed': [{ kind: 'hostile', failed: true }],
	empty: [{ kind: 'empty' }],
	/** Each answer is an error that says back what was sent. */
	'echo-error': [{ kind: 'echo' }],
	'echo-fault': [{ kind: 'echo', status: 500 }],
	/** Each answer has what was sent among its fields. */
	'echo-details': [{ kind: 'echo', status: 200 }],
	'no-permission': [{ kind: 'forbidden' }],
	'no-sms': [{ match: '/v3/tasks', kind: 'forbidden' }],
	'no-dcs': [{ match: '/v2/', kind: 'forbidden' }],
	/** The user may see the server migrations of one enterprise project, the default one. */
	'one-enterprise-project': [{ match: /^GET \/v3\/tasks$/, kind: 'otherProject' }],
	'no-stats': [{ match: '/stats', kind: '500' }],
	'clock-skew': [{ kind: 'skew' }],
};

/** The names that `scenario` takes. */
export function scenarioNames(): readonly string[] {
	return Object.keys(SCENARIOS);
}

/** The rules of a scenario, undefined if there is none of that name. */
export function scenarioRules(name: string): readonly Misbehaviour[] | undefined {
	return Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name] : undefined;
}
