/** The samples of live statistics taken while this window is open, so that a panel opened again shows its curves. */
import { MAX_SAMPLES, type Sample } from '../migration/sample';
import { refKey, type TaskRef } from '../migration/task';

/** Tasks whose samples are kept; the one looked at longest ago goes first. */
const MAX_TASKS = 50;

export class SampleBuffer {
	private readonly byTask = new Map<string, Sample[]>();

	/** Samples of a task, oldest first. */
	of(ref: TaskRef): readonly Sample[] {
		return this.byTask.get(refKey(ref)) ?? [];
	}

	/** Appends a sample. One that is not later than the last (a clock set back) starts anew, since a time axis cannot run backwards. */
	add(ref: TaskRef, sample: Sample): void {
		const key = refKey(ref);
		const samples = this.byTask.get(key) ?? [];
		const last = samples.at(-1);
		const kept = last && sample.at <= last.at ? [] : samples.slice(-(MAX_SAMPLES - 1));
		this.byTask.delete(key);
		this.byTask.set(key, [...kept, sample]);
		if (this.byTask.size > MAX_TASKS) {
			this.byTask.delete([...this.byTask.keys()][0] ?? '');
		}
	}

	/** Forgets the samples of one connection, or of one of its tasks. */
	forget(connectionId: string, ref?: TaskRef): void {
		for (const key of [...this.byTask.keys()]) {
			if (ref ? key === refKey(ref) : key.startsWith(`${connectionId}/`)) {
				this.byTask.delete(key);
			}
		}
	}
}
