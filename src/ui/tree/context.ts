/** What rows know beside their node. */
import type { Format } from '../../migration/format';
import type { TaskStore } from '../../store/taskStore';
import type { ItemContext, TreeFacts } from './items';
import type { GroupBy } from './nodes';
import { tagsOf } from './rowText';

/** As it is now. */
export function contextOf(store: TaskStore, format: Format, about: TreeFacts, grouping: GroupBy): ItemContext {
	const states = store.connectionStates();
	const services = new Set(
		states.flatMap((state) => state.services.filter(({ size }) => size > 0).map(({ info }) => info.id)),
	);
	const nameConnections = states.length > 1 && grouping !== 'connection';
	const names = new Map(nameConnections ? states.map(({ id, name }) => [id, name]) : []);
	return {
		services: store.services,
		format,
		now: Date.now(),
		tags: tagsOf(nameConnections ? states : []),
		forSession: about.isForSession,
		note: about.note,
		isWatched: about.isWatched,
		connectionName: (id) => (nameConnections ? (names.get(id) ?? id) : undefined),
		manyServices: services.size > 1 && grouping !== 'service',
	};
}

/** Whether all rows name connections and services as they did. */
export function sameContext(a: ItemContext, b: ItemContext): boolean {
	return a.manyServices === b.manyServices && [...a.tags].join('\n') === [...b.tags].join('\n');
}
