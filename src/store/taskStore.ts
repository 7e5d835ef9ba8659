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
import { anySignal } from './anySignal';
import { diffTasks, isEmpty, type TaskChanges } from './changes';
import { lookCloser } from './closerLook';
import { type Disposable, Emitter, type Listen } from './emitter';
import { noServices, type Problem, problemOf } from './problem';
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

	/** Sets or clears the filter and reads the lists with it; a credential that was refused is not tried again for that. */
	async setFilter(name: string | undefined): Promise<void> {
		this.filterName = name?.trim() === '' ? undefined : name?.trim();
		this.redraw.fire(undefined);
		await this.refresh({ quietly: true });
	}

	/** How each connection stands, in the order of the settings. */
	connectionStates(): readonly ConnectionState[] {
		return this.connections.ids().map((id) => {
			const { underWay, problem, services } = this.state(id);
			const loading = underWay !== undefined;
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

	/** Connections that were never asked, or were replaced since, and are not being asked now. */
	unread(): readonly string[] {
		return this.connections.ids().filter((id) => {
			const { asked, underWay } = this.state(id);
			return !asked && underWay === undefined;
		});
	}

	/** Whether every connection was asked once, well or not. */
	get loaded(): boolean {
		return this.connections.ids().every((id) => this.state(id).asked);
	}

	/** Reads what was never read. Resolves when every connection was asked once, also where that is under way already. */
	async load(): Promise<void> {
		const pending = this.connections.ids().filter((id) => !this.state(id).asked);
		await Promise.all(
			pending.map((id) => {
				const state = this.state(id);
				return state.underWay ? settled(state) : this.refreshConnection(id);
			}),
		);
	}

	/**
	 * Reads the lists of all connections (or of some), side by side. Resolves when all are in or have failed; failures stand in the connection's
	 * state. `quietly` leaves out connections whose credential was refused (asking again by itself would lock the key), and those whose service
	 * asked for patience.
	 */
	async refresh(options: { readonly ids?: readonly string[]; readonly quietly?: boolean } = {}): Promise<void> {
		const known = this.connections.ids();
		const ids = (options.ids ?? known).filter((id) => known.includes(id) && !(options.quietly && this.leaveAlone(id)));
		await Promise.all(ids.map((id) => this.refreshConnection(id)));
	}

	/** Whether nothing at all could be read. One connection that fails must not slow down the others. */
	get failing(): boolean {
		const states = this.connectionStates();
		return (
			states.length > 0 &&
			states.every(
				({ problem, services }) =>
					problem !== undefined || (services.length > 0 && services.every((service) => service.problem)),
			)
		);
	}

	/** Reads one task's details. Throws what the service throws; a task that is gone also goes from the store. */
	async refreshTask(ref: TaskRef, signal?: AbortSignal): Promise<Task> {
		return this.withSource(ref, signal, async (source, own, update) => {
			const asked = this.now();
			const raw = await source.show(ref.id, own);
			return update((service) => service.takeDetail(ref.id, raw, asked));
		});
	}

	/** Takes one sample of a task's live statistics and keeps it. `detailed` tells whether the details came along. */
	async sampleTask(
		ref: TaskRef,
		signal?: AbortSignal,
	): Promise<{ readonly sample: Sample; readonly detailed: boolean }> {
		return this.withSource(ref, signal, async (source, own, update) => {
			const asked = this.now();
			const { sample, detail } = await source.sample(ref.id, own);
			update((service) => {
				this.samples.add(ref, sample);
				if (detail) {
					service.takeDetail(ref.id, detail, asked);
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

	/** Asks a task's service. `update` changes what is known of its tasks; it throws where the connection is no longer the one that was asked. */
	private async withSource<T>(
		ref: TaskRef,
		signal: AbortSignal | undefined,
		run: (source: TaskSource, signal: AbortSignal, update: Update) => Promise<T>,
	): Promise<T> {
		const state = this.state(ref.connectionId);
		const current = (): boolean => this.states.get(ref.connectionId) === state;
		const mustBeCurrent = (): void => {
			if (!current()) {
				throw new CloudError({ kind: 'cancelled', operation: 'TaskStore' });
			}
		};
		const update: Update = (change) => {
			mustBeCurrent();
			const service = this.serviceOf(ref.connectionId, ref.service);
			return this.mutate(() => change(service), service);
		};
		const { sources, signal: ends } = await this.connections.open(ref.connectionId);
		mustBeCurrent();
		const source = sources.find(({ service }) => service === ref.service);
		if (!source) {
			throw new Error(`connection without ${ref.service}`);
		}
		const both = anySignal(ends, signal);
		try {
			return await run(source, both.signal, update);
		} catch (error) {
			if (error instanceof CloudError && error.kind === 'noSuchTask' && current()) {
				update((service) => {
					service.remove(ref.id);
					this.samples.forget(ref.connectionId, ref);
				});
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
		state.reading = this.readConnection(id, state, own);
		this.redraw.fire(undefined);
		await settled(state);
	}

	/** Never rejects: failures stand in the state. */
	private async readConnection(id: string, state: State, own: AbortController): Promise<void> {
		try {
			const { sources, signal } = await this.connections.open(id);
			if (!own.signal.aborted) {
				const both = anySignal(signal, own.signal);
				try {
					await this.readServices(id, state, sources, both.signal);
				} finally {
					both.dispose();
				}
			}
		} catch (error) {
			if (!own.signal.aborted) {
				this.reportFault(error);
				state.problem = problemOf(error, this.connections.name(id));
			}
		}
		if (state.underWay === own) {
			state.underWay = undefined;
			state.asked = true;
			const problems = [state.problem, ...[...state.services.values()].map(({ problem }) => problem)];
			state.patientUntil = this.now() + Math.max(...problems.map((problem) => problem?.error?.retryAfterMs ?? 0));
			this.redraw.fire(undefined);
		}
	}

	private async readServices(
		id: string,
		state: State,
		sources: readonly TaskSource[],
		signal: AbortSignal,
	): Promise<void> {
		state.problem = sources.length === 0 ? noServices(this.connections.name(id)) : undefined;
		const dropped = [...state.services.keys()].filter((known) => !sources.some(({ service }) => service === known));
		if (dropped.length > 0) {
			this.mutate(() => dropped.forEach((service) => void state.services.delete(service)));
		}
		await Promise.all(sources.map((source) => this.refreshService(id, source, signal)));
	}

	private async refreshService(id: string, source: TaskSource, signal: AbortSignal): Promise<void> {
		const service = this.serviceOf(id, source.service);
		const filter = this.filterName;
		try {
			// The first time all are read, filter or not: quick picks and other extensions speak of all tasks.
			const whole = filter !== undefined && service.loadedAt === undefined ? [undefined] : [];
			for (const name of [...whole, filter]) {
				const asked = this.now();
				const listing = await source.list({ name, signal });
				if (signal.aborted) {
					return;
				}
				this.mutate(() => service.takeList(listing, name, asked), service);
			}
			if (source.sparseList) {
				await this.lookCloser(service, source, signal);
			}
		} catch (error) {
			if (!signal.aborted) {
				this.reportFault(error);
				service.problem = problemOf(error, this.connections.name(id));
				this.redraw.fire(undefined);
			}
		}
	}

	private async lookCloser(service: ServiceTasks, source: TaskSource, signal: AbortSignal): Promise<void> {
		const asked = this.now();
		await lookCloser(service.filtered(this.filterName), source, signal, ({ id, detail, sample }) =>
			this.mutate(() => {
				if (detail && service.get(id)) {
					service.takeDetail(id, detail, asked);
				}
				if (sample) {
					service.takeSample(id, sample);
				}
			}, service),
		);
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

	/** Nothing of a connection survives its removal or replacement; what arrives late for it finds another state, or none. */
	private connectionChanged({ id, kind }: ConnectionChange): void {
		if (kind === 'removed' || kind === 'replaced') {
			this.states.get(id)?.underWay?.abort();
			this.mutate(() => this.states.delete(id));
			this.samples.forget(id);
		} else {
			this.redraw.fire(undefined);
		}
	}

	/** Whether nothing is asked of a connection by itself for now. */
	private leaveAlone(id: string): boolean {
		return this.refused(id) || this.now() < this.state(id).patientUntil;
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
		const made: State = {
			asked: false,
			problem: undefined,
			patientUntil: 0,
			services: new Map(),
			underWay: undefined,
			reading: Promise.resolve(),
		};
		this.states.set(id, made);
		return made;
	}
}

type Update = <T>(change: (service: ServiceTasks) => T) => T;

interface State {
	/** Whether its lists were read once, well or not. */
	asked: boolean;
	problem: Problem | undefined;
	/** Until when the service asked to be left alone, ms since 1970. */
	patientUntil: number;
	readonly services: Map<Service, ServiceTasks>;
	underWay: AbortController | undefined;
	/** The newest reading of the lists; never rejects. */
	reading: Promise<void>;
}

/** Waits for the newest reading: whoever asked for an earlier one gets its outcome. */
async function settled(state: State): Promise<void> {
	for (let last: Promise<void> | undefined; last !== state.reading; ) {
		last = state.reading;
		await last;
	}
}
