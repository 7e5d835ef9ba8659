/** What the consistency check of a server migration found ("Obtaining Consistency Verification Results"): directory by directory, newest check last or first. */
import { type Fields, readRow, type Table } from '../../cloud/tableReader';
import { isRecord, parseJson } from '../../core/values';
import type { TaskReading } from '../../migration/ports';
import { SMS_CONSISTENCY, type SmsFields } from './schema';

const ANSWER = { result_list: { list: SMS_CONSISTENCY } } as const satisfies Table;

export type SmsConsistency = Fields<typeof SMS_CONSISTENCY>;

/** The newest check, summed up over its directories. */
export interface ConsistencySummary {
	/** ms since 1970; undefined where the service does not say. */
	readonly at: number | undefined;
	readonly total: number;
	readonly different: number;
	readonly missing: number;
	readonly more: number;
}

/** How long an answer stands, ms; and how long a service that refuses one is not asked again. */
const GOOD_FOR = 60_000;
const REFUSED_FOR = 10 * 60_000;

/** Asks for the checks of tasks, and no more often than every minute. Never throws: whoever may not read them does not know them. */
export class ConsistencyReader {
	private readonly known = new Map<string, { readonly until: number; readonly checks: readonly SmsConsistency[] }>();

	constructor(
		private readonly ask: (id: string, signal: AbortSignal) => Promise<unknown>,
		private readonly now: () => number,
	) {}

	/** The task with its checks, where there are any. */
	async added(id: string, task: TaskReading<SmsFields>, signal: AbortSignal): Promise<TaskReading<SmsFields>> {
		const checks = await this.of(id, signal);
		return checks.length === 0
			? task
			: {
					fields: { ...task.fields, consistency_result: checks },
					raw: { ...task.raw, consistency_result: checks },
				};
	}

	private async of(id: string, signal: AbortSignal): Promise<readonly SmsConsistency[]> {
		const known = this.known.get(id);
		const now = this.now();
		if (known && now < known.until && known.until - now <= REFUSED_FOR) {
			return known.checks;
		}
		try {
			const checks = readChecks(await this.ask(id, signal));
			this.known.set(id, { until: now + GOOD_FOR, checks });
			return checks;
		} catch {
			if (!signal.aborted) {
				this.known.set(id, { until: now + REFUSED_FOR, checks: [] });
			}
			return [];
		}
	}
}

/** The checks of an answer; some pages have them as texts of JSON. */
export function readChecks(answer: unknown): readonly SmsConsistency[] {
	const list = isRecord(answer) && Array.isArray(answer.result_list) ? answer.result_list : [];
	const row = readRow(ANSWER, { result_list: list.map(asObject) }, () => {});
	return row.fields.result_list ?? [];
}

function asObject(item: unknown): unknown {
	if (typeof item !== 'string') {
		return item;
	}
	try {
		return parseJson(item);
	} catch {
		return item;
	}
}

/** The newest check that names counts; undefined where there is none. */
export function newestCheck(checks: readonly SmsConsistency[] | null | undefined): ConsistencySummary | undefined {
	const counted = (checks ?? []).filter(({ consistency_result: list }) => (list ?? []).length > 0);
	const newest = counted.reduce<SmsConsistency | undefined>(
		(best, one) => (best === undefined || (one.finished_time ?? 0) > (best.finished_time ?? 0) ? one : best),
		undefined,
	);
	const directories = newest?.consistency_result ?? [];
	const sum = (
		field: 'num_total_files' | 'num_different_files' | 'num_target_miss_files' | 'num_target_more_files',
	): number => directories.reduce((total, one) => total + (one[field] ?? 0), 0);
	return (
		newest && {
			at: newest.finished_time ?? undefined,
			total: sum('num_total_files'),
			different: sum('num_different_files'),
			missing: sum('num_target_miss_files'),
			more: sum('num_target_more_files'),
		}
	);
}
