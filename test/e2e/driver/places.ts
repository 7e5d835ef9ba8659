import { existsSync, readFileSync, rmSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installVsix, packVsix, projectRoot } from '../../../scripts/vscode-host.mjs';

/** The VSIX under test: the one that `npm run package` makes, or the file that MIGRATION_TASKS_VSIX names. */
export function vsixUnderTest(): string {
	const { version } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string };
	const file = process.env.MIGRATION_TASKS_VSIX ?? path.join(projectRoot, `migration-tasks-${version}.vsix`);
	if (!existsSync(file)) {
		throw new Error(`There is no ${file}. Run "npm run package" first.`);
	}
	return file;
}

const installed = new Map<string, Promise<string>>();

/** An extensions folder with the VSIX (and the test helper) installed; made once a test process, shared by all its workbenches. */
export function extensionsFolder(vsix: string): Promise<string> {
	let folder = installed.get(vsix);
	if (folder === undefined) {
		folder = install(vsix);
		installed.set(vsix, folder);
	}
	return folder;
}

async function install(vsix: string): Promise<string> {
	const root = await temporaryFolder('extensions');
	const places = { extensionsDir: path.join(root, 'extensions'), userDataDir: path.join(root, 'data') };
	await installVsix(vsix, places);
	await installVsix(await packHelper(root), places);
	return places.extensionsDir;
}

async function packHelper(root: string): Promise<string> {
	const source = path.join(root, 'helper');
	const packed = path.join(root, 'helper.vsix');
	await cp(path.join(projectRoot, 'test', 'e2e', 'driver', 'helper'), source, { recursive: true });
	await packVsix(source, packed, ['--allow-star-activation', '--skip-license']);
	return packed;
}

/** A fresh folder that is removed when the test process ends. */
export async function temporaryFolder(purpose: string): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), `migration-tasks-${purpose}-`));
	temporary.add(folder);
	return folder;
}

export async function removeFolder(folder: string): Promise<void> {
	temporary.delete(folder);
	await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

const temporary = new Set<string>();
process.on('exit', () => {
	for (const folder of temporary) {
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	}
});
