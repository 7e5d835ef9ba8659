import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..', '..');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

for (const page of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md']) {
	describe(page, () => {
		const text = readFileSync(path.join(root, page), 'utf8');

		it('names and links files that there are', () => {
			const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, file = '']) => file);
			// Patterns and made-up names have no place of their own.
			const named = [...text.matchAll(/`((?:src|test|scripts|docs|media|l10n|\.ci)\/[^`\s]*)`/g)]
				.map(([, file = '']) => file)
				.filter((file) => !/[<*]/.test(file));
			assert.ok(linked.length + named.length > 0);
			assert.deepEqual(
				[...linked, ...named].filter((file) => !existsSync(path.join(root, file))),
				[],
			);
		});

		it('names scripts that there are', () => {
			const named = [...text.matchAll(/\bnpm run (?:--silent )?([\w:-]+)|`(test:\w+)`/g)].map(
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

describe('SECURITY.md', () => {
	const text = readFileSync(path.join(root, 'SECURITY.md'), 'utf8');
	const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
	const settings: Record<string, { scope?: string }> = manifest.contributes.configuration.properties;
	const source = (file: string): string => readFileSync(path.join(root, 'src', file), 'utf8');

	it('names keys, settings and folders that there are', () => {
		const places: Readonly<Record<string, boolean>> = {
			'migrationTasks.credential.': source('connections/keyring.ts').includes("'migrationTasks.credential.'"),
			'migrationTasks.secrets': source('connections/secretIndex.ts').includes("'migrationTasks.secrets'"),
			'migrationTasks.connections': 'migrationTasks.connections' in settings,
		};
		const named = [...text.matchAll(/`(migrationTasks\.[\w.]+)/g)].map(([, name = '']) => name);
		assert.deepEqual([...new Set(named)].sort(), Object.keys(places).sort());
		assert.deepEqual(
			Object.keys(places).filter((name) => !places[name]),
			[],
		);
		for (const folder of ['submissions', 'history']) {
			assert.ok(text.includes(`folder \`${folder}\``) && source('extension.ts').includes(`'${folder}'`));
		}
	});

	it('says truly which scope all settings have', () => {
		assert.match(text, /all of them have the scope `application`/);
		assert.ok(Object.values(settings).every(({ scope }) => scope === 'application'));
	});

	it('has the limits of masking as they are', () => {
		const masking = source('cloud/secretValues.ts');
		for (const [words, line] of [
			['fewer than four characters', 'MIN_LENGTH = 4;'],
			['fewer than eight characters', 'STRONG_LENGTH = 8;'],
			['the latest 24', 'MAX_KNOWN = 24;'],
			['512 KB', 'LONG_TEXT = 512 * 1024;'],
		] as const) {
			assert.ok(text.includes(words), words);
			assert.ok(masking.includes(line), line);
		}
	});
});
