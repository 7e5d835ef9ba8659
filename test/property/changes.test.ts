import assert from 'node:assert/strict';
import fc from 'fast-check';
import { refKey, type Task, type WireFields } from '../../src/migration/task';
import type { Changes } from '../../src/store/changes';
import type { TaskStore } from '../../src/store/taskStore';
import { dcsRow, FakePort, FakeSource, failure, listing, ref, sample, smsRow, storeOver } from '../unit/store/fakes';
import { given } from './holds';

const IDS = ['a', 'b', 'c', 'd', 'e'];
const id = fc.constantFrom(...IDS);
const status = fc.constantFrom(
	'RUNNING',
	'FULLMIGRATING',
	'INCRMIGEATING',
	'MIGRATING',
	'SUCCESS',
	'FAILED',
	'MIGRATE_FAIL',
	'',
);
const row = fc.record({ id, status, note: fc.constantFrom(undefined, null, '', 'x', 'y') });
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;
const rows = fc.uniqueArray(row, { selector: (one) => one.id, maxLength: IDS.length });
const service = fc.constantFrom('dcs' as const, 'sms' as const);

/** What may happen to a store. */
const step = fc.oneof(
	fc.record({ kind: fc.constant('list' as const), service, rows, complete: fc.boolean() }),
	fc.record({ kind: fc.constant('listFails' as const), service }),
	fc.record({ kind: fc.constant('filter' as const), name: fc.constantFrom(undefined, 'a', 'task', 'zzz') }),
	fc.record({ kind: fc.constant('show' as const), service, row }),
	fc.record({ kind: fc.constant('sample' as const), service, id, detail: fc.option(row, { nil: undefined }) }),
	fc.record({ kind: fc.constant('gone' as const), service, id }),
	fc.record({ kind: fc.constant('services' as const), both: fc.boolean() }),
	fc.record({ kind: fc.constant('removed' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function wire(of: 'dcs' | 'sms', { id: own, status: word, note }: Row): WireFields {
	const more = note === undefined ? {} : { description: note };
	return of === 'dcs' ? dcsRow(own, word, more) : smsRow(own, word, more);
}

/** A store over two services, and what a view knows of it that hears of changes alone. */
function mirrored() {
	const sources = { dcs: new FakeSource([], 'dcs'), sms: new FakeSource([], 'sms') };
	const open = [sources.dcs, sources.sms];
	const port = new FakePort().add('c1', open);
	let now = 1_000;
	const { store, faults } = storeOver(port, () => ++now);
	const mirror = new Map<string, Task>();
	store.onDidChange((changes) => changes && apply(mirror, changes));
	return { store, port, sources, open, mirror, faults };
}

function apply(mirror: Map<string, Task>, { added, changed, removed, resampled }: Changes): void {
	for (const gone of removed) {
		assert.ok(mirror.delete(refKey(gone)), `${refKey(gone)} went and was not there`);
	}
	for (const task of added) {
		assert.ok(!mirror.has(refKey(task.ref)), `${refKey(task.ref)} came and was there`);
		mirror.set(refKey(task.ref), task);
	}
	for (const task of [...changed, ...resampled]) {
		assert.ok(mirror.has(refKey(task.ref)), `${refKey(task.ref)} changed and was not there`);
		mirror.set(refKey(task.ref), task);
	}
}

type Parts = ReturnType<typeof mirrored>;

async function take({ store, port, sources, open }: Parts, one: Step): Promise<void> {
	switch (one.kind) {
		case 'list': {
			const { complete } = one;
			const list = listing(
				one.rows.map((each) => wire(one.service, each)),
				{ complete },
			);
			sources[one.service].onList = async (name, { onRows }) => {
				onRows?.(list.rows.slice(0, 2));
				return name === undefined ? list : { ...list, rows: list.rows.filter((found) => found.id.includes(name)) };
			};
			return store.refresh();
		}
		case 'listFails':
			sources[one.service].onList = async () => {
				throw failure('network');
			};
			return store.refresh();
		case 'filter':
			return store.setFilter(one.name);
		case 'show':
			sources[one.service].onShow = async () => wire(one.service, one.row);
			await store.refreshTask(ref(one.row.id, 'c1', one.service)).catch(expected);
			return;
		case 'sample':
			sources[one.service].onSample = async () => ({
				sample: sample(store.samples.of(ref(one.id, 'c1', one.service)).length + 1),
				...(one.detail ? { detail: wire(one.service, { ...one.detail, id: one.id }) } : {}),
			});
			await store.sampleTask(ref(one.id, 'c1', one.service)).catch(expected);
			return;
		case 'gone':
			sources[one.service].onShow = async () => {
				throw failure('noSuchTask');
			};
			await store.refreshTask(ref(one.id, 'c1', one.service)).catch(expected);
			return;
		case 'services':
			port.reopen('c1');
			open.splice(0, open.length, ...(one.both ? [sources.dcs, sources.sms] : [sources.dcs]));
			return store.refresh();
		case 'removed':
			port.replace('c1', open);
			return;
	}
}

/** The service fails, the connection ended meanwhile, or has no such service. */
function expected(error: unknown): void {
	assert.match(String((error as Error).name + (error as Error).message), /CloudError|connection without/);
}

function assertMirrored(store: TaskStore, mirror: ReadonlyMap<string, Task>): void {
	const known = store.allTasks();
	assert.deepEqual([...mirror.keys()].sort(), known.map((task) => refKey(task.ref)).sort());
	for (const task of known) {
		assert.equal(mirror.get(refKey(task.ref)), task, 'it is the very same task');
	}
}

given('any series of lists, details, failures and removals', (claim) => {
	claim('whoever hears of every change knows just the tasks that the store knows, after each step', async (holds) => {
		await holds(
			fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
				const parts = mirrored();
				for (const one of steps) {
					await take(parts, one);
					assertMirrored(parts.store, parts.mirror);
				}
				assert.deepEqual(parts.faults, []);
			}),
		);
	});

	claim('whoever hears of every change knows just those tasks, also when everything happens at once', async (holds) => {
		await holds(
			fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
				const parts = mirrored();
				await Promise.all(steps.map((one) => take(parts, one)));
				assertMirrored(parts.store, parts.mirror);
				assert.deepEqual(parts.faults, []);
			}),
		);
	});
});
