import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { violations } from './axe';
import { everyState } from './everyState';
import { usePages } from './harness';
import { THEMES, type ThemeName } from './themes';

/** Narrower than VS Code lets an editor be, narrow, usual, and a whole wide screen, px. */
const WIDTHS = [200, 300, 1200, 2000];
const HEIGHT = 900;
const LANGUAGES = readdirSync('l10n').flatMap((file) => /^bundle\.l10n\.([a-z-]+)\.json$/.exec(file)?.[1] ?? []);

describe('Every page', () => {
	const pages = usePages();

	for (const language of [undefined, ...LANGUAGES]) {
		it(`fits into ${WIDTHS.join(', ')} px in every state, in ${language ?? 'English'}`, async () => {
			const wide: string[] = [];
			for await (const [state, view] of everyState(pages.open, language ? { language } : {})) {
				for (const width of WIDTHS) {
					await view.page.setViewportSize({ width, height: HEIGHT });
					if (await view.overflows()) {
						wide.push(`${state}, ${width} px`);
					}
				}
			}
			assert.deepEqual(wide, []);
		}).timeout(240_000);
	}

	for (const theme of Object.keys(THEMES) as ThemeName[]) {
		it(`is accessible in every state, the narrowest and the widest, in ${theme}`, async () => {
			const wrong: string[] = [];
			for await (const [state, view] of everyState(pages.open, { theme })) {
				for (const width of [200, 2000]) {
					await view.page.setViewportSize({ width, height: HEIGHT });
					wrong.push(...(await violations(view.page)).map((one) => `${state}, ${width} px: ${one}`));
				}
			}
			assert.deepEqual(wrong, []);
		}).timeout(240_000);
	}
});
