import { strict as assert } from 'node:assert';
import { setConnections, waitConnections, waitProblem, waitTask } from './connecting';
import { SandboxProcess, until, Workbench } from './driver';
import { type Asked, listen, picture, placesThatHold } from './support';

const TASK = 'session-store-eu';
const WRONG_SECRET = 'NotTheSecretKeyOfThisAccessKey-0123456789';
const SIGN_IN = '/v3/auth/tokens';

describe('Signing in', () => {
	let w: Workbench;
	let sandbox: SandboxProcess;
	before(async () => {
		w = await Workbench.open({
			sandbox: { tokenLifetime: 3 },
			connect: false,
			// As on a machine where nobody has set the variables.
			env: { HUAWEICLOUD_SDK_AK: '', HUAWEICLOUD_SDK_SK: '' },
			settings: { 'migrationTasks.refreshInterval': 0 },
		});
		assert.ok(w.sandbox);
		sandbox = w.sandbox;
		await w.openView();
	});
	after(() => w.close());
	afterEach(async () => {
		await setConnections(w, []);
		await w.execute('notifications.clearAll');
	});

	function add(
		name: string,
		credential: Record<string, unknown>,
		services = ['dcs', 'sms'],
		{ facts }: SandboxProcess = sandbox,
	): Promise<unknown> {
		const { url, region, projectId } = facts;
		const endpoints = { dcs: url, sms: url, iam: url };
		return w.execute('migrationTasks.addConnection', {
			name,
			cloud: 'custom',
			region,
			projectId,
			services,
			endpoints,
			credential,
		});
	}

	it('with a password takes one token a scope for all requests at once, and renews it before anybody sees it run out', async () => {
		const asked = await listen(w);
		await add('by password', { kind: 'password', ...sandbox.facts.login });
		await waitTask(w, TASK);
		await w.execute('migrationTasks.refresh');
		const first = await asked.since();
		const read = first.filter(({ method }) => method === 'GET');
		assert.ok(read.length > 10, 'lists of two services, and a closer look at what runs');
		assert.ok(read.every((request) => (request as Asked & { authorisation: string }).authorisation === 'token'));
		const early = first.filter(isSignIn).length;
		await until('tokens that ran out to be renewed', async () => {
			await w.execute('migrationTasks.refresh');
			return (await asked.since()).filter(isSignIn).length >= early + 2;
		});
		const all = await asked.since();
		assert.deepEqual(
			all.filter(({ status }) => status >= 400),
			[],
			'no request was refused on the way',
		);
		assert.ok(all.filter(isSignIn).length < all.length / 5, 'tokens are shared');
		assert.equal((await w.treeRows())[0]?.label, 'Failed', 'the tree has its tasks, and no row of a problem');
		assert.deepEqual(await w.messages.notificationHistory(), []);
	});

	it('shares one token among the list and the closer looks at what runs, which are asked for at the same time', async () => {
		// Its tokens last for a day: those of the other one may have to be renewed on the way.
		const steady = await SandboxProcess.start();
		try {
			await add('by password', { kind: 'password', ...steady.facts.login }, ['dcs'], steady);
			await waitTask(w, TASK);
			const [profile] = await waitConnections(w, 1);
			const asked = await listen(w, steady);
			// Another region is another place, for which a token is needed anew. Nothing else changes: a new secret would open it once more.
			await setConnections(w, [{ ...profile, region: 'another-region' }]);
			const all = await until('the list, and closer looks', async () => {
				const requests = await asked.since();
				return requests.some(isList) && requests.filter(({ path }) => path.endsWith('/stats')).length > 3 && requests;
			});
			assert.equal(all.filter(isSignIn).length, 1);
		} finally {
			await setConnections(w, []);
			await steady.stop();
		}
	});

	it('as a user with a second factor is told to use an access key', async () => {
		const { domain, password } = sandbox.facts.login;
		await add('by mfa', { kind: 'password', domain, user: 'mfa-user', password });
		const row = await waitProblem(w, 'by mfa', 'sign-in refused');
		assert.match(row.ariaLabel, /second factor.*Use an access key/s);
		await picture(w, 'signin-mfa');
		await w.messages.waitNotification(/second factor/);
	});

	it('with a wrong password is told once, and the password is sent once', async () => {
		const asked = await listen(w);
		await add('by typo', { kind: 'password', ...sandbox.facts.login, password: 'not-the-login-password' });
		await waitProblem(w, 'by typo', 'sign-in refused');
		await w.messages.waitNotification(/“by typo” is wrong/);
		const tries = (await asked.since()).filter(isSignIn);
		assert.ok(tries.length <= 2, `once a scope at most, since five lock the user; was ${tries.length}`);
	});

	it('works with temporary keys, and says so when their token does not fit', async () => {
		const { temporary } = sandbox.facts;
		await add('for a while', { kind: 'aksk', ...temporary }, ['dcs']);
		await waitTask(w, TASK);
		await setConnections(w, []);
		await add('without token', { kind: 'aksk', accessKey: temporary.accessKey, secretKey: temporary.secretKey }, [
			'dcs',
		]);
		await waitProblem(w, 'without token', 'access key refused');
	});

	it('says which environment variables are missing', async () => {
		const asked = await listen(w);
		await add('by environment', { kind: 'environment' }, ['dcs']);
		const row = await waitProblem(w, 'by environment', 'environment variables not set');
		assert.match(row.ariaLabel, /HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK.*“by environment”.*are not set/s);
		assert.deepEqual(await asked.since(), []);
	});

	it('with a wrong signature asks once however many requests failed, and never tries again by itself', async () => {
		const { accessKey, secretKey, temporary } = sandbox.facts;
		const asked = await listen(w);
		await w.updateSettings({ 'migrationTasks.refreshInterval': 5 });
		await add('wrong key', { kind: 'aksk', accessKey, secretKey: WRONG_SECRET });
		await waitProblem(w, 'wrong key', 'access key refused');
		await add('right key', { kind: 'aksk', ...temporary }, ['sms']);
		await waitConnections(w, 2);
		await w.messages.waitNotification(/refuses the signature of “wrong key”/);
		await picture(w, 'signin-wrong-key');
		const refused = async (): Promise<number> => (await asked.since()).filter(({ status }) => status === 401).length;
		const failures = await refused();
		assert.ok(failures >= 1 && failures <= 2, `a few at once at most, since five lock the key; was ${failures}`);
		const lists = async (): Promise<number> =>
			(await asked.since()).filter(({ path, status }) => path === '/v3/tasks' && status === 200).length;
		await until('the other connection to be refreshed twice by the clock', async () => (await lists()) >= 3, 30_000);
		assert.equal(await refused(), failures, 'the refused one is left alone');

		await w.tree.inlineAction('wrong key', 'Retry');
		await until('the retry by hand', async () => (await refused()) > failures);
		await waitProblem(w, 'wrong key', 'access key refused');
		const prompts = (await w.messages.notificationHistory()).filter((text) => text.includes('“wrong key”'));
		assert.equal(prompts.length, 1);

		// Three bad signatures in a row: one more by the same secret might be one too many.
		await w.updateSettings({ 'migrationTasks.refreshInterval': 0 });
		await until('a retry to be held back, and the row to say until when', async () => {
			await w.tree.inlineAction('wrong key', 'Retry');
			const row = (await w.treeRows()).find(({ label }) => label === 'wrong key');
			return /next try at \d/.test(row?.description ?? '');
		});
		await picture(w, 'signin-held-back');
		const burst = await refused();
		assert.ok(burst <= 3, `five in a row lock the key; was ${burst}`);
		await w.tree.inlineAction('wrong key', 'Retry');
		await waitProblem(w, 'wrong key', /next try at \d/);
		assert.equal(await refused(), burst, 'and no more are sent');

		// The message has gone by itself meanwhile.
		await w.runCommand('Migration Tasks: Update Credential…');
		await w.quickInput.waitAsking('Whose credential');
		await w.quickInput.pick('wrong key');
		await w.quickInput.waitAsking('How do you sign in?');
		assert.equal(await w.quickInput.title(), 'Sign in to wrong key · step 1 of 3');
		await w.quickInput.pick('Access key');
		await w.quickInput.answer('Access key ID', accessKey);
		await w.quickInput.answer('Secret access key', secretKey);
		await waitTask(w, TASK);
		assert.ok((await w.treeRows()).every(({ label }) => label !== 'wrong key'));
	});

	it('leaves no secret in files, settings, state or logs', async () => {
		const { secretKey, temporary, login } = sandbox.facts;
		const log = await w.extensionLog();
		assert.match(log, /migration-tasks/, 'the log has something to say');
		for (const secret of [
			secretKey,
			WRONG_SECRET,
			temporary.secretKey,
			temporary.securityToken,
			login.password,
			'not-the-login-password',
			'MIIsandbox',
		]) {
			assert.deepEqual(await placesThatHold(w, secret), [], secret);
		}
	});
});

function isSignIn({ method, path }: Asked): boolean {
	return method === 'POST' && path === SIGN_IN;
}

function isList({ method, path }: Asked): boolean {
	return method === 'GET' && path.endsWith('/migration-tasks');
}
