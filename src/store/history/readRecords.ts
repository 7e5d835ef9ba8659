/** Reads the records of one file, however large it is, without holding up whoever else waits. */
import { readFile } from 'node:fs/promises';
import { Pace } from '../../core/turns';
import type { RunRecord } from '../../migration/runRecord';
import { isAbsence } from './historyFolder';
import { LineReader } from './recordLines';

/** Lines that are read between two looks at the clock. */
const LINES_A_LOOK = 200;

/** In the order in which they were written; whatever line cannot be read is left out. None for a file that was removed meanwhile. */
export async function recordsIn(file: string): Promise<readonly RunRecord[]> {
	const records: RunRecord[] = [];
	const reader = new LineReader();
	const pace = new Pace();
	for (const [nth, line] of (await textOf(file)).split('\n').entries()) {
		const record = reader.read(line);
		if (record) {
			records.push(record);
		}
		if (nth % LINES_A_LOOK === 0 && pace.isDue) {
			await pace.pause();
		}
	}
	return records;
}

/** '' for a file that was pruned meanwhile. */
async function textOf(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if (isAbsence(error)) {
			return '';
		}
		throw error;
	}
}
