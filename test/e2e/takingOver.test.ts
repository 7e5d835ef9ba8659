import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { answerPlace, setConnections, storedConnections, waitConnections, waitTask } from './connecting';
import { type SandboxProcess, Workbench } from './driver';
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
	afterEach(() => setConnections(w, []));

	async function put(name: string, text: string): Promise<void> {
		const file = path.join(home, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}

	async function choose(row: string): Promise<void> {
		await w.quickInput.waitAsking('Which profiles do you want to take over?');
		await w.page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: row }).first().click();
		await w.quickInput.accept();
	}

	async function begin(way: string): Promise<void> {
		await w.runCommand(ADD);
		await w.quickInput.waitAsking('How do you sign in?');
		await w.quickInput.pick(way);
	}

	it('is added from a profile file with its own addresses, in two boxes, and its secret goes to the secret storage alone', async () => {
		const { url, accessKey, secretKey, projectId, region } = sandbox.facts;
		await put(
			'.huaweicloud/credentials',
			`[basic]\nak = ${accessKey}\nsk = ${secretKey}\nproject_id = ${projectId}\niam_endpoint = ${url}\n`,
		);
		await put(
			'.huaweicloud/regions.yaml',
			`DCS:\n  - id: ${region}\n    endpoint: ${url}\nSMS:\n  - id: ${region}\n    endpoint: ${url}\n`,
		);
		const asked = await listen(w);
		await begin('Look for profiles on this machine…');
		await w.quickInput.waitAsking('Which profiles do you want to take over?');
		const rows = (await w.quickInput.items()).map(({ label, description }) => `${label} ${description}`);
		assert.match(rows[0] ?? '', new RegExp(`^SDK profile: basic ${region} · key …${accessKey.slice(-4)}$`));
		assert.deepEqual(await asked.since(), [], 'nothing is sent before it is chosen');
		await picture(w, 'connect-found');
		await choose('SDK profile: basic');
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
		await answerPlace(w, { dcs: url, iam: url, region });
		await waitConnections(w, 1);
		await waitTask(w, TASK);
		assert.equal((await storedConnections(w))[0]?.name, `alice ${region}`);
		await w.page.evaluate(() => navigator.clipboard.writeText(''));
		assert.deepEqual(await placesThatHold(w, secretKey), []);
	});
});
