/** One reading of a run, from a status and the fields of the statistics page, as they came over the wire. */
import { filled, isRecord, readBoolean, readNumber, readPercent } from '../../core/values';
import type { RunSample } from '../../migration/insight/run';
import type { RunReader } from '../../migration/ports';
import { methodOf } from './method';
import type { DcsFields } from './schema';
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

/** How the runs of DCS tasks are judged: as recorded samples are, and by what the task says of itself now. */
export const runReader: RunReader<DcsFields> = {
	read({ fields }, { at, values, migrating }, { status, writesStopped, ofNow }) {
		const stats = { ...values, is_migrating: migrating };
		const sample = runSampleOf({ at, status, method: methodOf(fields), stats, writesStopped });
		return ofNow
			? { ...sample, trouble: filled(fields.error_message) !== undefined, endsRunning: endsRun(fields) }
			: sample;
	},
};

/** Whether both ends are said to run; undefined where neither is said to do anything else, nor both to run. */
function endsRun({ source_instance_status, target_instance_status }: DcsFields): boolean | undefined {
	const states = [source_instance_status, target_instance_status].map((state) => filled(state)?.toUpperCase());
	return states.some((state) => state !== undefined && state !== 'RUNNING')
		? false
		: states.every((state) => state === 'RUNNING') || undefined;
}
