/** One task in a hundred changes: how soon VS Code is told, and of how many rows. */

import { EventEmitter, once } from 'node:events';
import { performance } from 'node:perf_hooks';
import type { Prepare } from '../rival';
import { dcsRow, type Row } from '../rows';
import { openOffline } from '../subject';

/** Each of these changes: one in a hundred, all over the list. */
const EVERY = 100;
/** Another status of the same group, and one of another group. */
const STAYS: Readonly<Record<string, string>> = {
	FULLMIGRATING: 'INCRMIGEATING',
	INCRMIGEATING: 'FULLMIGRATING',
	FAILED: 'MIGRATION_FAILED',
	MIGRATION_FAILED: 'FAILED',
	TERMINATED: 'RELEASED',
	RELEASED: 'TERMINATED',
	SUCCESS: 'MIGRATION_SUCCESS',
	MIGRATION_SUCCESS: 'SUCCESS',
};
const MOVED = { from: 'FULLMIGRATING', to: 'FAILED' };

export const change: Prepare = async ({ tasks, moves }) => {
	const store = openOffline();
	const happened = new EventEmitter();
	let changed = false;
	store.onDidChangeTasks(() => {
		changed = true;
	});
	const tree = store.openTree();
	let shown = tree.render();
	tree.onDidChangeTreeData((nodes) => {
		if (changed) {
			changed = false;
			happened.emit('told', nodes, performance.now());
		}
	});
	const take = async (
		rows: readonly Row[],
	): Promise<{ ms: number; busy: number; reading: number; nodes: number; whole: number }> => {
		const reading = performance.now();
		await store.setRows(rows);
		const told = once(happened, 'told');
		const readIn = performance.now() - reading;
		// The list that was just made is work of the measurement.
		global.gc?.();
		const load = performance.eventLoopUtilization();
		const began = performance.now();
		void store.refresh();
		const [nodes, at] = (await told) as [readonly unknown[] | undefined, number];
		const busy = performance.eventLoopUtilization(load).active;
		const rendered = tree.render(nodes);
		shown = nodes ? shown : rendered;
		return { ms: at - began, busy, reading: readIn, nodes: nodes?.length ?? shown, whole: nodes ? 0 : 1 };
	};
	let flipped = false;
	await take(rowsOf(tasks, flipped, moves === true));
	return async () => {
		flipped = !flipped;
		return take(rowsOf(tasks, flipped, moves === true));
	};
};

/** The list anew, no object shared with an earlier one, as it is after parsing. */
function rowsOf(tasks: number, flipped: boolean, moves: boolean): Row[] {
	return Array.from({ length: tasks }, (_, index) => {
		const row = JSON.parse(JSON.stringify(dcsRow(index))) as Row;
		if (index % EVERY === 0) {
			row.description = `Changed: ${flipped}`;
			row.status = moves
				? flipped
					? MOVED.to
					: MOVED.from
				: flipped
					? (STAYS[String(row.status)] ?? row.status)
					: row.status;
		}
		return row;
	});
}
