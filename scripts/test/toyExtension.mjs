/** Makes an extension of the sources and of a service that they do not know: what one more service needs, and no more. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { hostOptions } from '../build/bundles.mjs';
import { projectRoot } from '../vscode-host.mjs';

const SERVICE = 'toy';

/**
 * Pages, pictures and texts are those of the last build.
 * @returns {Promise<string>} its folder
 */
export async function makeToyExtension() {
	const folder = path.join(projectRoot, 'out', 'toyExtension', 'extension');
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	for (const part of ['dist/webview', 'media', 'l10n', 'package.nls.json']) {
		await cp(path.join(projectRoot, part), path.join(folder, part), { recursive: true });
	}
	const manifest = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8'));
	await writeFile(path.join(folder, 'package.json'), JSON.stringify(withService(manifest), undefined, '\t'));
	await esbuild.build({
		...hostOptions,
		absWorkingDir: projectRoot,
		entryPoints: ['test/toyExtension/extension.ts'],
		outfile: path.join(folder, manifest.main),
		bundle: true,
		sourcemap: 'inline',
		logLevel: 'warning',
	});
	return folder;
}

/** The manifest with the service's two entries. */
function withService(manifest) {
	const { properties } = manifest.contributes.configuration.properties['migrationTasks.connections'].items;
	properties.services.items.enum.push(SERVICE);
	properties.endpoints.properties[SERVICE] = { type: 'string' };
	return manifest;
}
