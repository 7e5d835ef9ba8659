import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSecretName, redactText, removeSecrets } from '../../../src/cloud/redact';

const SECRET = 'S3cr3t-Marker-9';

describe('redaction of data', () => {
	it('knows secrets by the name of their key, however it is written', () => {
		for (const name of [
			'password',
			'PASSWORD',
			'Pass_Word',
			'adminPass',
			'redis-password',
			'secretKey',
			'secret_key',
			'private-key',
			'cert_key',
			'X-Auth-Token',
			'securityToken',
			'authorization',
			'passphrase',
			'log_share_url',
			'encoded_authorization_message',
			'sk',
			'AccessKey',
		]) {
			assert.ok(isSecretName(name), name);
		}
		for (const name of [
			'task_id',
			'config_key',
			'keyword',
			'key',
			'compass',
			'bypass_check',
			'task_name',
			'description',
			'no_password_access',
			'monkey',
			'disk',
		]) {
			assert.ok(!isSecretName(name), name);
		}
	});

	it('drops them wherever they are, and keeps all else as it came', () => {
		const row = {
			task_id: 'a',
			nothing: null,
			empty: '',
			source_instance: { password: SECRET, ip: '1.2.3.4', deeper: [{ 'Secret-Key': SECRET, port: 6379 }] },
			error_json: JSON.stringify({ msg: 'x', passWord: SECRET }),
			addrs: `redis://default:${SECRET}@1.2.3.4:6379`,
			note: '{"plain": "json",  "stays": true}',
		};
		assert.deepEqual(removeSecrets(row), {
			task_id: 'a',
			nothing: null,
			empty: '',
			source_instance: { ip: '1.2.3.4', deeper: [{ port: 6379 }] },
			error_json: '{"msg":"x"}',
			addrs: 'redis://[redacted]@1.2.3.4:6379',
			note: '{"plain": "json",  "stays": true}',
		});
	});

	it('touches no prototype and survives any depth', () => {
		const hostile: unknown = JSON.parse(
			'{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "a": 1}',
		);
		const clean = removeSecrets(hostile) as Record<string, unknown>;
		assert.equal(Object.getPrototypeOf(clean), Object.prototype);
		assert.equal((clean as { polluted?: unknown }).polluted, undefined);
		assert.equal(({} as { polluted?: unknown }).polluted, undefined);
		const deep: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
		assert.ok(Array.isArray(removeSecrets(deep)));
		let text = JSON.stringify({ password: SECRET });
		for (let i = 0; i < 8; i++) text = JSON.stringify({ text });
		assert.ok(!JSON.stringify(removeSecrets({ text })).includes(SECRET));
	});

	it('lets no secret through, whatever surrounds it', () => {
		const name = fc.constantFrom(
			'password',
			'PassWord',
			'secret_key',
			'token',
			'Authorization',
			'admin-pass',
			'log_share_url',
		);
		const holder = fc.letrec<{ any: unknown }>((tie) => ({
			any: fc.oneof(
				{ depthSize: 'small' },
				fc.tuple(name, fc.jsonValue()).map(([key, value]) => ({ [key]: [SECRET, value] })),
				fc.array(tie('any'), { maxLength: 3 }),
				fc.dictionary(fc.string(), tie('any'), { maxKeys: 3 }),
				tie('any').map((value) => JSON.stringify({ inside: value })),
			),
		})).any;
		fc.assert(fc.property(holder, (value) => !JSON.stringify(removeSecrets(value) ?? null).includes(SECRET)));
	});

	it('changes nothing in data without secrets', () => {
		const plain = fc
			.jsonValue({ depthSize: 'small' })
			.filter(
				(value) =>
					!/pass|secret|token|auth|cred|key|cookie|sign|url|sk|ak|pwd|pin|@|__proto__/i.test(JSON.stringify(value)),
			);
		fc.assert(fc.property(plain, (value) => assert.deepEqual(removeSecrets(value), value)));
	});
});

describe('redaction of text', () => {
	const lines: readonly string[] = [
		`{"password":"${SECRET}"}`,
		`{"source_instance": {"password" : "${SECRET}", "id": null}}`,
		`{\\"password\\":\\"${SECRET}\\"}`,
		`{'secret_key': '${SECRET}'}`,
		`POST /x?password=${SECRET}&name=a`,
		`X-Auth-Token: ${SECRET}`,
		`Authorization: SDK-HMAC-SHA256 Access=${SECRET}, SignedHeaders=host, Signature=${SECRET}`,
		`"Authorization": "Bearer ${SECRET}"`,
		`GET|/v2/p/migration-tasks/||host:a|x-security-token:${SECRET}|x-sdk-date:2025||host|e3b0`,
		`verify fail, authorization: SDK-HMAC-SHA256 Access=${SECRET}, Signature=${SECRET}|host:a`,
		`redis://default:${SECRET}@1.2.3.4:6379`,
		`requirepass=${SECRET}`,
		`{"error_msg":"x","encoded_authorization_message":"${SECRET}"}`,
		`{"password":"a\\"${SECRET}"}`,
		`secretKey=${SECRET} accessKey=${SECRET}`,
		`sk: ${SECRET}`,
		`secret key: ${SECRET}`,
		`password => ${SECRET}`,
		`the password is "${SECRET}"`,
		`Password '${SECRET}' was refused`,
		`<password>${SECRET}</password>`,
		`<ns:Password type="text">${SECRET}</ns:Password>`,
		`&lt;password&gt;${SECRET}&lt;/password&gt;`,
		`<entry name="password" value="${SECRET}"/>`,
		`bad body: {"name":"ROOT_PASSWORD","value":"${SECRET}"}`,
		`bad body: {\\"key\\": \\"secret_key\\", \\"config_value\\": \\"${SECRET}\\"}`,
		`option=requirepass, value=${SECRET}`,
		`\\\\"password\\\\": ${SECRET}`,
		`https://logs.obs.example.com/a.tar.gz?AccessKeyId=${SECRET}&Expires=1&Signature=${SECRET}`,
		`https:\\/\\/logs.obs\\/a.tar.gz?AccessKeyId=${SECRET}\\u0026Signature=${SECRET}`,
		`see https://s3.example/a?X-Amz-Credential=${SECRET}&amp;X-Amz-Signature=${SECRET} for it`,
		`https://x.example/?to=https%3A%2F%2Flogs%2Fa%3FAccessKeyId%3D${SECRET}%26Signature%3D${SECRET}`,
		`https://x.example/?to=https%253A%252F%252Flogs%253FSignature%253D${SECRET}%2526Expires%253D1`,
		`{"log_share_url":"https://logs.obs.example.com/a?x=${SECRET}"}`,
		`{"current_task":{"logShareUrl":"https://logs.obs.example.com/a?x=${SECRET}"}}`,
	];
	for (const line of lines) {
		it(`masks the secret in ${line.replaceAll(SECRET, '…')}`, () => {
			assert.ok(!redactText(line).includes(SECRET), redactText(line));
		});
	}

	it('leaves words for people alone', () => {
		for (const text of [
			'Instance job is not found.',
			'The token of the user is missing.',
			'Policy does not allow dcs:migrationTask:list to be performed.',
			'GET https://dcs.example.com/v2/p/migration-tasks?offset=0&limit=1000 → 200',
			'GET https://sms.example.com/v3/sources/s1?to=https%3A%2F%2Fa%3Foffset%3D5%26limit%3D9 → 200',
			'host:a|x-project-id:p|x-sdk-date:20250102T030405Z||host;x-project-id;x-sdk-date',
		]) {
			assert.equal(redactText(text), text);
		}
	});
});

describe('redacting what services say in their own words', () => {
	it('masks a value behind the name of a secret, also within a sentence', () => {
		const said = removeSecrets({ error_message: 'login with password=hunter2 failed; requirepass hunter2' });
		assert.doesNotMatch(JSON.stringify(said), /hunter2/);
	});

	it('masks the value of a pair whose name is that of a secret, and no other', () => {
		assert.deepEqual(
			removeSecrets([
				{ config_key: 'ROOT_PASSWORD', config_value: 'hunter2' },
				{ key: 'env', value: 'production' },
				{ name: 'redis-password', type: 'string', default_value: 'hunter2', value: 'hunter2' },
				{ Name: 'secretKey', Val: 'hunter2' },
				{ parameter: 'token', content: { deep: 'hunter2' } },
			]),
			[
				{ config_key: 'ROOT_PASSWORD', config_value: '[redacted]' },
				{ key: 'env', value: 'production' },
				{ name: 'redis-password', type: 'string', default_value: '[redacted]', value: '[redacted]' },
				{ Name: 'secretKey', Val: '[redacted]' },
				{ parameter: 'token', content: '[redacted]' },
			],
		);
	});

	it('masks the whole value however often the JSON around it was escaped', () => {
		let text = JSON.stringify({ password: 'hun"t\\er2', user: 'redis' });
		for (let times = 0; times < 5; times++) {
			const said = redactText(text);
			assert.doesNotMatch(said, /hun|er2/);
			assert.match(said, /redis/, 'what stands behind it stays');
			text = JSON.stringify(text);
		}
	});

	it('masks the settings of Redis, with a blank or a sign before the value, quoted or not', () => {
		for (const between of [' ', '  ', ' = ', '=', ': ', ' -> ', ' "my ', " 'my ", ' = "my ']) {
			for (const name of ['requirepass', 'masterauth']) {
				assert.doesNotMatch(redactText(`CONFIG SET ${name}${between}hunter2`), /hunter2/, between);
			}
		}
	});

	it('leaves sentences that only speak of passwords alone', () => {
		for (const text of [
			'WRONGPASS invalid username-password pair or user is disabled.',
			'ERR AUTH <password> called without any password configured for the default user.',
			'The password is wrong: it was refused.',
			'Access key not found: check it.',
		]) {
			assert.equal(removeSecrets(text), text);
		}
	});

	it('cuts a text that is too long to be searched, rather than to pass on what it holds', () => {
		for (const text of [
			`${'a '.repeat(100_000)} password=hunter2`,
			`{"a":"${'a '.repeat(100_000)}", password=hunter2`,
		]) {
			const said = removeSecrets({ text }).text;
			assert.ok(!said.includes('hunter2') && said.length < 101_000);
		}
	});

	it('masks the signature of a link to files wherever it stands in what a service says, and leaves the address', () => {
		const link = 'https://logs.obs.example.com/a.tar.gz?AccessKeyId=HPUA&Expires=1700000000&Signature=hunter2%3D';
		const said = removeSecrets({
			process_trace: `uploaded to ${link}`,
			special_config: [{ config_key: 'LOG', config_value: link }],
			deep: JSON.stringify({ info: JSON.stringify({ link }) }),
			current_task: { log_bucket: 'logs', log_share_url: link },
		});
		assert.doesNotMatch(JSON.stringify(said), /hunter2|HPUA/);
		assert.match(said.process_trace, /logs\.obs\.example\.com/);
		assert.deepEqual(said.current_task, { log_bucket: 'logs' });
	});

	it('keeps ids that are no safe numbers exact, also in JSON within text', () => {
		const said = removeSecrets({ text: '{"id":90071992547409931,"password":"hunter2"}' });
		assert.equal(said.text, '{"id":"90071992547409931"}');
	});

	it('comes to an end with a megabyte of any of its own signs', () => {
		const parts = [
			'a',
			'"password":"\\',
			'a:',
			'password ',
			'://',
			'<',
			'&lt;',
			'name=',
			'requirepass ',
			'password\\',
			'password\\\\"',
			'password:\\\\"',
			' ',
			'\\"',
			'secret ',
			'signature%3D',
			'signature%25252525',
		];
		for (const part of parts) {
			const text = part.repeat(Math.ceil(1_000_000 / part.length));
			assert.ok(redactText(text).length > 0);
			removeSecrets({ text });
		}
	});
});
