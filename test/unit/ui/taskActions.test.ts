import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudError } from '../../../src/cloud/errors';
import { Format } from '../../../src/migration/format';
import type { Task } from '../../../src/migration/task';
import { Submissions } from '../../../src/store/submissions';
import { dcsRow, FakePort, FakeSource, ref, settle, storeOver } from '../store/fakes';
import { loadAll } from './editor';

type Loaded = readonly [
	typeof import('../../../src/ui/actions/taskActions'),
	typeof import('../../../src/ui/submissionJournal'),
];

describe('what was asked for before a window was loaded anew', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-actions-'));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	function open(status: string) {
		const source = new FakeSource([dcsRow('t1', status)]);
		const sent: string[] = [];
		source.onRun = async (action, id) => {
			sent.push(`${action} ${id}`);
			return { id, name: id, status: '', error: '' };
		};
		const port = new FakePort().add('c1', [source]);
		const { store } = storeOver(port, Date.now);
		const { editor, loaded } = loadAll<Loaded>(['ui/actions/taskActions', 'ui/submissionJournal']);
		const [{ TaskActions }, { FileJournal }] = loaded;
		const followed: string[] = [];
		const actions = new TaskActions({
			store,
			connections: { name: () => 'production', all: () => [{}] } as never,
			format: new Format('en'),
			submissions: new Submissions({ store, journal: new FileJournal({ folder }) }),
			followUps: { follow: async ({ ref: of }: Task, action: string) => followed.push(`${action} ${of.id}`) } as never,
			tasks: {} as never,
			runs: {} as never,
			instances: {} as never,
		});
		return { actions, editor, source, sent, followed };
	}

	it('is sent once, and followed', async () => {
		const { actions, editor, sent, followed } = open('TERMINATED');
		await actions.carryOn('delete', ref('t1'));
		assert.deepEqual([sent, followed], [['delete t1'], ['delete t1']]);
		assert.deepEqual(editor.statusBar, ['Delete: accepted for 1 of 1']);
	});

	it('is not sent where the task does not allow it by now, and that is told', async () => {
		const { actions, editor, sent, followed } = open('TERMINATING');
		await actions.carryOn('delete', ref('t1'));
		assert.deepEqual([sent, followed], [[], []]);
		assert.match(editor.messages.at(-1) ?? '', /^Nothing was sent\. “task t1”: it is “Stopping”/);
	});

	it('is not sent again where nobody knows whether it was, and nobody is asked out of the blue', async () => {
		const first = open('TERMINATED');
		first.source.onRun = async () => {
			throw new CloudError({ kind: 'timeout', operation: 'Delete', sent: true });
		};
		await first.actions.carryOn('delete', ref('t1'));
		await settle();
		assert.match(first.editor.messages.at(-1) ?? '', /no answer came back/);
		const { actions, editor, sent, followed } = open('TERMINATED');
		await actions.carryOn('delete', ref('t1'));
		await settle();
		assert.deepEqual([sent, followed, editor.details], [[], [], []]);
		assert.match(
			editor.messages.at(-1) ?? '',
			/Delete was not done\. “task t1”: It was sent at .*, and no answer came/,
		);
	});
});
