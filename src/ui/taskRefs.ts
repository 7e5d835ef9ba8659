/** What commands are handed: a task reference, a node of the tree, or nothing at all. */
import * as v from 'valibot';
import type { ServiceRegistry } from '../migration/ports';
import { refKey, type TaskRef } from '../migration/task';

const RefSchema = v.object({
	connectionId: v.pipe(v.string(), v.nonEmpty()),
	service: v.string(),
	id: v.pipe(v.string(), v.nonEmpty()),
});

/** A task reference out of an argument: the reference itself, or a tree node that holds one. None of a service that nobody knows. */
export function refOf(argument: unknown, services: ServiceRegistry): TaskRef | undefined {
	const direct = v.safeParse(RefSchema, argument);
	const node = direct.success ? undefined : v.safeParse(v.object({ ref: RefSchema }), argument);
	const ref = direct.success ? direct.output : node?.success ? node.output.ref : undefined;
	return ref && services.has(ref.service) ? ref : undefined;
}

/** All references out of the arguments of a command: a list of them, or the tree's node and its selection. Each once. */
export function refsOf(argument: unknown, selection: unknown, services: ServiceRegistry): readonly TaskRef[] {
	const several =
		Array.isArray(selection) && selection.length > 1 ? selection : Array.isArray(argument) ? argument : [argument];
	const found = several.flatMap((one: unknown) => refOf(one, services) ?? []);
	return [...new Map(found.map((ref) => [refKey(ref), ref])).values()];
}

/** A connection's id out of an argument: the id itself, or anything that names one (references of tasks and tree nodes do). */
export function connectionIdOf(argument: unknown): string | undefined {
	if (typeof argument === 'string') {
		return argument;
	}
	const Named = v.object({ connectionId: v.string() });
	const named = v.safeParse(Named, argument);
	if (named.success) {
		return named.output.connectionId;
	}
	const group = v.safeParse(v.object({ by: v.object({ connection: v.string() }) }), argument);
	if (group.success) {
		return group.output.by.connection;
	}
	const node = v.safeParse(v.object({ ref: Named }), argument);
	return node.success ? node.output.ref.connectionId : undefined;
}
