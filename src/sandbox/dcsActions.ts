/** The DCS v2 operations that change tasks, each as its page has it; all but the configuration. The caller is already known to be allowed. */
import type { Clock } from './clock';
import { invalid, readBody } from './dcsBody';
import type { Change } from './dcsChanges';
import { exchanged, isDeletable, restarted, resuming, rolledBack, stopped, syncStopped } from './dcsChanges';
import { detailBody } from './dcsRows';
import type { DcsTask } from './dcsTask';
import type { DcsTasks } from './dcsTasks';
import { parsedObject } from './json';
import type { Answer, SandboxRequest } from './respond';
import { dcsError, dcsNoTask, dcsNotNow, internalError, ok } from './respond';

/** "At most 50" tasks are restarted at a time. */
const MOST_RESTARTS = 50;
/** Both forms of task ids: 32 digits, with dashes and without. */
const TASK_ID = /^[0-9a-f]{8}(-?)([0-9a-f]{4}\1){3}[0-9a-f]{12}$/i;

export class DcsActions {
	readonly #tasks: DcsTasks;
	readonly #clock: Clock;
	readonly #seed: number;

	constructor(tasks: DcsTasks, clock: Clock, seed: number) {
		this.#tasks = tasks;
		this.#clock = clock;
		this.#seed = seed;
	}

	/** "Stopping a Data Migration Task": answers the details. */
	stop(request: SandboxRequest): Answer {
		return this.#change(request, stopped, (task) => ok(detailBody(task, this.#clock)));
	}

	/** "Stopping Synchronization of a Data Migration Task": only in the incremental phase. */
	stopSync(request: SandboxRequest): Answer {
		return this.#change(request, syncStopped, NO_CONTENT);
	}

	/** "Configuring Automatic Reconnection": the codes of its page are of the older kind. */
	update(request: SandboxRequest): Answer {
		const mode = parsedObject(request.body)?.resume_mode;
		if (!this.#find(request)) {
			return dcsNoTask();
		}
		return mode === 'auto' || mode === 'manual'
			? this.#change(request, resuming(mode), () => ok('success'))
			: dcsError(400, '111400063', 'Invalid resume_mode parameter in the request.');
	}

	/** "Stopping Data Migration Tasks in Batches": 200, and of each task whether it was stopped. */
	batchStop(request: SandboxRequest): Answer {
		const read = readIds(request.body, 'migration_tasks');
		if ('refused' in read) {
			return read.refused;
		}
		return read.ids.every((id) => TASK_ID.test(id))
			? this.#batch(request, read.ids, stopped)
			: dcsError(400, 'DCS.4855', 'invalid migration task id in the request.');
	}

	/** "Restarting Online Migration Tasks in Batches": likewise. */
	batchRestart(request: SandboxRequest): Answer {
		const read = readIds(request.body, 'migration_tasks');
		if ('refused' in read) {
			return read.refused;
		}
		return read.ids.length > MOST_RESTARTS
			? invalid('migration_tasks')
			: this.#batch(request, read.ids, restarted(this.#seed));
	}

	/** "Deleting a Data Migration Task": answers the ids of those that will be gone; unknown ones, and those that run, are passed over. */
	remove(request: SandboxRequest): Answer {
		const read = readIds(request.body, 'task_id_list');
		if ('refused' in read) {
			return read.refused;
		}
		const time = this.#clock.simulated();
		const deleted = read.ids.filter((id) => {
			const task = request.failItems.includes(id) ? undefined : this.#tasks.find(id);
			if (!task || !isDeletable(task, time)) {
				return false;
			}
			this.#tasks.delete(task);
			return true;
		});
		return ok({ task_id_list: deleted });
	}

	/** "Switching IP Addresses": of two DCS instances of Redis 4.0 or later with the same port, in the incremental phase. */
	exchangeIp(request: SandboxRequest): Answer {
		if (!this.#find(request)) {
			return dcsNoTask();
		}
		const read = readBody(request.body);
		if ('refused' in read) {
			return read.refused;
		}
		const { exchanged_ip: addresses, is_exchange_domain: domains } = read.body;
		if (typeof domains !== 'boolean') {
			return invalid('is_exchange_domain');
		}
		// Without addresses there are the domain names to switch, or nothing.
		return isTexts(addresses) && (addresses.length > 0 || domains)
			? this.#change(request, exchanged, NO_CONTENT)
			: invalid('exchanged_ip');
	}

	/** "Rolling Back the IP Addresses": only after they were switched. */
	rollbackIp(request: SandboxRequest): Answer {
		return this.#change(request, rolledBack, NO_CONTENT);
	}

	#find(request: SandboxRequest): DcsTask | undefined {
		return this.#tasks.find(request.params[1] ?? '');
	}

	#change(request: SandboxRequest, change: Change, answer: (task: DcsTask) => Answer): Answer {
		const task = this.#find(request);
		if (!task) {
			return dcsNoTask();
		}
		const changed = change(task, this.#clock.simulated());
		if (!changed) {
			return dcsNotNow();
		}
		this.#tasks.change(changed);
		return answer(changed);
	}

	#batch(request: SandboxRequest, ids: readonly string[], change: Change): Answer {
		return ok({
			migration_tasks: ids.map((id) => {
				const refused = request.failItems.includes(id) ? internalError('dcs') : this.#refusal(id, change);
				return refused ? { result: 'failed', task_id: id, ...errorOf(refused) } : { result: 'success', task_id: id };
			}),
		});
	}

	/** Changes a task; says why not where it cannot. */
	#refusal(id: string, change: Change): Answer | undefined {
		const task = this.#tasks.find(id);
		const changed = task && change(task, this.#clock.simulated());
		if (changed) {
			this.#tasks.change(changed);
			return undefined;
		}
		return task ? dcsNotNow() : dcsNoTask();
	}
}

const NO_CONTENT = (): Answer => ok(undefined, 204);

/** What an error's body says of one task among several. */
function errorOf({ body }: Answer): Record<string, unknown> {
	const { error_code, error_msg } = body as Record<string, unknown>;
	return { error_code, error_msg };
}

function readIds(
	text: string,
	field: 'migration_tasks' | 'task_id_list',
): { readonly ids: readonly string[] } | { readonly refused: Answer } {
	const read = readBody(text);
	if ('refused' in read) {
		return read;
	}
	const ids = read.body[field];
	return isTexts(ids) && ids.length > 0 ? { ids } : { refused: invalid(field) };
}

function isTexts(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
}
