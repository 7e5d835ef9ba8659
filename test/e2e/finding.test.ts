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

	it('selects the row of a task that is opened elsewhere, and opens a link to it that was copied', async () => {
		await w.tree.contextMenuItem('iot-telemetry', 'Copy Link');
		const link = await until('the link', async () => {
			const copied = await w.clipboard();
			return copied.includes('cloud-migrations.migration-tasks/task?') ? copied : false;
		});
		assert.doesNotMatch(link, /secret|MARKER|aksk/i);
		await w.openLink(link);
		await until('the panel', async () => (await w.editors()).some((title) => title.includes('iot-telemetry')));
		await w.tree.waitRows('its row selected', (rows) =>
			rows.some(({ label, selected }) => selected && label === 'iot-telemetry'),
		);
	});

	it('asks about a connection that a link names and nobody knows', async () => {
		await w.tree.contextMenuItem('coupon-codes', 'Copy Link');
		const copied = await until('the link', async () => {
			const text = await w.clipboard();
			return text.includes('/task?') ? text : false;
		});
		const link = copied.replace(/connection=[^&]*/, 'connection=other').replace(/host=[^&]*/, 'host=x');
		const opening = w.openLink(link);
		const said = await w.dialog();
		assert.match(said.message, /The link names the connection “Sandbox”, which is not known here/);
		assert.match(said.detail, /No connection here leads there\. Nothing was asked of any cloud/);
		assert.ok(said.buttons.includes('Add Connection…'));
		await w.messages.dialogButton('Cancel');
		await opening;
	});
});
