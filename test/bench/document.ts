/** Writes docs/performance.md from a whole run. */
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { ensureHost, projectRoot } from '../../scripts/vscode-host.mjs';
import { type Section, written } from './report';

const INTRODUCTION = [
	'`npm run bench` measures everything on this page in one run and writes the page anew. It judges nothing: each goal stands beside its figure. ' +
		'What is compared was measured side by side, in turns, on the same machine; compare ratios rather than milliseconds with another machine.',
	'Figures are medians; the least and the most stand in brackets behind them. A spread that is wide says that the machine was busy.',
	'What stands in the way of the goals that are missed: [performance-limits.md](performance-limits.md).',
];

export async function writeDocument(sections: readonly Section[]): Promise<string> {
	const file = path.join(projectRoot, 'docs', 'performance.md');
	const parts = ['# Performance', ...INTRODUCTION, await machine(), ...sections.map(written)];
	await mkdir(path.dirname(file), { recursive: true });
	await writeFile(file, `${parts.join('\n\n')}\n`);
	return file;
}

async function machine(): Promise<string> {
	const [cpu] = cpus();
	return [
		'| Measured | |',
		'| --- | --- |',
		`| Command | \`npm run bench\` |`,
		`| Date | ${new Date().toISOString().slice(0, 10)} |`,
		`| Processor | ${cpu?.model.trim() ?? 'unknown'}, ${cpus().length} cores |`,
		`| Memory | ${(totalmem() / 1024 ** 3).toFixed(0)} GB |`,
		`| Node.js | ${process.version}; VS Code brings its own |`,
		`| VS Code | ${await vscodeVersion()} |`,
	].join('\n');
}

/** The version that the host says of itself. */
async function vscodeVersion(): Promise<string> {
	const { main } = await ensureHost();
	for (let folder = path.dirname(main); folder !== path.dirname(folder); folder = path.dirname(folder)) {
		try {
			const product = JSON.parse(readFileSync(path.join(folder, 'product.json'), 'utf8')) as { version?: string };
			if (product.version) {
				return product.version;
			}
		} catch {
			// Further up, then.
		}
	}
	return 'unknown';
}
