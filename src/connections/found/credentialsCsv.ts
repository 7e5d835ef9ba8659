/** The `credentials.csv` that a console gives out once: one row, and no word of where the key belongs. */
import { attempt, type Finding, FoundError, keyOf, type Told } from './finding';

/** Rows that are read at most: nobody chooses among more. */
const MAX_ROWS = 50;

/** The keys of a CSV, a row each; none where the text is no such file. Throws {@link FoundError} for more rows than anybody has. */
export function readCredentialsCsv(text: string, where: string, told: Told): readonly Finding[] {
	const [header, ...rows] = readCsv(text.replace(/^\uFEFF/, ''));
	// Spreadsheets and tools write the words in their own ways.
	const names = (header ?? []).map((name) =>
		name
			.trim()
			.toLowerCase()
			.replace(/[\s_-]+/g, ' '),
	);
	const column = (...words: readonly string[]): number =>
		names.findIndex((name) => words.some((word) => name.includes(word)));
	const ak = column('access key id');
	const sk = column('secret access key');
	if (ak < 0 || sk < 0) {
		return [];
	}
	const user = column('user name', 'user id');
	const filled = rows.filter((row) => row.some((field) => field.trim() !== ''));
	if (filled.length > MAX_ROWS) {
		throw new FoundError(where, 'several');
	}
	return filled.flatMap((row) => {
		const label = row[user]?.trim() || 'credentials.csv';
		return attempt(told, label, () => {
			const credential = keyOf(where, row[ak], row[sk]);
			return credential ? [{ where, label, place: {}, credential }] : [];
		});
	});
}

/** Fields of RFC 4180: quoted ones may hold commas, quotes (twice) and line ends. A spreadsheet may have put semicolons or tabs in the place of the commas. */
function readCsv(text: string): readonly (readonly string[])[] {
	const rows: string[][] = [];
	let row: string[] = [];
	let field = '';
	let quoted = false;
	const head = text.slice(0, text.search(/[\r\n]|$/));
	const comma = [',', ';', '\t'].find((sign) => head.includes(sign)) ?? ',';
	for (let i = 0; i < text.length && rows.length <= MAX_ROWS + 1; i++) {
		const sign = text[i] ?? '';
		if (quoted) {
			if (sign === '"' && text[i + 1] === '"') {
				field += '"';
				i++;
			} else if (sign === '"') {
				quoted = false;
			} else {
				field += sign;
			}
		} else if (sign === '"') {
			quoted = true;
		} else if (sign === comma || sign === '\n' || sign === '\r') {
			row.push(field);
			field = '';
			if (sign !== comma) {
				if (row.some((one) => one !== '')) {
					rows.push(row);
				}
				row = [];
			}
		} else {
			field += sign;
		}
	}
	return [...rows, [...row, field]].filter((one) => one.some((text) => text !== ''));
}
