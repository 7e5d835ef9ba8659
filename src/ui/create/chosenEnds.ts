/** Which instances a person chose for a migration while creating it: the service keeps nothing of it until the task is configured. In memory alone. */
import { refKey, type TaskRef } from '../../migration/task';

/** Ids of instances; '' where none was chosen. */
export interface ChosenEnds {
	readonly sourceId: string;
	readonly targetId: string;
}

/** As many as a person creates in a session. */
const MOST = 100;
const chosen = new Map<string, ChosenEnds>();

/** Remembers what was chosen for a task. */
export function chooseEnds(ref: TaskRef, ends: ChosenEnds): void {
	chosen.set(refKey(ref), ends);
	for (const oldest of [...chosen.keys()].slice(0, -MOST)) {
		chosen.delete(oldest);
	}
}

/** What was chosen for a task while it was created in this window. */
export function chosenEnds(ref: TaskRef): ChosenEnds | undefined {
	return chosen.get(refKey(ref));
}
