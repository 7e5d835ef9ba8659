import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { dashed, hexId } from '../../src/sandbox/random';
import { until, Workbench } from './driver';
import { type Asked, listen, picture } from './support';

const refOf = (name: string, id = dashed(hexId('dcs-task', name))) => ({ connectionId: 'sandbox', service: 'dcs', id });
const LIVE = refOf('payments-live', '31c6fd2b-2893-430b-90ff-d1adb8060585');
const writes = (asked: readonly Asked[]): readonly string[] =>
	asked
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path.replace(/^.*\/(?=migration)/, '')}`);
/** What only the user knows, each by the beginning of its row. */
const ASKED = [/same password/, /whitelists/, /reconnect by themselves/, /standby node/, /about a minute/] as const;
const GO = /^Switch the IP addresses…$/;

describe('Switching IP addresses', () => {
	let w: Workbench;
	before(async () => {
		// Three times real time: a switch takes twenty seconds, so that what is under way can be seen.
		w = await Workbench.open({
			sandbox: { speed: 3 },
			settings: { 'migrationTasks.refreshInterval': 0, 'migrationTasks.statsInterval': 1 },
		});
		await w.openView();
		await waitTask('the tasks', /./);
		// Messages go by themselves: all that were shown are kept from here on.
		await w.messages.keepHistory();
		await w.reload();
		await waitTask('the tasks again', /./);
	});
	after(() => w?.close());
	beforeEach(() => w.execute('notifications.clearAll'));

	const waitTask = (what: string, says: RegExp): Promise<unknown> =>
		w.tree.waitRows(what, (rows) =>
			rows.some(({ label, description }) => label === 'payments-live' && says.test(description)),
		);
	/** Waits for a message, which may have gone by itself by now. */
	const told = (text: string): Promise<unknown> =>
		until(text, async () => (await w.messages.notificationHistory()).some((one) => one.includes(text)), 60_000);
	const labels = async (): Promise<readonly string[]> => (await w.quickInput.items()).map(({ label }) => label);
	/** Goes to a row with the keyboard, which draws what it goes to, and presses Enter. */
	const press = async (row: RegExp): Promise<void> => {
		await until(`the row ${row} to be the chosen one`, async () => {
			if ((await w.quickInput.items()).some(({ focused, label }) => focused && row.test(label))) {
				return true;
			}
			await w.quickInput.input.press('ArrowDown');
			return false;
		});
		await w.quickInput.accept();
	};
	/** Confirms what a row asks, and waits until it says so. */
	const confirm = async (row: RegExp): Promise<void> => {
		await press(new RegExp(`^to confirm: .*${row.source}`));
		await until(`${row} to be confirmed`, async () =>
			(await labels()).some((label) => label.startsWith('confirmed:') && row.test(label)),
		);
	};

	it('shows each precondition with its value, says what is missing, and sends nothing before that', async () => {
		const asked = await listen(w);
		void w.execute('migrationTasks.switchIp', LIVE);
		await w.quickInput.waitAsking(/Switch IP Addresses: payments-live/);
		const items = await until('the rows', async () => {
			const found = await w.quickInput.items();
			return found.length > 5 && found;
		});
		const port = items.find(({ label }) => label.includes('same port'));
		assert.deepEqual([port?.label, port?.description], ['holds: Both have the same port', '6379 → 6379']);
		assert.equal(items.find(({ label }) => label.includes('Redis 4.0'))?.description, '5.0 → 6.0');
		assert.match(port?.ariaLabel ?? '', /holds: Both have the same port/);
		await picture(w, 'switch-ip');
		await press(GO);
		await told('to confirm: Both instances have the same password');
		await confirm(ASKED[0]);
		await picture(w, 'switch-ip-confirming');
		const before = (await asked.since()).length;
		await w.quickInput.button('Check Again');
		await until('that it is read anew', async () => (await asked.since()).length >= before + 4);
		assert.ok(
			(await labels()).some((label) => /^confirmed: .*password/.test(label)),
			'what was confirmed stays so',
		);
		await w.quickInput.cancel();
		assert.deepEqual(writes(await asked.since()), []);
	});

	it('stops at what fails, whatever is confirmed: a source that is no DCS instance', async () => {
		const asked = await listen(w);
		void w.execute('migrationTasks.switchIp', refOf('basket-incremental'));
		await w.quickInput.waitAsking(/Switch IP Addresses: basket-incremental/);
		await until('what fails', async () =>
			(await w.quickInput.items()).some(
				({ label, description }) =>
					/^fails: Both ends are DCS/.test(label) && /^10\.20\.0\.11:6379 →/.test(description),
			),
		);
		await picture(w, 'switch-ip-fails');
		for (const row of ASKED) {
			await confirm(row);
		}
		await press(GO);
		await told('Not yet: fails: Both ends are DCS instances of this project');
		assert.ok(await w.quickInput.isOpen());
		await w.quickInput.cancel();
		assert.deepEqual(writes(await asked.since()), []);
	});

	it('switches once, is followed through a reload to its end, and offers the way back', async () => {
		const asked = await listen(w);
		void w.execute('migrationTasks.switchIp', LIVE);
		await w.quickInput.waitAsking(/Switch IP Addresses: payments-live/);
		for (const row of ASKED) {
			await confirm(row);
		}
		await press(GO);
		await w.quickInput.waitAsking(/domain names/);
		await w.quickInput.pick('Addresses alone');
		const { message, detail } = await w.dialog();
		assert.match(message, /Switch the IP addresses of “payments-live”\?/);
		assert.match(detail, /read-only for about a minute/);
		assert.match(detail, /Who connects to 192\.168\.10\.50 reaches “payments-b” afterwards/);
		await picture(w, 'switch-ip-question');
		await w.messages.dialogButton('Switch IP Addresses');
		await waitTask('that it is under way', /^switching IP addresses/);
		await w.reload();
		await waitTask('that it is still under way', /^switching IP addresses/);
		await w.messages.waitNotification(/The IP addresses of “payments-live” are switched/);
		await picture(w, 'switch-ip-done');
		await w.messages.notificationButton(/are switched/, 'Roll Back IP Addresses…');
		assert.match((await w.dialog()).message, /Roll back the IP addresses of “payments-live”\?/);
		await w.messages.dialogButton('Cancel');
		assert.deepEqual(writes(await asked.since()), [`POST migration-task/${LIVE.id}/exchange-ip`]);
	});

	it('rolls back a task of the list whose addresses were switched, after its name was typed', async () => {
		// After the reload only its details tell that it was switched.
		await w.reload();
		await w.tree.waitRows('the tasks once more', (rows) => rows.length > 3);
		const asked = await listen(w);
		void w.execute('migrationTasks.rollbackIp');
		await w.quickInput.waitAsking(/Which task/);
		await until('both that were switched', async () => {
			const found = await labels();
			return found.includes('payments-live') && found.includes('old-analytics-cutover');
		});
		await w.quickInput.pick('payments-live');
		const { detail } = await w.dialog();
		assert.match(detail, /Not brought back is what clients wrote since the switch/);
		await w.messages.dialogButton('Roll Back IP Addresses');
		await w.quickInput.waitAsking(/lost for the old instance/);
		await w.quickInput.type('payments-live');
		await w.quickInput.accept();
		await told('The IP addresses of “payments-live” are switched back');
		assert.deepEqual(writes(await asked.since()), [`POST migration-task/${LIVE.id}/rollback-ip`]);
	});
});
