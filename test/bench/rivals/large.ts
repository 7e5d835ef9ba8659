/** A very large account: what it takes to hold its tasks, and to keep the extension host free meanwhile. Each run wants a fresh process. */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Prepare } from '../rival';
import type { Row } from '../rows';
import { openStore, PROJECT } from '../subject';
import { fetchRows } from './floor';
import { Watch } from './watch';

/** By then the tree has told of everything, ms. */
const SETTLED = 400;

/** All pages, each once and one after the other, parsed and held. */
export const parsed: Prepare =
	async ({ endpoint, tasks, collect }) =>
	async () => {
		const agent = new Agent({ keepAlive: true });
		const watch = new Watch(collect === true);
		const held: Row[][] = [];
		for (const [path, limit] of [
			[`/v2/${PROJECT}/migration-tasks`, 1000],
			['/v3/tasks', 200],
		] as const) {
			for (let offset = 0, full = true; full; offset += limit) {
				const rows = await fetchRows(`${endpoint}${path}?offset=${offset}&limit=${limit}`, agent);
				held.push(rows);
				watch.sample();
				full = rows.length === limit;
			}
		}
		const { peak } = watch.take();
		watch.stop();
		if (held.flat().length !== tasks) {
			throw new Error('Not all tasks were parsed.');
		}
		return { peak };
	};

/** A first load, then a refresh where nothing changed, with the tree on show. */
export const load: Prepare =
	async ({ endpoint, tasks, collect }) =>
	async () => {
		const watch = new Watch(collect === true);
		const store = await openStore(endpoint, ['dcs', 'sms']);
		const tree = store.openTree();
		tree.onDidChangeTreeData((nodes) => tree.render(nodes));
		tree.render();
		store.onDidChangeTasks(watch.sample);
		const refresh = async (): Promise<{ peak: number; held: number; ms: number }> => {
			watch.take();
			const began = performance.now();
			await store.refresh();
			const ms = performance.now() - began;
			await sleep(SETTLED);
			return { ...watch.take(), ms };
		};
		const first = await refresh();
		const again = await refresh();
		watch.stop();
		if (store.count() !== tasks) {
			throw new Error(`${store.count()} tasks were read instead of ${tasks}.`);
		}
		return {
			firstPeak: first.peak,
			firstHeld: first.held,
			firstMs: first.ms,
			againPeak: again.peak,
			againHeld: again.held,
			againMs: again.ms,
		};
	};
