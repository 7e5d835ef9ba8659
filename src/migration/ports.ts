/** What the extension asks of a service. One adapter a service implements it; nothing above knows which one it talks to. */
import type { ConfigureValues } from './configuration';
import type { Format } from './format';
import type { Sample } from './sample';
import type { Service, Task, TaskRef, WireFields } from './task';
import type { Chart, Section, Stat, Tile, Tone } from './viewModel';

/** Fields of a task as one reading gave them. */
export interface Reading {
	readonly raw: WireFields;
	/** When it was read, ms since 1970. */
	readonly at: number;
}

/** All that was read of a task: its row in the list, its details, or both. */
export interface Readings {
	readonly list?: Reading | undefined;
	readonly detail?: Reading | undefined;
	/** The newest sample of its live statistics. */
	readonly sample?: Sample | undefined;
}

/** The answer to "which tasks are there". */
export interface TaskListing {
	readonly tasks: readonly { readonly id: string; readonly raw: WireFields }[];
	/** Rows that could not be read at all. */
	readonly unreadable: number;
	/** Set where the service could not give all: says why, for the user. */
	readonly incomplete?: string | undefined;
}

/** The answer of the service to a configuration. Every field may be missing from the wire: '' then. */
export interface ConfigureAnswer {
	readonly id: string;
	readonly name: string;
	readonly status: string;
	readonly error: string;
}

/** One connection's way to one service. Every call may throw a `CloudError`. */
export interface TaskSource {
	readonly service: Service;
	/** Whether the list says less of a running task than its details and statistics do. */
	readonly sparseList: boolean;
	/** All tasks, or those whose name the service finds. */
	list(options: { readonly name?: string | undefined; readonly signal: AbortSignal }): Promise<TaskListing>;
	/** One task's details. */
	show(id: string, signal: AbortSignal): Promise<WireFields>;
	/** One reading of its live statistics; services whose details carry them return these too. */
	sample(id: string, signal: AbortSignal): Promise<{ readonly sample: Sample; readonly detail?: WireFields }>;
	/** Asks for as little as possible, to learn whether the connection works. */
	probe(signal: AbortSignal): Promise<void>;
	/** Configures and starts an online migration. Never repeated by itself. Absent where the service has no such thing. */
	configure?(id: string, values: ConfigureValues, signal: AbortSignal): Promise<ConfigureAnswer>;
	/** Method and path of the configure request, to be shown. */
	configureRequest?(id: string): Promise<{ readonly method: string; readonly path: string }>;
}

/** How a service's tasks are read and told. Pure: works on what was read before, with no connection at all. */
export interface ServicePresenter {
	/** The service's short name: "DCS". */
	readonly label: string;
	/** Its long name: "Distributed Cache Service". */
	readonly longName: string;
	/** Wire name of a task's name. */
	readonly nameField: string;
	/** Builds the task from what was read of it. */
	task(ref: TaskRef, readings: Readings): Task;
	/** Status in words, with its tone. */
	status(task: Task): { readonly field: string; readonly words: string; readonly tone: Tone };
	/** The first sentence of the panel. Samples oldest first. */
	headline(
		task: Task,
		samples: readonly Sample[],
		format: Format,
	): { readonly text: string; readonly hint?: string; readonly tone: Tone };
	sections(task: Task, format: Format, now: number): readonly Section[];
	/** Tiles and charts of the live statistics. `samples` oldest first. */
	live(
		task: Task,
		samples: readonly Sample[],
		format: Format,
	): {
		readonly tiles: readonly Tile[];
		readonly charts: readonly Chart[];
		readonly migrating?: Stat & { readonly label: string };
	};
	/** What the configuration form starts from. */
	prefill?(task: Task): ConfigureValues;
}
