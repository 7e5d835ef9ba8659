/** The samples of a task as files for others: JSON lines, which `npm run replay` judges again (docs/insight.md), and CSV. Pure. */
import { type RunRecord, timeOf } from './runRecord';
import { type Sample, statValue } from './sample';

/** What records do not say of themselves. */
export interface ExportNames {
	/** Tells the task's run from others. */
	readonly run: string;
	/** The wire word of the migration's method; undefined where nobody knows it. */
	readonly method: string | undefined;
	/** The wire name of {@link Sample.migrating}; undefined where the service has none. */
	readonly migrating: string | undefined;
}

/** A sample, and what was known when it was taken. */
interface Row {
	readonly sample: Sample;
	/** As the service had said it; '' where it was not known yet. */
	readonly status: string;
	/** Somebody had said so, and had not taken it back. */
	readonly writesStopped: boolean;
}

export function countSamples(records: readonly RunRecord[]): number {
	return records.reduce((count, { kind }) => count + (kind === 'sample' ? 1 : 0), 0);
}

/** A line for each sample, with its end. Records oldest first. */
export function* jsonLines(records: readonly RunRecord[], { run, method, migrating }: ExportNames): Iterable<string> {
	for (const { sample, status, writesStopped } of rowsOf(records)) {
		const line = {
			run,
			at: sample.at,
			status,
			method: method ?? null,
			stats: statsOf(sample, migrating),
			...(writesStopped ? { writesStopped } : {}),
		};
		yield `${JSON.stringify(line)}\n`;
	}
}

/** A head and a line for each sample, with their ends (RFC 4180). Text is never a formula to the program that opens it. Records oldest first. */
export function* csvLines(records: readonly RunRecord[], { migrating }: ExportNames): Iterable<string> {
	const stats = statNames(records);
	const flags = migrating === undefined ? [] : [migrating];
	yield lineOf(['time', 'status', ...stats, ...flags, 'writesStopped'].map(textCell));
	for (const { sample, status, writesStopped } of rowsOf(records)) {
		yield lineOf([
			timeCell(sample.at),
			textCell(status),
			...stats.map((stat) => String(statValue(sample, stat) ?? '')),
			...flags.map(() => String(sample.migrating ?? '')),
			writesStopped ? 'true' : '',
		]);
	}
}

function* rowsOf(records: readonly RunRecord[]): Iterable<Row> {
	let status = '';
	let writesStopped = false;
	for (const record of records) {
		switch (record.kind) {
			case 'status':
				status = record.status;
				break;
			case 'mark':
				writesStopped = record.mark === 'writersStopped' || (writesStopped && record.mark !== 'writersResumed');
				break;
			case 'sample':
				if (Number.isFinite(timeOf(record))) {
					yield { sample: record.sample, status, writesStopped };
				}
				break;
		}
	}
}

/** The statistics under their wire names; null where there were none at all. */
function statsOf(sample: Sample, migrating: string | undefined): Record<string, unknown> | null {
	const names = Object.keys(sample.values);
	const said = migrating !== undefined && sample.migrating !== undefined;
	if (!said && names.every((name) => statValue(sample, name) === null)) {
		return null;
	}
	return {
		...Object.fromEntries(names.map((name) => [name, statValue(sample, name)])),
		...(said ? { [migrating]: sample.migrating } : {}),
	};
}

/** The statistics of all samples, in the order in which they first came. */
function statNames(records: readonly RunRecord[]): readonly string[] {
	const names = new Set<string>();
	for (const record of records) {
		for (const name of record.kind === 'sample' ? Object.keys(record.sample.values) : []) {
			names.add(name);
		}
	}
	return [...names];
}

function lineOf(cells: readonly string[]): string {
	return `${cells.join(',')}\r\n`;
}

function timeCell(at: number): string {
	const date = new Date(at);
	return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/**
 * What begins a formula in a spreadsheet, at the beginning of a cell or where one might begin: after blanks, which some take away, and after what some
 * take for the end of a cell.
 */
const FORMULA = /(^|[\s"',;|])([=+\-@＝＋－＠])/g;

/** A text as a cell: what begins a formula gets an apostrophe before it, which makes it text. */
function textCell(text: string): string {
	const safe = text.replace(FORMULA, "$1'$2");
	return /[\s",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
