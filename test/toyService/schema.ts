/** A move of toys, as list and details tell it; the last three come with the details alone. */
import type { Fields, Table } from '../../src/cloud/tableReader';
import type { TaskTable } from '../../src/cloud/taskPage';

export const TOY_MOVE = {
	move_id: 'string',
	title: 'string',
	phase: 'string',
	from_shelf: 'string',
	to_shelf: 'string',
	created: 'number',
	fault: 'string',
	moved: 'number',
	total: 'number',
	helpers: 'strings',
} as const satisfies Table;

/** What the service says to an action. */
export const TOY_HURRIED = { move_id: 'string', phase: 'string' } as const satisfies Table;

export const TOY_MOVES: TaskTable<typeof TOY_MOVE> = {
	table: TOY_MOVE,
	list: 'moves',
	id: 'move_id',
	name: 'title',
	created: 'created',
};

export type ToyFields = Fields<typeof TOY_MOVE>;
