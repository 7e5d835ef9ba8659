/** The SMS v3 operations that read, each as its page has it. The caller is already known to be allowed. */
import type { Clock } from './clock';
import type { Answer, SandboxRequest } from './respond';
import { ok, smsInvalid, smsNoTask, wholeNumber } from './respond';
import { consistencyChecks, smsDetail, smsRow } from './smsRows';
import type { SmsTask } from './smsTask';
import { stateOf } from './smsTask';
import type { SmsTasks } from './smsTasks';

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
	readonly #tasks: SmsTasks;
	readonly #clock: Clock;
	readonly #seed: number;

	constructor(tasks: SmsTasks, clock: Clock, seed: number) {
		this.#tasks = tasks;
		this.#clock = clock;
		this.#seed = seed;
	}

	/** "Listing Migration Tasks" of SMS: limit 0–200 (default 100), offset 0–65,535; `count` ignores the paging. */
	list(request: SandboxRequest): Answer {
		const { query } = request;
		const limit = wholeNumber(query.get('limit'), 100, 0, 200);
		const offset = wholeNumber(query.get('offset'), 0, 0, 65_535);
		if (limit === undefined) {
			return smsInvalid('limit');
		}
		if (offset === undefined) {
			return smsInvalid('offset');
		}
		const state = query.get('state');
		if (state !== null && !FILTER_STATES.includes(state)) {
			return smsInvalid('state');
		}
		const tooLong = FIELDS.find(([name, low, high]) => outside(query.get(name), low, high));
		if (tooLong) {
			return smsInvalid(tooLong[0]);
		}
		const { count, tasks } = this.#page(offset, limit, query);
		const time = this.#clock.simulated();
		return ok({ count, tasks: tasks.map((task) => smsRow(task, this.#seed, time, this.#clock)) });
	}

	/** "Querying a Migration Task with a Specified ID". */
	show(request: SandboxRequest): Answer {
		const task = this.#find(request);
		return task ? ok(smsDetail(task, this.#seed, this.#clock.simulated(), this.#clock)) : smsNoTask();
	}

	/** "Obtaining Consistency Verification Results". */
	consistency(request: SandboxRequest): Answer {
		const task = this.#find(request);
		return task
			? ok({ task_id: task.id, result_list: consistencyChecks(task, this.#clock.simulated(), this.#clock) })
			: smsNoTask();
	}

	#find(request: SandboxRequest): SmsTask | undefined {
		return this.#tasks.find(request.params[0] ?? '');
	}

	#page(
		offset: number,
		limit: number,
		query: URLSearchParams,
	): { readonly count: number; readonly tasks: readonly SmsTask[] } {
		if (!FILTERS.some((name) => query.get(name) !== null)) {
			return this.#tasks.page(offset, limit);
		}
		const time = this.#clock.simulated();
		const found = this.#tasks.page(0).tasks.filter((task) => matches(task, query, time));
		return { count: found.length, tasks: found.slice(offset, offset + limit) };
	}
}

const FILTERS = ['state', 'name', 'id', 'source_server_id', 'enterprise_project_id'] as const;

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
