import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { LOGIN } from '../../../src/cloud/answerKind';
import { CloudError, type CloudErrorKind } from '../../../src/cloud/errors';
import { errorMessage, errorRow } from '../../../src/cloud/errorTable';
import { errorFromFault } from '../../../src/cloud/fault';
import { errorFromAnswer } from '../../../src/cloud/parseError';
import type { CloudRequest } from '../../../src/cloud/request';
import { readServiceError } from '../../../src/cloud/serviceError';
import { DCS_ERROR_CODES, DCS_ERROR_WORDS } from '../../../src/services/dcs/errorCodes';
import { SMS_ERROR_CODES } from '../../../src/services/sms/errorCodes';

const request: CloudRequest = {
	operation: 'Test',
	method: 'GET',
	url: new URL('https://dcs.example.com/x'),
	scope: 'project',
	repeatable: true,
	aboutTask: true,
	errorCodes: { ...DCS_ERROR_CODES, ...SMS_ERROR_CODES },
};
const answer = (
	status: number,
	body: unknown,
	proof: 'signature' | 'token' | 'none' = 'signature',
	headers: Record<string, string> = {},
) => ({
	status,
	text: typeof body === 'string' ? body : JSON.stringify(body),
	header: (name: string) => headers[name] ?? null,
	proof,
	now: 0,
});

describe('reading errors', () => {
	const cases: readonly [status: number, code: string, message: string, kind: CloudErrorKind][] = [
		[400, 'DCS.4133', 'Instance job is not found.', 'noSuchTask'],
		[400, '111400133', 'Instance job is not found.', 'noSuchTask'],
		[404, 'SMS.0404', 'no task', 'noSuchTask'],
		[404, 'APIGW.0101', 'The API does not exist or has not been published', 'notFound'],
		[404, 'APIG.0101', 'The API does not exist', 'notFound'],
		[404, 'DCS.4001', 'no such URL', 'notFound'],
		[401, 'APIGW.0301', 'Incorrect IAM authentication information: verify aksk signature fail', 'signature'],
		[401, 'APIG.0301', 'AK access failed to reach the limit,forbidden', 'keyLocked'],
		[401, 'APIGW.0301', 'Get secretKey failed,err:ak not exist', 'unknownKey'],
		[401, 'APIGW.0301', 'Incorrect IAM authentication information: decrypt token fail', 'token'],
		[401, 'APIGW.0307', 'The token must be updated.', 'token'],
		[401, 'DCS.1001', 'invalid token', 'token'],
		[401, '111401002', 'token expired', 'token'],
		[401, 'DCS.1004', 'project id does not match', 'project'],
		[401, 'SMS.2003', 'bad method', 'invalid'],
		[403, 'DCS.2003', 'no permission', 'permission'],
		[403, 'SMS.9004', 'denied', 'permission'],
		[403, '111403003', 'no permission', 'permission'],
		[403, 'APIGW.0310', 'project unavailable', 'project'],
		[403, 'APIGW.0402', 'IP not allowed', 'permission'],
		[400, 'DCS.4957', 'not allowed in the state', 'wrongState'],
		[400, 'DCS. 4957', 'not allowed in the state', 'wrongState'],
		[400, '111400026', 'not allowed', 'wrongState'],
		[400, 'CBC.99003651', 'busy', 'wrongState'],
		[400, 'DCS.4063', 'invalid {0} parameter', 'invalid'],
		[400, 'DCS.4080', 'password verify failed', 'invalid'],
		[400, 'APIGW.0201', 'bad request', 'invalid'],
		[502, 'APIGW.0201', 'backend unavailable', 'service'],
		[504, 'APIGW.0201', 'backend timeout', 'service'],
		[500, 'DCS.5000', 'internal', 'service'],
		[429, 'APIGW.0308', 'threshold', 'throttled'],
		[405, 'DCS.5001', 'method', 'notFound'],
		[418, 'X.1', 'teapot', 'invalid'],
	];
	for (const [status, code, message, kind] of cases) {
		it(`${status} ${code} “${message}” is ${kind}`, () => {
			const error = errorFromAnswer(
				request,
				answer(status, { error_code: code, error_msg: message, request_id: 'r1' }),
			);
			assert.equal(error.kind, kind);
			assert.equal(error.code, code.replace(' ', ''));
			assert.equal(error.serverMessage, message);
			assert.equal(error.requestId, 'r1');
			assert.ok(errorMessage(error, 'Prod').includes(message));
		});
	}

	it('does not say more of a refused key than the gateway does', () => {
		for (const body of [
			{ error_code: 'APIGW.0301', error_msg: 'Incorrect IAM authentication information' },
			{ error: { code: 401, message: 'The request you have made requires authentication.' } },
			{},
		]) {
			const error = errorFromAnswer(request, answer(401, body));
			assert.deepEqual([error.kind, error.reason], ['signature', 'unexplained']);
			assert.match(errorMessage(error, 'Prod'), /does not say why/);
			assert.equal(errorRow(error).remedy, 'updateCredential');
		}
		const said = errorFromAnswer(request, answer(401, { error_msg: 'verify aksk signature fail' }));
		assert.equal(said.reason, undefined);
	});

	it('knows a network that wants a sign-in first, and a proxy that wants one', () => {
		const portal = errorFromAnswer(request, answer(511, 'sign in'));
		assert.deepEqual([portal.kind, portal.reason], ['unreadable', 'html']);
		assert.match(errorMessage(portal), /web page.*sign-in page/);
		for (const body of ['<html>Proxy</html>', '']) {
			const proxy = errorFromAnswer(request, answer(407, body));
			assert.equal(proxy.kind, 'network');
			assert.match(errorMessage(proxy), /proxy .* asks for a sign-in/);
		}
	});

	it('does not take a quota that is used up for a locked key', () => {
		const used = errorFromAnswer(
			request,
			answer(403, { error_code: 'X.1', error_msg: 'The instance quota has reached the limit.' }),
		);
		assert.deepEqual([used.kind, used.reason], ['permission', 'quota']);
		assert.match(errorMessage(used, 'Prod'), /quota of the account/);
		const locked = errorFromAnswer(
			request,
			answer(403, { error_msg: 'AK access failed to reach the limit,forbidden' }),
		);
		assert.equal(locked.kind, 'keyLocked');
	});

	it('says all that SMS says of a missing permission, and keeps what an administrator can decode to itself', () => {
		const error = errorFromAnswer(
			request,
			answer(403, {
				error_code: 'SMS.9004',
				error_msg: 'The current account may not.',
				encoded_authorization_message: 'LONG-BLOB',
				error_param: ['sms:server:queryServer is missing', 'The current account may not.'],
				details: [{ error_code: 'SMS.9004', error_msg: 'No permission for sms:server:listTask.' }],
			}),
		);
		const text = errorMessage(error, 'Prod');
		assert.ok(
			text.includes(
				'The current account may not. No permission for sms:server:listTask. sms:server:queryServer is missing',
			),
			text,
		);
		assert.match(text, /sms:server:listTask and sms:server:queryServer for SMS/);
		assert.equal(error.authorizationMessage, 'LONG-BLOB');
		assert.ok(!inspect(error, { depth: 9, showHidden: true }).includes('LONG-BLOB'));
		assert.ok(!JSON.stringify({ ...error }).includes('LONG-BLOB'));
	});

	it('says that the service did not name what it refuses, where its message has an empty place', () => {
		const error = errorFromAnswer(request, answer(400, { error_code: 'DCS.4063', error_msg: 'Invalid {0} parameter' }));
		assert.match(errorMessage(error), /does not name it.*Invalid \{0\} parameter/);
		const named = errorFromAnswer(
			request,
			answer(400, { error_code: 'DCS.4063', error_msg: 'Invalid name parameter' }),
		);
		assert.match(errorMessage(named), /Correct what it names/);
	});

	it('has words of its own for what goes wrong in the network of a migration, and for a wrong password', () => {
		const texts = Object.entries(DCS_ERROR_WORDS).map(([code, words]) => {
			const error = errorFromAnswer(
				{ ...request, errorWords: DCS_ERROR_WORDS },
				answer(400, { error_code: code, error_msg: 'no' }),
			);
			assert.ok(errorMessage(error).startsWith(words()), code);
			return words();
		});
		assert.equal(texts.length, 18);
		assert.equal(new Set(texts).size, 9);
	});

	it('shows what a service says in one line, without signs that deceive', () => {
		const error = errorFromAnswer(
			request,
			answer(400, { error_code: 'DCS.4063\u202e', error_msg: 'a\r\nb\u202etxt\u0007\u200b', request_id: 'r\n1' }),
		);
		assert.equal(error.serverMessage, 'a b⟨U+202E⟩txt⟨U+0007⟩⟨U+200B⟩');
		assert.equal(error.requestId, 'r 1');
		assert.equal(error.code, 'DCS.4063⟨U+202E⟩');
	});

	const login: CloudRequest = { ...request, operation: LOGIN, aboutTask: false, scope: 'none' };
	const logins: readonly [status: number, body: unknown, kind: CloudErrorKind][] = [
		[401, { error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' } }, 'password'],
		[401, { error_code: 'IAM.0062', error_msg: 'wrong' }, 'password'],
		[401, { error_code: 'IAM.0061', error_msg: 'locked' }, 'password'],
		[401, { error: { code: 401, message: 'Multi-factor authentication (MFA) is required' } }, 'mfa'],
		[401, { error: { code: 401, message: 'Could not find project: eu-xx' } }, 'project'],
		[403, { error_code: 'IAM.0081', error_msg: 'console only' }, 'permission'],
		[429, { error_code: 'IAM.0012', error_msg: 'Threshold: 5 times per 1 seconds' }, 'throttled'],
	];
	for (const [status, body, kind] of logins) {
		it(`a login refused with ${status} ${JSON.stringify(body)} is ${kind}`, () => {
			assert.equal(errorFromAnswer(login, answer(status, body, 'none')).kind, kind);
		});
	}

	it('takes a bare 401 by how the request was proved', () => {
		assert.equal(errorFromAnswer(request, answer(401, {}, 'signature')).kind, 'signature');
		assert.equal(errorFromAnswer(request, answer(401, {}, 'token')).kind, 'token');
	});

	it('says that a temporary key ended, and blames it for no wrong signature that echoes its header', () => {
		const refused = (message: string): CloudError =>
			errorFromAnswer(request, answer(401, { error_code: 'APIGW.0301', error_msg: message }, 'signature'));
		for (const message of ['Get secretKey failed,ak:A,err:security token is invalid', 'The SecurityToken expired']) {
			const error = refused(message);
			assert.equal(error.reason, 'temporaryKey');
			assert.match(
				errorMessage(error, 'Prod'),
				/temporary access key of “Prod” has ended.*The service says: .*ecurity/,
			);
			assert.equal(errorRow(error).remedy, 'updateCredential');
		}
		const other = refused('verify aksk signature fail, canonicalRequest:GET|/v3|x-security-token:T||x-security-token');
		assert.deepEqual([other.kind, other.reason], ['signature', undefined]);
	});

	it('takes a 404 for a missing task only where the service itself says it, not a gateway or a proxy', () => {
		for (const body of [
			'404 page not found',
			{ code: 404, message: 'no healthy upstream' },
			{ error: { code: 'NotFound', message: 'ingress' } },
			{ code: 'NOT_FOUND.1', message: 'no route' },
			{ error_code: 'APIGW.0101', error_msg: 'The API does not exist' },
		]) {
			assert.equal(errorFromAnswer(request, answer(404, body)).kind, 'notFound', JSON.stringify(body));
		}
		for (const code of ['DCS.0404', 'SMS.0404', '111400404']) {
			assert.equal(errorFromAnswer(request, answer(404, { error_code: code })).kind, 'noSuchTask', code);
		}
	});

	it('reads every shape of an error body', () => {
		const shapes: readonly [body: unknown, code: string | undefined, message: string | undefined][] = [
			[{ error_code: 'A.1', error_msg: 'm' }, 'A.1', 'm'],
			[{ code: 'A.1', message: 'm' }, 'A.1', 'm'],
			[{ errorCode: 'A.1', errorMessage: 'm' }, 'A.1', 'm'],
			[{ error: { code: 400, message: 'm' } }, '400', 'm'],
			[{ error: { code: '111404022', message: 'm' } }, '111404022', 'm'],
			[{ error: 'm' }, undefined, 'm'],
			[{ details: [{ error_code: 'A.1', error_msg: 'm' }] }, 'A.1', 'm'],
			['plain words', undefined, 'plain words'],
			['<html><body>x</body></html>', undefined, undefined],
			['', undefined, undefined],
			[[1, 2], undefined, undefined],
			[null, undefined, undefined],
			[{ error_code: {}, error_msg: [] }, undefined, undefined],
		];
		for (const [body, code, message] of shapes) {
			const read = readServiceError(typeof body === 'string' ? body : JSON.stringify(body));
			assert.equal(read.code, code);
			assert.equal(read.message, message);
		}
	});

	it('shows no authorisation message and no echo of the request', () => {
		const error = errorFromAnswer(
			request,
			answer(403, { error_code: 'SMS.9004', error_msg: 'denied', encoded_authorization_message: 'LONG-BLOB' }),
		);
		assert.ok(!JSON.stringify([error, error.message, errorMessage(error)]).includes('LONG-BLOB'));
	});
});

describe('words for errors', () => {
	const kinds: readonly CloudErrorKind[] = [
		'noCredential',
		'keyring',
		'signature',
		'keyLocked',
		'unknownKey',
		'clock',
		'token',
		'password',
		'mfa',
		'permission',
		'project',
		'noSuchTask',
		'notFound',
		'throttled',
		'invalid',
		'wrongState',
		'service',
		'network',
		'certificate',
		'timeout',
		'cancelled',
		'unreadable',
	];
	it('says something of its own for every kind, without wire words or unfilled places', () => {
		const texts = kinds.map((kind) =>
			errorMessage(
				new CloudError({
					kind,
					operation: 'ListMigrationTask',
					host: 'dcs.example.com',
					status: 400,
					waitedMs: 30_000,
					skewMs: 3e6,
				}),
				'Prod',
			),
		);
		assert.equal(new Set(texts).size, kinds.length);
		for (const text of texts) {
			assert.match(text, /^[A-Zd“].*\.$/);
			assert.doesNotMatch(text, /undefined|\{\d\}|NaN|\?|ListMigrationTask/);
		}
	});

	it('has words for each way in which a network fails', () => {
		const codes = [
			'ENOTFOUND',
			'EAI_AGAIN',
			'EAI_FAIL',
			'EAI_NODATA',
			'ECONNREFUSED',
			'ECONNRESET',
			'EHOSTUNREACH',
			'ETIMEDOUT',
			'CERT_HAS_EXPIRED',
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			'ERR_TLS_CERT_ALTNAME_INVALID',
			'EPROTO',
		];
		for (const code of codes) {
			const error = errorFromFault(request, Object.assign(new Error(`raw ${code}`), { code }));
			assert.equal(error.kind, /CERT|VERIFY|EPROTO/.test(code) ? 'certificate' : 'network');
			assert.equal(error.sent, ['ECONNRESET', 'ETIMEDOUT'].includes(code));
			assert.match(errorMessage(error), /dcs\.example\.com/);
			assert.ok(!errorMessage(error).includes('raw'));
		}
	});

	it('asks for new credentials where only they help', () => {
		const need = kinds.filter(
			(kind) => errorRow(new CloudError({ kind, operation: 'x' })).remedy === 'updateCredential',
		);
		assert.deepEqual(need, ['signature', 'unknownKey', 'token', 'password', 'mfa']);
	});
});
