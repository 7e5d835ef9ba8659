/**
 * An esbuild plugin for code that is loaded on use, in CommonJS, which is what VS Code loads and esbuild does not split. First esbuild splits ES
 * modules, in memory. Then each file becomes CommonJS by itself, in which `import('…')` is a `require` at that very moment.
 *
 * The entry file takes in whatever it needs from the start, so loading it loads no other file; what a chunk shares with it, the chunk gets from it.
 * So every module is there once, and `instanceof` holds. Names follow the sources, not the contents: beside `src/extension.ts`, a module
 * `src/ui/log.ts` that is imported on use is `chunks/ui-log.js`, and what two chunks alone share is `chunks/ui-log.ui-panel.js`.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** @type {import('esbuild').Plugin} */
export const lazyChunks = {
	name: 'lazy-chunks',
	setup(build) {
		const options = build.initialOptions;
		const { absWorkingDir: root = process.cwd(), minify = false, sourcemap = false } = options;
		const { platform, target, charset, external, legalComments, logLevel, outdir } = options;
		const second = { absWorkingDir: root, minify, platform, target, charset, external, legalComments, logLevel };
		Object.assign(options, {
			format: 'esm',
			splitting: true,
			write: false,
			metafile: true,
			entryNames: '[name]',
			chunkNames: 'chunks/[name]-[hash]',
			sourcemap: sourcemap ? 'inline' : false,
		});
		const chunkFolder = path.resolve(root, outdir, 'chunks');

		build.onEnd(async (result) => {
			if (result.errors.length > 0) {
				return;
			}
			const split = new Split(result, root, outdir);
			const made = await Promise.all(
				split.files().map((file) =>
					build.esbuild.build({
						...second,
						stdin: { contents: split.entryOf(file), resolveDir: root, sourcefile: `${file}?` },
						outfile: file,
						bundle: true,
						format: 'cjs',
						banner: { js: '"use strict";' },
						// Makes a require of it.
						supported: { 'dynamic-import': false },
						sourcemap: sourcemap ? 'linked' : false,
						metafile: true,
						write: false,
						plugins: [split.resolver(file)],
					}),
				),
			);
			const outputFiles = made.flatMap((one) => one.outputFiles);
			await mkdir(chunkFolder, { recursive: true });
			await Promise.all(outputFiles.map((file) => writeFile(file.path, file.contents)));
			await removeOthers(chunkFolder, new Set(outputFiles.map((file) => file.path)));
			result.outputFiles = outputFiles;
			result.metafile.outputs = Object.assign({}, ...made.map(({ metafile }) => split.describe(metafile.outputs)));
		});
	},
};

/** What esbuild split, and the files that are made of it. Paths are relative to the root, with forward slashes. */
class Split {
	/** The split files' texts. */
	texts = new Map();
	/** The file that each split file goes into; of several split files for the entry file alone. */
	targets = new Map();

	constructor({ outputFiles, metafile }, root, outdir) {
		this.root = root;
		this.outputs = metafile.outputs;
		for (const { path: file, text } of outputFiles) {
			this.texts.set(this.relative(file), text);
		}
		const chunks = `${path.posix.join(outdir)}/chunks/`;
		const names = Object.keys(this.outputs);
		const entries = names.filter((name) => !name.startsWith(chunks));
		if (entries.length !== 1) {
			throw new Error(`Chunks are made for one entry file, not for ${entries.join(', ')}.`);
		}
		[this.entry] = entries;
		const source = path.posix.dirname(this.outputs[this.entry].entryPoint);
		const needed = this.needs(this.entry);
		const imported = names
			.filter((name) => name !== this.entry && this.outputs[name].entryPoint !== undefined)
			.map((name) => ({ name, title: titleOf(this.outputs[name].entryPoint, source), needs: this.needs(name) }))
			.sort((a, b) => (a.title < b.title ? -1 : 1));
		for (const name of names) {
			const own = imported.find((chunk) => chunk.name === name)?.title;
			const sharers = imported.filter(({ needs }) => needs.has(name)).map(({ title }) => title);
			this.targets.set(name, needed.has(name) ? this.entry : `${chunks}${own ?? sharers.join('.')}.js`);
		}
		const apart = [...this.targets.values()].filter((target) => target !== this.entry);
		const twice = apart.find((target, index) => apart.indexOf(target) !== index);
		if (twice !== undefined) {
			throw new Error(`Two chunks would be ${twice}: rename a source file.`);
		}
		/** Split files in the entry file that others need. */
		this.shared = [
			...new Set(
				names.flatMap((name) => (needed.has(name) ? [] : [...this.needs(name)].filter((one) => needed.has(one)))),
			),
		];
	}

	files() {
		return [...new Set(this.targets.values())];
	}

	/** The module that a file is bundled from. */
	entryOf(file) {
		const [first] = [...this.targets].find(([, target]) => target === file) ?? [];
		const name = file === this.entry ? this.entry : first;
		const from = JSON.stringify(name);
		// A star leaves that one out.
		const standard = this.outputs[name].exports.includes('default') ? `export { default } from ${from};` : '';
		const own = `export * from ${from};${standard}`;
		if (file !== this.entry || this.shared.length === 0) {
			return own;
		}
		const imports = this.shared.map((name, index) => `import * as _${index} from ${JSON.stringify(name)};`);
		return `${own}\n${imports.join('\n')}\nexport const chunks = [${this.shared.map((_, index) => `_${index}`)}];`;
	}

	/** Finds the split files that go into a file, and turns the others into files to require. */
	resolver(file) {
		const from = path.posix.dirname(file);
		const required = (target) => `./${path.posix.relative(from, target)}`.replace(/^\.\/\.\./, '..');
		return {
			name: 'split-files',
			setup: (build) => {
				build.onResolve({ filter: /.*/, namespace: 'shared' }, ({ path: wanted }) => ({
					path: wanted,
					external: true,
				}));
				build.onResolve({ filter: /\.js$/ }, ({ path: wanted, kind, resolveDir }) => {
					const name = this.relative(path.resolve(resolveDir, wanted));
					const target = this.targets.get(name);
					if (target === undefined) {
						return undefined;
					}
					if (target === file && kind !== 'dynamic-import') {
						return { path: path.join(this.root, name) };
					}
					return target === this.entry && kind !== 'dynamic-import'
						? { path: name, namespace: 'shared' }
						: { path: required(target), external: true };
				});
				build.onLoad({ filter: /.*/, namespace: 'file' }, ({ path: full }) => ({
					contents: this.texts.get(this.relative(full)),
				}));
				build.onLoad({ filter: /.*/, namespace: 'shared' }, ({ path: name }) => ({
					contents: `module.exports = require(${JSON.stringify(required(this.entry))}).chunks[${this.shared.indexOf(name)}];`,
				}));
			},
		};
	}

	/** The outputs of a metafile in terms of the sources, and of the files that they load: `dynamic-import` says that it is on use. */
	describe(outputs) {
		return Object.fromEntries(
			Object.entries(outputs).map(([file, output]) => {
				const parts = [...this.targets].filter(([, target]) => target === file).map(([name]) => this.outputs[name]);
				const loaded = parts
					.flatMap(({ imports }) => imports)
					.map(({ path: name, ...one }) => ({ path: this.targets.get(name) ?? name, ...one }))
					.filter((one) => one.path !== file);
				return [file, { ...output, imports: loaded, inputs: Object.assign({}, ...parts.map(({ inputs }) => inputs)) }];
			}),
		);
	}

	/** A split file and all that it imports from the start. */
	needs(name, found = new Set()) {
		if (this.outputs[name] !== undefined && !found.has(name)) {
			found.add(name);
			for (const { path: imported, kind } of this.outputs[name].imports) {
				if (kind === 'import-statement') {
					this.needs(imported, found);
				}
			}
		}
		return found;
	}

	relative(file) {
		return path.relative(this.root, file).replaceAll('\\', '/');
	}
}

/** `src/ui/log.ts` is `ui-log`; a file of a package begins with the package's name. */
function titleOf(file, folder) {
	const inner = /^(?:.*\/)?node_modules\/(.*)$/.exec(file)?.[1] ?? path.posix.relative(folder, file);
	return inner
		.replace(/\.\w+$/, '')
		.replace(/[^A-Za-z0-9_-]+/g, '-')
		.replace(/^-+/, '');
}

async function removeOthers(folder, wanted) {
	for (const name of await readdir(folder)) {
		const file = path.join(folder, name);
		if (!wanted.has(file)) {
			await rm(file, { recursive: true });
		}
	}
}
