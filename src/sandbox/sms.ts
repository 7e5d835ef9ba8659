/** The SMS v3 operations, each as its page has it. The caller is already known to be allowed. */
import type { Clock } from './clock';
import type { Answer, SandboxRequest } from './respond';
import { ok, smsError, wholeNumber } from './respond';
import { GeneratedSmsTasks, SMS_FIXTURES } from './smsFixtures';
import { consistencyChecks, smsDetail, smsRow } from './smsRows';
import type { SmsTask } from './smsTask';
import { stateOf } from './smsTask';

/** The states that the filter knows; answers have SYNC_SUCCESS, SYNC_FAIL, SKIPPING and RESETING too. */
const FILTER_STATES: readonly string[] = [
	'READY',
	'RUNNING',
	'SYNCING',
	'MIGRATE_SUCCESS',
	'MIGRATE_FAIL',
	'ABORTING',
	'ABORT',
	'DELETING',
	'SYNC_F_ROLLBACKING',
	'SYNC_F_ROLLBACK_SUCCESS',
];

export class Sms {
	readonly #fixtures: readonly SmsTask[];
	readonly #generated: GeneratedSmsTasks;
	readonly #seed: number;
	readonly #clock: Clock;

	/** `more`: named tasks beside the fixtures. */
	constructor(seed: number, generated: number, clock: Clock, more: readonly SmsTask[] = []) {
		this.#seed = seed;
		this.#fixtures = [...SMS_FIXTURES, ...more];
		this.#generated = new GeneratedSmsTasks(seed, generated);
		this.#clock = clock;
	}

	get count(): number {
		return this.#fixtures.length + this.#generated.count;
	}

	/** "Listing Migration Tasks" of SMS: limit 0–200 (default 100), offset 0–65,535; `count` ignores the paging. */
	list(request: SandboxRequest): Answer {
		const { query } = request;
		const limit = wholeNumber(query.get('limit'), 100, 0, 200);
		const offset = wholeNumber(query.get('offset'), 0, 0, 65_535);
		if (limit === undefined) {
			return invalid('limit');
		}
		if (offset === undefined) {
			return invalid('offset');
		}
		const state = query.get('state');
		if (state !== null && !FILTER_STATES.includes(state)) {
			return invalid('state');
		}
		const tooLong = FIELDS.find(([name, low, high]) => outside(query.get(name), low, high));
		if (tooLong) {
			return invalid(tooLong[0]);
		}
		const { count, tasks } = this.#page(offset, limit, query);
		const time = this.#clock.simulated();
		return ok({ count, tasks: tasks.map((task) => smsRow(task, this.#seed, time, this.#clock)) });
	}

	/** "Querying a Migration Task with a Specified ID". */
	show(request: SandboxRequest): Answer {
		const task = this.#find(request);
		return task ? ok(smsDetail(task, this.#seed, this.#clock.simulated(), this.#clock)) : noTask();
	}

	/** "Obtaining Consistency Verification Results". */
	consistency(request: SandboxRequest): Answer {
		const task = this.#find(request);
		return task
			? ok({ task_id: task.id, result_list: consistencyChecks(task, this.#clock.simulated(), this.#clock) })
			: noTask();
	}

	#find(request: SandboxRequest): SmsTask | undefined {
		const id = request.params[0] ?? '';
		return this.#fixtures.find((candidate) => candidate.id === id) ?? this.#generated.find(id);
	}

	#page(
		offset: number,
		limit: number,
		query: URLSearchParams,
	): { readonly count: number; readonly tasks: readonly SmsTask[] } {
		if (!FILTERS.some((name) => query.get(name) !== null)) {
			const tasks: SmsTask[] = [];
			for (let n = offset; n < Math.min(this.count, offset + limit); n++) {
				tasks.push(this.#nth(n));
			}
			return { count: this.count, tasks };
		}
		const time = this.#clock.simulated();
		const found: SmsTask[] = [];
		for (let n = 0; n < this.count; n++) {
			const task = this.#nth(n);
			if (matches(task, query, time)) {
				found.push(task);
			}
		}
		return { count: found.length, tasks: found.slice(offset, offset + limit) };
	}

	#nth(n: number): SmsTask {
		return this.#fixtures[n] ?? this.#generated.task(n - this.#fixtures.length);
	}
}

function noTask(): Answer {
	return smsError(404, 'SMS.2252', 'The task does not exist.');
}

const FILTERS = ['state', 'name', 'id', 'source_server_id', 'enterprise_project_id'] as const;

/** No page names a code for this; the gateway's own for a bad request. */
function invalid(parameter: string): Answer {
	return smsError(400, 'APIGW.0602', `Bad request: invalid parameter ${parameter}.`);
}

/** Lengths that the page allows. */
const FIELDS: readonly (readonly [string, number, number])[] = [
	['name', 0, 255],
	['id', 1, 36],
	['source_server_id', 1, 36],
	['enterprise_project_id', 0, 255],
];

function outside(value: string | null, low: number, high: number): boolean {
	return value !== null && (value.length < low || value.length > high);
}

function matches(task: SmsTask, query: URLSearchParams, time: number): boolean {
	return (
		task.name.includes(query.get('name') ?? '') &&
		(query.get('id') ?? task.id) === task.id &&
		(query.get('state') ?? '') === (query.get('state') === null ? '' : stateOf(task, time)) &&
		(query.get('source_server_id') ?? task.source?.id) === task.source?.id &&
		(query.get('enterprise_project_id') || task.enterpriseProject) === task.enterpriseProject
	);
}
