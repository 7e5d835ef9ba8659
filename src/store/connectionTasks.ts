/** The tasks of one connection: reads its lists, asks its services of single tasks. Ends when the connection is removed or replaced. */
import { CloudError } from '../cloud/errors';
import { SignInNeeded } from '../connections/signInNeeded';
import { anySignal } from '../core/anySignal';
import type { ServicePresenter, TaskSource } from '../migration/ports';
import type { Service, TaskRef } from '../migration/task';
import { type ConnectionProblem, noServices, toConnectionProblem } from './connectionProblem';
import { prefetchDetails } from './detailPrefetch';
import { ServiceTasks } from './serviceTasks';

/** What the store lends to its connections. */
export interface ConnectionNeeds {
	name(id: string): string;
	open(id: string): Promise<{ readonly sources: readonly TaskSource[]; readonly signal: AbortSignal }>;
	readonly views: Readonly<Record<Service, ServicePresenter>>;
	now(): number;
	/** Makes a change and tells of what it did, to one service's tasks or to all. */
	mutate<T>(change: () => T, within?: ServiceTasks): T;
	/** Something that is shown has changed, though no task. */
	redraw(): void;
	/** Hears of errors that are not the cloud's. */
	fault(error: unknown): void;
}

/** Changes what is known of a service's tasks; throws where the connection has ended meanwhile. */
export type Update = <T>(change: (service: ServiceTasks) => T) => T;

export class ConnectionTasks {
	readonly services = new Map<Service, ServiceTasks>();
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

	constructor(
		readonly id: string,
		private readonly needs: ConnectionNeeds,
	) {}

	get loading(): boolean {
		return this.underWay !== undefined;
	}

	/** Whether nothing is asked by itself for now: the credential was refused (asking again would lock the key), or patience was asked for. */
	get isSuspended(): boolean {
		const problems = [this.problem, ...[...this.services.values()].map(({ problem }) => problem)];
		return problems.some((problem) => problem?.refused) || this.needs.now() < this.retryNotBefore;
	}

	/** Nothing that arrives late is taken any more. */
	end(): void {
		this.ended = true;
		this.underWay?.abort();
	}

	/** Reads the lists anew; a reading under way makes room. Resolves when the newest reading is through, and never rejects. */
	async refresh(filter: () => string | undefined): Promise<void> {
		this.underWay?.abort();
		const own = new AbortController();
		this.underWay = own;
		this.reading = this.read(own, filter);
		this.needs.redraw();
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
			const service = this.service(ref.service);
			return this.needs.mutate(() => change(service), service);
		};
		const { sources, signal: ends } = await this.needs.open(this.id);
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

	/** Never rejects: failures stand in the state. */
	private async read(own: AbortController, filter: () => string | undefined): Promise<void> {
		try {
			const { sources, signal } = await this.needs.open(this.id);
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
				this.problem = this.toConnectionProblem(error);
			}
		}
		if (this.underWay === own) {
			this.underWay = undefined;
			this.asked = true;
			const problems = [this.problem, ...[...this.services.values()].map(({ problem }) => problem)];
			this.retryNotBefore =
				this.needs.now() + Math.max(...problems.map((problem) => problem?.error?.retryAfterMs ?? 0));
			this.needs.redraw();
		}
	}

	private async readServices(
		sources: readonly TaskSource[],
		filter: () => string | undefined,
		signal: AbortSignal,
	): Promise<void> {
		this.problem = sources.length === 0 ? noServices(this.needs.name(this.id)) : undefined;
		const dropped = [...this.services.keys()].filter((known) => !sources.some(({ service }) => service === known));
		if (dropped.length > 0) {
			this.needs.mutate(() => dropped.forEach((service) => void this.services.delete(service)));
		}
		await Promise.all(sources.map((source) => this.readService(source, filter(), signal)));
	}

	private async readService(source: TaskSource, filter: string | undefined, signal: AbortSignal): Promise<void> {
		const { needs } = this;
		const service = this.service(source.service);
		try {
			// The first time all are read, filter or not: quick picks and other extensions speak of all tasks.
			const whole = filter !== undefined && service.loadedAt === undefined ? [undefined] : [];
			for (const name of [...whole, filter]) {
				const asked = needs.now();
				const listing = await source.list({ name, signal });
				if (signal.aborted) {
					return;
				}
				needs.mutate(() => service.applyList(listing, name, asked), service);
			}
			if (source.sparseList) {
				await this.prefetchDetails(service, source, filter, signal);
			}
		} catch (error) {
			if (!signal.aborted) {
				service.problem = this.toConnectionProblem(error);
				needs.redraw();
			}
		}
	}

	private async prefetchDetails(
		service: ServiceTasks,
		source: TaskSource,
		filter: string | undefined,
		signal: AbortSignal,
	): Promise<void> {
		const asked = this.needs.now();
		await prefetchDetails(service.filtered(filter), source, signal, ({ id, detail, sample }) =>
			this.needs.mutate(() => {
				if (detail && service.get(id)) {
					service.applyDetail(id, detail, asked);
				}
				if (sample) {
					service.applySample(id, sample);
				}
			}, service),
		);
	}

	private toConnectionProblem(error: unknown): ConnectionProblem {
		if (!(error instanceof CloudError) && !(error instanceof SignInNeeded)) {
			this.needs.fault(error);
		}
		return toConnectionProblem(error, this.needs.name(this.id));
	}

	private service(service: Service): ServiceTasks {
		const known = this.services.get(service);
		if (known) {
			return known;
		}
		const made = new ServiceTasks(this.id, service, this.needs.views[service]);
		this.services.set(service, made);
		return made;
	}
}
