/** The lines of a task's log that were kept earlier: shown until the service has said something itself. */
import type { TaskRef } from '../migration/task';
import { isErrorLevel, type LogRow } from '../migration/taskLog';

/** Where lines are kept beyond the life of a window. None of the calls may throw. */
export interface LogKeeper {
	/** Newest first, those that were kept before too. */
	keep(ref: TaskRef, rows: readonly LogRow[]): void;
	/** Newest first. */
	read(ref: TaskRef): Promise<readonly LogRow[]>;
}

export class KeptRows {
	private reading: Promise<readonly LogRow[]> | undefined;
	private rows: readonly LogRow[] = [];
	private readonly levels = new Map<string | undefined, readonly LogRow[]>();

	constructor(
		private readonly keeper: LogKeeper | undefined,
		private readonly ref: TaskRef,
	) {}

	/** Reads them, once. Resolves to whether there are any. */
	async load(): Promise<boolean> {
		if (!this.keeper) {
			return false;
		}
		this.reading ??= this.keeper.read(this.ref);
		const { reading } = this;
		const rows = await reading;
		if (this.reading === reading && this.rows !== rows) {
			this.rows = rows;
			this.levels.clear();
		}
		return this.rows.length > 0;
	}

	/** Those of a level, or all; the same list each time. */
	of(level: string | undefined): readonly LogRow[] {
		const known = this.levels.get(level) ?? this.rows.filter((row) => level === undefined || isOf(row, level));
		this.levels.set(level, known);
		return known;
	}

	/** They were another account's, or another place's: none is shown any more. */
	clear(): void {
		this.reading = Promise.resolve([]);
		this.rows = [];
		this.levels.clear();
	}
}

function isOf({ level: word }: LogRow, level: string): boolean {
	const said = word.trim().toUpperCase();
	return isErrorLevel(level) ? isErrorLevel(word) : said === level || (level === 'WARN' && said === 'WARNING');
}
