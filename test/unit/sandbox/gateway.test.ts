import assert from 'node:assert/strict';
import * as http from 'node:http';
import type { Sandbox } from '../../../src/sandbox/index';
import { startSandbox } from '../../../src/sandbox/index';
import { ask, handClock, v2 } from './client';

describe("the sandbox's gateway", () => {
	const clock = handClock();
	let sandbox: Sandbox;
	const list = () => v2(sandbox, 'migration-tasks?limit=1');

	beforeEach(async () => {
		sandbox = await startSandbox({ now: clock.now });
	});
	afterEach(() => sandbox.close());

	it('lets in a request that is signed with the key it gave out', async () => {
		const reply = await ask(sandbox, list(), { date: clock.date() });
		assert.equal(reply.status, 200);
		assert.equal(reply.headers.date, clock.date().toUTCString());
		assert.match(String(reply.headers['x-request-id']), /^[0-9a-f]{32}$/);
		assert.match(String(reply.headers['content-type']), /^application\/json/);
	});

	it('verifies names in the query that need encoding', async () => {
		const name = encodeURIComponent("a b/ü*~'()+&=");
		const reply = await ask(sandbox, v2(sandbox, `migration-tasks?offset=0&name=${name}&limit=2`), {
			date: clock.date(),
		});
		assert.equal(reply.status, 200, reply.text);
		assert.equal(reply.json.count, 0);
	});

	it('refuses a request without any proof, with the request id in body and header', async () => {
		const reply = await ask(sandbox, list(), { keys: null });
		assert.equal(reply.status, 401);
		assert.equal(reply.json.error_code, 'APIGW.0301');
		assert.match(reply.json.error_msg, /x-auth-token not found/);
		assert.equal(reply.json.request_id, reply.headers['x-request-id']);
	});

	it('says that an access key is unknown', async () => {
		const reply = await ask(sandbox, list(), { keys: { accessKey: 'NOBODY', secretKey: 'x' }, date: clock.date() });
		assert.equal(reply.status, 401);
		assert.match(reply.json.error_msg, /Get secretKey failed,ak:NOBODY,err:ak not exist/);
	});

	it('takes a clock that is 15 minutes off, and refuses one that is more', async () => {
		const at = (minutes: number) => new Date(clock.now() + minutes * 60_000);
		assert.equal((await ask(sandbox, list(), { date: at(15) })).status, 200);
		assert.equal((await ask(sandbox, list(), { date: at(-15) })).status, 200);
		for (const minutes of [16, -16]) {
			const reply = await ask(sandbox, list(), { date: at(minutes) });
			assert.equal(reply.status, 401);
			assert.match(reply.json.error_msg, /signature expired, signature time:\d{8}T\d{6}Z,server time:20250304T120000Z/);
		}
	});

	it('notices any change to what was signed', async () => {
		const other = { ...sandbox, secretKey: 'another secret' };
		const changes: [string, () => Promise<{ status: number; json: { error_msg: string } }>][] = [
			['secret', () => ask(sandbox, list(), { keys: other, date: clock.date() })],
			[
				'header',
				() =>
					ask(sandbox, list(), {
						headers: { 'x-project-id': sandbox.projectId },
						date: clock.date(),
						tamper: (h) => (h['x-project-id'] = 'x'),
					}),
			],
			[
				'missing header',
				() =>
					ask(sandbox, list(), { headers: { 'x-note': 'a' }, date: clock.date(), tamper: (h) => delete h['x-note'] }),
			],
			[
				'unsigned date',
				() =>
					ask(sandbox, list(), {
						date: clock.date(),
						tamper: (h) => (h.Authorization = String(h.Authorization).replace(';x-sdk-date', '')),
					}),
			],
		];
		for (const [what, change] of changes) {
			const reply = await change();
			assert.equal(reply.status, 401, what);
			assert.match(reply.json.error_msg, /verify aksk signature fail/, what);
		}
	});

	it('locks a key for five minutes after five failures in a row, and only that key', async () => {
		const wrong = { keys: { ...sandbox, secretKey: 'wrong' }, date: clock.date() };
		for (let i = 0; i < 5; i++) {
			assert.match((await ask(sandbox, list(), wrong)).json.error_msg, /verify aksk signature fail/);
		}
		const right = await ask(sandbox, list(), { date: clock.date() });
		assert.equal(right.status, 401);
		assert.match(right.json.error_msg, /AK access failed to reach the limit,forbidden/);
		assert.equal((await ask(sandbox, list(), { keys: sandbox.temporary, date: clock.date() })).status, 200);
		clock.pass(5 * 60_000 + 1);
		assert.equal((await ask(sandbox, list(), { date: clock.date() })).status, 200);
	});

	it('forgets earlier failures after one success', async () => {
		const wrong = { keys: { ...sandbox, secretKey: 'wrong' }, date: clock.date() };
		for (let round = 0; round < 2; round++) {
			for (let i = 0; i < 4; i++) {
				await ask(sandbox, list(), wrong);
			}
			assert.equal((await ask(sandbox, list(), { date: clock.date() })).status, 200);
		}
	});

	it('takes temporary keys only together with their security token', async () => {
		const { accessKey, secretKey } = sandbox.temporary;
		assert.equal((await ask(sandbox, list(), { keys: sandbox.temporary, date: clock.date() })).status, 200);
		assert.equal((await ask(sandbox, list(), { keys: { accessKey, secretKey }, date: clock.date() })).status, 401);
		const other = { accessKey, secretKey, securityToken: 'another' };
		assert.equal((await ask(sandbox, list(), { keys: other, date: clock.date() })).status, 401);
	});

	it('refuses a project that is not the caller’s, in the path or in the header', async () => {
		const inPath = await ask(sandbox, '/v2/ffffffffffffffffffffffffffffffff/migration-tasks', { date: clock.date() });
		const inHeader = await ask(sandbox, list(), { headers: { 'X-Project-Id': 'f00' }, date: clock.date() });
		for (const reply of [inPath, inHeader]) {
			assert.equal(reply.status, 401);
			assert.equal(reply.json.error_code, 'DCS.1004');
		}
		assert.equal(
			(await ask(sandbox, list(), { headers: { 'X-Project-Id': sandbox.projectId }, date: clock.date() })).status,
			200,
		);
	});

	it('does not know other paths, and says which methods a path takes', async () => {
		const nowhere = await ask(sandbox, v2(sandbox, 'migrations'), { date: clock.date() });
		assert.equal(nowhere.status, 404);
		assert.equal(nowhere.json.error_code, 'APIGW.0101');
		const wrong = await ask(sandbox, v2(sandbox, 'migration-tasks'), { method: 'POST', body: {}, date: clock.date() });
		assert.equal(wrong.status, 405);
		assert.equal(wrong.json.error_code, 'DCS.5001');
		assert.equal(wrong.headers.allow, 'GET');
	});

	it('answers to loopback names alone', async () => {
		const status = await new Promise<number>((resolve, reject) => {
			http
				.get(`${sandbox.url}/v3/tasks`, { headers: { Host: 'evil.example' }, agent: false }, (r) =>
					resolve(r.resume().statusCode ?? 0),
				)
				.on('error', reject);
		});
		assert.equal(status, 421);
	});

	it('refuses bodies above 1 MB', async () => {
		const reply = await ask(sandbox, '/v3/auth/tokens', {
			method: 'POST',
			body: 'x'.repeat(1024 * 1024 + 1),
			keys: null,
		}).catch((error: NodeJS.ErrnoException) => ({ status: error.code }));
		// The answer may be lost while the caller is still sending; the body is refused either way.
		assert.ok([413, 'EPIPE', 'ECONNRESET'].includes(reply.status ?? ''), String(reply.status));
		assert.equal(sandbox.requests.at(-1)?.status, 413);
	});

	it('records who asked for what, without secrets', async () => {
		await ask(sandbox, list(), { date: clock.date() });
		await ask(sandbox, '/v3/auth/tokens?nocatalog=true', {
			method: 'POST',
			body: {
				auth: {
					identity: {
						methods: ['password'],
						password: { user: { name: 'x', password: 'my-secret', domain: { name: 'd' } } },
					},
				},
			},
			keys: null,
		});
		const [signed, login] = sandbox.requests;
		assert.deepEqual(
			[signed?.method, signed?.query, signed?.status, signed?.authorisation],
			['GET', 'limit=1', 200, 'aksk'],
		);
		assert.deepEqual([login?.status, login?.authorisation], [401, 'none']);
		assert.ok(!JSON.stringify(sandbox.requests).includes('my-secret'));
		assert.ok(!JSON.stringify(sandbox.requests).includes(sandbox.secretKey));
	});

	it('ends its connections when it is closed, those that hang too', async () => {
		sandbox.misbehave({ kind: 'hang' });
		const waiting = assert.rejects(ask(sandbox, list(), { date: clock.date() }));
		while (sandbox.requests.length === 0) {
			await new Promise((resolve) => setImmediate(resolve));
		}
		await sandbox.close();
		await waiting;
		await assert.rejects(ask(sandbox, list(), { date: clock.date() }), /ECONNREFUSED/);
	});
});
