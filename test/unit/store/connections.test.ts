import assert from 'node:assert/strict';
import type { WholeList } from '../../../src/core/list';
import { emptyValues } from '../../../src/migration/configuration';
import type { ActionAnswer, ListedTask, TaskSource } from '../../../src/migration/ports';
import type { Sample } from '../../../src/migration/sample';
import type { WireFields } from '../../../src/migration/task';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index';
import {
	changeText,
	dcsRow,
	FakePort,
	FakeSource,
	failure,
	gate,
	listing,
	ref,
	sample,
	sandboxSources,
	settle,
	smsRow,
	storeOver,
} from './fakes';

describe('a connection that is edited or removed', () => {
	it('takes its tasks with it and tells of it', async () => {
		const port = new FakePort().add('c1', [new FakeSource([dcsRow('a')])]).add('c2', [new FakeSource([dcsRow('b')])]);
		const { store, changes } = storeOver(port);
		await store.refresh();
		await store.sampleTask(ref('a'));
		port.remove('c1');
		assert.deepEqual(changeText(changes.at(-1) ?? { added: [], changed: [], removed: [], resampled: [] }), '-a');
		assert.deepEqual(
			store.allTasks().map((task) => task.ref.connectionId),
			['c2'],
		);
		assert.deepEqual(store.samples.of(ref('a')), []);
		port.replace('c2', []);
		assert.deepEqual(store.allTasks(), []);
		assert.deepEqual(store.unread(), ['c2'], 'the new one was never read');
	});

	it('keeps its tasks when only its name changes', async () => {
		const port = new FakePort().add('c1', [new FakeSource([dcsRow('a')])], 'old');
		const { store } = storeOver(port);
		await store.refresh();
		let redrawn = 0;
		store.onDidChange(() => redrawn++);
		port.rename('c1', 'new');
		assert.equal(store.connectionStates()[0]?.name, 'new');
		assert.equal(store.allTasks().length, 1);
		assert.equal(redrawn, 1);
	});

	it('ends what is under way for it', async () => {
		const source = new FakeSource();
		let given: AbortSignal | undefined;
		source.onList = (_name, { signal }) => {
			given = signal;
			return new Promise((_, reject) => signal.addEventListener('abort', () => reject(failure('cancelled'))));
		};
		const port = new FakePort().add('c1', [source]);
		const { store } = storeOver(port);
		const refreshed = store.refresh();
		await settle();
		port.replace('c1', [new FakeSource([dcsRow('new')])]);
		assert.equal(given?.aborted, true);
		await refreshed;
		assert.equal(store.connectionStates()[0]?.problem, undefined, 'a cancellation is nobody’s problem');
		await store.refresh();
		assert.deepEqual(
			store.allTasks().map((task) => task.ref.id),
			['new'],
		);
	});

	it('never shows the old account’s list under the new one, however late it comes', async () => {
		const late = gate<WholeList<ListedTask>>();
		const old = new FakeSource();
		old.onList = () => late.promise;
		const port = new FakePort().add('c1', [old]);
		const { store, changes } = storeOver(port);
		const refreshed = store.refresh();
		await settle();
		port.replace('c1', [new FakeSource([dcsRow('new')])]);
		await store.refresh();
		late.open(listing([dcsRow('old')]));
		await refreshed;
		await settle();
		assert.deepEqual(changes.map(changeText), ['+new']);
	});

	it('never shows what opens only after it was replaced', async () => {
		const opening = gate<TaskSource[]>();
		const port = new FakePort().add('c1', () => opening.promise);
		const { store, changes } = storeOver(port);
		const refreshed = store.refresh();
		const shown = store.refreshTask(ref('old'));
		port.replace('c1', [new FakeSource([dcsRow('new')])]);
		const old = new FakeSource([dcsRow('old')]);
		opening.open([old]);
		await refreshed;
		await assert.rejects(shown, { kind: 'cancelled' });
		assert.deepEqual(old.asked, [], 'the old account is not even asked');
		await store.refresh();
		assert.deepEqual(changes.map(changeText), ['+new']);
	});

	for (const how of ['replaced', 'removed and added again'] as const) {
		it(`takes no details, samples or farewells of the old account after it was ${how}`, async () => {
			const details = gate<WireFields>();
			const statistics = gate<{ sample: Sample; detail?: WireFields }>();
			const farewell = gate<WireFields>();
			const old = new FakeSource([dcsRow('same', 'FAILED')]);
			old.onShow = (id) => (id === 'same' ? farewell.promise : details.promise);
			old.onSample = () => statistics.promise;
			const port = new FakePort().add('c1', [old]);
			const { store } = storeOver(port);
			await store.refresh();
			const kindOf = (asked: Promise<unknown>) =>
				asked.then(
					() => 'answered',
					(error: { kind: string }) => error.kind,
				);
			const asked = [
				kindOf(store.refreshTask(ref('old'))),
				kindOf(store.sampleTask(ref('same'))),
				kindOf(store.refreshTask(ref('same'))),
			];
			await settle();
			if (how === 'replaced') {
				port.replace('c1', [new FakeSource([dcsRow('same', 'SUCCESS')])]);
			} else {
				port.remove('c1');
			}
			details.open(dcsRow('old'));
			statistics.open({ sample: sample(5), detail: dcsRow('same', 'FAILED') });
			farewell.fail(failure('noSuchTask'));
			if (how !== 'replaced') {
				await settle();
				port.add('c1', [new FakeSource([dcsRow('same', 'SUCCESS')])]);
			}
			await store.refresh();
			assert.deepEqual(await Promise.all(asked), ['cancelled', 'cancelled', 'noSuchTask']);
			assert.deepEqual(
				store.allTasks().map((task) => `${task.ref.id} ${task.status}`),
				['same SUCCESS'],
			);
			assert.deepEqual(store.samples.of(ref('same')), []);
		});
	}

	it('begins anew under an id that was there before', async () => {
		const port = new FakePort();
		const { store } = storeOver(port);
		await assert.rejects(store.refreshTask(ref('a')));
		port.add('c1', [new FakeSource([dcsRow('a')])]);
		assert.deepEqual(store.unread(), ['c1']);
	});

	it('still hands on the answer to a configuration that was sent through it', async () => {
		const answer = gate<ActionAnswer>();
		const source = new FakeSource([dcsRow('a', 'RUNNING')]);
		source.onRun = () => answer.promise;
		const port = new FakePort().add('c1', [source]);
		const { store } = storeOver(port);
		const configured = store.runAction('configure', ref('a'), emptyValues());
		await settle();
		port.replace('c1', []);
		answer.open({ id: 'a', name: 'a', status: 'FULLMIGRATING', error: '' });
		assert.equal((await configured).status, 'FULLMIGRATING');
	});
});

describe('a credential that is refused', () => {
	it('is not used again by itself, but once by hand', async () => {
		const source = new FakeSource();
		source.onList = async () => {
			throw failure('signature');
		};
		const { store } = storeOver(new FakePort().add('c1', [source]).add('c2', [new FakeSource([dcsRow('b')])]));
		await store.refresh();
		await store.refresh({ quietly: true });
		await store.refresh({ quietly: true });
		assert.equal(source.asked.length, 1);
		assert.deepEqual([store.isFailing('c1'), store.isFailing('c2')], [true, false], 'nor does it slow down the others');
		await store.refresh();
		assert.equal(source.asked.length, 2);
	});

	it('is used again by itself once it was changed', async () => {
		const source = new FakeSource();
		source.onList = async () => {
			throw failure('signature');
		};
		const port = new FakePort().add('c1', [source]);
		const { store } = storeOver(port);
		await store.refresh();
		port.replace('c1', [new FakeSource([dcsRow('a')])]);
		await store.refresh({ quietly: true });
		assert.equal(store.allTasks().length, 1);
	});

	it('is not waited for where there is none at all', async () => {
		let opened = 0;
		const port = new FakePort().add('c1', async () => {
			opened++;
			throw failure('unknownKey');
		});
		const { store } = storeOver(port);
		await store.refresh();
		await store.refresh({ quietly: true });
		assert.equal(opened, 1);
		assert.equal(store.connectionStates()[0]?.problem?.remedy, 'updateCredential');
	});

	it('stays far from locking the key of a sandbox', async () => {
		const sandbox = await startSandbox({ seed: 7 });
		try {
			const wrong = { kind: 'aksk', accessKey: sandbox.accessKey, secretKey: 'not-the-secret' } as const;
			const { store } = storeOver(new FakePort().add('c1', sandboxSources(sandbox, {}, wrong)), Date.now);
			await store.refresh();
			assert.equal(sandbox.requests.length, 1, 'one service is asked, and the other hears of the outcome');
			for (let i = 0; i < 5; i++) {
				await store.refresh({ quietly: true });
				await store.setFilter(`filter ${i}`);
			}
			assert.equal(sandbox.requests.length, 1);
			for (let i = 0; i < 5; i++) {
				await store.refresh();
			}
			assert.ok(sandbox.requests.length < 5, 'nor do many tries by hand');
			const { problem } = store.connectionStates()[0]?.services[0] ?? {};
			assert.equal(problem?.remedy, 'updateCredential');
		} finally {
			await sandbox.close();
		}
	});
});

describe('a service that asks for patience', () => {
	it('is left alone until then, unless by hand', async () => {
		let now = 0;
		const source = new FakeSource([smsRow('s')], 'sms');
		source.onList = async () => {
			throw failure('throttled', { retryAfterMs: 600_000 });
		};
		const { store } = storeOver(new FakePort().add('c1', [source]), () => now);
		await store.refresh();
		now = 599_000;
		await store.refresh({ quietly: true });
		assert.equal(source.asked.length, 1);
		source.onList = undefined;
		now = 600_000;
		await store.refresh({ quietly: true });
		assert.equal(store.allTasks().length, 1);
	});

	it('is asked all the same by hand', async () => {
		const source = new FakeSource();
		source.onList = async () => {
			throw failure('throttled', { retryAfterMs: 600_000 });
		};
		const { store } = storeOver(new FakePort().add('c1', [source]));
		await store.refresh();
		await store.refresh();
		assert.equal(source.asked.length, 2);
	});
});

describe('three connections to three sandboxes', () => {
	let sandboxes: Sandbox[];
	beforeEach(async () => {
		sandboxes = await Promise.all([1, 2, 3].map((seed) => startSandbox({ seed })));
	});
	afterEach(() => Promise.all(sandboxes.map((sandbox) => sandbox.close())));

	it('are read side by side, signed with a key and with a password, one of them failing', async () => {
		const [first, second, third] = sandboxes;
		assert.ok(first && second && third);
		third.play('outage');
		const port = new FakePort()
			.add('key', sandboxSources(first))
			.add('password', sandboxSources(second, { projectId: '' }, { kind: 'password', ...second.login }))
			.add('failing', sandboxSources(third));
		const { store } = storeOver(port, Date.now);
		await store.refresh();
		const services = (id: string) =>
			new Set(
				store
					.allTasks()
					.filter((task) => task.ref.connectionId === id)
					.map((task) => task.ref.service),
			);
		assert.deepEqual([...services('key')].sort(), ['dcs', 'sms']);
		assert.deepEqual([...services('password')].sort(), ['dcs', 'sms']);
		assert.equal(services('failing').size, 0);
		assert.deepEqual(
			store.connectionStates().map((state) => state.services.some((service) => service.problem)),
			[false, false, true],
		);
	});
});
