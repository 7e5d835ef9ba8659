/** What a reading changed. */
import { sameJson } from '../core/values';
import type { Task, TaskRef } from '../migration/task';
import { sameRef } from '../migration/task';

/** Tasks that came, changed or went. */
export interface Changes {
	readonly added: readonly Task[];
	readonly changed: readonly Task[];
	readonly removed: readonly TaskRef[];
	/** Tasks of which the service says the same as before, but which look different: a new sample was taken. */
	readonly resampled: readonly Task[];
}

/** Collects changes while they are made. */
export class ChangeList implements Changes {
	readonly added: Task[] = [];
	readonly changed: Task[] = [];
	readonly removed: TaskRef[] = [];
	readonly resampled: Task[] = [];
}

/** Whether two readings of one task say the same. */
export function sameTask(a: Task, b: Task): boolean {
	return a.name === b.name && a.status === b.status && sameRef(a.ref, b.ref) && sameJson(a.raw, b.raw);
}

/** Whether no task came, changed or went. */
export function isEmpty({ added, changed, removed }: Changes): boolean {
	return added.length === 0 && changed.length === 0 && removed.length === 0;
}

/** Whether a task is among those that came, changed or went. */
export function concerns({ added, changed, removed }: Changes, ref: TaskRef): boolean {
	const own = (task: Task): boolean => sameRef(task.ref, ref);
	return added.some(own) || changed.some(own) || removed.some((gone) => sameRef(gone, ref));
}
