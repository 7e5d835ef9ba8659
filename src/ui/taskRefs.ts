/** What commands are handed: a task reference, a node of the tree, or nothing at all. */
import * as v from 'valibot';
import { SERVICES, type TaskRef } from '../migration/task';

const RefSchema = v.object({
	connectionId: v.pipe(v.string(), v.nonEmpty()),
	service: v.picklist(SERVICES),
	id: v.pipe(v.string(), v.nonEmpty()),
});

/** A task reference out of an argument: the reference itself, or a tree node that holds one. */
export function refOf(argument: unknown): TaskRef | undefined {
	const direct = v.safeParse(RefSchema, argument);
	if (direct.success) {
		return direct.output;
	}
	const node = v.safeParse(v.object({ ref: RefSchema }), argument);
	return node.success ? node.output.ref : undefined;
}

/** A connection's id out of an argument: the id itself, or anything that names one (tree nodes do). */
export function connectionIdOf(argument: unknown): string | undefined {
	if (typeof argument === 'string') {
		return argument;
	}
	const named = v.safeParse(v.object({ connectionId: v.string() }), argument);
	if (named.success) {
		return named.output.connectionId;
	}
	const group = v.safeParse(v.object({ by: v.object({ connection: v.string() }) }), argument);
	return group.success ? group.output.by.connection : refOf(argument)?.connectionId;
}
