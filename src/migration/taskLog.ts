/** A service's own log of a task: lines that whoever runs the migration for the service wrote. Pure. */

/** One line. */
export interface LogRow {
	/** When it was written, ms since 1970; undefined where the service wrote no date that can be read. */
	readonly at: number | undefined;
	/** The date as the service wrote it, where it cannot be read or names no time zone (`at` is then good for sorting alone). */
	readonly atWords?: string;
	/** The service's own word, also one that nobody knew; '' where none came. */
	readonly level: string;
	readonly message: string;
	/** '' where none came. */
	readonly code: string;
	readonly keywords: readonly string[];
}

/** What is asked for. Services count lines from the end that they list first, newest or oldest: no page says which it is. */
export interface LogQuery {
	/** One of {@link LOG_LEVELS}; without it, lines of all levels. */
	readonly level?: string | undefined;
	/** Lines that are left out at the beginning. */
	readonly offset: number;
	/** Lines wanted; the answer may have fewer, or more. */
	readonly limit: number;
	readonly signal: AbortSignal;
}

/** A part of the log, in the order in which the service listed it. */
export interface LogPage {
	readonly rows: readonly LogRow[];
	/** How many lines the service says there are; undefined where it says nothing that can be read. */
	readonly total: number | undefined;
	/** Entries of the answer, those that could not be read included: the next part begins after so many. */
	readonly length: number;
}

/** The wire names of a log, for whoever shows it. */
export interface LogFields {
	/** The list that the lines stand in. */
	readonly list: string;
	readonly at: string;
	readonly level: string;
	readonly message: string;
	readonly code: string;
	readonly keywords: string;
}

/** The levels that can be asked for, the gravest first ("Querying the Migration Log List"). */
export const LOG_LEVELS = ['ERROR', 'WARN', 'INFO', 'DEBUG'] as const;

/** Whether a level is that of an error, in any of the words that logs use for it. */
export function isErrorLevel(level: string): boolean {
	return /^\s*(err(or)?|fatal|critical|severe|panic|emerg(ency)?|alert)\s*$/i.test(level);
}

/** How long an error counts as recent, ms. */
const RECENT = 10 * 60_000;

/**
 * Whether an error was written within the last ten minutes before `now` (ms since 1970), or after it by a clock that goes ahead. A line without a
 * readable date counts for nothing.
 */
export function recentErrors(rows: readonly LogRow[], now: number): boolean {
	return rows.some(({ at, level }) => at !== undefined && at > now - RECENT && isErrorLevel(level));
}
