import assert from 'node:assert/strict';
import type { ConnectionChange } from '../../../src/connections/connectionManager';
import { Emitter } from '../../../src/core/emitter';
import { noLogger } from '../../../src/core/logger';
import { SERVICES } from '../../../src/services';
import { type ConnectionPort, TaskStore } from '../../../src/store/taskStore';
import { dcsRow, FakeSource, failure } from './fakes';

describe('a connection whose credential was renewed', () => {
	it('keeps its tasks, and counts as never asked, also where its old one was refused', async () => {
		const changed = new Emitter<ConnectionChange>();
		const source = new FakeSource([dcsRow('t1')]);
		const port: ConnectionPort = {
			ids: () => ['c1'],
			name: (id) => id,
			open: async () => ({ sources: [source], signal: new AbortController().signal }),
			onDidChange: changed.event,
		};
		const store = new TaskStore(port, SERVICES, { logger: noLogger });
		await store.load();
		source.onList = async () => {
			throw failure('signature');
		};
		await store.refresh();
		assert.deepEqual(store.unread(), []);
		changed.fire({ id: 'c1', kind: 'renewed' });
		assert.deepEqual(store.unread(), ['c1']);
		assert.equal(store.allTasks().length, 1);
		source.onList = undefined;
		await store.load();
		assert.deepEqual(store.unread(), []);
		assert.equal(store.allTasks().length, 1);
		assert.equal(store.connectionStates()[0]?.services[0]?.problem, undefined);
	});
});
