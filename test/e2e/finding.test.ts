import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { until, Workbench } from './driver';
import { picture } from './support';

/** Names of the tasks on show. */
const tasksOf = (rows: readonly { readonly level: number; readonly label: string }[]): string[] =>
	rows.filter(({ level }) => level === 2).map(({ label }) => label);

describe('Finding a task', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({ sandbox: true, settings: { 'migrationTasks.refreshInterval': 0 } });
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ label }) => label === 'payments-live'));
	});
	after(() => w?.close());

	const only = (...names: string[]) =>
		w.tree.waitRows(`${names} alone`, (rows) => tasksOf(rows).sort().join() === names.sort().join());
	/** The link of a task, copied from its menu. */
	const linkOf = async (name: string): Promise<string> => {
		await w.tree.contextMenuItem(name, 'Copy Task ID');
		const id = await until('the id', async () => {
			const text = await w.clipboard();
			return /^[\w-]{8,}$/.test(text) && text;
		});
		await w.tree.contextMenuItem(name, 'Copy Link');
		return until('the link', async () => {
			const text = await w.clipboard();
			return text.includes(`migration-tasks/task?`) && text.includes(id) && text;
		});
	};
	const all = () => w.tree.waitRows('all tasks', (rows) => tasksOf(rows).length > 10);

	it('finds what an error says, while one types, and Escape shows all again', async () => {
		await w.runCommand('Migration Tasks: Filter by Name…');
		await w.quickInput.waitAsking('Words that stand anywhere');
		await w.quickInput.type('wrongpass');
		await only('coupon-codes');
		await picture(w, 'filter-typing');
		await w.quickInput.cancel();
		await all();
		await w.execute('migrationTasks.filter', '10.20.0.71 status:failed');
		await only('leaderboard-2024');
		await w.tree.titleAction('Clear Filter');
		await all();
	});

	it('is narrowed down by choosing alone, from the keyboard, with how much each choice leaves', async () => {
		await w.runCommand('Migration Tasks: Filter by Name…');
		await w.quickInput.waitAsking('Words that stand anywhere');
		await w.quickInput.pick('status:');
		const values = await until('the values', async () => {
			const items = await w.quickInput.items();
			const isNew = items.length > 0 && !items.some(({ label }) => label === 'Show all tasks' || label === 'status:');
			return isNew && items;
		});
		assert.deepEqual(
			values.slice(0, 3).map(({ label }) => label),
			['status:failed', 'status:pending', 'status:active'],
			'in the order of the tree, whatever VS Code finds most alike',
		);
		assert.equal(values[0]?.focused, true);
		assert.equal(values[0]?.description, 'Failed · 6 of 34');
		await picture(w, 'filter-values');
		await w.quickInput.accept();
		await w.quickInput.pick('service:');
		await w.quickInput.pick('service:sms');
		await w.quickInput.pick(/^Show tasks with “status:failed service:sms”$/);
		await only('sms_task_payroll-win', 'sms_task_legacy-crm', 'sms_task_shop-db');
		assert.match(await w.tree.message(), /“status:failed service:sms” finds 3 of 34 tasks/);
		await w.tree.titleAction('Clear Filter');
		await all();
	});

	it('completes what is half typed, and says what there is none of, with the tasks left as they are', async () => {
		await w.runCommand('Migration Tasks: Filter by Name…');
		const first = (label: string) =>
			until(`${label} first`, async () => (await w.quickInput.items())[0]?.label.includes(label));
		await w.quickInput.type('status:fa');
		await first('status:failed');
		await w.quickInput.type('status:nonsense');
		await first('“nonsense” is no status');
		await picture(w, 'filter-no-such-status');
		await all();
		await w.quickInput.type('stauts:failed');
		await until('a word about the word', async () =>
			(await w.quickInput.items()).some(({ label }) => label.startsWith('“stauts:” narrows nothing down')),
		);
		await w.quickInput.cancel();
		await all();
	});

	it('keeps a filter under a name, also through a reload', async () => {
		await w.runCommand('Migration Tasks: Filter by Name…');
		await w.quickInput.waitAsking('Words that stand anywhere');
		await w.quickInput.type('service:sms status:failed age:<2d');
		await w.quickInput.pick('Save this filter…');
		await w.quickInput.answer('is found again', 'Servers of the night');
		await only('sms_task_legacy-crm', 'sms_task_payroll-win');
		await w.reload();
		await w.openView();
		await all();
		await w.runCommand('Migration Tasks: Filter by Name…');
		await w.quickInput.pick('Servers of the night');
		await only('sms_task_legacy-crm', 'sms_task_payroll-win');
		await w.execute('migrationTasks.clearFilter');
		await all();
	});

	it('gives a saved filter another name, and forgets it, by the buttons of its row', async () => {
		await w.runCommand('Migration Tasks: Filter by Name…');
		await w.quickInput.rowButton('Servers of the night', 'Rename this saved filter…');
		await w.quickInput.answer('is found again', 'Night servers');
		await w.quickInput.waitAsking('Words that stand anywhere');
		const labels = async (): Promise<string[]> => (await w.quickInput.items()).map(({ label }) => label);
		await until('the new name alone', async () => {
			const now = await labels();
			return now.includes('Night servers') && !now.includes('Servers of the night');
		});
		await picture(w, 'filter-saved');
		await w.quickInput.rowButton('Night servers', 'Remove this saved filter');
		await until('it to be gone', async () => !(await labels()).includes('Night servers'));
		await w.quickInput.cancel();
	});

	it('leaves the find of VS Code to the tree, which looks through all rows', async () => {
		await w.execute('migrationTasks.tasks.focus');
		await w.execute('list.focusFirst');
		await w.execute('list.find');
		await w.page.locator('.part.sidebar .monaco-tree-type-filter').waitFor();
		await w.page.keyboard.type('payments');
		await until(
			'the found row to be marked',
			async () =>
				(await w.page.locator('.part.sidebar .monaco-tree-type-filter').innerText()) !== undefined &&
				(await w.page.locator('.part.sidebar .monaco-list-row .label-name .highlight').allInnerTexts()).includes(
					'payments',
				),
		);
		await picture(w, 'tree-find');
		await w.page.keyboard.press('Escape');
		await all();
	});

	it('selects the row of a task that is opened elsewhere, and opens a link to it that was copied', async () => {
		const link = await linkOf('iot-telemetry');
		assert.doesNotMatch(link, /secret|MARKER|aksk/i);
		await w.openLink(link);
		await until('the panel', async () => (await w.editors()).some((title) => title.includes('iot-telemetry')));
		await w.tree.waitRows('its row selected', (rows) =>
			rows.some(({ label, selected }) => selected && label === 'iot-telemetry'),
		);
	});

	it('asks about a connection that a link names and nobody knows', async () => {
		const copied = await linkOf('coupon-codes');
		const link = copied.replace(/connection=[^&]*/, 'connection=other').replace(/host=[^&]*/, 'host=x');
		const opening = w.openLink(link);
		const said = await w.dialog();
		assert.match(said.message, /The link names the connection “Sandbox”, which is not known here/);
		assert.match(said.detail, /No connection here leads there\. Nothing was asked of any cloud/);
		assert.ok(said.buttons.includes('Add Connection…'));
		await w.messages.dialogButton('Cancel');
		await opening;
	});

	it('offers the connection that leads to the same place, where the link knows it by another id', async () => {
		const copied = await linkOf('profile-cache');
		const opening = w.openLink(copied.replace(/connection=[^&]*/, 'connection=of-a-colleague'));
		const said = await w.dialog();
		assert.match(said.detail, /lead to the same place. Nothing is asked of the cloud before you choose one/);
		await picture(w, 'link-other-id');
		await w.messages.dialogButton('Open with “Sandbox”');
		await opening;
		await until('the panel', async () => (await w.editors()).some((title) => title.includes('profile-cache')));
	});

	it('says of a link to a task that is not there that there is none', async () => {
		const copied = await linkOf('profile-cache');
		await w.openLink(copied.replace(/([?&]id=)[^&]*/, '$1no-such-task'));
		const page = await w.webview({ text: 'no-such-task' });
		await until('words about it', async () =>
			/not|gone/i.test(
				await page
					.locator('[role="alert"], .notice, .trouble')
					.allInnerTexts()
					.then((all) => all.join(' ')),
			),
		);
		await picture(w, 'link-no-such-task');
	});

	it('refuses links that were tampered with, in words, and opens nothing', async () => {
		const good = await linkOf('profile-cache');
		const before = await w.editors();
		await w.execute('notifications.clearAll');
		for (const bad of [
			good.replace(/service=[^&]*/, 'service=ecs'),
			`${good}&id=other`,
			good.replace(/([?&]id=)[^&]*/, '$1..%2F..%2Fprojects'),
			good.replace(/([?&]id=)[^&]*/, '$1%3Cscript%3Ealert(1)%3C%2Fscript%3E'),
			`${good}&x=${'x'.repeat(3_000)}`,
			good.replace('/task?', '/settings?'),
		]) {
			await w.openLink(bad);
			// Of many in a row, VS Code shows the first three only beside its list of all.
			await until(`words about ${bad.slice(0, 200)}`, async () => {
				await w.execute('notifications.showList');
				const words = await w.page.locator('.notifications-center .notification-list-item-message').allInnerTexts();
				return words.some((text) => text.includes('This link opens no task'));
			});
			await w.execute('notifications.clearAll');
			await w.page.locator('.notifications-center .notification-list-item-message').waitFor({ state: 'detached' });
		}
		assert.deepEqual(await w.editors(), before);
	});
});
