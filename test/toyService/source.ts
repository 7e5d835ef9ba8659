/** The way to an account's moves. */
import type { TaskSource } from '../../src/migration/ports';
import type { SourceDeps } from '../../src/services/definition';
import { ToyClient } from './client';

export function toySource(deps: SourceDeps): TaskSource {
	const client = new ToyClient(deps);
	return {
		service: 'toy',
		list: (options) => client.listMoves(options),
		show: (id, signal) => client.showMove(id, signal),
		async sample(id, signal) {
			const detail = await client.showMove(id, signal);
			const { moved = null, total = null } = detail.fields;
			return { sample: { at: Date.now(), values: { moved, total }, migrating: undefined }, detail };
		},
		probe: (signal) => client.probe(signal),
		async run(action, id, input, signal) {
			const { fields } = await client.run(action, id, input as never, signal);
			return { id: fields.move_id ?? '', name: '', status: fields.phase ?? '', error: '' };
		},
		describe: (action, id) => client.describe(action, id),
	};
}
