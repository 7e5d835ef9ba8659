import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installExtensions, vsixUnderTest } from '../../../scripts/test/extensions.mjs';

export { vsixUnderTest };

const installed = new Map<string, Promise<string>>();

/** An extensions folder with the VSIX (and the test helper) installed, shared by all workbenches; TEST_EXTENSIONS names one that is there already. */
export function extensionsFolder(vsix = vsixUnderTest()): Promise<string> {
	const ready = process.env.TEST_EXTENSIONS;
	if (ready && vsix === vsixUnderTest()) {
		return Promise.resolve(ready);
	}
	let folder = installed.get(vsix);
	if (folder === undefined) {
		folder = temporaryFolder('extensions').then((root) => installExtensions(vsix, root));
		installed.set(vsix, folder);
	}
	return folder;
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
