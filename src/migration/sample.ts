/**
 * One reading of a task's live statistics. Values stand under their wire names (`full_migration_progress`, `offset`, …),
 * as numbers in the unit of the API page; null where the service gave none or nothing readable.
 */
export interface Sample {
	/** When it was taken, ms since 1970. */
	readonly at: number;
	readonly values: Readonly<Record<string, number | null>>;
	/** Whether the service says that the migration is going on; undefined where it does not say. */
	readonly migrating: boolean | undefined;
}

/** Samples kept for one task at the most: 2 h at the default interval of 5 s. */
export const MAX_SAMPLES = 1440;

/** A distance between two samples counts as a gap from this many times the usual one. */
const GAP = 3;

/**
 * The newest samples that follow each other without a gap: nobody knows what happened in a gap, so nothing may be said of a time that holds one.
 * The usual distance is the median of the last ten.
 */
export function unbroken(samples: readonly Sample[]): readonly Sample[] {
	const distance = (index: number): number => (samples[index]?.at ?? 0) - (samples[index - 1]?.at ?? 0);
	const last = samples.length - 1;
	const recent: number[] = [];
	for (let index = last; index > Math.max(0, last - 10); index--) {
		recent.push(distance(index));
	}
	const usual = recent.sort((a, b) => a - b)[Math.floor(recent.length / 2)] ?? 0;
	let first = last;
	while (first > 0 && distance(first) <= GAP * usual) {
		first--;
	}
	return samples.slice(Math.max(0, first));
}
