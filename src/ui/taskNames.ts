/** What a task is called wherever its name stands among other words. */
import { plainLine } from '../core/plainText';
import type { MigrationTask, TaskRef } from '../migration/task';

/** Longest title of a panel's tab, in UTF-16 units. */
export const TITLE_LENGTH = 60;

/** The name of a task in one plain line of at most `max` characters; its id where the name has nothing to be read. */
export function taskName({ name, ref }: Pick<MigrationTask, 'name' | 'ref'>, max?: number): string {
	return plainLine(name, max) || plainLine(ref.id, max) || '–';
}

/** The same for a task that may not be known: its id then. */
export function nameOf(ref: TaskRef, task: Pick<MigrationTask, 'name'> | undefined, max?: number): string {
	return taskName({ name: task?.name ?? '', ref }, max);
}
