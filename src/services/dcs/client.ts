/** Distributed Cache Service, API V2, data migration: the four documented calls. */

import { address } from '../../cloud/buildUrl';
import { CloudError } from '../../cloud/errors';
import { type Authorizer, type CloudHttp, type CloudRequest, type CloudResponse, misshapen } from '../../cloud/http';
import { readAll } from '../../cloud/paging';
import { isRecord, type Note, noteOnce, readRow, type Table, type WireRow } from '../../cloud/tableReader';
import {
	askableId,
	distinct,
	identityOf,
	readPage,
	readTask,
	type TaskRow,
	type TaskTable,
} from '../../cloud/taskPage';
import { type ConfigureBody, DCS_CONFIGURED, DCS_LISTED_TASK, DCS_STATS, DCS_TASK } from './schema';

export type { ConfigureBody, ConfigureInstance } from './schema';

/** A task as the list has it. */
export type DcsListedTask = TaskRow<typeof DCS_LISTED_TASK>;
/** A task with its details. */
export type DcsTask = TaskRow<typeof DCS_TASK>;
export type DcsTaskStats = WireRow<typeof DCS_STATS>;
export type ConfigureAnswer = WireRow<typeof DCS_CONFIGURED>;

export interface DcsTaskList {
	readonly tasks: readonly DcsListedTask[];
	/** What the service counts, if it says it. Whether that heeds the name filter is not documented. */
	readonly count: number | undefined;
	/** Rows that are no tasks at all. */
	readonly unreadable: number;
	/** False where tasks may be missing. */
	readonly complete: boolean;
}

export interface DcsOptions {
	/** Address of the service, e.g. `https://dcs.eu-de.otc.t-systems.com`. */
	readonly endpoint: string;
	readonly projectId: () => string | Promise<string>;
	/** Told once of each kind of oddity in the answers; for the log. */
	readonly onMalformed?: (note: string) => void;
}

/** Most tasks a page of the list can have ("Listing Migration Tasks": 1–1,000; 10 where nothing is said). */
const PAGE = 1_000;

const LISTED = kindOf(DCS_LISTED_TASK);
const DETAIL = kindOf(DCS_TASK);

function kindOf<
	T extends Table & { readonly task_id: 'string'; readonly task_name: 'string'; readonly created_at: 'string' },
>(table: T): TaskTable<T> {
	return { table, list: 'migration_tasks', id: 'task_id', name: 'task_name', created: 'created_at' };
}

/** Every call may throw a `CloudError`. */
export class DcsClient {
	private readonly notes: (operation: string) => Note;

	constructor(
		private readonly http: CloudHttp,
		private readonly authorizer: Authorizer,
		private readonly options: DcsOptions,
	) {
		this.notes = noteOnce(options.onMalformed);
	}

	/** All tasks, or those whose name the service finds ("Listing Migration Tasks"). Every page is read. */
	async listTasks({
		name,
		signal,
	}: {
		readonly name?: string | undefined;
		readonly signal?: AbortSignal | undefined;
	} = {}): Promise<DcsTaskList> {
		const list = await readAll<DcsListedTask>((offset, limit) => this.readPage({ offset, limit, name, signal }), {
			limit: PAGE,
			identity: identityOf(LISTED),
		});
		return { ...list, tasks: distinct(LISTED, list.rows) };
	}

	/** One page as it is: `offset` counts tasks from 0, `limit` is 1–1,000. */
	async listPage(page: {
		readonly offset: number;
		readonly limit: number;
		readonly name?: string | undefined;
		readonly signal?: AbortSignal | undefined;
	}): Promise<DcsTaskList> {
		const { rows, count, unreadable } = await this.readPage(page);
		return {
			tasks: distinct(LISTED, rows),
			count,
			unreadable: unreadable.length,
			complete: count !== undefined && count <= rows.length,
		};
	}

	/** One task ("Querying Details of a Data Migration Task"). Throws `noSuchTask` where it is gone. */
	async showTask(id: string, signal?: AbortSignal): Promise<DcsTask> {
		const operation = 'ShowMigrationTask';
		const wireId = this.askable(operation, id);
		const answer = await this.ask(operation, 'GET', ['migration-task', wireId], { signal });
		return { ...readTask(DETAIL, this.record(operation, answer), this.notes(operation), '', wireId), id };
	}

	/** A task's live statistics ("Querying the Progress of an Online Migration Task"). */
	async showStats(id: string, signal?: AbortSignal): Promise<DcsTaskStats> {
		const operation = 'ShowMigrationTaskStats';
		const answer = await this.ask(operation, 'GET', ['migration-task', this.askable(operation, id), 'stats'], {
			signal,
		});
		return readRow(DCS_STATS, this.record(operation, answer), this.notes(operation));
	}

	/**
	 * Configures and starts an online migration ("Configuring an Online Data Migration Task"). Never repeated by itself; where the error
	 * says `sent`, nobody knows whether the service carried it out.
	 */
	async configureOnlineTask(id: string, body: ConfigureBody, signal?: AbortSignal): Promise<ConfigureAnswer> {
		const operation = 'SetOnlineMigrationTask';
		const answer = await this.ask(operation, 'POST', ['migration', this.askable(operation, id), 'task'], {
			body: JSON.stringify(body),
			signal,
		});
		return readRow(DCS_CONFIGURED, this.record(operation, answer), this.notes(operation));
	}

	/** Path of the request that `configureOnlineTask` sends, to be shown. */
	async configurePath(id: string): Promise<string> {
		const operation = 'SetOnlineMigrationTask';
		const path = ['v2', await this.project(operation), 'migration', this.askable(operation, id), 'task'];
		return address(operation, this.options.endpoint, path).pathname;
	}

	private async readPage({
		offset,
		limit,
		name,
		signal,
	}: {
		offset: number;
		limit: number;
		name?: string | undefined;
		signal?: AbortSignal | undefined;
	}) {
		const operation = 'ListMigrationTask';
		const query = { offset, limit, name: name === '' ? undefined : name };
		const answer = await this.ask(operation, 'GET', ['migration-tasks'], { query, signal });
		const page = readPage(LISTED, answer.json, this.notes(operation));
		if (!page) throw misshapen(operation, answer, this.options.endpoint);
		return page;
	}

	private async ask(
		operation: string,
		method: CloudRequest['method'],
		path: readonly string[],
		{
			query,
			body,
			signal,
		}: { query?: Record<string, string | number | undefined>; body?: string; signal?: AbortSignal | undefined },
	): Promise<CloudResponse> {
		const projectId = await this.project(operation);
		return this.http.send(
			{
				operation,
				method,
				url: address(operation, this.options.endpoint, ['v2', projectId, ...path], query),
				scope: 'project',
				headers: { 'X-Project-Id': projectId },
				repeatable: method === 'GET',
				aboutTask: path.length > 1,
				signal,
				...(body === undefined ? {} : { body }),
			},
			this.authorizer,
		);
	}

	private async project(operation: string): Promise<string> {
		const projectId = await this.options.projectId();
		if (!projectId) throw new CloudError({ kind: 'project', reason: 'noProject', operation });
		return projectId;
	}

	private askable(operation: string, id: string): string {
		const wireId = askableId(id);
		if (wireId === undefined) throw new CloudError({ kind: 'invalid', reason: 'noId', operation });
		return wireId;
	}

	private record(operation: string, answer: CloudResponse): Record<string, unknown> {
		if (!isRecord(answer.json))
			throw misshapen(operation, answer, this.options.endpoint, operation === 'SetOnlineMigrationTask');
		return answer.json;
	}
}
