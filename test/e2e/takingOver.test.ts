import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { answerPlace, setConnections, storedConnections, waitConnections, waitTask } from './connecting';
import { type SandboxProcess, until, Workbench } from './driver';
import { removeFolder, temporaryFolder } from './driver/places';
import { listen, picture, placesThatHold } from './support';

const ADD = 'Migration Tasks: Add Connection…';
const TASK = 'session-store-eu';

describe('A connection from what other tools keep', () => {
	let w: Workbench;
	let sandbox: SandboxProcess;
	let home: string;
	before(async () => {
		home = await temporaryFolder('home');
		w = await Workbench.open({
			sandbox: true,
			connect: false,
			env: { HOME: home, USERPROFILE: home },
			settings: { 'migrationTasks.refreshInterval': 0 },
		});
		assert.ok(w.sandbox);
		sandbox = w.sandbox;
		await w.openView();
	});
	after(async () => {
		await w?.close();
		await removeFolder(home);
	});
	afterEach(async () => {
		await setConnections(w, []);
		await removeFolder(path.join(home, '.huaweicloud'));
		await rm(path.join(home, '.obsutilconfig'), { force: true });
		await w.execute('notifications.clearAll');
	});

	async function put(name: string, text: string): Promise<void> {
		const file = path.join(home, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}

	async function choose(row: string): Promise<void> {
		await w.quickInput.waitAsking('Which profiles do you want to take over?');
		const found = (await w.quickInput.items()).find(({ label }) => label.includes(row));
		assert.ok(found, row);
		// The only one is marked already.
		if (!found.checked) {
			await w.quickInput.click(found.label);
		}
		await w.quickInput.accept();
	}

	/** The profile file of the SDKs, with the addresses of the sandbox beside it. */
	async function putProfiles(more = ''): Promise<void> {
		const { url, accessKey, secretKey, projectId, region } = sandbox.facts;
		await put(
			'.huaweicloud/credentials',
			`[basic]\nak = ${accessKey}\nsk = ${secretKey}\nproject_id = ${projectId}\niam_endpoint = ${url}\n${more}`,
		);
		await put(
			'.huaweicloud/regions.yaml',
			`DCS:\n  - id: ${region}\n    endpoint: ${url}\nSMS:\n  - id: ${region}\n    endpoint: ${url}\n`,
		);
	}

	async function begin(way: string): Promise<void> {
		await w.runCommand(ADD);
		await w.quickInput.waitAsking('How do you sign in?');
		await w.quickInput.pick(way);
	}

	it('is added from a profile file with its own addresses, in two boxes, and its secret goes to the secret storage alone', async () => {
		const { url, accessKey, secretKey, projectId, region } = sandbox.facts;
		await putProfiles();
		await put('.obsutilconfig', `endpoint=${url}\nak=${accessKey}\nsk=${secretKey}\n`);
		const asked = await listen(w);
		await begin('Look for profiles on this machine…');
		await w.quickInput.waitAsking('Which profiles do you want to take over?');
		const rows = (await w.quickInput.items()).map(({ label, description }) => `${label} ${description}`);
		assert.match(rows[0] ?? '', new RegExp(`^SDK profile: basic ${region} · key …${accessKey.slice(-4)}$`));
		assert.equal(rows.length, 1, 'one key is one row, wherever it stands too');
		assert.match(
			(await w.quickInput.items())[0]?.ariaLabel ?? '',
			/also in the environment of this window, ~\/\.obsutilconfig/,
		);
		assert.equal(await w.quickInput.title(), 'Add Connection');
		assert.deepEqual(await asked.since(), [], 'nothing is sent before it is chosen');
		await picture(w, 'connect-found');
		await choose('SDK profile: basic');
		// Two boxes, no third: all that a connection needs was found.
		await w.quickInput.waitClosed();
		const [profile = {}] = await waitConnections(w, 1);
		assert.deepEqual(profile, {
			id: profile.id,
			name: region,
			cloud: 'custom',
			region,
			projectId,
			services: ['dcs', 'sms'],
			endpoints: { dcs: url, sms: url, iam: url },
			credential: 'aksk',
		});
		await waitTask(w, TASK);
		assert.equal(
			(await w.secrets())[`migrationTasks.credential.${profile.id}`],
			JSON.stringify({ kind: 'aksk', accessKey, secretKey }),
		);
		assert.deepEqual(await placesThatHold(w, secretKey), []);
	});

	it('is added with another one at once, each with its own secret', async () => {
		const { url, temporary, accessKey } = sandbox.facts;
		await putProfiles(
			`[global]\nak = ${temporary.accessKey}\nsk = ${temporary.secretKey}\nsecurity_token = ${temporary.securityToken}\niam_endpoint = ${url}\n`,
		);
		await begin('Look for profiles on this machine…');
		await w.quickInput.waitAsking('Which profiles do you want to take over?');
		const items = await w.quickInput.items();
		assert.match(items[1]?.ariaLabel ?? '', /SDK profile: global.*temporary, ends by itself/);
		assert.deepEqual(
			items.map(({ checked }) => checked),
			[false, false],
			'of several none is chosen for the user',
		);
		await w.quickInput.accept();
		await until('to be told how', async () => /Mark at least one/.test(await w.quickInput.placeholder()));
		// One by keyboard, the other with the mouse.
		await w.quickInput.input.press('ArrowDown');
		await w.page.keyboard.press('Space');
		await until('the first to be marked', async () => (await w.quickInput.items())[0]?.checked);
		await w.quickInput.click('SDK profile: global');
		await until('both to be marked', async () => (await w.quickInput.items()).every(({ checked }) => checked));
		assert.match(await w.quickInput.placeholder(), /Which profiles/, 'the hint is gone');
		await picture(w, 'connect-two');
		await w.quickInput.accept();
		await w.messages.waitNotification('2 of 2 profiles were added as connections.');
		const profiles = await waitConnections(w, 2);
		const secrets = await w.secrets();
		assert.deepEqual(
			profiles.map(({ id }) => JSON.parse(secrets[`migrationTasks.credential.${id}`] ?? '{}').accessKey),
			[accessKey, temporary.accessKey],
		);
		assert.equal(await w.quickInput.isOpen(), false, 'nothing else is asked');
	});

	it('says what cannot be taken in one message, and takes the rest', async () => {
		await putProfiles('[global]\nak = AKIAIOSFODNN7EXAMPLE\nsk = x\n');
		await begin('Look for profiles on this machine…');
		await w.messages.waitNotification(/credentials \(“global”\) holds a key of AWS/);
		await w.quickInput.waitAsking('Which profiles do you want to take over?');
		await w.quickInput.cancel();
	});

	it('begins at the place of an address that was pasted with words around it', async () => {
		await w.page.evaluate(
			(text) => navigator.clipboard.writeText(text),
			'The console: https://console.otc.t-systems.com/dcs/?region=eu-de#/dcs/instances. Bye',
		);
		await begin('Paste…');
		await w.quickInput.waitAsking('Open Telekom Cloud, EU-DE was recognised. How do you sign in?');
		await picture(w, 'connect-recognised');
		await w.quickInput.pick('Access key');
		await w.quickInput.waitAsking('Which cloud and region?');
		await until('the region to be chosen', async () =>
			(await w.quickInput.items()).some(({ focused, label }) => focused && label === 'EU-DE'),
		);
		await w.quickInput.cancel();
	});

	it('says where it was looked where nothing was found, and asks again', async () => {
		await w.page.evaluate(() => navigator.clipboard.writeText('nothing of use'));
		await begin('Paste…');
		await w.messages.waitNotification('The clipboard holds no key that can be used');
		await w.quickInput.waitAsking('How do you sign in?');
		await w.quickInput.cancel();
	});

	it('is added from the variables of the environment, which are not stored', async () => {
		const { url, region } = sandbox.facts;
		await begin('Look for profiles on this machine…');
		await choose('HUAWEICLOUD_SDK_*');
		await answerPlace(w, { dcs: url, iam: url, region });
		const [profile = {}] = await waitConnections(w, 1);
		assert.equal(profile.credential, 'environment');
		await waitTask(w, TASK);
		assert.equal((await w.secrets())[`migrationTasks.credential.${profile.id}`], undefined);
	});

	it('is added from a credentials.csv in the clipboard', async () => {
		const { url, region, accessKey, secretKey } = sandbox.facts;
		await w.page.evaluate(
			(text) => navigator.clipboard.writeText(text),
			`\uFEFFUser Name,Access Key Id,Secret Access Key\r\n"alice",${accessKey},${secretKey}\r\n`,
		);
		await begin('Paste…');
		await w.quickInput.waitAsking('Which profiles do you want to take over?');
		await picture(w, 'connect-pasted');
		await w.quickInput.accept();
		await w.quickInput.waitAsking('Which cloud and region?');
		assert.equal(
			await w.quickInput.title(),
			'Add Connection: alice',
			'a region of a known cloud would be the last box',
		);
		await answerPlace(w, { dcs: url, iam: url, region });
		await waitConnections(w, 1);
		await waitTask(w, TASK);
		assert.equal((await storedConnections(w))[0]?.name, `alice ${region}`);
		await w.page.evaluate(() => navigator.clipboard.writeText(''));
		assert.deepEqual(await placesThatHold(w, secretKey), []);
	});
});
