import assert from 'node:assert/strict';
import { akskAuthorizer } from '../../../src/cloud/akskAuthorizer';
import { CloudError } from '../../../src/cloud/errors';
import { errorMessage } from '../../../src/cloud/errorTable';
import { CloudHttp } from '../../../src/cloud/http';
import { IamClient } from '../../../src/cloud/iam';
import { passwordAuthorizer } from '../../../src/cloud/passwordAuthorizer';
import { json, type Reply, serve, type TestServer } from './server';

const SECRET = 'S3cr3t-Marker-9';
const login = { domain: 'account', user: 'user', password: SECRET };
const signable = { method: 'GET', url: new URL('https://dcs.example.com/'), headers: {} };
const rejectsWith = (kind: string, reason?: string) => (error: unknown) => {
	assert.ok(error instanceof CloudError, String(error));
	assert.equal(error.kind, kind);
	if (reason) assert.equal(error.reason, reason);
	return true;
};

describe('signing in with a password', () => {
	let server: TestServer;
	let iam: IamClient;
	let clock: number;
	let lines: string[];
	before(async () => {
		server = await serve(json(200, {}));
		const http = new CloudHttp({
			timeoutMs: () => 30_000,
			sleep: async () => undefined,
			now: () => clock,
			logger: {
				debug: (line) => lines.push(line),
				info: (line) => lines.push(line),
				warn: (line) => lines.push(line),
				error: (error) => lines.push(String(error)),
			},
		});
		iam = new IamClient(http, server.url);
	});
	after(() => server.close());
	beforeEach(() => {
		server.seen.length = 0;
		lines = [];
		clock = Date.parse('2025-01-02T03:04:05Z');
		server.reply = granted();
	});

	/** Tokens T1, T2, … of a validity in s, by a service whose clock is `ahead` s ahead. */
	function granted({ validity = 86_400, ahead = 0 } = {}): Reply {
		return (request, response, nth) => {
			const scope = (JSON.parse(request.body) as { auth: { scope: { project?: unknown } } }).auth.scope;
			const iso = (s: number): string => new Date(clock + s * 1000).toISOString().replace('Z', '000Z');
			json(
				201,
				{
					token: {
						issued_at: iso(ahead),
						expires_at: iso(ahead + validity),
						...(scope.project
							? { project: { id: 'p1', name: 'eu-de', domain: { id: 'd1', name: 'account' } } }
							: { domain: { id: 'd1', name: 'account' } }),
					},
				},
				{ 'X-Subject-Token': `T${nth}` },
			)(request, response, nth);
		};
	}
	const authorizer = (more: { projectId?: string; region?: string } = { region: 'eu-de' }) =>
		passwordAuthorizer({ iam, ...login, ...more, now: () => clock });

	it('asks IAM as its page says, and learns the id of the project', async () => {
		const auth = authorizer();
		assert.deepEqual((await auth.authorize(signable, 'project')).headers, { 'X-Auth-Token': 'T1' });
		assert.equal(await auth.projectId(), 'p1');
		assert.equal(server.seen.length, 1);
		const [seen] = server.seen;
		assert.equal(seen?.method, 'POST');
		assert.equal(seen?.url, '/v3/auth/tokens?nocatalog=true');
		assert.equal(seen?.headers.authorization, undefined);
		assert.deepEqual(JSON.parse(seen?.body ?? ''), {
			auth: {
				identity: {
					methods: ['password'],
					password: { user: { name: 'user', password: SECRET, domain: { name: 'account' } } },
				},
				scope: { project: { name: 'eu-de' } },
			},
		});
	});

	it('takes a token for the project and another for the account', async () => {
		const auth = authorizer({ projectId: 'given' });
		assert.equal(await auth.projectId(), 'given');
		await auth.authorize(signable, 'project');
		await auth.authorize(signable, 'domain');
		await auth.authorize(signable, 'none');
		const scopes = server.seen.map(({ body }) => (JSON.parse(body) as { auth: { scope: unknown } }).auth.scope);
		assert.deepEqual(scopes, [{ project: { id: 'given' } }, { domain: { name: 'account' } }]);
	});

	it('signs in once for requests at the same time, and again shortly before the token runs out', async () => {
		const auth = authorizer();
		const tokens = await Promise.all(Array.from({ length: 5 }, () => auth.authorize(signable, 'project')));
		assert.equal(server.seen.length, 1);
		assert.ok(tokens.every(({ headers }) => headers['X-Auth-Token'] === 'T1'));
		clock += 86_400_000 - 5 * 60_000 - 1;
		await auth.authorize(signable, 'project');
		assert.equal(server.seen.length, 1);
		clock += 1;
		await Promise.all([auth.authorize(signable, 'project'), auth.authorize(signable, 'project')]);
		assert.equal(server.seen.length, 2);
	});

	it('goes by how long a token lasts, not by the clocks, and renews short ones at nine tenths', async () => {
		server.reply = granted({ validity: 100, ahead: 3_600 });
		const auth = authorizer();
		await auth.authorize(signable, 'project');
		clock += 89_999;
		await auth.authorize(signable, 'project');
		assert.equal(server.seen.length, 1);
		clock += 1;
		await auth.authorize(signable, 'project');
		assert.equal(server.seen.length, 2);
	});

	it('signs in anew after a token was refused, but not after a missing permission', async () => {
		const auth = authorizer();
		const { ended } = await auth.authorize(signable, 'project');
		assert.equal(ended(new CloudError({ kind: 'project', operation: 'x', status: 401 })), false);
		assert.equal(ended(new CloudError({ kind: 'token', operation: 'x', status: 401 })), true);
		assert.deepEqual((await auth.authorize(signable, 'project')).headers, { 'X-Auth-Token': 'T2' });
	});

	it('keeps a new token though others are told late that the old one was refused', async () => {
		const auth = authorizer();
		const late = await Promise.all(Array.from({ length: 8 }, () => auth.authorize(signable, 'project')));
		const refused = new CloudError({ kind: 'token', operation: 'x', status: 401 });
		for (const { ended } of late) {
			assert.equal(ended(refused), true);
			assert.deepEqual((await auth.authorize(signable, 'project')).headers, { 'X-Auth-Token': 'T2' });
		}
		assert.equal(server.seen.length, 2);
	});

	it('sends a wrong password once, and shows it nowhere', async () => {
		server.reply = json(401, { error: { code: 401, message: `The password ${SECRET} is wrong: password=${SECRET}` } });
		const auth = authorizer();
		for (let i = 0; i < 3; i++) await assert.rejects(auth.authorize(signable, 'project'), rejectsWith('password'));
		await assert.rejects(auth.authorize(signable, 'domain'), rejectsWith('password'));
		assert.equal(server.seen.length, 1);
		assert.ok(!lines.join('\n').includes(SECRET));
	});

	it('tries again where the user was only locked', async () => {
		server.reply = json(401, { error_code: 'IAM.0061', error_msg: 'locked' });
		const auth = authorizer();
		await assert.rejects(auth.authorize(signable, 'project'), rejectsWith('password'));
		server.reply = granted();
		assert.deepEqual((await auth.authorize(signable, 'project')).headers, { 'X-Auth-Token': 'T2' });
	});

	it('says that a second factor needs an access key', async () => {
		server.reply = json(401, { error: { code: 401, message: 'MFA is required: the methods must include totp.' } });
		await assert.rejects(
			authorizer().projectId(),
			(error: CloudError) => rejectsWith('mfa')(error) && /access key/.test(errorMessage(error)),
		);
	});

	it('ends the sign-in when the last one who waits gives up, and not before', async () => {
		let hold: (() => void) | undefined;
		server.reply = (request, response, nth) => {
			hold = () => granted()(request, response, nth);
		};
		const auth = authorizer();
		const one = new AbortController();
		const first = assert.rejects(auth.authorize(signable, 'project', one.signal), rejectsWith('cancelled'));
		const second = auth.authorize(signable, 'project');
		await server.arrived(1);
		one.abort();
		await first;
		hold?.();
		assert.deepEqual((await second).headers, { 'X-Auth-Token': 'T1' });

		const lonely = authorizer();
		const two = new AbortController();
		const third = assert.rejects(lonely.authorize(signable, 'project', two.signal), rejectsWith('cancelled'));
		await server.arrived(2);
		two.abort();
		await third;
		server.reply = granted();
		assert.deepEqual((await lonely.authorize(signable, 'project')).headers, { 'X-Auth-Token': 'T3' });
	});

	it('cannot go on without a token in the answer', async () => {
		server.reply = json(201, { token: {} });
		await assert.rejects(authorizer().authorize(signable, 'project'), rejectsWith('unreadable', 'shape'));
	});
});

describe('finding projects and accounts', () => {
	let server: TestServer;
	let iam: IamClient;
	const asker = akskAuthorizer(() => ({ accessKey: 'AK', secretKey: 'SK' }));
	before(async () => {
		server = await serve(json(200, {}));
		iam = new IamClient(new CloudHttp({ timeoutMs: () => 30_000, sleep: async () => undefined }), server.url);
	});
	after(() => server.close());
	beforeEach(() => {
		server.seen.length = 0;
	});

	const project = (id: string, name: string, enabled = true) => ({ id, name, enabled, domain_id: 'd1' });

	it('finds the project that is named after the region, and creates none', async () => {
		server.reply = json(200, {
			projects: [project('1', 'eu-de'), project('2', 'MOS'), project('3', 'eu-de', false), null, {}],
		});
		assert.equal(await iam.findProject({ region: 'eu-de', authorizer: asker }), '1');
		assert.deepEqual(
			(await iam.listProjects({ authorizer: asker })).map(({ id }) => id),
			['1', '3'],
		);
		assert.ok(server.seen.every(({ method }) => method === 'GET'));
		assert.equal(server.seen[0]?.url, '/v3/projects?name=eu-de');
	});

	it('says that there is no project, or more than one', async () => {
		server.reply = json(200, { projects: [] });
		await assert.rejects(iam.findProject({ region: 'eu-de', authorizer: asker }), rejectsWith('project', 'noProject'));
		server.reply = json(200, { projects: [project('1', 'eu-de'), project('2', 'eu-de')] });
		await assert.rejects(
			iam.findProject({ region: 'eu-de', authorizer: asker }),
			rejectsWith('project', 'manyProjects'),
		);
	});

	it('takes the projects that the user may use where listing them all is forbidden', async () => {
		server.reply = (request, response, nth) =>
			(request.url.startsWith('/v3/projects')
				? json(403, { error: { code: 403, message: 'no' } })
				: json(200, { projects: [project('1', 'eu-de'), project('2', 'eu-nl')] }))(request, response, nth);
		assert.equal(await iam.findProject({ region: 'eu-nl', authorizer: asker }), '2');
	});

	it('reads the accounts', async () => {
		server.reply = json(200, { domains: [{ id: 'd1', name: 'account' }, { name: 'no id' }] });
		assert.deepEqual(await iam.listDomains(asker), [{ id: 'd1', name: 'account' }]);
		server.reply = json(200, { nothing: 1 });
		await assert.rejects(iam.listDomains(asker), rejectsWith('unreadable', 'shape'));
	});
});
