import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { freshForm, NOW } from './fixtures';
import { usePages } from './harness';

const BUNDLE = /^bundle\.l10n\.([a-z-]+)\.json$/;
const LANGUAGES = readdirSync('l10n').flatMap((file) => BUNDLE.exec(file)?.[1] ?? []);

for (const language of LANGUAGES) {
	describe(`The pages in ${language}`, () => {
		const pages = usePages();
		const l10n = JSON.parse(readFileSync(`l10n/bundle.l10n.${language}.json`, 'utf8')) as Record<string, string>;

		it('say their own words in the language', async () => {
			const view = await pages.open('configure', { width: 700, language, now: NOW });
			await view.send({ type: 'form', form: freshForm, progress: { state: 'editing' } });
			const text = (await view.page.locator('#submit').textContent()) ?? '';
			assert.equal(text, l10n['Configure and start']);
			assert.notEqual(text, 'Configure and start');
		});
	});
}
