import assert from 'node:assert/strict';
import { CloudError } from '../../../src/cloud/errors';
import { CloudHttp } from '../../../src/cloud/http';
import { KeyGuard } from '../../../src/cloud/keyGuard';
import { environmentKeys } from '../../../src/connections/credentialStore';
import {
	type ConnectionDeps,
	listProjects,
	type OpenConnection,
	openConnection,
} from '../../../src/connections/openConnection';
import type { ConnectionPlace, Credential } from '../../../src/connections/profileSchema';
import { once } from '../../../src/core/once';
import { ServiceRegistry, type TaskSource } from '../../../src/migration/ports';
import type { ServiceId } from '../../../src/migration/task';
import { MFA_USER, type Sandbox, startSandbox } from '../../../src/sandbox/index';
import { SERVICES } from '../../../src/services';
import type { ServiceDefinition } from '../../../src/services/definition';
import { json, serve } from '../cloud/server';

const http = new CloudHttp({ timeoutMs: () => 30_000, sleep: async () => {} });
const NONE = new AbortController().signal;

function depsOf(): ConnectionDeps {
	return { http, keyGuard: new KeyGuard(), services: SERVICES, onMalformed: () => {} };
}

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ seed: 7 });
});
afterEach(() => sandbox.close());

function placeOf(more: Partial<ConnectionPlace> = {}): ConnectionPlace {
	const { url, region, projectId } = sandbox;
	return {
		name: 'sandbox',
		cloud: 'custom',
		region,
		projectId,
		endpoints: { dcs: url, sms: url, iam: url },
		...more,
	};
}

function key(more: Partial<Extract<Credential, { kind: 'aksk' }>> = {}): Credential {
	const { accessKey, secretKey } = sandbox;
	return { kind: 'aksk', accessKey, secretKey, ...more };
}

function password(more: Partial<Extract<Credential, { kind: 'password' }>> = {}): Credential {
	return { kind: 'password', ...sandbox.login, ...more };
}

function open(place = placeOf(), credential = key(), deps = depsOf()): Promise<OpenConnection> {
	return openConnection(place, credential, deps);
}

async function source(service: ServiceId, place = placeOf(), credential = key()): Promise<TaskSource> {
	const found = (await open(place, credential)).sources.find((one) => one.service === service);
	assert.ok(found, `no source of ${service}`);
	return found;
}

async function untilHeldBack(one: TaskSource): Promise<void> {
	for (;;) {
		try {
			await one.probe(NONE);
		} catch (error) {
			if (error instanceof CloudError && error.reason === 'heldBack') {
				return;
			}
		}
	}
}

function asked(path: string): number {
	return sandbox.requests.filter((request) => request.path.includes(path)).length;
}

describe('a connection', () => {
	it('asks nothing when it is opened', async () => {
		await open();
		await new Promise((resolve) => setImmediate(resolve));
		assert.deepEqual(sandbox.requests, []);
	});

	it('has a source for each service that it asks for and that has an address', async () => {
		const services = async (place: ConnectionPlace): Promise<ServiceId[]> =>
			(await open(place)).sources.map(({ service }) => service);
		assert.deepEqual(await services(placeOf()), ['dcs', 'sms']);
		assert.deepEqual(await services(placeOf({ services: ['sms'] })), ['sms']);
		assert.deepEqual(await services(placeOf({ endpoints: { dcs: sandbox.url } })), ['dcs']);
		assert.deepEqual(await services({ name: 'otc', cloud: 'otc', region: 'eu-de' }), ['dcs'], 'no SMS there');
		assert.deepEqual(await services({ name: 'otc', cloud: 'otc', region: 'eu-de', services: ['sms'] }), []);
		assert.deepEqual(await services({ name: 'nowhere' }), []);
	});

	it('reads the tasks of both services with an access key', async () => {
		for (const service of ['dcs', 'sms'] as const) {
			const { rows } = await (await source(service)).list({ signal: NONE });
			assert.ok(rows.length > 0);
		}
		assert.ok(sandbox.requests.every(({ authorisation, status }) => authorisation === 'aksk' && status === 200));
	});

	it('reads them with a temporary key, and not without its security token', async () => {
		const { accessKey, secretKey, securityToken } = sandbox.temporary;
		const temporary = { kind: 'aksk', accessKey, secretKey, securityToken } as const;
		assert.ok((await (await source('dcs', placeOf(), temporary)).list({ signal: NONE })).rows.length > 0);
		const without = { kind: 'aksk', accessKey, secretKey } as const;
		await assert.rejects((await source('dcs', placeOf(), without)).list({ signal: NONE }), {
			kind: 'unknownKey',
			reason: 'temporaryKey',
		});
	});

	it('reads them with a password, signing in once for each scope however many ask', async () => {
		const { sources } = await open(placeOf({ projectId: '' }), password());
		await Promise.all(sources.flatMap((one) => [1, 2, 3].map(() => one.list({ signal: NONE }))));
		assert.equal(asked('/v3/auth/tokens'), 2);
		assert.equal(asked('/v3/projects'), 0, 'the sign-in says the project');
		assert.ok(sandbox.requests.some(({ path }) => path.includes(`/v2/${sandbox.projectId}/`)));
	});

	it('finds the project of its region, once, and never creates one', async () => {
		const dcs = await source('dcs', placeOf({ projectId: '' }));
		await Promise.all([dcs.probe(NONE), dcs.list({ signal: NONE })]);
		assert.equal(asked('/v3/projects'), 1);
		assert.ok(sandbox.requests.every(({ method }) => method === 'GET'));
	});

	it('finds the only project where it has no region, leaving out the one of the object storage', async () => {
		const { rows } = await (await source('dcs', placeOf({ projectId: '', region: '' }))).list({ signal: NONE });
		assert.ok(rows.length > 0);
	});

	it('says what to enter where no project fits, and asks again the next time', async () => {
		const dcs = await source('dcs', placeOf({ projectId: '', region: 'sandbox-2' }));
		await assert.rejects(dcs.list({ signal: NONE }), { kind: 'project', reason: 'noProject' });
		await assert.rejects(dcs.list({ signal: NONE }), { kind: 'project' });
		assert.equal(asked('/v3/projects'), 2);
		const nowhere = await source('dcs', placeOf({ projectId: '', endpoints: { dcs: sandbox.url } }));
		await assert.rejects(nowhere.list({ signal: NONE }), { kind: 'project', reason: 'noProject' });
	});

	it('does not choose among several projects, nor take a disabled one', async () => {
		const project = (id: string, name: string, enabled = true) => ({ id, name, enabled });
		const iam = await serve(json(200, { projects: [project('1', 'eu_a'), project('2', 'eu_b')] }));
		try {
			const place = placeOf({ projectId: '', region: '', endpoints: { dcs: sandbox.url, iam: iam.url } });
			await assert.rejects((await source('dcs', place)).list({ signal: NONE }), {
				kind: 'project',
				reason: 'manyProjects',
			});
			iam.reply = json(200, { projects: [project('1', 'eu', false), project(sandbox.projectId, 'eu')] });
			assert.deepEqual(await listProjects(place, key(), depsOf(), NONE), [{ id: sandbox.projectId, name: 'eu' }]);
			assert.ok((await (await source('dcs', place)).list({ signal: NONE })).rows.length > 0);
		} finally {
			await iam.close();
		}
	});

	it('finds the account for SMS once, and goes without it where that fails', async () => {
		const sms = await source('sms');
		await sms.list({ signal: NONE });
		await sms.list({ signal: NONE });
		assert.equal(asked('/v3/auth/domains'), 1);
		sandbox.misbehave({ match: '/v3/auth/domains', kind: 'forbidden' });
		assert.ok((await (await source('sms')).list({ signal: NONE })).rows.length > 0);
		assert.ok(
			(await (await source('sms', placeOf({ endpoints: { sms: sandbox.url } }))).list({ signal: NONE })).rows.length >
				0,
		);
	});

	it('spends one signature where the credential is wrong, not two', async () => {
		const wrong = key({ secretKey: 'not-the-secret' });
		await assert.rejects((await source('sms', placeOf(), wrong)).list({ signal: NONE }), { kind: 'signature' });
		assert.equal(sandbox.requests.length, 1);
		await assert.rejects((await source('dcs', placeOf({ projectId: '' }), wrong)).list({ signal: NONE }), {
			kind: 'signature',
		});
		assert.equal(sandbox.requests.length, 2);
	});

	it('sends a wrong password once, however often it is asked', async () => {
		const { sources } = await open(placeOf(), password({ password: 'wrong' }));
		for (let i = 0; i < 3; i++) {
			for (const one of sources) {
				await assert.rejects(one.list({ signal: NONE }), { kind: 'password' });
			}
		}
		assert.equal(sandbox.requests.length, 1);
	});

	it('says that a user with a second factor needs an access key', async () => {
		await assert.rejects((await source('dcs', placeOf(), password({ user: MFA_USER }))).list({ signal: NONE }), {
			kind: 'mfa',
		});
	});

	it('cannot sign in with a password where there is no address for that', async () => {
		await assert.rejects(open(placeOf({ endpoints: { dcs: sandbox.url } }), password()), {
			kind: 'invalid',
			reason: 'noIam',
		});
	});

	it('ends what is under way when it is closed', async () => {
		sandbox.misbehave({ match: '/v3/projects', kind: 'hang' });
		const connection = await open(placeOf({ projectId: '' }));
		const [dcs] = connection.sources;
		const list = dcs?.list({ signal: NONE });
		connection.close();
		assert.equal(connection.signal.aborted, true);
		await assert.rejects(list ?? Promise.resolve(), { kind: 'cancelled' });
	});

	it('sends the right key when a person enters it again, though a burst of refusals held it back', async () => {
		const refusal = json(401, {
			error_code: 'APIGW.0301',
			error_msg: 'Incorrect IAM authentication information: verify aksk signature fail',
		});
		const cloud = await serve(refusal);
		try {
			const deps = depsOf();
			const place = placeOf({ endpoints: { dcs: cloud.url } });
			const [dcs] = (await open(place, key(), deps)).sources;
			assert.ok(dcs);
			await untilHeldBack(dcs);
			cloud.reply = json(200, { count: 0, migration_tasks: [] });
			const sent = cloud.seen.length;
			await assert.rejects(dcs.probe(NONE), { reason: 'heldBack' });
			assert.equal(cloud.seen.length, sent, 'by itself nothing is sent');
			const entered = await open(place, key(), deps);
			assert.equal(await entered.allowOneTry(), undefined);
			await entered.sources[0]?.probe(NONE);
			await dcs.probe(NONE);
			assert.equal(cloud.seen.length, sent + 2);
		} finally {
			await cloud.close();
		}
	});

	it('hands the enterprise project to its services, and none where it is empty', async () => {
		const handed: unknown[] = [];
		const [dcs] = SERVICES.all;
		assert.ok(dcs);
		const services = new ServiceRegistry<ServiceDefinition>([
			{
				...dcs,
				source: (of) => {
					handed.push(of.enterpriseProjectId);
					return dcs.source(of);
				},
			},
		]);
		for (const enterpriseProjectId of ['ep-1', '', undefined]) {
			await open(placeOf({ enterpriseProjectId, services: ['dcs'] }), key(), { ...depsOf(), services });
		}
		assert.deepEqual(handed, ['ep-1', undefined, undefined]);
	});

	it('is tried with one task, of each service', async () => {
		for (const service of ['dcs', 'sms'] as const) {
			await (await source(service)).probe(NONE);
		}
		const lists = sandbox.requests.filter(({ path }) => /tasks$/.test(path));
		assert.deepEqual(
			lists.map(({ query }) => new URLSearchParams(query).get('limit')),
			['1', '1'],
		);
	});
});

describe('the projects to choose from', () => {
	it('are those of the region', async () => {
		assert.deepEqual(await listProjects(placeOf(), key(), depsOf(), NONE), [
			{ id: sandbox.projectId, name: sandbox.region },
		]);
		assert.deepEqual(await listProjects(placeOf({ region: 'elsewhere' }), key(), depsOf(), NONE), []);
	});

	it('are the one of the region and those below it, in this order', async () => {
		const names = ['eu-de_team', 'MOS', 'eu-de-2', 'eu-de', 'eu-nl', 'eu-de_app', 'eu-de_off'];
		const iam = await serve(
			json(200, { projects: names.map((name) => ({ id: `id-${name}`, name, enabled: name !== 'eu-de_off' })) }),
		);
		try {
			const listed = async (region: string): Promise<string[]> => {
				const place = placeOf({ region, endpoints: { dcs: iam.url, iam: iam.url } });
				return (await listProjects(place, key(), depsOf(), NONE)).map(({ name }) => name);
			};
			assert.deepEqual(await listed('eu-de'), ['eu-de', 'eu-de_app', 'eu-de_team']);
			assert.deepEqual(
				await listed(''),
				['eu-de', 'eu-de_app', 'eu-de_team', 'eu-de-2', 'eu-nl'].sort((a, b) => a.localeCompare(b)),
			);
		} finally {
			await iam.close();
		}
	});

	it('are none where there is no address to ask', async () => {
		assert.deepEqual(await listProjects(placeOf({ endpoints: { dcs: sandbox.url } }), key(), depsOf(), NONE), []);
	});

	it('say what is wrong with the credential', async () => {
		await assert.rejects(listProjects(placeOf(), key({ accessKey: 'UNKNOWN' }), depsOf(), NONE), {
			kind: 'unknownKey',
		});
	});
});

describe('a credential of the environment', () => {
	const NAMES = [
		'HUAWEICLOUD_SDK_AK',
		'HUAWEICLOUD_SDK_SK',
		'HUAWEICLOUD_SDK_SECURITY_TOKEN',
		'CLOUD_SDK_AK',
		'CLOUD_SDK_SK',
	];
	let before: (string | undefined)[];
	beforeEach(() => {
		before = NAMES.map((name) => process.env[name]);
		for (const name of NAMES) {
			delete process.env[name];
		}
	});
	afterEach(() => {
		NAMES.forEach((name, i) => {
			const value = before[i];
			if (value === undefined) {
				delete process.env[name];
			} else {
				process.env[name] = value;
			}
		});
	});

	it('is read at each use', async () => {
		const dcs = await source('dcs', placeOf(), { kind: 'environment' });
		await assert.rejects(dcs.list({ signal: NONE }), { kind: 'unknownKey', reason: 'noEnvironment' });
		assert.equal(sandbox.requests.length, 0);
		process.env.HUAWEICLOUD_SDK_AK = sandbox.accessKey;
		process.env.HUAWEICLOUD_SDK_SK = sandbox.secretKey;
		assert.ok((await dcs.list({ signal: NONE })).rows.length > 0);
		delete process.env.HUAWEICLOUD_SDK_SK;
		await assert.rejects(dcs.list({ signal: NONE }), { reason: 'noEnvironment' });
	});

	it('goes by the names of the SDKs first, and by those of the API pages', () => {
		assert.deepEqual(environmentKeys({ CLOUD_SDK_AK: 'a', CLOUD_SDK_SK: 's' }), { accessKey: 'a', secretKey: 's' });
		assert.deepEqual(
			environmentKeys({ HUAWEICLOUD_SDK_AK: 'h', HUAWEICLOUD_SDK_SK: 't', CLOUD_SDK_AK: 'a', CLOUD_SDK_SK: 's' }),
			{ accessKey: 'h', secretKey: 't' },
		);
		assert.deepEqual(
			environmentKeys({ HUAWEICLOUD_SDK_AK: ' h\n', HUAWEICLOUD_SDK_SK: 't ', HUAWEICLOUD_SDK_SECURITY_TOKEN: 'x' }),
			{ accessKey: 'h', secretKey: 't', securityToken: 'x' },
		);
	});

	it('never mixes the key of one with the secret or the token of the other', () => {
		assert.deepEqual(
			environmentKeys({
				HUAWEICLOUD_SDK_AK: 'h',
				HUAWEICLOUD_SDK_SECURITY_TOKEN: 'x',
				CLOUD_SDK_AK: 'a',
				CLOUD_SDK_SK: 's',
			}),
			{ accessKey: 'a', secretKey: 's' },
		);
	});

	it('is none where half of it is missing or blank', () => {
		for (const env of [
			{},
			{ CLOUD_SDK_AK: 'a' },
			{ HUAWEICLOUD_SDK_SK: 's' },
			{ CLOUD_SDK_AK: 'a', CLOUD_SDK_SK: ' ' },
		]) {
			assert.equal(environmentKeys(env), undefined);
		}
	});
});

describe('work that is done once', () => {
	it('is shared by all who ask, at the same time and later', async () => {
		let done = 0;
		const work = once(async () => ++done);
		assert.deepEqual(await Promise.all([work(), work()]), [1, 1]);
		assert.equal(await work(), 1);
	});

	it('is done again after a failure, of which all who waited hear', async () => {
		let tries = 0;
		const work = once(async () => {
			tries++;
			if (tries === 1) {
				throw new Error('first');
			}
			return tries;
		});
		const results = await Promise.allSettled([work(), work()]);
		assert.deepEqual(
			results.map(({ status }) => status),
			['rejected', 'rejected'],
		);
		assert.equal(tries, 1);
		assert.equal(await work(), 2);
	});
});
