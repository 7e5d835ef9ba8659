import assert from 'node:assert/strict';
import type { Machine } from '../../../../src/connections/found/machine';
import { FoundError, lookOnMachine, readFound } from '../../../../src/connections/found/sources';

const AK = 'HPUA0ABCDEFGHIJKLMN1';
const SK = 'secretOfTheKey0123456789abcdefABCDEF0000';
const KEY = { kind: 'aksk', accessKey: AK, secretKey: SK } as const;
const AWS = 'AKIAIOSFODNN7EXAMPLE';
const HOME = '/home/me';
const SDK = `${HOME}/.huaweicloud/credentials`;
const REGIONS = `${HOME}/.huaweicloud/regions.yaml`;
const CLOUDS = `${HOME}/.config/openstack/clouds.yaml`;
const DEVKIT = `${HOME}/.config/huaweicloud/credentials.json`;
const KOO = `${HOME}/.hcloud/config.json`;
const OBSUTIL = `${HOME}/.obsutilconfig`;
const OTC = 'iam_endpoint=https://iam.eu-de.otc.t-systems.com';
const PROFILE = `[basic]\nak=${AK}\nsk=${SK}\n`;

interface Options {
	readonly files?: Readonly<Record<string, string | Error>>;
	readonly env?: Readonly<Record<string, string>>;
	readonly platform?: string;
}

function machine({ files = {}, env = {}, platform = 'linux' }: Options): Machine {
	return {
		name: 'my-laptop',
		home: HOME,
		env,
		platform,
		metadata: 'http://127.0.0.1:9',
		read: async (file) => {
			const text = files[file];
			if (text instanceof Error) {
				throw text;
			}
			return text;
		},
	};
}

const look = (options: Options) => lookOnMachine(machine(options));
const only = async (options: Options) => {
	const { findings, problems } = await look(options);
	assert.deepEqual([findings.length, problems], [1, []], JSON.stringify(findings));
	return findings[0];
};

describe('devkit and obsutil', () => {
	const devkit = JSON.stringify({ ak: AK, sk: SK, securityToken: '', region: 'ap-southeast-3' });

	it('have a key, and the region where it belongs', async () => {
		const found = await only({ files: { [DEVKIT]: devkit } });
		assert.deepEqual(
			[found?.source, found?.where, found?.credential, found?.place],
			['devkit', '~/.config/huaweicloud/credentials.json', KEY, { cloud: 'huawei', region: 'ap-southeast-3' }],
		);
		const obsutil = `endpoint=https://obs.cn-north-4.myhuaweicloud.com\r\nak=${AK}\r\nsk=${SK}\r\nmaxConnections=1000\r\n`;
		const other = await only({ files: { [OBSUTIL]: obsutil } });
		assert.deepEqual(
			[other?.source, other?.where, other?.credential, other?.place],
			['obsutil', '~/.obsutilconfig', KEY, { cloud: 'huawei', region: 'cn-north-4' }],
		);
	});

	it('may stand elsewhere, where a variable says', async () => {
		const found = await only({
			files: { '/other/.config/huaweicloud/credentials.json': devkit },
			env: { HUAWEICLOUD_HOME: '/other' },
		});
		assert.equal(found?.where, '/other/.config/huaweicloud/credentials.json');
	});

	it('are asked for keys that they have encrypted, and offer nothing where they say nothing', async () => {
		const ciphertext = `endpoint=obs.eu-de.otc.t-systems.com\nak=${'QUJD'.repeat(20)}==\nsk=${'REVG'.repeat(20)}==\n`;
		const found = await only({ files: { [OBSUTIL]: ciphertext } });
		assert.deepEqual([found?.credential, found?.needs, found?.place.region], [undefined, 'keys', 'eu-de']);
		for (const text of ['', 'ak=<ak>\nsk=<sk>\n', 'endpoint=https://obs.example.com\n', '[x]\nak=1\n']) {
			assert.deepEqual(await look({ files: { [OBSUTIL]: text } }), { findings: [], problems: [] }, text);
		}
		for (const text of ['{}', 'null', '[]', '"x"', `{"ak":"<ak>","sk":"${SK}"}`, '{"ak":7,"sk":null}']) {
			assert.deepEqual(await look({ files: { [DEVKIT]: text } }), { findings: [], problems: [] }, text);
		}
	});

	it('are told from a pasted text by what stands in it', async () => {
		const of = async (text: string) => (await readFound(text, 'x')).findings.map(({ source }) => source);
		assert.deepEqual(await of(devkit), ['devkit']);
		assert.deepEqual(await of(`endpoint=https://obs.eu-de.otc.t-systems.com\nak=${AK}\nsk=${SK}`), ['obsutil']);
		const answer = { credential: { access: AK, secret: SK, securitytoken: 'tok', expires_at: '2099-01-01T00:00:00Z' } };
		const [found] = (await readFound(JSON.stringify(answer), 'x')).findings;
		assert.deepEqual([found?.credential, found?.endsAt], [{ ...KEY, securityToken: 'tok' }, Date.parse('2099-01-01')]);
	});
});

describe('one key in several places', () => {
	it('is one line, which names them all and knows what each says of the place', async () => {
		const found = await only({
			files: {
				[SDK]: PROFILE,
				[DEVKIT]: JSON.stringify({ ak: AK, sk: SK, region: 'eu-de' }),
				[OBSUTIL]: `ak=${AK}\nsk=${SK}\n`,
			},
			env: { HUAWEICLOUD_SDK_AK: AK, HUAWEICLOUD_SDK_SK: SK, HUAWEICLOUD_SDK_PROJECT_ID: 'p1' },
		});
		assert.deepEqual(
			[found?.source, found?.also, found?.place, found?.readAtUse],
			[
				'SDK profile',
				['~/.config/huaweicloud/credentials.json', 'the environment of this window', '~/.obsutilconfig'],
				{ cloud: 'otc', region: 'eu-de', projectId: 'p1' },
				undefined,
			],
		);
	});

	it('is a line for each region that it is used in, and for each secret', async () => {
		const clouds = `clouds:
  a: { region_name: eu-de, ak: ${AK}, sk: ${SK} }
  b: { region_name: eu-nl, ak: ${AK}, sk: ${SK} }
  c: { region_name: eu-nl, ak: ${AK}, sk: another-secret }
`;
		const { findings } = await look({ files: { [CLOUDS]: clouds } });
		assert.deepEqual(
			findings.map(({ label }) => label),
			['a', 'b', 'c'],
		);
	});
});

describe('what cannot be taken', () => {
	const told = async (options: Options) => {
		const { findings, problems } = await look(options);
		return [findings.map(({ label }) => label), problems.map(({ how, label }) => `${how} ${label}`.trim())];
	};

	it('leaves the other profiles of its file, and of the machine', async () => {
		const clouds = `clouds:
  amazon: { region_name: eu-de, ak: ${AWS}, sk: ${SK} }
  short: { auth_type: token, auth: { token: gAAA, auth_url: "https://iam.eu-de.otc.t-systems.com/v3" } }
  good: { region_name: eu-de, ak: ${AK}, sk: ${SK} }
`;
		assert.deepEqual(
			await told({
				files: { [CLOUDS]: clouds },
				env: { HW_ACCESS_KEY: AWS, HW_SECRET_KEY: SK, OBS_ACCESS_KEY_ID: 'OBS1' },
			}),
			[['good'], ['aws amazon', 'token short', 'aws HW_*']],
		);
		assert.deepEqual(await told({ files: { [SDK]: `[basic]\nak=${AWS}\nsk=x\n[global]\nak=${AK}\nsk=${SK}\n` } }), [
			['global'],
			['aws basic'],
		]);
	});

	it('of files beside a profile leaves the profile', async () => {
		const broken = new FoundError('secure.yaml', 'unreadable');
		const clouds = `clouds: { good: { region_name: eu-de, ak: ${AK}, sk: ${SK} } }`;
		assert.deepEqual(await told({ files: { [CLOUDS]: clouds, [`${HOME}/.config/openstack/secure.yaml`]: broken } }), [
			['good'],
			['unreadable'],
		]);
		assert.deepEqual(await told({ files: { [SDK]: PROFILE, [REGIONS]: 'DCS: [' } }), [['basic'], ['odd']]);
	});

	it('is a temporary key that has ended; one that has not says when it will', async () => {
		const env = { HW_ACCESS_KEY: AK, HW_SECRET_KEY: SK, HW_SECURITY_TOKEN: 'tok' };
		for (const ended of ['2020-01-01T00:00:00Z', '1577836800', '1577836800000']) {
			assert.deepEqual(await told({ env: { ...env, HW_STS_EXPIRES_AT: ended } }), [[], ['ended HW_*']], ended);
		}
		assert.equal((await only({ env: { ...env, HW_STS_EXPIRES_AT: '4070908800' } }))?.endsAt, 4_070_908_800_000);
		assert.equal((await only({ env: { ...env, HW_STS_EXPIRES_AT: 'soon' } }))?.endsAt, undefined);
	});

	it('is a row of a CSV; all others can be chosen among', async () => {
		const text = `User Name;Access Key Id;Secret Access Key\nalice;${AK};${SK}\nbob;${AWS};x\ncarol;YOUR_AK;YOUR_SK\ndave;DAVES-KEY;${SK}\n`;
		const { findings, problems } = await readFound(text, 'x');
		assert.deepEqual(
			[findings.map(({ label }) => label), problems.map(({ label }) => label)],
			[['alice', 'dave'], ['bob']],
		);
	});
});

describe('the place of a profile', () => {
	it('is that of the addresses its variables name', async () => {
		const found = await only({
			files: { [SDK]: PROFILE },
			env: {
				HUAWEICLOUD_SDK_REGION_DCS_MY_1: 'https://dcs.my-1.example.com,https://other.example.com',
				HUAWEICLOUD_SDK_REGION_ECS_MY_2: 'https://ecs.my-2.example.com',
			},
		});
		assert.deepEqual(found?.place, {
			cloud: 'custom',
			region: 'my-1',
			endpoints: { dcs: 'https://dcs.my-1.example.com' },
		});
	});

	it('is that of a region among several in regions.yaml', async () => {
		const regions =
			'DCS:\n  - { id: eu-de, endpoint: "https://dcs.own.example.com" }\n  - { id: eu-nl, endpoint: "https://no.example.com" }\n';
		const found = await only({ files: { [SDK]: `${PROFILE}${OTC}\n`, [REGIONS]: regions } });
		assert.deepEqual(found?.place, {
			cloud: 'otc',
			region: 'eu-de',
			endpoints: { dcs: 'https://dcs.own.example.com' },
		});
	});

	const hosts: [what: string, env: Readonly<Record<string, string>>, place: unknown][] = [
		[
			'HW_CLOUD',
			{ HW_CLOUD: 'myhuaweicloud.eu', HW_REGION_NAME: 'eu-west-101' },
			{ cloud: 'huawei-eu', region: 'eu-west-101' },
		],
		['a region of Europe', { HW_REGION_NAME: 'eu-west-101' }, { cloud: 'huawei-eu', region: 'eu-west-101' }],
	];
	for (const [what, env, place] of hosts) {
		it(`of Terraform is that of ${what}`, async () => {
			const found = await only({ env: { HW_ACCESS_KEY: AK, HW_SECRET_KEY: SK, ...env } });
			assert.deepEqual(found?.place, place);
		});
	}

	it('of Flexible Engine is that of OS_CLOUD; elsewhere OS_CLOUD picks one of clouds.yaml', async () => {
		const env = { OS_ACCESS_KEY: AK, OS_SECRET_KEY: SK, OS_REGION_NAME: 'eu-west-0' };
		const end = 'prod-cloud-ocb.orange-business.com';
		assert.deepEqual((await only({ env: { ...env, OS_CLOUD: end } }))?.place, {
			cloud: 'flexible-engine',
			region: 'eu-west-0',
		});
		const clouds = `clouds:\n  a: { region_name: eu-de, ak: A-KEY, sk: ${SK} }\n  b: { region_name: eu-de, ak: B-KEY, sk: ${SK} }\n`;
		const { findings } = await look({ files: { [CLOUDS]: clouds }, env: { OS_CLOUD: 'b' } });
		assert.deepEqual(
			findings.map(({ label }) => label),
			['b', 'a'],
		);
	});

	it('of the Swiss cloud has hosts of its own', async () => {
		const clouds = `clouds:\n  ch: { profile: otc-swiss, region_name: eu-ch2, ak: ${AK}, sk: ${SK} }\n`;
		assert.deepEqual((await only({ files: { [CLOUDS]: clouds } }))?.place, {
			cloud: 'custom',
			region: 'eu-ch2',
			endpoints: { iam: 'https://iam-pub.eu-ch2.sc.otc.t-systems.com' },
		});
	});

	it('is looked for where the tools of each system look', async () => {
		const clouds = `clouds: { a: { region_name: eu-de, ak: ${AK}, sk: ${SK} } }`;
		const mac = `${HOME}/Library/Application Support/openstack/clouds.yaml`;
		assert.equal((await only({ platform: 'darwin', files: { [mac]: clouds } }))?.source, 'clouds.yaml');
		const moved = await only({
			env: { OS_CLIENT_CONFIG_FILE: '/elsewhere' },
			files: { '/elsewhere': clouds, [CLOUDS]: '' },
		});
		assert.equal(moved?.where, '/elsewhere');
	});
});

describe('variables', () => {
	it('of the product itself are read at each use; a user and a password may be Terraform’s', async () => {
		const found = await only({ env: { CLOUD_SDK_AK: AK, CLOUD_SDK_SK: SK } });
		assert.deepEqual([found?.label, found?.readAtUse], ['CLOUD_SDK_*', true]);
		const user = await only({
			env: { HW_USER_NAME: 'alice', HW_DOMAIN_NAME: 'acme', HW_USER_PASSWORD: ' p w ', HW_REGION_NAME: 'cn-north-4' },
		});
		assert.deepEqual(user?.credential, { kind: 'password', domain: 'acme', user: 'alice', password: ' p w ' });
	});

	it('of obsutil and of other tools are taken in pairs', async () => {
		const { findings } = await look({
			env: { OBS_ACCESS_KEY_ID: 'OBS-KEY', OBS_SECRET_ACCESS_KEY: SK, AK: 'ONLY-AK', ACCESS_KEY_SECRET: SK },
		});
		assert.deepEqual(
			findings.map(({ label }) => label),
			['OBS_*'],
		);
	});
});

describe('KooCLI', () => {
	it('has its current profile first, keys of a sign-in by SSO, and may stand where Terraform reads it', async () => {
		const config = {
			authEncrypt: 'false',
			current: 'b',
			profiles: [
				{ name: 'a', region: 'eu-de', accessKeyId: AK, secretAccessKey: SK },
				{
					name: 'b',
					region: 'eu-nl',
					accessKeyId: '',
					ssoAuth: { stsToken: { accessKeyId: 'STS-KEY', secretAccessKey: SK, securityToken: 'tok' } },
				},
			],
		};
		const { findings } = await look({
			files: { '/tf.json': JSON.stringify(config) },
			env: { HW_SHARED_CONFIG_FILE: '/tf.json' },
		});
		assert.deepEqual(
			findings.map(({ label, credential }) => [label, credential]),
			[
				['b', { kind: 'aksk', accessKey: 'STS-KEY', secretKey: SK, securityToken: 'tok' }],
				['a', KEY],
			],
		);
		assert.deepEqual((await look({ files: { [KOO]: '{"profiles": 7}' } })).findings, []);
	});
});
