/**
 * What the store and the views ask of a service. Each service implements this in a folder of its own; nothing above knows which one it talks to, and
 * nothing here knows a cloud.
 */
import type { WholeList } from '../core/list';
import type { ActionAnswer, ServiceAction } from './actions';
import type { ActionWordsTable } from './actionWords';
import type { CauseRow } from './causes';
import type { CollectedLog } from './collectedLog';
import type { ConfigureValues } from './configuration';
import type { CreationSource } from './creation';
import type { Cutover } from './cutover';
import type { CausesInput, FoundCause } from './explain';
import type { Format } from './format';
import type { RunSample } from './insight/run';
import type { InstanceSource } from './instances';
import type { KeysFacts } from './keyspaces/facts';
import type { RunState } from './runState';
import type { Sample } from './sample';
import type { Statuses } from './status';
import type { ServiceId, Task, TaskRef, WireFields } from './task';
import type { FilterPorts, ListFilter } from './taskFilter';
import type { LogFields, LogPage, LogQuery } from './taskLog';
import type { Chart, Headline, Section, Stat, Tile } from './viewModel';

export type { ActionAnswer, ActionBatch, ServiceAction } from './actions';

/** What one answer said of a task. */
export interface TaskReading<F = unknown> {
	/** What the service's tables read, typed. */
	readonly fields: F;
	/** Everything that came, without secrets. */
	readonly raw: WireFields;
}

/** A reading, and when it was asked for and answered, ms since 1970: what it says was true somewhere in between. */
export interface DatedReading<F = unknown> extends TaskReading<F> {
	readonly at: number;
	/** Left out where it is not known; then it was answered at once. */
	readonly answeredAt?: number | undefined;
}

/** A row of the list, which says the same again and again until it says something else. */
export interface ListReading<F = unknown> extends DatedReading<F> {
	/** When a list first had the task, ms since 1970. Left out: it is this one. */
	readonly firstAt?: number | undefined;
	/** When the list changed what it says, by field, ms since 1970; fields that it never changed are left out. */
	readonly changedAt?: ReadonlyMap<string, number> | undefined;
}

/** All that was read of a task: its row in the list, its details, or both. */
export interface Readings<F = unknown> {
	readonly list?: ListReading<F> | undefined;
	readonly detail?: DatedReading<F> | undefined;
	/** The newest sample of its live statistics. */
	readonly sample?: Sample | undefined;
}

/** One row of a list of tasks. A row that says the same as the time before is the very same object. */
export interface ListedTask<F = unknown> extends TaskReading<F> {
	readonly id: string;
}

export interface ListOptions {
	/** What the list is narrowed down by, of the kind that {@link FilterPorts.narrow} gives; without it all tasks are listed. */
	readonly filter?: ListFilter | undefined;
	readonly signal: AbortSignal;
	/** Hears of rows as they arrive, long before the list is whole. Rows may come twice; a short list says nothing here. */
	readonly onRows?: ((rows: readonly ListedTask[]) => void) | undefined;
}

export interface AskOptions {
	/** The request is sent a single time, also where it fails: whoever asks comes again anyway. */
	readonly once?: boolean;
}

/** One connection's way to one service. Every call may throw a `CloudError`. */
export interface TaskSource {
	readonly service: ServiceId;
	/** All tasks, or those that the service finds. */
	list(options: ListOptions): Promise<WholeList<ListedTask>>;
	/** One task's details. */
	show(id: string, signal: AbortSignal, options?: AskOptions): Promise<TaskReading>;
	/** One reading of its live statistics; services whose details carry them return these too. */
	sample(
		id: string,
		signal: AbortSignal,
		options?: AskOptions,
	): Promise<{ readonly sample: Sample; readonly detail?: TaskReading }>;
	/** A part of the service's own log of a task. Absent where the service has none. */
	logs?(id: string, query: LogQuery): Promise<LogPage>;
	/** Where the collected log of a task lies; undefined where none is known. Absent where the service collects none. */
	collectedLog?(id: string, signal: AbortSignal): Promise<CollectedLog | undefined>;
	/** The cloud instances that its migrations begin and end in. Absent where the service has none to choose among. */
	readonly instances?: InstanceSource;
	/** How new tasks come about. Absent where none can be created from here. */
	readonly creations?: CreationSource;
	/** Asks for as little as possible, to learn whether the connection works. */
	probe(signal: AbortSignal): Promise<void>;
	/** Runs an action on one task. Sent at most once, unless the action is repeatable. */
	run(action: ServiceAction<never>, id: string, input: unknown, signal: AbortSignal): Promise<ActionAnswer>;
	/** Runs an action that has a batch on several tasks, with one request. What became of each, by id. Absent where none has. */
	runBatch?(
		action: ServiceAction<never>,
		ids: readonly string[],
		signal: AbortSignal,
	): Promise<ReadonlyMap<string, ActionAnswer>>;
	/** Method and path of the request that an action would send, to be shown. */
	describe(action: ServiceAction<never>, id: string): Promise<{ readonly method: string; readonly path: string }>;
}

/** A service as the store and the tree know it: small, and there from the start. */
export interface ServiceInfo<F = unknown> {
	readonly id: ServiceId;
	/** Its short name: "DCS". */
	readonly label: string;
	/** Its long name: "Distributed Cache Service". */
	readonly longName: string;
	/** What its tasks are, with its short name: "Redis migrations (DCS)". */
	readonly tasksName: () => string;
	readonly statuses: Statuses;
	/** Wire name of a task's name, and of its status. */
	readonly nameField: string;
	readonly statusField: string;
	/** Wire name of a task's error. */
	readonly errorField?: string;
	/** Whether the list says less of a running task than its details and statistics do. */
	readonly sparseList: boolean;
	/** Whether its numbers tell how a run stands before a cutover. */
	readonly judgesRuns: boolean;
	/** How its tasks are narrowed down. */
	readonly filter: FilterPorts;
	/** The wire names of its log of a task; absent where it has no such log. */
	readonly log?: LogFields;
	/** Whether new tasks can be created: its connections have {@link TaskSource.creations}. */
	readonly createsTasks?: boolean;
	/** The action that collects a task's log into storage of the user's, of services that show none. */
	readonly collectsLog?: string;
	/** Whether its tasks copy keys, so that those of both ends can be compared. */
	readonly copiesKeys?: boolean;
	/** What can be done to its tasks. */
	readonly actions: readonly ServiceAction<never>[];
	/** Builds the task from what was read of it. */
	readTask(ref: TaskRef, readings: Readings<F>): Task<F>;
	/** The task in a few words, for the tree, tooltips and quick picks. */
	readonly summary: TaskSummary<F>;
	/** Why a list is not whole, for the user. */
	incompleteText(list: WholeList<unknown>): string;
	/** How its tasks are shown in panels; loaded when the first panel opens. */
	presenter(): Promise<ServicePresenter<F>>;
}

/** A task in a few words. Each is worked out when it is shown, not when a list is read. */
export interface TaskSummary<F = unknown> {
	/** How it stands, for the row in the tree: "42 % · full sync", the number first since rows are cut at their end. Never a duration that ticks. */
	row(task: Task<F>, format: Format): string;
	/** What kind of migration: "online", "backup import", "file-level", … */
	kind(task: Task<F>): string;
	/** Where from and where to, as short as they can be said; undefined where the service does not say. */
	from(task: Task<F>): string | undefined;
	to(task: Task<F>): string | undefined;
	/** How: "full, then incremental". */
	method(task: Task<F>): string | undefined;
	/** The service's own error text for this task. */
	error(task: Task<F>): string | undefined;
}

/** Reads a service's statistics as one reading of a run that can be judged. */
export interface RunReader<F = unknown> {
	/** `status`: as the service said it when the sample was taken; `ofNow`: whether what the task itself says held then as well. */
	read(
		task: Task<F>,
		sample: Sample,
		context: { readonly status: string; readonly writesStopped: boolean; readonly ofNow: boolean },
	): RunSample;
}

/** What is known of a task beside itself and its newest samples, for the sentence on top. */
export interface HeadlineFacts {
	/** Its whole run. */
	readonly run?: RunState;
	/** Why it failed, the likeliest first; left out: what its own error says. */
	readonly causes?: readonly FoundCause[];
}

/** How a service's tasks are shown in full. Pure: works on what was read before, with no connection at all. */
export interface ServicePresenter<F = unknown> {
	/** The first sentence of the panel. Samples oldest first; `now` in ms since 1970: old ones support less. */
	headline(task: Task<F>, samples: readonly Sample[], format: Format, now: number, about?: HeadlineFacts): Headline;
	/** What the task's status means here, where that may surprise; shown when it is asked for. */
	statusHelp?(task: Task<F>): string | undefined;
	/** How its runs are judged; absent where the service gives nothing to judge. */
	readonly runs?: RunReader<F>;
	/** How the task stands before a cutover: row, gates, what to do. Undefined where there is nothing to say. */
	cutover?(task: Task<F>, run: RunState, format: Format, now: number): Cutover | undefined;
	/** When a task that has ended did so, by its own dates, ms since 1970; undefined where it has none. Absent where the service gives none. */
	endedAt?(task: Task<F>): number | undefined;
	/** The fields in the order in which a person reads them. `now` in ms since 1970. */
	sections(task: Task<F>, format: Format, now: number): readonly Section[];
	/**
	 * Tiles and charts of the live statistics. `samples` oldest first; `shown` those of them that the charts show: all, or a stretch of them. Which
	 * charts there are goes by all, so that none comes or goes where another stretch is looked at.
	 */
	live(
		task: Task<F>,
		samples: readonly Sample[],
		format: Format,
		shown?: readonly Sample[],
	): {
		readonly tiles: readonly Tile[];
		readonly charts: readonly Chart[];
		readonly migrating?: Stat & { readonly label: string };
	};
	/** What its actions are called and do; absent where nothing can be done to its tasks beside configuring them. */
	readonly actionWords?: ActionWordsTable<F>;
	/** Whether a collected log of the task is there to be handed on. */
	hasCollectedLog?(task: Task<F>): boolean;
	/** Why an action is not possible now, where the status alone does not say it: "its IP addresses are being switched". */
	whyNot?(task: Task<F>, action: string): string | undefined;
	/** What is known to stop its tasks. */
	readonly catalogue?: readonly CauseRow[];
	/**
	 * Why the task stopped or does not go well, as far as its error, and what else is known, speak for a known cause: the likeliest first. Absent where
	 * the service has no catalogue.
	 */
	causes?(task: Task<F>, more?: CausesInput): readonly FoundCause[];
	/** What is known of the keys of both ends; absent where the service copies none. Samples oldest first. */
	keys?(task: Task<F>, samples: readonly Sample[]): KeysFacts;
	/** What the configuration form starts from; absent where the service has none. */
	prefill?(task: Task<F>): ConfigureValues;
	/** What samples are called outside; absent where the wire has no names for it. */
	readonly wireNames?: {
		/** The wire word of the task's method; undefined where the service does not say. */
		method(task: Task<F>): string | undefined;
		/** The wire name of {@link Sample.migrating}. */
		readonly migrating: string;
	};
	/** The address to be allowed at both ends before a migration starts, where the service names one. */
	migrationIp?(task: Task<F>): string | undefined;
	/** The VPC of the machine that migrates, where the service names it. */
	migrationVpc?(task: Task<F>): string | undefined;
}

/** The services that this version knows, by id. */
export class ServiceRegistry<S extends ServiceInfo = ServiceInfo> {
	private readonly byId: ReadonlyMap<ServiceId, S>;

	constructor(readonly all: readonly S[]) {
		this.byId = new Map(all.map((service) => [service.id, service]));
	}

	ids(): readonly ServiceId[] {
		return this.all.map(({ id }) => id);
	}

	/** An action of a service. Throws an `Error` where the service has none of that id. */
	action(service: ServiceId, id: string): ServiceAction<never> {
		const action = this.get(service).actions.find((one) => one.id === id);
		if (!action) {
			throw new Error(`${service} has no action ${id}`);
		}
		return action;
	}

	has(id: ServiceId): boolean {
		return this.byId.has(id);
	}

	/** Throws for an id that no service has: whatever comes from outside is checked with {@link has} first. */
	get(id: ServiceId): S {
		const service = this.byId.get(id);
		if (!service) {
			throw new Error(`there is no service ${id}`);
		}
		return service;
	}
}
