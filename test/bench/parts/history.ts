/** What is kept of a task on disk: how large it is, and how long reading it takes and holds everybody else. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HistoryFiles } from '../../../src/store/history/historyFiles';
import { dcsReading } from '../../unit/store/history/files';
import { type Section, spread } from '../report';

const INTERVAL_S = 5;
const DAYS = [1, 7];
const REF = { connectionId: 'c1', service: 'dcs', id: 't1' };
const KB = 1024;

export async function history(runs = 5): Promise<Section> {
	const rows: string[][] = [];
	for (const days of DAYS) {
		const readings = (days * 86_400) / INTERVAL_S;
		const found = [];
		for (let nth = 0; nth < runs; nth++) {
			found.push(await round(readings));
		}
		const bytes = found[0]?.bytes ?? 0;
		rows.push([
			`${days * 24} h`,
			readings.toLocaleString('en'),
			Math.round(bytes / KB).toLocaleString('en'),
			(bytes / readings).toFixed(1),
			spread(found.map(({ readMs }) => readMs)),
			spread(found.map(({ heldMs }) => heldMs)),
		]);
	}
	return {
		title: 'The history of a task on disk',
		meaning:
			'Readings are kept so that a run is known after a window was closed. They are read when a task is opened or exported.',
		how:
			`A DCS migration read every ${INTERVAL_S} s, appended by one window in batches of 100, then read by another; ${runs} runs each, in one process. ` +
			'The stretch is the longest time between two beats of a timer of 1 ms while it was read.',
		tables: [
			{
				title: `One task, a reading every ${INTERVAL_S} s`,
				head: ['', 'readings', 'KB', 'bytes a reading', 'read, ms', 'longest stretch, ms'],
				rows,
			},
		],
	};
}

async function round(readings: number) {
	const folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-bench-'));
	try {
		let now = Date.now() - readings * INTERVAL_S * 1_000;
		const start = now;
		const window = new HistoryFiles({ folder, days: () => 30, now: () => now });
		for (let nth = 0; nth < readings; nth += 100) {
			window.append(
				REF,
				Array.from({ length: 100 }, (_, more) => dcsReading(start, nth + more)),
			);
			await window.flush();
			now += 100 * INTERVAL_S * 1_000;
		}
		const reader = new HistoryFiles({ folder, days: () => 30, now: () => now });
		const beats = watchBeats();
		const before = performance.now();
		const records = await reader.read(REF);
		const readMs = performance.now() - before;
		const heldMs = await beats.longest();
		if (records.length < readings) {
			throw new Error(`${records.length} of ${readings} readings came back`);
		}
		return { bytes: sizeBelow(folder), readMs, heldMs };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function watchBeats(): { longest(): Promise<number> } {
	let longest = 0;
	let last = performance.now();
	const beat = (): void => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
	};
	const timer = setInterval(beat, 1);
	return {
		longest: async () => {
			await new Promise((resolve) => setTimeout(resolve, 5));
			clearInterval(timer);
			return longest;
		},
	};
}

function sizeBelow(folder: string): number {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	return files.reduce((sum, entry) => sum + statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size, 0);
}
