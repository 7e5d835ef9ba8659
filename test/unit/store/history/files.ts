/** A history in a folder of its own, and what a test does to it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunRecord } from '../../../../src/migration/runRecord';
import type { Sample } from '../../../../src/migration/sample';
import { HistoryFiles, type HistoryOptions } from '../../../../src/store/history/historyFiles';
import { HandTimers } from '../fakes';

export const NOON = Date.UTC(2025, 2, 4, 12);
export const DAY = 86_400_000;

/** A folder that goes when the test is over. */
export class TestFolder {
	private readonly outer = mkdtempSync(path.join(tmpdir(), 'migration-tasks-history-'));
	readonly root = path.join(this.outer, 'history');
	readonly warnings: string[] = [];
	readonly clock = new HandTimers(NOON);

	/** What a window sees of it. */
	window(more: Partial<HistoryOptions> = {}): HistoryFiles {
		return new HistoryFiles({
			folder: this.root,
			days: () => 30,
			now: this.clock.now,
			setTimer: this.clock.setTimer,
			logger: { debug: () => {}, info: () => {}, warn: (line) => this.warnings.push(line), error: () => {} },
			...more,
		});
	}

	/** All files below, by their paths. */
	files(): string[] {
		const entries = readdirSync(this.outer, { recursive: true, withFileTypes: true });
		return entries
			.filter((entry) => !entry.isDirectory())
			.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
			.sort();
	}

	/** The folders of connections. */
	folders(): string[] {
		return readdirSync(this.root).sort();
	}

	get bytes(): number {
		return this.files().reduce((sum, file) => sum + statSync(file).size, 0);
	}

	text(): string {
		return this.files()
			.map((file) => readFileSync(file, 'utf8'))
			.join('');
	}

	remove(): void {
		rmSync(this.outer, { recursive: true, force: true });
	}
}

export function reading(at: number, values: Sample['values'] = { offset: at % 1000 }, migrating?: boolean): RunRecord {
	return { kind: 'sample', sample: { at, values, migrating } };
}

export function status(at: number, word: string): RunRecord {
	return { kind: 'status', at, status: word };
}

/** What a DCS migration says, `nth` 5 s after the first. */
export function dcsReading(start: number, nth: number): RunRecord {
	const source = 12_000_000 + nth * 3;
	return reading(
		start + nth * 5_003,
		{
			full_migration_progress: Math.min(100, Math.floor(nth / 60)),
			offset: (nth * 7_919) % 400_000,
			source_dbsize: source,
			target_dbsize: source - ((nth * 31) % 5_000),
			target_input_kbps: 800 + ((nth * 13) % 9_000),
			target_ops: 1_000 + ((nth * 17) % 20_000),
		},
		true,
	);
}
