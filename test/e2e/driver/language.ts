import type { BrowserContext } from 'playwright-core';

/**
 * Makes windows that are opened from now on speak a language: what the server of a language pack would say, without one. The extension host and
 * the scan of extensions ask the window for its language.
 */
export async function speak(context: BrowserContext, language: string): Promise<void> {
	// As text: esbuild, which runs these tests, would wrap the functions in a helper that the page has not.
	const value = `{ get: () => ${JSON.stringify(language)}, set: () => undefined }`;
	await context.addInitScript(`Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', ${value});`);
}
