/**
 * The records of tasks on disk, so that a run is known beyond the life of a window. Each window writes files of its own and only ever appends; all
 * windows read and prune all of them. Whoever appends is never held up and never told of a failing disk: the log is, once.
 */
import { randomUUID } from 'node:crypto';
import { appendFile, rm } from 'node:fs/promises';
import type { Disposable } from '../../core/emitter';
import { type Logger, noLogger } from '../../core/logger';
import { type SetTimer, setTimer } from '../../core/timer';
import { Turns } from '../../core/turns';
import { type RunRecord, timeOf } from '../../migration/runRecord';
import { refKey, type TaskRef } from '../../migration/task';
import { DAY_MS, HistoryFolder, lengthOf, withFolder } from './historyFolder';
import { mergeRecords } from './mergeRecords';
import { recordsIn } from './readRecords';
import { columnsWith, headerLine, lineOf } from './recordLines';

const MB = 1024 * 1024;
/** Records wait so long for others to be written with them, ms: a window that is killed loses no more. */
export const FLUSH_AFTER = 8_000;
/** So many records of one task do not wait. */
const BATCH = 100;
/** Records of one task that wait while the disk fails; older ones go. */
const MAX_WAITING = 1_000;
/** Share of the bytes that are allowed after which is looked whether too many are there. */
const PRUNE_AFTER = 0.02;
/** Share of the bytes that are allowed down to which is pruned by itself, so that what is written until the next time has its place. */
const PRUNE_TO = 0.9;

export interface HistoryOptions {
	/** Made when the first record is written. */
	readonly folder: string;
	/** For how many days records are kept; 0: nothing is written and nothing read. */
	readonly days: () => number;
	/** What all files together take of the disk at the most, bytes. */
	readonly maxBytes?: number;
	/** Tells this window from all others, those of the past too. */
	readonly window?: string;
	/** ms since 1970. */
	readonly now?: () => number;
	readonly logger?: Logger;
	readonly setTimer?: SetTimer;
	/** Appends to a file of an existing folder. */
	readonly appendFile?: (file: string, text: string) => Promise<void>;
}

export interface HistoryLimits {
	readonly days: number;
	readonly maxBytes: number;
}

interface Waiting {
	readonly ref: TaskRef;
	records: RunRecord[];
}

/** How a file of this window stood after the last append. */
interface Written {
	readonly file: string;
	readonly length: number;
	/** Undefined as long as it has no header. */
	readonly columns: readonly string[] | undefined;
}

export class HistoryFiles implements Disposable {
	private readonly folder: HistoryFolder;
	private readonly maxBytes: number;
	private readonly window: string;
	private readonly now: () => number;
	private readonly logger: Logger;
	/** All that changes the disk, one after the other. */
	private readonly turns = new Turns();
	private readonly waiting = new Map<string, Waiting>();
	private readonly written = new Map<string, Written>();
	private readonly forgotten = new Set<string>();
	private readonly failing = new Set<string>();
	private timer: Disposable | undefined;
	private flushing: Promise<void> | undefined;
	/** Bytes that were written since it was pruned. */
	private unpruned = Number.POSITIVE_INFINITY;
	private disposed = false;

	constructor(private readonly options: HistoryOptions) {
		this.folder = new HistoryFolder(options.folder);
		this.maxBytes = options.maxBytes ?? 20 * MB;
		this.window = options.window ?? randomUUID();
		this.now = options.now ?? Date.now;
		this.logger = options.logger ?? noLogger;
	}

	/** Writes records to what is kept of a task, soon. Never throws. */
	append(ref: TaskRef, records: readonly RunRecord[]): void {
		if (records.length === 0 || this.disposed || this.isOff || this.forgotten.has(ref.connectionId)) {
			return;
		}
		const dated = records.filter((record) => Number.isFinite(timeOf(record)));
		const count = this.wait(ref, (before) => [...before, ...dated]);
		if (count >= BATCH) {
			void this.flush();
		} else {
			this.timer ??= (this.options.setTimer ?? setTimer)(() => void this.flush(), FLUSH_AFTER);
		}
	}

	/** Writes what waits. Resolves when it is on disk, or could not be written; never rejects. */
	flush(): Promise<void> {
		this.timer?.dispose();
		this.timer = undefined;
		this.flushing ??= this.turns.run(async () => {
			this.flushing = undefined;
			await this.writeWaiting();
		});
		return this.flushing;
	}

	/**
	 * All that every window kept of a task, oldest first, what waits to be written too. `since` in ms since 1970 leaves out what is older. Never
	 * rejects: what cannot be read is left out.
	 */
	async read(ref: TaskRef, { since = Number.NEGATIVE_INFINITY } = {}): Promise<readonly RunRecord[]> {
		await this.flush();
		if (this.isOff || this.forgotten.has(ref.connectionId)) {
			return [];
		}
		const lists: (readonly RunRecord[])[] = [];
		await this.guarded('read', async () => {
			const first = Math.max(since, this.now() - this.options.days() * DAY_MS);
			const files = (await this.folder.filesOf(ref)).filter(({ day }) => (day + 1) * DAY_MS > first);
			await forEach(files, async ({ path }) => void lists.push(await recordsIn(path)));
		});
		const all = mergeRecords(...lists, this.waiting.get(refKey(ref))?.records ?? []);
		return all.filter((record) => timeOf(record) >= since);
	}

	/** The connection was removed: all of it goes, and nothing is kept of it until it is there again, see {@link remember}. Never rejects. */
	async forget(connectionId: string): Promise<void> {
		this.forgotten.add(connectionId);
		for (const [key, { ref }] of [...this.waiting]) {
			if (ref.connectionId === connectionId) {
				this.waiting.delete(key);
			}
		}
		await this.guarded('remove', () => this.turns.run(() => this.folder.removeConnection(connectionId)));
	}

	/** A connection was added, perhaps one of an id that was forgotten. */
	remember(connectionId: string): void {
		this.forgotten.delete(connectionId);
	}

	/** Removes what is older than that, then the oldest until all together is small enough. Done by itself now and then. Never rejects. */
	async prune(limits: HistoryLimits = this.limits): Promise<void> {
		await this.guarded('remove', () => this.turns.run(() => this.pruneNow(limits)));
	}

	/**
	 * Removes what is kept of connections that are not among these, unless somebody wrote there within a day: another window may know a connection
	 * that this one has not heard of. Never rejects.
	 */
	async sweep(knownIds: Iterable<string>): Promise<void> {
		const since = this.now() - DAY_MS;
		await this.guarded('remove', () => this.turns.run(() => this.folder.removeOthers(knownIds, since)));
	}

	/** Takes nothing more. Resolves when what was taken is on disk. */
	dispose(): Promise<void> {
		this.disposed = true;
		return this.flush();
	}

	private get isOff(): boolean {
		return !(this.options.days() > 0);
	}

	private get limits(): HistoryLimits {
		return { days: this.options.days(), maxBytes: this.maxBytes };
	}

	/** Changes what waits of a task. Returns how many records do. */
	private wait(ref: TaskRef, change: (before: readonly RunRecord[]) => RunRecord[]): number {
		const key = refKey(ref);
		const records = change(this.waiting.get(key)?.records ?? []).slice(-MAX_WAITING);
		this.waiting.set(key, { ref, records });
		return records.length;
	}

	private async writeWaiting(): Promise<void> {
		const batches = [...this.waiting.values()];
		this.waiting.clear();
		for (const { ref, records } of batches) {
			if (this.isOff || this.forgotten.has(ref.connectionId)) {
				continue;
			}
			const done = await this.guarded('write', () => this.write(ref, records));
			if (!done && !this.forgotten.has(ref.connectionId)) {
				this.wait(ref, (since) => [...records, ...since]);
			}
		}
		if (this.unpruned > this.maxBytes * PRUNE_AFTER && batches.length > 0 && !this.isOff) {
			const { days, maxBytes } = this.limits;
			await this.guarded('remove', () => this.pruneNow({ days, maxBytes: maxBytes * PRUNE_TO }));
		}
	}

	private async write(ref: TaskRef, records: readonly RunRecord[]): Promise<void> {
		const key = refKey(ref);
		const day = Math.floor(this.now() / DAY_MS);
		const from = day * DAY_MS;
		const file = this.folder.fileOf(ref, day, this.window);
		const length = await lengthOf(file);
		const last = this.written.get(key);
		// Otherwise it was removed by another window, or an append broke off: then nothing above can be relied on.
		const before = last?.file === file && last.length === length ? last : undefined;
		const columns = columnsWith(records, before?.columns ?? (last?.file === file ? last.columns : undefined) ?? []);
		const sampled = records.some(({ kind }) => kind === 'sample');
		const headed = sampled && columns !== before?.columns;
		const lines = records.map((record) => lineOf(record, columns, from)).filter((line) => line !== undefined);
		const text = `\n${[...(headed ? [headerLine(columns, from)] : []), ...lines].join('\n')}`;
		await withFolder(file, () => (this.options.appendFile ?? appendFile)(file, text));
		const added = Buffer.byteLength(text);
		this.unpruned += added;
		this.written.set(key, { file, length: length + added, columns: sampled ? columns : before?.columns });
	}

	private async pruneNow({ days, maxBytes }: HistoryLimits): Promise<void> {
		this.unpruned = 0;
		const first = this.now() - days * DAY_MS;
		const files = [...(await this.folder.all())].sort((a, b) => a.day - b.day || a.touchedAt - b.touchedAt);
		let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
		await forEach(files, async ({ path, day, bytes }) => {
			if (!(days > 0) || (day + 1) * DAY_MS <= first || total > maxBytes) {
				await rm(path, { force: true });
				total -= bytes;
			}
		});
		await this.folder.removeEmpty();
	}

	/** Whether the work could be done. What keeps it from it is told once, until it can be done again. */
	private async guarded(what: 'write' | 'read' | 'remove', work: () => Promise<void>): Promise<boolean> {
		try {
			await work();
			this.failing.delete(what);
			return true;
		} catch (error) {
			if (!this.failing.has(what)) {
				this.failing.add(what);
				this.logger.warn(`The history on disk: cannot ${what} it. ${error instanceof Error ? error.message : error}`);
			}
			return false;
		}
	}
}

/** Does it with each, those after a failure too; then throws what the first failure was. */
async function forEach<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
	const errors: unknown[] = [];
	for (const one of all) {
		await work(one).catch((error: unknown) => errors.push(error));
	}
	if (errors.length > 0) {
		throw errors[0];
	}
}
