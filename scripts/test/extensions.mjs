/** The extensions of a VS Code under test: the one that ships, and the helper that does in the extension host what a test asks for. */
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { installVsix, packVsix, projectRoot } from '../vscode-host.mjs';
import { vsixName } from './vsix.mjs';

/**
 * The VSIX under test: the one that `npm run package` makes, or the file that MIGRATION_TASKS_VSIX names.
 * @throws {Error} where there is none
 */
export function vsixUnderTest() {
	const file = process.env.MIGRATION_TASKS_VSIX ?? path.join(projectRoot, vsixName());
	if (!existsSync(file)) {
		throw new Error(`There is no ${file}. Run "npm run package" first.`);
	}
	return file;
}

/**
 * @param {string} vsix
 * @param {string} root an empty folder
 * @returns {Promise<string>} the folder of the installed extensions, which any number of VS Codes may use
 */
export async function installExtensions(vsix, root) {
	const places = { extensionsDir: path.join(root, 'extensions'), userDataDir: path.join(root, 'data') };
	const [helper] = await Promise.all([packHelper(root), installVsix(vsix, places)]);
	await installVsix(helper, places);
	return places.extensionsDir;
}

async function packHelper(root) {
	const source = path.join(root, 'helper');
	const packed = path.join(root, 'helper.vsix');
	await cp(path.join(projectRoot, 'test', 'e2e', 'driver', 'helper'), source, { recursive: true });
	await packVsix(source, packed, ['--allow-star-activation', '--skip-license']);
	return packed;
}
