import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudError } from '../../../../src/cloud/errors';
import { settled } from '../../connections/fakes';
import { type Desk, type DeskOptions, openDesk } from './desk';
import { ALL, ENTER, ESCAPE } from './quickInputs';

const AK = 'HPUA0ABCDEFGHIJKLMN1';
const SK = 'secretOfTheKey0123456789abcdefABCDEF0000';
const OTC = 'iam_endpoint = https://iam.eu-de.otc.t-systems.com';
const PROFILE = `[basic]\nak = ${AK}\nsk = ${SK}\n${OTC}\n`;
const CSV = `User Name,Access Key Id,Secret Access Key\nalice,${AK},${SK}\n`;
const FILE = '/home/me/.huaweicloud/credentials';
const KOO = '/home/me/.hcloud/config.json';
const LOOK = 'Look for profiles on this machine…';

function desk(way: string, options: DeskOptions): Desk {
	const made = openDesk(options);
	made.replies['How do you sign in'] = [way, ESCAPE];
	made.cloud.projects = async () => [{ id: 'p', name: 'eu-de' }];
	return made;
}

describe('a connection from what is on the machine', () => {
	it('is added in two boxes, once the user asked to look; nothing is read before', async () => {
		const one = desk(LOOK, { files: { [FILE]: PROFILE } });
		one.cloud.projects = async () => [{ id: 'p', name: 'eu-de' }];
		one.replies['Which profiles'] = 'SDK profile: basic';
		const asked = one.asked;
		const done = one.commands.add();
		const before = one.read.length;
		const id = await done;
		assert.equal(before, 0);
		const [, list] = asked;
		assert.deepEqual(
			[list?.choices, list?.descriptions, list?.details],
			[['$(file) SDK profile: basic'], ['EU-DE · key …LMN1'], ['~/.huaweicloud/credentials']],
		);
		assert.deepEqual(one.entries(), [
			{
				id,
				name: 'Open Telekom Cloud EU-DE',
				cloud: 'otc',
				region: 'eu-de',
				projectId: 'p',
				services: ['dcs'],
				credential: 'aksk',
			},
		]);
		assert.deepEqual(one.secrets.of(String(id)), { kind: 'aksk', accessKey: AK, secretKey: SK });
		assert.equal(asked.filter(({ prompt }) => !prompt.startsWith('Looking for')).length, 2);
	});

	it('leaves no secret in settings, state, questions or messages', async () => {
		const one = desk(LOOK, { files: { [FILE]: PROFILE, [KOO]: `{"${SK}` } });
		one.replies['Which profiles'] = 'SDK profile: basic';
		await one.commands.add();
		assert.equal(one.entries().length, 1);
		assert.match(one.editor.messages[0] ?? '', /~\/\.hcloud\/config\.json holds no key that can be used/);
		const state = JSON.stringify([
			one.file.value,
			one.state,
			one.asked,
			one.editor.messages,
			one.details,
			one.progress,
		]);
		assert.ok(!state.includes(SK));
		assert.ok(!state.includes(AK));
	});

	it('whose keys are encrypted is asked for these alone, and never to store them in plain text', async () => {
		const config = {
			authEncrypt: 'true',
			profiles: [{ name: 'prod', accessKeyId: 'abc=', secretAccessKey: 'def=', region: 'eu-de', projectId: 'p-team' }],
		};
		const one = desk(LOOK, { files: { [KOO]: JSON.stringify(config) } });
		Object.assign(one.replies, { 'Which profiles': 'KooCLI: prod', 'Access key ID': AK, 'Secret access key': SK });
		one.cloud.projects = async () => [{ id: 'p-team', name: 'eu-de' }];
		await one.commands.add();
		assert.match(one.asked[1]?.details[0] ?? '', /its keys are encrypted or missing, and are asked for/);
		assert.deepEqual(
			one.asked.slice(2).map(({ title, prompt }) => [title, prompt.slice(0, 13)]),
			[
				['Add Connection: prod · step 1 of 2', 'Access key ID'],
				['Add Connection: prod · step 2 of 2', 'Secret access'],
				['Add Connection: prod · step 3 of 3', 'Looking for t'],
			],
		);
		assert.deepEqual(
			one.entries().map(({ name, projectId }) => [name, projectId]),
			[['prod Open Telekom Cloud EU-DE', 'p-team']],
		);
	});

	it('that fails does not keep the others from being added, and is told of', async () => {
		const clouds = `clouds:\n  good: { region_name: eu-de, ak: ${AK}, sk: ${SK} }\n  bad: { region_name: eu-nl, ak: OTHERKEY0001, sk: ${SK} }\n`;
		const one = desk(LOOK, { files: { '/home/me/.config/openstack/clouds.yaml': clouds } });
		one.replies['Which profiles'] = ALL;
		one.cloud.probe = async (_, credential) => {
			if (credential.kind === 'aksk' && credential.accessKey !== AK) {
				throw new CloudError({ kind: 'unknownKey', operation: 'test' });
			}
		};
		await one.commands.add();
		await settled();
		assert.deepEqual(
			one.entries().map(({ name }) => name),
			['good Open Telekom Cloud EU-DE'],
		);
		assert.match(one.details.join('\n'), /does not know the access key of “bad Open Telekom Cloud EU-NL”/);
		assert.ok(one.editor.messages.includes('1 of 2 profiles were added as connections.'));
	});

	it('is told of what cannot be taken in one message, and goes on with the rest', async () => {
		const aws = `[basic]\nak=AKIAIOSFODNN7EXAMPLE\nsk=x\n`;
		const clouds = `clouds:\n  t: { auth_type: token }\n  u: { auth_type: token }\n  good: { region_name: eu-de, ak: ${AK}, sk: ${SK} }\n`;
		const one = desk(LOOK, { files: { [FILE]: aws, '/home/me/.config/openstack/clouds.yaml': clouds } });
		one.replies['Which profiles'] = 'clouds.yaml: good';
		await one.commands.add();
		assert.deepEqual(one.editor.messages, [
			'~/.huaweicloud/credentials (“basic”) holds a key of AWS, which does not work here. Take the one of your cloud. ~/.config/openstack/clouds.yaml signs in with a token that soon ends. It was left out: take an access key.',
		]);
		assert.equal(one.entries().length, 1);
	});

	it('says of a key that it is elsewhere too, temporary, or read at each use', async () => {
		const env = { HUAWEICLOUD_SDK_AK: 'OTHER-KEY', HUAWEICLOUD_SDK_SK: SK, OS_ACCESS_KEY: 'OS-KEY', OS_SECRET_KEY: SK };
		const one = desk(LOOK, {
			files: { [FILE]: PROFILE, '/home/me/.obsutilconfig': `ak=${AK}\nsk=${SK}\n` },
			env: { ...env, OS_SECURITY_TOKEN: 'tok' },
		});
		one.replies['Which profiles'] = ESCAPE;
		await one.commands.add();
		assert.deepEqual(one.asked[1]?.details, [
			'~/.huaweicloud/credentials · also in ~/.obsutilconfig',
			'the environment of this window · read at each use, never stored',
			'the environment of this window · temporary, ends by itself',
		]);
	});

	it('is read from the environment at each use where it stands there alone', async () => {
		const one = desk(LOOK, {
			env: { HUAWEICLOUD_SDK_AK: AK, HUAWEICLOUD_SDK_SK: SK, HUAWEICLOUD_REGION: 'eu-de' },
		});
		await one.commands.add();
		assert.equal(one.entries()[0]?.credential, 'environment');
		assert.deepEqual([...one.secrets.stored], []);
	});

	it('is looked for in vain with a word of where, and the question comes again', async () => {
		const one = desk(LOOK, {});
		assert.equal(await one.commands.add(), undefined);
		assert.match(one.editor.messages[0] ?? '', /No profile was found on “my-laptop”.*\.huaweicloud.*\.obsutilconfig/);
		assert.equal(one.asked.length, 2);
	});
});

describe('a connection from the clipboard or a file', () => {
	it('takes a credentials.csv, and asks for its region', async () => {
		const one = desk('Paste…', { clipboard: CSV });
		Object.assign(one.replies, { 'Which profiles': 'credentials.csv: alice', 'Which cloud': 'EU-DE' });
		const id = await one.commands.add();
		assert.equal(one.entries()[0]?.name, 'alice Open Telekom Cloud EU-DE');
		assert.deepEqual(one.secrets.of(String(id)), { kind: 'aksk', accessKey: AK, secretKey: SK });
	});

	it('takes an address for its cloud and region', async () => {
		const one = openDesk({ clipboard: 'https://console.otc.t-systems.com/dcs/?region=eu-nl' });
		one.cloud.projects = async () => [{ id: 'p', name: 'eu-nl' }];
		Object.assign(one.replies, {
			'How do you sign in': ['Paste…', 'Access key'],
			'Access key ID': AK,
			'Secret access key': SK,
		});
		one.replies['Open Telekom Cloud, EU-NL was recognised'] = 'Access key';
		await one.commands.add();
		const [, again] = one.asked;
		assert.equal(again?.prompt, 'Open Telekom Cloud, EU-NL was recognised. How do you sign in?');
		assert.ok(!again?.choices.some((choice) => choice.includes('Paste')), 'nothing is to be pasted any more');
		assert.equal(one.asked.find(({ prompt }) => prompt.startsWith('Which cloud'))?.active, 'EU-NL');
		assert.equal(one.entries()[0]?.region, 'eu-nl');
	});

	it('takes a word with a dot in it, which may be a password, for no address, and shows it nowhere', async () => {
		const one = openDesk({ clipboard: 'Summer.Secret' });
		one.replies['How do you sign in'] = ['Paste…', ESCAPE];
		await one.commands.add();
		assert.match(one.editor.messages[0] ?? '', /^The clipboard holds no key/);
		assert.doesNotMatch(JSON.stringify([one.asked, one.editor.messages]), /Summer/);
		const two = openDesk({ clipboard: 'https://dcs.example.com' });
		Object.assign(two.replies, { 'How do you sign in': 'Paste…', 'https://dcs.example.com was recognised': ESCAPE });
		await two.commands.add();
		assert.equal(two.asked.length, 2);
	});

	it('takes an address from any text around it, but a key before that', async () => {
		const mail = 'Hello,\nthe endpoint is dcs.eu-de.otc.t-systems.com.\nBye';
		const one = openDesk({ clipboard: mail });
		one.replies['How do you sign in'] = 'Paste…';
		one.replies['Open Telekom Cloud, EU-DE was recognised'] = ESCAPE;
		await one.commands.add();
		assert.match(one.asked[1]?.prompt ?? '', /^Open Telekom Cloud, EU-DE was recognised/);
		const rc = `export OS_AUTH_URL=https://iam.eu-nl.otc.t-systems.com/v3\nexport OS_ACCESS_KEY=${AK}\nexport OS_SECRET_KEY=${SK}\n`;
		const two = desk('Paste…', { clipboard: rc });
		two.replies['Which profiles'] = 'openrc: OS_*';
		await two.commands.add();
		assert.equal(two.entries()[0]?.region, 'eu-nl');
	});

	it('offers every row of a credentials.csv, and picks none by itself', async () => {
		const one = desk('Paste…', { clipboard: `${CSV}bob,BOBS-KEY,${SK}\n` });
		Object.assign(one.replies, { 'Which profiles': 'credentials.csv: bob', 'Which cloud': 'EU-DE' });
		await one.commands.add();
		assert.equal(one.asked[1]?.choices.length, 2);
		assert.deepEqual(
			one.entries().map(({ name }) => name),
			['bob Open Telekom Cloud EU-DE'],
		);
	});

	it('takes the row that Enter was pressed on where none is marked', async () => {
		const one = desk('Paste…', { clipboard: `${CSV}bob,BOBS-KEY,${SK}\n` });
		Object.assign(one.replies, { 'Which profiles': ENTER, 'Which cloud': 'EU-DE' });
		await one.commands.add();
		assert.deepEqual(
			one.entries().map(({ name }) => name),
			['alice Open Telekom Cloud EU-DE'],
		);
	});

	it('offers to move a credentials.csv to the trash once its key is stored, and does so on that word alone', async () => {
		const file = '/home/me/Downloads/credentials.csv';
		for (const word of [undefined, 'Move to Trash']) {
			const one = desk('Choose a file…', { chosen: file, files: { [file]: CSV } });
			Object.assign(one.replies, { 'Which cloud': 'EU-DE' });
			one.editor.onMessage = () => word;
			await one.commands.add();
			await settled();
			assert.deepEqual(one.editor.messages, ['~/Downloads/credentials.csv still holds its secret key in plain text.']);
			assert.deepEqual(one.trash, word === undefined ? [] : [file]);
		}
		const profile = '/home/me/credentials';
		const other = desk('Choose a file…', { chosen: profile, files: { [profile]: PROFILE } });
		await other.commands.add();
		assert.deepEqual(other.editor.messages, [], 'a tool still needs its own file');
	});

	it('takes a chosen file', async () => {
		const one = desk('Choose a file…', {
			chosen: '/home/me/Downloads/credentials.csv',
			files: { '/home/me/Downloads/credentials.csv': CSV },
		});
		Object.assign(one.replies, { 'Which profiles': 'credentials.csv: alice', 'Which cloud': 'EU-DE' });
		await one.commands.add();
		assert.equal(one.entries().length, 1);
		assert.equal(one.asked[1]?.details[0], '~/Downloads/credentials.csv');
	});

	it('says why it cannot take a text, without repeating it', async () => {
		const one = desk('Paste…', { clipboard: `some secret ${SK}` });
		await one.commands.add();
		assert.match(one.editor.messages[0] ?? '', /^The clipboard holds no key that can be used/);
		assert.ok(!JSON.stringify(one.editor.messages).includes(SK));
		assert.equal(one.asked.length, 2, 'and the question comes again');
	});
});

describe('a connection from the agency of a cloud server', () => {
	const AGENCY = 'Agency of this cloud server…';
	let server: Server;
	let asked: number;
	beforeEach(async () => {
		asked = 0;
		server = createServer(({ url }, response) => {
			asked++;
			const credential = { access: AK, secret: SK, securitytoken: 'tok', expires_at: '2099-01-01T00:00:00Z' };
			const bodies: Record<string, unknown> = {
				'/openstack/latest/securitykey': { credential },
				'/openstack/latest/meta_data.json': { region_id: 'eu-de' },
			};
			const body = bodies[url ?? ''];
			response.writeHead(body ? 200 : 404).end(JSON.stringify(body));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	afterEach(() => server.close());

	const metadata = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	it('takes its key, which is said to end', async () => {
		const one = desk(AGENCY, { metadata: metadata() });
		const id = await one.commands.add();
		assert.match(one.asked[1]?.details[0] ?? '', /temporary, ends .*2099/);
		assert.equal(one.entries()[0]?.region, 'eu-de');
		assert.deepEqual(one.secrets.of(String(id)), {
			kind: 'aksk',
			accessKey: AK,
			secretKey: SK,
			securityToken: 'tok',
		});
	});

	it('is not asked for by any other way to add one', async () => {
		for (const way of [LOOK, 'Paste…', 'Choose a file…']) {
			await desk(way, { metadata: metadata(), clipboard: CSV }).commands.add();
		}
		assert.equal(asked, 0);
	});

	it('says so where this machine is no cloud server, and the question comes again', async () => {
		const one = desk(AGENCY, {});
		await one.commands.add();
		assert.match(one.editor.messages[0] ?? '', /^No metadata service of the cloud answers at 127\.0\.0\.1:9\./);
		assert.equal(one.asked.length, 2);
	});
});
