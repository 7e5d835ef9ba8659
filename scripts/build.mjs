/**
 * Bundles the extension: `dist/` is what the VSIX ships, `out/` what only tests and scripts use.
 * `--dev` leaves names readable and adds source maps; `--watch` builds again at each change.
 */
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { context } from 'esbuild';
import { bundles } from './build/bundles.mjs';
import { licences } from './build/licences.mjs';
import { reporter } from './build/report.mjs';
import { projectRoot } from './vscode-host.mjs';

const watch = process.argv.includes('--watch');
const options = bundles(watch || process.argv.includes('--dev'));
if (watch) {
	const report = reporter();
	for (const one of options) {
		// Last, for it tells what came of the others.
		Object.assign(one, { logLevel: 'silent', plugins: [...(one.plugins ?? []), report] });
	}
}

const contexts = await Promise.all(options.map((one) => context(one)));
if (watch) {
	await Promise.all(contexts.map((one) => one.watch()));
} else {
	const results = await Promise.all(contexts.map((one) => one.rebuild()));
	await Promise.all(contexts.map((one) => one.dispose()));
	const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
	const outputs = Object.assign({}, ...results.map(({ metafile }) => metafile.outputs));
	await writeFile(path.join(projectRoot, 'dist', 'licenses.txt'), licences(inputs));
	await copyFile(path.join(projectRoot, 'src', 'api.d.ts'), path.join(projectRoot, 'dist', 'api.d.ts'));
	await mkdir(path.join(projectRoot, 'out'), { recursive: true });
	await writeFile(path.join(projectRoot, 'out', 'outputs.json'), JSON.stringify(outputs, undefined, '\t'));
	await removeStale(Object.keys(outputs));
}

/** Afterwards, and not before: tests of another terminal may be reading dist/ just now. */
async function removeStale(outputs) {
	const wanted = new Set(
		[...outputs, 'dist/licenses.txt', 'dist/api.d.ts'].map((file) => path.join(projectRoot, file)),
	);
	for (const entry of await readdir(path.join(projectRoot, 'dist'), { recursive: true, withFileTypes: true })) {
		const file = path.join(entry.parentPath ?? entry.path, entry.name);
		if (entry.isFile() && !wanted.has(file)) {
			await rm(file);
		}
	}
}
