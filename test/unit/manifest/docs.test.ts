import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..', '..');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

for (const page of ['README.md', 'CONTRIBUTING.md']) {
	describe(page, () => {
		const text = readFileSync(path.join(root, page), 'utf8');

		it('names and links files that there are', () => {
			const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, file = '']) => file);
			// Patterns and made-up names have no place of their own.
			const named = [...text.matchAll(/`((?:src|test|scripts|docs|media|l10n|\.ci)\/[^`\s]*)`/g)]
				.map(([, file = '']) => file)
				.filter((file) => !/[<*]/.test(file));
			assert.ok(linked.length > 0);
			assert.deepEqual(
				[...linked, ...named].filter((file) => !existsSync(path.join(root, file))),
				[],
			);
		});

		it('names scripts that there are', () => {
			const named = [...text.matchAll(/\bnpm run (?:--silent )?([\w:]+)|`(test:\w+)`/g)].map(
				([, run, test]) => run ?? test,
			);
			assert.deepEqual(
				named.filter((name) => !((name ?? '') in scripts)),
				[],
			);
		});
	});
}

describe('the walks of CONTRIBUTING.md', () => {
	const text = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');

	it('take at most eight files each', () => {
		const walks =
			text
				.split('## Two walks through the code')[1]
				?.split('\n## ')[0]
				?.split(/\n\*\*/)
				.slice(1) ?? [];
		assert.equal(walks.length, 2);
		for (const walk of walks) {
			const stations = [...walk.matchAll(/^\d+\. `(src\/[^`]+)`/gm)].map(([, file]) => file);
			assert.ok(stations.length > 0 && stations.length <= 8);
			assert.equal(new Set(stations).size, stations.length);
		}
	});
});
