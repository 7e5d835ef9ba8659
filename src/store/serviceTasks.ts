/** The tasks of one service of one connection, as they were last read. */
import type { Reading, Readings, ServicePresenter, TaskListing } from '../migration/ports';
import type { Sample } from '../migration/sample';
import { refKey, type Service, type Task, type WireFields } from '../migration/task';
import type { ConnectionProblem } from './connectionProblem';

export class ServiceTasks {
	private readonly readings = new Map<string, Readings>();
	private readonly built = new Map<string, Task>();
	/** What the service found for a filter, and which filter that was: another one's finds must not show under this one. */
	private found: { readonly filter: string; readonly ids: ReadonlySet<string> } | undefined;

	/** When the list was last read well, ms since 1970. */
	loadedAt: number | undefined;
	/** Why the last reading failed; undefined after a good one. */
	problem: ConnectionProblem | undefined;
	/** Why the list is not whole, for the user. */
	incomplete: string | undefined;
	/** Rows that could not be read at all. */
	unreadable = 0;

	constructor(
		private readonly connectionId: string,
		readonly service: Service,
		private readonly view: ServicePresenter,
	) {}

	/** All tasks known, by reference key. */
	all(): ReadonlyMap<string, Task> {
		return this.built;
	}

	/** The tasks that a filter lets through: those that the service found, and those known whose name holds the text. */
	filtered(name: string | undefined): readonly Task[] {
		const tasks = [...this.built.values()];
		if (name === undefined) {
			return tasks;
		}
		const wanted = name.toLowerCase();
		const found = this.found?.filter === name ? this.found.ids : undefined;
		return tasks.filter((task) => found?.has(task.ref.id) || task.name.toLowerCase().includes(wanted));
	}

	get(id: string): Task | undefined {
		return this.built.get(refKey(this.ref(id)));
	}

	/**
	 * Takes a listing that was asked for at `asked` (ms since 1970). A filtered one says nothing about the tasks that it leaves out, so they stay.
	 * What counts is when a reading was asked for: a slow answer must not outweigh what was asked after it.
	 */
	applyList(listing: TaskListing, filter: string | undefined, asked: number): void {
		const listed = new Set(listing.tasks.map(({ id }) => id));
		if (filter === undefined) {
			for (const id of [...this.readings.keys()].filter((known) => !listed.has(known))) {
				this.remove(id);
			}
		}
		this.found = filter === undefined ? undefined : { filter, ids: listed };
		for (const { id, raw } of listing.tasks) {
			this.put(id, { list: { raw, at: asked } });
		}
		this.loadedAt = asked;
		this.problem = undefined;
		this.incomplete = listing.incomplete;
		this.unreadable = listing.unreadable;
	}

	/** Takes details that were asked for at `asked`; older ones than those at hand are left. */
	applyDetail(id: string, raw: WireFields, asked: number): Task {
		const known = this.get(id);
		const newer = (this.readings.get(id)?.detail?.at ?? asked) > asked;
		return known && newer ? known : this.put(id, { detail: { raw, at: asked } });
	}

	/** A sample changes a task's summary only; of tasks never listed nothing is kept. */
	applySample(id: string, sample: Sample): void {
		if (this.readings.has(id)) {
			this.put(id, { sample });
		}
	}

	remove(id: string): void {
		this.readings.delete(id);
		this.built.delete(refKey(this.ref(id)));
	}

	private put(id: string, reading: { list?: Reading; detail?: Reading; sample?: Sample }): Task {
		const readings: Readings = { ...this.readings.get(id), ...reading };
		const ref = this.ref(id);
		const task = this.view.task(ref, readings);
		this.readings.set(id, readings);
		this.built.set(refKey(ref), task);
		return task;
	}

	private ref(id: string): Task['ref'] {
		return { connectionId: this.connectionId, service: this.service, id };
	}
}
