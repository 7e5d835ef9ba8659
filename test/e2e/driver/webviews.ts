import type { Frame, Page } from 'playwright-core';
import { until } from './waiting';

/** Which page is meant: one of the extension's own, by its script, or any that shows a text. */
export type WebviewChoice = 'details' | 'configure' | 'create' | 'overview' | { readonly text: string | RegExp };

/**
 * The document of a webview: the innermost of three nested frames. A page that goes to the background loses its document, so ask
 * again after switching editors.
 */
export function findWebview(page: Page, choice: WebviewChoice): Promise<Frame> {
	const what = typeof choice === 'string' ? `the ${choice} page` : `a page that says ${choice.text}`;
	let last: Frame | undefined;
	return until(what, async () => {
		const before = last;
		last = undefined;
		for (const frame of page.frames()) {
			if (await isChosen(frame, choice)) {
				last = frame;
				break;
			}
		}
		// VS Code may be about to swap the document for a newer one: only what was there twice in a row is there.
		return last === before ? last : undefined;
	});
}

async function isChosen(frame: Frame, choice: WebviewChoice): Promise<boolean> {
	try {
		if (!(await isShown(frame))) {
			return false;
		}
		if (typeof choice === 'string') {
			return (await frame.locator(`script[src*="/${choice}.js"]`).count()) > 0;
		}
		const text = await frame.locator('body').innerText();
		return typeof choice.text === 'string' ? text.includes(choice.text) : choice.text.test(text);
	} catch {
		// Frames come and go while a page loads.
		return false;
	}
}

/** Only the inner frame that VS Code has made the active one, of a webview that is on show. */
async function isShown(frame: Frame): Promise<boolean> {
	const parent = frame.parentFrame();
	if (parent === null || parent.parentFrame() === null) {
		return false;
	}
	const element = await frame.frameElement();
	const ready = await frame.evaluate(() => document.readyState === 'complete');
	return ready && (await element.getAttribute('id')) === 'active-frame' && (await element.isVisible());
}
