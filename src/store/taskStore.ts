/**
 * All tasks in memory, of every connection. Reads them, says what changed, keeps the last good data when a reading fails. Knows no VS Code and
 * no wire format.
 */
import { CloudError } from '../cloud/errors';
import type { ConnectionChange } from '../connections/connectionManager';
import { type Disposable, Emitter, type Listen } from '../core/emitter';
import { type Logger, noLogger } from '../core/logger';
import { steadyClock } from '../core/steadyClock';
import type { CollectedLog } from '../migration/collectedLog';
import type { ActionAnswer, ServiceRegistry, TaskSource } from '../migration/ports';
import type { Sample } from '../migration/sample';
import type { Task, TaskRef } from '../migration/task';
import type { LogPage, LogQuery } from '../migration/taskLog';
import { type Changes, isEmpty } from './changes';
import type { ConnectionPort } from './connectionPort';
import type { ConnectionState } from './connectionState';
import { ConnectionTasks, removalOf, type Update } from './connectionTasks';
import { FilterInForce } from './filterInForce';
import { readLog } from './readLog';
import { SampleBuffer } from './sampleBuffer';
import type { ServiceTasks } from './serviceTasks';

export type { Changes } from './changes';
export type { ConnectionPort } from './connectionPort';
export type { ConnectionState } from './connectionState';

export interface TaskStoreOptions {
	/** Hears of errors that are not the cloud's. */
	readonly logger?: Logger;
	/** ms since 1970. */
	readonly now?: () => number;
}

export class TaskStore implements Disposable {
	private readonly byConnection = new Map<string, ConnectionTasks>();
	private readonly logger: Logger;
	/** Tells what came first. */
	private readonly now: () => number;
	private readonly wallClock: () => number;
	private readonly tasksChanged: Emitter<Changes>;
	private readonly changed: Emitter<Changes | undefined>;
	private readonly subscription: Disposable;
	private readonly inForce: FilterInForce;

	readonly samples = new SampleBuffer();
	/** Tasks came, changed or went. Never fires for nothing. */
	readonly onDidChangeTasks: Listen<Changes>;
	/** Anything that a view shows may have changed: tasks, which the event names, or (without any) problems, loading, the filter. */
	readonly onDidChange: Listen<Changes | undefined>;

	constructor(
		private readonly connections: ConnectionPort,
		readonly services: ServiceRegistry,
		{ logger = noLogger, now = Date.now }: TaskStoreOptions = {},
	) {
		this.logger = logger;
		this.now = steadyClock(now);
		this.wallClock = now;
		this.inForce = new FilterInForce(services, (id) => connections.name(id), now);
		this.tasksChanged = new Emitter((error) => logger.error(error));
		this.changed = new Emitter((error) => logger.error(error));
		this.onDidChangeTasks = this.tasksChanged.event;
		this.onDidChange = this.changed.event;
		this.subscription = connections.onDidChange((change) => this.connectionChanged(change));
	}

	dispose(): void {
		this.subscription.dispose();
		for (const connection of this.byConnection.values()) {
			connection.end();
		}
		this.tasksChanged.dispose();
		this.changed.dispose();
	}

	/** The filter in force, as typed. */
	get filter(): string | undefined {
		return this.inForce.typed;
	}

	/**
	 * Sets or clears the filter (`orders state:FAILED`, see `parseFilter`) and asks the services what it finds; a credential that was refused is
	 * not tried again for that. What is not shown is read as before. `asking` false: while one types, services are not asked.
	 */
	async setFilter(typed: string | undefined, asking = true): Promise<void> {
		if (!(await this.inForce.set(typed ?? ''))) {
			return;
		}
		this.changed.fire(undefined);
		if (this.inForce.matcher && asking) {
			const able = this.all().filter(({ isSuspended }) => !isSuspended);
			await Promise.all(able.map((one) => one.find(() => this.inForce.matcher)));
		}
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
		return this.ofServices((service) => service.tasks());
	}

	/** The tasks that the filter lets through. */
	visibleTasks(): Task[] {
		return this.ofServices((service) => service.filtered(this.inForce.matcher));
	}

	private ofServices(tasksOf: (service: ServiceTasks) => readonly Task[]): Task[] {
		const lists = this.all().flatMap(({ services }) => Array.from(services.values(), tasksOf));
		return lists.length === 1 ? [...(lists[0] ?? [])] : lists.flat();
	}

	get(ref: TaskRef): Task | undefined {
		return this.byConnection.get(ref.connectionId)?.services.get(ref.service)?.get(ref.id);
	}

	/** Connections that were never asked, or were replaced since, and are not being asked now. */
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
			wanted
				.filter(({ isSuspended }) => !(options.quietly && isSuspended))
				.map((one) => this.read(one, !options.quietly)),
		);
	}

	/** Whether nothing of a connection could be read. */
	isFailing(id: string): boolean {
		return this.byConnection.get(id)?.failing ?? false;
	}

	/** How long the services of a connection asked to be left alone from now on, ms. */
	restOf(id: string): number {
		return this.byConnection.get(id)?.rest ?? 0;
	}

	/** How a task went that was known: its service denies it, or a whole list was without it. Undefined where it is there, or was never known. */
	goneBy({ connectionId, service, id }: TaskRef): 'denied' | 'unlisted' | undefined {
		return this.byConnection.get(connectionId)?.services.get(service)?.goneBy(id);
	}

	/** When the list that a task would stand in was last read well, ms since 1970. */
	listedAt({ connectionId, service }: TaskRef): number | undefined {
		return this.byConnection.get(connectionId)?.services.get(service)?.loadedAt;
	}

	/** Reads one task's details. Throws what the service throws, and `noSuchTask` for one that the list has lost; a task that is gone also goes from the store. */
	async refreshTask(ref: TaskRef, signal?: AbortSignal): Promise<Task> {
		return this.ask(ref, signal, async (source, own, update) => {
			const at = this.now();
			const reading = await source.show(ref.id, own);
			update((service) => service.applyDetail(ref.id, reading, { at, answeredAt: this.now() }));
			const task = this.get(ref);
			if (!task) {
				// Services go on describing what they have deleted: the list, which is without it, says so.
				throw new CloudError({ kind: 'noSuchTask', operation: 'TaskStore' });
			}
			return task;
		});
	}

	/** Takes one sample of a task's live statistics and keeps it. `detailed` tells whether the details came along. */
	async sampleTask(
		ref: TaskRef,
		signal?: AbortSignal,
	): Promise<{ readonly sample: Sample; readonly detailed: boolean }> {
		return this.ask(ref, signal, async (source, own, update) => {
			const at = this.now();
			const { sample, detail } = await source.sample(ref.id, own);
			if (detail) {
				update((service) => service.applyDetail(ref.id, detail, { at, answeredAt: this.now() }));
			}
			update((service) => {
				this.samples.add(ref, sample);
				return service.applySample(ref.id, sample);
			});
			return { sample, detailed: detail !== undefined };
		});
	}

	/** A part of the service's own log of a task. Throws what the service throws. */
	async readLog(ref: TaskRef, query: LogQuery): Promise<LogPage> {
		return readLog(this.connection(ref.connectionId), ref, query);
	}

	/** Where the collected log of a task lies, and the link to it, which is a secret; undefined where none is known. Throws what the service throws. */
	async collectedLog(ref: TaskRef): Promise<CollectedLog | undefined> {
		return this.ask(ref, undefined, async (source, own) => source.collectedLog?.(ref.id, own));
	}

	/** Runs an action of the task's service, with what a person entered for it. Sent at most once. Throws what the service throws. */
	async runAction(action: string, ref: TaskRef, input?: unknown, signal?: AbortSignal): Promise<ActionAnswer> {
		const row = this.services.action(ref.service, action);
		return this.ask(ref, signal, (source, own) => source.run(row, ref.id, input, own));
	}

	/** Runs an action on several tasks of one service and connection with one request: what became of each, by id. Throws what the service throws. */
	async runBatch(action: string, refs: readonly TaskRef[]): Promise<ReadonlyMap<string, ActionAnswer>> {
		const { runBatch } = await import('./runBatch');
		return runBatch(this.services, (id) => this.connection(id), action, refs);
	}

	/** Method and path of the request that an action would send, to be shown. Throws as the connection does. */
	async describeAction(action: string, ref: TaskRef): Promise<{ readonly method: string; readonly path: string }> {
		const row = this.services.action(ref.service, action);
		return this.ask(ref, undefined, (source) => source.describe(row, ref.id));
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

	private read(connection: ConnectionTasks, byHand = false): Promise<void> {
		return connection.refresh(() => this.inForce.matcher, byHand);
	}

	private tell(changes: Changes | undefined): void {
		if (changes && !isEmpty(changes)) {
			this.tasksChanged.fire(changes);
		}
		this.changed.fire(changes);
	}

	/** Nothing of a connection survives its removal or replacement; what arrives late for it finds it ended. */
	private connectionChanged({ id, kind }: ConnectionChange): void {
		const connection = this.byConnection.get(id);
		if (kind === 'renewed') {
			connection?.renew();
		}
		if (kind !== 'removed' && kind !== 'replaced') {
			this.changed.fire(undefined);
			return;
		}
		connection?.end();
		this.byConnection.delete(id);
		this.samples.forget(id);
		this.tell(connection && removalOf(connection.services.values()));
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
		const { connections, services, logger, now, wallClock } = this;
		const made = new ConnectionTasks(id, { connections, services, logger, now, wallClock });
		made.onDidChange((changes) => this.tell(changes));
		this.byConnection.set(id, made);
		return made;
	}
}
