/** ConnectionManager, services and clocks that do what a test says. */
import { CloudError, type CloudErrorKind } from '../../../src/cloud/errors';
import { CloudHttp } from '../../../src/cloud/http';
import { openConnection } from '../../../src/connections/openConnection';
import type { ConnectionProfile, Credential } from '../../../src/connections/profileSchema';
import { SignInNeeded } from '../../../src/connections/signInNeeded';
import { Emitter } from '../../../src/core/emitter';
import type { TaskListing, TaskSource } from '../../../src/migration/ports';
import type { Sample } from '../../../src/migration/sample';
import type { Service, TaskRef, WireFields } from '../../../src/migration/task';
import type { Sandbox } from '../../../src/sandbox/index';
import { SERVICE_VIEWS } from '../../../src/services';
import type { TaskChanges } from '../../../src/store/changes';
import { type ConnectionChange, type ConnectionPort, TaskStore } from '../../../src/store/taskStore';

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
			return Promise.reject(new SignInNeeded());
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
	sparseList = false;
	rows: WireFields[];
	/** Answers in place of the rows. */
	onList: ((name: string | undefined, signal: AbortSignal) => Promise<TaskListing>) | undefined;
	onShow: (id: string, signal: AbortSignal) => Promise<WireFields> = async (id) => this.row(id);
	onSample: (id: string, signal: AbortSignal) => ReturnType<TaskSource['sample']> = async () => ({ sample: sample(1) });
	configure?: NonNullable<TaskSource['configure']>;

	constructor(
		rows: WireFields[] = [],
		readonly service: Service = 'dcs',
	) {
		this.rows = rows;
	}

	async list({ name, signal }: { name?: string | undefined; signal: AbortSignal }): Promise<TaskListing> {
		this.asked.push(name === undefined ? 'list' : `list ${name}`);
		return this.onList ? this.onList(name, signal) : listing(this.rows);
	}

	async show(id: string, signal: AbortSignal): Promise<WireFields> {
		this.asked.push(`show ${id}`);
		return this.onShow(id, signal);
	}

	async sample(id: string, signal: AbortSignal): ReturnType<TaskSource['sample']> {
		this.asked.push(`sample ${id}`);
		return this.onSample(id, signal);
	}

	async probe(): Promise<void> {}

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

export function listing(rows: readonly WireFields[], more: Partial<TaskListing> = {}): TaskListing {
	return { tasks: rows.map((raw) => ({ id: String(raw.task_id ?? raw.id), raw })), unreadable: 0, ...more };
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

export function ref(id: string, connectionId = 'c1', service: Service = 'dcs'): TaskRef {
	return { connectionId, service, id };
}

/** A store over the port, whose changes are written down. */
export function storeOver(
	port: ConnectionPort,
	now: () => number = () => 0,
): { store: TaskStore; changes: TaskChanges[]; faults: unknown[] } {
	const faults: unknown[] = [];
	const store = new TaskStore(port, SERVICE_VIEWS, (error) => faults.push(error), now);
	const changes: TaskChanges[] = [];
	store.onDidChangeTasks((change) => changes.push(change));
	return { store, changes, faults };
}

/** One change in few words: "+a ~b -c". */
export function told({ added, changed, removed }: TaskChanges): string {
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
	const { url, region, projectId } = sandbox;
	const http = new CloudHttp({ timeoutMs: () => 5_000, sleep: async () => {} });
	const place = {
		name: 'sandbox',
		cloud: 'custom',
		region,
		projectId,
		endpoints: { dcs: url, sms: url, iam: url },
		...change,
	};
	return async () => [...openConnection(place, credential, http, () => {}).sources];
}
