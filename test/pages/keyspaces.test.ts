import assert from 'node:assert/strict';
import { presenter } from '../../src/services/dcs/presenter';
import { PastedKeyspaces } from '../../src/ui/details/keyspaces';
import type { Snapshot } from '../../src/ui/details/protocol';
import { format, NOW, samplesOf, taskOf } from '../unit/services/helpers';
import { violations } from './axe';
import { following } from './fixtures';
import { type OpenOptions, usePages, type WebviewPage } from './harness';

const SOURCE = '# Keyspace\r\ndb0:keys=35956,expires=1975,avg_ttl=86400000\r\ndb3:keys=1204,expires=0,avg_ttl=0\r\n';
const TARGET = '# Keyspace\r\ndb0:keys=35812,expires=1831,avg_ttl=86400000\r\n';

/** The page of a task that follows changes, with what was pasted. */
function page(source = '', target = ''): Snapshot {
	const task = taskOf('dcs', { status: 'INCRMIGRATING', migration_method: 'incremental_migration' });
	const samples = samplesOf(Array.from({ length: 6 }, () => ({ source_dbsize: 37_160, target_dbsize: 35_812 })));
	const pasted = new PastedKeyspaces();
	pasted.take({ source, target }, NOW);
	return { ...following, keyspaces: pasted.view(presenter.keys(task, samples), format) };
}

describe('Comparing keys on the details page', () => {
	const pages = usePages();
	let view: WebviewPage;

	async function show(snapshot: Snapshot, options: OpenOptions = {}): Promise<void> {
		view = await pages.open('details', options);
		await view.send({ type: 'snapshot', snapshot });
		await view.send({ type: 'focusSection', section: 'keyspaces' });
	}

	it('is led to by the command, with the focus where the source’s INFO is pasted', async () => {
		await show(page());
		assert.equal(await view.page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
		await view.page.keyboard.insertText('db0:keys=1,expires=0');
		let sent: { readonly source?: string } | undefined;
		// It is sent once the typing rests.
		for (let turn = 0; turn < 100 && !sent; turn++) {
			sent = (await view.posted('keyspaces')).at(-1) as typeof sent;
			await view.page.waitForTimeout(sent ? 0 : 50);
		}
		assert.equal(sent?.source, 'db0:keys=1,expires=0');
	});

	it('has a table by database, with what each difference means, and copies it', async () => {
		await show(page(SOURCE, TARGET));
		const rows = await view.page.locator('.keyspaces table tbody tr').allInnerTexts();
		assert.match(rows[0] ?? '', /db0[\s\S]*33,981[\s\S]*33,981[\s\S]*0/);
		assert.match(rows.find((row) => row.includes('db3')) ?? '', /1,204/);
		await view.page.getByRole('button', { name: 'Copy as Markdown' }).click();
		assert.deepEqual(await view.posted('copyKeyspaces'), [{ type: 'copyKeyspaces' }]);
	});

	for (const theme of ['dark', 'light', 'hc-black', 'hc-light'] as const) {
		it(`is accessible in ${theme}, and needs no more room than there is`, async () => {
			for (const width of [320, 1200]) {
				await show(page(SOURCE, TARGET), { theme, width });
				assert.deepEqual(await violations(view.page), []);
				assert.ok(await view.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
				if (process.env.SHOTS) {
					await view.page.screenshot({ path: `${process.env.SHOTS}/keyspaces-${theme}-${width}.png`, fullPage: true });
				}
			}
		});
	}
});
