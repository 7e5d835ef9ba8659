import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { CREATIONS, createForm, instances } from './createFixtures';
import { DETAILS, FORMS, freshForm, INSTANCES, NOW } from './fixtures';
import { REFERENCE, usePages } from './harness';
import { fullView, pinnedState } from './overviewFixtures';

const BUNDLE = /^bundle\.l10n\.([a-z-]+)\.json$/;
const LANGUAGES = readdirSync('l10n').flatMap((file) => BUNDLE.exec(file)?.[1] ?? []);

for (const language of LANGUAGES) {
	describe(`The pages in ${language}`, () => {
		const pages = usePages();
		const l10n = JSON.parse(readFileSync(`l10n/bundle.l10n.${language}.json`, 'utf8')) as Record<string, string>;
		const at = (width: number) => ({ width, language, now: NOW });

		for (const width of [300, 1200]) {
			it(`fit into ${width} px in every state`, async () => {
				for (const [state, snapshot] of Object.entries(DETAILS)) {
					const view = await pages.open('details', at(width));
					await view.send({ type: 'snapshot', snapshot });
					assert.equal(await view.overflows(), false, `details, ${state}`);
				}
				for (const [state, [form, progress]] of Object.entries(FORMS)) {
					const view = await pages.open('configure', at(width));
					await view.send({ type: 'form', form, progress });
					await view.send({ type: 'instances', instances: INSTANCES });
					assert.equal(await view.overflows(), false, `configure, ${state}`);
				}
				const overview = await pages.open('overview', { ...at(width), state: pinnedState });
				await overview.send({ type: 'overview', view: fullView });
				assert.equal(await overview.overflows(), false, 'overview');
				for (const [state, [values, progress]] of Object.entries(CREATIONS)) {
					const kept = values && { reference: REFERENCE, values, typed: [] };
					const view = await pages.open('create', { ...at(width), state: kept });
					await view.send({ type: 'form', form: createForm, progress });
					await view.send({ type: 'instances', instances });
					assert.equal(await view.overflows(), false, `create, ${state}`);
				}
			}).timeout(60_000);
		}

		it('say their own words in the language', async () => {
			const view = await pages.open('configure', at(700));
			await view.send({ type: 'form', form: freshForm, progress: { state: 'editing' } });
			const text = (await view.page.locator('#submit').textContent()) ?? '';
			assert.equal(text, l10n['Configure and start']);
			assert.notEqual(text, 'Configure and start');
		});
	});
}
