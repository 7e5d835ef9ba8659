import assert from 'node:assert/strict';
import type { TaskSource } from '../../../src/migration/ports';
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
import { BEAT, running, watching } from './polling';

describe('watching a task', () => {
	it('reads its details and then its statistics, as soon as somebody looks', async () => {
		const { watch, time, source, store, drawn } = watching(new FakeSource([dcsRow('a')]));
		assert.equal(watch.loading, true);
		assert.deepEqual(time.waits, [], 'nothing is asked before');
		watch.look(true);
		await time.pass(0);
		assert.deepEqual(source.asked, ['show a', 'sample a']);
		assert.equal(watch.loading, false);
		assert.equal(store.samples.of(ref('a')).length, 1);
		assert.ok(drawn() >= 2, 'the details are drawn before the statistics come');
	});

	it('tells of a fault in whoever draws, and goes on', async () => {
		const { watch, time, source, faults } = await running();
		const fault = new Error('cannot draw');
		watch.onDidChange(() => {
			throw fault;
		});
		await time.pass(BEAT);
		assert.deepEqual(faults, [fault]);
		await time.pass(BEAT);
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
		const { watch, time, source } = await running();
		watch.look(false);
		assert.deepEqual(time.waits, []);
		await time.pass(60_000);
		assert.deepEqual(source.news(), []);
		watch.look(true);
		watch.look(true);
		await time.pass(0);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
	});

	it('gives up what is under way when nobody looks any more, and keeps what it knew to be wrong', async () => {
		const { watch, time, source } = watching(new FakeSource([dcsRow('a')]));
		source.onShow = async () => {
			throw failure('service');
		};
		watch.look(true);
		await time.pass(0);
		const problem = watch.problem;
		assert.equal(problem?.error?.kind, 'service');
		let given: AbortSignal | undefined;
		source.onShow = (_id, signal) => {
			given = signal;
			return new Promise((_, reject) => signal.addEventListener('abort', () => reject(failure('cancelled'))));
		};
		await time.pass(60_000);
		watch.look(false);
		await settle();
		assert.equal(given?.aborted, true);
		assert.equal(watch.problem, problem);
		assert.deepEqual(time.waits, []);
	});

	it('reads at the pace of the setting, also when that changes', async () => {
		let interval = BEAT;
		const parts = watching(new FakeSource([dcsRow('a')]));
		const { store, time, source } = parts;
		const watch = new TaskPoller(store, ref('a'), {
			interval: () => interval,
			connectionName: () => '',
			now: time.now,
			setTimer: time.setTimer,
		});
		watch.look(true);
		await time.pass(0);
		interval = 1000;
		await time.pass(BEAT);
		source.news();
		await time.pass(3000);
		assert.deepEqual(source.news(), Array(3).fill('sample a'));
	});

	it('looks no more often than every thirty seconds at a task without live statistics', async () => {
		const { watch, time, source } = watching(new FakeSource([dcsRow('a', 'RUNNING')]));
		watch.look(true);
		await time.pass(29_000);
		assert.deepEqual(source.news(), ['show a']);
		await time.pass(1_000);
		assert.deepEqual(source.news(), ['show a']);
		source.rows = [dcsRow('a', 'FULLMIGRATING')];
		await time.pass(30_000);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		await time.pass(BEAT);
		assert.deepEqual(source.news(), ['sample a']);
	});

	it('needs no second request where the statistics bring the details along', async () => {
		const parts = watching(new FakeSource([smsRow('a')], 'sms'), { service: 'sms' });
		const { watch, time, source } = parts;
		source.onSample = async () => ({ sample: sample(time.now(), {}, undefined), detail: smsRow('a') });
		watch.look(true);
		await time.pass(0);
		source.news();
		await time.pass(60_000);
		assert.deepEqual(source.news(), Array(12).fill('sample a'));
	});
});

describe('pausing', () => {
	it('stops the sampling, and goes on at once afterwards', async () => {
		const { watch, time, source, drawn } = await running();
		const before = drawn();
		watch.pause(true);
		assert.equal(watch.paused, true);
		assert.ok(drawn() > before);
		await time.pass(60_000);
		assert.deepEqual(source.news(), []);
		watch.look(false);
		watch.look(true);
		assert.deepEqual(time.waits, [], 'a look does not end the pause');
		watch.pause(false);
		await time.pass(0);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
	});

	it('lets a refresh by hand read once, and stays', async () => {
		const { watch, time, source } = await running();
		watch.pause(true);
		await watch.refresh();
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		assert.equal(watch.paused, true);
		assert.deepEqual(time.waits, []);
	});

	it('asks nothing where nobody looks when it ends', async () => {
		const { watch, time } = await running();
		watch.look(false);
		watch.pause(true);
		watch.pause(false);
		assert.deepEqual(time.waits, []);
	});
});

describe('a refresh by hand', () => {
	it('reads details and statistics whatever the clock says, and takes over from what is under way', async () => {
		const { watch, time, source } = await running();
		let aborted = false;
		source.onSample = (_id, signal) => {
			signal.addEventListener('abort', () => {
				aborted = true;
			});
			return gate<Awaited<ReturnType<TaskSource['sample']>>>().promise;
		};
		await time.pass(BEAT);
		source.news();
		source.onSample = async () => ({ sample: sample(time.now()) });
		await watch.refresh();
		assert.equal(aborted, true);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		assert.deepEqual(time.waits, [BEAT], 'the clock counts anew');
	});

	it('reads also where nobody looks, and plans nothing then', async () => {
		const { watch, time, source } = watching(new FakeSource([dcsRow('a')]));
		await watch.refresh();
		assert.deepEqual(source.news(), ['show a', 'sample a']);
		assert.deepEqual(time.waits, []);
	});
});

describe('a beat that fails', () => {
	it('leaves the last numbers and says why they are old, asks less and less often, and recovers', async () => {
		const { watch, time, source, store } = await running();
		source.onSample = async () => {
			throw failure('network');
		};
		const waits: number[] = [];
		for (let i = 0; i < 6; i++) {
			await time.pass(time.waits[0] ?? 0);
			waits.push(time.waits[0] ?? 0);
		}
		assert.deepEqual(waits, [10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
		assert.equal(watch.stale?.error?.kind, 'network');
		assert.equal(watch.problem, undefined, 'the details are as new as they were');
		assert.equal(store.samples.of(ref('a')).length, 1);
		source.onSample = async () => ({ sample: sample(time.now()) });
		await time.pass(60_000);
		assert.equal(watch.stale, undefined);
		assert.deepEqual(time.waits, [BEAT]);
	});

	it('tells details that fail from statistics that come', async () => {
		const { watch, time, source, store } = await running();
		source.onShow = async () => {
			throw failure('service');
		};
		await time.pass(30_000);
		assert.equal(watch.problem?.error?.kind, 'service');
		assert.equal(watch.stale, undefined);
		assert.equal(store.samples.of(ref('a')).length, 7);
		source.onShow = async () => dcsRow('a');
		await time.pass(10_000);
		assert.equal(watch.problem, undefined);
	});

	it('is forgotten once the statistics bring good details along', async () => {
		const { watch, time, source, store } = watching(new FakeSource([smsRow('a')], 'sms'), { service: 'sms' });
		await store.refresh();
		source.onShow = async () => {
			throw failure('service');
		};
		source.onSample = async () => ({ sample: sample(time.now(), {}, undefined), detail: smsRow('a') });
		watch.look(true);
		await time.pass(0);
		assert.equal(watch.problem, undefined);
		assert.deepEqual(time.waits, [BEAT]);
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
		await time.pass(BEAT);
		assert.deepEqual(time.waits, [300_000]);
	});

	it('is the last where the credential was refused, however often somebody looks, until somebody asks', async () => {
		for (const which of ['onShow', 'onSample'] as const) {
			const { watch, time, source } = watching(new FakeSource([dcsRow('a')]));
			const good = source[which];
			source[which] = async () => {
				throw failure('signature');
			};
			watch.look(true);
			await time.pass(0);
			source.news();
			assert.equal((watch.problem ?? watch.stale)?.refused, true);
			watch.look(false);
			watch.look(true);
			watch.pause(true);
			watch.pause(false);
			await time.pass(10 * 60_000);
			assert.deepEqual(source.news(), []);
			Object.assign(source, { [which]: good });
			await watch.refresh();
			assert.equal(watch.problem ?? watch.stale, undefined);
			assert.deepEqual(time.waits, [BEAT]);
		}
	});

	it('is the last where the details fail in passing and the statistics for good', async () => {
		const { watch, time, source, store } = watching(new FakeSource([dcsRow('a')]));
		await store.refresh();
		source.news();
		source.onShow = async () => {
			throw failure('service');
		};
		source.onSample = async () => {
			throw failure('unknownKey');
		};
		watch.look(true);
		await time.pass(60_000);
		assert.deepEqual(source.news(), ['show a', 'sample a']);
	});

	it('tells the log of faults, and of nothing that the cloud said', async () => {
		const { watch, time, source, faults } = await running();
		source.onSample = async () => {
			throw new TypeError('broken');
		};
		await time.pass(BEAT);
		assert.equal(faults.length, 1);
		source.onSample = async () => {
			throw failure('network');
		};
		await time.pass(10_000);
		assert.equal(faults.length, 1);
		assert.ok(watch.stale);
	});

	it('asks for a sign-in where the connection has no credential, which is no fault', async () => {
		const { watch, time, port, faults } = watching(new FakeSource());
		port.remove('c1');
		watch.look(true);
		await time.pass(0);
		assert.equal(watch.problem?.remedy, 'signIn');
		assert.deepEqual(time.waits, []);
		assert.deepEqual(faults, []);
	});
});

describe('a watch whose connection is replaced', () => {
	it('begins anew, and takes nothing that comes late for the old one', async () => {
		const { watch, time, source, port, store } = await running();
		const late = gate<Record<string, unknown>>();
		source.onShow = () => late.promise;
		await time.pass(30_000);
		const next = new FakeSource([dcsRow('a', 'INCRMIGRATING')]);
		port.replace('c1', [next]);
		watch.look(false);
		watch.reset();
		assert.equal(watch.loading, true);
		watch.look(true);
		late.open(dcsRow('a', 'SUCCESS'));
		await time.pass(0);
		assert.deepEqual(next.asked, ['show a', 'sample a']);
		assert.equal(store.get(ref('a'))?.status, 'INCRMIGRATING');
		assert.equal(watch.ended, false);
	});

	it('asks nothing after it was disposed, also where a refresh was under way', async () => {
		const { watch, time, source } = await running();
		watch.look(false);
		let given: AbortSignal | undefined;
		source.onShow = (_id, signal) => {
			given = signal;
			return gate<Record<string, unknown>>().promise;
		};
		void watch.refresh();
		await settle();
		watch.dispose();
		assert.equal(given?.aborted, true);
		assert.deepEqual(time.waits, []);
	});
});

describe('a watch of a sandbox’s task', () => {
	it('sees the numbers move', async () => {
		const sandbox = await startSandbox({ seed: 7 });
		const time = new HandTimers(Date.now());
		const { store } = storeOver(new FakePort().add('c1', sandboxSources(sandbox, { services: ['dcs'] })), time.now);
		const id = '31c6fd2b-2893-430b-90ff-d1adb8060585';
		const watch = new TaskPoller(store, ref(id), { interval: () => BEAT, connectionName: () => 'sandbox', ...time });
		try {
			await watch.refresh();
			assert.equal(watch.problem ?? watch.stale, undefined);
			const [first] = store.samples.of(ref(id));
			sandbox.advance(3600);
			await new Promise((resolve) => setTimeout(resolve, 2));
			await watch.refresh();
			const second = store.samples.of(ref(id)).at(-1);
			assert.equal(store.samples.of(ref(id)).length, 2);
			assert.notEqual(first?.values.source_dbsize, second?.values.source_dbsize);
			assert.equal(typeof second?.values.offset, 'number');
		} finally {
			watch.dispose();
			await sandbox.close();
		}
	});
});
