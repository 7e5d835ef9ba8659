import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { projectRoot } from '../../../scripts/vscode-host.mjs';

/**
 * Makes windows that are opened from now on speak a language: what the server of a language pack would say, without one. The extension host and
 * the scan of extensions ask the window for its language.
 */
export async function speak(context: BrowserContext, language: string): Promise<void> {
	// As text: esbuild, which runs these tests, would wrap the functions in a helper that the page has not.
	const value = `{ get: () => ${JSON.stringify(language)}, set: () => undefined }`;
	await context.addInitScript(`Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', ${value});`);
}

/** A text of the manifest, in any of the languages that it is in. */
export function inAnyLanguage(key: string): RegExp {
	const texts = readdirSync(projectRoot)
		.filter((file) => /^package\.nls(\..+)?\.json$/.test(file))
		.map((file) => JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8'))[key] as string);
	return new RegExp(texts.map((text) => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|'), 'i');
}
