/** The tasks of one connection: reads its lists, asks its services of single tasks. Ends when the connection is removed or replaced. */
import { CloudError } from '../cloud/errors';
import type { ConnectionChange } from '../connections/connectionManager';
import { anySignal, newAbort } from '../core/abort';
import { Emitter, type Listen } from '../core/emitter';
import type { Logger } from '../core/logger';
import type { ServiceRegistry, TaskSource } from '../migration/ports';
import type { ServiceId, TaskRef } from '../migration/task';
import type { Changes } from './changes';
import { type ConnectionProblem, noServices, toConnectionProblem } from './connectionProblem';
import { DetailPrefetch } from './detailPrefetch';
import { ServiceTasks } from './serviceTasks';

/** A connection's ways to its services. */
export interface OpenedConnection {
	readonly sources: readonly TaskSource[];
	readonly signal: AbortSignal;
	/** A person asked: a credential that was refused may be tried once more, if that does no harm. */
	allowOneTry?(): Promise<unknown>;
}

/** What the store asks of the connections. */
export interface ConnectionPort {
	ids(): readonly string[];
	name(id: string): string;
	/** The connection's ways to its services; throws `CloudError` where no credential is at hand. `signal` ends when it is edited or removed. */
	open(id: string): Promise<OpenedConnection>;
	readonly onDidChange: Listen<ConnectionChange>;
}

export interface ConnectionTasksDeps {
	readonly connections: Pick<ConnectionPort, 'name' | 'open'>;
	readonly services: ServiceRegistry;
	/** Hears of errors that are not the cloud's. */
	readonly logger: Logger;
	/** ms since 1970. */
	readonly now: () => number;
}

/** Changes what is known of a service's tasks; throws where the connection has ended meanwhile. */
export type Update = (change: (service: ServiceTasks) => Changes) => void;

export class ConnectionTasks {
	readonly services = new Map<ServiceId, ServiceTasks>();
	/** Why the connection as a whole could not be opened. */
	problem: ConnectionProblem | undefined;
	/** Whether its lists were read once, well or not. */
	asked = false;
	/** Until when the service asked to be left alone, ms since 1970. */
	private retryNotBefore = 0;
	private underWay: AbortController | undefined;
	/** The newest reading of the lists; never rejects. */
	private reading: Promise<void> = Promise.resolve();
	private ended = false;
	private readonly changed = new Emitter<Changes | undefined>((error) => this.deps.logger.error(error));

	/** Tasks changed; without them, something else that is shown did. */
	readonly onDidChange: Listen<Changes | undefined> = this.changed.event;

	constructor(
		readonly id: string,
		private readonly deps: ConnectionTasksDeps,
	) {}

	get loading(): boolean {
		return this.underWay !== undefined;
	}

	/** Whether nothing is asked by itself for now: the credential was refused (asking again would lock the key), or patience was asked for. */
	get isSuspended(): boolean {
		return this.problems().some(({ refused }) => refused) || this.deps.now() < this.retryNotBefore;
	}

	/** Nothing that arrives late is taken any more, and nobody is told. */
	end(): void {
		this.ended = true;
		this.underWay?.abort();
		this.changed.dispose();
	}

	/** Another credential of the same user: what was read stays, and counts as never asked, so that it is read anew. */
	renew(): void {
		this.underWay?.abort();
		this.underWay = undefined;
		this.asked = false;
	}

	/**
	 * Reads the lists anew; a reading under way makes room. Resolves when the newest reading is through, and never rejects. `byHand`: a person asked for
	 * it.
	 */
	async refresh(filter: () => string | undefined, byHand = false): Promise<void> {
		this.underWay?.abort();
		const own = newAbort();
		this.underWay = own;
		this.reading = this.read(own, filter, byHand);
		this.changed.fire(undefined);
		await this.settled();
	}

	/** Waits for the newest reading: whoever asked for an earlier one gets its outcome. */
	async settled(): Promise<void> {
		for (let last: Promise<void> | undefined; last !== this.reading; ) {
			last = this.reading;
			await last;
		}
	}

	/** Asks a task's service. A task that is gone also goes from the tasks known here. Throws what the service throws. */
	async ask<T>(
		ref: TaskRef,
		signal: AbortSignal | undefined,
		run: (source: TaskSource, signal: AbortSignal, update: Update) => Promise<T>,
	): Promise<T> {
		const update: Update = (change) => {
			this.throwIfEnded();
			this.changed.fire(change(this.service(ref.service)));
		};
		const { sources, signal: ends } = await this.deps.connections.open(this.id);
		this.throwIfEnded();
		const source = sources.find(({ service }) => service === ref.service);
		if (!source) {
			throw new Error(`connection without ${ref.service}`);
		}
		const both = anySignal(ends, signal);
		try {
			return await run(source, both.signal, update);
		} catch (error) {
			if (error instanceof CloudError && error.kind === 'noSuchTask' && !this.ended) {
				update((service) => service.remove(ref.id));
			}
			throw error;
		} finally {
			both.dispose();
		}
	}

	private throwIfEnded(): void {
		if (this.ended) {
			throw new CloudError({ kind: 'cancelled', operation: 'TaskStore' });
		}
	}

	private problems(): readonly ConnectionProblem[] {
		return [this.problem, ...Array.from(this.services.values(), ({ problem }) => problem)].filter(
			(problem) => problem !== undefined,
		);
	}

	/** Never rejects: failures stand in the state. */
	private async read(own: AbortController, filter: () => string | undefined, byHand: boolean): Promise<void> {
		try {
			const opened = await this.deps.connections.open(this.id);
			const { sources, signal } = opened;
			if (byHand) {
				await opened.allowOneTry?.();
			}
			if (!own.signal.aborted) {
				const both = anySignal(signal, own.signal);
				try {
					await this.readServices(sources, filter, both.signal);
				} finally {
					both.dispose();
				}
			}
		} catch (error) {
			if (!own.signal.aborted) {
				this.problem = this.toProblem(error);
			}
		}
		if (this.underWay === own) {
			this.underWay = undefined;
			this.asked = true;
			const pauses = this.problems().map(({ error }) => error?.retryAfterMs ?? 0);
			this.retryNotBefore = this.deps.now() + Math.max(0, ...pauses);
			this.changed.fire(undefined);
		}
	}

	private async readServices(
		sources: readonly TaskSource[],
		filter: () => string | undefined,
		signal: AbortSignal,
	): Promise<void> {
		this.problem = sources.length === 0 ? noServices(this.deps.connections.name(this.id)) : undefined;
		for (const [id, service] of this.services) {
			if (!sources.some(({ service: kept }) => kept === id)) {
				this.services.delete(id);
				this.changed.fire(removalOf([service]));
			}
		}
		await Promise.all(sources.map((source) => this.readService(source, filter(), signal)));
	}

	private async readService(source: TaskSource, filter: string | undefined, signal: AbortSignal): Promise<void> {
		const service = this.service(source.service);
		try {
			// The first time all are read, filter or not: quick picks and other extensions speak of all tasks.
			if (filter !== undefined && service.loadedAt === undefined) {
				await this.readList(source, service, undefined, signal);
			}
			await this.readList(source, service, filter, signal);
		} catch (error) {
			if (!signal.aborted) {
				service.problem = this.toProblem(error);
				this.changed.fire(undefined);
			}
		}
	}

	/**
	 * One list, from its first row to the details of the running tasks. The first time, rows are taken as they arrive, so that something is on screen
	 * before the last page is in; later a refresh is one change.
	 */
	private async readList(
		source: TaskSource,
		service: ServiceTasks,
		filter: string | undefined,
		signal: AbortSignal,
	): Promise<void> {
		const asked = this.deps.now();
		const first = service.loadedAt === undefined;
		const prefetch = service.info.sparseList ? this.prefetch(source, service, signal) : undefined;
		let details: Promise<void> | undefined;
		const reading = source.list({
			name: filter,
			signal,
			onRows: (rows) => {
				if (signal.aborted) {
					return;
				}
				if (first) {
					this.changed.fire(service.applyRows(rows, asked));
				}
				details ??= prefetch?.run(service.filtered(filter));
			},
		});
		// What ran when the list was last read is asked for beside it: most of that still runs.
		details = first ? undefined : prefetch?.run(service.filtered(filter));
		const list = await reading;
		if (signal.aborted) {
			return;
		}
		this.changed.fire(service.applyList(list, filter, asked));
		await details;
		await prefetch?.run(service.filtered(filter));
	}

	private prefetch(source: TaskSource, service: ServiceTasks, signal: AbortSignal): DetailPrefetch {
		const asked = this.deps.now();
		return new DetailPrefetch(source, signal, ({ id, detail, sample }) => {
			if (detail && service.get(id)) {
				this.changed.fire(service.applyDetail(id, detail, asked));
			}
			if (sample) {
				this.changed.fire(service.applySample(id, sample));
			}
		});
	}

	private toProblem(error: unknown): ConnectionProblem {
		if (!(error instanceof CloudError)) {
			this.deps.logger.error(error);
		}
		return toConnectionProblem(error, this.deps.connections.name(this.id));
	}

	private service(id: ServiceId): ServiceTasks {
		const known = this.services.get(id);
		if (known) {
			return known;
		}
		const made = new ServiceTasks(this.id, this.deps.services.get(id));
		this.services.set(id, made);
		return made;
	}
}

/** The change that it makes when tasks of these services are not known any more. */
export function removalOf(services: Iterable<ServiceTasks>): Changes {
	const removed = [...services].flatMap((service) => service.tasks().map(({ ref }) => ref));
	return { added: [], changed: [], removed, resampled: [] };
}
