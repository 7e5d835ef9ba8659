/**
 * All tasks in memory, of every connection. Reads them, says what changed, keeps the last good data when a reading fails. Knows no VS Code and
 * no wire format.
 */
import { CloudError } from '../cloud/errors';
import { type Disposable, Emitter, type Listen } from '../core/emitter';
import type { ConfigureValues } from '../migration/configuration';
import type { ConfigureAnswer, ServicePresenter, TaskSource } from '../migration/ports';
import type { Sample } from '../migration/sample';
import type { Service, Task, TaskRef } from '../migration/task';
import { diffTasks, isEmpty, type TaskChanges } from './changes';
import type { ConnectionProblem } from './connectionProblem';
import { ConnectionTasks, type Update } from './connectionTasks';
import { SampleBuffer } from './sampleBuffer';
import type { ServiceTasks } from './serviceTasks';

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
	readonly problem: ConnectionProblem | undefined;
	readonly services: readonly ServiceTasks[];
}

export class TaskStore implements Disposable {
	private readonly byConnection = new Map<string, ConnectionTasks>();
	private readonly changes = new Emitter<TaskChanges>((error) => this.fault(error));
	private readonly redraw = new Emitter<undefined>((error) => this.fault(error));
	private readonly subscription: Disposable;
	private filterName: string | undefined;

	readonly samples = new SampleBuffer();
	/** Tasks came, changed or went. */
	readonly onDidChangeTasks: Listen<TaskChanges> = this.changes.event;
	/** Anything that a view shows may have changed: tasks, problems, loading. */
	readonly onDidChange: Listen<undefined> = this.redraw.event;

	constructor(
		private readonly connections: ConnectionPort,
		private readonly views: Readonly<Record<Service, ServicePresenter>>,
		private readonly fault: (error: unknown) => void = () => {},
		private readonly now: () => number = Date.now,
	) {
		this.subscription = connections.onDidChange((change) => this.connectionChanged(change));
	}

	dispose(): void {
		this.subscription.dispose();
		for (const connection of this.byConnection.values()) {
			connection.end();
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
		return this.all().map(({ id, loading, problem, services }) => ({
			id,
			name: this.connections.name(id),
			loading,
			problem,
			services: [...services.values()],
		}));
	}

	/** All tasks known, whatever the filter. */
	allTasks(): Task[] {
		return this.all().flatMap(({ services }) =>
			[...services.values()].flatMap((service) => [...service.all().values()]),
		);
	}

	/** The tasks that the filter lets through. */
	visibleTasks(): Task[] {
		return this.all().flatMap(({ services }) =>
			[...services.values()].flatMap((service) => service.filtered(this.filterName)),
		);
	}

	get(ref: TaskRef): Task | undefined {
		return this.byConnection.get(ref.connectionId)?.services.get(ref.service)?.get(ref.id);
	}

	/** ConnectionManager that were never asked, or were replaced since, and are not being asked now. */
	unread(): readonly string[] {
		return this.all()
			.filter(({ asked, loading }) => !asked && !loading)
			.map(({ id }) => id);
	}

	/** Whether every connection was asked once, well or not. */
	get loaded(): boolean {
		return this.all().every(({ asked }) => asked);
	}

	/** Reads what was never read. Resolves when every connection was asked once, also where that is under way already. */
	async load(): Promise<void> {
		const pending = this.all().filter(({ asked }) => !asked);
		await Promise.all(pending.map((one) => (one.loading ? one.settled() : this.read(one))));
	}

	/**
	 * Reads the lists of all connections (or of some), side by side. Resolves when all are in or have failed; failures stand in the connection's
	 * state. `quietly` leaves out connections whose credential was refused (asking again by itself would lock the key), and those whose service
	 * asked for patience.
	 */
	async refresh(options: { readonly ids?: readonly string[]; readonly quietly?: boolean } = {}): Promise<void> {
		const wanted = this.all().filter(({ id }) => options.ids?.includes(id) ?? true);
		await Promise.all(
			wanted.filter(({ isSuspended }) => !(options.quietly && isSuspended)).map((one) => this.read(one)),
		);
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
		return this.ask(ref, signal, async (source, own, update) => {
			const asked = this.now();
			const raw = await source.show(ref.id, own);
			return update((service) => service.applyDetail(ref.id, raw, asked));
		});
	}

	/** Takes one sample of a task's live statistics and keeps it. `detailed` tells whether the details came along. */
	async sampleTask(
		ref: TaskRef,
		signal?: AbortSignal,
	): Promise<{ readonly sample: Sample; readonly detailed: boolean }> {
		return this.ask(ref, signal, async (source, own, update) => {
			const asked = this.now();
			const { sample, detail } = await source.sample(ref.id, own);
			update((service) => {
				this.samples.add(ref, sample);
				if (detail) {
					service.applyDetail(ref.id, detail, asked);
				}
				service.applySample(ref.id, sample);
			});
			return { sample, detailed: detail !== undefined };
		});
	}

	/** Configures an online migration. Sent once, never repeated. Throws what the service throws. */
	async configureTask(ref: TaskRef, values: ConfigureValues, signal?: AbortSignal): Promise<ConfigureAnswer> {
		return this.ask(ref, signal, (source, own) => {
			if (!source.configure) {
				throw new Error(`${source.service} has no configuration`);
			}
			return source.configure(ref.id, values, own);
		});
	}

	/** Method and path of the configure request of a task. */
	async configureRequest(ref: TaskRef): Promise<{ readonly method: string; readonly path: string } | undefined> {
		return this.ask(ref, undefined, async (source) => source.configureRequest?.(ref.id));
	}

	private async ask<T>(
		ref: TaskRef,
		signal: AbortSignal | undefined,
		run: (source: TaskSource, signal: AbortSignal, update: Update) => Promise<T>,
	): Promise<T> {
		try {
			return await this.connection(ref.connectionId).ask(ref, signal, run);
		} catch (error) {
			if (error instanceof CloudError && error.kind === 'noSuchTask') {
				this.samples.forget(ref.connectionId, ref);
			}
			throw error;
		}
	}

	private read(connection: ConnectionTasks): Promise<void> {
		return connection.refresh(() => this.filterName);
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
		const services = [...this.byConnection.values()].flatMap(({ services }) => [...services.values()]);
		return new Map(services.flatMap((service) => [...service.all()]));
	}

	/** Nothing of a connection survives its removal or replacement; what arrives late for it finds it ended. */
	private connectionChanged({ id, kind }: ConnectionChange): void {
		if (kind === 'removed' || kind === 'replaced') {
			this.byConnection.get(id)?.end();
			this.mutate(() => this.byConnection.delete(id));
			this.samples.forget(id);
		} else {
			this.redraw.fire(undefined);
		}
	}

	/** The connections in the order of the settings. */
	private all(): readonly ConnectionTasks[] {
		return this.connections.ids().map((id) => this.connection(id));
	}

	private connection(id: string): ConnectionTasks {
		const known = this.byConnection.get(id);
		if (known) {
			return known;
		}
		const made = new ConnectionTasks(id, {
			name: (of) => this.connections.name(of),
			open: (of) => this.connections.open(of),
			views: this.views,
			now: this.now,
			mutate: (change, within) => this.mutate(change, within),
			redraw: () => this.redraw.fire(undefined),
			fault: this.fault,
		});
		this.byConnection.set(id, made);
		return made;
	}
}
