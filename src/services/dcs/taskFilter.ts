/** What the list of DCS can be asked by ("Listing Migration Tasks"): the name alone. */
import type { FilterPorts } from '../../migration/taskFilter';

export const filter: FilterPorts = {
	narrow: ({ name }) => (name === undefined ? undefined : { name }),
	source: [
		'source_instance_id',
		'source_instance_name',
		'source_instance.id',
		'source_instance.name',
		'source_instance.addrs',
		'source_instance.ip',
		'data_source',
	],
	more: [
		'target_instance_id',
		'target_instance_name',
		'target_instance_addrs',
		'target_instance.id',
		'target_instance.name',
		'target_instance.addrs',
		'target_instance.ip',
		'ecs_tenant_private_ip',
		'backup_files.bucket_name',
		'description',
		'error_message',
	],
};
