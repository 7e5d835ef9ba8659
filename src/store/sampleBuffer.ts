/** The samples of live statistics taken while this window is open, so that a panel opened again shows its curves. */
import { MAX_SAMPLES, type Sample } from '../migration/sample';
import { refKey, type TaskRef } from '../migration/task';

/** Tasks whose samples are kept; the one looked at longest ago goes first. */
const MAX_TASKS = 50;
/** How much later than a newer one a sample may still arrive, ms. One that seems older than that was taken after the clock was set back. */
const LATE = 60_000;

export class SampleBuffer {
	private readonly byTask = new Map<string, Sample[]>();

	/** Samples of a task, oldest first. */
	of(ref: TaskRef): readonly Sample[] {
		return this.byTask.get(refKey(ref)) ?? [];
	}

	/**
	 * Adds a sample at its place in time: two that were under way at once may arrive in any order, and of one moment the later arrival counts. Where
	 * the clock was set back it starts anew, since a time axis cannot run backwards.
	 */
	add(ref: TaskRef, sample: Sample): void {
		const key = refKey(ref);
		const samples = this.byTask.get(key) ?? [];
		const last = samples.at(-1);
		const kept = last && sample.at < last.at - LATE ? [] : samples;
		const place = kept.findLastIndex(({ at }) => at < sample.at) + 1;
		const rest = kept.slice(kept[place]?.at === sample.at ? place + 1 : place);
		this.byTask.delete(key);
		this.byTask.set(key, [...kept.slice(0, place), sample, ...rest].slice(-MAX_SAMPLES));
		if (this.byTask.size > MAX_TASKS) {
			this.byTask.delete([...this.byTask.keys()][0] ?? '');
		}
	}

	/** Puts samples of the past before those at hand. */
	load(ref: TaskRef, past: readonly Sample[]): void {
		const key = refKey(ref);
		const now = this.byTask.get(key) ?? [];
		const first = now[0]?.at ?? Number.POSITIVE_INFINITY;
		this.byTask.set(key, [...past.filter(({ at }) => at < first), ...now].slice(-MAX_SAMPLES));
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

/** Whether a sample that arrives now was taken before the one at hand; not so where the clock was set back in between. */
export function isOlderSample(sample: Sample, other: Sample): boolean {
	return sample.at < other.at && sample.at >= other.at - LATE;
}
