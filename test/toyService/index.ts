/** The Toy Relocation Service, which no cloud has: all that a service is made of, so that tests see what a further one needs. */
import type { ServiceDefinition } from '../../src/services/definition';
import { actions } from './actions';
import { consolePages, endpoints } from './endpoints';
import { readTask } from './readTask';
import type { ToyFields } from './schema';
import { statuses } from './statuses';
import { summary } from './summary';

export const toy: ServiceDefinition<ToyFields> = {
	id: 'toy',
	label: 'TOY',
	longName: 'Toy Relocation Service',
	tasksName: () => 'Moves of toys (TOY)',
	statuses,
	nameField: 'title',
	statusField: 'phase',
	filter: { narrow: ({ name }) => (name === undefined ? undefined : { name }), source: [] },
	sparseList: false,
	judgesRuns: false,
	hasProjects: false,
	actions,
	endpoints,
	console: consolePages,
	readTask,
	summary,
	incompleteText: () => 'Some toys may be missing.',
	presenter: async () => (await import('./presenter')).presenter,
	source: async (deps) => (await import('./source')).toySource(deps),
};
