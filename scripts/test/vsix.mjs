import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../vscode-host.mjs';

/** @returns {string} the file name of this version's VSIX */
export function vsixName() {
	const { name, version } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
	return `${name}-${version}.vsix`;
}
