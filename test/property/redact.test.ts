import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSecretName, redactText, removeSecrets } from '../../src/cloud/redact';
import { given } from './holds';

/** Names of secrets as services, tools and people write them. */
const NAMES = [
	...[
		'password',
		'Password',
		'source_password',
		'redis-password',
		'admin_pass',
		'adminPass',
		'passwd',
		'pwd',
		'secret',
	],
	...[
		'secret_key',
		'SecretKey',
		'securityToken',
		'security_token',
		'X-Auth-Token',
		'access_key',
		'ak',
		'sk',
		'AK',
		'SK',
	],
	...['private_key', 'credential', 'credentials', 'api_key', 'sshKey', 'user.password', 'PASSWORD', 'x-subject-token'],
	...['requirepass', 'masterauth', 'cookie', 'session_token', 'passphrase'],
];
const name = fc.constantFrom(...NAMES);
/** A value that stands nowhere else. */
const marked = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> => inner.map((text) => `pL4nt${text}3D`);
const word = marked(fc.stringMatching(/^[A-Za-z0-9_.~!*+-]{0,16}$/));
/** Values with what ends a value, or an encoding, in the middle of them. */
const odd = marked(fc.string({ maxLength: 10 }));
const noise = fc.oneof(fc.stringMatching(/^[a-z ]{0,12}$/), fc.constantFrom('', '{', '"', 'error: ', 'a=b&', '\n'));

function assertGone(text: string, secret: string): void {
	for (const part of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), secret.slice(0, 5)]) {
		assert.ok(!text.includes(part), `${JSON.stringify(secret)} survives in ${text}`);
	}
}

/** JSON in which the secret stands somewhere. */
function jsonWith(secret: fc.Arbitrary<string>): fc.Arbitrary<{ json: unknown; secret: string }> {
	const harmless = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.jsonValue({ maxDepth: 2 }), {
		maxKeys: 3,
		noNullPrototype: true,
	});
	const holder = fc.constantFrom('list', 'object', 'text');
	return fc
		.tuple(name, secret, harmless, fc.array(fc.tuple(holder, harmless), { maxLength: 4 }))
		.map(([key, value, beside, around]) => {
			let json: unknown = { ...beside, [key]: value };
			for (const [kind, others] of around) {
				json =
					kind === 'list'
						? [others, json]
						: kind === 'object'
							? { ...others, inner: json }
							: { t: JSON.stringify(json) };
			}
			return { json, secret: value };
		});
}

given('any value behind the name of a secret', (claim) => {
	claim(
		'does not survive in JSON, however deep, and JSON inside of its texts',
		async (holds) => {
			await holds(
				fc.property(jsonWith(odd), ({ json, secret }) => {
					assertGone(JSON.stringify(removeSecrets(structuredClone(json))), secret);
				}),
			);
		},
		400,
	);

	claim(
		'does not survive in text that is JSON, escaped up to three times',
		async (holds) => {
			await holds(
				fc.property(jsonWith(word), noise, fc.nat({ max: 3 }), ({ json, secret }, before, times) => {
					let text = JSON.stringify(json);
					for (let time = 0; time < times; time++) {
						text = JSON.stringify(text);
					}
					assertGone(redactText(before + text), secret);
				}),
			);
		},
		400,
	);

	claim('does not survive in a query, a form or a header', async (holds) => {
		const other = fc.constantFrom('a=1', 'limit=10', 'name=x%20y');
		await holds(
			fc.property(name, odd, fc.array(other), fc.array(other), (key, secret, before, after) => {
				const query = [...before, `${key}=${encodeURIComponent(secret)}`, ...after].join('&');
				assertGone(redactText(`GET https://dcs.example.com/v2/tasks?${query} failed`), secret);
				assertGone(redactText(query), secret);
				assertGone(JSON.stringify(removeSecrets({ url: `https://dcs.example.com/?${query}` })), secret);
			}),
		);
	});

	claim('does not survive in a line of a log', async (holds) => {
		const between = fc.constantFrom('=', ': ', ' = ', ':', '="', "='", ': "', '=>', ' => ', ' -> ');
		await holds(
			fc.property(name, between, word, noise, noise, (key, separator, secret, before, after) => {
				const close = /["']$/.exec(separator)?.[0] ?? '';
				assertGone(redactText(`${before} ${key}${separator}${secret}${close} ${after}`), secret);
			}),
		);
	});

	claim('does not survive in XML, as an element or as an attribute', async (holds) => {
		await holds(
			fc.property(fc.constantFrom('password', 'secretKey', 'token', 'adminPass'), word, (key, secret) => {
				assertGone(redactText(`<error><${key}>${secret}</${key}></error>`), secret);
				assertGone(redactText(`<server name="a" ${key}="${secret}"/>`), secret);
			}),
		);
	});

	claim('does not survive as the login of an address', async (holds) => {
		await holds(
			fc.property(fc.constantFrom('redis', 'https', 'rediss', 'ftp'), word, fc.boolean(), (scheme, secret, nested) => {
				const text = `cannot reach ${scheme}://user:${secret}@10.0.0.1:6379/0`;
				assertGone(redactText(nested ? JSON.stringify({ message: text }) : text), secret);
				assertGone(JSON.stringify(removeSecrets({ message: text })), secret);
			}),
		);
	});
});

given('any data without secrets', (claim) => {
	claim('stays as it came, and what was masked is not masked again', async (holds) => {
		const harmless = fc.stringMatching(/^[b-jl-np-z]{1,8}$/).filter((key) => !isSecretName(key));
		const plain = fc.dictionary(harmless, fc.integer(), {
			maxKeys: 6,
			noNullPrototype: true,
		});
		await holds(
			fc.property(plain, jsonWith(odd), (json, { json: secret }) => {
				assert.deepEqual(removeSecrets(structuredClone(json)), json);
				const once = redactText(JSON.stringify(secret));
				assert.equal(redactText(once), once);
				const clean = removeSecrets(structuredClone(secret));
				assert.deepEqual(removeSecrets(structuredClone(clean)), clean);
			}),
		);
	});
});
