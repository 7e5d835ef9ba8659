import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BuildOptions, build, context } from 'esbuild';
import { lazyChunks } from '../../../scripts/build/lazyChunks.mjs';

const SOURCES = {
	'main.ts': `
		import { sep } from 'node:path';
		import { Both } from './both';
		export const separator = sep;
		export const make = () => new Both();
		export const isBoth = (value: unknown) => value instanceof Both;
		export const left = () => import('./left');
		export const right = () => import('./right');`,
	'both.ts': `export class Both { where = 'both'; }`,
	'apart.ts': `export class Apart { static made = 0; constructor() { Apart.made++; } }`,
	'left.ts': `
		import { Both } from './both';
		import { Apart } from './apart';
		(globalThis as any).lazyLog.push('left');
		export const both = new Both();
		export const apart = new Apart();
		export function fail() { throw new Error('from the left'); }`,
	'right.ts': `
		import { Both } from './both';
		import { Apart } from './apart';
		(globalThis as any).lazyLog.push('right');
		export const known = (value: unknown) => value instanceof Both;
		export const apart = (value: unknown) => value instanceof Apart;
		export const made = () => Apart.made;
		export default 'standard';`,
};

interface Side {
	both: unknown;
	apart: unknown;
	fail(): void;
}
interface Main {
	separator: string;
	make(): unknown;
	isBoth(value: unknown): boolean;
	left(): Promise<Side>;
	right(): Promise<{ known(value: unknown): boolean; apart(value: unknown): boolean; made(): number; default: string }>;
}

describe('the bundle with chunks that are loaded on use', () => {
	const log: string[] = [];
	let root: string;
	let dist: string;
	beforeEach(() => {
		log.length = 0;
		Object.assign(globalThis, { lazyLog: log });
		root = realpathSync(mkdtempSync(path.join(tmpdir(), 'migration-tasks-chunks-')));
		dist = path.join(root, 'dist');
		for (const [name, text] of Object.entries(SOURCES)) {
			writeFileSync(path.join(root, name), text);
		}
	});
	afterEach(() => {
		Reflect.deleteProperty(globalThis, 'lazyLog');
		rmSync(root, { recursive: true, force: true });
	});
	const options = (rest: BuildOptions = {}): BuildOptions => ({
		absWorkingDir: root,
		entryPoints: ['main.ts'],
		outdir: 'dist',
		bundle: true,
		platform: 'node',
		target: 'node20',
		minify: true,
		plugins: [lazyChunks],
		logLevel: 'silent',
		...rest,
	});
	const load = (): Main => createRequire(import.meta.url)(path.join(dist, 'main.js')) as Main;
	const chunks = (): string[] => readdirSync(path.join(dist, 'chunks')).sort();

	it('names each chunk after the source that is imported, whatever stands in it', async () => {
		await build(options());
		assert.deepEqual(readdirSync(dist).sort(), ['chunks', 'main.js']);
		assert.deepEqual(chunks(), ['left.js', 'left.right.js', 'right.js']);
	});

	it('runs a chunk when it is first imported, and only once', async () => {
		await build(options());
		const main = load();
		assert.equal(main.separator, path.sep);
		assert.deepEqual(log, []);
		const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => file.startsWith(root));
		assert.deepEqual(loaded, [path.join(dist, 'main.js')], 'the start loads one file');
		await main.left();
		await main.left();
		assert.deepEqual(log, ['left']);
	});

	it('has each module once, so that instanceof holds between files', async () => {
		await build(options());
		const main = load();
		const [left, right] = [await main.left(), await main.right()];
		assert.ok(main.isBoth(left.both));
		assert.ok(right.known(main.make()));
		assert.ok(right.apart(left.apart));
		assert.equal(right.made(), 1);
		assert.equal(right.default, 'standard');
	});

	it('tells in its metafile what loads what, and when', async () => {
		const { metafile } = await build(options());
		const of = (file: string): object =>
			Object.fromEntries((metafile?.outputs[file]?.imports ?? []).map(({ path: name, kind }) => [name, kind]));
		assert.deepEqual(of('dist/main.js'), {
			'node:path': 'import-statement',
			'dist/chunks/left.js': 'dynamic-import',
			'dist/chunks/right.js': 'dynamic-import',
		});
		assert.deepEqual(of('dist/chunks/left.js'), {
			'dist/main.js': 'import-statement',
			'dist/chunks/left.right.js': 'import-statement',
		});
		assert.equal(metafile?.outputs['dist/main.js']?.bytes, readFileSync(path.join(dist, 'main.js')).length);
		assert.deepEqual(Object.keys(metafile?.outputs['dist/main.js']?.inputs ?? {}).sort(), ['both.ts', 'main.ts']);
	});

	it('leads from a chunk to its source with source maps', async () => {
		await build(options({ sourcemap: true, minify: false }));
		const map = JSON.parse(readFileSync(path.join(dist, 'chunks', 'left.js.map'), 'utf8'));
		assert.ok(map.sources.includes('../../left.ts'), map.sources.join());
		assert.match(readFileSync(path.join(dist, 'chunks', 'left.js'), 'utf8'), /sourceMappingURL=left\.js\.map/);
		assert.ok(JSON.parse(readFileSync(path.join(dist, 'main.js.map'), 'utf8')).sources.includes('../both.ts'));
	});

	it('takes away the chunks that a change made void', async () => {
		const one = await context(options({ sourcemap: true }));
		try {
			await one.rebuild();
			assert.equal(chunks().length, 6);
			writeFileSync(path.join(root, 'main.ts'), `export const left = () => import('./left');`);
			await one.rebuild();
			assert.deepEqual(chunks(), ['left.js', 'left.js.map']);
		} finally {
			await one.dispose();
		}
	});

	it('leaves everything as it was where the sources have a fault', async () => {
		await build(options());
		writeFileSync(path.join(root, 'left.ts'), 'export const = 1;');
		await assert.rejects(build(options()));
		assert.equal(chunks().length, 3);
	});
});
