/**
 * All tasks in memory, of every connection. Reads them, says what changed, keeps the last good data when a reading fails. Knows no VS Code and
 * no wire format.
 */
import { CloudError } from '../cloud/errors';
import { SignInNeeded } from '../connections/signInNeeded';
import type { ConfigureAnswer, ServiceView, TaskSource } from '../connections/taskSource';
import type { ConfigureValues } from '../migration/configuration';
import type { Sample } from '../migration/statistics';
import type { Service, Task, TaskRef } from '../migration/task';
import { diffTasks, isEmpty, type TaskChanges } from './changes';
import { type Disposable, Emitter, type Listen } from './emitter';
import { type Problem, problemOf } from './problem';
import { SampleLog } from './sampleLog';
import { ServiceTasks } from './serviceTasks';

/** What the store asks of the connections. */
export interface ConnectionPort {
	ids(): readonly string[];
	name(id: string): string;
	/** The connection's ways to its services; throws `SignInNeeded` where no credential is at hand. `signal` ends when it is edited or removed. */
	open(id: string): Promise<{ readonly sources: readonly TaskSource[]; readonly signal: AbortSignal }>;
	readonly onDidChange: Listen<ConnectionChange>;
}

/** `replaced`: another place or another credential, so that nothing read before may be shown under it any more. */
export interface ConnectionChange {
	readonly id: string;
	readonly kind: 'added' | 'removed' | 'renamed' | 'replaced';
}

/** How one connection stands. */
export interface ConnectionState {
	readonly id: string;
	readonly name: string;
	readonly loading: boolean;
	/** Why the connection as a whole could not be opened. */
	readonly problem: Problem | undefined;
	readonly services: readonly ServiceTasks[];
}

/** Running tasks whose details are read along with a list that does not tell how far they are; the newest ones. */
const LOOK_CLOSER = 10;

export class TaskStore implements Disposable {
	private readonly states = new Map<string, State>();
	private readonly changes = new Emitter<TaskChanges>((error) => this.fault(error));
	private readonly redraw = new Emitter<undefined>((error) => this.fault(error));
	private readonly subscription: Disposable;
	private filterName: string | undefined;

	readonly samples = new SampleLog();
	/** Tasks came, changed or went. */
	readonly onDidChangeTasks: Listen<TaskChanges> = this.changes.event;
	/** Anything that a view shows may have changed: tasks, problems, loading. */
	readonly onDidChange: Listen<undefined> = this.redraw.event;

	constructor(
		private readonly connections: ConnectionPort,
		private readonly views: Readonly<Record<Service, ServiceView>>,
		private readonly fault: (error: unknown) => void = () => {},
		private readonly now: () => number = Date.now,
	) {
		this.subscription = connections.onDidChange((change) => this.connectionChanged(change));
	}

	dispose(): void {
		this.subscription.dispose();
		for (const state of this.states.values()) {
			state.underWay?.abort();
		}
		this.changes.dispose();
		this.redraw.dispose();
	}

	/** The filter in force: a part of the name, as typed. */
	get filter(): string | undefined {
		return this.filterName;
	}

	/** Sets or clears the filter and reads the lists with it. */
	async setFilter(name: string | undefined): Promise<void> {
		this.filterName = name?.trim() === '' ? undefined : name?.trim();
		this.redraw.fire(undefined);
		await this.refresh();
	}

	/** How each connection stands, in the order of the settings. */
	connectionStates(): readonly ConnectionState[] {
		return this.connections.ids().map((id) => {
			const { loading, problem, services } = this.state(id);
			return { id, name: this.connections.name(id), loading, problem, services: [...services.values()] };
		});
	}

	/** All tasks known, whatever the filter. */
	allTasks(): Task[] {
		return this.connections
			.ids()
			.flatMap((id) => [...this.state(id).services.values()].flatMap((service) => [...service.all().values()]));
	}

	/** The tasks that the filter lets through. */
	visibleTasks(): Task[] {
		return this.connections
			.ids()
			.flatMap((id) => [...this.state(id).services.values()].flatMap((service) => service.filtered(this.filterName)));
	}

	get(ref: TaskRef): Task | undefined {
		return this.states.get(ref.connectionId)?.services.get(ref.service)?.get(ref.id);
	}

	/** Connections that were never asked, or were replaced since. */
	unread(): readonly string[] {
		return this.connections.ids().filter((id) => {
			const { loading, problem, services } = this.state(id);
			return (
				!loading &&
				problem === undefined &&
				![...services.values()].some(({ loadedAt, problem: failed }) => loadedAt !== undefined || failed)
			);
		});
	}

	/**
	 * Reads the lists of all connections (or of some), side by side. Resolves when all are in or have failed; failures stand in the connection's
	 * state. `quietly` leaves out connections whose credential was refused: asking again by itself would lock the key.
	 */
	async refresh(options: { readonly ids?: readonly string[]; readonly quietly?: boolean } = {}): Promise<void> {
		const ids = (options.ids ?? this.connections.ids()).filter((id) => !options.quietly || !this.refused(id));
		await Promise.all(ids.map((id) => this.refreshConnection(id)));
	}

	/** Whether the last reading of any connection failed. */
	get failing(): boolean {
		return this.connectionStates().some(
			({ problem, services }) => problem !== undefined || services.some((service) => service.problem),
		);
	}

	/** Reads one task's details. Throws what the service throws; a task that is gone also goes from the store. */
	async refreshTask(ref: TaskRef, signal?: AbortSignal): Promise<Task> {
		return this.withSource(ref, signal, async (source, own) => {
			const raw = await source.show(ref.id, own);
			return this.update(ref, (service) => service.takeDetail(ref.id, raw, this.now()));
		});
	}

	/** Takes one sample of a task's live statistics and keeps it. `detailed` tells whether the details came along. */
	async sampleTask(
		ref: TaskRef,
		signal?: AbortSignal,
	): Promise<{ readonly sample: Sample; readonly detailed: boolean }> {
		return this.withSource(ref, signal, async (source, own) => {
			const { sample, detail } = await source.sample(ref.id, own);
			this.samples.add(ref, sample);
			this.update(ref, (service) => {
				if (detail) {
					service.takeDetail(ref.id, detail, sample.at);
				}
				service.takeSample(ref.id, sample);
			});
			return { sample, detailed: detail !== undefined };
		});
	}

	/** Configures an online migration. Sent once, never repeated. Throws what the service throws. */
	async configureTask(ref: TaskRef, values: ConfigureValues, signal?: AbortSignal): Promise<ConfigureAnswer> {
		return this.withSource(ref, signal, (source, own) => {
			if (!source.configure) {
				throw new Error(`${source.service} has no configuration`);
			}
			return source.configure(ref.id, values, own);
		});
	}

	/** Method and path of the configure request of a task. */
	async configureRequest(ref: TaskRef): Promise<{ readonly method: string; readonly path: string } | undefined> {
		return this.withSource(ref, undefined, async (source) => source.configureRequest?.(ref.id));
	}

	private async withSource<T>(
		ref: TaskRef,
		signal: AbortSignal | undefined,
		run: (source: TaskSource, signal: AbortSignal) => Promise<T>,
	): Promise<T> {
		const { sources, signal: ends } = await this.connections.open(ref.connectionId);
		const source = sources.find(({ service }) => service === ref.service);
		if (!source) {
			throw new Error(`connection without ${ref.service}`);
		}
		const both = anySignal(ends, signal);
		try {
			return await run(source, both.signal);
		} catch (error) {
			if (error instanceof CloudError && error.kind === 'noSuchTask') {
				this.update(ref, (service) => service.remove(ref.id));
				this.samples.forget(ref.connectionId, ref);
			}
			throw error;
		} finally {
			both.dispose();
		}
	}

	private async refreshConnection(id: string): Promise<void> {
		const state = this.state(id);
		state.underWay?.abort();
		const own = new AbortController();
		state.underWay = own;
		state.loading = true;
		this.redraw.fire(undefined);
		try {
			const { sources, signal } = await this.connections.open(id);
			if (own.signal.aborted) {
				return await this.superseded(state, own);
			}
			state.problem = undefined;
			for (const service of [...state.services.keys()].filter(
				(known) => !sources.some((source) => source.service === known),
			)) {
				this.mutate(() => state.services.delete(service));
			}
			const both = anySignal(signal, own.signal);
			try {
				await Promise.all(sources.map((source) => this.refreshService(id, source, both.signal)));
			} finally {
				both.dispose();
			}
		} catch (error) {
			if (!own.signal.aborted) {
				this.reportFault(error);
				state.problem = problemOf(error, this.connections.name(id));
			}
		}
		if (state.underWay !== own) {
			return this.superseded(state, own);
		}
		state.underWay = undefined;
		state.loading = false;
		this.redraw.fire(undefined);
	}

	/** A newer refresh took over: whoever awaits the older one gets the newer one's outcome. */
	private async superseded(state: State, own: AbortController): Promise<void> {
		while (state.underWay !== undefined && state.underWay !== own) {
			await new Promise<void>((resolve) => {
				const subscription = this.onDidChange(() => {
					subscription.dispose();
					resolve();
				});
			});
		}
	}

	private async refreshService(id: string, source: TaskSource, signal: AbortSignal): Promise<void> {
		const service = this.serviceOf(id, source.service);
		const filter = this.filterName;
		try {
			const listing = await source.list({ name: filter, signal });
			if (signal.aborted) {
				return;
			}
			this.mutate(() => service.takeList(listing, filter, this.now()), service);
			await this.lookCloser(service, source, signal);
		} catch (error) {
			if (!signal.aborted) {
				this.reportFault(error);
				service.problem = problemOf(error, this.connections.name(id));
				this.redraw.fire(undefined);
			}
		}
	}

	/** Reads details and statistics of a few running tasks, for services whose list does not tell how far they are. Failures do not matter here. */
	private async lookCloser(service: ServiceTasks, source: TaskSource, signal: AbortSignal): Promise<void> {
		if (!source.sparseList) {
			return;
		}
		const running = service
			.filtered(this.filterName)
			.filter((task) => task.live && !task.over)
			.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
			.slice(0, LOOK_CLOSER);
		const next = running.values();
		const worker = async (): Promise<void> => {
			for (const { ref } of next) {
				const [detail, sample] = await Promise.allSettled([source.show(ref.id, signal), source.sample(ref.id, signal)]);
				if (signal.aborted) {
					return;
				}
				this.mutate(() => {
					if (!service.get(ref.id)) {
						return;
					}
					if (detail.status === 'fulfilled') {
						service.takeDetail(ref.id, detail.value, this.now());
					}
					if (sample.status === 'fulfilled') {
						service.takeSample(ref.id, sample.value.sample);
					}
				}, service);
			}
		};
		await Promise.all([worker(), worker()]);
	}

	private update<T>(ref: TaskRef, change: (service: ServiceTasks) => T): T {
		const service = this.serviceOf(ref.connectionId, ref.service);
		return this.mutate(() => change(service), service);
	}

	/** Makes a change and tells what it did: to one service's tasks, or to all. */
	private mutate<T>(change: () => T, within?: ServiceTasks): T {
		const tasks = (): ReadonlyMap<string, Task> => (within ? new Map(within.all()) : this.everything());
		const before = tasks();
		const result = change();
		const changes = diffTasks(before, tasks());
		if (!isEmpty(changes)) {
			this.changes.fire(changes);
		}
		this.redraw.fire(undefined);
		return result;
	}

	private everything(): ReadonlyMap<string, Task> {
		const services = [...this.states.values()].flatMap(({ services }) => [...services.values()]);
		return new Map(services.flatMap((service) => [...service.all()]));
	}

	private connectionChanged({ id, kind }: ConnectionChange): void {
		if (kind === 'removed' || kind === 'replaced') {
			const state = this.states.get(id);
			state?.underWay?.abort();
			this.mutate(() => this.states.delete(id));
			this.samples.forget(id);
		} else {
			this.redraw.fire(undefined);
		}
	}

	private refused(id: string): boolean {
		const { problem, services } = this.state(id);
		return Boolean(problem?.refused) || [...services.values()].some((service) => service.problem?.refused);
	}

	private reportFault(error: unknown): void {
		if (!(error instanceof CloudError) && !(error instanceof SignInNeeded)) {
			this.fault(error);
		}
	}

	private serviceOf(id: string, service: Service): ServiceTasks {
		const { services } = this.state(id);
		const known = services.get(service);
		if (known) {
			return known;
		}
		const made = new ServiceTasks(id, service, this.views[service]);
		services.set(service, made);
		return made;
	}

	private state(id: string): State {
		const known = this.states.get(id);
		if (known) {
			return known;
		}
		const made: State = { loading: false, problem: undefined, services: new Map(), underWay: undefined };
		this.states.set(id, made);
		return made;
	}
}

interface State {
	loading: boolean;
	problem: Problem | undefined;
	readonly services: Map<Service, ServiceTasks>;
	underWay: AbortController | undefined;
}

/** A signal that ends when either of two ends. (`AbortSignal.any` is too new for the oldest VS Code that this runs in.) */
function anySignal(a: AbortSignal, b: AbortSignal | undefined): { readonly signal: AbortSignal; dispose(): void } {
	if (!b) {
		return { signal: a, dispose: () => {} };
	}
	const both = new AbortController();
	const end = (): void => both.abort();
	for (const signal of [a, b]) {
		if (signal.aborted) {
			end();
		}
		signal.addEventListener('abort', end, { once: true });
	}
	return {
		signal: both.signal,
		dispose: () => {
			a.removeEventListener('abort', end);
			b.removeEventListener('abort', end);
		},
	};
}
