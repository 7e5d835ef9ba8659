/** What the list of SMS can be asked by ("Listing Migration Tasks"). What it does not take is left out: it would be refused, or find nothing. */
import type { FilterPorts } from '../../migration/taskFilter';

/** The ten states that the list can be filtered by. It answers with other states too, which it does not filter by. */
export const FILTER_STATES = [
	'READY',
	'RUNNING',
	'SYNCING',
	'MIGRATE_SUCCESS',
	'MIGRATE_FAIL',
	'ABORTING',
	'ABORT',
	'DELETING',
	'SYNC_F_ROLLBACKING',
	'SYNC_F_ROLLBACK_SUCCESS',
] as const;

/** Longest name that the list takes, characters. */
const MAX_NAME = 255;
const WHOLE_ID = /^[0-9a-f-]{32,36}$/i;

export const filter: FilterPorts = {
	narrow({ name, id, state, source, project }) {
		const known = FILTER_STATES.find((one) => one === state?.toUpperCase());
		const narrowed = {
			...(name !== undefined && name.length <= MAX_NAME ? { name } : {}),
			...(id !== undefined && WHOLE_ID.test(id) ? { id } : {}),
			...(known ? { state: known } : {}),
			...(source !== undefined && WHOLE_ID.test(source) ? { source } : {}),
			...(project !== undefined ? { project } : {}),
		};
		return Object.keys(narrowed).length === 0 ? undefined : narrowed;
	},
	source: ['source_server.id', 'source_server.ip', 'source_server.name'],
	more: [
		'target_server.id',
		'target_server.vm_id',
		'target_server.name',
		'target_server.ip',
		'migration_ip',
		'float_ip',
		'error_json',
	],
	project: 'enterprise_project_id',
};
