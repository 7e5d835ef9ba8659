/** Live statistics of a server migration: the details of the task carry them. */
import type { Sample } from '../../migration/sample';
import { currentStep } from './currentStep';
import type { SmsFields } from './schema';

/** Progress of the step at work, per cent; the other statistics stand under the wire names of the task's fields. */
export const STEP_PROGRESS = 'sub_tasks.progress';

const STATS = [
	'migrate_speed',
	'compress_rate',
	'total_cpu_usage',
	'agent_cpu_usage',
	'total_mem_usage',
	'agent_mem_usage',
	'total_disk_io',
	'agent_disk_io',
	'remain_seconds',
] as const satisfies readonly (keyof SmsFields)[];

/** The statistics of one reading of the details. `at` in ms since 1970. Units: schema.ts. */
export function readSample(fields: SmsFields, at: number): Sample {
	const values = Object.fromEntries(STATS.map((stat) => [stat, fields[stat] ?? null]));
	return {
		at,
		values: { ...values, [STEP_PROGRESS]: currentStep(fields)?.progress ?? null },
		migrating: undefined,
	};
}
