/** SMS, the Server Migration Service: what the store and the tree need at once. What panels and the network need is loaded when it is used. */
import * as l10n from '@vscode/l10n';
import type { ServiceDefinition } from '../definition';
import { actions } from './actions';
import { endpoints, notes } from './endpoints';
import { incompleteText } from './listLimits';
import { readTask } from './readTask';
import type { SmsFields } from './schema';
import { statuses } from './statuses';
import { summary } from './summary';
import { filter } from './taskFilter';

export const sms: ServiceDefinition<SmsFields> = {
	id: 'sms',
	label: 'SMS',
	longName: 'Server Migration Service',
	tasksName: () => l10n.t('Server migrations (SMS)'),
	statuses,
	nameField: 'name',
	statusField: 'state',
	errorField: 'error_json',
	filter,
	sparseList: false,
	judgesRuns: false,
	collectsLog: 'collectLog',
	actions,
	readTask,
	summary,
	incompleteText,
	presenter: async () => (await import('./presenter')).presenter,
	endpoints,
	console: {},
	notes,
	hasProjects: false,
	hasEnterpriseProjects: true,
	source: async (deps) => (await import('./source')).smsSource(deps),
};
