import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { SandboxProcess, until, Workbench } from './driver';
import { groupAbove, groupsOf, listen, listsOf, picture } from './support';

const GROUPS = ['Failed', 'Waiting', 'In progress', 'Stopped', 'Succeeded', 'Other'];

describe('The tree', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({
			sandbox: true,
			settings: { 'migrationTasks.refreshInterval': 0, 'migrationTasks.statsInterval': 1 },
		});
		await w.openView();
		await w.tree.waitRows('all tasks', (rows) => groupsOf(rows).includes('In progress 16'));
	});
	after(() => w?.close());

	it('shows the groups in the fixed order, what needs nobody folded', async () => {
		const groups = (await w.treeRows()).filter(({ level }) => level === 1);
		assert.deepEqual(
			groups.map(({ label }) => label),
			GROUPS,
		);
		assert.deepEqual(
			groups.filter(({ expanded }) => expanded === false).map(({ label }) => label),
			['Stopped', 'Succeeded'],
		);
	});

	it('says to a screen reader what a row shows to the eye', async () => {
		const rows = await w.treeRows();
		const said = (label: string): string => rows.find((row) => row.label === label)?.ariaLabel ?? '';
		assert.equal(said('Failed'), 'Failed, 6 tasks');
		assert.equal(said('Other'), 'Other, 1 task');
		assert.equal(said('dcs-migration-1db7'), 'dcs-migration-1db7, Waiting for configuration, DCS');
		assert.match(said('sms_task_web-frontend'), /^sms_task_web-frontend, Waiting to be started, SMS$/);
		assert.equal(said('orders-cache-to-dcs'), 'orders-cache-to-dcs, Being created, DCS');
	});

	it('tells services and states apart by shape, not by colour alone', async () => {
		const rows = await w.treeRows();
		const icon = (label: string): string | undefined => rows.find((row) => row.label === label)?.icon;
		const shown = ['coupon-codes', 'sms_task_shop-db', 'dcs-migration-1db7', 'sms_task_web-frontend', 'payments-live'];
		assert.equal(new Set(shown.map(icon)).size, shown.length);
	});

	it('has DCS’s RUNNING wait for its configuration and SMS’s RUNNING in progress', async () => {
		const rows = await w.treeRows();
		assert.equal(groupAbove(rows, 'session-store-eu'), 'Waiting');
		assert.equal(groupAbove(rows, 'sms_task_erp-db'), 'In progress');
	});

	it('shows a status that nobody knew under Other, as the service said it', async () => {
		const rows = await w.treeRows();
		assert.equal(groupAbove(rows, 'ledger-cutover'), 'Other');
		assert.match(rows.find(({ label }) => label === 'ledger-cutover')?.description ?? '', /^PAUSED_BY_OPERATOR/);
	});

	it('tells the facts that matter in a tooltip', async () => {
		const text = await w.withTooltips(async () => {
			const said = await w.tree.tooltip('coupon-codes', 'Method');
			await picture(w, 'tree-tooltip');
			return said;
		});
		assert.match(text, /Failed \(FAILED on the wire\)/);
		assert.match(text, /Distributed Cache Service|DCS/);
		assert.match(text, /payments-a → dcs-target-1db7/);
		assert.match(text, /Method: Full, then incremental/);
		assert.match(text, /Created .*\(3 days ago\)/);
		assert.match(text, /Error: .*WRONGPASS/);
	});

	it('counts the failed tasks on a badge that has words', async () => {
		await until('the number on the badge', async () => (await w.badge()).text === '6');
		assert.equal((await w.badge()).label, 'Migration Tasks - 6 migration tasks failed');
	});

	it('keeps selection, folding and scroll through a refresh', async () => {
		await w.tree.setExpanded('Failed', false);
		await w.tree.setExpanded('Stopped', true);
		await w.tree.setExpanded('Succeeded', true);
		await w.resize(1200, 420);
		await w.tree.click('migration1');
		await w.webview('details');
		const shape = async (): Promise<string[]> =>
			(await w.treeRows()).map(({ label, expanded, selected }) => `${label} ${expanded ?? ''} ${selected}`);
		const before = await shape();
		assert.ok(before.includes('migration1  true'));
		assert.ok(!before.some((row) => row.startsWith('Failed')), 'the tree is scrolled');
		const asked = await listen(w);
		await w.execute('migrationTasks.refresh');
		assert.deepEqual(
			listsOf(await asked.since()).map(({ status }) => status),
			[200, 200],
		);
		assert.deepEqual(await shape(), before);
		await w.resize(1200, 800);
		await w.tree.setExpanded('Failed', true);
		await w.tree.setExpanded('Stopped', false);
		await w.tree.setExpanded('Succeeded', false);
	});

	it('opens a task from its context menu, which offers what can be done with it', async () => {
		assert.deepEqual(await w.tree.contextMenu('dcs-migration-1db7'), [
			'Open Task…',
			'Open to the Side',
			'Configure Online Migration…',
			'Open in Cloud Console',
			'Show Task Log',
			'Compare Key Spaces…',
			'Watch Task',
			'Delete…',
			'More Actions…',
			'Copy Task ID',
			'Copy Link',
			'Copy Task as JSON',
			'Export Samples…',
		]);
		assert.ok(!(await w.tree.contextMenu('payments-live')).includes('Configure Online Migration…'));
		await w.tree.contextMenuItem('payments-live', 'Open Task…');
		await w.webview({ text: 'payments-live' });
	});

	it('has a button for what is likely to be done next, and none at other tasks', async () => {
		assert.deepEqual(await w.tree.inlineActions('dcs-migration-1db7'), ['Configure Online Migration…']);
		assert.deepEqual(await w.tree.inlineActions('sms_task_web-frontend'), ['Start…']);
		assert.deepEqual(await w.tree.inlineActions('payments-live'), []);
		await w.tree.inlineAction('dcs-migration-1db7', 'Configure Online Migration…');
		await w.webview({ text: 'Configure dcs-migration-1db7' });
	});

	it('never loses the task that a menu was opened for, however often its numbers change', async () => {
		await w.tree.click('payments-live');
		await w.webview({ text: 'payments-live' });
		for (let time = 0; time < 6; time++) {
			const before = (await w.tree.row('payments-live')).getAttribute('aria-label');
			await w.tree.contextMenuItem('payments-live', 'Copy Task ID');
			await until('the row to say new numbers', async () => {
				return (await (await w.tree.row('payments-live')).getAttribute('aria-label')) !== (await before);
			});
			assert.equal(await w.quickInput.isOpen(), false, 'nobody is asked which task was meant');
		}
		assert.equal(await w.clipboard(), '31c6fd2b-2893-430b-90ff-d1adb8060585');
	});

	it('opens whichever task is clicked, however often the numbers of its row change', async () => {
		for (let time = 0; time < 4; time++) {
			for (const name of ['payments-live', 'migration1']) {
				await w.tree.click(name);
				await until(`the panel of ${name} in front`, async () => (await w.activeEditor()).startsWith(name));
			}
		}
	});

	it('copies a task’s id, and its JSON without passwords', async () => {
		await w.tree.contextMenuItem('migration1', 'Copy Task ID');
		await until('the id in the clipboard', async () => (await w.clipboard()) === 'a276c1ffa0a54c2597fc824b917db317');
		await w.tree.contextMenuItem('migration1', 'Copy Task as JSON');
		const text = await until('the JSON in the clipboard', async () => {
			const now = await w.clipboard();
			return now.startsWith('{') ? now : false;
		});
		const json = JSON.parse(text) as Record<string, unknown>;
		assert.equal(json.task_name, 'migration1');
		assert.equal(json.status, 'TERMINATING');
		// The panel has read its details, in which the service sends passwords in clear.
		assert.equal((json.source_instance as Record<string, unknown>).name, 'dcs-test');
		assert.doesNotMatch(text, /password|SANDBOX-PASSWORD-MARKER/i);
	});

	it('filters by name at the service, says so, and shows all again', async () => {
		const asked = await listen(w);
		await w.runCommand('Migration Tasks: Filter by Name…');
		await w.quickInput.answer('Words that stand anywhere', 'sms_task');
		const rows = await w.tree.waitRows(
			'SMS tasks alone',
			(now) => now.length > 0 && now.every(({ level, label }) => level === 1 || label.startsWith('sms_task')),
		);
		assert.ok(rows.some(({ label }) => label === 'sms_task_web-frontend'));
		const lists = listsOf(await asked.since());
		assert.ok(lists.length >= 2);
		assert.ok(lists.every(({ query }) => /(^|&)name=sms_task(&|$)/.test(query)));
		assert.match(await w.tree.heading(), /“sms_task”/);
		assert.match(await w.tree.message(), /“sms_task” finds 16 of 34 tasks\./);
		await picture(w, 'tree-filtered');

		await w.tree.titleAction('Clear Filter');
		await w.tree.waitRows('DCS tasks again', (now) => now.some(({ label }) => label === 'payments-live'));
		assert.doesNotMatch(await w.tree.heading(), /“/);
		assert.equal(await w.tree.message(), '');
	});

	it('says so when the filter hides all, and offers the way out', async () => {
		await w.execute('migrationTasks.filter', 'no such name');
		await until('the words', async () => (await w.tree.welcome()).includes('No task matches the filter.'));
		await picture(w, 'tree-nothing-matches');
		await w.page.locator('.part.sidebar .welcome-view-content .monaco-button', { hasText: 'Clear Filter' }).click();
		await w.tree.waitRows('the tasks again', (rows) => rows.some(({ label }) => label === 'payments-live'));
	});

	it('groups by connection and by service at will', async () => {
		await w.runCommand('Migration Tasks: Group By…');
		await w.quickInput.pick('Service');
		const rows = await w.tree.waitRows('the services', (now) => /Redis|Cache|DCS/.test(now[0]?.label ?? ''));
		assert.deepEqual(
			rows.slice(1, 3).map(({ label, level }) => [label, level]),
			[
				['Failed', 2],
				['iot-telemetry', 3],
			],
		);
		assert.ok(!rows.some(({ description }) => description.endsWith(' · DCS')), 'no row repeats its service');
		await picture(w, 'tree-by-service');
		await w.execute('migrationTasks.groupBy', 'connection');
		await w.tree.waitRows('the connection', (now) => now[0]?.label === 'Sandbox' && now[1]?.label === 'Failed');
		await w.execute('migrationTasks.groupBy', 'status');
		await w.tree.waitRows('the groups', (now) => now[0]?.label === 'Failed');
	});

	it('refreshes by itself while it can be seen, and asks nothing while it is hidden', async () => {
		await w.tree.click('payments-live');
		const page = await w.webview({ text: 'payments-live' });
		await w.updateSettings({ 'migrationTasks.refreshInterval': 5 });
		const visible = await listen(w);
		await until('a refresh that nobody asked for', async () => listsOf(await visible.since()).length >= 2);

		await w.execute('workbench.view.explorer');
		await until('the explorer in the tree’s place', async () => /explorer/i.test(await w.tree.heading()));
		const hidden = await listen(w);
		// The panel's own samples, one a second, are the clock: a visible tree would have asked twice meanwhile.
		await until('twelve samples', async () => {
			return (await hidden.since()).filter(({ path }) => path.endsWith('/stats')).length >= 12;
		});
		assert.deepEqual(listsOf(await hidden.since()), []);
		assert.ok(await page.locator('h1').isVisible());

		const back = await listen(w);
		await w.openView();
		await until('a refresh at the first look', async () => listsOf(await back.since()).length >= 2);
		await w.updateSettings({ 'migrationTasks.refreshInterval': 0 });
	});

	it('keeps the last tasks of a service that cannot be reached, with their age and why, and recovers', async () => {
		await w.sandbox?.misbehave({ kind: '500', match: '/migration-tasks' });
		await w.execute('migrationTasks.refresh');
		const rows = await w.tree.waitRows('the problem', (now) => now[0]?.label === 'Sandbox');
		assert.match(rows[0]?.description ?? '', /^service error · DCS · tasks as of (just now|.* ago)$/);
		assert.match(rows[0]?.ariaLabel ?? '', /^Sandbox, .*HTTP 500.* tasks as of/);
		assert.ok(rows.some(({ label }) => label === 'payments-live'));
		assert.ok(rows.some(({ label }) => label === 'sms_task_erp-db'));
		await picture(w, 'tree-unreachable');
		await w.sandbox?.misbehave(null);
		assert.ok((await w.tree.inlineActions('Sandbox')).includes('Retry'));
		await w.tree.inlineAction('Sandbox', 'Retry');
		await w.tree.waitRows('no problem any more', (now) => now[0]?.label === 'Failed');
	});

	it('keeps every row that can be read of an answer that keeps no promise', async () => {
		await w.sandbox?.misbehave('hostile');
		await w.execute('migrationTasks.refresh');
		await w.tree.setExpanded('Failed', true);
		const rows = await w.tree.waitRows('the hostile rows', (now) => Number(now[0]?.description) > 6);
		for (const label of ['coupon-codes', 'leaderboard-2024', 'sms_task_shop-db']) {
			assert.ok(
				rows.some((row) => row.label === label),
				`${label} is still there`,
			);
		}
		await w.tree.row(/^x{50}/);
		await w.tree.row('sms_task_erp-db');
		await w.tree.row('no id');
		const html = await w.tree.row(/^<img src=x onerror=alert\(1\)>/);
		assert.equal(await html.locator('img, script').count(), 0);
		await picture(w, 'tree-hostile');
		await w.tree.row('Not all could be read');
		await w.sandbox?.misbehave(null);
		// Details of running tasks are read in turns: what these said stands until they are read again.
		await w.execute('migrationTasks.refresh');
		await w.execute('migrationTasks.refresh');
		await w.tree.waitRows('the good rows alone', (now) => !now.some(({ label }) => label.startsWith('<img')));
	});

	it('shows 10,000 tasks as the first 200 of each group and more on demand', async () => {
		const big = await SandboxProcess.start({ tasks: 10_000 });
		try {
			await w.updateSettings({ 'migrationTasks.connections': [big.connection({ id: 'big', name: 'Big' })] });
			await w.tree.waitRows('the big groups', (now) => /^1,\d\d\d$/.test(now[0]?.description ?? ''));
			// Most failures of these months are history.
			await w.tree.setExpanded('Earlier', true);
			const more = await w.tree.row(/^Show 200 more$/);
			assert.match((await more.getAttribute('aria-label')) ?? '', /Show 200 more/);
			const hidden = async (): Promise<number> => {
				await w.tree.row(/^Show 200 more$/);
				const row = (await w.tree.rows()).find(({ label }) => label === 'Show 200 more');
				return Number((row?.description ?? '').replace(/\D/g, ''));
			};
			// While the first list comes in, rows stay where the reader has them and newcomers stand behind them, until it is read again.
			await w.execute('migrationTasks.refresh');
			const failed = await until('200 of a group to be shown', async () => {
				await w.tree.row('Earlier');
				const group = (await w.tree.rows()).find(({ label }) => label === 'Earlier');
				const count = Number((group?.description ?? '').replace(',', ''));
				return (await hidden()) === count - 200 && count;
			});
			await picture(w, 'tree-10000');
			await more.click();
			await until('the next 200', async () => (await hidden()) === failed - 400);
		} finally {
			await big.stop();
		}
	});

	it('never troubled the page behind it', () => {
		assert.deepEqual(w.consoleErrors, []);
	});
});
