/** Bundles the processes of the measurements as the extension is bundled, with a stand-in for VS Code: what is measured is what is shipped. */
import path from 'node:path';
import { build } from 'esbuild';
import { hostOptions } from '../../scripts/build/bundles.mjs';
import { projectRoot } from '../../scripts/vscode-host.mjs';

const { alias, target, platform, format } = hostOptions;

await build({
	absWorkingDir: projectRoot,
	entryPoints: ['test/bench/rival.ts', 'test/bench/server.ts', 'test/bench/hostileServer.ts'],
	outdir: 'out/bench',
	bundle: true,
	// Readable names, for a profiler: --names
	minify: !process.argv.includes('--names'),
	charset: 'utf8',
	logLevel: 'warning',
	platform,
	target,
	format,
	external: ['@huaweicloud/*'],
	alias: { ...alias, vscode: path.join(projectRoot, 'test', 'bench', 'vscode.ts') },
});
