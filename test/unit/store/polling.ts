/** Watches of one task, over a clock that is moved by hand. */
import type { Service } from '../../../src/migration/task';
import { TaskPoller } from '../../../src/store/taskPoller';
import { dcsRow, FakePort, FakeSource, HandTimers, ref, sample, storeOver } from './fakes';

export const BEAT = 5_000;

/** A watch of task `a` over a clock that is moved by hand. */
export function watching(source: FakeSource, options: { interval?: number; service?: Service } = {}) {
	const time = new HandTimers();
	source.onSample = async () => ({ sample: sample(time.now()) });
	const port = new FakePort().add('c1', [source], 'production');
	const { store } = storeOver(port, time.now);
	const faults: unknown[] = [];
	const watch = new TaskPoller(store, ref('a', 'c1', options.service ?? 'dcs'), {
		interval: () => options.interval ?? BEAT,
		connectionName: () => port.name('c1'),
		now: time.now,
		random: () => 0.5,
		setTimer: time.setTimer,
		fault: (error) => faults.push(error),
	});
	let drawn = 0;
	watch.onDidChange(() => drawn++);
	return { watch, time, store, port, source, faults, drawn: () => drawn };
}

/** Running, looked at, its first beat done. */
export async function running(options: { interval?: number } = {}) {
	const parts = watching(new FakeSource([dcsRow('a')]), options);
	parts.watch.look(true);
	await parts.time.pass(0);
	parts.source.news();
	return parts;
}
