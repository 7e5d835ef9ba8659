import assert from 'node:assert/strict';
import { Format } from '../../../src/migration/format';
import { gapBefore } from '../../../src/migration/insight/gaps';
import type { ServicePresenter } from '../../../src/migration/ports';
import { MAX_SAMPLES } from '../../../src/migration/sample';
import { SERVICES } from '../../../src/services';
import { presenter } from '../../../src/services/dcs/presenter';
import { STATS } from '../../../src/services/dcs/stats';
import { TaskPoller } from '../../../src/store/taskPoller';
import { buildSnapshot } from '../../../src/ui/details/snapshot';
import { promises } from '../../promises';
import { dcsRow, FakePort, FakeSource, failure, HandTimers, readingOf, ref, sample, storeOver } from './fakes';

const INTERVAL = 5_000;
const HOUR = 3_600_000;
const TASKS = ['a', 'b', 'c'];
/** What a page may get at a time, bytes of JSON. */
const SMALL = 256 * 1024;

/** A day of samples through the poller, with half an hour without answers before its last hour. */
async function aDay() {
	const time = new HandTimers();
	const source = new FakeSource(TASKS.map((id) => dcsRow(id)));
	const start = time.now();
	const silent = { from: start + 22.5 * HOUR, to: start + 23 * HOUR };
	source.onSample = async () => {
		if (time.now() >= silent.from && time.now() < silent.to) {
			throw failure('network');
		}
		const values = STATS.map((name, nth) => [name, (time.now() - start) * (nth + 1) + 0.25] as const);
		return { sample: sample(time.now(), Object.fromEntries(values)) };
	};
	const { store, faults } = storeOver(new FakePort().add('c1', [source]), time.now);
	const pollers = TASKS.map(
		(id) =>
			new TaskPoller(store, ref(id), {
				interval: () => INTERVAL,
				connectionName: () => 'production',
				now: time.now,
				random: () => 0.5,
				setTimer: time.setTimer,
			}),
	);
	for (const poller of pollers) {
		poller.setVisible(true);
	}
	await time.pass(24 * HOUR);
	return { time, source, store, faults, pollers };
}

describe('A day of samples', () => {
	promises(
		{
			chapter: 'Long life',
			fault: '24 hours of three tasks sampled every 5 s, half an hour of them without answers',
			promise: 'memory holds the whole day, in order, the silence is a gap, and a page gets little at a time',
		},
		async function () {
			this.timeout(120_000);
			const { time, source, store, faults, pollers } = await aDay();
			const took = source.asked.filter((what) => what === 'sample a').length;
			const answered = (23.5 * HOUR) / INTERVAL;
			assert.ok(took > answered && took < answered + 200, `${took} samples asked for`);
			assert.deepEqual(time.waits.length, TASKS.length, 'one timer a task');
			for (const [nth, id] of TASKS.entries()) {
				const samples = store.samples.of(ref(id));
				const times = samples.map(({ at }) => at);
				assert.ok(samples.length > answered - 5 && samples.length <= MAX_SAMPLES, `${samples.length} samples kept`);
				assert.deepEqual(
					times,
					[...new Set(times)].sort((one, other) => one - other),
				);
				assert.ok(time.now() - (times.at(-1) ?? 0) <= INTERVAL, 'up to the last');
				const gaps = times.filter((_, index) => gapBefore(times, index));
				assert.equal(gaps.length, 1, 'the silence alone is a gap');
				const [after = 0] = gaps;
				const before = times[times.indexOf(after) - 1] ?? 0;
				assert.ok(after - before >= 0.5 * HOUR, `${after - before} ms without samples`);
				assert.equal(pollers[nth]?.stale, undefined);
			}
			const whole = page(store.samples.of(ref('a')), time.now());
			const size = Buffer.byteLength(JSON.stringify(whole));
			assert.ok(size < SMALL, `${size} bytes`);
			assert.deepEqual(whole.live?.range, { ...whole.live?.extent, following: 'all' });
			assert.ok((whole.live?.extent.to ?? 0) - (whole.live?.extent.from ?? 0) > 23.9 * HOUR);
			assert.ok(
				whole.live?.marks.some(({ kind, label }) => kind === 'gap' && /no samples for 30 min/.test(label)),
				'the silence is told',
			);
			assert.deepEqual(faults, []);
			return `${MAX_SAMPLES.toLocaleString('en')} samples a task are kept; a day comes to a page as ${Math.round(size / 1024)} KB`;
		},
	);
});

function page(samples: Parameters<typeof buildSnapshot>[0]['samples'], now: number) {
	return buildSnapshot({
		task: SERVICES.get('dcs').readTask(ref('a'), { detail: { ...readingOf(dcsRow('a')), at: now } }),
		title: 'a',
		service: SERVICES.get('dcs'),
		presenter: presenter as ServicePresenter,
		samples,
		connection: { name: 'production', region: 'eu-de' },
		sandbox: false,
		hasConsole: true,
		interval: INTERVAL,
		range: { last: 'all' },
		format: new Format('en'),
		now,
		polling: { problem: undefined, stale: undefined, gone: false, loading: false, paused: false, ended: false },
	});
}
