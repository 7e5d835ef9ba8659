import assert from 'node:assert/strict';
import { CloudError } from '../../../src/cloud/errors';
import type { CacheInstance } from '../../../src/migration/instances';
import type { TaskSource } from '../../../src/migration/ports';
import { Instances } from '../../../src/store/instances';

const ROW = { id: 'a1', name: 'orders' } as CacheInstance;

/** Instances over a source that counts how often it is asked. */
function opened(read: () => Promise<readonly CacheInstance[]> = async () => [ROW], service = 'dcs') {
	let asked = 0;
	let now = 1_000;
	let changed: (change: { id: string; kind: 'replaced' }) => void = () => {};
	const source: Partial<TaskSource> = {
		service: 'dcs',
		instances: {
			list: async () => {
				asked++;
				return { rows: await read(), count: 1, unreadable: 0, complete: true };
			},
			show: async (id) => ({ ...ROW, id, databases: 16 }),
		},
	};
	const instances = new Instances(
		{
			open: async () => ({ sources: [source as TaskSource], signal: new AbortController().signal }),
			onDidChange: (listener) => {
				changed = listener as typeof changed;
				return { dispose: () => {} };
			},
		},
		() => now,
	);
	return {
		list: (anew = false) => instances.list('c1', service, { anew }),
		show: () => instances.show('c1', service, 'a1'),
		asked: () => asked,
		pass: (ms: number) => {
			now += ms;
		},
		replace: () => changed({ id: 'c1', kind: 'replaced' }),
	};
}

describe('The instances of a connection', () => {
	it('are read once for forms that open within a minute, and anew where somebody asks for that', async () => {
		const { list, asked, pass } = opened();
		await Promise.all([list(), list()]);
		pass(59_000);
		assert.equal((await list())?.rows.length, 1);
		assert.equal(asked(), 1);
		await list(true);
		assert.equal(asked(), 2);
		pass(61_000);
		await list();
		assert.equal(asked(), 3);
	});

	it('of another account are others: what was read goes with the connection that it was read for', async () => {
		const { list, asked, replace } = opened();
		await list();
		replace();
		await list();
		assert.equal(asked(), 2);
	});

	it('are asked for again after a failure', async () => {
		let fails = true;
		const { list, asked } = opened(async () => {
			if (fails) {
				throw new CloudError({ kind: 'network', operation: 'ListInstances' });
			}
			return [ROW];
		});
		await assert.rejects(list(), { kind: 'network' });
		fails = false;
		assert.equal((await list())?.rows.length, 1);
		assert.equal(asked(), 2);
	});

	it('are none where the service has none to choose among', async () => {
		const { list, show } = opened(undefined, 'sms');
		assert.equal(await list(), undefined);
		assert.equal(await show(), undefined);
	});

	it('say more of themselves one by one', async () => {
		assert.equal((await opened().show())?.databases, 16);
	});
});
