/** ConnectionManager, services and clocks that do what a test says. */
import { CloudError, type CloudErrorKind } from '../../../src/cloud/errors';
import { CloudHttp } from '../../../src/cloud/http';
import { KeyGuard } from '../../../src/cloud/keyGuard';
import { readRow } from '../../../src/cloud/tableReader';
import type { ConnectionChange } from '../../../src/connections/connectionManager';
import { type ConnectionDeps, openConnection } from '../../../src/connections/openConnection';
import type { ConnectionPlace, ConnectionProfile, Credential } from '../../../src/connections/profileSchema';
import { Emitter } from '../../../src/core/emitter';
import type { WholeList } from '../../../src/core/list';
import type { Logger } from '../../../src/core/logger';
import {
	type ActionAnswer,
	type ListedTask,
	type ListOptions,
	type ServiceAction,
	ServiceRegistry,
	type TaskReading,
	type TaskSource,
} from '../../../src/migration/ports';
import type { Sample } from '../../../src/migration/sample';
import type { ServiceId, TaskRef, WireFields } from '../../../src/migration/task';
import type { Sandbox } from '../../../src/sandbox/index';
import { SERVICES, type Services } from '../../../src/services';
import { DCS_LISTED_TASK, DCS_TASK } from '../../../src/services/dcs/schema';
import { SMS_TASK } from '../../../src/services/sms/schema';
import { type Changes, type ConnectionPort, TaskStore } from '../../../src/store/taskStore';

type Open = Awaited<ReturnType<ConnectionPort['open']>>;

/** ConnectionManager of a test. Each opens as its function says, anew after it was replaced. */
export class FakePort implements ConnectionPort {
	private readonly known = new Map<string, { name: string; open: (signal: AbortSignal) => Promise<Open> }>();
	private readonly opened = new Map<string, { ends: AbortController; open: Promise<Open> }>();
	private readonly changed = new Emitter<ConnectionChange>();
	readonly onDidChange = this.changed.event;
	opens = 0;

	ids(): readonly string[] {
		return [...this.known.keys()];
	}

	name(id: string): string {
		return this.known.get(id)?.name ?? id;
	}

	open(id: string): Promise<Open> {
		const known = this.opened.get(id);
		if (known) {
			return known.open;
		}
		const profile = this.known.get(id);
		if (!profile) {
			return Promise.reject(failure('noCredential'));
		}
		this.opens++;
		const ends = new AbortController();
		const open = profile.open(ends.signal);
		this.opened.set(id, { ends, open });
		open.catch(() => this.opened.delete(id));
		return open;
	}

	/** A connection with these services, or one that opens as the function says. */
	add(id: string, open: TaskSource[] | (() => Promise<TaskSource[]>), name = id): this {
		this.put(id, open, name);
		this.changed.fire({ id, kind: 'added' });
		return this;
	}

	replace(id: string, open: TaskSource[] | (() => Promise<TaskSource[]>)): void {
		this.put(id, open, this.name(id));
		this.close(id);
		this.changed.fire({ id, kind: 'replaced' });
	}

	remove(id: string): void {
		this.known.delete(id);
		this.close(id);
		this.changed.fire({ id, kind: 'removed' });
	}

	/** Lets the connection be opened anew, without a word to anybody. */
	reopen(id: string): void {
		this.opened.delete(id);
	}

	rename(id: string, name: string): void {
		const known = this.known.get(id);
		if (known) {
			known.name = name;
			this.changed.fire({ id, kind: 'renamed' });
		}
	}

	private put(id: string, open: TaskSource[] | (() => Promise<TaskSource[]>), name: string): void {
		const sources = typeof open === 'function' ? open : async (): Promise<TaskSource[]> => open;
		this.known.set(id, { name, open: async (signal) => ({ sources: await sources(), signal }) });
	}

	private close(id: string): void {
		const open = this.opened.get(id);
		this.opened.delete(id);
		// Not at once: as with real connections, whoever waits for it to open may go first.
		open?.open.then(
			() => open.ends.abort(),
			() => {},
		);
	}
}

/** A service whose answers a test changes at will; what it was asked stands in `asked`. */
export class FakeSource implements TaskSource {
	readonly asked: string[] = [];
	rows: WireFields[];
	/** Answers in place of the rows. */
	onList: ((name: string | undefined, options: ListOptions) => Promise<WholeList<ListedTask>>) | undefined;
	onShow: (id: string, signal: AbortSignal) => Promise<WireFields> = async (id) => this.row(id);
	onSample: (id: string, signal: AbortSignal) => Promise<{ readonly sample: Sample; readonly detail?: WireFields }> =
		async () => ({ sample: sample(1) });
	onRun: (action: string, id: string, input: unknown) => Promise<ActionAnswer> = async (action) => {
		throw new Error(`no ${action}`);
	};

	onBatch: (action: string, ids: readonly string[]) => Promise<ReadonlyMap<string, ActionAnswer>> = async (action) => {
		throw new Error(`no ${action} of several`);
	};

	constructor(
		rows: WireFields[] = [],
		readonly service: ServiceId = 'dcs',
	) {
		this.rows = rows;
	}

	async list(options: ListOptions): Promise<WholeList<ListedTask>> {
		const name = options.filter?.name;
		this.asked.push(name === undefined ? 'list' : `list ${name}`);
		return this.onList ? this.onList(name, options) : listing(this.rows);
	}

	async show(id: string, signal: AbortSignal): Promise<TaskReading> {
		this.asked.push(`show ${id}`);
		return readingOf(await this.onShow(id, signal));
	}

	async sample(id: string, signal: AbortSignal): ReturnType<TaskSource['sample']> {
		this.asked.push(`sample ${id}`);
		const { sample: taken, detail } = await this.onSample(id, signal);
		return { sample: taken, ...(detail ? { detail: readingOf(detail) } : {}) };
	}

	async probe(): Promise<void> {}

	async run(action: ServiceAction<never>, id: string, input: unknown): Promise<ActionAnswer> {
		return this.onRun(action.id, id, input);
	}

	async runBatch(action: ServiceAction<never>, ids: readonly string[]): Promise<ReadonlyMap<string, ActionAnswer>> {
		return this.onBatch(action.id, ids);
	}

	async describe(_action: ServiceAction<never>, id: string): Promise<{ method: string; path: string }> {
		return { method: 'POST', path: `/v2/p1/migration/${id}/task` };
	}

	/** What was asked since the last call of this. */
	news(): string[] {
		return this.asked.splice(0);
	}

	private row(id: string): WireFields {
		const row = this.rows.find((one) => one.task_id === id || one.id === id);
		if (!row) {
			throw failure('noSuchTask');
		}
		return row;
	}
}

/** Wire fields as the service's tables read them. */
export function readingOf(raw: WireFields): TaskReading {
	const table = 'task_id' in raw || 'task_name' in raw ? { ...DCS_LISTED_TASK, ...DCS_TASK } : SMS_TASK;
	return readRow(table, structuredClone(raw), () => {});
}

export function listing(rows: readonly WireFields[], more: Partial<WholeList<ListedTask>> = {}): WholeList<ListedTask> {
	return {
		rows: rows.map((raw) => ({ id: String(raw.task_id ?? raw.id), ...readingOf(raw) })),
		count: undefined,
		unreadable: 0,
		complete: true,
		...more,
	};
}

/** A row of the DCS list. `created` in minutes, so that a greater one is newer. */
export function dcsRow(id: string, status = 'FULLMIGRATING', more: WireFields = {}): WireFields {
	return { task_id: id, task_name: `task ${id}`, status, ...more };
}

export function smsRow(id: string, state = 'RUNNING', more: WireFields = {}): WireFields {
	return { id, name: `server ${id}`, state, ...more };
}

export function sample(at: number, values: Sample['values'] = {}, migrating: boolean | undefined = true): Sample {
	return { at, values, migrating };
}

export function failure(kind: CloudErrorKind, more: { retryAfterMs?: number } = {}): CloudError {
	return new CloudError({ kind, operation: 'Test', host: 'dcs.example', ...more });
}

export function ref(id: string, connectionId = 'c1', service: ServiceId = 'dcs'): TaskRef {
	return { connectionId, service, id };
}

/** A logger that keeps the errors. */
export function keepingLogger(faults: unknown[]): Logger {
	return { debug: () => {}, info: () => {}, warn: () => {}, error: (error) => faults.push(error) };
}

/** The services, as if their lists told all: nothing is prefetched. */
const LISTS_SAY_ALL: Services = new ServiceRegistry(SERVICES.all.map((service) => ({ ...service, sparseList: false })));

/** A store over the port, whose changes are written down. */
export function storeOver(
	port: ConnectionPort,
	now: () => number = () => 0,
	services: Services = LISTS_SAY_ALL,
): { store: TaskStore; changes: Changes[]; faults: unknown[] } {
	const faults: unknown[] = [];
	const store = new TaskStore(port, services, { logger: keepingLogger(faults), now });
	const changes: Changes[] = [];
	store.onDidChangeTasks((change) => changes.push(change));
	return { store, changes, faults };
}

/** One change in few words: "+a ~b -c". */
export function changeText({ added, changed, removed }: Changes): string {
	return [
		...added.map((task) => `+${task.ref.id}`),
		...changed.map((task) => `~${task.ref.id}`),
		...removed.map(({ id }) => `-${id}`),
	].join(' ');
}

export interface Gate<T> {
	readonly promise: Promise<T>;
	open(value: T): void;
	fail(error: unknown): void;
}

/** A promise that the test settles. */
export function gate<T>(): Gate<T> {
	let open: (value: T) => void = () => {};
	let fail: (error: unknown) => void = () => {};
	const promise = new Promise<T>((resolve, reject) => {
		open = resolve;
		fail = reject;
	});
	return { promise, open, fail };
}

/** Lets everything that waits for nothing but promises run to its end. */
export function settle(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

/** A clock and its timers, moved by hand. */
export class HandTimers {
	private at: number;
	private timers: { at: number; run: () => void }[] = [];

	constructor(start = Date.UTC(2025, 2, 4, 12)) {
		this.at = start;
	}

	readonly now = (): number => this.at;

	readonly setTimer = (run: () => void, ms: number): { dispose(): void } => {
		const timer = { at: this.at + ms, run };
		this.timers.push(timer);
		return {
			dispose: () => {
				this.timers = this.timers.filter((one) => one !== timer);
			},
		};
	};

	/** ms until each timer that waits. */
	get waits(): number[] {
		return this.timers.map(({ at }) => at - this.at);
	}

	/** Time passes; what is due runs in its order. */
	async pass(ms: number): Promise<void> {
		const until = this.at + ms;
		for (;;) {
			const [next] = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
			if (!next) {
				break;
			}
			this.timers = this.timers.filter((one) => one !== next);
			this.at = Math.max(this.at, next.at);
			next.run();
			await settle();
		}
		this.at = until;
		await settle();
	}

	/** The clock jumps, and no timer hears of it: a machine that slept, or a clock that was set. */
	jump(ms: number): void {
		this.at += ms;
	}
}

/** A connection to a sandbox, as the extension makes it; `change` spoils it. */
export function sandboxSources(
	sandbox: Sandbox,
	change: Partial<ConnectionProfile> = {},
	credential: Credential = { kind: 'aksk', accessKey: sandbox.accessKey, secretKey: sandbox.secretKey },
): () => Promise<TaskSource[]> {
	const place = { ...sandboxPlace(sandbox), ...change };
	const deps = sandboxDeps();
	return async () => [...(await openConnection(place, credential, deps)).sources];
}

/** Where a sandbox stands. */
export function sandboxPlace({ url, region, projectId }: Sandbox): ConnectionPlace {
	return { name: 'sandbox', cloud: 'custom', region, projectId, endpoints: { dcs: url, sms: url, iam: url } };
}

/** What opens a connection to it, without pauses. */
export function sandboxDeps(): ConnectionDeps {
	const http = new CloudHttp({ timeoutMs: () => 30_000, sleep: async () => {} });
	return { http, keyGuard: new KeyGuard(), services: SERVICES, onMalformed: () => {} };
}
