import assert from 'node:assert/strict';
import { Format } from '../../../src/migration/format';
import type { WireFields } from '../../../src/migration/task';
import { startSandbox } from '../../../src/sandbox/index';
import { SERVICES } from '../../../src/services';
import { ServiceTasks } from '../../../src/store/serviceTasks';
import type { TaskStore } from '../../../src/store/taskStore';
import {
	changeText,
	dcsRow,
	FakePort,
	FakeSource,
	failure,
	gate,
	listing,
	readingOf,
	ref,
	sample,
	sandboxSources,
	settle,
	storeOver,
} from './fakes';

/** What the tree says of a task of DCS. */
function rowOf(store: TaskStore, id: string): string {
	const task = store.get(ref(id));
	return task ? SERVICES.get('dcs').summary.row(task, new Format('en')) : '';
}

describe('reading one task', () => {
	it('changes the task in the list and tells of it once', async () => {
		const source = new FakeSource([dcsRow('a')]);
		const { store, changes } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		source.onShow = async () => dcsRow('a', 'FAILED', { error_message: 'no route to host' });
		const task = await store.refreshTask(ref('a'));
		assert.equal(SERVICES.get('dcs').summary.error(task), 'no route to host');
		await store.refreshTask(ref('a'));
		assert.deepEqual(changes.map(changeText), ['+a', '~a']);
		assert.equal(store.get(ref('a'))?.group, 'failed');
	});

	it('makes a task known that no list has told of yet, and leaves the connection unread', async () => {
		const { store, changes } = storeOver(new FakePort().add('c1', [new FakeSource([dcsRow('a')])]));
		await store.refreshTask(ref('a'));
		assert.deepEqual(changes.map(changeText), ['+a']);
		assert.deepEqual(store.unread(), ['c1']);
	});

	it('takes a task out that the service does not know any more, with its samples', async () => {
		const source = new FakeSource([dcsRow('a'), dcsRow('b')]);
		const { store, changes } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		await store.sampleTask(ref('a'));
		source.rows = [];
		await assert.rejects(store.refreshTask(ref('a')), { kind: 'noSuchTask' });
		assert.equal(store.get(ref('a')), undefined);
		assert.deepEqual(store.samples.of(ref('a')), []);
		assert.deepEqual(changeText(changes.at(-1) ?? { added: [], changed: [], removed: [], resampled: [] }), '-a');
	});

	it('keeps the task where it fails', async () => {
		const source = new FakeSource([dcsRow('a')]);
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		source.onShow = async () => {
			throw failure('service');
		};
		await assert.rejects(store.refreshTask(ref('a')), { kind: 'service' });
		assert.ok(store.get(ref('a')));
	});

	it('does not overwrite newer details with older ones', async () => {
		let now = 0;
		const source = new FakeSource([dcsRow('a')]);
		const { store } = storeOver(new FakePort().add('c1', [source]), () => now);
		const slow = gate<WireFields>();
		source.onShow = () => slow.promise;
		const first = store.refreshTask(ref('a'));
		await settle();
		now = 1000;
		source.onShow = async () => dcsRow('a', 'SUCCESS');
		await store.refreshTask(ref('a'));
		slow.open(dcsRow('a', 'FULLMIGRATING'));
		assert.equal((await first).status, 'SUCCESS');
		assert.equal(store.allTasks()[0]?.status, 'SUCCESS');
	});
});

describe('a sample of a task', () => {
	it('is kept, and shows in the task’s few words', async () => {
		const source = new FakeSource([dcsRow('a')]);
		source.onSample = async () => ({ sample: sample(1, { full_migration_progress: 42 }) });
		const { store, changes } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		assert.equal((await store.sampleTask(ref('a'))).detailed, false);
		assert.match(rowOf(store, 'a'), /42/);
		assert.equal(store.samples.of(ref('a')).length, 1);
		// The numbers of a sample are no change of the task that other extensions need to hear of.
		assert.deepEqual(changes.map(changeText), ['+a']);
	});

	it('makes no task out of nothing', async () => {
		const { store } = storeOver(new FakePort().add('c1', [new FakeSource()]));
		await store.sampleTask(ref('a'));
		assert.deepEqual(store.allTasks(), []);
	});

	it('brings the details along where the service sends them with it', async () => {
		const source = new FakeSource([], 'sms');
		source.onSample = async () => ({ sample: sample(1), detail: { id: 'a', name: 'web', state: 'RUNNING' } });
		const { store } = storeOver(new FakePort().add('c1', [source]));
		assert.equal((await store.sampleTask(ref('a', 'c1', 'sms'))).detailed, true);
		assert.equal(store.get(ref('a', 'c1', 'sms'))?.name, 'web');
	});
});

describe('the details of running tasks, read along with a list', () => {
	const running = (n: number) =>
		Array.from({ length: n }, (_, i) =>
			dcsRow(`t${i}`, 'MIGRATING', { created_at: new Date(Date.UTC(2025, 0, 1, 0, i)).toISOString() }),
		);

	it('are those of the ten newest that run, and no others', async () => {
		const source = new FakeSource([...running(14), dcsRow('over', 'SUCCESS'), dcsRow('pending', 'RUNNING')]);
		const { store } = storeOver(new FakePort().add('c1', [source]), undefined, SERVICES);
		await store.refresh();
		const looked = new Set(source.asked.filter((one) => one.startsWith('show')));
		assert.deepEqual(looked, new Set(Array.from({ length: 10 }, (_, i) => `show t${13 - i}`)));
		assert.equal(source.asked.filter((one) => one.startsWith('sample')).length, 10);
	});

	it('are read in turns, and the last ones stay', async () => {
		let now = 1;
		const source = new FakeSource(running(14));
		source.onSample = async () => ({ sample: sample(now, { full_migration_progress: 7 }) });
		const { store } = storeOver(new FakePort().add('c1', [source]), () => now++, SERVICES);
		await store.refresh();
		await store.refresh();
		const looked = new Set(source.asked.filter((one) => one.startsWith('show')));
		assert.equal(looked.size, 14);
		for (let i = 0; i < 14; i++) {
			assert.match(rowOf(store, `t${i}`), /7 %/, `t${i}`);
		}
		for (let refresh = 0; refresh < 10; refresh++) {
			source.news();
			await store.refresh();
			assert.ok(source.asked.length <= 21, 'a list and its budget');
		}
	});

	it('are read first of what the filter shows', async () => {
		let now = 1;
		const source = new FakeSource(running(30));
		source.onList = async (name) => listing(name === undefined ? source.rows : []);
		const { store } = storeOver(new FakePort().add('c1', [source]), () => now++, SERVICES);
		await store.setFilter('id:t1');
		await store.refresh();
		const shown = source.news().filter((one) => one.startsWith('show t1'));
		assert.deepEqual(new Set(shown), new Set(['show t1', ...Array.from({ length: 10 }, (_, i) => `show t1${i}`)]));
	});

	it('are read again where they wait for a configuration and the list does not: it has no word for that', async () => {
		let now = 1;
		const source = new FakeSource(running(1));
		let status = 'RUNNING';
		source.onShow = async () => dcsRow('t0', status);
		const { store } = storeOver(new FakePort().add('c1', [source]), () => now++, SERVICES);
		await store.refresh();
		await store.refresh();
		assert.ok(store.get(ref('t0'))?.actions.includes('configure'));
		status = 'FULLMIGRATING';
		await store.refresh();
		assert.ok(!store.get(ref('t0'))?.actions.includes('configure'));
		assert.equal(store.get(ref('t0'))?.status, 'FULLMIGRATING');
	});

	it('are read before all else where the list says something new', () => {
		const tasks = new ServiceTasks('c1', SERVICES.get('dcs'));
		const list = (at: number, second: string) =>
			tasks.applyList(listing([dcsRow('a', 'MIGRATING'), dcsRow('b', second), dcsRow('c', 'MIGRATING')]), {
				at,
				answeredAt: at,
			});
		list(1, 'FAILED');
		for (const [at, id] of ['c', 'a', 'b'].entries()) {
			const when = { at: 10 + at, answeredAt: 10 + at };
			tasks.applyDetail(id, readingOf(dcsRow(id, id === 'b' ? 'MIGRATION_FAILED' : 'FULLMIGRATING')), when);
		}
		assert.deepEqual(
			tasks.wanted(undefined).map(({ id }) => id),
			['c', 'a'],
		);
		list(20, 'MIGRATING');
		assert.deepEqual(
			tasks.wanted(undefined).map(({ id }) => id),
			['b', 'c', 'a'],
		);
	});

	it('give no turn away where they fail', async () => {
		let now = 1;
		const source = new FakeSource(running(14));
		source.onShow = async () => {
			throw failure('wrongState');
		};
		const { store } = storeOver(new FakePort().add('c1', [source]), () => now++, SERVICES);
		await store.refresh();
		await store.refresh();
		assert.equal(new Set(source.asked.filter((one) => one.startsWith('show'))).size, 14);
	});

	it('are not read where the list says all', async () => {
		const source = new FakeSource(running(3));
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		assert.deepEqual(source.asked, ['list']);
	});

	it('matter to nobody where they fail for some tasks', async () => {
		const source = new FakeSource(running(4));
		source.onShow = async () => {
			throw failure('noSuchTask');
		};
		source.onSample = async (id) => {
			if (id === 't0') {
				return { sample: sample(1, { full_migration_progress: 7 }) };
			}
			throw failure('wrongState');
		};
		const { store, faults } = storeOver(new FakePort().add('c1', [source]), undefined, SERVICES);
		await store.refresh();
		assert.equal(store.allTasks().length, 4);
		assert.match(rowOf(store, 't0'), /7 %/);
		assert.equal(store.isFailing('c1'), false);
		assert.equal(store.connectionStates()[0]?.services[0]?.problem, undefined);
		assert.deepEqual(faults, []);
	});

	it('are asked for no more where the service is in trouble', async () => {
		const source = new FakeSource(running(10));
		source.onSample = async () => {
			throw failure('service');
		};
		const { store } = storeOver(new FakePort().add('c1', [source]), undefined, SERVICES);
		await store.refresh();
		assert.ok(source.asked.filter((one) => one.startsWith('sample')).length <= 4);
		assert.equal(store.isFailing('c1'), false);
	});

	it('tell the phases that the list of a sandbox does not, a few requests at a time', async () => {
		const sandbox = await startSandbox({ seed: 7 });
		try {
			const port = new FakePort().add('c1', sandboxSources(sandbox, { services: ['dcs'] }));
			const { store } = storeOver(port, Date.now, SERVICES);
			await store.refresh();
			const listed = sandbox.requests.filter(({ path }) => path.endsWith('/migration-tasks')).length;
			const details = sandbox.requests.filter(({ path }) => /\/migration-task\/[^/]+$/.test(path)).length;
			assert.equal(listed, 1);
			assert.ok(details > 0 && details <= 10);
		} finally {
			await sandbox.close();
		}
	});
});
