/** The tasks of one service of one connection, as they were last read. */
import type { WholeList } from '../core/list';
import { text } from '../core/values';
import type { DatedReading, ListedTask, ListReading, ServiceInfo, TaskReading } from '../migration/ports';
import { answeredAt, nextInList, outweighs, saidSince } from '../migration/readingOrder';
import type { Sample } from '../migration/sample';
import type { FoundStatus } from '../migration/status';
import type { Task, TaskRef, WireFields } from '../migration/task';
import type { TaskMatcher } from '../migration/taskMatcher';
import { ChangeList, type Changes, sameTask } from './changes';
import type { ConnectionProblem } from './connectionProblem';
import { isOlderSample } from './sampleBuffer';

/** When something was asked for, and when the answer was in; ms since 1970. */
export interface When {
	readonly at: number;
	readonly answeredAt: number;
}

/** All that was read of one task. */
interface EntryReadings {
	list?: { -readonly [K in keyof ListReading]: ListReading[K] } | undefined;
	detail?: DatedReading | undefined;
	sample?: Sample | undefined;
}

/** The readings of one task, and the task built from them. */
interface Entry extends EntryReadings {
	task: Task;
	/** When the first reading that knew it was asked for. */
	readonly since: number;
	/** When its details were last asked for by the clock, whatever came of it. */
	triedAt: number;
	/** The list has it though its details were said not to be there: nothing but a list takes it out any more. */
	readonly confirmed: boolean;
}

/** A task that is not there any more. */
interface Gone {
	/** What was asked for before this, ms since 1970, cannot know it. */
	readonly at: number;
	/** Whether the service said so itself when it was asked for the task; else a whole list was without it. */
	readonly denied: boolean;
}

function known(entry: Entry | undefined): EntryReadings {
	return { list: entry?.list, detail: entry?.detail, sample: entry?.sample };
}

/** A task whose details are worth a request, and whether its statistics are, too. */
export interface Wanted {
	readonly id: string;
	readonly sampled: boolean;
}

export class ServiceTasks {
	private readonly entries = new Map<string, Entry>();
	private readonly gone = new Map<string, Gone>();
	/** What the service found for a filter, and which filter that was: another one's finds must not show under this one. */
	private found: { readonly filter: TaskMatcher; readonly ids: ReadonlySet<string> } | undefined;

	/** When the whole list was last read well, ms since 1970. */
	loadedAt: number | undefined;
	/** Why the last reading failed; undefined after a good one. */
	problem: ConnectionProblem | undefined;
	/** A single task was read since that failure: what refused the list may be over. */
	worksAgain = false;
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

	/** How a task went that was known here: denied by the service, or missing in a whole list. Undefined for any other. */
	goneBy(id: string): 'denied' | 'unlisted' | undefined {
		const gone = this.gone.get(id);
		return gone && (gone.denied ? 'denied' : 'unlisted');
	}

	/** The tasks that a filter lets through. A name may also be one that only the service knows how to find. */
	filtered(filter: TaskMatcher | undefined): readonly Task[] {
		const tasks = this.tasks();
		if (filter === undefined) {
			return tasks;
		}
		const found = this.found?.filter === filter ? this.found.ids : undefined;
		return tasks.filter((task) => filter.fits(task, found?.has(task.ref.id)));
	}

	/** Whether the service is still to be asked for what a filter finds: it was not yet, or the list is never whole. */
	shouldFind(filter: TaskMatcher): boolean {
		return this.found?.filter !== filter || this.incomplete !== undefined;
	}

	/** Takes some rows of a list before the rest of it is in. */
	applyRows(rows: readonly ListedTask[], when: When, changes = new ChangeList()): ChangeList {
		for (const row of rows) {
			this.applyRow(row, when, changes);
		}
		return changes;
	}

	/**
	 * Takes a whole list, which began to come at `loadedAt`. What it is without has gone, unless the list may have missed it, or the task is newer than
	 * the list. What counts is when a reading was asked for: a slow answer must not outweigh what was asked after it.
	 */
	applyList(list: WholeList<ListedTask>, when: When, loadedAt: number = when.at): Changes {
		return this.endList(list, when, loadedAt, this.applyRows(list.rows, when));
	}

	/** Ends a list whose rows were taken some at a time; `changes` are those that they made. */
	endList(list: WholeList<ListedTask>, when: When, loadedAt: number, changes: ChangeList): Changes {
		const short = list.count !== undefined && list.rows.length + list.unreadable < list.count;
		if (list.complete && list.unreadable === 0 && !short && this.entries.size > list.rows.length) {
			const listed = new Set(list.rows.map(({ id }) => id));
			for (const [id, entry] of this.entries) {
				if (!listed.has(id) && !isNewerThan(entry, when)) {
					this.drop(id, { at: when.answeredAt, denied: false }, changes);
				}
			}
		}
		this.loadedAt = loadedAt;
		this.problem = undefined;
		this.incomplete = list.complete && !short ? undefined : this.info.incompleteText(list);
		this.unreadable = list.unreadable;
		return changes;
	}

	/** Takes what the service found for a filter. It says nothing about the tasks that it leaves out, so they stay. */
	applyFound(list: WholeList<ListedTask>, filter: TaskMatcher, when: When): Changes {
		this.found = { filter, ids: new Set(list.rows.map(({ id }) => id)) };
		return this.applyRows(list.rows, when);
	}

	/**
	 * Takes details; older ones than those at hand are left. They bring no task back that a list is without: a service may go on describing what it
	 * has deleted.
	 */
	applyDetail(id: string, reading: TaskReading, when: When): Changes {
		const changes = new ChangeList();
		const before = this.entries.get(id);
		const gone = this.gone.get(id);
		const detail = { fields: reading.fields, raw: reading.raw, ...when };
		if ((!gone || (gone.denied && gone.at <= when.at)) && this.outweighs(detail, before?.detail)) {
			this.put(id, before, { ...known(before), detail }, when, changes);
			this.gone.delete(id);
		}
		return changes;
	}

	/** A sample changes how a task looks, and nothing else; of tasks never listed nothing is kept. */
	applySample(id: string, sample: Sample): Changes {
		const changes = new ChangeList();
		const before = this.entries.get(id);
		if (before && !(before.sample && isOlderSample(sample, before.sample))) {
			this.put(id, before, { ...known(before), sample }, { at: sample.at, answeredAt: sample.at }, changes);
		}
		return changes;
	}

	/** Takes it that the service itself said, at `at`, that it has no such task. Where a list has it all the same, the list is believed. */
	deny(id: string, at: number): Changes {
		const changes = new ChangeList();
		if (!this.entries.get(id)?.confirmed) {
			this.drop(id, { at, denied: true }, changes);
		}
		return changes;
	}

	/**
	 * The tasks that run, the one first whose details are most needed: where the list says something new; then those that `filter` shows; then those
	 * never asked for, newest first; then the one that was asked for longest ago. So everyone has its turn.
	 */
	wanted(filter: TaskMatcher | undefined): readonly Wanted[] {
		const shown = filter && new Set(this.filtered(filter).map(({ ref }) => ref.id));
		const ranked: (Wanted & { readonly rank: readonly number[] })[] = [];
		for (const [id, entry] of this.entries) {
			const runs = entry.task.live && !entry.task.over;
			// Of ten thousand tasks nearly all are over, and of these nothing more is looked at.
			const listed = entry.list && (runs || entry.detail) ? this.saidBy(entry.list) : undefined;
			if (listed?.stage === 'over' || !(runs || (listed && listed.group !== entry.task.group))) {
				continue;
			}
			const askedAt = Math.max(entry.detail?.at ?? 0, entry.triedAt);
			const outdated = askedAt > 0 && askedAt < (entry.list ? saidSince(entry.list, this.info.statusField) : 0);
			const rank = [outdated ? 0 : 1, shown?.has(id) === false ? 1 : 0, askedAt, -(entry.task.createdAt ?? 0)];
			ranked.push({ id, sampled: runs, rank });
		}
		return ranked.sort((a, b) => compare(a.rank, b.rank));
	}

	/** Notes that a task's details were asked for, so that others have their turn also where no answer comes. */
	tried(id: string, at: number): void {
		const entry = this.entries.get(id);
		if (entry) {
			entry.triedAt = at;
		}
	}

	private saidBy({ raw }: { readonly raw: WireFields }): FoundStatus {
		return this.info.statuses.row(text(raw[this.info.statusField]));
	}

	private outweighs(reading: DatedReading, before: DatedReading | undefined): boolean {
		return !before || outweighs(reading, before, (one) => this.saidBy(one).stage);
	}

	private applyRow(row: ListedTask, when: When, changes: ChangeList): void {
		const before = this.entries.get(row.id);
		const gone = this.gone.get(row.id);
		if (gone && gone.at > when.at) {
			return;
		}
		if (before?.list?.raw === row.raw && !before.detail && before.list.at <= when.at) {
			before.list.at = when.at;
			before.list.answeredAt = when.answeredAt;
			return;
		}
		const reading = { fields: row.fields, raw: row.raw, ...when };
		if (!this.outweighs(reading, before?.list)) {
			return;
		}
		const list = nextInList(before?.list, reading);
		const { detail, sample } = known(before);
		this.put(row.id, before, { list, detail, sample }, when, changes);
		this.gone.delete(row.id);
	}

	/** Builds the task from what is known now. One that says the same as before stays the very same object. */
	private put(id: string, before: Entry | undefined, readings: EntryReadings, { at }: When, changes: ChangeList): void {
		const ref: TaskRef = before?.task.ref ?? { connectionId: this.connectionId, service: this.info.id, id };
		const task = this.info.readTask(ref, readings);
		const { list, detail, sample } = readings;
		if (!before) {
			const confirmed = this.gone.get(id)?.denied ?? false;
			this.entries.set(id, { list, detail, sample, task, since: at, triedAt: 0, confirmed });
			changes.added.push(task);
			return;
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
	}

	private drop(id: string, gone: Gone, changes: ChangeList): void {
		const entry = this.entries.get(id);
		this.gone.set(id, gone);
		if (entry) {
			this.entries.delete(id);
			changes.removed.push(entry.task.ref);
		}
	}
}

/** Whether a task that a list is without may have come after that list was asked for. */
function isNewerThan({ list, since }: Entry, { at }: When): boolean {
	return list ? answeredAt(list) > at : since >= at;
}

function compare(a: readonly number[], b: readonly number[]): number {
	for (const [index, value] of a.entries()) {
		const other = b[index] ?? 0;
		if (value !== other) {
			return value - other;
		}
	}
	return 0;
}
