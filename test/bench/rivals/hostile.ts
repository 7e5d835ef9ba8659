/** A first load of what nobody should send, with the tree on show, then the page of each of the first tasks. Each run wants a fresh process. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Prepare } from '../rival';
import { openStore } from '../subject';
import { Watch } from './watch';

/** By then the tree has told of everything, ms. */
const SETTLED = 400;
/** Pages that are opened: enough for each kind of bait. */
const PAGES = 40;

export const hostile: Prepare =
	async ({ endpoint, tasks }) =>
	async () => {
		const store = await openStore(endpoint, ['dcs', 'sms']);
		const tree = store.openTree();
		tree.onDidChangeTreeData((nodes) => tree.render(nodes));
		tree.render();
		const watch = new Watch(false);
		watch.take();
		const began = performance.now();
		await store.refresh();
		const ms = performance.now() - began;
		await sleep(SETTLED);
		const { held, work } = watch.take();
		watch.stop();
		if (store.count() < tasks) {
			throw new Error(`${store.count()} tasks were read instead of ${tasks}.`);
		}
		let page = 0;
		for (let index = 0; index < Math.min(PAGES, store.count()); index++) {
			const [opened, worked] = [performance.now(), process.cpuUsage()];
			await store.openPage(index);
			const { user, system } = process.cpuUsage(worked);
			page = Math.max(page, Math.min((user + system) / 1000, performance.now() - opened));
		}
		return { held, work, ms, page, tasks: store.count() };
	};
