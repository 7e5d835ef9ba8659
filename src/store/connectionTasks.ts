/** The tasks of one connection: reads its lists, asks its services of single tasks. Ends when the connection is removed or replaced. */
import { CloudError } from '../cloud/errors';
import { anySignal, newAbort } from '../core/abort';
import { Emitter, type Listen } from '../core/emitter';
import type { Logger } from '../core/logger';
import type { ServiceRegistry, TaskSource } from '../migration/ports';
import type { ServiceId, TaskRef } from '../migration/task';
import type { Changes } from './changes';
import type { ConnectionPort } from './connectionPort';
import { type ConnectionProblem, noServices, toConnectionProblem } from './connectionProblem';
import { type Filter, ListReader } from './listReader';
import { pauseAskedFor } from './pauses';
import { ServiceTasks } from './serviceTasks';

export interface ConnectionTasksDeps {
	readonly connections: Pick<ConnectionPort, 'name' | 'open'>;
	readonly services: ServiceRegistry;
	/** Hears of errors that are not the cloud's. */
	readonly logger: Logger;
	/** Tells what came first, ms since 1970; never set back. */
	readonly now: () => number;
	/** Tells the time, ms since 1970. */
	readonly wallClock: () => number;
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
	private finding: AbortController | undefined;
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
		return this.underWay !== undefined || this.finding !== undefined;
	}

	/** Whether nothing is asked by itself for now: the credential was refused (asking again would lock the key), or patience was asked for. */
	get isSuspended(): boolean {
		const refused = [...this.services.values()].some(({ problem, worksAgain }) => problem?.refused && !worksAgain);
		return refused || (this.problem?.refused ?? false) || this.rest > 0;
	}

	/** How long the service asked to be left alone from now on, ms. */
	get rest(): number {
		return Math.max(0, this.retryNotBefore - this.deps.now());
	}

	/** Whether nothing of it could be read. */
	get failing(): boolean {
		const services = [...this.services.values()];
		return this.problem !== undefined || (services.length > 0 && services.every(({ problem }) => problem));
	}

	/** Nothing that arrives late is taken any more, and nobody is told. */
	end(): void {
		this.ended = true;
		this.underWay?.abort();
		this.finding?.abort();
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
	async refresh(filter: Filter, byHand = false): Promise<void> {
		this.underWay?.abort();
		const own = newAbort();
		this.underWay = own;
		this.reading = this.read(own, filter, byHand);
		this.changed.fire(undefined);
		await this.settled();
	}

	/**
	 * Asks the services for what a filter finds, beside any reading of the lists. What is read for the first time, or anew, asks by itself at its end.
	 * Never rejects.
	 */
	async find(filter: Filter): Promise<void> {
		await this.settled();
		if (this.ended || this.isSuspended) {
			return;
		}
		if (![...this.services.values()].some(({ loadedAt }) => loadedAt !== undefined)) {
			await this.refresh(filter);
			return;
		}
		this.finding?.abort();
		const own = newAbort();
		this.finding = own;
		this.changed.fire(undefined);
		try {
			const { sources, signal } = await this.deps.connections.open(this.id);
			const both = anySignal(signal, own.signal);
			try {
				await Promise.all(sources.map((source) => this.findIn(source, filter, both.signal)));
			} finally {
				both.dispose();
			}
		} catch (error) {
			if (!own.signal.aborted) {
				this.problem = this.toProblem(error);
			}
		}
		if (this.finding === own) {
			this.finding = undefined;
			this.changed.fire(undefined);
		}
	}

	/** Waits for the newest reading: whoever asked for an earlier one gets its outcome. */
	async settled(): Promise<void> {
		for (let last: Promise<void> | undefined; last !== this.reading; ) {
			last = this.reading;
			await last;
		}
	}

	/** Asks a task's service. A task that the service says is gone also goes from the tasks known here. Throws what the service throws. */
	async ask<T>(
		ref: TaskRef,
		signal: AbortSignal | undefined,
		run: (source: TaskSource, signal: AbortSignal, update: Update) => Promise<T>,
	): Promise<T> {
		const update: Update = (change) => {
			this.throwIfEnded();
			const service = this.service(ref.service);
			service.worksAgain = true;
			this.changed.fire(change(service));
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
				update((service) => service.deny(ref.id, this.deps.now()));
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
	private async read(own: AbortController, filter: Filter, byHand: boolean): Promise<void> {
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
			this.retryNotBefore = this.deps.now() + pauseAskedFor(this.problems());
			this.changed.fire(undefined);
		}
	}

	private async readServices(sources: readonly TaskSource[], filter: Filter, signal: AbortSignal): Promise<void> {
		this.problem = sources.length === 0 ? noServices(this.deps.connections.name(this.id)) : undefined;
		for (const [id, service] of this.services) {
			if (!sources.some(({ service: kept }) => kept === id)) {
				this.services.delete(id);
				this.changed.fire(removalOf([service]));
			}
		}
		await Promise.all(sources.map((source) => this.readService(source, filter, signal)));
	}

	/** Never rejects: a failure stands in the service's state. */
	private async readService(source: TaskSource, filter: Filter, signal: AbortSignal): Promise<void> {
		const reader = this.reader(source, filter, signal);
		if (await this.tryTo(() => reader.readList(), reader.service, signal)) {
			await this.tryTo(() => reader.find(), reader.service, signal);
		}
	}

	/** Never rejects. */
	private async findIn(source: TaskSource, filter: Filter, signal: AbortSignal): Promise<void> {
		const reader = this.reader(source, filter, signal);
		await this.tryTo(() => reader.find(), reader.service, signal);
	}

	private reader(source: TaskSource, filter: Filter, signal: AbortSignal): ListReader {
		const service = this.service(source.service);
		const tell = (changes: Changes): void => this.changed.fire(changes);
		const { now, wallClock } = this.deps;
		return new ListReader({ source, service, filter, signal, now, wallClock, tell });
	}

	/** Resolves to whether it went well. */
	private async tryTo(work: () => Promise<void>, service: ServiceTasks, signal: AbortSignal): Promise<boolean> {
		try {
			await work();
			return true;
		} catch (error) {
			if (!signal.aborted) {
				service.worksAgain = false;
				service.problem = this.toProblem(error);
				this.changed.fire(undefined);
			}
			return false;
		}
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
