/** The live statistics of an online migration ("Querying the Progress of an Online Migration Task"). */
import { type Sample, statValue } from '../../migration/sample';

/** Those that are numbers, in the order of the page: per cent, no unit documented, keys, keys, KB/s, operations/s. */
export const STATS = [
	'full_migration_progress',
	'offset',
	'source_dbsize',
	'target_dbsize',
	'target_input_kbps',
	'target_ops',
] as const;
export type DcsStat = (typeof STATS)[number];

/** A statistic of one sample; null where it is missing, or no number at all. */
export function statOf(sample: Sample | undefined, stat: DcsStat): number | null {
	return statValue(sample, stat);
}
