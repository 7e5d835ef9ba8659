import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { akskAuthorizer } from '../../../src/cloud/akskAuthorizer';
import { CloudError, type CloudErrorKind } from '../../../src/cloud/errors';
import { errorMessage, errorRow } from '../../../src/cloud/errorTable';
import { CloudHttp, type CloudHttpOptions } from '../../../src/cloud/http';
import { KeyGuard } from '../../../src/cloud/keyGuard';
import type { Authorizer, CloudRequest, Outcome } from '../../../src/cloud/request';
import { expectedSignature, parseAuthorization } from '../../../src/cloud/sign';
import { noLogger } from '../../../src/core/logger';
import { DCS_ERROR_CODES } from '../../../src/services/dcs/errorCodes';
import { inTurn, json, type Reply, serve, type TestServer } from './server';

const SECRET = 'S3cr3t-Marker-9';
const keys = { accessKey: 'AK', secretKey: SECRET };

describe('the way to the network', () => {
	let server: TestServer;
	let pauses: number[];
	let lines: string[];
	before(async () => {
		server = await serve(json(200, {}));
	});
	after(() => server.close());
	beforeEach(() => {
		server.seen.length = 0;
		pauses = [];
		lines = [];
	});

	const keep = (line: string): void => void lines.push(line);
	const http = (options: Partial<CloudHttpOptions> = {}): CloudHttp =>
		new CloudHttp({
			timeoutMs: () => 30_000,
			sleep: async (ms) => void pauses.push(ms),
			random: () => 0,
			logger: { debug: keep, info: keep, warn: keep, error: () => assert.fail('an unexpected error') },
			...options,
		});
	const request = (more: Partial<CloudRequest> = {}): CloudRequest => ({
		operation: 'Test',
		method: 'GET',
		url: new URL(`${server.url}/v2/p/migration-tasks?offset=0&name=a%20b`),
		scope: 'project',
		repeatable: true,
		...more,
	});
	async function failure(promise: Promise<unknown>, kind: CloudErrorKind): Promise<CloudError> {
		const error = await promise.then(
			() => assert.fail('it did not fail'),
			(thrown: unknown) => thrown,
		);
		assert.ok(error instanceof CloudError, String(error));
		assert.equal(error.kind, kind, error.message);
		assert.match(errorMessage(error, 'Prod'), /^[^\n]{20,}[.)]$/);
		return error;
	}

	it('sends a signature that the service can check, over exactly what it sent', async () => {
		server.reply = json(200, { ok: true });
		await http().send(
			request({ method: 'POST', body: '{"name":"ü"}', headers: { 'X-Project-Id': 'p' } }),
			akskAuthorizer(() => keys),
		);
		const [seen] = server.seen;
		assert.ok(seen);
		const read = parseAuthorization(seen.headers.authorization ?? '');
		assert.deepEqual(read?.signedHeaders, ['content-type', 'host', 'x-project-id', 'x-sdk-date']);
		const headers = Object.fromEntries(Object.entries(seen.headers).map(([name, value]) => [name, String(value)]));
		const url = new URL(seen.url, server.url);
		assert.equal(
			read?.signature,
			expectedSignature({ method: seen.method, url, headers, body: seen.body }, read?.signedHeaders ?? [], SECRET),
		);
		assert.equal(seen.url, '/v2/p/migration-tasks?offset=0&name=a%20b');
	});

	it('reads JSON, also with a byte order mark or compressed, and the number of the request', async () => {
		for (const reply of [
			json(200, '\ufeff{"a":1}', { 'X-Request-Id': 'r1' }),
			((_request, response) => {
				response.writeHead(200, { 'Content-Encoding': 'gzip', 'X-Request-Id': 'r1' });
				response.end(gzipSync('{"a":1}'));
			}) satisfies Reply,
		]) {
			server.reply = reply;
			const answer = await http().send(request());
			assert.deepEqual(answer.json, { a: 1 });
			assert.equal(answer.requestId, 'r1');
		}
		server.reply = (_request, response) => response.writeHead(204).end();
		assert.equal((await http().send(request())).json, undefined);
	});

	it('does not parse a body again that is known by its digest, and says when an answer is in', async () => {
		const one = json(200, { a: 1 });
		server.reply = inTurn(one, one, json(200, { a: 2 }), json(404, {}));
		const events: string[] = [];
		const send = async (knownDigest: string): Promise<[unknown, string | undefined]> => {
			const onArrival = () => void events.push('arrived');
			const answer = await http().send(request({ knownDigest, onArrival }));
			events.push('read');
			return [answer.json, answer.digest];
		};
		const [first, digest = ''] = await send('');
		assert.deepEqual(first, { a: 1 });
		assert.equal(digest, createHash('sha256').update('{"a":1}').digest('base64'));
		assert.deepEqual(await send(digest), [undefined, digest]);
		const [third, changed] = await send(digest);
		assert.deepEqual(third, { a: 2 });
		assert.notEqual(changed, digest);
		assert.deepEqual(events, ['arrived', 'read', 'arrived', 'read', 'arrived', 'read']);
		await assert.rejects(send(''));
		assert.equal(events.length, 6);
	});

	it('repeats a read three times at the most, with pauses that grow', async () => {
		server.reply = json(503, { error_code: 'DCS.5000', error_msg: 'down' });
		const error = await failure(http().send(request({ errorCodes: DCS_ERROR_CODES })), 'service');
		assert.equal(error.sent, false);
		assert.equal(server.seen.length, 4);
		assert.deepEqual(pauses, [1_000, 2_000, 4_000]);
		pauses = [];
		await failure(http({ random: () => 1 }).send(request()), 'service');
		assert.deepEqual(pauses, [1_500, 3_000, 6_000]);
	});

	it('goes on as soon as it gets an answer', async () => {
		server.reply = inTurn(json(502, '<html>', { 'Content-Type': 'text/html' }), json(429, {}), json(200, { ok: 1 }));
		assert.deepEqual((await http().send(request())).json, { ok: 1 });
		assert.equal(server.seen.length, 3);
	});

	it('repeats after a broken connection, signed anew', async () => {
		let clock = Date.parse('2025-01-02T03:04:05Z');
		server.reply = inTurn((_request, response) => void response.destroy(), json(200, {}));
		await http().send(
			request(),
			akskAuthorizer(
				() => keys,
				() => (clock += 60_000),
			),
		);
		const dates = server.seen.map(({ headers }) => headers['x-sdk-date']);
		assert.equal(dates.length, 2);
		assert.notEqual(dates[0], dates[1]);
	});

	it('waits as long as the service asks, by seconds or by a date on the service’s clock', async () => {
		server.reply = inTurn(json(429, {}, { 'Retry-After': '7' }), json(200, {}));
		await http().send(request());
		server.seen.length = 0;
		server.reply = inTurn(
			json(503, {}, { 'Retry-After': 'Thu, 02 Jan 2025 03:04:17 GMT', Date: 'Thu, 02 Jan 2025 03:04:05 GMT' }),
			json(200, {}),
		);
		await http().send(request());
		assert.deepEqual(pauses, [7_000, 12_000]);
	});

	it('keeps the pause that is asked for between a second and an hour, whatever the header says', async () => {
		const date = 'Thu, 02 Jan 2025 03:04:05 GMT';
		const pauseMs: readonly [asked: string, status: number, ms: number | undefined][] = [
			['7', 429, 7_000],
			['1.5', 503, 1_500],
			['3, 5', 429, 5_000],
			['0', 429, 1_000],
			['0.2', 503, 1_000],
			['Thu, 02 Jan 2025 03:00:00 GMT', 429, 1_000],
			['Thursday, 02-Jan-25 03:04:12 GMT', 429, 7_000],
			['Thu Jan  2 03:04:12 2025', 503, 7_000],
			['-5', 429, 10_000],
			['wait 10', 429, 10_000],
			['1e3', 503, 10_000],
			['9'.repeat(400), 429, 3_600_000],
			['Fri, 31 Dec 9999 23:59:59 GMT', 503, 3_600_000],
			['4000', 429, 3_600_000],
			['soon', 500, undefined],
			['', 429, undefined],
		];
		for (const [asked, status, ms] of pauseMs) {
			server.reply = json(status, {}, { 'Retry-After': asked, Date: date });
			const error = await http()
				.send(request({ repeatable: false }))
				.catch((thrown: unknown) => thrown);
			assert.ok(error instanceof CloudError);
			assert.equal(error.retryAfterMs, ms, `${asked} with ${status}`);
		}
	});

	it('leaves a wait of more than a minute to the caller, and says how long it is', async () => {
		server.reply = json(429, { error_code: 'APIGW.0308', error_msg: 'threshold' }, { 'Retry-After': '120' });
		const error = await failure(http().send(request()), 'throttled');
		assert.equal(error.retryAfterMs, 120_000);
		assert.match(errorMessage(error), /wait 120 s/);
		assert.equal(server.seen.length, 1);
	});

	it('never repeats a write', async () => {
		const write = { method: 'POST', body: '{}', repeatable: false } as const;
		const own = { error_code: 'DCS.5000', error_msg: 'internal' };
		const outcomes: readonly [status: number, body: unknown, sent: boolean][] = [
			[400, { error_code: 'DCS.4063', error_msg: 'no' }, false],
			[400, 'no', false],
			[401, {}, false],
			[403, '<html>Blocked</html>', false],
			[404, {}, false],
			[408, own, true],
			[409, {}, false],
			[429, {}, false],
			[499, 'client closed', true],
			[307, {}, true],
			[500, own, false],
			[503, { error_code: '111500006', error_msg: 'internal' }, false],
			[500, { message: 'Internal Server Error' }, true],
			[500, { error_code: 'APIGW.0201', error_msg: 'backend' }, true],
			[503, { code: 503, message: 'upstream connect error' }, true],
			[502, own, true],
			[504, own, true],
			[500, '', true],
			[200, '{"id":', true],
			[200, '', true],
		];
		for (const [status, body, sent] of outcomes) {
			server.seen.length = 0;
			server.reply = json(status, body);
			const error = await http()
				.send(request({ ...write, errorCodes: DCS_ERROR_CODES }))
				.catch((thrown: unknown) => thrown);
			assert.ok(error instanceof CloudError);
			assert.equal(error.sent, sent, `${status} ${JSON.stringify(body)}`);
			assert.equal(server.seen.length, 1);
		}
		server.seen.length = 0;
		server.reply = (_request, response) => void response.destroy();
		assert.equal((await failure(http().send(request(write)), 'network')).sent, true);
		assert.equal(server.seen.length, 1);
		server.reply = json(400, { error_code: 'DCS.4063', error_msg: 'no' });
		assert.equal((await failure(http().send(request(write)), 'invalid')).sent, false);
	});

	it('never repeats after a refused signature', async () => {
		server.reply = json(401, { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' });
		const error = await failure(
			http().send(
				request(),
				akskAuthorizer(() => keys),
			),
			'signature',
		);
		assert.equal(errorRow(error).remedy, 'updateCredential');
		assert.equal(server.seen.length, 1);
	});

	it('asks once more, and only once, where the authorizer has something new to offer', async () => {
		let token = 1;
		const authorizer: Authorizer = {
			authorize: async () => ({
				headers: { 'X-Auth-Token': `t${token}` },
				secrets: [],
				ended: (outcome) => {
					token++;
					return outcome instanceof CloudError;
				},
			}),
		};
		server.reply = inTurn(json(401, { error_code: 'APIGW.0307', error_msg: 'renew' }), json(200, { ok: 1 }));
		await http().send(request(), authorizer);
		assert.deepEqual(
			server.seen.map(({ headers }) => headers['x-auth-token']),
			['t1', 't2'],
		);
		server.seen.length = 0;
		server.reply = json(401, { error_code: 'APIGW.0307', error_msg: 'renew' });
		await failure(http().send(request(), authorizer), 'token');
		assert.equal(server.seen.length, 2);
		assert.deepEqual(pauses, []);
	});

	it('sends a refused key only once, until the secret changes or five minutes are over', async () => {
		let clock = Date.parse('2025-01-02T03:04:05Z');
		let pair = keys;
		const authorizer = akskAuthorizer(
			() => pair,
			() => clock,
		);
		server.reply = json(
			401,
			{ error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' },
			{ Date: new Date(clock).toUTCString() },
		);
		const now = (): number => clock;
		for (let i = 0; i < 6; i++) await failure(http({ now }).send(request(), authorizer), 'signature');
		assert.equal(server.seen.length, 1);
		pair = { ...keys, secretKey: 'other' };
		for (let i = 0; i < 3; i++) await failure(http({ now }).send(request(), authorizer), 'signature');
		assert.equal(server.seen.length, 2);
		clock += 5 * 60_000;
		server.reply = json(200, {});
		await http({ now }).send(request(), authorizer);
		assert.equal(server.seen.length, 3);
	});

	it('never sends five bad signatures in a row, though three connections share the key and a gateway answers in between', async () => {
		const guard = new KeyGuard();
		const connections = Array.from({ length: 3 }, () => akskAuthorizer(() => keys, Date.now, guard));
		const bad = json(401, { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' });
		const gateway = json(502, '<html>Bad Gateway</html>');
		let nth = 0;
		let inARow = 0;
		server.reply = (...args) => {
			const isGateway = nth++ % 3 === 2;
			inARow += isGateway ? 0 : 1;
			return (isGateway ? gateway : bad)(...args);
		};
		for (let refresh = 0; refresh < 3; refresh++) {
			await Promise.allSettled(
				connections.flatMap((connection) => [1, 2, 3].map(() => http().send(request(), connection))),
			);
			for (const connection of connections) await connection.allowOneTry?.();
		}
		assert.ok(inARow > 1 && inARow < 5, `${inARow} bad signatures`);
	});

	it('takes a signature for accepted only where the service itself answered', async () => {
		const answers: readonly [reply: Reply, accepted: boolean][] = [
			[json(200, {}), true],
			[json(403, { error_code: 'DCS.2003', error_msg: 'no permission' }), true],
			[json(400, { error_code: '111400063', error_msg: 'invalid' }), true],
			[json(200, '<html>Sign in</html>'), false],
			[json(502, {}), false],
			[json(503, { error_code: 'APIGW.0201', error_msg: 'x' }), false],
			[json(404, { error_code: 'APIGW.0101', error_msg: 'x' }), false],
			[json(404, 'not found'), false],
			[json(429, { error_code: 'APIGW.0308', error_msg: 'x' }), false],
			[json(403, { error_code: 'APIGW.0402', error_msg: 'x' }), false],
			[(_request, response) => void response.destroy(), false],
		];
		for (const [reply, accepted] of answers) {
			const outcomes: Outcome[] = [];
			const authorizer: Authorizer = {
				authorize: async () => ({
					headers: {},
					secrets: [],
					ended: (outcome) => {
						outcomes.push(outcome);
						return false;
					},
				}),
			};
			server.reply = reply;
			const sent = http().send(request({ repeatable: false, errorCodes: DCS_ERROR_CODES }), authorizer);
			await sent.catch(() => undefined);
			assert.deepEqual(
				outcomes.map((outcome) => outcome === 'accepted'),
				[accepted],
			);
		}
	});

	it('says that the clock is wrong where that is why the signature is refused', async () => {
		const now = Date.parse('2025-01-02T04:04:05Z');
		const refused = { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' };
		server.reply = json(401, refused, { Date: 'Thu, 02 Jan 2025 03:04:05 GMT' });
		const error = await failure(
			http({ now: () => now }).send(
				request(),
				akskAuthorizer(() => keys),
			),
			'clock',
		);
		assert.equal(error.skewMs, 3_600_000);
		assert.match(errorMessage(error), /60 minutes ahead/);
		assert.equal(errorRow(error).remedy, 'retry');
		server.reply = json(401, refused, { Date: 'Thu, 02 Jan 2025 03:59:05 GMT' });
		await failure(
			http({ now: () => now }).send(
				request(),
				akskAuthorizer(() => keys),
			),
			'signature',
		);
	});

	it('ends a request that is not answered in time, before the headers and within the body', async () => {
		for (const reply of [
			() => undefined,
			((_request, response) => {
				response.writeHead(200, { 'Content-Type': 'application/json' });
				response.write('{"a":');
			}) satisfies Reply,
		]) {
			server.seen.length = 0;
			server.reply = reply;
			const error = await failure(http({ timeoutMs: () => 100 }).send(request()), 'timeout');
			assert.equal(error.sent, true);
			assert.equal(server.seen.length, 1);
		}
	});

	it('can be cancelled before, while waiting for the answer, within the body and during a pause', async () => {
		const early = new AbortController();
		early.abort();
		assert.equal((await failure(http().send(request({ signal: early.signal })), 'cancelled')).sent, false);
		assert.equal(server.seen.length, 0);

		const hanging = new AbortController();
		server.reply = () => hanging.abort();
		assert.equal((await failure(http().send(request({ signal: hanging.signal })), 'cancelled')).sent, true);

		const reading = new AbortController();
		server.reply = (_request, response) => {
			response.writeHead(200);
			response.write('{', () => setImmediate(() => reading.abort()));
		};
		await failure(http().send(request({ signal: reading.signal })), 'cancelled');

		const pausing = new AbortController();
		server.seen.length = 0;
		server.reply = json(500, {});
		const patient = new CloudHttp({
			timeoutMs: () => 30_000,
			logger: { ...noLogger, info: (line) => void (line.includes('again') && setImmediate(() => pausing.abort())) },
		});
		await failure(patient.send(request({ signal: pausing.signal })), 'cancelled');
		assert.equal(server.seen.length, 1);
	});

	const unreadable: readonly [name: string, reply: Reply, words: RegExp][] = [
		['a web page', json(200, '<!DOCTYPE html><html>Sign in</html>'), /web page/],
		['a web page with 403', json(403, '<html>Blocked</html>'), /web page/],
		['nothing', json(200, ''), /is empty/],
		['half of an answer', json(200, '{"count": 1, "migration_'), /not JSON or was cut off/],
		['text', json(200, 'OK'), /not JSON/],
		['a redirect', json(302, '', { Location: 'https://elsewhere.example.com/' }), /redirects/],
		['broken compression', json(200, 'no gzip', { 'Content-Encoding': 'gzip' }), /not JSON or was cut off/],
		[
			'headers that are too long',
			json(200, {}, { 'X-Subject-Token': 'x'.repeat(17_000) }),
			/longer than the editor can read/,
		],
	];
	for (const [name, reply, words] of unreadable) {
		it(`cannot read ${name}, and says so without repeating`, async () => {
			server.reply = reply;
			const error = await failure(http().send(request({ method: 'POST', repeatable: false })), 'unreadable');
			assert.match(errorMessage(error), words);
			assert.equal(server.seen.length, 1);
			assert.equal(error.sent, error.status !== 403);
		});
	}

	it('reads no more than 64 MB', async () => {
		const megabyte = Buffer.alloc(1024 * 1024, 0x20);
		server.reply = (_request, response) => {
			response.writeHead(200);
			const pour = (): void => {
				while (!response.destroyed && response.write(megabyte));
				if (!response.destroyed) response.once('drain', pour);
			};
			pour();
		};
		const error = await failure(http().send(request()), 'unreadable');
		assert.equal(error.reason, 'tooLarge');
	});

	it('tells the ways in which a service cannot be reached', async () => {
		const closed = await serve(json(200, {}));
		await closed.close();
		const refused = await failure(http().send(request({ url: new URL(closed.url) })), 'network');
		assert.equal(refused.code, 'ECONNREFUSED');
		assert.equal(refused.sent, false);
		assert.deepEqual(pauses, []);
		const noTls = await failure(
			http().send(request({ url: new URL(server.url.replace('http:', 'https:')) })),
			'certificate',
		);
		assert.match(errorMessage(noTls), /No safe connection/);
	});

	it('sends nothing over plain http but to this computer', async () => {
		const error = await failure(
			http().send(
				request({ url: new URL('http://dcs.example.com/x') }),
				akskAuthorizer(() => keys),
			),
			'invalid',
		);
		assert.equal(error.reason, 'endpoint');
	});

	it('keeps an id that is no safe number to the last digit, within any text', async () => {
		const text =
			'{"count":90071992547409931 ,"tasks":[ {"id":-90071992547409933,"note":"a: 12345678901234567, \\"[12345678901234567]"},1234567890123456,1.2345678901234567890,100000000000000000000.0e0,{"n": 9007199254740993}]}';
		server.reply = json(200, text);
		assert.deepEqual((await http().send(request())).json, {
			count: '90071992547409931',
			tasks: [
				{ id: '-90071992547409933', note: 'a: 12345678901234567, "[12345678901234567]' },
				1234567890123456,
				1.2345678901234567,
				1e20,
				{ n: '9007199254740993' },
			],
		});
	});

	it('reads what is nested 200,000 deep, or says that it cannot', async () => {
		for (const text of [
			`{"x":${'{"a":'.repeat(2e5)}1${'}'.repeat(2e5)}}`,
			`{"error_msg":${'['.repeat(2e5)}${']'.repeat(2e5)}}`,
		]) {
			server.reply = json(200, text);
			const secret = JSON.stringify({ password: 'Zzz-9-Zzz-9' });
			const sent = http().send(request({ method: 'POST', body: secret, repeatable: false }));
			await sent.catch((error: unknown) => assert.ok(error instanceof CloudError));
		}
	});

	it('takes an error that came as a success for the error that it is, and nothing else', async () => {
		server.reply = json(200, { error_code: 'DCS.4133', error_msg: 'Instance job is not found.' });
		await failure(http().send(request({ errorCodes: DCS_ERROR_CODES, aboutTask: true })), 'noSuchTask');
		server.reply = json(200, { error_code: 'X.1', error_msg: 'no' });
		await failure(http().send(request()), 'service');
		for (const task of [
			{ id: 'a', error_code: 'SMS.0201', error_msg: 'source not reachable' },
			{ task_id: 'a', error_code: '', error_msg: '' },
			{ error: 'x' },
		]) {
			server.reply = json(200, task);
			assert.deepEqual((await http().send(request())).json, task);
		}
	});

	it('does not blame the service when the computer slept, and asks again where that does no harm', async () => {
		let clock = 0;
		const hang: Reply = () => {
			clock = 3 * 3_600_000;
		};
		server.reply = inTurn(hang, json(200, { ok: 1 }));
		assert.deepEqual((await http({ timeoutMs: () => 1_000, now: () => clock }).send(request())).json, { ok: 1 });
		clock = 0;
		server.seen.length = 0;
		server.reply = hang;
		const write = http({ timeoutMs: () => 1_000, now: () => clock }).send(
			request({ method: 'POST', repeatable: false }),
		);
		const error = await failure(write, 'network');
		assert.deepEqual([error.reason, error.sent, server.seen.length], ['asleep', true, 1]);
		assert.match(errorMessage(error), /slept/);
	});

	it('goes on by itself after an answer that was cut off, empty, badly packed or no JSON', async () => {
		const broken: readonly Reply[] = [
			json(200, '{"count": 1, "migr'),
			json(200, ''),
			json(200, 'no gzip', { 'Content-Encoding': 'gzip' }),
			(_request, response) => {
				response.writeHead(200, { 'Content-Length': '500' });
				response.write('{"a":1}', () => response.destroy());
			},
		];
		for (const reply of broken) {
			server.seen.length = 0;
			server.reply = inTurn(reply, json(200, { ok: 1 }));
			assert.deepEqual((await http().send(request())).json, { ok: 1 });
			assert.equal(server.seen.length, 2);
		}
	});

	it('ends an answer that only drips', async () => {
		server.reply = (_request, response) => {
			response.writeHead(200);
			const drip = setInterval(() => response.write(' '), 10);
			response.on('close', () => clearInterval(drip));
		};
		assert.equal((await failure(http({ timeoutMs: () => 100 }).send(request()), 'timeout')).sent, true);
	});

	it('says of a value that no header can carry that nothing was sent', async () => {
		server.seen.length = 0;
		const error = await failure(http().send(request({ headers: { 'X-Project-Id': 'p\u200b' } })), 'invalid');
		assert.deepEqual([error.reason, error.sent, server.seen.length], ['characters', false, 0]);
	});

	it('lets no password out of an answer, neither as an error nor as data, in this request or a later one', async () => {
		const password = 'Pa"ss&w0rd';
		const client = http();
		const body = JSON.stringify({ source_instance: { password } });
		const write = { method: 'POST', body, repeatable: false } as const;
		const echoes: readonly ((body: string) => string)[] = [
			(sent) => sent,
			(sent) => encodeURIComponent(sent),
			(sent) => JSON.stringify(sent),
			() => `WRONGPASS for AUTH ${password}`,
			() => `${'x'.repeat(9_996)} ${password} ${'y'.repeat(20_000)}`,
		];
		for (const echo of echoes) {
			server.reply = ({ body: sent }, ...rest) =>
				json(400, { error_code: 'DCS.4005', error_msg: `bad body: ${echo(sent)}`, request_id: password })(
					{ body: sent } as never,
					...rest,
				);
			const error = await failure(client.send(request(write)), 'invalid');
			const all = [...lines, error.message, error.requestId, errorMessage(error), JSON.stringify(error)].join('\n');
			for (const part of [password, encodeURIComponent(password), 'ss&w', 'Pa\\"', 'w0rd']) {
				assert.ok(!all.includes(part), all);
			}
		}
		const task = { error_message: `AUTH ${password} failed`, inside: JSON.stringify({ text: `AUTH ${password}` }) };
		server.reply = json(200, task);
		assert.ok(!JSON.stringify((await client.send(request())).json).includes('w0rd'));
		assert.ok(!JSON.stringify((await client.send(request(write))).json).includes('w0rd'));
	});

	it('lets no key and no token out of an answer', async () => {
		const token = 'T0ken-Marker-7';
		const authorizer = akskAuthorizer(() => ({ ...keys, securityToken: token }));
		for (const secret of [token, SECRET]) {
			server.reply = json(200, { note: `signed with ${secret}`, also: secret });
			const answer = await http().send(request(), authorizer);
			assert.deepEqual(answer.json, { note: 'signed with [redacted]', also: '[redacted]' });
		}
	});

	it('writes the number of each request to the log, for the service’s support', async () => {
		server.reply = json(200, {}, { 'X-Request-Id': 'req-1' });
		await http().send(request());
		assert.match(lines.join(), /Test: GET .* → 200, 2 bytes, \d+ ms, request req-1/);
	});

	it('writes no secret to the log and into no error, though the service echoes it', async () => {
		const token = 'T0ken-Marker-7';
		server.reply = json(401, {
			error_code: 'APIGW.0301',
			error_msg: `verify aksk signature fail, canonicalRequest:POST|/x/||host:a|x-security-token:${token}|x-project-id:p||host|abc, password=${SECRET}`,
		});
		const body = JSON.stringify({ source_instance: { password: SECRET } });
		const error = await failure(
			http().send(
				request({ method: 'POST', body, repeatable: false }),
				akskAuthorizer(() => ({ ...keys, securityToken: token })),
			),
			'signature',
		);
		const all = [...lines, error.message, error.stack ?? '', errorMessage(error, 'Prod'), JSON.stringify(error)].join(
			'\n',
		);
		assert.ok(lines.length > 0);
		for (const secret of [SECRET, token, 'Signature=']) assert.ok(!all.includes(secret), all);
		assert.match(errorMessage(error, 'Prod'), /“Prod”.*verify aksk signature fail \(APIGW\.0301\)$/);
	});
});
