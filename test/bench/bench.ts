/**
 * Measures what users feel, and prints it: `npm run bench`, or `npm run bench -- list change --runs 5` for some parts alone. A whole run also writes
 * docs/performance.md. Goals stand beside the figures; whether they are met is for the reader to see.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../scripts/vscode-host.mjs';
import { writeDocument } from './document';
import { activation } from './parts/activation';
import { change } from './parts/change';
import { firstRows } from './parts/firstRows';
import { history } from './parts/history';
import { hostile } from './parts/hostile';
import { large } from './parts/large';
import { list } from './parts/list';
import { bundle } from './processes';
import { printed, type Section } from './report';

/** By their names on the command line. Each has a number of runs of its own, unless it is told. */
const PARTS: Readonly<Record<string, (runs?: number) => Promise<Section>>> = {
	list,
	large,
	hostile,
	change,
	'first-rows': firstRows,
	activation,
	history,
};

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string' } } });
	const names = positionals.length > 0 ? positionals : Object.keys(PARTS);
	const runs = values.runs === undefined ? undefined : Number(values.runs);
	if (runs !== undefined && !(Number.isInteger(runs) && runs > 0)) {
		throw new Error('--runs wants a whole number.');
	}
	bundle();
	const sections: Section[] = [];
	for (const name of names) {
		const part = PARTS[name];
		if (!part) {
			throw new Error(`There is no part "${name}". There are: ${Object.keys(PARTS).join(', ')}.`);
		}
		const section = await part(runs);
		sections.push(section);
		console.log(`\n${printed(section)}`);
	}
	if (positionals.length === 0) {
		console.log(`\nWritten: ${path.relative(projectRoot, await writeDocument(sections))}`);
	}
}

main().then(
	() => process.exit(0),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
