/** What the store tells of its connections, and of what was done through them. */
import type { ActionAnswer } from '../migration/ports';
import type { TaskRef } from '../migration/task';
import type { ConnectionProblem } from './connectionProblem';
import type { ServiceTasks } from './serviceTasks';

/** How one connection stands. */
export interface ConnectionState {
	readonly id: string;
	readonly name: string;
	readonly loading: boolean;
	/** Why the connection as a whole could not be opened. */
	readonly problem: ConnectionProblem | undefined;
	readonly services: readonly ServiceTasks[];
}

/** What became of an action on one of several tasks. */
export interface ActionResult {
	readonly ref: TaskRef;
	/** The service's answer, or what was thrown in its place. */
	readonly answer?: ActionAnswer;
	readonly error?: unknown;
}
