import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../vscode-host.mjs';

/**
 * The licences of other people's code in the bundles: their terms ask that the text goes with the code.
 * @param {string[]} inputs the files that were bundled
 * @returns {string}
 */
export function licences(inputs) {
	const names = new Set(inputs.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean));
	const texts = [...names].sort().map((name) => {
		const folder = path.join(projectRoot, 'node_modules', name);
		const { version, license, author } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
		const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
		const fallback = `Licence: ${license}. Author: ${author?.name ?? author ?? 'see the package'}.`;
		return `${name} ${version}\n\n${file === undefined ? fallback : readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
	});
	return `This extension contains the following open source software.\n\n${texts.join(`\n${'-'.repeat(72)}\n\n`)}`;
}
