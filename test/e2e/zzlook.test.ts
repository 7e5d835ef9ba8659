import { after, before, describe, it } from 'mocha';
import { until, Workbench } from './driver';
import { advance, letPass, picture } from './support';

describe('zzlook', () => {
	let w: Workbench;
	before(async () => {
		w = await Workbench.open({ sandbox: true, settings: { 'migrationTasks.statsInterval': 1 } });
		await w.openView();
		await w.tree.waitRows('the tasks', (rows) => rows.length > 20);
	});
	after(() => w?.close());
	it('takes pictures', async () => {
		const tasks = (await w.callApi('getTasks')) as { name: string; ref: object }[];
		const stops = (page: any) =>
			page.evaluate(() =>
				[...document.querySelectorAll<HTMLElement>('button, a[href], input, textarea, summary, [tabindex]')]
					.filter(
						(e) => e.tabIndex >= 0 && e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden',
					)
					.map((e) => e.getAttribute('aria-label') ?? e.textContent?.slice(0, 30) ?? ''),
			);
		await w.resize(1300, Number(process.env.LOOK_H ?? 2600));
		for (const name of (
			process.env.LOOK ??
			'iot-telemetry,sms_task_payroll-win,payments-live,sessions-stalled,session-store-eu,sms_task_erp-db,dcs-migration-test-6-16'
		).split(',')) {
			const ref = tasks.find((t) => t.name === name)?.ref;
			await w.execute('migrationTasks.openTask', ref);
			const page = await until('page ' + name, async () => {
				const p = await w.webview('details');
				return (
					(await p.locator('h1').textContent({ timeout: 1000 })) === name &&
					(await p.locator('[data-section]').count()) > 2 &&
					p
				);
			});
			await letPass(5);
			await picture(w, 'look-' + name);
			const all = (await stops(page)) as string[];
			console.log(name, all.length, JSON.stringify(all));
		}
	}).timeout(300_000);
});
