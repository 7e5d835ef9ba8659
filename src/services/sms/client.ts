/** Server Migration Service, API v3: the list of migration tasks and one task. One address serves all regions of an account. */

import { address } from '../../cloud/buildUrl';
import { CloudError } from '../../cloud/errors';
import { type Authorizer, type CloudHttp, type CloudResponse, misshapen } from '../../cloud/http';
import { readAll } from '../../cloud/paging';
import { isRecord, type Note, noteOnce, type Table } from '../../cloud/tableReader';
import {
	askableId,
	distinct,
	identityOf,
	readPage,
	readTask,
	type TaskRow,
	type TaskTable,
} from '../../cloud/taskPage';
import { SMS_LISTED_TASK, SMS_TASK } from './schema';

/** A task as the list has it. */
export type SmsListedTask = TaskRow<typeof SMS_LISTED_TASK>;
/** A task with its details. */
export type SmsTask = TaskRow<typeof SMS_TASK>;

export interface SmsTaskList {
	readonly tasks: readonly SmsListedTask[];
	/** How many tasks fit the filter, whatever the page. */
	readonly count: number | undefined;
	/** Rows that are no tasks at all. */
	readonly unreadable: number;
	/** False where tasks may be missing; always so beyond 65,735 tasks, which the service cannot page. */
	readonly complete: boolean;
}

/** The ten states that the list can be filtered by. */
export type SmsFilterState =
	| 'READY'
	| 'RUNNING'
	| 'SYNCING'
	| 'MIGRATE_SUCCESS'
	| 'MIGRATE_FAIL'
	| 'ABORTING'
	| 'ABORT'
	| 'DELETING'
	| 'SYNC_F_ROLLBACKING'
	| 'SYNC_F_ROLLBACK_SUCCESS';

/** What the list can be narrowed down by ("Listing Migration Tasks" of SMS). */
export interface SmsFilter {
	/** The service answers with other states too, which it does not filter by. */
	readonly state?: SmsFilterState | undefined;
	readonly name?: string | undefined;
	readonly id?: string | undefined;
	readonly sourceServerId?: string | undefined;
	readonly enterpriseProjectId?: string | undefined;
	readonly signal?: AbortSignal | undefined;
}

export interface SmsOptions {
	readonly endpoint: string;
	/** The account's id, sent as X-Domain-Id where it is known. */
	readonly domainId?: (signal?: AbortSignal) => string | undefined | Promise<string | undefined>;
	/** Told once of each kind of oddity in the answers; for the log. */
	readonly onMalformed?: (note: string) => void;
}

/** Most tasks a page can have, and the highest position it can begin at. */
const PAGE = 200;
const MAX_OFFSET = 65_535;

const LISTED = kindOf(SMS_LISTED_TASK);
const DETAIL = kindOf(SMS_TASK);

function kindOf<T extends Table & { readonly id: 'string'; readonly name: 'string'; readonly create_date: 'number' }>(
	table: T,
): TaskTable<T> {
	return { table, list: 'tasks', id: 'id', name: 'name', created: 'create_date' };
}

/** Every call may throw a `CloudError`. */
export class SmsClient {
	private readonly notes: (operation: string) => Note;

	constructor(
		private readonly http: CloudHttp,
		private readonly authorizer: Authorizer,
		private readonly options: SmsOptions,
	) {
		this.notes = noteOnce(options.onMalformed);
	}

	/** All tasks that fit the filter ("Listing Migration Tasks"). Every page is read. */
	async listTasks(filter: SmsFilter = {}): Promise<SmsTaskList> {
		const list = await readAll<SmsListedTask>((offset, limit) => this.readPage({ ...filter, offset, limit }), {
			limit: PAGE,
			maxOffset: MAX_OFFSET,
			identity: identityOf(LISTED),
		});
		return { ...list, tasks: distinct(LISTED, list.rows) };
	}

	/** One page as it is: `offset` 0–65,535 counts tasks, `limit` is 0–200. */
	async listPage(page: SmsFilter & { readonly offset: number; readonly limit: number }): Promise<SmsTaskList> {
		const { rows, count, unreadable } = await this.readPage(page);
		return {
			tasks: distinct(LISTED, rows),
			count,
			unreadable: unreadable.length,
			complete: count !== undefined && count <= rows.length,
		};
	}

	/** One task with its details. Throws `noSuchTask` where it is gone. */
	async showTask(id: string, signal?: AbortSignal): Promise<SmsTask> {
		const operation = 'ShowTask';
		const wireId = askableId(id);
		if (wireId === undefined) throw new CloudError({ kind: 'invalid', reason: 'noId', operation });
		const answer = await this.ask(operation, ['v3', 'tasks', wireId], {}, signal, true);
		if (!isRecord(answer.json)) throw misshapen(operation, answer, this.options.endpoint);
		return { ...readTask(DETAIL, answer.json, this.notes(operation), '', wireId), id };
	}

	private async readPage({
		signal,
		offset,
		limit,
		...filter
	}: SmsFilter & { readonly offset: number; readonly limit: number }) {
		const operation = 'ListTasks';
		const query = {
			offset,
			limit,
			state: filter.state || undefined,
			name: filter.name || undefined,
			id: filter.id || undefined,
			source_server_id: filter.sourceServerId || undefined,
			enterprise_project_id: filter.enterpriseProjectId || undefined,
		};
		const answer = await this.ask(operation, ['v3', 'tasks'], query, signal, false);
		const page = readPage(LISTED, answer.json, this.notes(operation));
		if (!page) throw misshapen(operation, answer, this.options.endpoint);
		return page;
	}

	private async ask(
		operation: string,
		path: readonly string[],
		query: Readonly<Record<string, string | number | undefined>>,
		signal: AbortSignal | undefined,
		aboutTask: boolean,
	): Promise<CloudResponse> {
		const domainId = await this.options.domainId?.(signal);
		return this.http.send(
			{
				operation,
				method: 'GET',
				url: address(operation, this.options.endpoint, path, query),
				scope: 'domain',
				headers: domainId ? { 'X-Domain-Id': domainId } : {},
				repeatable: true,
				aboutTask,
				signal,
			},
			this.authorizer,
		);
	}
}
