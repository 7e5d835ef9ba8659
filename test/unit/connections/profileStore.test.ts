import assert from 'node:assert/strict';
import type { ConnectionProfile } from '../../../src/connections/profileSchema';
import type { ProfileStore } from '../../../src/connections/profileStore';
import { SERVICES } from '../../../src/services';
import { promises } from '../../promises';
import { loadAll } from '../ui/editor';
import { SettingsFile, settled } from './fakes';

type Loaded = readonly [typeof import('../../../src/connections/profileStore')];

const A: ConnectionProfile = { id: 'a', name: 'A', cloud: 'otc', region: 'eu-de', credential: 'aksk' };
const B: ConnectionProfile = { ...A, id: 'b', name: 'B' };
const C: ConnectionProfile = { ...A, id: 'c', name: 'C' };

interface Window {
	readonly store: ProfileStore;
	readonly problems: string[];
	look(): void;
}

function open(file: SettingsFile, options: { lags?: boolean; now?: () => number } = {}): Window {
	const workspace = file.workspace(options.lags);
	const { loaded } = loadAll<Loaded>(['connections/profileStore'], () => ({
		workspace,
		ConfigurationTarget: { Global: 1 },
	}));
	const problems: string[] = [];
	const store = new loaded[0].ProfileStore(SERVICES, (problem) => problems.push(problem), {
		pause: async () => {},
		...(options.now ? { now: options.now } : {}),
	});
	return { store, problems, look: () => workspace.look() };
}

function ids(file: SettingsFile): unknown[] {
	return (file.value as { id: unknown }[]).map(({ id }) => id);
}

describe('the connections in the settings file', () => {
	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The setting of the connections is no list',
			promise: 'it is not written over, and the user is told what to mend',
		},
		async () => {
			for (const value of [{ a: A }, 'text', 7, null, true]) {
				const file = new SettingsFile(value);
				const { store } = open(file);
				const refused = { name: 'SettingsError', message: /is not a list.*Open the settings/s };
				await assert.rejects(store.add(A), refused);
				await assert.rejects(
					store.update('a', (profile) => profile),
					refused,
				);
				await assert.rejects(store.remove('a'), refused);
				assert.throws(() => store.checkWritable(), refused);
				assert.deepEqual(file.value, value);
				assert.equal(file.writes, 0);
				assert.equal(store.withSecret(), undefined);
			}
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The settings hold entries that cannot be used, and fields that nobody knows',
			promise: 'they stay when others are written',
		},
		async () => {
			const broken = [{ id: 'x', name: 'half', cloud: 'cumulus', note: 1 }, 'text', { ...A, id: 'a', region: 'a/b' }];
			const file = new SettingsFile([...broken, { ...A, comment: 'mine', future: { x: 1 } }]);
			const { store } = open(file);
			await store.add(B);
			assert.equal(await store.update('a', (profile) => ({ ...profile, name: 'renamed' })), true);
			assert.deepEqual(file.value, [...broken, { ...A, name: 'renamed', comment: 'mine', future: { x: 1 } }, B]);
			await store.remove('a');
			assert.deepEqual(file.value, [...broken, B]);
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'Several changes to the connections come at once',
			promise: 'none gets lost',
		},
		async () => {
			const file = new SettingsFile();
			const { store } = open(file);
			await Promise.all([
				store.add(A),
				store.add(B),
				store.update('a', (now) => ({ ...now, name: 'new' })),
				store.add(C),
			]);
			assert.deepEqual(file.value, [{ ...A, name: 'new' }, B, C]);
		},
	);

	it('are not written where an update changes nothing, however the entry is written', async () => {
		const { id, name, ...rest } = A;
		const file = new SettingsFile([{ ...rest, name: ` ${name} `, id }]);
		const { store } = open(file);
		assert.equal(await store.update('a', (now) => ({ ...now, credential: 'aksk' })), true);
		assert.equal(file.writes, 0);
	});

	it('are not added twice under one id, nor brought back by an edit', async () => {
		const file = new SettingsFile([A]);
		const { store } = open(file);
		await store.add(A);
		assert.deepEqual(file.value, [A]);
		file.put([]);
		assert.equal(await store.update('a', (profile) => ({ ...profile, name: 'again' })), false);
		assert.deepEqual(file.value, []);
	});

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'Another window writes the connections as it had read them before',
			promise: 'no entry is lost',
		},
		async () => {
			const file = new SettingsFile([A]);
			const one = open(file);
			const other = open(file, { lags: true });
			await one.store.add(B);
			await other.store.add(C);
			await settled();
			other.look();
			await settled();
			assert.deepEqual(ids(file).sort(), ['a', 'b', 'c']);
			assert.deepEqual(one.store.all().length, 3);
		},
	);

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'Another window undoes a change unawares',
			promise: 'what was changed stays changed, what was removed stays removed',
		},
		async () => {
			const file = new SettingsFile([A, B]);
			const one = open(file);
			const other = open(file, { lags: true });
			await one.store.update('a', (now) => ({ ...now, name: 'renamed' }));
			await one.store.remove('b');
			await other.store.add(C);
			await settled();
			assert.deepEqual(file.value, [{ ...A, name: 'renamed' }, C]);
		},
	);

	it('are not fought over: what the user takes away later, or changes to something else, stays so', async () => {
		let now = 0;
		const file = new SettingsFile([A]);
		const { store } = open(file, { now: () => now });
		await store.add(B);
		await store.update('a', (profile) => ({ ...profile, name: 'mine' }));
		file.put([{ ...A, name: 'yours' }, B]);
		await settled();
		assert.deepEqual(file.value, [{ ...A, name: 'yours' }, B]);
		now += 60_000;
		file.put([]);
		await settled();
		assert.deepEqual(file.value, []);
	});

	it('are not put back where somebody takes one away, or all, right after they were added', async () => {
		const file = new SettingsFile([A]);
		const { store } = open(file);
		await store.add(B);
		await store.add(C);
		file.put([A, B]);
		await settled();
		assert.deepEqual(ids(file), ['a', 'b']);
		file.put([]);
		await settled();
		assert.deepEqual(ids(file), []);
		await store.add(B);
		await store.remove('b');
		await settled();
		assert.deepEqual(ids(file), []);
	});

	promises(
		{
			chapter: 'Keyring and settings',
			fault: 'The settings file cannot be written',
			promise: 'it is tried again, and else said what is in the way',
		},
		async () => {
			const file = new SettingsFile([A]);
			const { store } = open(file);
			let failures = 1;
			file.beforeWrite = () => {
				if (failures-- > 0) {
					throw new Error('The file is newer.');
				}
			};
			await store.add(B);
			assert.deepEqual(file.value, [A, B]);
			failures = 100;
			await assert.rejects(store.add(C), {
				name: 'SettingsError',
				message: /nothing was changed.*The file is newer\./s,
			});
			assert.deepEqual(file.value, [A, B]);
		},
	);

	it('are refused before they are written where they could not be read again', async () => {
		const file = new SettingsFile([A]);
		const { store } = open(file);
		await assert.rejects(store.add({ ...B, name: 'x'.repeat(101) }), /cannot be added.*name/s);
		assert.deepEqual(file.value, [A]);
	});

	it('say which of them have a secret, usable or not', () => {
		const file = new SettingsFile([A, { ...B, credential: 'environment' }, { ...C, cloud: 'cumulus' }, 'text']);
		assert.deepEqual([...(open(file).store.withSecret() ?? [])], ['a', 'c']);
		assert.deepEqual(open(new SettingsFile()).store.withSecret(), new Set());
	});
});
