import assert from 'node:assert/strict';
import { FoundError, isPlaceholder, lastFour } from '../../../../src/connections/found/finding';
import type { Machine } from '../../../../src/connections/found/machine';
import { lookOnMachine, readFound } from '../../../../src/connections/found/sources';

const AK = 'HPUA0ABCDEFGHIJKLMN1';
const SK = 'secretOfTheKey0123456789abcdefABCDEF0000';
const KEY = { kind: 'aksk', accessKey: AK, secretKey: SK } as const;

function machine(
	files: Readonly<Record<string, string>>,
	env: Readonly<Record<string, string>> = {},
): Machine & { readonly read: Machine['read']; readonly asked: string[] } {
	const asked: string[] = [];
	return {
		name: 'my-laptop',
		metadata: 'http://127.0.0.1:9',
		home: '/home/me',
		env,
		platform: 'linux',
		asked,
		read: async (file) => {
			asked.push(file);
			return files[file];
		},
	};
}

async function found(files: Readonly<Record<string, string>>, env?: Readonly<Record<string, string>>) {
	return (await lookOnMachine(machine(files, env))).findings;
}

describe('profiles of other tools', () => {
	it('are looked for in known places alone, and there are none on an empty machine', async () => {
		const empty = machine({});
		assert.deepEqual(await lookOnMachine(empty), { findings: [], problems: [] });
		assert.ok(
			empty.asked.every((file) => /^(\/home\/me\/\.|\/etc\/openstack\/)/.test(file)),
			empty.asked.join(),
		);
	});

	it('of the SDK are its sections with a key; the region is that of their address', async () => {
		const file = `\uFEFF[basic]\r\nak = ${AK}\r\nsk= "${SK}" ; mine\r\nproject_id = p1\r\niam_endpoint = https://iam.eu-de.otc.t-systems.com\r\n[global]\r\nak = <your ak>\r\nsk = x\r\n[other]\r\nak=a\r\nsk=b\r\n`;
		assert.deepEqual(await found({ '/home/me/.huaweicloud/credentials': file }), [
			{
				source: 'SDK profile',
				icon: 'file',
				where: '~/.huaweicloud/credentials',
				label: 'basic',
				place: { cloud: 'otc', region: 'eu-de', projectId: 'p1' },
				credential: KEY,
			},
		]);
		const elsewhere = await found({ '/keys': file }, { HUAWEICLOUD_SDK_CREDENTIALS_FILE: '/keys' });
		assert.equal(elsewhere[0]?.where, '/keys');
	});

	it('of the SDK take the addresses of its own regions along', async () => {
		const [one] = await found({
			'/home/me/.huaweicloud/credentials': `[basic]\nak=${AK}\nsk=${SK}\n`,
			'/home/me/.huaweicloud/regions.yaml':
				'DCS:\n  - id: my-1\n    endpoint: https://dcs.my-1.example.com\nSMS:\n  - id: my-1\n    endpoints: [ "http://plain.example.com" ]\n',
		});
		assert.deepEqual(one?.place, {
			cloud: 'custom',
			region: 'my-1',
			endpoints: { dcs: 'https://dcs.my-1.example.com' },
		});
	});

	it('of clouds.yaml have their keys beside auth or within, with secure.yaml over it', async () => {
		const clouds = `clouds:
  python:
    profile: otc
    region_name: eu-nl
    ak: ${AK}
    sk: ${SK}
    token: of-the-key
  go:
    auth: { auth_url: "https://iam.eu-de.otc.t-systems.com/v3", project_name: eu-de_team, ak: ${AK}, sk: '${SK}' }
  person:
    auth:
      auth_url: https://iam.{region_name}.otc.t-systems.com/v3
      username: alice
      user_domain_name: OTC-1
      project_name: eu-de
  unsaid:
    auth: { username: bob, user_domain_name: OTC-1, password: "\${PASSWORD}" }
    region_name: eu-de
  short-lived:
    auth_type: token
    auth: { token: gAAA, auth_url: "https://iam.eu-de.otc.t-systems.com/v3" }
  odd: 7
`;
		const secure = 'clouds:\n  person:\n    auth:\n      password: " with blanks "\n';
		const findings = await found({
			'/home/me/.config/openstack/clouds.yaml': clouds,
			'/home/me/.config/openstack/secure.yaml': secure,
		});
		assert.deepEqual(
			findings.map(({ label, place, credential, needs }) => [label, place, credential, needs]),
			[
				['python', { cloud: 'otc', region: 'eu-nl' }, { ...KEY, securityToken: 'of-the-key' }, undefined],
				['go', { cloud: 'otc', region: 'eu-de', projectName: 'eu-de_team' }, KEY, undefined],
				[
					'person',
					{ cloud: 'otc', region: 'eu-de', projectName: 'eu-de' },
					{ kind: 'password', domain: 'OTC-1', user: 'alice', password: ' with blanks ' },
					undefined,
				],
				['unsaid', { cloud: 'otc', region: 'eu-de' }, undefined, 'password'],
			],
		);
	});

	it('of KooCLI give region and project; its keys are taken only where they are no ciphertext', async () => {
		const profile = {
			name: 'default',
			mode: 'AKSK',
			accessKeyId: AK,
			secretAccessKey: SK,
			region: 'eu-de',
			projectId: 'p',
		};
		const config = (authEncrypt: unknown, more = {}) =>
			JSON.stringify({ authEncrypt, current: 'default', profiles: [{ ...profile, ...more }, 'odd'] });
		const of = async (text: string) => (await found({ '/home/me/.hcloud/config.json': text }))[0];
		for (const encrypted of ['true', true, undefined]) {
			const one = await of(config(encrypted));
			assert.deepEqual([one?.credential, one?.needs, one?.place.projectId], [undefined, 'keys', 'p']);
		}
		assert.deepEqual((await of(config('false')))?.credential, KEY);
		assert.equal((await of(config('false', { expiresAt: '2020-01-01T00:00:00Z' })))?.needs, 'keys');
		assert.equal((await of(config('false', { accessKeyId: 'HPUA****' })))?.needs, 'keys');
		assert.equal(await of('{"other": "tool"}'), undefined, 'another tool has a folder of this name');
	});

	it('of the environment are taken in pairs; what the product reads by itself needs not be stored', async () => {
		const env = {
			HUAWEICLOUD_SDK_AK: AK,
			HUAWEICLOUD_SDK_SK: SK,
			HW_ACCESS_KEY: 'OTHER-KEY-0001',
			HW_SECRET_KEY: SK,
			HW_REGION_NAME: 'ap-southeast-3',
			OS_ACCESS_KEY: 'LONELY-KEY',
			OS_SECRET_KEY: '****',
			OS_USERNAME: 'alice',
			OS_USER_DOMAIN_NAME: 'OTC-1',
			OS_PASSWORD: '$OS_PASSWORD_INPUT',
			OS_PROJECT_NAME: 'eu-de',
		};
		const findings = await found({}, env);
		assert.deepEqual(
			findings.map(({ label, credential, needs, place }) => [label, credential?.kind, needs, place.region]),
			[
				['HUAWEICLOUD_SDK_*', 'aksk', undefined, 'ap-southeast-3'],
				['HW_*', 'aksk', undefined, 'ap-southeast-3'],
				['OTC-1 / alice', undefined, 'password', 'eu-de'],
			],
		);
		assert.deepEqual(
			findings.map(({ readAtUse }) => readAtUse),
			[true, undefined, undefined],
		);
	});

	it('with one key at one place stand there once, and are told apart by four characters of the key', async () => {
		const profile = `[basic]\nak=${AK}\nsk=${SK}\niam_endpoint=https://iam.eu-de.otc.t-systems.com\n[global]\nak=${AK}\nsk=${SK}\niam_endpoint=https://iam.eu-de.otc.t-systems.com\n`;
		const findings = await found(
			{ '/home/me/.huaweicloud/credentials': profile },
			{ OS_ACCESS_KEY: AK, OS_SECRET_KEY: SK, OS_REGION_NAME: 'eu-de' },
		);
		assert.deepEqual(
			findings.map((finding) => [finding.label, lastFour(finding)]),
			[['basic', 'LMN1']],
		);
	});

	it('of one broken file do not keep the others from being found, and no word of it is told', async () => {
		const { findings, problems } = await lookOnMachine(
			machine({
				'/home/me/.config/openstack/clouds.yaml': `clouds: { a: ${SK}`,
				'/home/me/.hcloud/config.json': `{"${SK}`,
				'/home/me/.huaweicloud/credentials': `[basic]\nak=${AK}\nsk=${SK}\n`,
			}),
		);
		assert.equal(findings.length, 1);
		assert.deepEqual(
			problems.map(({ where, how }) => [where, how]),
			[
				['~/.config/openstack/clouds.yaml', 'odd'],
				['~/.hcloud/config.json', 'odd'],
			],
		);
		assert.ok(!JSON.stringify(problems.map((one) => [one.message, one.where, one.stack])).includes(SK));
	});
});

describe('a text that was chosen or pasted', () => {
	const good: [what: string, text: string][] = [
		['of the console', `User Name,Access Key Id,Secret Access Key\r\nalice,${AK},${SK}\r\n`],
		['with a byte order mark', `\uFEFFUser ID,Access Key ID,Secret Access Key\nalice,${AK},${SK}`],
		['with quotes', `"User Name","Access Key Id","Secret Access Key"\n"alice","${AK}","${SK}"\n\n`],
		['in another order', `Secret access key,User name,Access key ID\n${SK},alice,${AK}`],
	];
	for (const [what, text] of good) {
		it(`is a credentials.csv ${what}`, async () => {
			assert.deepEqual(await readFound(text, 'x'), {
				findings: [{ source: 'credentials.csv', icon: 'file', where: 'x', label: 'alice', place: {}, credential: KEY }],
				problems: [],
			});
		});
	}

	it('is an openrc file, whose password may have to be asked for', async () => {
		const text = `#!/bin/sh\nexport OS_USERNAME="alice" # me\nexport OS_USER_DOMAIN_NAME='OTC 1'\nexport OS_PROJECT_NAME=eu-de_team\nread -sr OS_PASSWORD_INPUT\nexport OS_PASSWORD=$OS_PASSWORD_INPUT\n`;
		const [one] = (await readFound(text, 'x')).findings;
		assert.deepEqual(
			[one?.source, one?.needs, one?.account],
			['openrc', 'password', { domain: 'OTC 1', user: 'alice' }],
		);
		const keys = async (more: string) =>
			(await readFound(`export OS_ACCESS_KEY=${AK}\nexport OS_SECRET_KEY=${SK}\n${more}`, 'x')).findings[0]?.credential;
		const token = 'export AWS_SESSION_TOKEN=tok\n';
		assert.deepEqual(await keys(`export AWS_ACCESS_KEY_ID=${AK}\n${token}`), { ...KEY, securityToken: 'tok' });
		assert.deepEqual(await keys(`export AWS_ACCESS_KEY_ID=AKIAOTHER\n${token}`), KEY, 'the token of another key');
	});

	it('is refused with a reason where it holds nothing to use', async () => {
		const bad: [text: string, how: FoundError['how']][] = [
			['', 'odd'],
			['hello', 'odd'],
			['x'.repeat(900_000), 'odd'],
			[`${'"'.repeat(400_001)},`, 'odd'],
			['export A='.repeat(90_000), 'odd'],
			['User Name,Access Key Id,Secret Access Key\n', 'odd'],
			['User Name,Access Key Id,Secret Access Key\nalice,YOUR_AK,YOUR_SK', 'odd'],
			[`User Name,Access Key Id,Secret Access Key\n${`alice,${AK},${SK}\n`.repeat(51)}`, 'several'],
			['User name,Access key ID,Secret access key\nalice,AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI', 'aws'],
		];
		for (const [text, how] of bad) {
			const began = Date.now();
			await assert.rejects(
				readFound(text, 'x'),
				(error: FoundError) => error instanceof FoundError && error.how === how,
			);
			assert.ok(Date.now() - began < 2_000, text.slice(0, 20));
		}
	});
});

describe('a placeholder', () => {
	it('is told from a value', () => {
		for (const text of [
			'<ak>',
			`$${'{HW_AK}'}`,
			'$AK',
			'YOUR_AK',
			'your-secret-key',
			'HPUA****',
			'****',
			'{{ ak }}',
			'%AK%',
			'xxxx',
			'changeme',
		]) {
			assert.equal(isPlaceholder(text), true, text);
		}
		for (const text of [AK, SK, 'eu-de', 'a*b', 'pa$$word', 'https://iam.eu-de.otc.t-systems.com']) {
			assert.equal(isPlaceholder(text), false, text);
		}
	});
});
