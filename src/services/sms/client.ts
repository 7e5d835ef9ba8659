/** Server Migration Service, API v3: the list of migration tasks and one task. One address serves all regions of an account. */
import { type Operation, ServiceApi } from '../../cloud/serviceApi';
import { type AskForPage, TaskListReader } from '../../cloud/taskListReader';
import { readPage, readTask, type TaskRow, type TaskTable } from '../../cloud/taskPage';
import type { WholeList } from '../../core/list';
import type { CollectedLog } from '../../migration/collectedLog';
import type { AskOptions, ServiceAction } from '../../migration/ports';
import type { SourceDeps } from '../definition';
import { readCollectedLog } from './collectedLog';
import { SMS_ERROR_CODES } from './errorCodes';
import { MAX_OFFSET, PAGE_LIMIT } from './listLimits';
import { SMS_TASK } from './schema';
import type { FILTER_STATES } from './taskFilter';

/** A task, from the list or from its details. */
export type SmsTaskRow = TaskRow<typeof SMS_TASK>;

/** "Listing Migration Tasks". */
const LIST: Operation = { name: 'ListTasks', method: 'GET', path: '/v3/tasks', repeatable: true };
/** "Querying a Migration Task". */
const SHOW: Operation = { name: 'ShowTask', method: 'GET', path: '/v3/tasks/{task_id}', repeatable: true };

/** "Obtaining Consistency Verification Results". */
const CONSISTENCY: Operation = {
	name: 'ShowConsistencyResult',
	method: 'GET',
	path: '/v3/tasks/{task_id}/consistency-result',
	repeatable: true,
	rights: { actions: ['sms:server:getConsistencyCheckResult'], alias: 'sms:server:queryServer' },
};

/** "Querying a Source Server"; its rights go by the names that its neighbours have. */
const SHOW_SERVER: Operation = {
	name: 'ShowServer',
	method: 'GET',
	path: '/v3/sources/{source_id}',
	repeatable: true,
	rights: { actions: ['sms:server:get'], alias: 'sms:server:queryServer' },
};

/** To see tasks, and to read one; the pages of both name the same alias. */
const RIGHTS = { actions: ['sms:server:listTask', 'sms:server:getTask'], alias: 'sms:server:queryServer' };

const TASKS: TaskTable<typeof SMS_TASK> = {
	table: SMS_TASK,
	list: 'tasks',
	id: 'id',
	name: 'name',
	created: 'create_date',
};

/** The ten states that the list can be filtered by. */
export type SmsFilterState = (typeof FILTER_STATES)[number];

/** What the list can be narrowed down by ("Listing Migration Tasks" of SMS). */
export interface SmsFilter {
	/** The service answers with other states too, which it does not filter by. */
	readonly state?: SmsFilterState | undefined;
	readonly name?: string | undefined;
	readonly id?: string | undefined;
	readonly sourceServerId?: string | undefined;
	readonly enterpriseProjectId?: string | undefined;
}

export interface SmsListOptions extends SmsFilter {
	readonly signal?: AbortSignal | undefined;
	/** Hears of rows as they arrive, long before the list is whole. Rows may come twice. */
	readonly onRows?: ((rows: readonly SmsTaskRow[]) => void) | undefined;
}

export interface SmsDeps extends SourceDeps {
	/** The enterprise project that all lists are asked for; without it those of all that the user may see. */
	readonly enterpriseProjectId?: string | undefined;
}

/** Every call may throw a `CloudError`. */
export class SmsClient {
	private readonly api: ServiceApi;
	private readonly list: TaskListReader<typeof SMS_TASK>;
	private readonly enterpriseProjectId: string | undefined;

	constructor({ http, authorizer, endpoint, domainId, onMalformed, enterpriseProjectId }: SmsDeps) {
		this.enterpriseProjectId = enterpriseProjectId;
		this.api = new ServiceApi({
			http,
			authorizer,
			endpoint,
			scope: 'domain',
			errorCodes: SMS_ERROR_CODES,
			rights: { ...RIGHTS, enterpriseProject: enterpriseProjectId === undefined ? 'none' : 'named' },
			onMalformed,
			shared: async () => {
				const id = await domainId();
				return id ? { headers: { 'X-Domain-Id': id } } : {};
			},
		});
		this.list = new TaskListReader({
			kind: TASKS,
			limit: PAGE_LIMIT,
			maxOffset: MAX_OFFSET,
			note: this.api.note(LIST),
			notAList: (answer) => this.api.unexpectedShape(LIST.name, answer),
		});
	}

	/** All tasks that fit the filter ("Listing Migration Tasks"). Every page is read. Never whole beyond 65,735 tasks, which cannot be paged. */
	async listTasks({ signal, onRows, ...filter }: SmsListOptions = {}): Promise<WholeList<SmsTaskRow>> {
		const narrowed = queryOf(filter);
		const query = { ...this.ownProject(), ...narrowed };
		const ask: AskForPage = (page, more) => this.api.send(LIST, { query: { ...page, ...query }, ...more, signal });
		const isWhole = Object.keys(narrowed).length === 0;
		return this.list.read(isWhole ? '' : JSON.stringify(narrowed), ask, onRows);
	}

	/** One task with its details ("Querying a Migration Task"). Throws `noSuchTask` where it is gone. */
	async showTask(id: string, signal?: AbortSignal, options: AskOptions = {}): Promise<SmsTaskRow> {
		const answer = await this.api.send(SHOW, { ...options, taskId: id, signal });
		const row = readTask(TASKS, this.api.record(SHOW, answer), this.api.note(SHOW), '', id);
		return { ...row, id };
	}

	/** What its consistency checks found, as it came. */
	async showConsistency(id: string, signal?: AbortSignal): Promise<unknown> {
		return (await this.api.send(CONSISTENCY, { taskId: id, signal, once: true })).json;
	}

	/** Where the collected log of a task lies, as its source server says; undefined where that has another task by now, or none. */
	async showCollectedLog(serverId: string, taskId: string, signal: AbortSignal): Promise<CollectedLog | undefined> {
		const answer = await this.api.send(SHOW_SERVER, { parameters: { source_id: serverId }, signal });
		return readCollectedLog(this.api.record(SHOW_SERVER, answer), taskId, this.api.note(SHOW_SERVER));
	}

	/** Asks for a list of one task at the most, to learn whether the service answers. */
	async probe(signal?: AbortSignal): Promise<void> {
		const answer = await this.api.send(LIST, { query: { offset: 0, limit: 1, ...this.ownProject() }, signal });
		if (!readPage(TASKS, answer.json, this.api.note(LIST))) {
			throw this.api.unexpectedShape(LIST.name, answer);
		}
	}

	/** Runs an action on a task. The answer says nothing but that it arrived ("Managing a Migration Task"). */
	async run<I>(action: ServiceAction<I>, id: string, input: I, signal?: AbortSignal): Promise<void> {
		await this.api.send(action, { taskId: id, body: action.body?.(input, id), signal });
	}

	/** Runs an action on several tasks with one request. */
	async runBatch(
		{ batch, ...action }: ServiceAction<never>,
		ids: readonly string[],
		signal?: AbortSignal,
	): Promise<void> {
		await this.api.send({ ...action, ...batch }, { body: batch?.body(ids), signal });
	}

	private ownProject(): Record<string, string> {
		return queryOf({ enterpriseProjectId: this.enterpriseProjectId });
	}

	/** Method and path of the request that an action would send, to be shown. */
	describe(action: ServiceAction<never>, id: string): Promise<{ readonly method: string; readonly path: string }> {
		return this.api.describe(action, id);
	}
}

/** The filter under its wire names, in one order, without what is empty. */
function queryOf({ state, name, id, sourceServerId, enterpriseProjectId }: SmsFilter): Record<string, string> {
	return {
		...(state ? { state } : {}),
		...(name ? { name } : {}),
		...(id ? { id } : {}),
		...(sourceServerId ? { source_server_id: sourceServerId } : {}),
		...(enterpriseProjectId ? { enterprise_project_id: enterpriseProjectId } : {}),
	};
}
