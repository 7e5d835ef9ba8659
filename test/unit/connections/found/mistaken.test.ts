import assert from 'node:assert/strict';
import { type Finding, FoundError } from '../../../../src/connections/found/finding';
import { readFound } from '../../../../src/connections/found/sources';

const AK = 'AKABCDEFGHIJKLMNOP12';
const SK = 'skabcdefghijklmnopqrstuvwxyz0123456789AB';

const read = async (text: string): Promise<readonly Finding[]> => (await readFound(text, 'file')).findings;
const isNone = (text: string): Promise<void> =>
	assert.rejects(readFound(text, 'file'), (error) => error instanceof FoundError && error.how === 'odd');

describe('a temporary key whose token cannot be taken', () => {
	const shell = (token: string): string =>
		`export HW_ACCESS_KEY=${AK}\nexport HW_SECRET_KEY=${SK}\nexport HW_SECURITY_TOKEN=${token}\n`;

	it('is never taken for one that lasts', async () => {
		for (const token of ['$(cat token)', '$TOKEN', '{{ token }}', '%TOKEN%', 'abc*****', '"two words"']) {
			await isNone(shell(token));
		}
		await isNone(JSON.stringify({ ak: AK, sk: SK, securityToken: '********' }));
		await isNone(`[basic]\nak = ${AK}\nsk = ${SK}\nsecurity_token = $TOKEN\n`);
		await isNone(`clouds:\n  a: {ak: ${AK}, sk: ${SK}, security_token: "{{ token }}"}\n`);
	});

	it('is a key that lasts where nobody filled in a token', async () => {
		for (const token of ['', '""', '<token>', 'token']) {
			const [found] = await read(shell(token));
			assert.deepEqual(found?.credential, { kind: 'aksk', accessKey: AK, secretKey: SK }, token);
		}
	});
});

describe('a password in a shell file', () => {
	const password = async (assignment: string): Promise<string | undefined> => {
		const [found] = await read(`export OS_USERNAME=u\nexport OS_USER_DOMAIN_NAME=d\n${assignment}\n`);
		return found?.credential?.kind === 'password' ? found.credential.password : undefined;
	};

	it('is what the shell makes of it, however it is quoted', async () => {
		const word = `export OS_PASSWORD=`;
		assert.equal(await password(`${word}'it'"'"'s'`), "it's");
		assert.equal(await password(`${word}'it'\\''s'`), "it's");
		assert.equal(await password(`${word}"a\\"b\\\\c\\$d\\\`e"`), 'a"b\\c$d`e');
		assert.equal(await password(`${word}"a b"; export X=1`), 'a b');
		assert.equal(await password(`${word}"a b" # mine`), 'a b');
		assert.equal(await password(`${word}"C:\\new"`), 'C:\\new');
		assert.equal(await password(`${word}a#b`), 'a#b');
		assert.equal(await password(`${word}"never closed`), '"never closed');
	});

	it('of another shell stays as that one has it', async () => {
		assert.equal(await password(`$env:OS_PASSWORD = "a\\\\b"`), 'a\\\\b');
		assert.equal(await password(`set OS_PASSWORD=a\\\\b`), 'a\\\\b');
	});
});

describe('what looks like one', () => {
	it('is two users where the clouds differ by their addresses alone', async () => {
		const cloud = (name: string): string =>
			`  ${name}:\n    auth: {auth_url: 'https://iam.${name}.example.com/v3', username: admin, password: of-${name}, user_domain_name: Default}\n`;
		const found = await read(`clouds:\n${cloud('one')}${cloud('two')}`);
		assert.deepEqual(
			found.map(({ label, credential }) => [label, credential?.kind === 'password' ? credential.password : '']),
			[
				['one', 'of-one'],
				['two', 'of-two'],
			],
		);
	});

	it('is the European site of Huawei Cloud where the region says so, whichever host signs in', async () => {
		const [found] = await read(
			`HW_ACCESS_KEY=${AK}\nHW_SECRET_KEY=${SK}\nHW_REGION_NAME=eu-west-101\nHW_AUTH_URL=https://iam.myhuaweicloud.com/v3\n`,
		);
		assert.deepEqual(found?.place, { cloud: 'huawei-eu', region: 'eu-west-101' });
	});
});

describe('a file that means harm', () => {
	it('takes no time by names that stand for each other, and breaks nothing', async () => {
		const lines = Array.from(
			{ length: 20 },
			(_, nth) => `k${nth}: &b${nth} [${Array(9).fill(nth ? `*b${nth - 1}` : 'x')}]`,
		);
		const before = Date.now();
		await isNone(`${lines.join('\n')}\nclouds:\n  x: {auth_type: *b19}\n`);
		await isNone('clouds:\n  x: {auth_type: {toString: 1}}\n');
		await isNone(`OS_PASSWORD=${`''`.repeat(400_000)}`);
		await isNone(`OS_PASSWORD="${'\\"'.repeat(400_000)}`);
		assert.ok(Date.now() - before < 2_000);
	});
});
