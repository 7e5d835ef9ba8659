import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
	type ConnectionProfile,
	checkKey,
	fieldsOfProfile,
	readNewConnection,
	readProfiles,
	sameAccount,
	samePlace,
	servicesOf,
	unknownFields,
} from '../../../src/connections/profileSchema';
import { SERVICES } from '../../../src/services';

const good = { id: 'a', name: 'production', cloud: 'huawei', region: 'ap-southeast-3' };

describe('the setting of connections', () => {
	it('is read entry by entry: a bad one is told of and leaves the others', () => {
		const { profiles, problems } = readProfiles(
			[good, { id: 'b' }, 'nonsense', { ...good, id: 'c', services: ['dcs'] }],
			SERVICES,
		);
		assert.deepEqual(
			profiles.map(({ id }) => id),
			['a', 'c'],
		);
		assert.equal(problems.length, 2);
		assert.match(problems[0] ?? '', /^Entry 2 .*name/);
		assert.match(problems[1] ?? '', /^Entry 3 /);
	});

	it('keeps the first of two entries with one id', () => {
		const { profiles, problems } = readProfiles([good, { ...good, name: 'other' }], SERVICES);
		assert.deepEqual(
			profiles.map(({ name }) => name),
			['production'],
		);
		assert.match(problems[0] ?? '', /same id/);
	});

	it('may be absent, and is told of where it is no list', () => {
		assert.deepEqual(readProfiles(undefined, SERVICES), { profiles: [], problems: [] });
		assert.match(readProfiles({}, SERVICES).problems[0] ?? '', /is not a list/);
	});

	it('refuses endpoints that are not safe, unknown clouds and services', () => {
		const refused = (more: object) => readProfiles([{ ...good, ...more }], SERVICES).profiles.length === 0;
		assert.ok(refused({ endpoints: { dcs: 'http://dcs.example.com' } }));
		assert.ok(refused({ endpoints: { dcs: 'https://dcs.example.com?x=1' } }));
		assert.ok(refused({ cloud: 'cumulus' }));
		assert.ok(refused({ services: ['nimbus'] }));
		assert.ok(refused({ services: [] }));
		assert.ok(refused({ id: '../x' }));
		assert.ok(refused({ projectId: 'a/b' }));
		assert.ok(!refused({ endpoints: { dcs: 'http://127.0.0.1:8080' } }));
	});

	it('never repeats a value in what it tells: it may be a secret in the wrong place', () => {
		const argument = {
			name: 'x',
			endpoints: { dcs: 'https://user:geheim1@dcs.example.com' },
			credential: { kind: 'aksk', accessKey: '', secretKey: ['geheim2'] },
		};
		assert.throws(
			() => readNewConnection(argument, SERVICES),
			({ message }: Error) => !message.includes('geheim') && message.includes('credential.secretKey'),
		);
	});

	it('has a description in the manifest for every field, and none for a field that it does not have', () => {
		const { contributes } = JSON.parse(readFileSync(path.join(__dirname, '../../../package.json'), 'utf8'));
		const { properties } = contributes.configuration.properties['migrationTasks.connections'].items;
		assert.deepEqual(unknownFields(properties, SERVICES), {});
		assert.deepEqual(Object.keys(properties).sort(), [...fieldsOfProfile(SERVICES)].sort());
	});
});

describe('a part of an access key', () => {
	it('is letters, digits and signs; what else came with copying is named without repeating it', () => {
		assert.equal(checkKey('aZ09+/=-_.'), undefined);
		assert.match(checkKey('') ?? '', /empty/);
		assert.match(checkKey('a b') ?? '', /no blanks/);
		for (const odd of ['ab\u200bc', 'abé', 'ab“', 'ab\u0000']) {
			const said = checkKey(odd) ?? '';
			assert.match(said, /^Character 3 /);
			assert.ok(!said.includes(odd));
		}
		assert.match(checkKey('😀a') ?? '', /^Character 1 /);
	});
});

describe('two credentials', () => {
	it('are of one user where the key, or account and user, are the same', () => {
		const aksk = { kind: 'aksk', accessKey: 'a', secretKey: 's' } as const;
		const password = { kind: 'password', domain: 'd', user: 'u', password: 'p' } as const;
		assert.ok(sameAccount(aksk, { ...aksk, secretKey: 'other', securityToken: 't' }));
		assert.ok(!sameAccount(aksk, { ...aksk, accessKey: 'b' }));
		assert.ok(sameAccount(password, { ...password, password: 'other' }));
		assert.ok(!sameAccount(password, { ...password, domain: 'e' }));
		assert.ok(!sameAccount(password, { ...password, user: 'v' }));
		assert.ok(!sameAccount(password, aksk));
		assert.ok(!sameAccount(aksk, { kind: 'environment' }));
	});
});

describe('the services of a connection', () => {
	it('are those it asks for, each once', () => {
		assert.deepEqual(servicesOf({ services: ['sms', 'dcs', 'sms'], cloud: 'huawei' }, SERVICES), ['sms', 'dcs']);
	});

	it('are all with a known endpoint where it does not say', () => {
		assert.deepEqual(servicesOf({ cloud: 'huawei', region: 'ap-southeast-3' }, SERVICES), ['dcs', 'sms']);
		assert.deepEqual(servicesOf({ cloud: 'otc', region: 'eu-de' }, SERVICES), ['dcs']);
		assert.deepEqual(servicesOf({ cloud: 'custom', endpoints: { sms: 'https://sms.example.com' } }, SERVICES), ['sms']);
	});
});

describe('two profiles', () => {
	const a: ConnectionProfile = { ...good, credential: 'aksk' };

	it('reach the same place whatever their names', () => {
		assert.ok(samePlace(a, { ...a, name: 'renamed', id: 'z' }));
	});

	it('do not where account, region, project or endpoint differ', () => {
		for (const other of [
			{ cloud: 'otc' },
			{ region: 'eu-de' },
			{ projectId: 'p' },
			{ enterpriseProjectId: 'e' },
			{ endpoints: { dcs: 'https://x.example.com' } },
			{ endpoints: { iam: 'https://x.example.com' } },
			{ credential: 'password' as const },
		]) {
			assert.equal(samePlace(a, { ...a, ...other }), false, JSON.stringify(other));
		}
	});
});
