/**
 * The lines of services' own logs that were read, kept with the readings of the run: they are there after a reload, and for a task that its service has
 * deleted. Nobody is held up by it.
 */
import { redactText } from '../../cloud/redact';
import { digestOf } from '../../core/digest';
import { type Logger, noLogger } from '../../core/logger';
import type { LogRecord, RunRecord } from '../../migration/runRecord';
import { refKey, type TaskRef } from '../../migration/task';
import type { LogRow } from '../../migration/taskLog';
import type { LogKeeper } from '../keptRows';
import type { RunHistory } from './runHistory';

/** What is kept of a message, in UTF-16 units. */
export const MESSAGE_LENGTH = 2_000;
/** A message is looked through a little beyond where it is cut, so that no secret stands half before it. */
const MARGIN = 2_000;
/** Lines of one task that are given back, the newest of them. */
export const MAX_KEPT = 3_000;
/** Lines of one task that are written in a day of this window (UTC): a log that never stops must not drive out the readings of other tasks. */
export const MAX_A_DAY = 1_000;
/** Lines that are written at once, the newest of them. */
const MAX_AT_ONCE = 500;
/** Tasks of which is known what is kept; the one that was heard of longest ago goes first. */
const MAX_TASKS = 50;
const DAY_MS = 86_400_000;

/** What is known of one task. */
interface Known {
	/** What was kept, so that nothing is kept twice. */
	readonly digests: Set<string>;
	/** The day (since 1970, UTC) and how much was written in it. */
	day: number;
	written: number;
	/** All that was asked for so far. */
	work: Promise<void>;
}

export class KeptLogs implements LogKeeper {
	private readonly tasks = new Map<string, Known>();
	private readonly seen = new WeakSet<LogRow>();
	private readonly now: () => number;
	private readonly logger: Logger;

	constructor(
		private readonly history: RunHistory,
		{ now = Date.now, logger = noLogger }: { readonly now?: () => number; readonly logger?: Logger } = {},
	) {
		this.now = now;
		this.logger = logger;
	}

	/** Keeps lines, newest first, that are not kept yet. A line without a date that can be read is not kept. */
	keep(ref: TaskRef, rows: readonly LogRow[]): void {
		const fresh = rows.filter((row) => !this.seen.has(row)).slice(0, MAX_AT_ONCE);
		const dated = fresh.filter(({ at }) => at !== undefined);
		for (const row of fresh) {
			this.seen.add(row);
		}
		if (dated.length > 0) {
			const known = this.knownOf(ref);
			known.work = known.work
				.then(() => this.append(ref, known, dated))
				.catch((error: unknown) => this.logger.error(error));
		}
	}

	/** The newest lines that were kept of a task, newest first. */
	async read(ref: TaskRef): Promise<readonly LogRow[]> {
		await this.tasks.get(refKey(ref))?.work;
		return logsOf(await this.history.read(ref))
			.slice(-MAX_KEPT)
			.reverse()
			.map(rowOf);
	}

	/** The connection was removed, or is another: what was kept of its tasks is gone. */
	forget(connectionId: string): void {
		for (const key of [...this.tasks.keys()]) {
			if (key.startsWith(`${connectionId}/`)) {
				this.tasks.delete(key);
			}
		}
	}

	private append(ref: TaskRef, known: Known, rows: readonly LogRow[]): void {
		const day = Math.floor(this.now() / DAY_MS);
		if (day !== known.day) {
			known.day = day;
			known.written = 0;
		}
		const records: LogRecord[] = [];
		for (const row of rows) {
			const record = recordOf(row);
			const digest = lineKey(record);
			if (known.written < MAX_A_DAY && !known.digests.has(digest)) {
				known.digests.add(digest);
				known.written++;
				records.push(record);
			}
		}
		// As all of the history: oldest first.
		this.history.append(ref, records.reverse());
	}

	private knownOf(ref: TaskRef): Known {
		const key = refKey(ref);
		const before = this.tasks.get(key);
		const known: Known = before ?? { digests: new Set(), day: 0, written: 0, work: Promise.resolve() };
		if (!before) {
			known.work = this.load(ref, known);
		}
		this.tasks.delete(key);
		this.tasks.set(key, known);
		const [oldest] = this.tasks.keys();
		if (this.tasks.size > MAX_TASKS && oldest !== undefined) {
			this.tasks.delete(oldest);
		}
		return known;
	}

	private async load(ref: TaskRef, { digests }: Known): Promise<void> {
		for (const record of logsOf(await this.history.read(ref))) {
			digests.add(lineKey(record));
		}
	}
}

function logsOf(records: readonly RunRecord[]): LogRecord[] {
	return records.filter((record) => record.kind === 'log');
}

function recordOf({ at = 0, atWords, level, message, code, keywords }: LogRow): LogRecord {
	const text = redactText(message.slice(0, MESSAGE_LENGTH + MARGIN));
	return {
		kind: 'log',
		at,
		level,
		text: text.length > MESSAGE_LENGTH ? `${text.slice(0, MESSAGE_LENGTH - 1)}…` : text,
		...(atWords !== undefined && { atWords }),
		...(code !== '' && { code }),
		...(keywords.length > 0 && { keywords: keywords.map(redactText) }),
	};
}

function rowOf({ at, atWords, level, text, code = '', keywords = [] }: LogRecord): LogRow {
	return { at, ...(atWords !== undefined && { atWords }), level, message: text, code, keywords };
}

/** Short, however long the line is. */
function lineKey({ at, level, text }: LogRecord): string {
	return digestOf(JSON.stringify([at, level, text]));
}
