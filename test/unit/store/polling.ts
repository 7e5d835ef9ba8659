/** Pollers of one task, over a clock that is moved by hand. */
import type { ServiceId } from '../../../src/migration/task';
import { TaskPoller } from '../../../src/store/taskPoller';
import { dcsRow, FakePort, FakeSource, HandTimers, keepingLogger, ref, sample, storeOver } from './fakes';

export const INTERVAL = 5_000;

/** A poller of task `a` over a clock that is moved by hand. */
export function polling(source: FakeSource, options: { interval?: number; service?: ServiceId } = {}) {
	const time = new HandTimers();
	source.onSample = async () => ({ sample: sample(time.now()) });
	const port = new FakePort().add('c1', [source], 'production');
	const { store } = storeOver(port, time.now);
	const faults: unknown[] = [];
	const poller = new TaskPoller(store, ref('a', 'c1', options.service ?? 'dcs'), {
		interval: () => options.interval ?? INTERVAL,
		connectionName: () => port.name('c1'),
		now: time.now,
		random: () => 0.5,
		setTimer: time.setTimer,
		logger: keepingLogger(faults),
	});
	let drawn = 0;
	poller.onDidChange(() => drawn++);
	return { poller, time, store, port, source, faults, drawn: () => drawn };
}

/** Running, looked at, its first beat done. */
export async function running(options: { interval?: number } = {}) {
	const parts = polling(new FakeSource([dcsRow('a')]), options);
	parts.poller.setVisible(true);
	await parts.time.pass(0);
	parts.source.news();
	return parts;
}
