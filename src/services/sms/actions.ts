/**
 * What can be done to a server migration. One row an operation; the states in which it is legal name its id under `actions` in statuses.ts, what it is
 * called stands in actionWords.ts.
 */
import type { ServiceAction } from '../../migration/ports';

const MANAGE = { actions: ['sms:server:manageTask'], alias: 'sms:server:migrationServer' };

/** "Managing a Migration Task": one address, told apart by `operation`. Answers a bare text, or nothing. */
function operation(id: string, name: string): ServiceAction {
	return {
		id,
		name: 'UpdateTaskStatus',
		method: 'POST',
		path: '/v3/tasks/{task_id}/action',
		body: () => ({ operation: name }),
		anyAnswer: true,
		repeatable: false,
		rights: MANAGE,
	};
}

/** One stretch of the day; `speed` in Mbit/s, 0 for no limit. */
export interface SpeedLimit {
	readonly start: string;
	readonly end: string;
	readonly speed: number;
}

/** "Setting the Migration Rate Limit": by time of day. */
const speedLimit: ServiceAction<readonly SpeedLimit[]> = {
	id: 'speedLimit',
	name: 'UpdateSpeed',
	method: 'POST',
	path: '/v3/tasks/{task_id}/speed-limit',
	body: (speed_limit) => ({ speed_limit }),
	anyAnswer: true,
	repeatable: false,
	rights: MANAGE,
};

/** "Collecting Migration Logs", into a bucket of OBS. */
const collectLog: ServiceAction<string> = {
	id: 'collectLog',
	name: 'CollectLog',
	method: 'POST',
	path: '/v3/tasks/{task_id}/log',
	body: (log_bucket) => ({ log_bucket }),
	anyAnswer: true,
	repeatable: false,
	rights: { ...MANAGE, actions: ['sms:server:collectLog'] },
};

/** "Deleting a Migration Task", or 1–50 of them ("Deleting Migration Tasks in Batches"). */
const remove: ServiceAction = {
	id: 'delete',
	name: 'DeleteTask',
	method: 'DELETE',
	path: '/v3/tasks/{task_id}',
	anyAnswer: true,
	repeatable: false,
	batch: { name: 'DeleteTasks', method: 'POST', path: '/v3/tasks/delete', most: 50, body: (ids) => ({ ids }) },
	rights: MANAGE,
};

export const actions: readonly ServiceAction<never>[] = [
	operation('start', 'start'),
	operation('stop', 'stop'),
	operation('restart', 'restart'),
	operation('networkCheck', 'network_check'),
	operation('drill', 'migration_test'),
	operation('cloneTest', 'clone_test'),
	operation('clear', 'clear'),
	operation('skip', 'skip'),
	speedLimit,
	collectLog,
	remove,
];
