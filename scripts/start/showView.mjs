import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packVsix } from '../vscode-host.mjs';

const MANIFEST = {
	name: 'show-migration-tasks',
	publisher: 'migration-tasks-start',
	displayName: 'Show Migration Tasks at the start',
	version: '0.0.1',
	license: 'MIT',
	engines: { vscode: '^1.95.0' },
	activationEvents: ['onStartupFinished'],
	main: './extension.js',
};
const CODE = `const vscode = require('vscode');
exports.activate = () => vscode.commands.executeCommand('workbench.view.extension.migrationTasks');
`;

/**
 * Packs a tiny second extension that shows the view when the window opens: VS Code keeps what a window shows in the browser, where no
 * file of ours can reach it.
 */
export async function packShowView(workFolder) {
	const source = path.join(workFolder, 'show-view');
	const vsix = path.join(workFolder, 'show-view.vsix');
	await mkdir(source, { recursive: true });
	await writeFile(path.join(source, 'package.json'), JSON.stringify(MANIFEST));
	await writeFile(path.join(source, 'extension.js'), CODE);
	await writeFile(path.join(source, 'README.md'), `# ${MANIFEST.displayName}\n`);
	await packVsix(source, vsix, ['--skip-license']);
	return vsix;
}
