/** The extension's own ways to the tasks: the client alone, a first refresh, and a refresh that finds nothing new. */
import type { Prepare } from '../rival';
import { listDcs, openStore } from '../subject';

/** The client alone, a new one each time: it knows nothing of an earlier list. */
export const list: Prepare = async ({ endpoint, tasks }) => {
	return timed(async () => check(await listDcs(endpoint)(), tasks));
};

/** A new store each time, from empty to the end of its refresh. */
export const firstRefresh: Prepare = async ({ endpoint, tasks }) => {
	return async () => {
		const store = await openStore(endpoint, ['dcs']);
		const figures = await timed(() => store.refresh())();
		check(store.count(), tasks);
		store.dispose();
		return figures;
	};
};

/** One store, read before, that is read again. */
export const unchangedRefresh: Prepare = async ({ endpoint, tasks }) => {
	const store = await openStore(endpoint, ['dcs']);
	await store.refresh();
	check(store.count(), tasks);
	return timed(() => store.refresh());
};

function timed(work: () => Promise<void>): () => Promise<{ ms: number }> {
	return async () => {
		const began = performance.now();
		await work();
		return { ms: performance.now() - began };
	};
}

function check(found: number, wanted: number): void {
	if (found !== wanted) {
		throw new Error(`${found} tasks were read instead of ${wanted}.`);
	}
}
