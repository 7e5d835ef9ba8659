/**
 * Bundles test/integration and runs it inside a real extension host, against the extension as its VSIX holds it: on the VS Code server
 * that needs no download, or with `--desktop` on a desktop VS Code, which @vscode/test-electron downloads. Then test/toyExtension in the same
 * way, against the sources with one service more.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { installVsix, projectRoot } from '../vscode-host.mjs';
import { makeToyExtension } from './toyExtension.mjs';
import { vsixName } from './vsix.mjs';

const desktop = process.argv.includes('--desktop');
const workFolder = await mkdtemp(path.join(tmpdir(), 'migration-tasks-integration-'));
try {
	const vscodeExecutablePath = desktop ? await download() : path.join(projectRoot, 'scripts', 'vscode-launcher');
	const run = async (tests, extensionDevelopmentPath) => {
		const own = path.join(workFolder, tests);
		try {
			await runTests({
				vscodeExecutablePath,
				extensionDevelopmentPath,
				extensionTestsPath: await bundleTests(tests),
				launchArgs: [`--user-data-dir=${path.join(own, 'user')}`, `--extensions-dir=${path.join(own, 'extensions')}`],
			});
		} catch (error) {
			console.error(error.message);
			process.exitCode = 1;
		}
	};
	await run('integration', desktop ? projectRoot : await unpackedExtension());
	await run('toyExtension', await makeToyExtension());
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
} finally {
	await rm(workFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** One bundle with all *.test.ts files of a folder of test/, which the runner imports once mocha's words (describe, it) exist. */
async function bundleTests(name) {
	const folder = path.join(projectRoot, 'test', name);
	const bundle = path.join(projectRoot, 'out', name, 'index.js');
	const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.test.ts')).sort();
	await esbuild.build({
		absWorkingDir: projectRoot,
		entryPoints: { index: 'test/integration/runner.ts' },
		outdir: path.dirname(bundle),
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		external: ['vscode', 'mocha'],
		sourcemap: 'inline',
		logLevel: 'warning',
		define: { PROJECT_ROOT: JSON.stringify(projectRoot) },
		plugins: [
			{
				name: 'all-tests',
				setup(build) {
					build.onResolve({ filter: /^all-tests$/ }, () => ({ path: 'all-tests', namespace: 'all-tests' }));
					build.onLoad({ filter: /.*/, namespace: 'all-tests' }, () => ({
						contents: files.map((file) => `require(${JSON.stringify(path.join(folder, file))});`).join('\n'),
						resolveDir: folder,
					}));
				},
			},
		],
	});
	return bundle;
}

/** The extension's folder as VS Code makes it of the VSIX. */
async function unpackedExtension() {
	const places = { extensionsDir: path.join(workFolder, 'unpacked'), userDataDir: path.join(workFolder, 'unpacking') };
	await installVsix(path.join(projectRoot, vsixName()), places);
	const name = (await readdir(places.extensionsDir)).find((entry) =>
		existsSync(path.join(places.extensionsDir, entry, 'package.json')),
	);
	return path.join(places.extensionsDir, name ?? '');
}

async function download() {
	try {
		return await downloadAndUnzipVSCode();
	} catch (error) {
		throw new Error(
			`A desktop VS Code could not be downloaded: ${error.message} "npm run test:integration" needs no download.`,
		);
	}
}
