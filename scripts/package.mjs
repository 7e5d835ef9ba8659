/** Builds the VSIX, `migration-tasks-<version>.vsix` in the project's folder, and checks it unless told `--no-check`. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { vsixName } from './test/vsix.mjs';
import { packVsix, projectRoot } from './vscode-host.mjs';

step('build.mjs');
const vsix = path.join(projectRoot, vsixName());
rmSync(vsix, { force: true });
// There is no address that the README's pictures could point to, and VS Code shows none from inside a VSIX.
await packVsix(projectRoot, vsix, ['--no-rewrite-relative-links']);
if (!process.argv.includes('--no-check')) {
	step('check-package.mjs');
}

function step(script) {
	const { status } = spawnSync(process.execPath, [path.join(projectRoot, 'scripts', script)], { stdio: 'inherit' });
	if (status !== 0) {
		process.exit(status ?? 1);
	}
}
