/** One reading of a run, from a status and the fields of the statistics page, as they came over the wire. */
import { isRecord, readBoolean, readNumber, readPercent } from '../../core/values';
import type { RunSample } from '../../migration/insight/run';
import { statuses } from './statuses';

/** What a recorded sample holds ("Querying the Progress of an Online Migration Task", and the task's status and method). */
export interface RecordedSample {
	/** ms since 1970. */
	readonly at: number;
	/** As the service said it. */
	readonly status: string;
	/** `full_amount_migration` or `incremental_migration`; anything else counts as not said. */
	readonly method: unknown;
	/** Numbers or text; null where none could be read. */
	readonly stats: unknown;
	readonly writesStopped: boolean;
}

const ENDS = { failed: 'failed', stopped: 'stopped', succeeded: 'succeeded' } as const;

/** Reads a recorded sample. What is missing, or no number, is null: nothing is guessed. */
export function runSampleOf({ at, status, method, stats, writesStopped }: RecordedSample): RunSample {
	const { stage, group } = statuses.row(status);
	const fields = isRecord(stats) ? stats : {};
	const number = (name: string): number | null => {
		const value = readNumber(fields[name]);
		return value != null && Number.isFinite(value) && value >= 0 ? value : null;
	};
	const progress = readPercent(fields.full_migration_progress) ?? null;
	return {
		at,
		stage,
		end: group in ENDS ? ENDS[group as keyof typeof ENDS] : undefined,
		thenChanges: method === 'incremental_migration' ? true : method === 'full_amount_migration' ? false : undefined,
		progress: progress !== null && progress >= 0 && progress <= 100 ? progress : null,
		offset: number('offset'),
		sourceKeys: number('source_dbsize'),
		targetKeys: number('target_dbsize'),
		inputKbps: number('target_input_kbps'),
		ops: number('target_ops'),
		migrating: readBoolean(fields.is_migrating) ?? undefined,
		writesStopped,
	};
}
