/** How the sources hang together, beside what the linter holds (biome.json: which room may know which). */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const src = path.join(__dirname, '..', '..', '..', 'src');
const files = readdirSync(src, { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile())
	.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));

/** `from '…'`, `import '…'`, `import('…')`, `@import "…"`: of types and of code, with relative paths. */
const IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.[^'"]*)['"]/g;

describe('the sources', () => {
	it('import each other without circles, types included', () => {
		const graph = new Map(files.map((file) => [file, importsOf(file, texts.get(file) ?? '')]));
		assert.ok([...graph.values()].flat().length > 500, 'the imports are found');
		assert.deepEqual(circlesIn(graph), []);
	});

	it('find a circle where there is one', () => {
		const graph = new Map([
			['a', ['b', 'c']],
			['b', ['c']],
			['c', ['b']],
		]);
		assert.deepEqual(circlesIn(graph), ['b → c → b']);
	});

	it('import types in statements, where the linter sees them', () => {
		const hidden = [...texts].filter(([, text]) => /typeof import\(|\bimport\('[^']*'\)\.[A-Z]/.test(text));
		assert.deepEqual(
			hidden.map(([file]) => path.relative(src, file)),
			[],
		);
	});

	it('have at most 300 lines each', () => {
		const long = [...texts].map(([file, text]) => `${path.relative(src, file)}: ${text.trimEnd().split('\n').length}`);
		assert.deepEqual(
			long.filter((line) => Number(line.split(': ')[1]) > 300),
			[],
		);
	});
});

function importsOf(file: string, text: string): string[] {
	return [...text.matchAll(IMPORT)].map(([, specifier = '']) => {
		const target = path.join(path.dirname(file), specifier);
		const found = ['', '.ts', '.tsx', '.d.ts', '/index.ts'].map((end) => target + end).find((one) => texts.has(one));
		assert.ok(found, `${path.relative(src, file)} imports ${specifier}, which is no file`);
		return found;
	});
}

/** The circles that a walk in depth comes across, each as its files in order. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
	const circles: string[] = [];
	const done = new Set<string>();
	const walk = (file: string, way: readonly string[]): void => {
		const at = way.indexOf(file);
		if (at >= 0) {
			circles.push([...way.slice(at), file].map((one) => path.relative(src, path.resolve(src, one))).join(' → '));
		} else if (!done.has(file)) {
			for (const next of graph.get(file) ?? []) {
				walk(next, [...way, file]);
			}
			done.add(file);
		}
	};
	for (const file of graph.keys()) {
		walk(file, []);
	}
	return circles;
}
