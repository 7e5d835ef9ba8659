/** What is kept of a run beyond the life of a window: readings, what the status said, what the user said, and what the service's own log held. */
import type { Sample } from './sample';

/** What somebody told the extension about a run. */
export const MARKS = ['configured', 'writersStopped', 'writersResumed'] as const;
export type Mark = (typeof MARKS)[number];

/** One entry of a run's history. Times in ms since 1970; none holds a secret. */
export type RunRecord =
	| { readonly kind: 'sample'; readonly sample: Sample }
	/** The status as the service said it, when it was first seen. */
	| { readonly kind: 'status'; readonly at: number; readonly status: string }
	| { readonly kind: 'mark'; readonly at: number; readonly mark: Mark }
	| LogRecord;

/** A line of the service's own log of the task. Texts are those of a `LogRow`, shortened; what is absent is empty there. */
export interface LogRecord {
	readonly kind: 'log';
	readonly at: number;
	readonly level: string;
	readonly text: string;
	/** The date in the service's words, where `at` is good for sorting alone. */
	readonly atWords?: string;
	readonly code?: string;
	readonly keywords?: readonly string[];
}

/** When an entry happened, ms since 1970. */
export function timeOf(record: RunRecord): number {
	return record.kind === 'sample' ? record.sample.at : record.at;
}
