/** Builds the VSIX, `migration-tasks-<version>.vsix` in the project's folder, and checks it unless told `--no-check`. */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listFiles } from '@vscode/vsce';
import { vsixName } from './test/vsix.mjs';
import { packVsix, projectRoot } from './vscode-host.mjs';

step('build.mjs');
const vsix = path.join(projectRoot, vsixName());
const stage = await mkdtemp(path.join(tmpdir(), 'migration-tasks-package-'));
try {
	for (const file of await listFiles({ cwd: projectRoot, dependencies: false })) {
		await cp(path.join(projectRoot, file), path.join(stage, file));
	}
	await cp(path.join(projectRoot, '.vscodeignore'), path.join(stage, '.vscodeignore'));
	await change('README.md', (text) => unlinked(forUsers(text)));
	await change('CHANGELOG.md', unlinked);
	await change('package.json', withoutTools);
	// Beside its place first: a run of the tests may be reading the old one.
	const fresh = `${vsix}.${process.pid}`;
	await packVsix(stage, fresh, ['--no-rewrite-relative-links']);
	await rename(fresh, vsix);
} finally {
	await rm(stage, { recursive: true, force: true });
}
if (!process.argv.includes('--no-check')) {
	step('check-package.mjs');
}

function step(script) {
	const { status } = spawnSync(process.execPath, [path.join(projectRoot, 'scripts', script)], { stdio: 'inherit' });
	if (status !== 0) {
		process.exit(status ?? 1);
	}
}

async function change(file, alter) {
	const target = path.join(stage, file);
	await writeFile(target, alter(await readFile(target, 'utf8')));
}

/**
 * Without pictures, which VS Code shows from https addresses alone: relative ones and `data:` leave broken frames. With a public home they can stay,
 * by vsce's `--baseImagesUrl`. Without what contributors need, too, which is not in there.
 */
function forUsers(readme) {
	return readme
		.replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\s*\n/gm, '')
		.replace(/^## For contributors\n.*?(?=^## )/ms, '');
}

/** Files of the project that do not ship are named, not linked: a link to one does nothing when it is clicked. */
function unlinked(text) {
	return text.replace(/\[([^\]]*)\]\((?!https:|#)[^)]*\)/g, '`$1` in the source');
}

/** What is needed to develop the extension says nothing to its users. */
function withoutTools(manifest) {
	const { scripts: _scripts, devDependencies: _tools, ...shipped } = JSON.parse(manifest);
	return `${JSON.stringify(shipped, undefined, 2)}\n`;
}
