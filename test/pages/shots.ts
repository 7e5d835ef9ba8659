/** Pictures of every state in every theme and width: `npx tsx test/pages/shots.ts [folder] [state] [language]`. To be looked at. */
import { mkdirSync } from 'node:fs';
import { backupRows, CREATIONS, createForm, instances } from './createFixtures';
import { DETAILS, FORMS, freshForm, INSTANCES, NOW } from './fixtures';
import { Pages, REFERENCE } from './harness';
import { fullView, pinnedState } from './overviewFixtures';
import { THEMES, type ThemeName } from './themes';

const [folder = 'dist/shots', only, language] = process.argv.slice(2);
const spoken = language ? { language } : {};
const WIDTHS = [300, 700, 1200];

async function main(): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const pages = await Pages.start();
	for (const theme of Object.keys(THEMES) as ThemeName[]) {
		for (const width of WIDTHS) {
			for (const [state, snapshot] of Object.entries(DETAILS)) {
				if (only && !state.match(only)) continue;
				const view = await pages.open('details', { ...spoken, theme, width, height: 400, now: NOW });
				await view.send({ type: 'snapshot', snapshot });
				await view.page.screenshot({ path: `${folder}/details-${state}-${theme}-${width}.png`, fullPage: true });
			}
			for (const [state, [form, progress]] of Object.entries(FORMS)) {
				if (only && !`form-${state}`.match(only)) continue;
				const view = await pages.open('configure', { ...spoken, theme, width, height: 400 });
				await view.send({ type: 'form', form, progress });
				await view.page.screenshot({ path: `${folder}/form-${state}-${theme}-${width}.png`, fullPage: true });
			}
			for (const [name, [values, progress]] of Object.entries(CREATIONS)) {
				if (only && !`create-${name}`.match(only)) continue;
				const state = values && { reference: REFERENCE, values, typed: [] };
				const view = await pages.open('create', { ...spoken, theme, width, height: 400, state });
				await view.send({ type: 'form', form: createForm, progress });
				await view.send({ type: 'instances', instances });
				const of = values?.['source_instance.id'] ?? '';
				await view.send({ type: 'backups', of, backups: { rows: backupRows, loading: false, problem: '' } });
				await view.page.screenshot({ path: `${folder}/create-${name}-${theme}-${width}.png`, fullPage: true });
			}
			if (!only || 'overview'.match(only)) {
				for (const own of width === 1200 ? [1200, 2000] : width === 300 ? [200, 300] : [width]) {
					const kept = { width: own, height: 400, now: NOW, state: pinnedState };
					const view = await pages.open('overview', { ...spoken, theme, ...kept });
					await view.send({ type: 'overview', view: fullView });
					await view.page.screenshot({ path: `${folder}/overview-${theme}-${own}.png`, fullPage: true });
				}
			}
			if (!only || 'form-picker'.match(only)) {
				const view = await pages.open('configure', { ...spoken, theme, width, height: 400 });
				await view.send({ type: 'form', form: freshForm, progress: { state: 'editing' } });
				await view.send({ type: 'instances', instances: INSTANCES });
				await view.page.locator('input[name="source_instance.id"]').fill('1a4df21c-0000-4000-8000-000000000001');
				await view.page.locator('input[name="source_instance.id"]').click();
				await view.page.screenshot({ path: `${folder}/form-picker-${theme}-${width}.png`, fullPage: true });
			}
		}
	}
	await pages.stop();
}

void main();
