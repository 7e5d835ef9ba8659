/** The way to one project's DCS migration tasks. */
import type { TaskSource } from '../../migration/ports';
import type { SourceDeps } from '../definition';
import { DcsClient } from './client';
import { STATS } from './stats';

/** Nothing is asked yet. `now`, in ms since 1970, dates the samples. */
export function dcsSource(deps: SourceDeps, now: () => number = Date.now): TaskSource {
	const client = new DcsClient(deps);
	return {
		service: 'dcs',
		list: ({ filter, ...options }) => client.listTasks({ ...options, name: filter?.name }),
		show: (id, signal, options) => client.showTask(id, signal, options),
		async sample(id, signal, options) {
			const { fields } = await client.showStats(id, signal, options);
			const values = Object.fromEntries(STATS.map((stat) => [stat, fields[stat] ?? null]));
			return { sample: { at: now(), values, migrating: fields.is_migrating ?? undefined } };
		},
		instances: client.instances,
		creations: client.creations,
		logs: (id, query) => client.listLogs(id, query),
		probe: (signal) => client.probe(signal),
		async run(action, id, input, signal) {
			const fields = await client.run(action, id, input as never, signal);
			return { id: fields.id ?? '', name: fields.name ?? '', status: fields.status ?? '', error: fields.error ?? '' };
		},
		async runBatch(action, ids, signal) {
			const errors = await client.runBatch(action, ids, signal);
			return new Map(ids.map((id) => [id, { id, name: '', status: '', error: errors.get(id) ?? '' }]));
		},
		describe: (action, id) => client.describe(action, id),
	};
}
