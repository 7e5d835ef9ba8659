/** The `credentials.csv` that a console gives out once: one row, and no word of where the key belongs. */
import { type Finding, FoundError, keyOf } from './finding';

/** What a CSV of an access key holds; none where the text is no such file. Throws {@link FoundError} for more than one user, and for AWS. */
export function readCredentialsCsv(text: string, where: string): readonly Finding[] {
	const [header, ...rows] = readCsv(text.replace(/^\uFEFF/, ''));
	const names = (header ?? []).map((name) => name.trim().toLowerCase());
	const column = (words: readonly string[]): number => names.findIndex((name) => words.includes(name));
	const ak = column(['access key id']);
	const sk = column(['secret access key']);
	if (ak < 0 || sk < 0) {
		return [];
	}
	const user = column(['user name', 'user id']);
	const filled = rows.filter((row) => row.some((field) => field.trim() !== ''));
	if (filled.length > 1) {
		throw new FoundError(where, 'several');
	}
	return filled.flatMap((row) => {
		const credential = keyOf(where, row[ak], row[sk]);
		return credential ? [{ where, label: row[user]?.trim() || 'credentials.csv', place: {}, credential }] : [];
	});
}

/** Fields of RFC 4180: quoted ones may hold commas, quotes (twice) and line ends. At most a few rows: a file of keys has one. */
function readCsv(text: string): readonly (readonly string[])[] {
	const rows: string[][] = [];
	let row: string[] = [];
	let field = '';
	let quoted = false;
	for (let i = 0; i < text.length && rows.length < 5; i++) {
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
		} else if (sign === ',' || sign === '\n' || sign === '\r') {
			row.push(field);
			field = '';
			if (sign !== ',') {
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
