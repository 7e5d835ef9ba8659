/** Distributed Cache Service: migrations between Redis instances, and imports of their backups. */
import * as l10n from '@vscode/l10n';
import type { ServiceDefinition } from '../definition';
import { actions } from './actions';
import { consolePages, endpoints, notes } from './endpoints';
import { readTask } from './readTask';
import type { DcsFields } from './schema';
import { statuses } from './statuses';
import { summary } from './summary';
import { filter } from './taskFilter';

export const dcs: ServiceDefinition<DcsFields> = {
	id: 'dcs',
	label: 'DCS',
	longName: 'Distributed Cache Service',
	tasksName: () => l10n.t('Redis migrations (DCS)'),
	statuses,
	nameField: 'task_name',
	statusField: 'status',
	errorField: 'error_message',
	filter,
	log: {
		list: 'migration_logs',
		at: 'created_at',
		level: 'log_level',
		message: 'message',
		code: 'log_code',
		keywords: 'keyword',
	},
	sparseList: true,
	judgesRuns: true,
	copiesKeys: true,
	createsTasks: true,
	hasProjects: true,
	actions,
	endpoints,
	console: consolePages,
	notes,
	readTask,
	summary,
	incompleteText: () =>
		l10n.t('Some tasks may be missing: the list changed while it was read. The next refresh reads it again.'),
	presenter: async () => (await import('./presenter')).presenter,
	source: async (deps) => (await import('./source')).dcsSource(deps),
};
