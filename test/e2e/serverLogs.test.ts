import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { uuid } from '../../src/sandbox/random';
import { SANDBOX_SHARE_SIGNATURE } from '../../src/sandbox/smsSources';
import { findSecrets } from '../secretSearch';
import { until, Workbench } from './driver';
import { fieldText, listen, picture, waitText } from './support';
import { Witness } from './witness';

const refOf = (name: string) => ({ connectionId: 'sandbox', service: 'sms', id: uuid('sms-task', name) });
const FAILED = 'sms_task_legacy-crm';
const COLLECTED = 'sms_task_payroll-win';

describe('The log of a server migration', () => {
	let w: Workbench;
	before(async () => {
		// Ten times real time: collecting takes three seconds.
		w = await Workbench.open({
			sandbox: { speed: 10 },
			logLevel: 'trace',
			settings: { 'migrationTasks.refreshInterval': 0 },
		});
		await w.openView();
		await w.messages.keepHistory();
		await w.reload();
		await w.tree.waitRows('the tasks', (rows) => rows.some(({ label }) => label === FAILED));
	});
	after(() => w?.close());
	beforeEach(() => w.execute('notifications.clearAll'));

	const copied = (): Promise<string> =>
		until('the link', async () => {
			const text = await w.clipboard();
			return text.startsWith('https://') && text;
		});

	/** From More Actions up to the question whether it is meant. */
	async function collectInto(bucket: string): Promise<void> {
		void w.execute('migrationTasks.moreActions', refOf(FAILED));
		await w.quickInput.pick('Collect the Log');
		await w.quickInput.waitAsking(/bucket of yours in OBS, in the region of the migration/);
		await w.quickInput.type('My_Logs');
		await w.quickInput.waitMessage(/small letters, digits, hyphens and dots/);
		await w.quickInput.type(bucket);
		await w.quickInput.accept();
		const { message, detail } = await w.dialog();
		assert.match(message, /Collect the Log “sms_task_legacy-crm”\?/);
		assert.ok(detail.includes(`into the bucket “${bucket}”`), detail);
		assert.match(detail, /hold names, addresses and paths of your servers/);
		await picture(w, 'log-collect');
		await w.messages.dialogButton('Collect the Log');
	}

	it('is collected into a bucket and followed to its end; its link goes into the clipboard when asked for, and stands nowhere else', async () => {
		const witness = new Witness(w);
		const asked = await listen(w);
		// Its collection has failed before: that is not taken for the end of this one.
		await collectInto('my-migration-logs');
		await w.tree.waitRows('that it is under way', (rows) =>
			rows.some(({ label, description }) => label === FAILED && /accepted, not done yet/.test(description)),
		);
		const { text, buttons } = await w.messages.waitNotification(/“sms_task_legacy-crm” was collected/);
		assert.match(text, /It is in the bucket “my-migration-logs”\. Its link is good until /);
		assert.deepEqual(buttons, ['Copy Link']);
		await picture(w, 'log-collected');
		await w.messages.notificationButton(/was collected/, 'Copy Link');
		const link = await copied();
		assert.match(link, /^https:\/\/my-migration-logs\.obs\..*Signature=/);
		assert.ok(link.includes(SANDBOX_SHARE_SIGNATURE));
		await w.messages.waitNotification(/link to the log of “sms_task_legacy-crm” was copied/);
		const seen = await asked.since();
		assert.equal(seen.filter(({ method }) => method === 'POST').length, 1);

		await w.execute('migrationTasks.openTask', refOf(FAILED));
		const page = await w.webview('details');
		await waitText(page, 'h1', FAILED);
		assert.match(await fieldText(page, 'log_collect_status'), /^Uploaded/);
		await w.execute('migrationTasks.copyTaskJson', refOf(FAILED));
		const json = await until('the copy', async () => {
			const copy = await w.clipboard();
			return copy.includes('log_collect_status') && copy;
		});
		witness.note('the clipboard', json);
		witness.note('the API', JSON.stringify(await w.callApi('getTasks')));
		const places = await witness.places();
		assert.ok(places.size > 20, 'there is something to search');
		assert.deepEqual(findSecrets(places, { link: SANDBOX_SHARE_SIGNATURE }), []);
	});

	it('that could not be uploaded says so, and what to check', async () => {
		await collectInto('missing-logs');
		const { text } = await w.messages.waitNotification(/could not be uploaded/);
		assert.match(text, /“sms_task_legacy-crm”.*Check that the bucket exists in the region of the migration/);
	});

	it('is offered where somebody asks for the log: the link of one that is there, and another collection', async () => {
		void w.execute('migrationTasks.showTaskLog', refOf(COLLECTED));
		const { buttons } = await w.messages.waitNotification(/“sms_task_payroll-win” was collected into a bucket/);
		assert.deepEqual(buttons, ['Copy Link', 'Collect the Log…']);
		await w.messages.notificationButton(/was collected into a bucket/, 'Copy Link');
		await until('the other link', async () => (await w.clipboard()).startsWith('https://sandbox-sms-logs.'));
	});
});
