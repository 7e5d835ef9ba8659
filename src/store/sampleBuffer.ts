/** The samples of live statistics taken while this window is open, or read from disk, so that a panel opened again shows its curves. */
import { MAX_SAMPLES, type Sample } from '../migration/sample';
import { refKey, type TaskRef } from '../migration/task';

/** Tasks whose samples are kept, and samples of all tasks; the task that was sampled longest ago goes first. */
const MAX_TASKS = 50;
const MAX_TOTAL = 10 * MAX_SAMPLES;
/** So many of the oldest go at once, so that not every new sample moves all others. */
const BLOCK = MAX_SAMPLES / 100;
/** How much later than a newer one a sample may still arrive, ms. One that seems older than that was taken after the clock was set back. */
const LATE = 60_000;

export class SampleBuffer {
	/** The one that was sampled longest ago stands first. */
	private readonly byTask = new Map<string, Sample[]>();

	/** Samples of a task, oldest first: a view, which grows with each sample. Copy what is to be kept. */
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
		if (last && sample.at < last.at - LATE) {
			this.keep(key, [sample]);
			return;
		}
		let place = samples.length;
		while (place > 0 && (samples[place - 1]?.at ?? 0) >= sample.at) {
			place--;
		}
		if (place === samples.length) {
			samples.push(sample);
		} else {
			samples.splice(place, samples[place]?.at === sample.at ? 1 : 0, sample);
		}
		if (samples.length > MAX_SAMPLES) {
			samples.splice(0, samples.length - MAX_SAMPLES + BLOCK);
		}
		this.keep(key, samples);
	}

	/**
	 * Puts samples that were taken earlier, oldest first, to those at hand: before them, and between them where some are missing. Of one moment the
	 * one at hand stays. What is newer than all at hand is left out, as it was taken before the clock was set back.
	 */
	load(ref: TaskRef, earlier: readonly Sample[]): void {
		const key = refKey(ref);
		const known = this.byTask.get(key) ?? [];
		const last = known.at(-1)?.at ?? Number.POSITIVE_INFINITY;
		const byTime = new Map<number, Sample>();
		for (const sample of [...earlier.filter(({ at }) => Number.isFinite(at) && at <= last), ...known]) {
			byTime.set(sample.at, sample);
		}
		const all = [...byTime.values()].sort((a, b) => a.at - b.at).slice(-MAX_SAMPLES);
		if (all.length > 0) {
			this.keep(key, all);
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

	private keep(key: string, samples: Sample[]): void {
		this.byTask.delete(key);
		this.byTask.set(key, samples);
		let total = [...this.byTask.values()].reduce((sum, { length }) => sum + length, 0);
		for (const [oldest, { length }] of this.byTask) {
			if (this.byTask.size <= MAX_TASKS && total <= MAX_TOTAL) {
				break;
			}
			this.byTask.delete(oldest);
			total -= length;
		}
	}
}

/** Whether a sample that arrives now was taken before the one at hand; not so where the clock was set back in between. */
export function isOlderSample(sample: Sample, other: Sample): boolean {
	return sample.at < other.at && sample.at >= other.at - LATE;
}
