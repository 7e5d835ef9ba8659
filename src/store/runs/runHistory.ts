/** What the runs need of whoever keeps them. */
import type { RunRecord } from '../../migration/runRecord';
import type { TaskRef } from '../../migration/task';

/** Where runs are kept beyond the life of a window. None of the calls may throw. */
export interface RunHistory {
	append(ref: TaskRef, records: readonly RunRecord[]): void;
	/** Oldest first. */
	read(ref: TaskRef): Promise<readonly RunRecord[]>;
}
