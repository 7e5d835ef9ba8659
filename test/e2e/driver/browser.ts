import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../scripts/vscode-host.mjs';

let shared: Promise<Browser> | undefined;
let users = 0;

/** One browser for all workbenches of the process; the last to close shuts it. */
export function acquireBrowser(): Promise<Browser> {
	users += 1;
	shared ??= launchBrowser();
	return shared;
}

export async function releaseBrowser(): Promise<void> {
	users -= 1;
	if (users === 0) {
		const browser = shared;
		shared = undefined;
		await (await browser)?.close();
	}
}
