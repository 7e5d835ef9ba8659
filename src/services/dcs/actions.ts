/** What can be done to a DCS task. One row an operation; which statuses allow it stands in statuses.ts, what it is called in actionWords.ts. */
import { type ConfigureValues, requestBody } from '../../migration/configureBody';
import type { ServiceAction } from '../../migration/ports';

/** What is switched: the source's addresses that clients know, without ports, and whether the domain names of both ends are switched as well. */
export interface IpSwitch {
	readonly addresses: readonly string[];
	readonly domains: boolean;
}

/** "At most 50" are restarted with one request; the other pages name no limit. */
const MOST = 50;

const MODIFY = { actions: ['dcs:migrationTask:modify'] };

/** Configures and starts an online migration ("Configuring an Online Data Migration Task"). */
const configure: ServiceAction<ConfigureValues> = {
	id: 'configure',
	name: 'SetOnlineMigrationTask',
	method: 'POST',
	path: '/v2/{project_id}/migration/{task_id}/task',
	body: (values) => requestBody(values),
	repeatable: false,
};

/** "Stopping a Data Migration Task". Answers the details; the task is stopped once it says so. */
const stop: ServiceAction = {
	id: 'stop',
	name: 'StopMigrationTask',
	method: 'POST',
	path: '/v2/{project_id}/migration-task/{task_id}/stop',
	anyAnswer: true,
	batch: {
		name: 'BatchStopMigrationTasks',
		path: '/v2/{project_id}/migration-task/batch-stop',
		answersItems: true,
		most: MOST,
		body: (ids) => ({ migration_tasks: ids }),
	},
	repeatable: false,
	rights: MODIFY,
};

/** "Stopping Synchronization of a Data Migration Task": 204. */
const stopSync: ServiceAction = {
	id: 'stopSync',
	name: 'StopMigrationTaskSync',
	method: 'POST',
	path: '/v2/{project_id}/migration-task/{task_id}/sync-stop',
	anyAnswer: true,
	repeatable: false,
	rights: MODIFY,
};

/** "Restarting Online Migration Tasks in Batches", also for one. */
const restart: ServiceAction = {
	id: 'restart',
	name: 'BatchRestartOnlineMigrationTasks',
	method: 'POST',
	path: '/v2/{project_id}/migration-tasks/batch-restart',
	body: (_input, id) => ({ migration_tasks: [id] }),
	answersItems: true,
	batch: { most: MOST, body: (ids) => ({ migration_tasks: ids }) },
	repeatable: false,
	rights: MODIFY,
};

/** "Deleting a Data Migration Task": a DELETE with a body, which answers the ids of those that it deletes. */
const remove: ServiceAction = {
	id: 'delete',
	name: 'DeleteMigrationTask',
	method: 'DELETE',
	path: '/v2/{project_id}/migration-tasks/delete',
	body: (_input, id) => ({ task_id_list: [id] }),
	anyAnswer: true,
	answersIds: 'task_id_list',
	batch: { most: MOST, body: (ids) => ({ task_id_list: ids }) },
	repeatable: false,
	rights: { actions: ['dcs:migrationTask:delete'] },
};

/** "Modifying a Data Migration Task": how it reconnects. Answers a bare text. */
const reconnection: ServiceAction<string> = {
	id: 'reconnection',
	name: 'UpdateMigrationTask',
	method: 'PUT',
	path: '/v2/{project_id}/migration-task/{task_id}',
	body: (resume_mode) => ({ resume_mode }),
	anyAnswer: true,
	repeatable: false,
	rights: MODIFY,
};

/**
 * "Switching IP Addresses": 204. Both fields are mandatory on its page, which says of the first no more than "IP address to be switched during data
 * migration": it is given the addresses of the source that clients know.
 */
const switchIp: ServiceAction<IpSwitch> = {
	id: 'switchIp',
	name: 'ExchangeInstanceIp',
	method: 'POST',
	path: '/v2/{project_id}/migration-task/{task_id}/exchange-ip',
	body: ({ addresses, domains }) => ({ exchanged_ip: addresses, is_exchange_domain: domains }),
	anyAnswer: true,
	repeatable: false,
	rights: { ...MODIFY, alias: 'dcs:migrationTask:exchangeIp' },
};

/** "Rolling Back the IP Addresses": 204. */
const rollbackIp: ServiceAction = {
	id: 'rollbackIp',
	name: 'RollbackExchangeInstanceIp',
	method: 'POST',
	path: '/v2/{project_id}/migration-task/{task_id}/rollback-ip',
	anyAnswer: true,
	repeatable: false,
	rights: { ...MODIFY, alias: 'dcs:migrationTask:rollbackIp' },
};

export const actions: readonly ServiceAction<never>[] = [
	configure,
	stop,
	stopSync,
	restart,
	remove,
	reconnection,
	switchIp,
	rollbackIp,
];
