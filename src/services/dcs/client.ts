/** Distributed Cache Service, API V2, data migration. Every call may throw a `CloudError`. */
import * as l10n from '@vscode/l10n';
import { CloudError } from '../../cloud/errors';
import type { CloudResponse } from '../../cloud/request';
import { type Operation, ServiceApi } from '../../cloud/serviceApi';
import type { Fields, WireRow } from '../../cloud/tableReader';
import { TaskListReader } from '../../cloud/taskListReader';
import { askableId, readPage, readTask, type TaskRow } from '../../cloud/taskPage';
import type { WholeList } from '../../core/list';
import { isRecord } from '../../core/values';
import type { CreationSource } from '../../migration/creation';
import type { InstanceSource } from '../../migration/instances';
import type { AskOptions, ServiceAction } from '../../migration/ports';
import type { LogPage, LogQuery } from '../../migration/taskLog';
import type { SourceDeps } from '../definition';
import { dcsCreations } from './creation';
import { DCS_ERROR_CODES, DCS_ERROR_WORDS } from './errorCodes';
import { dcsInstances } from './instances';
import { readLogPage } from './logPage';
import { DCS_CONFIGURED, type DCS_MIGRATION_TASK, DCS_RESULTS, DCS_STATS, DCS_TASKS } from './schema';

/** "Listing Migration Tasks". */
const LIST: Operation = {
	name: 'ListMigrationTask',
	method: 'GET',
	path: '/v2/{project_id}/migration-tasks',
	repeatable: true,
};
/** "Querying Details of a Data Migration Task". */
const SHOW: Operation = {
	name: 'ShowMigrationTask',
	method: 'GET',
	path: '/v2/{project_id}/migration-task/{task_id}',
	repeatable: true,
};
/** "Querying the Progress of an Online Migration Task". */
const SHOW_STATS: Operation = {
	name: 'ShowMigrationTaskStats',
	method: 'GET',
	path: '/v2/{project_id}/migration-task/{task_id}/stats',
	repeatable: true,
};

/** "Querying the Migration Log List". Open Telekom Cloud does not describe it: there, a gateway may know no such address. */
const LIST_LOGS: Operation = {
	name: 'ListMigrationTaskLogs',
	method: 'GET',
	path: '/v2/{project_id}/migration-task/{task_id}/logs',
	repeatable: true,
	rights: { actions: ['dcs:migrationTask:get'] },
};

/** Most tasks that a page of the list can have ("Listing Migration Tasks": 1–1,000; 10 where nothing is said). */
const PAGE = 1_000;

/** A task, from the list or from its details. */
export type DcsTaskRow = TaskRow<typeof DCS_MIGRATION_TASK>;

export interface ListQuery {
	/** A part of the name; without it, or with '', all tasks are listed. */
	readonly name?: string | undefined;
	readonly signal?: AbortSignal | undefined;
	/** Hears of rows as they arrive; rows may come twice. */
	readonly onRows?: ((rows: readonly DcsTaskRow[]) => void) | undefined;
}

/** To see tasks, to read one, and to configure it. */
const RIGHTS = ['dcs:migrationTask:list', 'dcs:migrationTask:get', 'dcs:migrationTask:modify'];

/** The calls of one project. A task that the service gave no id cannot be asked about (`invalid`, `noId`). */
export class DcsClient {
	private readonly api: ServiceApi;
	private readonly tasks: TaskListReader<typeof DCS_MIGRATION_TASK>;
	readonly instances: InstanceSource;
	readonly creations: CreationSource;

	constructor({ http, authorizer, endpoint, projectId, onMalformed }: SourceDeps) {
		this.api = new ServiceApi({
			http,
			authorizer,
			endpoint,
			scope: 'project',
			errorCodes: DCS_ERROR_CODES,
			errorWords: DCS_ERROR_WORDS,
			rights: { actions: RIGHTS },
			onMalformed,
			shared: async (operation) => {
				const id = await projectId();
				if (id === '') {
					throw new CloudError({ kind: 'project', reason: 'noProject', operation });
				}
				return { parameters: { project_id: id }, headers: { 'X-Project-Id': id } };
			},
		});
		this.instances = dcsInstances(this.api);
		this.creations = dcsCreations(this.api);
		this.tasks = new TaskListReader({
			kind: DCS_TASKS,
			limit: PAGE,
			note: this.api.note(LIST),
			notAList: (answer) => this.notAList(answer),
		});
	}

	/** All tasks, or those whose name the service finds. Every page is read. */
	listTasks({ name = '', signal, onRows }: ListQuery = {}): Promise<WholeList<DcsTaskRow>> {
		const filter = name === '' ? {} : { name };
		return this.tasks.read(
			name,
			(page, more) => this.api.send(LIST, { query: { ...page, ...filter }, ...more, signal }),
			onRows,
		);
	}

	/** Asks for a single task of the list, and throws where the answer is no list. */
	async probe(signal?: AbortSignal): Promise<void> {
		const answer = await this.api.send(LIST, { query: { offset: 0, limit: 1 }, signal });
		if (!readPage(DCS_TASKS, answer.json, this.api.note(LIST))) {
			throw this.notAList(answer);
		}
	}

	/** One task with its details, under the id that it was asked for by. Throws `noSuchTask` where it is gone. */
	async showTask(id: string, signal?: AbortSignal, options: AskOptions = {}): Promise<DcsTaskRow> {
		const answer = await this.api.send(SHOW, { ...options, taskId: id, signal });
		const row = readTask(DCS_TASKS, this.api.record(SHOW, answer), this.api.note(SHOW), '', id);
		return { ...row, id };
	}

	/** The live statistics of an online migration. */
	showStats(id: string, signal?: AbortSignal, options: AskOptions = {}): Promise<WireRow<typeof DCS_STATS>> {
		return this.api.read(SHOW_STATS, DCS_STATS, { ...options, taskId: id, signal });
	}

	/** A part of a task's log. Throws where the answer is no log; an entry of it that cannot be read hides no other. */
	async listLogs(id: string, { level, offset, limit, signal }: LogQuery): Promise<LogPage> {
		const query = { offset, limit, log_level: level };
		const answer = await this.api.send(LIST_LOGS, { taskId: id, query, signal });
		const page = readLogPage(answer.json, this.api.note(LIST_LOGS));
		if (!page) {
			throw this.api.unexpectedShape(LIST_LOGS.name, answer);
		}
		return page;
	}

	/** Runs an action on a task. Where the error says `sent`, nobody knows whether the service carried it out. */
	async run<I>(
		action: ServiceAction<I>,
		id: string,
		input: I,
		signal?: AbortSignal,
	): Promise<Fields<typeof DCS_CONFIGURED>> {
		const wireId = askableId(id) ?? id;
		const call = { taskId: id, signal, ...(action.body ? { body: action.body(input, wireId) } : {}) };
		if (action.anyAnswer) {
			const { json } = await this.api.send(action, call);
			return { error: leftOut(action, json, wireId) };
		}
		if (action.answersItems) {
			const { fields } = await this.api.read(action, DCS_RESULTS, call);
			const items = fields.migration_tasks;
			return { error: itemError(itemOf(items, wireId) ?? (items?.length === 1 ? items[0] : undefined)) };
		}
		return (await this.api.read(action, DCS_CONFIGURED, call)).fields;
	}

	/** Runs an action on several tasks with one request; what is wrong with each, '' where nothing is. */
	async runBatch(
		action: ServiceAction<never>,
		ids: readonly string[],
		signal?: AbortSignal,
	): Promise<ReadonlyMap<string, string>> {
		const { batch } = action;
		const operation = { ...action, ...batch };
		const call = { body: batch?.body(ids), signal };
		if (operation.answersItems) {
			const { fields } = await this.api.read(operation, DCS_RESULTS, call);
			return new Map(ids.map((id) => [id, itemError(itemOf(fields.migration_tasks, id))]));
		}
		const { json } = await this.api.send(operation, call);
		return new Map(ids.map((id) => [id, leftOut(action, json, id)]));
	}

	/** Method and path of the request that an action would send, to be shown. */
	describe(action: ServiceAction<never>, id: string): Promise<{ readonly method: string; readonly path: string }> {
		return this.api.describe(action, id);
	}

	private notAList(answer: CloudResponse): CloudError {
		return this.api.unexpectedShape(LIST.name, answer);
	}
}

/** Says so where the answer names those for which it is done, and this task is none of them; '' else. */
function leftOut({ answersIds }: Pick<ServiceAction, 'answersIds'>, answer: unknown, id: string): string {
	const ids = answersIds !== undefined && isRecord(answer) ? answer[answersIds] : undefined;
	return Array.isArray(ids) && !ids.includes(id)
		? l10n.t('The service left it out without saying why: it may be in a state in which this is not possible.')
		: '';
}

type Items = Fields<typeof DCS_RESULTS>['migration_tasks'];
type Item = NonNullable<Items>[number];

function itemOf(items: Items, id: string): Item | undefined {
	return items?.find(({ task_id }) => task_id === id);
}

/** Why the service did not do it for this task; '' where it did. An answer that has not the task says nothing against it. */
function itemError(item: Item | undefined): string {
	const result = item?.result?.trim() ?? '';
	return /^success$/i.test(result) ? '' : [item?.error_code, item?.error_msg].filter(Boolean).join(': ') || result;
}
