/**
 * An esbuild plugin that tells the extension which texts each page uses, so that a page is given those alone, not every text of the extension: it
 * fills in `src/ui/panels/pageTexts.ts`. What counts is the code that a page's bundle holds.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { build as bundle } from 'esbuild';
import { projectRoot } from '../vscode-host.mjs';

/**
 * @param {import('esbuild').BuildOptions} pages how the pages are built
 * @returns {import('esbuild').Plugin}
 */
export function pageTexts(pages) {
	let known = { stamp: '', texts: {} };
	return {
		name: 'page-texts',
		setup(build) {
			build.onLoad({ filter: /[\\/]src[\\/]ui[\\/]panels[\\/]pageTexts\.ts$/ }, async () => {
				const found = await sourcesOf(pages).catch(() => undefined);
				if (found === undefined) {
					// The pages' own build tells why. A build that goes on must look here again when that is mended.
					return { contents: 'export const pageTexts = undefined;', watchFiles: await filesIn('src/webview') };
				}
				const { sources, files } = found;
				const stamp = JSON.stringify(sources);
				if (known.stamp !== stamp) {
					known = { stamp, texts: await textsOf(sources) };
				}
				return { contents: `export const pageTexts = ${JSON.stringify(known.texts)};`, watchFiles: files };
			});
		},
	};
}

/** The sources that are in each page's bundle, and all files that were looked at. */
async function sourcesOf(pages) {
	const { metafile } = await bundle({ ...pages, metafile: true, write: false, logLevel: 'silent' });
	const sources = {};
	for (const [file, { inputs }] of Object.entries(metafile.outputs)) {
		if (file.endsWith('.js')) {
			const own = Object.keys(inputs).filter((input) => /^src\/.*\.tsx?$/.test(input));
			sources[path.basename(file, '.js')] = await Promise.all(
				own.map(async (input) => ({
					extension: path.extname(input),
					contents: await readFile(path.join(projectRoot, input), 'utf8'),
				})),
			);
		}
	}
	return { sources, files: Object.keys(metafile.inputs).map((file) => path.join(projectRoot, file)) };
}

async function filesIn(folder) {
	const entries = await readdir(path.join(projectRoot, folder), { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

/** The keys of each page's texts, as bundles of translations have them. */
async function textsOf(sources) {
	const found = await Promise.all(
		Object.entries(sources).map(async ([page, own]) => [page, Object.keys(await getL10nJson(own)).sort()]),
	);
	return Object.fromEntries(found);
}
