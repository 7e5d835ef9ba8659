/**
 * Builds the VSIX, `migration-tasks-<version>.vsix` in the project's folder, and checks it unless told `--no-check`.
 * - `--no-build`: of the bundles as they are.
 * - `--out=<file>`: somewhere else, unchecked.
 * - `--baseImagesUrl=<https address>`: where the project's folder is public, so that the page in the Extensions view has its pictures. A home that
 *   stays is `vsce.baseImagesUrl` in package.json, as vsce itself reads it.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listFiles } from '@vscode/vsce';
import { vsixName } from './test/vsix.mjs';
import { packVsix, projectRoot } from './vscode-host.mjs';

const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const manifest = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8'));
const pictures = option('baseImagesUrl') ?? manifest.vsce?.baseImagesUrl;
if (pictures !== undefined && !pictures.startsWith('https://')) {
	console.error(`VS Code shows pictures from https addresses alone, so "${pictures}" cannot be where they are.`);
	process.exit(2);
}
if (!process.argv.includes('--no-build')) {
	step('build.mjs');
}
const vsix = path.resolve(option('out') ?? path.join(projectRoot, vsixName()));
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
	await packVsix(stage, fresh, pictures ? ['--baseImagesUrl', pictures] : ['--no-rewrite-relative-links']);
	await rename(fresh, vsix);
} finally {
	await rm(stage, { recursive: true, force: true });
}
if (!process.argv.includes('--no-check') && option('out') === undefined) {
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
 * Without what contributors need, which is not in there. Without pictures, too, unless they have a public home: VS Code shows those from https
 * addresses alone, and leaves broken frames for relative ones and `data:`.
 */
function forUsers(readme) {
	const text = readme.replace(/^## For contributors\n.*?(?=^## )/ms, '');
	return pictures ? text : text.replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\s*\n/gm, '');
}

/** Files of the project that do not ship are named, not linked: a link to one does nothing when it is clicked. */
function unlinked(text) {
	return text.replace(/(?<!!)\[([^\]]*)\]\((?!https:|#)[^)]*\)/g, '`$1` in the source');
}

/** What is needed to develop the extension says nothing to its users. */
function withoutTools(text) {
	const { scripts: _scripts, devDependencies: _tools, vsce: _vsce, ...shipped } = JSON.parse(text);
	return `${JSON.stringify(shipped, undefined, 2)}\n`;
}
