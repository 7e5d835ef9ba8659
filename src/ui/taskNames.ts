/** What a task is called wherever its name stands among other words. */
import { plainLine } from '../core/plainText';
import type { MigrationTask } from '../migration/task';

/** The name of a task in one plain line of at most `max` characters; its id where the name has nothing to be read. */
export function taskName({ name, ref }: Pick<MigrationTask, 'name' | 'ref'>, max?: number): string {
	return plainLine(name, max) || plainLine(ref.id, max) || '–';
}
