/** The operations of a service's API, as data, and the one way to call them. */
import { buildUrl } from './buildUrl';
import { CloudError } from './errors';
import { type CloudHttp, unexpectedShape } from './http';
import type { Authorizer, CloudRequest, CloudResponse, ErrorCodes, ErrorWords, Scope } from './request';
import type { Rights } from './rights';
import { type Note, noteOnce, readRow, type Table, type WireRow } from './tableReader';
import { askableId } from './taskPage';

/** One operation, as its API page describes it. */
export interface Operation {
	/** Its name in the API ("ShowMigrationTask"), for log and errors. */
	readonly name: string;
	readonly method: CloudRequest['method'];
	/** As on the page: `/v2/{project_id}/migration-task/{task_id}`. */
	readonly path: string;
	/** Whether it changes nothing and may be sent again. What changes something is sent at most once. */
	readonly repeatable: boolean;
	/** Its answer may be a bare text or nothing at all. */
	readonly anyAnswer?: boolean;
	/** What a user needs for it alone; without it, all that the service asks for is named where it refuses. */
	readonly rights?: Rights;
}

export interface ServiceApiOptions {
	readonly http: CloudHttp;
	readonly authorizer: Authorizer;
	/** Address of the service, e.g. `https://dcs.eu-de.otc.t-systems.com`. */
	readonly endpoint: string;
	readonly scope: Scope;
	readonly errorCodes: ErrorCodes;
	/** Whole sentences for codes that need their own. */
	readonly errorWords?: ErrorWords;
	/** What a user needs, to be told where the service refuses. */
	readonly rights?: Rights;
	/** What every call carries: values for the path and headers. May ask for them first. `operation` is the name of the call, for errors. */
	readonly shared: (
		operation: string,
		signal?: AbortSignal,
	) => Promise<{
		readonly parameters?: Readonly<Record<string, string>>;
		readonly headers?: Readonly<Record<string, string>>;
	}>;
	/** Told once of each kind of oddity in the answers; for the log. */
	readonly onMalformed?: ((note: string) => void) | undefined;
}

export interface Call {
	/** The task that the operation is about: what stands for `{task_id}` in the path. */
	readonly taskId?: string;
	/** What else stands in braces in the path: `{instance_id}`. */
	readonly parameters?: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string | number | undefined>>;
	readonly body?: unknown;
	/** See `CloudRequest`. */
	readonly knownDigest?: string;
	readonly onArrival?: () => void;
	readonly once?: boolean;
	readonly signal?: AbortSignal | undefined;
}

/** Every call may throw a `CloudError`: `project` without a project, `invalid` for a task that the service gave no id. */
export class ServiceApi {
	private readonly notes: (operation: string) => Note;

	constructor(private readonly options: ServiceApiOptions) {
		this.notes = noteOnce(options.onMalformed);
	}

	/** Sends the request of an operation and returns the answer as it is. */
	async send(
		operation: Operation,
		{ taskId, parameters: own = {}, query, body, knownDigest, onArrival, once = false, signal }: Call = {},
	): Promise<CloudResponse> {
		const { http, authorizer, scope, errorCodes, errorWords, rights } = this.options;
		const ofTask = taskParameter(operation, taskId);
		const { parameters, headers = {} } = await this.options.shared(operation.name, signal);
		return http.send(
			{
				operation: operation.name,
				method: operation.method,
				url: this.url(operation, { ...parameters, ...own, ...ofTask }, query),
				scope,
				headers,
				repeatable: operation.repeatable,
				...(operation.anyAnswer ? { anyAnswer: true } : {}),
				once,
				aboutTask: taskId !== undefined,
				errorCodes,
				rights: operation.rights ?? rights,
				...(errorWords === undefined ? {} : { errorWords }),
				signal,
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
				...(knownDigest === undefined ? {} : { knownDigest }),
				...(onArrival === undefined ? {} : { onArrival }),
			},
			authorizer,
		);
	}

	/** Sends the request and reads the answer by a table. */
	async read<T extends Table>(operation: Operation, table: T, call: Call = {}): Promise<WireRow<T>> {
		const answer = await this.send(operation, call);
		return readRow(table, this.record(operation, answer), this.note(operation));
	}

	/** Method and path of the request that an operation would send, to be shown. */
	async describe(operation: Operation, taskId: string): Promise<{ readonly method: string; readonly path: string }> {
		const ofTask = taskParameter(operation, taskId);
		const { parameters } = await this.options.shared(operation.name);
		const url = this.url(operation, { ...parameters, ...ofTask });
		return { method: operation.method, path: url.pathname };
	}

	/** The body as an object with fields; anything else throws. */
	record({ name, repeatable }: Operation, answer: CloudResponse): Record<string, unknown> {
		const { json } = answer;
		if (typeof json !== 'object' || json === null || Array.isArray(json)) {
			throw this.unexpectedShape(name, answer, !repeatable);
		}
		return json as Record<string, unknown>;
	}

	/** The error for an answer that is not what the page describes. `sent`: it answered a write, whose outcome is then unknown. */
	unexpectedShape(operation: string, answer: CloudResponse, sent = false): CloudError {
		return unexpectedShape(operation, answer, this.options.endpoint, sent);
	}

	/** Notes oddities of an operation's answers, each kind once. */
	note({ name }: Operation): Note {
		return this.notes(name);
	}

	private url({ name, path }: Operation, parameters: Readonly<Record<string, string>>, query: Call['query'] = {}): URL {
		const segments = path
			.split('/')
			.slice(1)
			.map((segment) => {
				const parameter = /^\{(\w+)\}$/.exec(segment)?.[1];
				return parameter === undefined ? segment : (parameters[parameter] ?? '');
			});
		return buildUrl(name, this.options.endpoint, segments, query);
	}
}

function taskParameter({ name }: Operation, taskId: string | undefined): Record<string, string> {
	if (taskId === undefined) {
		return {};
	}
	const wireId = askableId(taskId);
	if (wireId === undefined) {
		throw new CloudError({ kind: 'invalid', reason: 'noId', operation: name });
	}
	return { task_id: wireId };
}
