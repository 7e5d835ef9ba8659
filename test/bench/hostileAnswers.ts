/** Answers that are made to hold up whoever reads them, by name. Each is a list of rows as JSON text, the same rows for both services. */
import { dcsRow, type Row } from './rows';

const KB = 1024;
const MB = 1024 * KB;

/** Pieces that patterns with more than one way to fit go through again and again. */
const BAIT: readonly string[] = [
	' ',
	'\\"',
	'"',
	'password',
	'password =',
	'"password":"\\',
	'ak=',
	'://u:',
	'a.a.',
	'{"error_msg":"',
	'[[',
	'1e',
	'0.',
	'-.,;: ',
	'\u202e',
	'\ud800',
	'MIGRATE_LINUX_FILE ',
	'SMS.0202 ',
	'Authorization: ',
	'. A',
];

/** What the services are asked for, and how the list is told of. */
export interface HostileAnswer {
	/** What it is, in a few words, for the table. */
	readonly words: string;
	/** How many tasks come out of each service, at the least. */
	readonly tasks: number;
	/** The rows of the list; made when they are asked for. */
	readonly rows: () => readonly string[];
	/** The whole list in one answer, whatever was asked for. */
	readonly inOne?: boolean;
}

export const HOSTILE_ANSWERS: Readonly<Record<string, HostileAnswer>> = {
	longTexts: {
		words: '10,000 rows, each with texts of 10 KB',
		tasks: 10_000,
		rows: () =>
			list(10_000, () => ({
				description: repeated('Lorem <b>ipsum</b> \u202e=: ', 5 * KB),
				...text(repeated('x=1 ', 5 * KB)),
			})),
	},
	hugeTexts: {
		words: 'rows with two texts of 1 MB each',
		tasks: 3,
		rows: () => {
			const long = repeated('failed: a=b ', MB);
			const name = repeated('name ', MB);
			return [
				{ task_name: name, name },
				{ error_message: long, error_json: long },
				{ subtask_info: long, description: long },
			].map((texts, index) => rowText(index, texts));
		},
	},
	emptyRows: { words: '3 MB of rows without a field', tasks: 1, rows: () => Array(MB).fill('{}'), inOne: true },
	deep: {
		words: 'a row 100,000 objects deep',
		tasks: 2,
		rows: () => [
			...list(1, () => ({})),
			rowText(1, {}).replace(/}$/, `,"source_instance":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`),
		],
	},
	bait: {
		words: `${BAIT.length} rows, each with texts of 100 KB that are bait for patterns`,
		tasks: BAIT.length,
		rows: () =>
			BAIT.map((piece, index) => {
				const long = repeated(piece, 100 * KB);
				return rowText(index, { task_name: long, name: long, ...text(long) });
			}),
	},
	overfull: {
		words: '50,000 rows where 1,000 were asked for',
		tasks: 1_000,
		rows: () => list(50_000, () => ({})),
		inOne: true,
	},
	doubles: {
		words: '10,000 rows of one id',
		tasks: 10_000,
		rows: () =>
			list(10_000, (index) => ({ task_id: 'same', id: 'same', task_name: `twin ${index}`, name: `twin ${index}` })),
	},
};

/** A failed task's error, its progress and all else that is searched for words. */
function text(long: string): Row {
	return {
		error_message: long,
		error_json: long,
		subtask_info: long,
		full_migration_progress: long,
		sub_tasks: [{ name: long, progress: long, start_date: 1, process_trace: long }],
	};
}

function list(size: number, more: (index: number) => Row): string[] {
	return Array.from({ length: size }, (_, index) => rowText(index, more(index)));
}

/** A row that either service could have sent: of a task that failed, or one that runs. */
function rowText(index: number, more: Row): string {
	const row = dcsRow(index);
	const failed = index % 2 === 0;
	return JSON.stringify({
		...row,
		status: failed ? 'FAILED' : 'FULLMIGRATING',
		id: row.task_id,
		name: row.task_name,
		state: failed ? 'MIGRATE_FAIL' : 'RUNNING',
		create_date: 1_700_000_000_000 + index,
		...more,
	});
}

function repeated(piece: string, length: number): string {
	return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}
