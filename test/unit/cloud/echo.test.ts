import assert from 'node:assert/strict';
import { akskAuthorizer } from '../../../src/cloud/akskAuthorizer';
import { CloudError } from '../../../src/cloud/errors';
import { errorMessage } from '../../../src/cloud/errorTable';
import { CloudHttp } from '../../../src/cloud/http';
import { IamClient } from '../../../src/cloud/iam';
import { passwordAuthorizer } from '../../../src/cloud/passwordAuthorizer';
import type { Authorizer } from '../../../src/cloud/request';
import type { Logger } from '../../../src/core/logger';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index';
import { promises } from '../../promises';
import { findSecrets, newSecret, type Secrets, spellingsOf } from '../../secretSearch';

const TASK = '90754308-a156-406f-a837-8f852f38a646';
/** The signs that a key or a token may have. */
const KEY_SIGNS = '/+=.-_';

describe('the search for secrets', () => {
	it('finds one in every spelling, and its pieces', () => {
		const secret = newSecret('canary');
		for (const [how, text] of Object.entries(spellingsOf(secret))) {
			assert.equal(findSecrets(new Map([['text', `a ${text} b`]]), { canary: secret }).length > 0, true, how);
			assert.deepEqual(findSecrets(new Map([['text', text]]), { other: newSecret('other') }), [], how);
		}
		assert.ok(findSecrets(new Map([['x', secret]]), { canary: secret }).every((found) => !found.includes('SECRET')));
	});
});

describe('a service that says back what was sent', () => {
	let sandbox: Sandbox;
	let lines: string[];
	let http: CloudHttp;
	const secrets = {
		secretKey: newSecret('key', KEY_SIGNS),
		temporarySecretKey: newSecret('temporary', KEY_SIGNS),
		securityToken: newSecret('token', KEY_SIGNS),
		password: newSecret('login'),
	};
	const instance = { source: newSecret('source'), target: newSecret('target') };
	const wanted: Secrets = { ...secrets, ...instance };

	beforeEach(async () => {
		sandbox = await startSandbox({ secrets });
		lines = [];
		const keep = (line: unknown): void => {
			lines.push(String(line));
		};
		const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };
		http = new CloudHttp({ timeoutMs: () => 10_000, logger, sleep: async () => {} });
	});
	afterEach(() => sandbox.close());

	const authorizers = (): Record<string, Authorizer> => ({
		key: akskAuthorizer(() => sandbox),
		'temporary key': akskAuthorizer(() => sandbox.temporary),
		login: passwordAuthorizer({
			iam: new IamClient(http, sandbox.url),
			...sandbox.login,
			projectId: sandbox.projectId,
		}),
	});

	function configure(authorizer: Authorizer) {
		return http.send(
			{
				operation: 'SetOnlineMigrationTask',
				method: 'POST',
				url: new URL(`/v2/${sandbox.projectId}/migration/${TASK}/task`, sandbox.url),
				scope: 'project',
				body: JSON.stringify({
					migration_method: 'full_amount_migration',
					resume_mode: 'manual',
					source_instance: { addrs: '10.0.0.1:6379', password: instance.source },
					target_instance: { id: 'cf4a05df-1c38-47c5-bb5a-0a7b3673b3bd', password: instance.target },
				}),
				repeatable: false,
			},
			authorizer,
		);
	}

	function list(authorizer: Authorizer) {
		const url = new URL(`/v2/${sandbox.projectId}/migration-tasks`, sandbox.url);
		return http.send({ operation: 'List', method: 'GET', url, scope: 'project', repeatable: true }, authorizer);
	}

	/** All that the answer, or the error, could show to anybody. */
	async function shown(work: Promise<unknown>): Promise<string> {
		try {
			return JSON.stringify(await work);
		} catch (error) {
			assert.ok(error instanceof CloudError);
			return [error.stack, JSON.stringify(error), errorMessage(error, 'c')].join('\n');
		}
	}

	for (const { scenario, fault } of [
		{
			scenario: 'echo-error',
			fault: 'The service refuses and says back what was sent (passwords, keys, tokens, signatures)',
		},
		{ scenario: 'echo-fault', fault: 'A fault of the service shows what was sent' },
		{ scenario: 'echo-details', fault: 'An answer has what was sent among its fields' },
	]) {
		promises(
			{
				chapter: 'Secrets',
				fault,
				promise: 'neither data nor errors nor the log have it, in no spelling',
			},
			async () => {
				for (const [kind, authorizer] of Object.entries(authorizers())) {
					await shown(list(authorizer));
					sandbox.play(scenario);
					const texts = [await shown(configure(authorizer)), await shown(list(authorizer))];
					sandbox.play('calm');
					texts.push(await shown(list(authorizer)));
					const places = new Map([...texts, lines.join('\n')].map((text, nth) => [`${kind} ${nth}`, text]));
					assert.deepEqual(findSecrets(places, wanted), []);
					assert.equal(/MIIsandbox|TUlJc2FuZGJve|Signature=(?!\[redacted\])/.test([...places.values()].join()), false);
				}
				sandbox.play(scenario);
				const text = await shown(list(authorizers().login as Authorizer));
				assert.deepEqual(
					findSecrets(
						new Map([
							['sign-in', text],
							['log', lines.join('\n')],
						]),
						wanted,
					),
					[],
				);
				return 'every way to sign in; readable, escaped once and twice, for addresses, for pages, in base64: nothing';
			},
		);
	}

	promises(
		{
			chapter: 'Secrets',
			fault: 'An answer that cannot be read has a secret for the number of its request',
			promise: 'the message that names the number does not show it',
		},
		async () => {
			const authorizer = akskAuthorizer(() => sandbox.temporary);
			const shapeless = http
				.send(
					{
						operation: 'Show',
						method: 'GET',
						url: new URL('/v3/auth/domains', sandbox.url),
						scope: 'domain',
						repeatable: true,
					},
					authorizer,
				)
				.then(({ requestId }) => requestId);
			sandbox.play('echo-details');
			assert.deepEqual(findSecrets(new Map([['number', String(await shapeless)]]), wanted), []);
		},
	);
});
