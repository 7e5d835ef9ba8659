/**
 * docs/reliability.md: what is promised when things go wrong, made of what a whole run of the tests noted down. `npm run reliability` takes over the
 * page of the last run.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../vscode-host.mjs';

const PAGE = path.join(projectRoot, 'docs', 'reliability.md');
const LAST_RUN = path.join(projectRoot, 'out', 'reliability.md');

const CHAPTERS = {
	'Bad networks':
		'A real proxy on the way to the sandbox spoils every exchange for ten minutes of a clock that the test moves, at one refresh a minute while all is well. *Seen* is the row in the tree, how long it takes until it stands there with the default settings, and how many requests went out.',
	'Broken and hostile answers':
		'What a service, a proxy or somebody in between may send. Nothing of it is ever a link, a command, an icon or markup, and the rest stays readable.',
	Writes: 'A write is counted at the server.',
	Secrets:
		'Recognisable secrets go through every flow; then every place where anything is kept or shown is searched for them, in every encoding.',
	'Keyring and settings': 'What holds the secrets, and what holds the connections, may fail too.',
	'Long life': 'In the real extension host, counted before and after.',
	Properties: 'Random cases by fast-check; `npm run fuzz` tries 100,000 of each.',
};

/** Has the tests of this process and its children note their promises down. Returns the file. */
export function collectPromises() {
	const folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-promises-'));
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	process.env.PROMISES_FILE ??= path.join(folder, 'rows.jsonl');
	return process.env.PROMISES_FILE;
}

/**
 * Writes the page of this run, and compares it with the one that is published.
 * @param {string} file as {@link collectPromises} gave it
 * @returns {string | undefined} what to do about a difference
 */
export function compareReliability(file) {
	const page = reliabilityPage(file);
	mkdirSync(path.dirname(LAST_RUN), { recursive: true });
	writeFileSync(LAST_RUN, page);
	const published = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
	if (withoutSeen(published) !== withoutSeen(page)) {
		return 'This run is not what docs/reliability.md says. If the change is meant: npm run reliability';
	}
	if (published !== page) {
		console.log('What was seen in this run differs a little from docs/reliability.md: see out/reliability.md.');
	}
	return undefined;
}

/**
 * @param {string} file rows of JSON, one a line, as test/promises.ts writes them
 * @returns {string} the page
 */
function reliabilityPage(file) {
	const rows = existsSync(file)
		? readFileSync(file, 'utf8')
				.split('\n')
				.filter((line) => line !== '')
				.map((line) => JSON.parse(line))
		: [];
	const parts = [
		'# What is promised when things go wrong',
		'This page is made by a run of all tests. A run in which a promise is broken or missing fails. *Tries* are those of one run; what was *seen* are those of the run that made this page.',
	];
	for (const [chapter, about] of Object.entries(CHAPTERS)) {
		// A test that needed a second try is told by its last one.
		const own = new Map(
			rows.filter((row) => row.chapter === chapter).map((row) => [`${row.fault}\n${row.promise}`, row]),
		);
		if (own.size === 0) {
			continue;
		}
		const lines = [...own.values()].sort(byFault).map(lineOf);
		parts.push(
			`## ${chapter}`,
			about,
			['| What goes wrong | Promised | Tries | Result | Seen |', '|---|---|---:|---|---|', ...lines].join('\n'),
		);
	}
	return `${parts.join('\n\n')}\n`;
}

/** What is promised, and whether it held: a busy machine may change the numbers that were seen, and nothing else. */
function withoutSeen(page) {
	return page.replace(/^(\| .*) \| [^|\n]*\|$/gm, '$1');
}

function byFault(a, b) {
	return a.promise === b.promise
		? a.fault.localeCompare(b.fault, 'en', { numeric: true })
		: a.promise < b.promise
			? -1
			: 1;
}

function lineOf({ fault, promise, tries, held, seen = '' }) {
	const cells = [fault, promise, tries, held ? 'held' : '**broken**', seen];
	return `| ${cells.map((cell) => String(cell).replace(/[|\\]/g, '\\$&').replace(/\s+/g, ' ')).join(' | ')} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	copyFileSync(LAST_RUN, PAGE);
}
