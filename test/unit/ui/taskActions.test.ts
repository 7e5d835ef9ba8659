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
		assert.match(first.editor.messages.at(-1) ?? '', /^Delete: “task t1”: It was sent, but no answer came back/);
		const { actions, editor, sent, followed } = open('TERMINATED');
		await actions.carryOn('delete', ref('t1'));
		await settle();
		assert.deepEqual([sent, followed, editor.details], [[], [], []]);
		assert.match(editor.messages.at(-1) ?? '', /^Delete: “task t1”: It was sent at .*, and no answer came/);
	});
});

describe('what is done to tasks', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-actions-'));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	/** A window over tasks of this status, in which every question is answered with its first button. */
	function open(status: string, ids: readonly string[] = ['t1'], named: (id: string) => string = (id) => `task ${id}`) {
		const rowsOf = (of: string) => ids.map((id) => ({ ...dcsRow(id, of), task_name: named(id) }));
		const source = new FakeSource(rowsOf(status));
		const sent: string[] = [];
		const answers: string[] = [];
		const answer = (id: string) => ({ id, name: id, status: '', error: answers.shift() ?? '' });
		source.onRun = async (action, id) => {
			sent.push(`${action} ${id}`);
			return answer(id);
		};
		source.onBatch = async (action, batch) => {
			sent.push(`${action} ${batch.join(' ')}`);
			return new Map(batch.map((id) => [id, answer(id)]));
		};
		const { store } = storeOver(new FakePort().add('c1', [source]), Date.now);
		const documents: string[] = [];
		const typed: string[] = [];
		const { editor, loaded } = loadAll<Loaded>(['ui/actions/taskActions', 'ui/submissionJournal'], () => ({
			workspace: {
				openTextDocument: async ({ content }: { readonly content: string }) => documents.push(content),
			},
			window: {
				showTextDocument: async () => undefined,
				showInputBox: async ({ validateInput }: { readonly validateInput: (text: string) => string | undefined }) => {
					const text = typed.shift();
					return text === undefined || validateInput(text) !== undefined ? undefined : text;
				},
				withProgress: (_options: unknown, work: (...args: unknown[]) => unknown) =>
					work({}, { isCancellationRequested: false }),
			},
		}));
		const [{ TaskActions }, { FileJournal }] = loaded;
		const actions = new TaskActions({
			store,
			connections: { name: () => 'production', all: () => [{}] } as never,
			format: new Format('en'),
			submissions: new Submissions({ store, journal: new FileJournal({ folder }) }),
			followUps: {
				follow: async () => {},
				followTo: async (_task: Task, _action: string, next: { readonly send: () => Promise<void> }) => {
					await next.send();
					return 'done';
				},
			} as never,
			tasks: {} as never,
			runs: {} as never,
			instances: {} as never,
		});
		const run = (action: string) =>
			actions.run(
				action,
				ids.map((id) => ref(id)),
			);
		const become = (next: string): void => {
			source.rows = rowsOf(next);
		};
		editor.onMessage = (_message, [first]) => first;
		return { run, become, editor, sent, answers, documents, typed };
	}

	it('and cannot be done any more when it is tried again is not sent, and that is told', async () => {
		const { run, become, editor, sent, answers } = open('TERMINATED');
		answers.push('DCS.4026');
		editor.onMessage = (message, [first]) => {
			if (first === 'Try Again') {
				become('FULLMIGRATING');
			}
			return message.startsWith('Nothing was sent') ? undefined : first;
		};
		await run('restart');
		assert.deepEqual(sent, ['restart t1']);
		assert.match(editor.messages.at(-1) ?? '', /^Nothing was sent\. “task t1”: it is “Full sync”/);
	});

	it('and would lose more when it is tried again than was asked about is asked about anew', async () => {
		const { run, become, editor, sent, answers } = open('TERMINATED');
		answers.push('DCS.4026');
		editor.onMessage = (_message, [first]) => {
			if (first === 'Try Again') {
				become('FULLMIGRATING');
			}
			return first;
		};
		await run('delete');
		assert.deepEqual(sent, ['delete t1'], 'a task that runs by now is not deleted by a click');
		assert.equal(editor.details.length, 2);
	});

	it('is confirmed by a name as one types it, of whatever script', async () => {
		for (const [name, text] of [
			['مهمة', 'مهمة'],
			['caf\u0065\u0301', 'caf\u00e9'],
			['  orders ', 'orders'],
		] as const) {
			const { run, sent, typed } = open('FULLMIGRATING', ['t1'], () => name);
			typed.push(text);
			await run('delete');
			assert.deepEqual(sent, ['stop t1', 'delete t1'], name);
		}
		const other = open('FULLMIGRATING', ['t1'], () => 'orders');
		other.typed.push('order');
		await other.run('delete');
		assert.deepEqual(other.sent, []);
	});

	it('and needs another thing first is told with the name of that where it fails', async () => {
		const { run, editor, sent, answers, typed } = open('FULLMIGRATING');
		typed.push('task t1');
		answers.push('DCS.4957');
		editor.onMessage = (_message, [first]) => (first === 'Try Again' ? undefined : first);
		await run('delete');
		assert.deepEqual(sent, ['stop t1']);
		assert.equal(editor.messages.at(-1), 'Delete was not done. “task t1”: Stop: DCS.4957');
	});

	it('is said below their names, however long these are', async () => {
		const ids = Array.from({ length: 12 }, (_, n) => `t${n}`);
		const { run, editor } = open('TERMINATED', ids, (id) => `${id} ${'long '.repeat(60)}`);
		await run('delete');
		assert.match(editor.details[0] ?? '', /^t0 long .*\n\nand 2 more\n\n.*which cannot be undone/s);
	});

	it('and fails for many is told of each, in an editor where a message is too short', async () => {
		const ids = Array.from({ length: 50 }, (_, n) => `t${n}`);
		const { run, editor, sent, answers, documents } = open('TERMINATED', ids);
		answers.push(...ids.map((id) => `DCS.4026: ${id} may not be started now`));
		editor.onMessage = (message, buttons) => {
			const shown = documents.length > 0;
			return message.includes('was not done') ? buttons[shown ? 0 : buttons.indexOf('Show All')] : buttons[0];
		};
		await run('restart');
		const [whole = ''] = documents;
		for (const id of ids) {
			assert.match(whole, new RegExp(`^.*“task ${id}”: DCS\\.4026: ${id} may not be started now$`, 'm'));
		}
		assert.equal(documents.length, 1);
		assert.equal(sent.length, 2, 'it can still be tried again after that');
	});
});
