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

/** Samples kept for one task at the most: more than two days at the default interval of 5 s. */
export const MAX_SAMPLES = 40_000;

/** A statistic of one sample; null where it is missing, or no number at all. */
export function statValue(sample: Sample | undefined, stat: string): number | null {
	const value = sample?.values[stat];
	return value != null && Number.isFinite(value) ? value : null;
}
