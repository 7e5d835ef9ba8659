import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as vscode from 'vscode';
import { OrderedState } from '../../../src/ui/orderedState';

type State = vscode.ExtensionContext['globalState'];
type Values = Record<string, unknown>;

const copy = (values: Values): Values => JSON.parse(JSON.stringify(values)) as Values;
const settled = (): Promise<void> => sleep(30);

/** The window, which has the state of all extension hosts and tells each of every change. */
class FakeWindow {
	values: Values = {};
	readonly hosts = new Set<(values: Values) => void>();

	set(values: Values): void {
		this.values = copy(values);
		for (const tell of this.hosts) {
			// On its way for a moment.
			setTimeout(() => tell(copy(values)), 2);
		}
	}
}

/** What an extension host holds, as VS Code does it: a write goes out in the next turn, with all keys; what it is told takes the place of all it held. */
class FakeHost implements State {
	private values: Values;
	private waiting: Promise<void> | undefined;
	writes = 0;

	constructor(
		private readonly window: FakeWindow,
		private readonly refusal?: () => Error | undefined,
	) {
		this.values = copy(window.values);
		window.hosts.add((values) => {
			this.values = values;
		});
	}

	keys(): readonly string[] {
		return Object.keys(this.values);
	}

	get(key: string, otherwise?: unknown): never {
		return (this.values[key] ?? otherwise) as never;
	}

	update(key: string, value: unknown): Promise<void> {
		this.values[key] = value;
		this.waiting ??= sleep(1).then(async () => {
			this.waiting = undefined;
			const error = this.refusal?.();
			if (error) {
				throw error;
			}
			this.writes += 1;
			const sent = copy(this.values);
			await sleep(2);
			this.window.set(sent);
			// The answer comes after what all were told.
			await sleep(4);
		});
		return this.waiting;
	}

	setKeysForSync(): void {}
}

/** Ticks one more every ms, as somebody does who ticks a list quickly. */
async function tickAll(state: State, ids: readonly string[]): Promise<void> {
	for (const id of ids) {
		void state.update('ticked', [...state.get<string[]>('ticked', []), id]);
		await sleep(1);
	}
}

const IDS = Array.from({ length: 20 }, (_, index) => `row ${index}`);

describe('the state of all windows', () => {
	it('keeps every one of several writes that follow each other closely, where VS Code by itself loses some', async () => {
		const alone = new FakeWindow();
		await tickAll(new FakeHost(alone), IDS);
		await settled();
		assert.notDeepEqual(alone.values, { ticked: IDS }, 'the stand-in loses writes as VS Code does');

		const window = new FakeWindow();
		const state = new OrderedState(new FakeHost(window));
		await tickAll(state, IDS);
		await state.written();
		await settled();
		assert.deepEqual(window.values, { ticked: IDS });
	});

	it('knows at once what was written, also what was taken away', async () => {
		const window = new FakeWindow();
		window.values = { old: 1 };
		const state = new OrderedState(new FakeHost(window));
		void state.update('new', 2);
		void state.update('old', undefined);
		assert.equal(state.get('new'), 2);
		assert.equal(state.get('old', 'gone'), 'gone');
		assert.deepEqual(state.keys(), ['new']);
		await state.written();
		await settled();
		assert.deepEqual(window.values, { new: 2 });
		assert.deepEqual(state.keys(), ['new']);
	});

	it('writes once more what another window undid at that very moment, and does not fight over it for ever', async () => {
		let undone = 1;
		let writes = 0;
		const values = new Map<string, unknown>();
		const kept = {
			get: (key: string) => values.get(key),
			update: async (key: string, value: unknown) => {
				writes += 1;
				undone -= 1;
				values.set(key, undone < 0 ? value : 'theirs');
			},
		};
		const state = new OrderedState(kept as never);
		await state.update('key', 'ours');
		assert.equal(state.get('key'), 'ours');
		assert.equal(writes, 2);
		undone = 100;
		await state.update('key', 'ours again');
		assert.equal(state.get('key'), 'theirs');
		assert.equal(writes, 5);
	});

	it('goes on after a write that was refused, which is told to whoever made it', async () => {
		const window = new FakeWindow();
		let refusals = 1;
		const host = new FakeHost(window, () => (refusals-- > 0 ? new Error('The disk is full.') : undefined));
		const state = new OrderedState(host);
		const refused = state.update('a', 1);
		const after = state.update('b', 2);
		await assert.rejects(refused, /disk is full/);
		await after;
		await settled();
		assert.equal(window.values.b, 2);
		assert.equal(host.writes, 1);
	});
});
