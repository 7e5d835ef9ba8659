import { projectRoot } from '../vscode-host.mjs';
import { lazyChunks } from './lazyChunks.mjs';
import { pageTexts } from './pageTexts.mjs';

/** VS Code 1.95, the oldest that the extension runs in, is Electron 32: Node.js 20.18 for the extension, Chromium 128 for its pages. */
const TARGETS = { host: 'node20', pages: 'chrome128' };

/** How what runs in the extension host is bundled. */
export const hostOptions = {
	platform: 'node',
	target: TARGETS.host,
	format: 'cjs',
	external: ['vscode'],
	alias: {
		// The extension hands the texts over itself; the build for browsers leaves out the reading of files.
		'@vscode/l10n': '@vscode/l10n/dist/browser.js',
		// Three packages of node-fetch for requests that nobody makes here: two thirds of its size.
		'fetch-blob': './scripts/build/fetchStandIns/blob.mjs',
		'fetch-blob/from.js': './scripts/build/fetchStandIns/blob.mjs',
		'formdata-polyfill/esm.min.js': './scripts/build/fetchStandIns/formData.mjs',
		'data-uri-to-buffer': './scripts/build/fetchStandIns/dataUri.mjs',
	},
};

/**
 * The bundles: what `dist/` ships, and in `out/` what only tests and scripts use.
 * @param {boolean} dev names stay readable, and there are source maps
 * @returns {import('esbuild').BuildOptions[]}
 */
export function bundles(dev) {
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
	const host = { ...common, ...hostOptions };
	const pages = {
		...common,
		platform: 'browser',
		target: TARGETS.pages,
		format: 'iife',
		entryPoints: {
			details: 'src/webview/details/main.tsx',
			configure: 'src/webview/configure/main.tsx',
			create: 'src/webview/create/main.tsx',
			overview: 'src/webview/overview/main.tsx',
		},
		outdir: 'dist/webview',
		jsx: 'automatic',
		jsxImportSource: 'preact',
	};
	return [
		{ ...host, entryPoints: ['src/extension.ts'], outdir: 'dist', plugins: [lazyChunks, pageTexts(pages)] },
		{ ...host, entryPoints: ['src/sandbox/index.ts'], outfile: 'dist/sandbox.js' },
		pages,
		{ ...host, minify: false, entryPoints: ['src/sandbox/cli.ts'], outfile: 'out/sandbox-cli.js' },
	];
}
