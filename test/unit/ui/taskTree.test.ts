import assert from 'node:assert/strict';
import type { WholeList } from '../../../src/core/list';
import { Format } from '../../../src/migration/format';
import type { ListedTask } from '../../../src/migration/ports';
import type { Node } from '../../../src/ui/tree/nodes';
import type { TaskTree } from '../../../src/ui/tree/taskTree';
import { dcsRow, FakePort, FakeSource, gate, listing, settle, storeOver } from '../store/fakes';
import { loadWith } from './editor';

const YESTERDAY = Math.floor(Date.now() / 86_400_000 - 1) * 86_400_000;
/** A minute of the day that tasks were created in; a later one is newer. */
const created = (minute: number): { created_at: string } => ({
	created_at: new Date(YESTERDAY + minute * 60_000).toISOString(),
});

/** A tree over a source, asked for as VS Code asks: the roots, and the children of every group that is open. */
function treeOver(source: FakeSource) {
	const { store } = storeOver(new FakePort().add('c1', [source]), Date.now);
	const { TaskTree: Tree } = loadWith<typeof import('../../../src/ui/tree/taskTree')>('ui/tree/taskTree').loaded;
	const tree: TaskTree = new Tree(store, new Format('en'));
	const events: (readonly Node[] | undefined)[] = [];
	const closed = new Set<string>();
	const rows = (nodes: readonly Node[]): string[] =>
		nodes.flatMap((node) => {
			const { label } = tree.getTreeItem(node);
			return [String(label), ...(closed.has(node.key) ? [] : rows(tree.getChildren(node)))];
		});
	tree.onDidChangeTreeData((nodes) => events.push(nodes));
	return {
		store,
		tree,
		events,
		closed,
		/** The labels of all rows. */
		rows: () => rows(tree.getChildren()),
		/** What VS Code asks for after an event, and the keys that the events named; `all` for the whole tree. */
		redraw: () => {
			const named = events.splice(0).map((nodes) => nodes?.map(({ key }) => key) ?? ['all']);
			return named.flat();
		},
	};
}

/** The tree draws at most ten times a second; this waits until it has. */
async function drawn(events: readonly unknown[]): Promise<void> {
	for (let waited = 0; events.length === 0 && waited < 100; waited++) {
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

describe('the tree', () => {
	it('names just the rows that changed, and no row where nothing did', async () => {
		const source = new FakeSource([
			dcsRow('a', 'FULLMIGRATING', created(3)),
			dcsRow('b', 'FULLMIGRATING', created(2)),
			dcsRow('c', 'FAILED', created(1)),
		]);
		const { store, events, rows, redraw } = treeOver(source);
		await store.refresh();
		assert.deepEqual(rows(), ['Failed', 'task c', 'In progress', 'task a', 'task b']);
		events.length = 0;

		source.rows = [source.rows[0] ?? {}, dcsRow('b', 'INCRMIGRATING', created(2)), source.rows[2] ?? {}];
		await store.refresh();
		await drawn(events);
		assert.deepEqual(redraw(), ['task:c1/dcs/b']);

		await store.refresh();
		await new Promise((resolve) => setTimeout(resolve, 150));
		assert.deepEqual(redraw(), []);
	});

	it('draws the two groups anew where a task went from one to the other, and no other', async () => {
		const source = new FakeSource([
			dcsRow('a', 'FULLMIGRATING', created(3)),
			dcsRow('b', 'FULLMIGRATING', created(2)),
			dcsRow('c', 'FAILED', created(1)),
			dcsRow('d', 'RUNNING', created(1)),
		]);
		const { store, events, rows, redraw } = treeOver(source);
		await store.refresh();
		rows();
		events.length = 0;
		source.rows = source.rows.map((row) => (row.task_id === 'b' ? { ...row, status: 'FAILED' } : row));
		await store.refresh();
		await drawn(events);
		assert.deepEqual(redraw().sort(), ['status:active', 'status:failed']);
		assert.deepEqual(rows(), ['Failed', 'task b', 'task c', 'Waiting', 'task d', 'In progress', 'task a']);
	});

	it('shows the first page of a long list at once, and what is on screen stays where it is when the rest arrives', async () => {
		const first = [dcsRow('m', 'FULLMIGRATING', created(5)), dcsRow('n', 'FULLMIGRATING', created(4))];
		// Newer than what is on screen, so that it belongs above it; and a group above all.
		const rest = [dcsRow('z', 'FULLMIGRATING', created(9)), dcsRow('f', 'FAILED', created(8))];
		const answer = gate<WholeList<ListedTask>>();
		const source = new FakeSource();
		source.onList = (_name, { onRows }) => {
			onRows?.(listing(first).rows);
			return answer.promise;
		};
		const { store, tree, events, rows } = treeOver(source);
		rows();
		events.length = 0;
		const refreshed = store.refresh();
		await settle();
		await drawn(events);
		const onScreen = ['In progress', 'task m', 'task n'];
		assert.deepEqual(rows(), onScreen);

		events.length = 0;
		answer.open(listing([...first, ...rest]));
		await refreshed;
		await drawn(events);
		assert.deepEqual(rows().slice(0, 3), onScreen);
		assert.deepEqual(rows(), [...onScreen, 'Show 1 more', 'Failed', 'task f']);

		tree.showMore('status:active');
		const ordered = ['Failed', 'task f', 'In progress', 'task z', 'task m', 'task n'];
		assert.deepEqual(rows(), ordered, 'somebody asked for more');
		source.onList = undefined;
		source.rows = [...first, ...rest];
		await store.refresh();
		assert.deepEqual(rows(), ordered);
	});

	it('puts all in its order with the next refresh', async () => {
		const first = [dcsRow('m', 'FULLMIGRATING', created(5))];
		const all = [...first, dcsRow('z', 'FULLMIGRATING', created(9))];
		const answer = gate<WholeList<ListedTask>>();
		const source = new FakeSource(all);
		source.onList = (_name, { onRows }) => {
			onRows?.(listing(first).rows);
			return answer.promise;
		};
		const { store, events, rows } = treeOver(source);
		rows();
		const refreshed = store.refresh();
		await drawn(events);
		rows();
		events.length = 0;
		answer.open(listing(all));
		await refreshed;
		await drawn(events);
		assert.deepEqual(rows(), ['In progress', 'task m', 'Show 1 more']);
		source.onList = undefined;
		events.length = 0;
		await store.refresh();
		await drawn(events);
		assert.deepEqual(rows(), ['In progress', 'task z', 'task m']);
	});

	it('does not call a date to come "just now" in a tooltip', async () => {
		const source = new FakeSource([
			dcsRow('past', 'FULLMIGRATING', { created_at: new Date(Date.now() - 1_000).toISOString() }),
			dcsRow('to come', 'FULLMIGRATING', { created_at: '2999-01-01T00:00:00.000Z' }),
		]);
		const { store, tree } = treeOver(source);
		await store.refresh();
		const tooltipOf = async (id: string): Promise<string> => {
			const node: Node = { kind: 'task', key: `task:c1/dcs/${id}`, ref: { connectionId: 'c1', service: 'dcs', id } };
			const { tooltip } = await tree.resolveTreeItem(tree.getTreeItem(node), node);
			return typeof tooltip === 'object' ? tooltip.value : '';
		};
		assert.match(await tooltipOf('past'), /Created .*just now/);
		assert.match(await tooltipOf('to come'), /Created .*2999/);
		assert.doesNotMatch(await tooltipOf('to come'), /just now/);
	});
});
