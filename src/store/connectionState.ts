/** What the store tells of its connections. */
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
