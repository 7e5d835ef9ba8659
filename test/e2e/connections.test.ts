import { strict as assert } from 'node:assert';
import {
	type Answers,
	addByHand,
	answerKey,
	answerPlace,
	dcsAnswers,
	setConnections,
	storedConnections,
	waitConnections,
	waitProblem,
	waitTask,
} from './connecting';
import { type SandboxProcess, until, Workbench } from './driver';
import { listen, picture } from './support';

const ADD = 'Migration Tasks: Add Connection…';
const EDIT = 'Migration Tasks: Edit Connection…';
const REMOVE = 'Migration Tasks: Remove Connection…';
const UPDATE = 'Migration Tasks: Update Credential…';
/** A task of the sandbox's cast that stays as it is. */
const TASK = 'session-store-eu';
const OTHER_PROJECT = 'ffffffffffffffffffffffffffffffff';

describe('A connection', () => {
	let w: Workbench;
	let sandbox: SandboxProcess;
	before(async () => {
		w = await Workbench.open({ sandbox: true, connect: false, settings: { 'migrationTasks.refreshInterval': 0 } });
		assert.ok(w.sandbox);
		sandbox = w.sandbox;
		await w.openView();
	});
	after(() => w.close());
	afterEach(async () => {
		await sandbox.misbehave(null);
		await setConnections(w, []);
	});

	/** What VS Code keeps in its secret storage under the connection's id. */
	async function secretOf(id: unknown): Promise<string | undefined> {
		return (await w.secrets())[`migrationTasks.credential.${id}`];
	}

	it('is added in quick inputs with Back, tried once, and stored without its secret among the settings', async () => {
		const { url, accessKey, secretKey, projectId, region } = sandbox.facts;
		const { quickInput } = w;
		const asked = await listen(w);
		await w.runCommand(ADD);
		await quickInput.waitAsking('How do you sign in?');
		assert.equal(await quickInput.title(), 'Add Connection · step 1 of 5');
		await picture(w, 'connect-sign-in');
		await quickInput.pick('Access key');
		await quickInput.waitAsking('Which cloud and region?');
		assert.equal(await quickInput.title(), 'Add Connection · step 2 of 5');
		await quickInput.type('https://console.otc.t-systems.com/dcs/?region=eu-nl');
		await quickInput.pick('Open Telekom Cloud, EU-NL');
		await quickInput.waitAsking('Access key ID');
		assert.equal(await quickInput.title(), 'Add Connection · step 3 of 5');
		await picture(w, 'connect-cloud');
		await quickInput.button('Back');
		await answerPlace(w, { dcs: url, sms: url, iam: url, region });
		await quickInput.answer('Access key ID', accessKey);
		await quickInput.waitAsking('Secret access key');
		await quickInput.button('Back');
		await quickInput.waitAsking('Access key ID');
		assert.equal(await quickInput.input.inputValue(), accessKey, 'Back keeps what was entered');
		await quickInput.accept();
		await quickInput.waitAsking('Secret access key');
		assert.equal(await quickInput.isPassword(), true, 'the secret is masked');
		assert.deepEqual(await asked.since(), [], 'nothing is asked before there is something to ask with');
		assert.deepEqual(await storedConnections(w), [], 'nothing is stored before it was tried');
		await quickInput.answer('Secret access key', ` ${secretKey}\t`);
		await quickInput.answer('A name for this connection', 'production');
		const [profile = {}] = await waitConnections(w, 1);
		assert.deepEqual(profile, {
			id: profile.id,
			name: 'production',
			cloud: 'custom',
			region,
			projectId,
			services: ['dcs', 'sms'],
			endpoints: { dcs: url, sms: url, iam: url },
			credential: 'aksk',
		});
		await waitTask(w, TASK);
		const paths = (await asked.since()).map((request) => request.path);
		assert.equal(paths[0], '/v3/projects', 'the project is found, not asked for');
		assert.equal(paths[1], `/v2/${projectId}/migration-tasks`, 'each service is tried');
		assert.equal(await secretOf(profile.id), JSON.stringify({ kind: 'aksk', accessKey, secretKey }));
	});

	it('to a region of a known cloud is asked for in five boxes, which count themselves, by keyboard alone', async () => {
		const { quickInput } = w;
		// Nothing may reach a real cloud.
		await w.updateSettings({ 'http.proxy': 'http://127.0.0.1:9' });
		const titles: string[] = [];
		const at = async (words: string): Promise<void> => {
			await quickInput.waitAsking(words);
			titles.push(await quickInput.title());
		};
		await w.runCommand(ADD);
		await at('How do you sign in?');
		await quickInput.type('access key');
		await quickInput.pick('Access key');
		await at('Which cloud and region?');
		await quickInput.type('the endpoint is dcs.eu-de.otc.t-systems.com');
		await quickInput.pick('Open Telekom Cloud, EU-DE');
		await at('Access key ID');
		await quickInput.answer('Access key ID', 'NOSUCHACCESSKEY00001');
		await at('Secret access key');
		await quickInput.answer('Secret access key', 'not-the-secret-of-any-access-key');
		// It is found by itself, unless the cloud cannot be reached; the name is no question then.
		await at('Project ID');
		assert.deepEqual(
			titles,
			[1, 2, 3, 4, 5].map((nth) => `Add Connection · step ${nth} of 5`),
		);
		await quickInput.answer('Project ID', 'abc');
		assert.match(await quickInput.waitMessage('This is no project ID'), /32 digits/);
		await picture(w, 'connect-no-project-id');
		await quickInput.type(OTHER_PROJECT);
		await quickInput.accept();
		assert.equal((await w.dialog()).message, '“Open Telekom Cloud EU-DE” was not saved.');
		await w.messages.dialogButton('Cancel');
		await w.updateSettings({ 'http.proxy': null });
		await w.execute('notifications.clearAll');
	});

	it('is looked for on the machine by Enter alone, and entered by hand with the mouse', async () => {
		const { quickInput } = w;
		await w.runCommand(ADD);
		await quickInput.waitAsking('How do you sign in?');
		await quickInput.accept();
		await quickInput.waitAsking('Which profiles do you want to take over?');
		await quickInput.cancel();
		await w.runCommand(ADD);
		await quickInput.waitAsking('How do you sign in?');
		await quickInput.click('Access key');
		await quickInput.waitAsking('Which cloud and region?');
		await quickInput.type('EU-NL');
		await quickInput.click('EU-NL');
		await quickInput.waitAsking('Access key ID');
		await quickInput.button('Back');
		await quickInput.waitAsking('Which cloud and region?');
		await quickInput.cancel();
		await w.execute('notifications.clearAll');
	});

	it('with a mistyped secret leads back to the secret, also after Escape, with all else kept', async () => {
		const { quickInput } = w;
		const { secretKey } = sandbox.facts;
		await addByHand(w, dcsAnswers(sandbox, { secretKey: 'mistyped' }));
		assert.match((await w.dialog()).detail, /refuses the signature of “redis”/);
		await w.messages.dialogButton('Change…');
		await quickInput.waitAsking('Secret access key');
		assert.equal(await quickInput.title(), 'Add Connection · step 2 of 2', 'Back leads to the access key');
		await quickInput.answer('Secret access key', 'mistyped-again');
		await w.dialog();
		await w.page.keyboard.press('Escape');
		await w.messages.notificationButton('“redis” was not added', 'Continue…');
		await quickInput.answer('Secret access key', secretKey);
		const [profile] = await waitConnections(w, 1);
		assert.equal(profile?.name, 'redis');
		await waitTask(w, TASK);
	});

	it('is renamed with Enter, the name, and Enter twice', async () => {
		const { quickInput } = w;
		await addByHand(w, dcsAnswers(sandbox));
		await waitConnections(w, 1);
		await w.runCommand(EDIT);
		await quickInput.waitAsking('What do you want to change?');
		await quickInput.accept();
		await quickInput.answer('A name for this connection', 'caches');
		await quickInput.waitAsking('What do you want to change?');
		assert.deepEqual(
			(await quickInput.items()).filter(({ focused }) => focused).map(({ label }) => label),
			['Save'],
		);
		await quickInput.accept();
		await until('the new name in the settings', async () => (await storedConnections(w))[0]?.name === 'caches');
	});

	const failures: { what: string; says: RegExp; scenario?: string; answers?: Partial<Answers> }[] = [
		{
			what: 'a wrong access key',
			says: /does not know the access key of “redis”.*Update the credential/s,
			answers: { accessKey: 'NOSUCHACCESSKEY00001' },
		},
		{
			what: 'a wrong secret key',
			says: /refuses the signature of “redis”.*The secret key does not fit the access key/s,
			answers: { secretKey: 'not-the-secret-of-this-access-key' },
		},
		{
			what: 'a project that is not that of the key',
			says: /The project of “redis” does not fit.*Correct the project ID/s,
			answers: { projectId: OTHER_PROJECT },
		},
		{
			what: 'a missing permission',
			says: /The user of “redis” is not allowed.*dcs:migrationTask:list/s,
			scenario: 'no-permission',
		},
		{
			what: 'a wrong clock',
			says: /This computer’s clock is 60 minutes behind.*Set the clock right/s,
			scenario: 'clock-skew',
		},
		{
			what: 'an address where nothing listens',
			says: /127\.0\.0\.1:9 refuses connections.*Check the endpoint/s,
			answers: { dcs: 'http://127.0.0.1:9' },
		},
		{ what: 'a page of a proxy in place of data', says: /answered with a web page.*proxy/s, scenario: 'not-json' },
	];
	for (const { what, says, scenario, answers } of failures) {
		it(`that fails for ${what} is told of in plain words, and nothing is stored`, async () => {
			const before = await w.secrets();
			await sandbox.misbehave(scenario ?? null);
			await addByHand(w, dcsAnswers(sandbox, answers));
			const dialog = await w.dialog();
			assert.equal(dialog.message, '“redis” was not saved.');
			assert.match(dialog.detail, says);
			assert.deepEqual(dialog.buttons.slice().sort(), ['Cancel', 'Change…', 'Save Anyway']);
			assert.ok(!dialog.detail.includes(sandbox.facts.secretKey));
			await w.messages.dialogButton('Cancel');
			assert.deepEqual(await storedConnections(w), []);
			assert.deepEqual(await w.secrets(), before);
		});
	}

	it('with a refused key is told of at once: no project is asked for, and only one wrong signature is sent', async () => {
		const { url, region, accessKey } = sandbox.facts;
		const asked = await listen(w);
		await addByHand(w, {
			name: '',
			dcs: url,
			iam: url,
			region,
			accessKey,
			secretKey: 'not-the-secret-of-this-key',
			refused: true,
		});
		assert.match((await w.dialog()).detail, /refuses the signature of “.+”/);
		assert.equal((await asked.since()).length, 1);
		await w.messages.dialogButton('Cancel');
	});

	it('that failed can be changed without entering all anew, or saved anyway', async () => {
		const { quickInput } = w;
		const { projectId } = sandbox.facts;
		await addByHand(w, dcsAnswers(sandbox, { projectId: OTHER_PROJECT }));
		await w.dialog();
		await picture(w, 'connect-refused');
		await w.messages.dialogButton('Change…');
		await quickInput.waitAsking('Project ID');
		assert.equal(await quickInput.input.inputValue(), OTHER_PROJECT);
		await sandbox.misbehave('no-permission');
		await quickInput.answer('Project ID', projectId);
		await w.dialog();
		await w.messages.dialogButton('Save Anyway');
		const [profile] = await waitConnections(w, 1);
		assert.equal(profile?.projectId, projectId);
		const row = await waitProblem(w, 'redis', 'no permission');
		assert.match(row.ariaLabel, /Ask the account’s administrator/);
		await sandbox.misbehave(null);
		await w.tree.inlineAction('redis', 'Retry');
		await waitTask(w, TASK);
	});

	it('takes plain http for this computer alone, and says so beside the field', async () => {
		const { quickInput } = w;
		await w.runCommand(ADD);
		await quickInput.waitAsking('How do you sign in?');
		await quickInput.pick('Access key');
		await quickInput.waitAsking('Which cloud and region?');
		await quickInput.type('own endp');
		await quickInput.pick('Own endpoints');
		await quickInput.waitAsking('Address of DCS');
		await quickInput.type('http://dcs.example.com');
		await quickInput.accept();
		assert.match(await quickInput.waitMessage('https'), /http/);
		await quickInput.type('http://127.0.0.1:1');
		await quickInput.accept();
		await quickInput.waitAsking('Address of SMS');
		await quickInput.cancel();
		assert.deepEqual(await storedConnections(w), []);
	});

	it('keeps its tasks when it is renamed, and drops them when its project changes', async () => {
		const { quickInput } = w;
		const first = await listen(w);
		await addByHand(w, dcsAnswers(sandbox));
		await waitTask(w, TASK);
		const before = (await first.since()).map(({ path, query }) => `${path}?${query}`);
		const asked = await listen(w);
		const edit = async (name: string, projectId: string): Promise<void> => {
			await w.runCommand(EDIT);
			await quickInput.waitAsking('What do you want to change?');
			await quickInput.pick('Name');
			await quickInput.answer('A name for this connection', name);
			await quickInput.waitAsking('What do you want to change?');
			await picture(w, 'connect-edit');
			await quickInput.pick('Project');
			await quickInput.answer('Project ID', projectId);
			await quickInput.waitAsking('What do you want to change?');
			await quickInput.pick('Save');
		};
		await edit('caches', sandbox.facts.projectId);
		await until('the new name in the settings', async () => (await storedConnections(w))[0]?.name === 'caches');
		await waitTask(w, TASK);
		// What the first reading still had to ask may come as late as this.
		const anew = (await asked.since()).filter(({ path, query }) => before.includes(`${path}?${query}`));
		assert.deepEqual(anew, [], 'nothing is tried or read anew for a name');

		await edit('caches', OTHER_PROJECT);
		assert.match((await w.dialog()).detail, /The project of “caches” does not fit/);
		await w.messages.dialogButton('Save Anyway');
		await waitProblem(w, 'caches', 'project refused');
		const rows = await w.treeRows();
		assert.deepEqual(
			rows.map(({ label }) => label),
			['caches'],
			'no task of the other project is left',
		);
	});

	it('gets another credential, tried before it takes the place of the old one', async () => {
		const { temporary, accessKey, secretKey } = sandbox.facts;
		const { quickInput } = w;
		await addByHand(w, dcsAnswers(sandbox));
		await waitTask(w, TASK);
		const [{ id } = {}] = await storedConnections(w);
		const update = async (): Promise<void> => {
			await w.runCommand(UPDATE);
			await quickInput.waitAsking('How do you sign in?');
			assert.equal(await quickInput.title(), 'Sign in to redis · step 1 of 3');
			await quickInput.pick('Temporary access key');
			await quickInput.answer('Access key ID', temporary.accessKey);
			await quickInput.answer('Secret access key', temporary.secretKey);
			await quickInput.waitAsking('Security token');
			assert.equal(await quickInput.isPassword(), true);
		};
		await update();
		await quickInput.answer('Security token', 'not-the-token');
		await w.dialog();
		await w.messages.dialogButton('Cancel');
		assert.equal(await secretOf(id), JSON.stringify({ kind: 'aksk', accessKey, secretKey }));
		await update();
		await quickInput.answer('Security token', temporary.securityToken);
		await until('the new credential in the secret storage', async () => {
			return (await secretOf(id)) === JSON.stringify({ kind: 'aksk', ...temporary });
		});
		await waitTask(w, TASK);
	});

	it('takes its secret along when it is removed, after a question', async () => {
		await addByHand(w, dcsAnswers(sandbox));
		await waitTask(w, TASK);
		const [profile] = await waitConnections(w, 1);
		await w.runCommand(REMOVE);
		const dialog = await w.dialog();
		assert.match(dialog.message, /Remove the connection “redis”\?/);
		assert.match(dialog.detail, /credential is deleted.*Nothing changes in the cloud/);
		await w.messages.dialogButton('Cancel');
		assert.equal((await storedConnections(w)).length, 1);
		await w.runCommand(REMOVE);
		await w.dialog();
		await w.messages.dialogButton('Remove');
		await waitConnections(w, 0);
		await until('the secret to be gone', async () => (await secretOf(profile?.id)) === undefined);
		await until('the welcome of an empty view', async () => /Add Connection/.test(await w.tree.welcome()));
		await w.reload();
		await w.openView();
		const asked = await listen(w);
		await setConnections(w, [profile]);
		await waitProblem(w, 'redis', 'Sign in');
		assert.deepEqual(await asked.since(), [], 'there is nothing to ask with');
	});

	it('that arrives without its secret shows “Sign in”, and a click on it signs in', async () => {
		const { accessKey, secretKey } = sandbox.facts;
		const profile = sandbox.connection({ id: 'synced', name: 'from afar', services: ['dcs'], credential: 'aksk' });
		await setConnections(w, [profile]);
		const row = await waitProblem(w, 'from afar', 'Sign in');
		assert.match(row.ariaLabel, /“from afar” has no credential on this machine/);
		await picture(w, 'connect-sign-in-needed');
		await w.tree.click('from afar');
		await answerKey(w, { accessKey, secretKey });
		await waitTask(w, TASK);
		assert.equal(await secretOf('synced'), JSON.stringify({ kind: 'aksk', accessKey, secretKey }));
		assert.deepEqual(await storedConnections(w), [profile], 'the profile stays as it came');
	});

	it('is added by another extension with all three kinds of credential, and nothing is asked', async () => {
		const { url, region, accessKey, secretKey, login } = sandbox.facts;
		const place = { cloud: 'custom', region, services: ['dcs'], endpoints: { dcs: url, iam: url } };
		const ids: unknown[] = [];
		for (const credential of [
			{ kind: 'aksk', accessKey, secretKey },
			{ kind: 'password', ...login },
			{ kind: 'environment' },
		]) {
			ids.push(
				await w.execute('migrationTasks.addConnection', { ...place, name: `by ${credential.kind}`, credential }),
			);
			assert.equal(await w.quickInput.isOpen(), false);
		}
		const stored = await waitConnections(w, 3);
		assert.deepEqual(
			stored.map(({ id }) => id),
			ids,
		);
		assert.deepEqual(
			stored.map(({ credential }) => credential),
			['aksk', 'password', 'environment'],
		);
		const tasks = (await w.callApi('getTasks')) as { ref: { connectionId: string } }[];
		assert.deepEqual(
			new Set(tasks.map(({ ref }) => ref.connectionId)),
			new Set(ids),
			'each finds its project by itself and reads its tasks',
		);
		const secrets = await Promise.all(ids.map(secretOf));
		assert.deepEqual(
			secrets.map((secret) => secret !== undefined),
			[true, true, false],
			'the environment needs no secret',
		);
	});

	it('is refused with the names of the fields that are wrong, and without their values', async () => {
		const credential = { kind: 'aksk', accessKey: 'AK-VALUE', secretKey: 'SK-VALUE' };
		const wrong: [argument: unknown, field: RegExp][] = [
			['prod-value', /./],
			[{ credential }, /name/],
			[{ name: 'x', credential: { ...credential, secretKey: 42_424_242 } }, /credential\.secretKey/],
			[{ name: 'x', credential: { ...credential, kind: 'bearer-value' } }, /credential\.kind/],
			[{ name: 'x', cloud: 'cloud-value', credential }, /cloud/],
			[{ name: 'x', endpoints: { dcs: 'http://host-value.example.com' }, credential }, /endpoints\.dcs: .*https/],
			[{ name: 'x', services: ['obs-value'], credential }, /services\.0/],
		];
		for (const [argument, field] of wrong) {
			await assert.rejects(w.execute('migrationTasks.addConnection', argument), ({ message }: Error) => {
				assert.match(message, /^The connection cannot be added: /);
				assert.match(message, field);
				assert.doesNotMatch(message, /value|42/i);
				assert.doesNotMatch(message, /: *(;|$)/, 'each says what is wrong');
				return true;
			});
		}
		assert.deepEqual(await storedConnections(w), []);
	});
});
