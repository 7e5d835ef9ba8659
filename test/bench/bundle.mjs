/** Bundles the processes of the measurements as the extension is bundled, with a stand-in for VS Code: what is measured is what is shipped. */
import path from 'node:path';
import { build } from 'esbuild';
import { leanFetch } from '../../scripts/build/leanFetch.mjs';
import { projectRoot } from '../../scripts/vscode-host.mjs';

await build({
	absWorkingDir: projectRoot,
	entryPoints: ['test/bench/rival.ts', 'test/bench/server.ts'],
	outdir: 'out/bench',
	bundle: true,
	// Readable names, for a profiler: --names
	minify: !process.argv.includes('--names'),
	charset: 'utf8',
	logLevel: 'warning',
	platform: 'node',
	target: 'node16.14',
	format: 'cjs',
	external: ['@huaweicloud/*'],
	plugins: [leanFetch],
	alias: {
		'@vscode/l10n': '@vscode/l10n/dist/browser.js',
		vscode: path.join(projectRoot, 'test', 'bench', 'vscode.ts'),
	},
});
