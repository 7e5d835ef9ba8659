import assert from 'node:assert/strict';
import { Format } from '../../../src/migration/format';
import { dcsRow, FakePort, FakeSource, storeOver } from '../store/fakes';
import { loadAll } from './editor';

type Item = { readonly label: string; readonly buttons?: readonly { readonly tooltip: string }[] };

/** A quick pick as VS Code shows it: nobody chooses anything but the test. */
class FakeBox {
	items: readonly Item[] = [];
	activeItems: readonly Item[] = [];
	value = '';
	private readonly on: Record<string, (event?: unknown) => void> = {};
	readonly onDidChangeValue = (f: (value?: unknown) => void): void => {
		this.on.value = f;
	};
	readonly onDidAccept = (f: () => void): void => {
		this.on.accept = f;
	};
	readonly onDidHide = (f: () => void): void => {
		this.on.hide = f;
	};
	readonly onDidTriggerItemButton = (f: (event?: unknown) => void): void => {
		this.on.button = f;
	};
	show(): void {}
	dispose(): void {}
	hide(): void {
		this.on.hide?.();
	}
	type(value: string): void {
		this.value = value;
		this.on.value?.(value);
	}
	item(label: string): Item {
		const item = this.items.find((one) => one.label.includes(label));
		assert.ok(item, `${label} among ${this.items.map((one) => one.label).join(', ')}`);
		return item;
	}
	choose(label?: string): void {
		this.activeItems = label === undefined ? this.activeItems : [this.item(label)];
		this.on.accept?.();
	}
	press(label: string, tooltip: string): void {
		const item = this.item(label);
		const button = item.buttons?.find((one) => one.tooltip.startsWith(tooltip));
		assert.ok(button, tooltip);
		this.on.button?.({ item, button });
	}
}

async function setUp() {
	const boxes: FakeBox[] = [];
	const names: string[] = [];
	const { loaded } = loadAll<[typeof import('../../../src/ui/tree/treeCommands')]>(['ui/tree/treeCommands'], () => ({
		window: {
			createQuickPick: () => {
				const box = new FakeBox();
				boxes.push(box);
				return box;
			},
			showInputBox: async () => names.shift(),
		},
	}));
	const source = new FakeSource([
		dcsRow('t1', 'FAILED', { task_name: 'orders' }),
		dcsRow('t2', 'SUCCESS', { task_name: 'web' }),
	]);
	const { store } = storeOver(new FakePort().add('c1', [source]));
	await store.refresh();
	const kept = new Map<string, unknown>();
	const memento = {
		keys: () => [...kept.keys()],
		get: (key: string) => kept.get(key),
		update: async (key: string, value: unknown) => void kept.set(key, JSON.parse(JSON.stringify(value))),
	};
	const open = (): { readonly box: FakeBox; readonly done: Promise<void> } => {
		const done = loaded[0].askFilter({ store, format: new Format('en'), memento: memento as never });
		return { box: boxes.at(-1) as FakeBox, done };
	};
	return { store, source, open, names, boxes, kept, ask: loaded[0].askFilter, memento };
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 250));

describe('the question for a filter', () => {
	it('shows what it finds while one types, asks the service at the end alone, and Escape takes it back', async () => {
		const { store, source, open } = await setUp();
		const first = open();
		first.box.type('or');
		first.box.type('orders');
		await pause();
		assert.deepEqual(
			store.visibleTasks().map(({ name }) => name),
			['orders'],
		);
		assert.deepEqual(
			source.asked.filter((one) => one.startsWith('list ')),
			[],
			'nothing is asked while one types',
		);
		first.box.hide();
		await first.done;
		assert.equal(store.filter, undefined);

		const second = open();
		second.box.type('orders');
		second.box.choose();
		await second.done;
		assert.equal(store.filter, 'orders');
		assert.ok(source.asked.includes('list orders'));
	});

	it('leaves the tasks as they are while half a word is typed', async () => {
		const { store, open } = await setUp();
		const { box } = open();
		box.type('status:');
		await pause();
		assert.equal(store.filter, undefined);
		box.choose('status:failed');
		assert.equal(box.value, 'status:failed ');
		await pause();
		assert.deepEqual(
			store.visibleTasks().map(({ name }) => name),
			['orders'],
		);
	});

	it('keeps a filter under a name, finds it again, and forgets it at its button', async () => {
		const { store, open, names } = await setUp();
		names.push(' Mine ');
		const first = open();
		first.box.type('status:failed');
		first.box.choose('Save this filter');
		await first.done;
		await store.setFilter(undefined);

		const second = open();
		second.box.choose('Mine');
		await second.done;
		assert.equal(store.filter, 'status:failed');

		const third = open();
		third.box.press('Mine', 'Remove');
		third.box.hide();
		await third.done;
		assert.ok(!open().box.items.some(({ label }) => label.includes('Mine')));
	});

	it('gives a saved filter another name at its button, and comes back to where one was', async () => {
		const { store, open, names, boxes } = await setUp();
		names.push('Mine', 'Of the night');
		const first = open();
		first.box.type('status:failed');
		first.box.choose('Save this filter');
		await first.done;
		await store.setFilter('web');

		const second = open();
		second.box.type('');
		second.box.press('Mine', 'Rename');
		await pause();
		assert.equal(store.filter, 'web', 'the filter in force is the one that was');
		const [, , again] = boxes;
		assert.ok(again, 'the box is open again');
		assert.deepEqual(
			again.items.filter(({ buttons }) => (buttons?.length ?? 0) > 0).map(({ label }) => label),
			['$(bookmark) Of the night'],
		);
		again.choose('Of the night');
		await second.done;
		assert.equal(store.filter, 'status:failed');
	});

	it('takes nothing from what was kept that is no filter', async () => {
		const { open, kept } = await setUp();
		kept.set('migrationTasks.savedFilters', [
			null,
			7,
			{ name: 'x' },
			{ name: 'Good', filter: 'a' },
			{ name: '', filter: 'b' },
		]);
		const saved = open().box.items.filter(({ buttons }) => (buttons?.length ?? 0) > 0);
		assert.deepEqual(
			saved.map(({ label }) => label),
			['$(bookmark) Good'],
		);
	});
});
