import assert from 'node:assert/strict';
import type { RunState } from '../../../src/migration/runState';
import { dcsRow, FakePort, FakeSource, keepingLogger, ref, settle, storeOver } from '../store/fakes';
import { loadWith } from './editor';

const state = (phase: string): RunState => ({
	judgement: { phase } as never,
	happenings: [],
	writersStoppedAt: undefined,
	sampledAt: 1,
});

describe('the log of a task that seems ready', () => {
	it('is looked through for errors while somebody looks at the task or watches it, and at no other time', async () => {
		const source = new FakeSource([dcsRow('t1', 'INCRMIGRATING')]);
		const asked: (string | undefined)[] = [];
		const logs = async (_id: string, { level }: { readonly level?: string }) => {
			asked.push(level);
			return {
				rows: [{ at: Date.now(), level: 'ERROR', message: 'read error', code: '', keywords: [] }],
				total: 1,
			};
		};
		const { store } = storeOver(new FakePort().add('c1', [Object.assign(source, { logs }) as never]));
		await store.refresh();
		const { LogGuard } = loadWith<typeof import('../../../src/ui/runs/logGuard')>('ui/runs/logGuard').loaded;
		let wanted = true;
		const found: (boolean | undefined)[] = [];
		const kept: string[] = [];
		const guard = new LogGuard({
			store,
			interval: () => 5_000,
			connectionName: (id) => id,
			isWanted: () => wanted,
			found: (_ref, errors) => found.push(errors),
			keeper: {
				keep: (of, rows) => kept.push(`${of.id}: ${rows.map(({ message }) => message)}`),
				read: async () => [],
			},
			logger: keepingLogger([]),
		});
		guard.runChanged(ref('t1'), state('catchingUp'));
		await settle();
		assert.deepEqual(asked, []);
		guard.runChanged(ref('t1'), state('inStep'));
		guard.runChanged(ref('t1'), state('inStep'));
		await new Promise((resolve) => setTimeout(resolve, 20));
		await settle();
		assert.deepEqual(asked, ['ERROR']);
		assert.equal(found.at(-1), true);
		assert.deepEqual(kept, ['t1: read error']);
		wanted = false;
		guard.runChanged(ref('t1'), state('inStep'));
		assert.equal(found.at(-1), undefined, 'nobody looks any more');
		guard.dispose();
	});
});
