/** The README's tables say what the manifest and the product say. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..', '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const { contributes } = JSON.parse(read('package.json'));
const titles: Record<string, string> = JSON.parse(read('package.nls.json'));
const sentences = Object.keys(JSON.parse(read('l10n/bundle.l10n.json')));

/** The cells of the rows of a chapter's table. */
function rows(chapter: string): string[][] {
	const text = read('README.md').split(`\n## ${chapter}\n`)[1]?.split('\n## ')[0] ?? '';
	return [...text.matchAll(/^\|(.+)\|$/gm)].slice(2).map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
}

describe('README.md', () => {
	it('has every command of the palette in its table, by its title, and no other', () => {
		const hidden = (contributes.menus.commandPalette as { command: string; when: string }[])
			.filter(({ when }) => when === 'false')
			.map(({ command }) => command);
		const inPalette = (contributes.commands as { command: string; title: string }[])
			.filter(({ command }) => !hidden.includes(command))
			.map(({ title }) => titles[title.replaceAll('%', '')]);
		const inTable = rows('Commands').flatMap(([names = '']) => names.split(', '));
		assert.deepEqual(inTable.sort(), inPalette.sort());
	});

	it('has every setting in its table, with its default', () => {
		const settings = Object.entries<{ default: unknown }>(contributes.configuration.properties);
		assert.deepEqual(
			rows('Settings').map(([name, value]) => `${name} ${value?.replaceAll('`', '')}`),
			settings.map(([name, { default: value }]) => `\`${name}\` ${typeof value === 'object' ? '[]' : value}`),
		);
	});

	it('quotes the product in its troubleshooting', () => {
		const said = (words: string): boolean =>
			sentences.some((sentence) =>
				sentence
					.toLowerCase()
					.replace(/\{\d\}/g, '…')
					.includes(words.toLowerCase()),
			);
		const quoted = rows('Troubleshooting').flatMap(([seen = '']) =>
			[...seen.matchAll(/\*([^*]+)\*/g)].map(([, words = '']) => words),
		);
		assert.ok(quoted.length > 5);
		assert.deepEqual(
			quoted.filter((words) => !said(words)),
			[],
		);
	});
});
