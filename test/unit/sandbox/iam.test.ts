import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/index';
import { MFA_USER, startSandbox } from '../../../src/sandbox/index';
import { ask, handClock, v2 } from './client';

describe("the sandbox's IAM", () => {
	const clock = handClock();
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox({ now: clock.now, tokenLifetime: 600 });
	});
	afterEach(() => sandbox.close());

	const signIn = (
		changes: { user?: string; password?: string; domain?: string; scope?: object } = {},
		query = '?nocatalog=true',
	) => {
		const { user, password, domain } = { ...sandbox.login, ...changes };
		const identity = { methods: ['password'], password: { user: { name: user, password, domain: { name: domain } } } };
		const scope = changes.scope ?? { project: { name: sandbox.region } };
		return ask(sandbox, `/v3/auth/tokens${query}`, { method: 'POST', body: { auth: { identity, scope } }, keys: null });
	};
	const withToken = (token: unknown, path: string) =>
		ask(sandbox, path, { keys: null, headers: { 'X-Auth-Token': String(token) } });

	it('gives a project token in a header, with 201, and the project id in the body', async () => {
		const reply = await signIn();
		assert.equal(reply.status, 201);
		assert.equal(reply.json.token.project.id, sandbox.projectId);
		assert.equal(reply.json.token.expires_at, '2025-03-04T12:10:00.000000Z');
		assert.ok(!('catalog' in reply.json.token));
		assert.equal((await withToken(reply.headers['x-subject-token'], v2(sandbox, 'migration-tasks'))).status, 200);
		assert.equal(sandbox.requests.at(-1)?.authorisation, 'token');
		assert.ok(Array.isArray((await signIn({}, '')).json.token.catalog));
	});

	it('gives a domain token that opens SMS and the projects, but not DCS', async () => {
		const reply = await signIn({ scope: { domain: { name: sandbox.login.domain } } });
		const token = reply.headers['x-subject-token'];
		assert.equal(reply.json.token.domain.id, sandbox.domainId);
		assert.equal((await withToken(token, '/v3/tasks')).status, 200);
		assert.equal((await withToken(token, '/v3/auth/projects')).status, 200);
		assert.equal((await withToken(token, v2(sandbox, 'migration-tasks'))).json.error_code, 'DCS.1004');
	});

	it('ends a token when its time is over, and knows no token that it did not give', async () => {
		const token = (await signIn()).headers['x-subject-token'];
		clock.pass(599_999);
		assert.equal((await withToken(token, v2(sandbox, 'migration-tasks'))).status, 200);
		clock.pass(1);
		const late = await withToken(token, v2(sandbox, 'migration-tasks'));
		assert.deepEqual([late.status, late.json.error_code], [401, 'APIGW.0307']);
		const strange = await withToken('made-up', v2(sandbox, 'migration-tasks'));
		assert.match(strange.json.error_msg, /decrypt token fail/);
	});

	it('refuses a wrong password, user, account and project, in the form of Keystone', async () => {
		for (const wrong of [{ password: 'x' }, { user: 'x' }, { domain: 'x' }, { scope: { project: { name: 'x' } } }]) {
			const reply = await signIn(wrong);
			assert.equal(reply.status, 401);
			assert.equal(reply.json.error.code, 401);
			assert.equal(reply.headers['x-subject-token'], undefined);
		}
	});

	it('locks the login after five wrong passwords, for a quarter of an hour', async () => {
		for (let i = 0; i < 5; i++) {
			await signIn({ password: 'x' });
		}
		assert.match((await signIn()).json.error.message, /locked/);
		clock.pass(15 * 60_000);
		assert.equal((await signIn()).status, 201);
	});

	it('asks a user with a second factor for more', async () => {
		const reply = await signIn({ user: MFA_USER });
		assert.equal(reply.status, 401);
		assert.deepEqual(reply.json.required_auth_methods, [['password', 'totp']]);
		assert.match(reply.json.error.message, /MFA/);
	});

	it('does not understand a request of another shape', async () => {
		for (const body of ['', '{', '{}', '{"auth":null}', '{"auth":{"identity":{"methods":"password"}}}']) {
			assert.equal((await ask(sandbox, '/v3/auth/tokens', { method: 'POST', body, keys: null })).status, 400, body);
		}
	});

	it('finds the project of a region, and lists what the key may use', async () => {
		const signed = (path: string) => ask(sandbox, path, { date: clock.date() });
		const { json } = await signed(`/v3/projects?name=${sandbox.region}`);
		assert.deepEqual(
			json.projects.map((project: { id: string }) => project.id),
			[sandbox.projectId],
		);
		assert.deepEqual((await signed('/v3/projects?name=cn-north-4')).json.projects, []);
		assert.deepEqual(
			(await signed('/v3/auth/projects')).json.projects.map((project: { name: string }) => project.name),
			['sandbox-1', 'MOS'],
		);
		assert.deepEqual(
			(await signed('/v3/auth/domains')).json.domains.map((domain: { id: string }) => domain.id),
			[sandbox.domainId],
		);
		assert.equal((await signed('/v3/projects?page=1')).status, 400);
		assert.equal((await ask(sandbox, '/v3/projects', { keys: null })).status, 401);
	});
});
