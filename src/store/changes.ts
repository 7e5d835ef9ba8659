/** What a refresh changed. */
import type { MigrationTask, Task, TaskRef } from '../migration/task';
import { refKey } from '../migration/task';

/** Tasks that came, changed or went since the last event. Never all three empty when an event carries it. */
export interface TaskChanges {
	readonly added: readonly MigrationTask[];
	readonly changed: readonly MigrationTask[];
	readonly removed: readonly TaskRef[];
}

/** Compares two states of a set of tasks by reference. */
export function diffTasks(before: ReadonlyMap<string, Task>, after: ReadonlyMap<string, Task>): TaskChanges {
	const added: Task[] = [];
	const changed: Task[] = [];
	for (const [key, task] of after) {
		const old = before.get(key);
		if (!old) {
			added.push(task);
		} else if (old !== task && !sameTask(old, task)) {
			changed.push(task);
		}
	}
	const removed = [...before].filter(([key]) => !after.has(key)).map(([, task]) => task.ref);
	return { added, changed, removed };
}

/** Whether two readings of one task say the same. */
export function sameTask(a: Task, b: Task): boolean {
	return (
		a.name === b.name &&
		a.status === b.status &&
		refKey(a.ref) === refKey(b.ref) &&
		(a.raw === b.raw || JSON.stringify(a.raw) === JSON.stringify(b.raw))
	);
}

/** Whether nothing came, changed or went. */
export function isEmpty({ added, changed, removed }: TaskChanges): boolean {
	return added.length === 0 && changed.length === 0 && removed.length === 0;
}
