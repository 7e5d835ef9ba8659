/** Has the details of the chosen instances read: they say what the list leaves out. */
import type { FromConfigurePage } from '../../ui/configure/protocol';
import { type FormState, SIDES } from './formState';

/** Gives a function that asks for the details of what is chosen now, once for each reading of the list. */
export function instanceDetails(state: FormState, post: (message: FromConfigurePage) => void): () => void {
	const asked = new Set<string>();
	return () => {
		const { instances, values } = state;
		if (instances.state !== 'ready') {
			asked.clear();
			return;
		}
		for (const { by, id: typed } of SIDES.map((side) => values[side])) {
			const id = typed.trim();
			if (by === 'id' && !asked.has(id) && instances.rows.some((row) => row.id === id)) {
				asked.add(id);
				post({ type: 'instance', id });
			}
		}
	};
}
