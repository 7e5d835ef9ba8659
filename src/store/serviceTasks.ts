/** The tasks of one service of one connection, as they were last read. */
import type { WholeList } from '../core/list';
import type { DatedReading, ListedTask, ServiceInfo, TaskReading } from '../migration/ports';
import type { Sample } from '../migration/sample';
import type { Task, TaskRef, WireFields } from '../migration/task';
import { ChangeList, type Changes, sameTask } from './changes';
import type { ConnectionProblem } from './connectionProblem';

/** All that was read of one task. `list.at` moves on with each list that says the same. */
interface EntryReadings {
	list?: { readonly fields: unknown; readonly raw: WireFields; at: number } | undefined;
	detail?: DatedReading | undefined;
	sample?: Sample | undefined;
}

/** The readings of one task, and the task built from them. */
interface Entry extends EntryReadings {
	task: Task;
	/** Number of the last whole list that had it. */
	listNumber: number;
}

function known(entry: Entry | undefined): EntryReadings {
	return { list: entry?.list, detail: entry?.detail, sample: entry?.sample };
}

export class ServiceTasks {
	private readonly entries = new Map<string, Entry>();
	private lists = 0;
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
		readonly info: ServiceInfo,
	) {}

	/** How many tasks are known. */
	get size(): number {
		return this.entries.size;
	}

	/** All tasks known, in the order in which they were first seen. */
	tasks(): Task[] {
		const tasks: Task[] = [];
		for (const { task } of this.entries.values()) {
			tasks.push(task);
		}
		return tasks;
	}

	get(id: string): Task | undefined {
		return this.entries.get(id)?.task;
	}

	/** The tasks that a filter lets through: those that the service found, and those known whose name holds the text. */
	filtered(name: string | undefined): readonly Task[] {
		const tasks = this.tasks();
		if (name === undefined) {
			return tasks;
		}
		const wanted = name.toLowerCase();
		const found = this.found?.filter === name ? this.found.ids : undefined;
		return tasks.filter((task) => found?.has(task.ref.id) || task.name.toLowerCase().includes(wanted));
	}

	/** Takes some rows of a list that was asked for at `asked` (ms since 1970), before the rest of it is in. */
	applyRows(rows: readonly ListedTask[], asked: number): Changes {
		const changes = new ChangeList();
		for (const row of rows) {
			this.applyRow(row, asked, changes);
		}
		return changes;
	}

	/**
	 * Takes a whole list that was asked for at `asked`. A filtered one says nothing about the tasks that it leaves out, so they stay. What counts is
	 * when a reading was asked for: a slow answer must not outweigh what was asked after it.
	 */
	applyList(list: WholeList<ListedTask>, filter: string | undefined, asked: number): Changes {
		const changes = new ChangeList();
		const number = ++this.lists;
		for (const row of list.rows) {
			this.applyRow(row, asked, changes).listNumber = number;
		}
		if (filter === undefined && this.entries.size > list.rows.length) {
			for (const [id, { listNumber }] of this.entries) {
				if (listNumber !== number) {
					this.drop(id, changes);
				}
			}
		}
		this.found = filter === undefined ? undefined : { filter, ids: new Set(list.rows.map(({ id }) => id)) };
		this.loadedAt = asked;
		this.problem = undefined;
		this.incomplete = list.complete ? undefined : this.info.incompleteText(list);
		this.unreadable = list.unreadable;
		return changes;
	}

	/** Takes details that were asked for at `asked`; older ones than those at hand are left. */
	applyDetail(id: string, reading: TaskReading, asked: number): Changes {
		const changes = new ChangeList();
		const before = this.entries.get(id);
		if (!before?.detail || before.detail.at <= asked) {
			this.put(id, before, { ...known(before), detail: { ...reading, at: asked } }, changes);
		}
		return changes;
	}

	/** A sample changes how a task looks, and nothing else; of tasks never listed nothing is kept. */
	applySample(id: string, sample: Sample): Changes {
		const changes = new ChangeList();
		const before = this.entries.get(id);
		if (before) {
			this.put(id, before, { ...known(before), sample }, changes);
		}
		return changes;
	}

	/** Forgets a task. */
	remove(id: string): Changes {
		const changes = new ChangeList();
		this.drop(id, changes);
		return changes;
	}

	private applyRow(row: ListedTask, asked: number, changes: ChangeList): Entry {
		const before = this.entries.get(row.id);
		if (before?.list?.raw === row.raw && !before.detail) {
			before.list.at = asked;
			return before;
		}
		const { detail, sample } = known(before);
		return this.put(row.id, before, { list: { fields: row.fields, raw: row.raw, at: asked }, detail, sample }, changes);
	}

	/** Builds the task from what is known now. One that says the same as before stays the very same object. */
	private put(id: string, before: Entry | undefined, readings: EntryReadings, changes: ChangeList): Entry {
		const ref: TaskRef = before?.task.ref ?? { connectionId: this.connectionId, service: this.info.id, id };
		const task = this.info.readTask(ref, readings);
		const { list, detail, sample } = readings;
		if (!before) {
			const entry: Entry = { list, detail, sample, task, listNumber: 0 };
			this.entries.set(id, entry);
			changes.added.push(task);
			return entry;
		}
		const same = sameTask(before.task, task);
		if (!same) {
			changes.changed.push(task);
		} else if (before.sample !== sample) {
			changes.resampled.push(task);
		}
		if (!same || before.sample !== sample) {
			before.task = task;
		}
		before.list = list;
		before.detail = detail;
		before.sample = sample;
		return before;
	}

	private drop(id: string, changes: ChangeList): void {
		const entry = this.entries.get(id);
		if (entry) {
			this.entries.delete(id);
			changes.removed.push(entry.task.ref);
		}
	}
}
