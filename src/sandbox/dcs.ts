/** The DCS v2 operations that read, and the one that configures, each as its page has it. The caller is already known to be allowed. */

import type { Clock } from './clock';
import { isoDate } from './clock';
import { paging } from './dcsBody';
import { configured } from './dcsConfigure';
import { LOG_LEVELS, logRows } from './dcsLogs';
import { detailBody, listRow, statsBody } from './dcsRows';
import type { DcsTask } from './dcsTask';
import type { DcsTasks } from './dcsTasks';
import type { Instances } from './instanceChoice';
import { instanceDetail, instanceRow } from './instanceRows';
import type { Answer, SandboxRequest } from './respond';
import { dcsError, dcsNoTask, dcsNotNow, ok } from './respond';
import { readingOf } from './simulation';

export class Dcs {
	readonly #tasks: DcsTasks;
	readonly #instances: Instances;
	readonly #clock: Clock;
	readonly #seed: number;

	constructor(tasks: DcsTasks, instances: Instances, clock: Clock, seed: number) {
		this.#tasks = tasks;
		this.#instances = instances;
		this.#clock = clock;
		this.#seed = seed;
	}

	/** "Listing Migration Tasks": limit 1–1,000 (default 10), offset from 0, name a part of the name. */
	list(request: SandboxRequest): Answer {
		const page = paging(request.query, 1);
		if ('refused' in page) {
			return page.refused;
		}
		const { count, tasks } = this.#tasks.page(page.offset, page.limit, request.query.get('name') ?? '');
		return ok({ count, migration_tasks: tasks.map((task) => listRow(task, this.#clock)) });
	}

	/** "Querying Details of a Data Migration Task". */
	show(request: SandboxRequest): Answer {
		return this.#with(request, (task) => ok(detailBody(task, this.#clock)));
	}

	/** "Querying the Progress of an Online Migration Task". */
	stats(request: SandboxRequest): Answer {
		return this.#with(request, (task) => {
			const reading = readingOf(this.#seed, task, this.#clock.simulated(), this.#clock.speed);
			return reading ? ok(statsBody(task, reading)) : dcsNotNow();
		});
	}

	/** "Querying Migration Task Logs": limit from 0 (default 10), log_level one of four. */
	logs(request: SandboxRequest): Answer {
		return this.#with(request, (task) => {
			const page = paging(request.query, 0);
			if ('refused' in page) {
				return page.refused;
			}
			const level = request.query.get('log_level');
			if (level !== null && !LOG_LEVELS.some((known) => known === level)) {
				return dcsError(400, 'DCS.4063', 'Invalid {0} parameter in the request.');
			}
			const rows = logRows(task, level, this.#clock);
			return ok({ log_num: rows.length, migration_logs: rows.slice(page.offset, page.offset + page.limit) });
		});
	}

	/** "Configuring an Online Data Migration Task". Starts it. */
	configure(request: SandboxRequest): Answer {
		return this.#with(request, (task) => {
			const result = configured(task, request.body, this.#instances, this.#seed, this.#clock.simulated());
			if ('refused' in result) {
				return result.refused;
			}
			this.#tasks.change(result.task);
			return ok({ id: task.id, name: task.name, status: 'FULLMIGRATING', error: '' });
		});
	}

	/** "Querying All DCS Instances in a List", the parameters that a picker needs. */
	instances(request: SandboxRequest): Answer {
		const page = paging(request.query, 1);
		if ('refused' in page) {
			return page.refused;
		}
		const { query } = request;
		const name = query.get('name') ?? '';
		const exact = query.get('name_equal') === 'true';
		const found = this.#instances.all.filter(
			(instance) =>
				(exact ? instance.name === name : instance.name.includes(name)) &&
				(query.get('status') ?? instance.status) === instance.status &&
				(query.get('instance_id') ?? instance.id) === instance.id &&
				(query.get('ip') ?? instance.ip) === instance.ip,
		);
		const created = this.#instancesCreated();
		return ok({
			instance_num: found.length,
			instances: found.slice(page.offset, page.offset + page.limit).map((instance) => instanceRow(instance, created)),
		});
	}

	/** "Querying a DCS Instance". */
	instance(request: SandboxRequest): Answer {
		const found = this.#instances.find(request.params[1]);
		return found
			? ok(instanceDetail(found, this.#instancesCreated()))
			: dcsError(404, 'DCS.3022', 'This DCS instance does not exist.');
	}

	#instancesCreated(): string {
		return isoDate(this.#clock.at(-400 * 86_400));
	}

	#with(request: SandboxRequest, work: (task: DcsTask) => Answer): Answer {
		const task = this.#tasks.find(request.params[1] ?? '');
		return task ? work(task) : dcsNoTask();
	}
}
