import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { CredentialStore } from '../../../src/connections/credentialStore';
import { MISSING_MS } from '../../../src/connections/secretIndex';
import { promises } from '../../promises';
import { FakeSecrets, FakeState, HandTimer, settled } from './fakes';

const KEY = { kind: 'aksk', accessKey: 'AK-1', secretKey: 'SK-1' } as const;
const OTHER = { kind: 'aksk', accessKey: 'AK-2', secretKey: 'SK-2' } as const;
const REFUSAL = new Error('the keyring says no');

describe('the credentials of connections', () => {
	let secrets: FakeSecrets;
	let state: FakeState;
	let timer: HandTimer;
	let now: number;
	let store: CredentialStore;
	beforeEach(() => {
		secrets = new FakeSecrets({ c1: KEY });
		state = new FakeState();
		timer = new HandTimer();
		now = 1_700_000_000_000;
		store = open();
	});

	/** As after a reload: memory is new, keyring and state are the same. */
	function open(): CredentialStore {
		return new CredentialStore(secrets as unknown as vscode.SecretStorage, state as unknown as vscode.Memento, {
			timer: timer.set,
			now: () => now,
		});
	}

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The keyring refuses, does not answer, holds damage or holds nothing',
			promise: 'each is told from the others, and nothing is deleted for it',
		},
		async () => {
			assert.deepEqual(await store.read('c1'), { state: 'present', credential: KEY });
			assert.deepEqual(await store.read('none'), { state: 'missing' });
			for (const damaged of ['{"kind":"aksk"', '{"kind":"aksk","accessKey":"a"}', '[]', '"x"', 'null']) {
				secrets.stored.set('migrationTasks.credential.c2', damaged);
				assert.deepEqual(await store.read('c2'), { state: 'unreadable', reason: 'corrupt' });
			}
			secrets.refuses = { get: REFUSAL };
			assert.deepEqual(await store.read('c1'), { state: 'unreadable', reason: 'refused' });
			secrets.refuses = { get: 'never' };
			const reading = store.read('c1');
			await timer.run();
			assert.deepEqual(await reading, { state: 'unreadable', reason: 'silent' });
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The keyring answers after nobody waited any more',
			promise: 'the credential is used then',
		},
		async () => {
			const told: string[] = [];
			store.onDidChange((id) => told.push(id));
			secrets.refuses = { get: 'never' };
			const reading = store.read('c1');
			await timer.run();
			await reading;
			assert.deepEqual(told, []);
			secrets.answer();
			await settled();
			assert.deepEqual(told, ['c1']);
			assert.equal((await store.read('c1')).state, 'present');
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The keyring refuses to store a credential, and repeats it in its own words',
			promise: 'the reason is told without the credential',
		},
		async () => {
			secrets.refuses = { store: new Error(`cannot take ${OTHER.secretKey}`) };
			await assert.rejects(store.store('c1', OTHER), ({ message, ...rest }: Error) => {
				assert.doesNotMatch(JSON.stringify([message, rest]), /SK-2/);
				return 'how' in rest && rest.how === 'refused';
			});
			secrets.refuses = { store: 'never' };
			const storing = store.store('c1', OTHER);
			await timer.run();
			await assert.rejects(storing, { how: 'silent' });
			assert.deepEqual(secrets.of('c1'), KEY);
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'A credential is kept for this session only',
			promise: 'it lives in the memory of the window alone, until the keyring has something newer',
		},
		async () => {
			const told: string[] = [];
			store.onDidChange((id) => told.push(id));
			store.keepForSession('c1', OTHER);
			assert.deepEqual(told, ['c1']);
			assert.equal(store.isForSession('c1'), true);
			assert.deepEqual(await store.read('c1'), { state: 'present', credential: OTHER });
			assert.deepEqual(secrets.of('c1'), KEY);
			assert.doesNotMatch(JSON.stringify([...state.values]), /SK-|AK-/);
			assert.deepEqual(await open().read('c1'), { state: 'present', credential: KEY }, 'gone after a reload');
			const newer = { ...OTHER, secretKey: 'SK-3' };
			await secrets.store('migrationTasks.credential.c1', JSON.stringify(newer));
			await settled();
			assert.equal(store.isForSession('c1'), false);
			assert.deepEqual(await store.read('c1'), { state: 'present', credential: newer });
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The keyring refuses to delete a credential',
			promise: 'it is gone for the extension at once, and in the keyring as soon as that lets it go',
		},
		async () => {
			await store.read('c1');
			secrets.refuses = { delete: REFUSAL };
			assert.equal(await store.delete('c1'), false);
			assert.deepEqual(await store.read('c1'), { state: 'missing' });
			assert.doesNotMatch(JSON.stringify([...state.values]), /SK-|AK-/);
			const later = open();
			await later.tidy(new Set());
			assert.deepEqual(secrets.of('c1'), KEY, 'it still refuses');
			secrets.refuses = {};
			await later.tidy(undefined);
			assert.equal(secrets.of('c1'), undefined);
			assert.deepEqual(Object.keys(state.get('migrationTasks.secrets', {})), []);
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'A credential is stored under an id whose old one could not be deleted',
			promise: 'the new one is not lost',
		},
		async () => {
			secrets.refuses = { delete: REFUSAL };
			await store.delete('c1');
			secrets.refuses = {};
			await store.store('c1', OTHER);
			await store.tidy(new Set(['c1']));
			assert.deepEqual(await store.read('c1'), { state: 'present', credential: OTHER });
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'A credential is deleted while storing it still hangs',
			promise: 'nothing stays behind',
		},
		async () => {
			secrets.refuses = { store: 'never' };
			const storing = store.store('c9', OTHER);
			await timer.run();
			await assert.rejects(storing);
			const deleting = store.delete('c9');
			await timer.run();
			assert.equal(await deleting, false);
			secrets.answer();
			await settled();
			assert.equal(secrets.of('c9'), undefined);
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'A connection is taken out of the settings by hand',
			promise: 'its credential is deleted after a day, not before',
		},
		async () => {
			await store.store('c1', KEY);
			await store.tidy(new Set());
			now += MISSING_MS - 1;
			await open().tidy(new Set());
			assert.deepEqual(secrets.of('c1'), KEY);
			now += 1;
			await open().tidy(new Set());
			assert.equal(secrets.of('c1'), undefined);
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'A connection comes back meanwhile, or the settings cannot be read',
			promise: 'its credential stays',
		},
		async () => {
			await store.store('c1', KEY);
			await store.tidy(new Set());
			now += MISSING_MS - 1;
			await store.tidy(new Set(['c1']));
			now += 1;
			await store.tidy(new Set());
			assert.deepEqual(secrets.of('c1'), KEY, 'the day begins anew');
			now += 2 * MISSING_MS;
			await store.tidy(undefined);
			assert.deepEqual(secrets.of('c1'), KEY);
		},
	);

	it('that an earlier version stored are known from the first time they are read', async () => {
		await store.read('c1');
		await store.tidy(new Set());
		now += MISSING_MS;
		await store.tidy(new Set());
		assert.equal(secrets.of('c1'), undefined);
	});

	it('are safe from what stands wrongly in the memory of VS Code', async () => {
		for (const rubbish of [[], 'x', 7, { c1: 'x' }, { c1: { missingSince: 'yesterday', deleted: 'yes' } }]) {
			await state.update('migrationTasks.secrets', rubbish);
			await store.tidy(new Set());
			assert.deepEqual(secrets.of('c1'), KEY, JSON.stringify(rubbish));
		}
	});
});
