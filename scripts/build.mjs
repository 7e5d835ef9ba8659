/**
 * Bundles the extension: `dist/` is what the VSIX ships, `out/` what only tests and scripts use.
 * `--dev` leaves names readable and adds source maps; `--watch` builds again at each change.
 */
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { context } from 'esbuild';
import { leanFetch } from './build/leanFetch.mjs';
import { licences } from './build/licences.mjs';
import { projectRoot } from './vscode-host.mjs';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');

/** @type {import('esbuild').BuildOptions} */
const common = {
	absWorkingDir: projectRoot,
	bundle: true,
	metafile: true,
	minify: !dev,
	sourcemap: dev,
	charset: 'utf8',
	logLevel: 'warning',
	legalComments: 'none',
};
/** Node.js 16.14 is that of VS Code 1.74, the oldest that the extension runs in. */
const host = {
	...common,
	platform: 'node',
	target: 'node16.14',
	format: 'cjs',
	external: ['vscode'],
	plugins: [leanFetch],
	// The extension hands the texts over itself; the build for browsers leaves out the reading of files.
	alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
	{ ...host, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js' },
	{ ...host, entryPoints: ['src/sandbox/index.ts'], outfile: 'dist/sandbox.js' },
	{
		...common,
		platform: 'browser',
		// VS Code 1.74 shows its pages with Chromium 102.
		target: 'chrome102',
		format: 'iife',
		entryPoints: { details: 'src/webview/details/main.tsx', configure: 'src/webview/configure/main.tsx' },
		outdir: 'dist/webview',
		jsx: 'automatic',
		jsxImportSource: 'preact',
	},
	{ ...host, minify: false, entryPoints: ['src/sandbox/cli.ts'], outfile: 'out/sandbox-cli.js' },
];

const contexts = await Promise.all(bundles.map((options) => context(options)));
if (watch) {
	await Promise.all(contexts.map((one) => one.watch()));
} else {
	const results = await Promise.all(contexts.map((one) => one.rebuild()));
	await Promise.all(contexts.map((one) => one.dispose()));
	const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
	await writeFile(path.join(projectRoot, 'dist', 'licenses.txt'), licences(inputs));
	await removeStale(results.flatMap(({ metafile }) => Object.keys(metafile.outputs)));
}

/** Afterwards, and not before: tests of another terminal may be reading dist/ just now. */
async function removeStale(outputs) {
	const wanted = new Set([...outputs, 'dist/licenses.txt'].map((file) => path.join(projectRoot, file)));
	for (const entry of await readdir(path.join(projectRoot, 'dist'), { recursive: true, withFileTypes: true })) {
		const file = path.join(entry.parentPath ?? entry.path, entry.name);
		if (entry.isFile() && !wanted.has(file)) {
			await rm(file);
		}
	}
}
