import assert from 'node:assert/strict';
import type { Sample } from '../../../src/migration/sample';
import type { WireFields } from '../../../src/migration/task';
import { startSandbox } from '../../../src/sandbox/index';
import { TaskPoller } from '../../../src/store/taskPoller';
import {
	dcsRow,
	FakePort,
	FakeSource,
	failure,
	gate,
	HandTimers,
	ref,
	sample,
	sandboxSources,
	settle,
	smsRow,
	storeOver,
} from './fakes';
import { INTERVAL, polling, running } from './polling';

describe('watching a task', () => {
	it('reads its details and then its statistics, as soon as somebody looks', async () => {
		const { poller, time, source, store, drawn } = polling(new FakeSource([dcsRow('a')]));
		assert.equal(poller.loading, true);
		assert.deepEqual(time.waits, [], 'nothing is asked before');
		poller.setVisible(true);
		await time.pass(0);
		assert.deepEqual(source.asked, ['show a', 'sample a']);
		assert.equal(poller.loading, false);
		assert.equal(store.samples.of(ref('a')).length, 1);
		assert.ok(drawn() >= 2, 'the details are drawn before the statistics come');
	});

	it('tells of a fault in whoever draws, and goes on', async () => {
		const { poller, time, source, faults } = await running();
		const fault = new Error('cannot draw');
		poller.onDidChange(() => {
			throw fault;
		});
		await time.pass(INTERVAL);
		assert.deepEqual(faults, [fault]);
		await time.pass(INTERVAL);
		assert.deepEqual(source.news(), ['sample a', 'sample a']);
	});

	it('samples at the interval, and reads the details again every thirty seconds', async () => {
		const { time, source } = await running();
		await time.pass(25_000);
		assert.deepEqual(source.news(), Array(5).fill('sample a'));
		await time.pass(5_000);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
	});

	it('asks nothing while nobody looks, and at once when somebody looks again', async () => {
		const { poller, time, source } = await running();
		poller.setVisible(false);
		assert.deepEqual(time.waits, []);
		await time.pass(60_000);
		assert.deepEqual(source.news(), []);
		poller.setVisible(true);
		poller.setVisible(true);
		await time.pass(0);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
	});

	it('gives up what is under way when nobody looks any more, and keeps what it knew to be wrong', async () => {
		const { poller, time, source } = polling(new FakeSource([dcsRow('a')]));
		source.onShow = async () => {
			throw failure('service');
		};
		poller.setVisible(true);
		await time.pass(0);
		const problem = poller.problem;
		assert.equal(problem?.error?.kind, 'service');
		let given: AbortSignal | undefined;
		source.onShow = (_id, signal) => {
			given = signal;
			return new Promise((_, reject) => signal.addEventListener('abort', () => reject(failure('cancelled'))));
		};
		await time.pass(60_000);
		poller.setVisible(false);
		await settle();
		assert.equal(given?.aborted, true);
		assert.equal(poller.problem, problem);
		assert.deepEqual(time.waits, []);
	});

	it('reads at the pace of the setting, also when that changes', async () => {
		let interval = INTERVAL;
		const parts = polling(new FakeSource([dcsRow('a')]));
		const { store, time, source } = parts;
		const poller = new TaskPoller(store, ref('a'), {
			interval: () => interval,
			connectionName: () => '',
			now: time.now,
			setTimer: time.setTimer,
		});
		poller.setVisible(true);
		await time.pass(0);
		interval = 1000;
		await time.pass(INTERVAL);
		source.news();
		await time.pass(3000);
		assert.deepEqual(source.news(), Array(3).fill('sample a'));
	});

	it('looks no more often than every thirty seconds at a task without live statistics', async () => {
		const { poller, time, source } = polling(new FakeSource([dcsRow('a', 'RUNNING')]));
		poller.setVisible(true);
		await time.pass(29_000);
		assert.deepEqual(source.news(), ['show a']);
		await time.pass(1_000);
		assert.deepEqual(source.news(), ['show a']);
		source.rows = [dcsRow('a', 'FULLMIGRATING')];
		await time.pass(30_000);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		await time.pass(INTERVAL);
		assert.deepEqual(source.news(), ['sample a']);
	});

	it('needs no second request where the statistics bring the details along', async () => {
		const parts = polling(new FakeSource([smsRow('a')], 'sms'), { service: 'sms' });
		const { poller, time, source } = parts;
		source.onSample = async () => ({ sample: sample(time.now(), {}, undefined), detail: smsRow('a') });
		poller.setVisible(true);
		await time.pass(0);
		source.news();
		await time.pass(60_000);
		assert.deepEqual(source.news(), Array(12).fill('sample a'));
	});
});

describe('the end of a trouble', () => {
	it('is seen as soon as the list is read well again, also where asking needed somebody’s help', async () => {
		for (const kind of ['service', 'signature'] as const) {
			const { poller, time, source, store } = await running();
			source.onShow = async () => {
				throw failure(kind);
			};
			source.onList = async () => {
				throw failure(kind);
			};
			await store.refresh();
			await time.pass(30_000);
			assert.equal(poller.problem?.error?.kind, kind);
			source.onShow = async () => dcsRow('a');
			source.onList = undefined;
			await time.pass(1000);
			await store.refresh();
			await time.pass(0);
			assert.equal(poller.problem, undefined, kind);
		}
	});

	it('is not looked for before its time where the service asked for patience', async () => {
		const { poller, time, source, store } = await running();
		source.onShow = async () => {
			throw failure('throttled', { retryAfterMs: 2 ** 40 });
		};
		await time.pass(30_000);
		assert.deepEqual(time.waits, [3_600_000], 'an hour at most');
		source.news();
		await store.refresh();
		await time.pass(60_000);
		assert.deepEqual(source.news(), ['list']);
		assert.ok(poller.problem);
	});
});

describe('pausing', () => {
	it('stops the sampling, and goes on at once afterwards', async () => {
		const { poller, time, source, drawn } = await running();
		const before = drawn();
		poller.pause(true);
		assert.equal(poller.paused, true);
		assert.ok(drawn() > before);
		await time.pass(60_000);
		assert.deepEqual(source.news(), []);
		poller.setVisible(false);
		poller.setVisible(true);
		assert.deepEqual(time.waits, [], 'a look does not end the pause');
		poller.pause(false);
		await time.pass(0);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
	});

	it('lets a refresh by hand read once, and stays', async () => {
		const { poller, time, source } = await running();
		poller.pause(true);
		await poller.refresh();
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		assert.equal(poller.paused, true);
		assert.deepEqual(time.waits, []);
	});

	it('asks nothing where nobody looks when it ends', async () => {
		const { poller, time } = await running();
		poller.setVisible(false);
		poller.pause(true);
		poller.pause(false);
		assert.deepEqual(time.waits, []);
	});
});

describe('a refresh by hand', () => {
	it('reads details and statistics whatever the clock says, and takes over from what is under way', async () => {
		const { poller, time, source } = await running();
		let aborted = false;
		source.onSample = (_id, signal) => {
			signal.addEventListener('abort', () => {
				aborted = true;
			});
			return gate<{ sample: Sample }>().promise;
		};
		await time.pass(INTERVAL);
		source.news();
		source.onSample = async () => ({ sample: sample(time.now()) });
		await poller.refresh();
		assert.equal(aborted, true);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		assert.deepEqual(time.waits, [INTERVAL], 'the clock counts anew');
	});

	it('makes room for whoever begins to look while it runs: nothing is asked twice at once', async () => {
		const { poller, time, source, store } = polling(new FakeSource([dcsRow('a')]));
		let underWay = 0;
		let most = 0;
		source.onShow = (_id, signal) => {
			most = Math.max(most, ++underWay);
			return new Promise((resolve, reject) => {
				time.setTimer(() => resolve(dcsRow('a')), 100);
				signal.addEventListener('abort', () => reject(failure('cancelled')));
			}).finally(() => underWay--) as Promise<WireFields>;
		};
		const refreshed = poller.refresh();
		await settle();
		poller.setVisible(true);
		await time.pass(1_000);
		await refreshed;
		assert.equal(most, 1);
		assert.deepEqual(source.news(), ['show a', 'show a', 'sample a']);
		assert.equal(poller.problem, undefined);
		assert.equal(store.samples.of(ref('a')).length, 1);
		assert.deepEqual(time.waits, [INTERVAL - 900]);
	});

	it('reads also where nobody looks, and plans nothing then', async () => {
		const { poller, time, source } = polling(new FakeSource([dcsRow('a')]));
		await poller.refresh();
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		assert.deepEqual(time.waits, []);
	});
});

describe('a beat that fails', () => {
	it('leaves the last numbers and says why they are old, asks less and less often, and recovers', async () => {
		const { poller, time, source, store } = await running();
		source.onSample = async () => {
			throw failure('network');
		};
		const waits: number[] = [];
		for (let i = 0; i < 6; i++) {
			await time.pass(time.waits[0] ?? 0);
			waits.push(time.waits[0] ?? 0);
		}
		assert.deepEqual(waits, [10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
		assert.equal(poller.stale?.error?.kind, 'network');
		assert.equal(poller.problem, undefined, 'the details are as new as they were');
		assert.equal(store.samples.of(ref('a')).length, 1);
		source.onSample = async () => ({ sample: sample(time.now()) });
		await time.pass(60_000);
		assert.equal(poller.stale, undefined);
		assert.deepEqual(time.waits, [INTERVAL]);
	});

	it('tells details that fail from statistics that come', async () => {
		const { poller, time, source, store } = await running();
		source.onShow = async () => {
			throw failure('service');
		};
		await time.pass(30_000);
		assert.equal(poller.problem?.error?.kind, 'service');
		assert.equal(poller.stale, undefined);
		assert.equal(store.samples.of(ref('a')).length, 7);
		source.onShow = async () => dcsRow('a');
		await time.pass(10_000);
		assert.equal(poller.problem, undefined);
	});

	it('is forgotten once the statistics bring good details along', async () => {
		const { poller, time, source, store } = polling(new FakeSource([smsRow('a')], 'sms'), { service: 'sms' });
		await store.refresh();
		source.onShow = async () => {
			throw failure('service');
		};
		source.onSample = async () => ({ sample: sample(time.now(), {}, undefined), detail: smsRow('a') });
		poller.setVisible(true);
		await time.pass(0);
		assert.equal(poller.problem, undefined);
		assert.deepEqual(time.waits, [INTERVAL]);
	});

	it('does not ask more often than the setting says', async () => {
		const { time, source } = await running({ interval: 120_000 });
		source.onSample = async () => {
			throw failure('network');
		};
		await time.pass(120_000);
		assert.deepEqual(time.waits, [120_000]);
	});

	it('waits as long as the service asks', async () => {
		const { time, source } = await running();
		source.onSample = async () => {
			throw failure('throttled', { retryAfterMs: 300_000 });
		};
		await time.pass(INTERVAL);
		assert.deepEqual(time.waits, [300_000]);
	});

	it('is the last where the credential was refused, however often somebody looks, until somebody asks', async () => {
		for (const which of ['onShow', 'onSample'] as const) {
			const { poller, time, source } = polling(new FakeSource([dcsRow('a')]));
			const good = source[which];
			source[which] = async () => {
				throw failure('signature');
			};
			poller.setVisible(true);
			await time.pass(0);
			source.news();
			assert.equal((poller.problem ?? poller.stale)?.refused, true);
			poller.setVisible(false);
			poller.setVisible(true);
			poller.pause(true);
			poller.pause(false);
			await time.pass(10 * 60_000);
			assert.deepEqual(source.news(), []);
			Object.assign(source, { [which]: good });
			await poller.refresh();
			assert.equal(poller.problem ?? poller.stale, undefined);
			assert.deepEqual(time.waits, [INTERVAL]);
		}
	});

	it('is the last where the details fail in passing and the statistics for good', async () => {
		const { poller, time, source, store } = polling(new FakeSource([dcsRow('a')]));
		await store.refresh();
		source.news();
		source.onShow = async () => {
			throw failure('service');
		};
		source.onSample = async () => {
			throw failure('unknownKey');
		};
		poller.setVisible(true);
		await time.pass(60_000);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
	});

	it('tells the log of faults, and of nothing that the cloud said', async () => {
		const { poller, time, source, faults } = await running();
		source.onSample = async () => {
			throw new TypeError('broken');
		};
		await time.pass(INTERVAL);
		assert.equal(faults.length, 1);
		source.onSample = async () => {
			throw failure('network');
		};
		await time.pass(10_000);
		assert.equal(faults.length, 1);
		assert.ok(poller.stale);
	});

	it('asks for a sign-in where the connection has no credential, which is no fault', async () => {
		const { poller, time, port, faults } = polling(new FakeSource());
		port.remove('c1');
		poller.setVisible(true);
		await time.pass(0);
		assert.equal(poller.problem?.remedy, 'signIn');
		assert.deepEqual(time.waits, []);
		assert.deepEqual(faults, []);
	});
});

describe('a poller whose connection is replaced', () => {
	it('begins anew, and takes nothing that comes late for the old one', async () => {
		const { poller, time, source, port, store } = await running();
		const late = gate<Record<string, unknown>>();
		source.onShow = () => late.promise;
		await time.pass(30_000);
		const next = new FakeSource([dcsRow('a', 'INCRMIGRATING')]);
		port.replace('c1', [next]);
		poller.setVisible(false);
		poller.reset();
		assert.equal(poller.loading, true);
		poller.setVisible(true);
		late.open(dcsRow('a', 'SUCCESS'));
		await time.pass(0);
		assert.deepEqual(next.asked, ['show a', 'sample a']);
		assert.equal(store.get(ref('a'))?.status, 'INCRMIGRATING');
		assert.equal(poller.ended, false);
	});

	it('asks nothing after it was disposed, also where a refresh was under way', async () => {
		const { poller, time, source } = await running();
		poller.setVisible(false);
		let given: AbortSignal | undefined;
		source.onShow = (_id, signal) => {
			given = signal;
			return gate<Record<string, unknown>>().promise;
		};
		void poller.refresh();
		await settle();
		poller.dispose();
		assert.equal(given?.aborted, true);
		assert.deepEqual(time.waits, []);
	});
});

describe('a poller of a sandbox’s task', () => {
	it('sees the numbers move', async () => {
		const sandbox = await startSandbox({ seed: 7 });
		const time = new HandTimers(Date.now());
		const { store } = storeOver(new FakePort().add('c1', sandboxSources(sandbox, { services: ['dcs'] })), time.now);
		const id = '31c6fd2b-2893-430b-90ff-d1adb8060585';
		const poller = new TaskPoller(store, ref(id), {
			interval: () => INTERVAL,
			connectionName: () => 'sandbox',
			...time,
		});
		try {
			await poller.refresh();
			assert.equal(poller.problem ?? poller.stale, undefined);
			const [first] = store.samples.of(ref(id));
			sandbox.advance(3600);
			await new Promise((resolve) => setTimeout(resolve, 2));
			await poller.refresh();
			const second = store.samples.of(ref(id)).at(-1);
			assert.equal(store.samples.of(ref(id)).length, 2);
			assert.notEqual(first?.values.source_dbsize, second?.values.source_dbsize);
			assert.equal(typeof second?.values.offset, 'number');
		} finally {
			poller.dispose();
			await sandbox.close();
		}
	});
});
