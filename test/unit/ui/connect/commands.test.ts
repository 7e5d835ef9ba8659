import assert from 'node:assert/strict';
import { CloudError, type CloudErrorDetails } from '../../../../src/cloud/errors';
import type { ConnectionChange } from '../../../../src/connections/connectionManager';
import { promises } from '../../../promises';
import { HandTimer, SettingsFile, settled } from '../../connections/fakes';
import { type Desk, type DeskOptions, KEY, MENU, openDesk, PROFILE, prompts } from './desk';
import { BACK, ESCAPE, TYPED } from './quickInputs';

const NEW_KEY = { kind: 'aksk', accessKey: 'AK-9', secretKey: 'SK-9' } as const;
const PLACE = { name: 'new', cloud: 'otc', region: 'eu-de', projectId: 'p', services: ['dcs'] };
const REFUSAL = new Error('the keyring says no');

function failure(kind: CloudErrorDetails['kind'], more: Partial<CloudErrorDetails> = {}): CloudError {
	return new CloudError({ kind, operation: 'test', ...more });
}

function desk(options: DeskOptions = {}): Desk {
	const made = openDesk({ entries: [PROFILE], secrets: { c1: KEY }, ...options });
	Object.assign(made.replies, {
		'How do you sign in': 'Access key',
		'Access key ID': NEW_KEY.accessKey,
		'Secret access key': NEW_KEY.secretKey,
	});
	return made;
}

/** A desk without connections, and the replies for a new one. */
function adding(options: DeskOptions = {}): Desk {
	const made = desk({ entries: undefined, secrets: {}, ...options });
	Object.assign(made.replies, { 'A name': 'new', 'Which cloud': 'EU-DE' });
	made.cloud.projects = async () => [{ id: 'p', name: 'eu-de' }];
	return made;
}

/** The changes that a desk's connections tell of, opened once before so that there is something to change. */
async function changesOf(one: Desk): Promise<ConnectionChange[]> {
	const changes: ConnectionChange[] = [];
	await one.connections.open('c1');
	one.connections.onDidChange((change) => changes.push(change));
	return changes;
}

describe('a connection that is added', () => {
	it('by argument is stored without a question, its secret apart from the settings', async () => {
		const one = adding();
		const id = await one.commands.add({ ...PLACE, enterpriseProjectId: 'ep-1', credential: NEW_KEY });
		assert.deepEqual(one.entries(), [{ ...PLACE, enterpriseProjectId: 'ep-1', id, credential: 'aksk' }]);
		assert.deepEqual(one.secrets.of(String(id)), NEW_KEY);
		assert.deepEqual([one.asked, one.editor.messages, one.cloud.tried], [[], [], []]);
	});

	it('by argument has its secret stored before its profile, so that whoever sees the profile can sign in', async () => {
		const one = adding();
		let atWriting: unknown;
		one.file.beforeWrite = () => {
			atWriting = [...one.secrets.stored.values()].map((text) => JSON.parse(text));
		};
		await one.commands.add({ ...PLACE, credential: NEW_KEY });
		assert.deepEqual(atWriting, [NEW_KEY]);
	});

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The settings or the keyring refuse a connection that another extension adds',
			promise: 'nothing is left behind',
		},
		async () => {
			const one = adding();
			one.file.beforeWrite = () => {
				throw new Error('The file cannot be written.');
			};
			await assert.rejects(one.commands.add({ ...PLACE, credential: NEW_KEY }), /The file cannot be written/);
			assert.deepEqual([...one.secrets.stored], []);
			const two = adding();
			two.secrets.refuses = { store: REFUSAL };
			await assert.rejects(two.commands.add({ ...PLACE, credential: NEW_KEY }), ({ message }: Error) => {
				assert.match(message, /could not be stored.*keyring.*Unlock/s);
				assert.doesNotMatch(message, /SK-9|says no/);
				return true;
			});
			assert.equal(two.file.value, undefined);
		},
	);

	it('by argument says what is wrong with rubbish of any kind, and stores nothing', async () => {
		const circle: Record<string, unknown> = { ...PLACE, credential: NEW_KEY };
		circle.name = circle;
		const trap = new Proxy({}, { get: () => assert.fail('SK-9') });
		const throwing = {
			...PLACE,
			get credential(): never {
				throw new Error('SK-9');
			},
		};
		const wrong = [
			null,
			0,
			'',
			'text',
			[],
			[PLACE],
			() => undefined,
			Symbol('x'),
			10n,
			new Date(),
			{},
			{ ...PLACE },
			{ ...PLACE, name: '  ', credential: NEW_KEY },
			{ ...PLACE, name: 'x'.repeat(101), credential: NEW_KEY },
			{ ...PLACE, credential: null },
			{ ...PLACE, credential: 'AK-9:SK-9' },
			{ ...PLACE, credential: { ...NEW_KEY, secretKey: ' ' } },
			{ ...PLACE, credential: { ...NEW_KEY, secretKey: 'SK-9 SK-9' } },
			{ ...PLACE, credential: { ...NEW_KEY, secretKey: 'SK-9\u200b' } },
			{ ...PLACE, credential: { ...NEW_KEY, accessKey: 'AK-9é' } },
			{ ...PLACE, credential: { ...NEW_KEY, securityToken: 'SK-9\nx: y' } },
			{ ...PLACE, credential: { kind: 'password', domain: 'd', user: 'u', password: '' } },
			{ ...PLACE, enterpriseProjectId: 'a/b', credential: NEW_KEY },
			{ ...PLACE, projectId: 7, credential: NEW_KEY },
			{ ...PLACE, endpoints: 'https://SK-9.example.com', credential: NEW_KEY },
			circle,
			trap,
			throwing,
		];
		const one = adding();
		for (const argument of wrong) {
			await assert.rejects(one.commands.add(argument), ({ message }: Error) => {
				assert.match(message, /^The connection cannot be added: ./);
				assert.doesNotMatch(message, /SK-9/);
				return true;
			});
		}
		assert.equal(one.file.value, undefined);
		assert.deepEqual([...one.secrets.stored], []);
	});

	it('twice at the same time stands there twice, each with its secret', async () => {
		const one = adding();
		const argument = { ...PLACE, credential: NEW_KEY };
		const ids = await Promise.all([one.commands.add(argument), one.commands.add(argument)]);
		assert.deepEqual(
			one.entries().map(({ id }) => id),
			ids,
		);
		assert.notEqual(ids[0], ids[1]);
		for (const id of ids) {
			assert.deepEqual(one.secrets.of(String(id)), NEW_KEY);
		}
	});

	it('by steps is tried with what was entered, and then stored', async () => {
		const one = adding();
		one.replies['Secret access key'] = ' SK-9\t';
		const id = await one.commands.add();
		assert.deepEqual(
			one.cloud.tried.map(({ credential }) => credential),
			[NEW_KEY],
		);
		assert.deepEqual(one.entries(), [{ ...PLACE, id, credential: 'aksk' }]);
		assert.deepEqual(one.secrets.of(String(id)), NEW_KEY);
	});

	it('by steps says beside the field what is wrong with a key', async () => {
		const one = adding();
		one.replies['Access key ID'] = ['', 'AK 9', 'AK-\u200b9', 'AK-9'];
		await one.commands.add();
		assert.deepEqual(
			one.asked.filter(({ prompt }) => prompt === 'Access key ID').map(({ problem }) => problem?.slice(0, 28)),
			[undefined, 'This cannot be empty.', 'A key has no blanks. Was mor', 'Character 4 is none that a k'],
		);
		assert.equal(one.entries().length, 1);
	});

	it('by steps asks five things for a region of a known cloud, counts them, and proposes a name', async () => {
		const one = adding();
		delete one.replies['A name'];
		await one.commands.add();
		const boxes = one.asked.filter(({ prompt }) => !prompt.startsWith('Looking for'));
		assert.deepEqual(
			boxes.map(({ title, prompt }) => [title, prompt.slice(0, 12)]),
			[
				['Add Connection · step 1 of 5', 'How do you s'],
				['Add Connection · step 2 of 5', 'Which cloud '],
				['Add Connection · step 3 of 5', 'Access key I'],
				['Add Connection · step 4 of 5', 'Secret acces'],
				['Add Connection · step 5 of 5', 'A name for t'],
			],
		);
		assert.equal(one.entries()[0]?.name, 'Open Telekom Cloud EU-DE');
		await one.commands.add();
		assert.equal(one.entries()[1]?.name, 'Open Telekom Cloud EU-DE 2', 'which no other connection has');
	});

	it('by steps asks no more than five where a project has to be chosen: the name is found by itself', async () => {
		const one = adding();
		one.cloud.projects = async () => [
			{ id: 'p', name: 'eu-de' },
			{ id: 'q', name: 'eu-de_team' },
		];
		one.replies['Which project'] = 'eu-de_team';
		await one.commands.add();
		assert.deepEqual(
			one.asked.filter(({ prompt }) => !prompt.startsWith('Looking for')).map(({ title }) => title),
			[1, 2, 3, 4, 5].map((nth) => `Add Connection · step ${nth} of 5`),
		);
		assert.deepEqual(
			one.entries().map(({ name, projectId }) => [name, projectId]),
			[['Open Telekom Cloud EU-DE', 'q']],
		);
	});

	it('by steps takes no word for the id of a project, in a known cloud or in another', async () => {
		for (const more of [{}, { 'Which cloud': 'Own endpoints', 'Address of DCS': 'dcs.example.com' }]) {
			const one = adding();
			one.cloud.projects = async () => [];
			Object.assign(one.replies, more, { 'Project ID': ['abc', 'eu-de', `${'0a'.repeat(16)}`] });
			await one.commands.add();
			const problems = one.asked.filter(({ prompt }) => prompt.startsWith('Project ID')).map(({ problem }) => problem);
			assert.equal(problems.length, 3);
			assert.match(problems[1] ?? '', /^This is no project ID: it has 32 digits/);
			assert.equal(one.entries()[0]?.projectId, '0a'.repeat(16));
		}
	});

	it('by steps asks no more for a temporary key or a password than has to be entered', async () => {
		for (const [way, more] of [
			['Temporary access key', { 'Security token': 'tok' }],
			['User and password', { 'Account name': 'acme', 'Name of the IAM user': 'alice', 'Password of': 'pw' }],
		] as const) {
			const one = adding();
			Object.assign(one.replies, more, { 'How do you sign in': way });
			await one.commands.add();
			const boxes = one.asked.filter(({ prompt }) => !prompt.startsWith('Looking for'));
			assert.deepEqual(
				boxes.map(({ title }) => title),
				[1, 2, 3, 4, 5].map((nth) => `Add Connection · step ${nth} of 5`),
			);
		}
	});

	it('by steps takes a pasted address of the console or of a service for its cloud and region', async () => {
		const one = adding();
		one.replies['Which cloud'] = TYPED('https://dcs.eu-nl.otc.t-systems.com/v2/');
		await one.commands.add();
		assert.deepEqual([one.entries()[0]?.cloud, one.entries()[0]?.region], ['otc', 'eu-nl']);
	});

	it('by steps that is given up is told of, and can be gone on with where it was left', async () => {
		const one = adding();
		one.replies['Secret access key'] = [ESCAPE, 'SK-9'];
		one.editor.onMessage = (_, [button]) => button;
		assert.equal(await one.commands.add(), undefined);
		assert.equal(one.editor.messages[0], '“Open Telekom Cloud EU-DE” was not added, and nothing of it was stored.');
		await settled();
		await settled();
		assert.deepEqual(
			one.asked.filter(({ prompt }) => prompt === 'Access key ID').map(({ value }) => value),
			['', 'AK-9'],
		);
		assert.equal(one.entries().length, 1);
	});

	it('by steps says nothing where nothing was entered', async () => {
		const one = adding();
		one.replies['How do you sign in'] = ESCAPE;
		await one.commands.add();
		assert.deepEqual(one.editor.messages, []);
	});

	const fields: [kind: CloudErrorDetails['kind'], prompt: string, boxes: number][] = [
		['signature', 'Secret access key', 1],
		['unknownKey', 'Access key ID', 2],
		['network', 'Which cloud', 1],
		['mfa', 'How do you sign in', 3],
	];
	for (const [kind, prompt, boxes] of fields) {
		it(`by steps goes back after a failure (${kind}) to “${prompt}”, and keeps all else`, async () => {
			const one = adding();
			let refusals = 1;
			one.cloud.probe = async () => {
				if (refusals-- > 0) {
					throw failure(kind);
				}
			};
			let before = 0;
			one.editor.onMessage = () => {
				before = one.asked.length;
				return 'Change…';
			};
			await one.commands.add();
			const after = one.asked.slice(before).filter((question) => !question.prompt.startsWith('Looking for'));
			assert.equal(after[0]?.prompt.startsWith(prompt), true, after[0]?.prompt);
			assert.equal(after.length, boxes);
			assert.deepEqual(one.entries()[0], { ...PLACE, id: one.entries()[0]?.id, credential: 'aksk' });
			assert.equal(one.cloud.tried.length, 2);
		});
	}

	it('by steps lets Back lead from the field that failed to the one before it, with what stood there', async () => {
		const one = adding();
		let refusals = 1;
		one.cloud.probe = async () => {
			if (refusals-- > 0) {
				throw failure('signature');
			}
		};
		one.replies['Secret access key'] = ['SK-9', BACK, 'SK-10'];
		one.replies['Access key ID'] = ['AK-9', 'AK-10'];
		one.editor.onMessage = () => 'Change…';
		await one.commands.add();
		assert.deepEqual(one.cloud.tried[1]?.credential, { kind: 'aksk', accessKey: 'AK-10', secretKey: 'SK-10' });
	});

	it('by steps that is left at the error keeps all for whoever goes on, at the field that failed', async () => {
		const one = adding();
		let refusals = 1;
		one.cloud.probe = async () => {
			if (refusals-- > 0) {
				throw failure('signature');
			}
		};
		one.editor.onMessage = (message, [button]) => (message.includes('not saved') ? undefined : button);
		await one.commands.add();
		await settled();
		await settled();
		await settled();
		assert.match(one.asked.at(-1)?.prompt ?? '', /^Secret access key/);
		assert.equal(one.entries()[0]?.name, 'new');
	});

	it('by steps takes a bare host for https', async () => {
		const one = adding();
		one.replies['Which cloud'] = 'Own endpoints';
		one.replies['Address of DCS'] = 'dcs.example.com';
		one.replies['Address of SMS'] = ['localhost', 'sms.example.com:8443/x'];
		one.replies['Project ID'] = 'my-project';
		await one.commands.add();
		assert.deepEqual(one.entries()[0]?.endpoints, {
			dcs: 'https://dcs.example.com',
			sms: 'https://sms.example.com:8443/x',
		});
	});

	it('by steps is not begun where the settings cannot be written: the user is told, and can open them', async () => {
		const one = adding({ entries: { no: 'list' } });
		one.editor.onMessage = (_, [button]) => button;
		assert.equal(await one.commands.add(), undefined);
		assert.deepEqual(one.asked, []);
		assert.match(one.editor.messages[0] ?? '', /is not a list/);
		await settled();
		assert.equal(one.editor.commands[0]?.[0], 'workbench.action.openSettingsJson');
		assert.deepEqual(one.file.value, { no: 'list' });
	});

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The keyring refuses a credential that was entered',
			promise: 'it can be used for this session only, which is said',
		},
		async () => {
			const one = adding();
			one.secrets.refuses = { store: REFUSAL };
			one.editor.onMessage = () => 'Use for This Session Only';
			const id = String(await one.commands.add());
			assert.match(one.details[0] ?? '', /keyring.*refused.*for this session only.*sign in again/s);
			assert.equal(one.connections.isForSession(id), true);
			assert.deepEqual([...one.secrets.stored], []);
			assert.equal((await one.credentials.read(id)).state, 'present');
			assert.deepEqual(
				one.entries().map((entry) => entry.id),
				[id],
			);
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The keyring does not answer, the user gives up, and then it does',
			promise: 'nothing is stored',
		},
		async () => {
			const timer = new HandTimer();
			const one = adding({ timer: timer.set });
			one.secrets.refuses = { store: 'never' };
			const done = one.commands.add();
			await timer.run();
			await settled();
			await timer.run();
			assert.equal(await done, undefined);
			assert.match(one.details[0] ?? '', /does not answer/);
			one.secrets.answer();
			await settled();
			assert.deepEqual([...one.secrets.stored], []);
			assert.equal(one.file.value, undefined);
		},
	);

	it('asks for the enterprise project where the user lacks a right, and only then', async () => {
		const one = adding();
		one.replies['Which cloud'] = 'AP-Singapore';
		one.replies['Enterprise project ID'] = 'ep-1';
		let refusals = 1;
		one.cloud.probe = async () => {
			if (refusals-- > 0) {
				throw failure('permission');
			}
		};
		one.editor.onMessage = () => 'Change…';
		await one.commands.add();
		assert.equal(prompts(one).filter((prompt) => prompt.startsWith('Enterprise project ID')).length, 1);
		assert.equal(one.entries()[0]?.enterpriseProjectId, 'ep-1');
		assert.equal(one.cloud.tried[1]?.place.enterpriseProjectId, 'ep-1', 'and is tried with it');
	});
});

describe('a connection that is edited', () => {
	it('to another name alone is asked nothing of the cloud, and stays open', async () => {
		const one = desk();
		const changes = await changesOf(one);
		one.replies[MENU] = ['Name', 'Save'];
		one.replies['A name'] = 'renamed';
		one.cloud.tried.length = 0;
		await one.commands.edit({ connectionId: 'c1' });
		assert.equal(one.entries()[0]?.name, 'renamed');
		assert.deepEqual(one.cloud.tried, []);
		assert.deepEqual(changes, [{ id: 'c1', kind: 'renamed' }]);
	});

	it('keeps what another window changed meanwhile, and what it does not know', async () => {
		const file = new SettingsFile([{ ...PROFILE, comment: 'mine' }]);
		const one = desk({ file });
		one.replies[MENU] = ['Name', 'Project', 'Save'];
		one.replies['A name'] = 'renamed';
		one.replies['Which project'] = 'eu-de_team';
		one.cloud.projects = async () => {
			file.put([{ ...PROFILE, projectId: '00000000000000000000000000000002', comment: 'mine' }]);
			return [{ id: 'p-team', name: 'eu-de_team' }];
		};
		await one.commands.edit({ connectionId: 'c1' });
		assert.deepEqual(one.entries(), [
			{ ...PROFILE, name: 'renamed', projectId: '00000000000000000000000000000002', comment: 'mine' },
		]);
	});

	it('and removed meanwhile is not brought back: the user is told', async () => {
		const one = desk();
		one.cloud.projects = async () => [{ id: 'p-main', name: 'eu-de' }];
		one.replies[MENU] = ['Project', 'Save'];
		one.replies['Which project'] = 'eu-de';
		one.cloud.probe = async () => one.file.put([]);
		await one.commands.edit({ connectionId: 'c1' });
		assert.deepEqual(one.file.value, []);
		assert.match(one.editor.messages[0] ?? '', /“production” was removed meanwhile, so nothing was saved/);
	});

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The keyring does not give out the credential of a connection that is edited',
			promise: 'the connection can be changed',
		},
		async () => {
			const one = desk();
			one.secrets.refuses = { get: REFUSAL };
			one.replies[MENU] = ['Project', 'Save'];
			one.replies['Project ID'] = '00000000000000000000000000000002';
			one.replies['Looking for'] = 'Enter a project ID…';
			await one.commands.edit({ connectionId: 'c1' });
			assert.equal(one.entries()[0]?.projectId, '00000000000000000000000000000002');
			assert.deepEqual(one.secrets.of('c1'), KEY);
		},
	);

	it('is a menu of its fields, with what stands in each', async () => {
		const one = desk();
		one.replies[MENU] = ESCAPE;
		await one.commands.edit({ connectionId: 'c1' });
		const [menu] = one.asked;
		assert.deepEqual(
			menu?.choices.map((label, i) => [label, menu.descriptions[i]]),
			[
				['Name', 'production'],
				['Cloud and region', 'Open Telekom Cloud · EU-DE'],
				['Addresses', 'https://iam.eu-de.otc.t-systems.com, https://dcs.eu-de.otc.t-systems.com'],
				['Project', 'p-team'],
				['Sign-in', 'Access key'],
				['$(check) Save', ''],
			],
		);
		assert.deepEqual([one.asked.length, one.editor.messages], [1, []]);
	});

	it('keeps a field as it was on Escape and on Back, and goes back to the menu', async () => {
		for (const [field, prompt] of [
			['Name', 'A name'],
			['Cloud and region', 'Which cloud'],
			['Project', 'Looking for'],
			['Project', 'Which project'],
			['Sign-in', 'Secret access key'],
		] as const) {
			for (const reply of [ESCAPE, BACK]) {
				const one = desk();
				one.cloud.projects = async () => [{ id: 'p-main', name: 'eu-de' }];
				one.replies[MENU] = [field, ESCAPE];
				one.replies[prompt] = [reply as typeof ESCAPE, ESCAPE];
				await one.commands.edit({ connectionId: 'c1' });
				assert.equal(one.asked.filter((question) => question.prompt.startsWith(MENU)).length, 2);
				assert.deepEqual(one.entries(), [PROFILE]);
				assert.equal(one.file.writes, 0);
				assert.deepEqual(one.editor.messages, []);
			}
		}
	});

	it('shows nothing of the secret that is stored', async () => {
		const one = desk();
		one.replies[MENU] = ['Sign-in', ESCAPE];
		one.replies['Secret access key'] = ESCAPE;
		await one.commands.edit({ connectionId: 'c1' });
		const boxes = one.asked.filter(({ choices }) => choices.length === 0);
		assert.deepEqual(
			boxes.map(({ value }) => value),
			[KEY.accessKey, ''],
		);
	});

	it('takes another way to sign in, tried with the rest, and stores both', async () => {
		const one = desk();
		one.replies[MENU] = ['Name', 'Sign-in', 'Save'];
		one.replies['A name'] = 'renamed';
		await one.commands.edit({ connectionId: 'c1' });
		assert.deepEqual(one.cloud.tried.at(-1)?.credential, NEW_KEY);
		assert.equal(one.entries()[0]?.name, 'renamed');
		assert.deepEqual(one.secrets.of('c1'), NEW_KEY);
	});

	it('goes back after a failure to the field at fault, then to the menu, with all else kept', async () => {
		const one = desk();
		let refusals = 1;
		one.cloud.probe = async () => {
			if (refusals-- > 0) {
				throw failure('project');
			}
		};
		one.cloud.projects = async () => [
			{ id: 'p-main', name: 'eu-de' },
			{ id: 'p-team', name: 'eu-de_team' },
		];
		one.replies[MENU] = ['Name', 'Project', 'Save'];
		one.replies['A name'] = 'renamed';
		one.replies['Which project'] = ['Enter a project ID…', 'eu-de'];
		one.replies['Project ID'] = '00000000000000000000000000000003';
		one.editor.onMessage = () => 'Change…';
		await one.commands.edit({ connectionId: 'c1' });
		assert.deepEqual(one.entries(), [{ ...PROFILE, name: 'renamed', projectId: 'p-main' }]);
	});

	it('and given up after something was changed says so, and goes on from there where the user wants it', async () => {
		const one = desk();
		one.replies[MENU] = ['Name', ESCAPE, 'Save'];
		one.replies['A name'] = 'renamed';
		one.editor.onMessage = (_, [button]) => button;
		await one.commands.edit({ connectionId: 'c1' });
		assert.deepEqual(one.entries(), [PROFILE]);
		assert.deepEqual(one.editor.messages, ['“production” was not changed.']);
		await settled();
		await settled();
		assert.equal(one.entries()[0]?.name, 'renamed');
	});

	it('takes an enterprise project, where a service narrows down its lists', async () => {
		const one = desk({ entries: [{ ...PROFILE, cloud: 'huawei', region: 'ap-southeast-3', services: ['sms'] }] });
		one.replies[MENU] = ['Enterprise project', 'Save'];
		one.replies['Enterprise project ID'] = ['a/b', 'ep-1'];
		await one.commands.edit({ connectionId: 'c1' });
		assert.equal(one.entries()[0]?.enterpriseProjectId, 'ep-1');
	});

	it('is said not to be there where its id is unknown, as is one to be removed or signed in to', async () => {
		const one = desk();
		await one.commands.edit('gone');
		await one.commands.remove({ connectionId: 'gone' });
		await one.commands.updateCredential({ connectionId: 'gone' });
		assert.equal(one.editor.messages.length, 3);
		assert.ok(one.editor.messages.every((message) => message.startsWith('This connection does not exist any more.')));
		assert.deepEqual(one.asked, []);
	});
});

describe('a credential that is updated', () => {
	it('and works takes the place of the old one', async () => {
		const one = desk();
		const changes = await changesOf(one);
		await one.commands.updateCredential({ connectionId: 'c1' });
		await settled();
		assert.deepEqual(one.secrets.of('c1'), NEW_KEY);
		assert.deepEqual(changes, [{ id: 'c1', kind: 'replaced' }], 'another key may be that of another account');
		assert.equal(one.file.writes, 0, 'the settings stay as they are');
	});

	it('for the same key keeps the tasks, and has them read anew', async () => {
		const one = desk();
		const changes = await changesOf(one);
		one.replies['Access key ID'] = KEY.accessKey;
		await one.commands.updateCredential({ connectionId: 'c1' });
		await settled();
		assert.deepEqual(changes, [{ id: 'c1', kind: 'renewed' }]);
		await one.connections.open('c1');
		assert.deepEqual(one.cloud.tried.at(-1)?.credential, { ...NEW_KEY, accessKey: KEY.accessKey });
	});

	it('and could not be tried, saved anyway, keeps the tasks of the same key', async () => {
		const one = desk();
		const changes = await changesOf(one);
		one.replies['Access key ID'] = KEY.accessKey;
		one.replies['Secret access key'] = KEY.secretKey;
		one.cloud.probe = async () => {
			throw failure('network', { code: 'ENOTFOUND', host: 'dcs.example.com' });
		};
		one.editor.onMessage = () => 'Save Anyway';
		await one.commands.updateCredential({ connectionId: 'c1' });
		await settled();
		assert.doesNotMatch(one.details[0] ?? '', /disappear/);
		assert.deepEqual(changes, [{ id: 'c1', kind: 'renewed' }]);
	});

	it('of another key says before it is saved anyway that the tasks go', async () => {
		const one = desk();
		one.cloud.probe = async () => {
			throw failure('signature');
		};
		await one.commands.updateCredential({ connectionId: 'c1' });
		assert.match(one.details[0] ?? '', /signature.*the tasks of the connection disappear/s);
		assert.deepEqual(one.secrets.of('c1'), KEY, 'Cancel leaves the old one');
	});

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The keyring holds a damaged credential',
			promise: 'a new one takes its place',
		},
		async () => {
			const one = desk({ secrets: { c1: '{"kind":' } });
			await assert.rejects(one.connections.open('c1'), { kind: 'noCredential', reason: 'corrupt' });
			await one.commands.updateCredential({ connectionId: 'c1' });
			assert.deepEqual(one.secrets.of('c1'), NEW_KEY);
			await one.connections.open('c1');
		},
	);

	it('for this session only leaves the keyring as it is, and is what the connection uses', async () => {
		const one = desk();
		await changesOf(one);
		one.secrets.refuses = { store: REFUSAL };
		one.editor.onMessage = () => 'Use for This Session Only';
		await one.commands.updateCredential({ connectionId: 'c1' });
		await settled();
		await one.connections.open('c1');
		assert.deepEqual(one.cloud.tried.at(-1)?.credential, NEW_KEY);
		assert.deepEqual(one.secrets.of('c1'), KEY);
	});

	it('to environment variables takes the secret away, once the settings say so', async () => {
		const one = desk();
		one.replies['How do you sign in'] = 'Environment variables';
		let atWriting: unknown;
		one.file.beforeWrite = () => {
			atWriting = one.secrets.of('c1');
		};
		await one.commands.updateCredential({ connectionId: 'c1' });
		assert.equal(one.entries()[0]?.credential, 'environment');
		assert.deepEqual(atWriting, KEY);
		assert.equal(one.secrets.of('c1'), undefined);
	});

	it('of a connection that is removed while it is tried is not stored', async () => {
		const one = desk();
		one.cloud.probe = async () => one.file.put([]);
		one.secrets.stored.clear();
		await one.commands.updateCredential({ connectionId: 'c1' });
		assert.deepEqual([...one.secrets.stored], []);
		assert.match(one.editor.messages[0] ?? '', /was removed meanwhile/);
	});
});

describe('a connection that is removed', () => {
	it('takes its secret along, after a question', async () => {
		const one = desk();
		await one.commands.remove({ connectionId: 'c1' });
		assert.deepEqual([one.entries(), one.secrets.of('c1')], [[PROFILE], KEY], 'Cancel changes nothing');
		one.editor.onMessage = () => 'Remove';
		let atWriting: unknown;
		one.file.beforeWrite = () => {
			atWriting = one.secrets.of('c1');
		};
		await one.commands.remove({ connectionId: 'c1' });
		assert.deepEqual([one.entries(), one.secrets.of('c1')], [[], undefined]);
		assert.deepEqual(atWriting, KEY, 'the profile goes first: one without its secret would ask for a sign-in');
	});

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'A connection is removed, and the settings cannot be written',
			promise: 'it keeps its credential, and the user is told',
		},
		async () => {
			const one = desk();
			one.editor.onMessage = () => 'Remove';
			one.file.beforeWrite = () => {
				throw new Error('The file cannot be written.');
			};
			await one.commands.remove({ connectionId: 'c1' });
			assert.deepEqual([one.entries(), one.secrets.of('c1')], [[PROFILE], KEY]);
			assert.match(one.editor.messages[1] ?? '', /The file cannot be written/);
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'A connection is removed, and the keyring does not let its secret go',
			promise: 'that is said, and it goes the next time',
		},
		async () => {
			const one = desk({ entries: [PROFILE, { ...PROFILE, id: 'c2', name: 'other' }], secrets: { c1: KEY, c2: KEY } });
			one.editor.onMessage = () => 'Remove';
			one.secrets.refuses = { delete: REFUSAL };
			await one.commands.remove({ connectionId: 'c1' });
			assert.match(one.editor.messages[1] ?? '', /“production” is used no more.*tried again/s);
			assert.deepEqual(one.secrets.of('c1'), KEY);
			one.secrets.refuses = {};
			await one.connections.open('c2');
			one.file.put([]);
			await settled();
			assert.equal(one.secrets.of('c1'), undefined);
		},
	);
});
