/** The extension in each language that it is translated into: in a VS Code that speaks that language, every surface does. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../scripts/vscode-host.mjs';
import { until, Workbench } from './driver';
import { picture, waitText } from './support';

const LIVE = { connectionId: 'sandbox', service: 'dcs', id: '31c6fd2b-2893-430b-90ff-d1adb8060585' };
const WALKTHROUGH = 'cloud-migrations.migration-tasks#start';
const BUNDLE = /^bundle\.l10n\.([a-z-]+)\.json$/;
const LANGUAGES = readdirSync(path.join(projectRoot, 'l10n')).flatMap((file) => BUNDLE.exec(file)?.[1] ?? []);

const read = (file: string): Record<string, string> =>
	JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8')) as Record<string, string>;

for (const language of LANGUAGES) {
	describe(`In ${language}`, () => {
		const sentences = read(`l10n/bundle.l10n.${language}.json`);
		const texts = read(`package.nls.${language}.json`);
		let w: Workbench;
		before(async () => {
			w = await Workbench.open({
				language,
				sandbox: { seed: 7 },
				settings: { 'migrationTasks.refreshInterval': 0, 'migrationTasks.statsInterval': 1 },
			});
			await w.openView();
			await w.resizeSideBar(380);
		});
		after(() => w?.close());
		beforeEach(() => w.execute('notifications.clearAll'));

		/** What a sentence of the code is in the language: always another one. */
		function say(sentence: string): string {
			const said = sentences[sentence] ?? '';
			assert.ok(said !== '' && said !== sentence, sentence);
			return said;
		}

		it('the tree says its groups, statuses and numbers', async () => {
			const rows = await w.tree.waitRows('the tasks', (all) => all.some(({ label }) => label === 'payments-live'));
			const groups = rows.filter(({ level }) => level === 1).map(({ label }) => label);
			assert.deepEqual(groups.slice(0, 3), [say('Failed'), say('Waiting'), say('In progress')]);
			const waiting = rows.find(({ label }) => label === 'session-store-eu')?.description ?? '';
			assert.ok(waiting.includes(say('waiting for configuration')), waiting);
		});

		it('the palette says the commands, the status bar what runs', async () => {
			const title = `${texts.category}: ${texts['command.openOverview']}`;
			assert.notEqual(title, 'Migration Tasks: Open Overview');
			const bar = new RegExp(`: ${say('{0} running').replace('{0}', '\\d+')} · `);
			await until('the status bar', async () => (await w.statusBar()).some((text) => bar.test(text)));
			await w.runCommand(title);
			const page = await w.webview('overview');
			await page.locator('tbody tr').first().waitFor();
			await waitText(page, '#all-title', say('Running and ended within a day'));
			await picture(w, `languages-${language}-overview`);
		});

		it('a panel says its buttons and writes numbers as the language does', async () => {
			await w.execute('migrationTasks.openTask', LIVE);
			const page = await w.webview('details');
			await page.locator('button', { hasText: say('Pause Sampling') }).waitFor();
			// The keys of the source are hundreds of thousands.
			const grouped = /\d{3}(\D)\d{3}/.exec(new Intl.NumberFormat(language).format(123_456))?.[1] ?? '';
			const number = new RegExp(`\\d\\${grouped}\\d{3}`);
			await until(`a number with "${grouped}"`, async () => number.test(await page.locator('body').innerText()));
			await picture(w, `languages-${language}-panel`);
		});

		it('a form says what it asks', async () => {
			const tasks = (await w.callApi('getTasks')) as { name: string; ref: unknown }[];
			await w.execute('migrationTasks.configureTask', tasks.find(({ name }) => name === 'dcs-migration-1db7')?.ref);
			const page = await w.webview('configure');
			await waitText(page, '#submit', say('Configure and start'));
			await picture(w, `languages-${language}-form`);
		});

		it('a question and a message speak it', async () => {
			void w.execute('migrationTasks.writersStopped', LIVE);
			const { message, buttons } = await w.dialog();
			assert.equal(
				message,
				say('Has everything stopped that writes to the source of “{0}”?').replace('{0}', 'payments-live'),
			);
			assert.ok(buttons.includes(say('They Are Stopped')), buttons.join());
			await w.page.keyboard.press('Escape');
			void w.execute('migrationTasks.addConnection');
			await w.quickInput.waitAsking(say('How do you sign in? Take what is there already, or enter it by hand'));
			await w.quickInput.cancel();
			await w.execute('migrationTasks.closeSandbox');
			await w.messages.waitNotification(say('The sandbox is not open.'));
		});

		it('the walkthrough and the settings speak it', async () => {
			await w.execute('workbench.action.openWalkthrough', WALKTHROUGH, false);
			const steps = w.page.locator('.getting-started-step .step-title');
			await until('the steps', async () =>
				(await steps.allInnerTexts()).includes(texts['walkthrough.verdict.title'] ?? ''),
			);
			await w.execute('workbench.action.openSettings', 'migrationTasks.requestTimeout');
			const description = w.page.locator('.setting-item-description', {
				hasText: texts['setting.requestTimeout'] ?? '',
			});
			await description.first().waitFor();
		});

		it('narrow windows have room for it', async () => {
			await w.page.keyboard.press('Escape');
			await w.execute('workbench.action.closeAllEditors');
			await w.execute('workbench.action.closeSidebar');
			await w.resize(380, 800);
			for (const [name, command, ...args] of [
				['details', 'migrationTasks.openTask', LIVE],
				['overview', 'migrationTasks.openOverview'],
			] as const) {
				await w.execute(command, ...args);
				const page = await w.webview(name);
				await page.locator('h1').waitFor();
				const over = await page.evaluate(
					() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
				);
				assert.ok(over <= 0, `${name} is ${over} px too wide`);
				await picture(w, `languages-${language}-${name}-narrow`);
			}
		});
	});
}
