/** Figures and tables, for the terminal and for the document. */

/** What one part of the measurements found. */
export interface Section {
	readonly title: string;
	/** How it was measured, in plain words. */
	readonly how: string;
	readonly tables: readonly Table[];
	/** What the figures mean for whoever uses the extension. */
	readonly meaning: string;
}

export interface Table {
	readonly title: string;
	readonly head: readonly string[];
	readonly rows: readonly (readonly string[])[];
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
	const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN;
	return (low + high) / 2;
}

/** "123 (110–140)": the median and, in brackets, the least and the most. */
export function spread(values: readonly number[], digits = 0): string {
	const text = (value: number): string =>
		value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
	return `${text(median(values))} (${text(Math.min(...values))}–${text(Math.max(...values))})`;
}

/** "1.23 ×": how many times one is the other, by their medians. */
export function times(values: readonly number[], of: readonly number[]): string {
	return `${(median(values) / median(of)).toFixed(2)} ×`;
}

/** A section as the terminal shows it. */
export function printed({ title, tables }: Section): string {
	return [`== ${title} ==`, ...tables.map(printedTable)].join('\n\n');
}

function printedTable({ title, head, rows }: Table): string {
	const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
	const line = (cells: readonly string[]): string =>
		cells
			.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
			.join('   ');
	return [title, line(head), ...rows.map(line)].join('\n');
}

/** A section as the document has it. */
export function written({ title, how, tables, meaning }: Section): string {
	return [`## ${title}`, meaning, ...tables.map(writtenTable), `**How it was measured.** ${how}`].join('\n\n');
}

function writtenTable({ title, head, rows }: Table): string {
	const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
	const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
	return [`**${title}**\n`, line(head), line(rule), ...rows.map(line)].join('\n');
}
