/** The way to an account's server migration tasks. */
import type { TaskSource } from '../../migration/ports';
import type { SourceDeps } from '../definition';
import { SmsClient } from './client';
import { readSample } from './stats';

/** Nothing is asked yet. `now`, in ms since 1970, dates the samples. */
export function smsSource(deps: SourceDeps, now: () => number = Date.now): TaskSource {
	const client = new SmsClient(deps);
	return {
		service: 'sms',
		list: (options) => client.listTasks(options),
		show: (id, signal) => client.showTask(id, signal),
		async sample(id, signal) {
			const detail = await client.showTask(id, signal);
			return { sample: readSample(detail.fields, now()), detail };
		},
		probe: (signal) => client.probe(signal),
		async run(action, id, input, signal) {
			await client.run(action, id, input as never, signal);
			return { id, name: '', status: '', error: '' };
		},
		describe: async (action, id) => client.describe(action, id),
	};
}

/** Throws for an action that SMS does not have. */
