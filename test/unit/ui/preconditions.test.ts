import assert from 'node:assert/strict';
import { CloudError } from '../../../src/cloud/errors';
import type { ActionWords } from '../../../src/migration/actionWords';
import type { CacheInstance } from '../../../src/migration/instances';
import { presenter } from '../../../src/services/dcs/presenter';
import type * as Preconditions from '../../../src/ui/actions/preconditions';
import type { PreconditionDeps, Prepared } from '../../../src/ui/actions/preconditions';
import { format, ref, taskOf } from '../services/helpers';
import { loadAll } from './editor';

interface Item {
	readonly label: string;
	readonly description?: string;
}
type Listener = (value: unknown) => void;

/** A quick pick that a test presses the rows of. */
class Box {
	title = '';
	placeholder = '';
	buttons: readonly unknown[] = [];
	items: readonly Item[] = [];
	activeItems: readonly Item[] = [];
	selectedItems: readonly Item[] = [];
	busy = false;
	shown = false;
	private readonly listeners = new Map<string, Listener[]>();
	readonly onDidAccept = this.event('accept');
	readonly onDidHide = this.event('hide');
	readonly onDidTriggerButton = this.event('button');

	show(): void {
		this.shown = true;
	}
	dispose(): void {
		this.shown = false;
	}
	press(says: RegExp): void {
		const item = this.items.find(({ label }) => says.test(label));
		assert.ok(item, `there is a row ${says}`);
		this.activeItems = [item];
		this.selectedItems = [item];
		this.fire('accept');
	}
	refresh(): void {
		this.fire('button', this.buttons[0]);
	}
	hide(): void {
		this.fire('hide');
	}
	private fire(name: string, value?: unknown): void {
		for (const listener of this.listeners.get(name) ?? []) {
			listener(value);
		}
	}
	private event(name: string) {
		return (listener: Listener): void => {
			this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
		};
	}
}

const INSTANCE: CacheInstance = {
	id: 's1',
	name: 'orders-old',
	status: 'RUNNING',
	version: '6.0',
	kind: 'single',
	addrs: '192.168.10.50:6379',
	port: 6379,
	vpcId: '',
	vpcName: '',
	subnetId: '',
	securityGroupId: '',
	ssl: false,
	publicAccess: false,
};
const REF = ref('dcs');
const words = presenter.actionWords.switchIp as ActionWords;
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

function open() {
	const box = new Box();
	const { editor, loaded } = loadAll<[typeof Preconditions]>(['ui/actions/preconditions'], () => ({
		window: { createQuickPick: () => box },
		QuickInputButtons: { Back: {} },
	}));
	const instances: Record<string, Partial<CacheInstance> | Error> = { s1: {}, t1: { name: 'orders-new' } };
	const state = { read: 0, fails: undefined as unknown };
	const task = taskOf(
		'dcs',
		{ task_name: 'orders', status: 'INCRMIGEATING', source_instance_id: 's1', target_instance_id: 't1' },
		undefined,
		{ at: Date.now(), values: { offset: 0 }, migrating: true },
	);
	const deps = {
		store: {
			refreshTask: async () => {
				state.read += 1;
				if (state.fails) {
					throw state.fails;
				}
				return task;
			},
			sampleTask: async () => ({}),
			get: () => task,
		},
		instances: {
			show: async (_connection: string, _service: string, id: string) => {
				const own = instances[id];
				if (own instanceof Error) {
					throw own;
				}
				return { ...INSTANCE, ...own, id };
			},
		},
		runs: { open: async () => undefined },
		connections: { name: () => 'Production' },
		format,
	} as unknown as PreconditionDeps;
	const port = words.preconditions;
	assert.ok(port);
	const [{ askPreconditions }] = loaded;
	const prepared: Promise<Prepared | undefined> = askPreconditions(words, port, REF, deps);
	const confirmAll = (): void => {
		while (box.items.some(({ label }) => /to confirm/.test(label))) {
			box.press(/to confirm/);
		}
	};
	const row = (says: RegExp): Item | undefined => box.items.find(({ label }) => says.test(label));
	return { box, editor, instances, state, prepared, confirmAll, row };
}

describe('the box of preconditions', () => {
	it('goes on only where nothing fails and all is confirmed, and says so in its rows', async () => {
		const { box, editor, prepared, confirmAll, row } = open();
		await turn();
		assert.match(box.title, /Switch IP Addresses: orders/);
		assert.match(row(/Switch the IP addresses/)?.description ?? '', /^4 to be confirmed$/);
		box.press(/Switch the IP addresses/);
		assert.match(editor.messages.at(-1) ?? '', /^Not yet: to confirm: Both instances have the same password/);
		assert.ok(box.shown);
		confirmAll();
		// A second time takes it back.
		box.press(/confirmed: The whitelists/);
		assert.match(row(/Switch the IP addresses/)?.description ?? '', /^1 to be confirmed$/);
		assert.match(box.activeItems[0]?.label ?? '', /to confirm: The whitelists/, 'the row stays the chosen one');
		box.press(/to confirm: The whitelists/);
		box.press(/holds: Both have the same port/);
		assert.ok(box.shown, 'what was read is no button');
		box.press(/Switch the IP addresses/);
		const ready = await prepared;
		assert.deepEqual(ready?.input('domains'), { addresses: ['192.168.10.50'], domains: true });
		assert.deepEqual(ready?.notes('domains').length, 1);
		assert.equal(box.shown, false);
	});

	it('reads everything anew at its button, and keeps what was confirmed', async () => {
		const { box, instances, state, confirmAll, row, prepared } = open();
		await turn();
		confirmAll();
		instances.t1 = { port: 6380 };
		box.refresh();
		await turn();
		assert.equal(state.read, 2);
		assert.equal(row(/fails: Both have the same port/)?.description, '6379 → 6380');
		assert.match(row(/Switch the IP addresses/)?.description ?? '', /^1 fail$/);
		box.press(/Switch the IP addresses/);
		assert.ok(box.shown);
		box.hide();
		assert.equal(await prepared, undefined);
	});

	it('says why an instance could not be read, concludes nothing, and repeats in the question what is not known', async () => {
		const box = open();
		box.instances.t1 = new CloudError({ kind: 'permission', operation: 'ShowInstance', status: 403 });
		await turn();
		assert.match(box.row(/not known: Both ends/)?.description ?? '', /^orders-old → .*·/);
		box.confirmAll();
		box.box.press(/Switch the IP addresses/);
		const notes = (await box.prepared)?.notes('addresses') ?? [];
		assert.ok(notes.some((note) => /^Not known whether this holds: SSL is off \(off → \?\)$/.test(note)));
	});

	it('looks once more before anything is sent, and tells what has changed', async () => {
		const { box, editor, instances, prepared, confirmAll } = open();
		await turn();
		confirmAll();
		box.press(/Switch the IP addresses/);
		const ready = await prepared;
		instances.s1 = { addrs: '192.168.99.9:6379' };
		assert.equal(await ready?.stillHolds(), true);
		assert.deepEqual(ready?.input('domains'), { addresses: ['192.168.10.50'], domains: true }, 'what was asked about');
		instances.s1 = { publicAccess: true };
		assert.equal(await ready?.stillHolds(), false);
		assert.match(editor.messages.at(-1) ?? '', /^Nothing was sent\. fails: Public access is off \(on → off\)$/);
	});

	it('ends where the task itself cannot be read any more, and says why', async () => {
		const { box, editor, state, prepared } = open();
		await turn();
		state.fails = new CloudError({ kind: 'noSuchTask', operation: 'ShowMigrationTask' });
		box.refresh();
		assert.equal(await prepared, undefined);
		assert.match(editor.messages.at(-1) ?? '', /^Nothing was sent\. ./);
		assert.equal(box.shown, false);
	});
});
