/** One part of a task's log, through its connection. */

import type { TaskRef } from '../migration/task';
import type { LogPage, LogQuery } from '../migration/taskLog';
import type { ConnectionTasks } from './connectionTasks';

/** Throws what the service throws. Says nothing of the task: a service without this log may answer that it knows no such thing. */
export async function readLog(connection: ConnectionTasks, ref: TaskRef, query: LogQuery): Promise<LogPage> {
	const outcome = await connection.ask(ref, query.signal, async (source, signal) => {
		if (!source.logs) {
			throw new Error(`${ref.service} has no log`);
		}
		try {
			return { page: await source.logs(ref.id, { ...query, signal }) };
		} catch (error) {
			// Handed around the connection, which takes a task off that the service denies.
			return { error };
		}
	});
	if ('error' in outcome) {
		throw outcome.error;
	}
	return outcome.page;
}
