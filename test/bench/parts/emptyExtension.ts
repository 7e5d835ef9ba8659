/** The extension that all others are measured against: a view, and nothing behind it. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installVsix, packVsix } from '../../../scripts/vscode-host.mjs';
import { temporaryFolder } from '../../e2e/driver/places';

export const EMPTY_NAME = 'Empty Extension';
const VIEW = 'emptyExtension.view';
/** Shows its view, and so wakes it up as ours is woken up. */
export const SHOW_EMPTY = 'workbench.view.extension.emptyExtension';

const MANIFEST = {
	name: 'empty-extension',
	publisher: 'migration-tasks-tests',
	displayName: EMPTY_NAME,
	description: 'Does nothing.',
	version: '0.0.1',
	license: 'MIT',
	private: true,
	engines: { vscode: '^1.74.0' },
	activationEvents: [`onView:${VIEW}`],
	main: './extension.js',
	contributes: {
		viewsContainers: { activitybar: [{ id: 'emptyExtension', title: EMPTY_NAME, icon: 'icon.svg' }] },
		views: { emptyExtension: [{ id: VIEW, name: EMPTY_NAME, icon: 'icon.svg' }] },
	},
};

/** Installs it beside what an extensions folder holds already. */
export async function installEmptyExtension(extensionsDir: string): Promise<void> {
	const root = await temporaryFolder('empty');
	const source = path.join(root, 'extension');
	const packed = path.join(root, 'empty.vsix');
	await mkdir(source);
	await writeFile(path.join(source, 'package.json'), JSON.stringify(MANIFEST));
	await writeFile(path.join(source, 'extension.js'), 'exports.activate = () => {};\n');
	await writeFile(path.join(source, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"/>\n');
	await packVsix(source, packed, ['--skip-license']);
	await installVsix(packed, { extensionsDir, userDataDir: path.join(root, 'data') });
}
