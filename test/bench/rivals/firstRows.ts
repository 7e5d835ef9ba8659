/** How soon the tree has something to show, beside how soon it has all. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Prepare } from '../rival';
import { openStore } from '../subject';

/** By then the tree has told of everything, ms. */
const SETTLED = 400;

export const firstRows: Prepare =
	async ({ endpoint, tasks }) =>
	async () => {
		const store = await openStore(endpoint, ['dcs']);
		const began = performance.now();
		const since = (): number => performance.now() - began;
		let first: number | undefined;
		let whole: number | undefined;
		store.onDidChangeTasks(() => {
			if (store.count() === tasks) {
				whole ??= since();
			}
		});
		const tree = store.openTree();
		tree.onDidChangeTreeData((nodes) => {
			if (tree.render(nodes) > 0 && store.count() > 0) {
				first ??= since();
			}
		});
		tree.render();
		await store.refresh();
		const done = since();
		await sleep(SETTLED);
		store.dispose();
		if (first === undefined || whole === undefined) {
			throw new Error('The tree was not told of all tasks.');
		}
		return { first, whole, done };
	};
