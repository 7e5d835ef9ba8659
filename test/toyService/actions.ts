/** What can be done to a move. */
import type { ServiceAction } from '../../src/migration/ports';

/** What a person says about the hurry. */
export interface Hurry {
	readonly speed: number;
}

const hurry: ServiceAction<Hurry> = {
	id: 'hurry',
	name: 'HurryMove',
	method: 'POST',
	path: '/v1/moves/{task_id}/hurry',
	body: ({ speed }) => ({ speed }),
	repeatable: false,
};

export const actions: readonly ServiceAction<never>[] = [hurry];
