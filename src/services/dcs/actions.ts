/** What can be done to a DCS task. One row an operation; which statuses allow it stands in statuses.ts. */
import { type ConfigureValues, requestBody } from '../../migration/configuration';
import type { ServiceAction } from '../../migration/ports';

/** Configures and starts an online migration ("Configuring an Online Data Migration Task"). */
const configure: ServiceAction<ConfigureValues> = {
	id: 'configure',
	name: 'SetOnlineMigrationTask',
	method: 'POST',
	path: '/v2/{project_id}/migration/{task_id}/task',
	body: requestBody,
	repeatable: false,
};

export const actions: readonly ServiceAction<never>[] = [configure];
