import assert from 'node:assert/strict';
import type { WholeList } from '../../../src/core/list';
import { Format } from '../../../src/migration/format';
import type { ListedTask } from '../../../src/migration/ports';
import { refKey } from '../../../src/migration/task';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index';
import { SERVICES } from '../../../src/services';
import {
	changeText,
	dcsRow,
	FakePort,
	FakeSource,
	failure,
	gate,
	listing,
	sandboxSources,
	settle,
	smsRow,
	storeOver,
} from './fakes';

describe('reading the lists', () => {
	it('says exactly which tasks came, changed and went', async () => {
		const source = new FakeSource([dcsRow('a'), dcsRow('b'), dcsRow('c')]);
		const { store, changes } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		source.rows = [dcsRow('b', 'SUCCESS'), dcsRow('c'), dcsRow('d')];
		await store.refresh();
		await store.refresh();
		assert.deepEqual(changes.map(changeText), ['+a +b +c', '+d ~b -a']);
		assert.equal(changes[1]?.changed[0]?.group, 'succeeded');
	});

	it('forgets a task that vanished from the list', async () => {
		const source = new FakeSource([dcsRow('a'), dcsRow('b')]);
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		source.rows = [dcsRow('b')];
		await store.refresh();
		assert.equal(store.get({ connectionId: 'c1', service: 'dcs', id: 'a' }), undefined);
		assert.deepEqual(
			store.allTasks().map((task) => task.ref.id),
			['b'],
		);
	});

	it('drops no task that a list may only have missed', async () => {
		const source = new FakeSource([dcsRow('a'), dcsRow('b')]);
		const { store, changes } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		for (const more of [{ complete: false }, { unreadable: 1 }, { count: 37 }]) {
			source.onList = async () => listing([dcsRow('b')], more);
			await store.refresh();
			assert.equal(store.allTasks().length, 2, JSON.stringify(more));
		}
		assert.ok(store.connectionStates()[0]?.services[0]?.incomplete, 'fewer rows than the service counts');
		source.onList = async () => listing([dcsRow('b')], { count: 1 });
		await store.refresh();
		assert.deepEqual(changes.map(changeText), ['+a +b', '-a']);
		assert.equal(store.connectionStates()[0]?.services[0]?.incomplete, undefined);
	});

	it('keeps a task that was made after the list was asked for', async () => {
		let now = 0;
		const source = new FakeSource([dcsRow('a')]);
		const { store } = storeOver(new FakePort().add('c1', [source]), () => now);
		await store.refresh();
		const slow = gate<WholeList<ListedTask>>();
		source.onList = () => slow.promise;
		now = 1000;
		const refreshed = store.refresh();
		await settle();
		now = 2000;
		source.onShow = async () => dcsRow('new', 'CREATING');
		await store.refreshTask({ connectionId: 'c1', service: 'dcs', id: 'new' });
		now = 3000;
		slow.open(listing([dcsRow('a')]));
		await refreshed;
		assert.equal(store.allTasks().length, 2);
	});

	it('takes what it reads after the clock was set back, and says when that was', async () => {
		let now = 24 * 3_600_000;
		const source = new FakeSource([dcsRow('a', 'MIGRATING')]);
		const { store, changes } = storeOver(new FakePort().add('c1', [source]), () => now);
		await store.refresh();
		await store.refreshTask({ connectionId: 'c1', service: 'dcs', id: 'a' });
		now = 3_600_000;
		source.onShow = async () => dcsRow('a', 'FULLMIGRATING');
		await store.refreshTask({ connectionId: 'c1', service: 'dcs', id: 'a' });
		assert.equal(store.allTasks()[0]?.status, 'FULLMIGRATING');
		now += 1000;
		source.rows = [dcsRow('a', 'FAILED')];
		await store.refresh();
		assert.equal(store.allTasks()[0]?.status, 'FAILED');
		source.rows = [];
		now += 1000;
		await store.refresh();
		assert.deepEqual(changes.map(changeText), ['+a', '~a', '~a', '-a']);
		assert.equal(store.connectionStates()[0]?.services[0]?.loadedAt, now);
	});

	it('leaves a service alone for as long as it asked, between a second and an hour', async () => {
		for (const [asked, kept] of [
			[0, 1_000],
			[-5, 1_000],
			[20_000, 20_000],
			[2 ** 40, 3_600_000],
		] as const) {
			let now = 0;
			const source = new FakeSource();
			source.onList = async () => {
				throw failure('throttled', { retryAfterMs: asked });
			};
			const { store } = storeOver(new FakePort().add('c1', [source]), () => now);
			await store.refresh();
			assert.equal(store.restOf('c1'), kept);
			now = kept - 1;
			await store.refresh({ quietly: true });
			assert.equal(source.asked.length, 1);
			now = kept;
			await store.refresh({ quietly: true });
			assert.equal(source.asked.length, 2);
			await store.refresh();
			assert.equal(source.asked.length, 3, 'by hand it is asked all the same');
			now -= 24 * 3_600_000;
			assert.equal(store.restOf('c1'), kept, 'a clock that was set back keeps nobody waiting longer');
		}
	});

	it('tries a refused list again by itself once a single task could be read', async () => {
		const source = new FakeSource([dcsRow('a')]);
		source.onList = async () => {
			throw failure('signature');
		};
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		await store.refresh({ quietly: true });
		assert.deepEqual(source.news(), ['list']);
		await store.refreshTask({ connectionId: 'c1', service: 'dcs', id: 'a' });
		source.onList = undefined;
		await store.refresh({ quietly: true });
		assert.deepEqual(source.news(), ['show a', 'list']);
		assert.equal(store.connectionStates()[0]?.services[0]?.problem, undefined);
	});

	it('keeps the last tasks and says how old they are where a refresh fails', async () => {
		let now = 1000;
		const source = new FakeSource([dcsRow('a')]);
		const { store, changes } = storeOver(new FakePort().add('c1', [source], 'production'), () => now);
		await store.refresh();
		now = 9000;
		source.onList = async () => {
			throw failure('network');
		};
		await store.refresh();
		const [service] = store.connectionStates()[0]?.services ?? [];
		assert.equal(service?.loadedAt, 1000);
		assert.equal(service?.problem?.remedy, 'retry');
		assert.equal(store.allTasks().length, 1);
		assert.equal(changes.length, 1, 'nothing is said to have gone');
		assert.equal(store.isFailing('c1'), true);

		source.onList = undefined;
		await store.refresh();
		assert.equal(store.connectionStates()[0]?.services[0]?.problem, undefined);
		assert.equal(store.connectionStates()[0]?.services[0]?.loadedAt, 9000);
		assert.equal(store.isFailing('c1'), false);
	});

	it('keeps what came before and shows the others where one connection fails', async () => {
		const good = new FakeSource([dcsRow('a')]);
		const bad = new FakeSource([dcsRow('b')]);
		bad.onList = async () => {
			throw failure('service');
		};
		const port = new FakePort()
			.add('good', [good])
			.add('bad', [bad])
			.add('closed', async () => {
				throw new Error('keyring');
			});
		const { store, faults } = storeOver(port);
		await store.refresh();
		const [first, second, third] = store.connectionStates();
		assert.deepEqual(
			store.allTasks().map((task) => task.ref.connectionId),
			['good'],
		);
		assert.equal(first?.services[0]?.problem, undefined);
		assert.equal(second?.services[0]?.problem?.error?.kind, 'service');
		assert.ok(third?.problem);
		assert.equal(faults.length, 1, 'a fault that is not the cloud’s goes to the log');
		assert.equal(store.isFailing('c1'), false, 'one that fails does not slow down the others');
	});

	it('shows one service where the other of the same connection fails', async () => {
		const dcs = new FakeSource([dcsRow('a')]);
		const sms = new FakeSource([smsRow('s')], 'sms');
		sms.onList = async () => {
			throw failure('permission');
		};
		const { store } = storeOver(new FakePort().add('c1', [dcs, sms]));
		await store.refresh();
		assert.equal(store.allTasks().length, 1);
		assert.equal(store.isFailing('c1'), false);
	});

	it('lets a refresh by hand take over from one that runs, and both end with its outcome', async () => {
		const slow = gate<WholeList<ListedTask>>();
		const source = new FakeSource();
		let given: AbortSignal | undefined;
		source.onList = (_name, { signal }) => {
			given = signal;
			return slow.promise;
		};
		const { store, changes } = storeOver(new FakePort().add('c1', [source]));
		const ended: string[] = [];
		const first = store.refresh().then(() => ended.push('first'));
		await settle();
		const aborted = given;

		const second = gate<WholeList<ListedTask>>();
		source.onList = () => second.promise;
		const byHand = store.refresh().then(() => ended.push('by hand'));
		assert.equal(aborted?.aborted, true);
		slow.open(listing([dcsRow('old')]));
		await settle();
		assert.deepEqual(ended, [], 'the earlier one waits for the later');
		assert.equal(store.connectionStates()[0]?.loading, true);

		second.open(listing([dcsRow('new')]));
		await Promise.all([first, byHand]);
		assert.deepEqual(changes.map(changeText), ['+new'], 'what arrives late is not taken');
		assert.equal(store.connectionStates()[0]?.loading, false);
	});

	it('ends every waiting refresh where the connection goes while it opens', async () => {
		const port = new FakePort();
		const { store } = storeOver(port);
		const opening = gate<FakeSource[]>();
		port.add('c1', () => opening.promise);
		const first = store.refresh();
		const second = store.refresh();
		port.remove('c1');
		opening.open([new FakeSource([dcsRow('a')])]);
		await Promise.all([first, second]);
		assert.deepEqual(store.allTasks(), []);
	});

	it('does not let a slow list outweigh details that were asked for after it', async () => {
		let now = 0;
		const source = new FakeSource([dcsRow('a', 'RUNNING')]);
		const { store } = storeOver(new FakePort().add('c1', [source]), () => now);
		await store.refresh();
		const slow = gate<WholeList<ListedTask>>();
		source.onList = () => slow.promise;
		now = 1000;
		const refreshed = store.refresh();
		await settle();
		now = 2000;
		source.onShow = async () => dcsRow('a', 'FULLMIGRATING');
		await store.refreshTask({ connectionId: 'c1', service: 'dcs', id: 'a' });
		now = 3000;
		slow.open(listing([dcsRow('a', 'RUNNING')]));
		await refreshed;
		assert.equal(store.allTasks()[0]?.status, 'FULLMIGRATING');
	});

	it('tells of what could not be read, and that the list is not whole', async () => {
		const source = new FakeSource();
		source.onList = async () => listing([dcsRow('a')], { unreadable: 2, complete: false });
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		const [service] = store.connectionStates()[0]?.services ?? [];
		assert.equal(service?.unreadable, 2);
		assert.match(service?.incomplete ?? '', /^Some tasks may be missing/);
	});

	it('knows what was never read, and reads it once for all who ask', async () => {
		const answer = gate<WholeList<ListedTask>>();
		const source = new FakeSource();
		source.onList = () => answer.promise;
		const { store } = storeOver(new FakePort().add('c1', [source]).add('c2', [new FakeSource()]));
		assert.deepEqual(store.unread(), ['c1', 'c2']);
		const first = store.refresh({ ids: ['c1'] });
		assert.deepEqual(store.unread(), ['c2'], 'what is being read is not to be asked again');
		assert.equal(store.loaded, false);
		const loaded = store.load();
		await settle();
		answer.open(listing([dcsRow('a')]));
		await loaded;
		assert.equal(store.allTasks().length, 1, 'whoever asks for all tasks waits for those under way');
		await first;
		assert.deepEqual(source.asked, ['list']);
		assert.deepEqual(store.unread(), []);
		assert.equal(store.loaded, true);
		await store.load();
		assert.deepEqual(source.asked, ['list']);
	});

	it('counts a connection that failed, or that has no service at all, as read, so that nobody asks in a loop', async () => {
		const failing = new FakeSource();
		failing.onList = async () => {
			throw failure('network');
		};
		const { store } = storeOver(new FakePort().add('c1', [failing]).add('empty', [], 'nowhere'));
		await store.refresh();
		assert.deepEqual(store.unread(), []);
		const problem = store.connectionStates()[1]?.problem;
		assert.equal(problem?.remedy, 'edit');
		assert.match(problem?.text ?? '', /nowhere/);
	});

	it('asks nothing of a connection that it does not know', async () => {
		const port = new FakePort().add('c1', [new FakeSource()]);
		const { store } = storeOver(port);
		await store.refresh({ ids: ['gone'] });
		assert.equal(port.opens, 0);
	});

	it('drops the tasks of a service that a connection does not have any more', async () => {
		const sms = new FakeSource([smsRow('s')], 'sms');
		const sources = [new FakeSource([dcsRow('a')]), sms];
		const { store, changes } = storeOver(new FakePort().add('c1', sources));
		await store.refresh();
		sources.pop();
		await store.refresh();
		assert.deepEqual(changes.map(changeText).slice(2), ['-s']);
	});
});

describe('reading the lists of a sandbox', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ seed: 7 });
	});
	afterEach(() => sandbox.close());

	it('reads both services, and how far running tasks are', async () => {
		const { store } = storeOver(new FakePort().add('c1', sandboxSources(sandbox)), Date.now, SERVICES);
		await store.refresh();
		const tasks = store.allTasks();
		assert.ok(tasks.some(({ ref }) => ref.service === 'dcs') && tasks.some(({ ref }) => ref.service === 'sms'));
		assert.equal(new Set(tasks.map(({ ref }) => refKey(ref))).size, tasks.length);
		const stalled = tasks.find(({ name }) => name === 'sessions-stalled');
		assert.ok(stalled);
		assert.match(SERVICES.get('dcs').summary.row(stalled, new Format('en')), /^\d+ % · full sync$/);
	});

	it('keeps its tasks through an outage and mends by itself', async () => {
		const { store } = storeOver(new FakePort().add('c1', sandboxSources(sandbox)), Date.now);
		await store.refresh();
		const before = store.allTasks().length;
		sandbox.play('outage');
		await store.refresh({ quietly: true });
		assert.equal(store.isFailing('c1'), true);
		assert.equal(store.allTasks().length, before);
		sandbox.play('calm');
		await store.refresh({ quietly: true });
		assert.equal(store.isFailing('c1'), false);
	});

	it('shows what is readable of a hostile list', async () => {
		const { store } = storeOver(new FakePort().add('c1', sandboxSources(sandbox, { services: ['dcs'] })), Date.now);
		await store.refresh();
		const before = store.allTasks();
		sandbox.play('hostile');
		await store.refresh();
		for (const task of before) {
			assert.ok(store.get(task.ref), task.name);
		}
	});
});
