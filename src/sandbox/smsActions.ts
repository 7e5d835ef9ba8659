/** The SMS v3 operations that change tasks, each as its page has it. The caller is already known to be allowed. */
import { isBucketName } from './buckets';
import type { Clock } from './clock';
import { asObject, parsedObject } from './json';
import type { Answer, SandboxRequest } from './respond';
import { ok, smsError, smsInvalid, smsNoTask } from './respond';
import { OPERATIONS } from './smsOperations';
import type { SmsTask, SpeedLimit } from './smsTask';
import { stateOf } from './smsTask';
import type { SmsTasks } from './smsTasks';

/** `ids` of one request: 1–50. */
const MOST_DELETED = 50;
const DELETABLE = /^(READY|ABORT|.*FAIL|.*SUCCESS)$/;
const TIME_OF_DAY = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

export class SmsActions {
	readonly #tasks: SmsTasks;
	readonly #clock: Clock;

	constructor(tasks: SmsTasks, clock: Clock) {
		this.#tasks = tasks;
		this.#clock = clock;
	}

	/** "Managing a Migration Task": 200 without a body. */
	act(request: SandboxRequest): Answer {
		return this.#with(request, (task, time, body) => {
			const operation = typeof body.operation === 'string' ? OPERATIONS.get(body.operation) : undefined;
			if (!operation) {
				return smsInvalid('operation');
			}
			for (const flag of ['switch_hce', 'is_need_consistency_check']) {
				if (body[flag] !== undefined && typeof body[flag] !== 'boolean') {
					return smsInvalid(flag);
				}
			}
			if (!operation.from.includes(stateOf(task, time))) {
				return smsError(400, ...operation.refusal);
			}
			return this.#changed(operation.apply(task, time));
		});
	}

	/** "Querying Traffic Limits". */
	speedLimits(request: SandboxRequest): Answer {
		const task = this.#find(request);
		return task ? ok({ speed_limit: task.limits ?? [] }) : smsNoTask();
	}

	/** "Setting Traffic Limits": puts them in place of those there are. */
	limitSpeed(request: SandboxRequest): Answer {
		return this.#with(request, (task, _time, { speed_limit: limits }) => {
			if (!Array.isArray(limits)) {
				return smsInvalid('speed_limit');
			}
			const read = limits.map(readLimit).filter((limit) => limit !== undefined);
			return read.length === limits.length ? this.#changed({ ...task, limits: read }) : smsInvalid('speed_limit');
		});
	}

	/** "Collecting Logs": into a bucket; `log_collect_status` of the list tells how it goes. It fails where there is no such bucket. */
	collectLogs(request: SandboxRequest): Answer {
		return this.#with(request, (task, time, { log_bucket: bucket }) =>
			isBucketName(bucket)
				? this.#changed({ ...task, logsAskedAt: time, logBucket: bucket })
				: smsInvalid('log_bucket'),
		);
	}

	/** "Deleting a Migration Task": DELETING for a while, and then gone. */
	remove(request: SandboxRequest): Answer {
		return this.#delete([request.params[0] ?? '']);
	}

	/** "Deleting Migration Tasks in Batches": all of them, or none. */
	removeAll(request: SandboxRequest): Answer {
		const ids = parsedObject(request.body)?.ids;
		return Array.isArray(ids) &&
			ids.length >= 1 &&
			ids.length <= MOST_DELETED &&
			ids.every((id): id is string => typeof id === 'string')
			? this.#delete(ids)
			: smsInvalid('ids');
	}

	#delete(ids: readonly string[]): Answer {
		const time = this.#clock.simulated();
		const tasks = ids.map((id) => this.#tasks.find(id)).filter((task) => task !== undefined);
		if (tasks.length < ids.length) {
			return smsNoTask();
		}
		if (!tasks.every((task) => DELETABLE.test(stateOf(task, time)))) {
			return smsError(400, 'SMS.2015', 'Tasks that are being executed or stopped cannot be deleted.');
		}
		for (const task of tasks) {
			this.#tasks.delete(task);
		}
		return ok(undefined);
	}

	#find(request: SandboxRequest): SmsTask | undefined {
		return this.#tasks.find(request.params[0] ?? '');
	}

	#with(
		request: SandboxRequest,
		work: (task: SmsTask, time: number, body: Readonly<Record<string, unknown>>) => Answer,
	): Answer {
		const task = this.#find(request);
		if (!task) {
			return smsNoTask();
		}
		const body = parsedObject(request.body);
		return body ? work(task, this.#clock.simulated(), body) : smsInvalid('body');
	}

	#changed(task: SmsTask): Answer {
		this.#tasks.change(task);
		return ok(undefined);
	}
}

/** One limit, with the fields that the page knows; undefined if one of them is wrong. */
function readLimit(value: unknown): SpeedLimit | undefined {
	const { start, end, speed, over_speed_threshold: threshold } = asObject(value) ?? {};
	if (typeof start !== 'string' || typeof end !== 'string' || ![start, end].every((time) => TIME_OF_DAY.test(time))) {
		return undefined;
	}
	if (typeof speed !== 'number' || !Number.isInteger(speed) || speed < 0 || speed > 1000) {
		return undefined;
	}
	if (threshold === undefined) {
		return { start, end, speed };
	}
	return typeof threshold === 'number' && threshold >= 0
		? { start, end, speed, over_speed_threshold: threshold }
		: undefined;
}
