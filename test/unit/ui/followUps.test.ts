import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Emitter } from '../../../src/core/emitter';
import type { VerdictWords } from '../../../src/migration/cutover';
import { Format } from '../../../src/migration/format';
import type { TaskRef, WireFields } from '../../../src/migration/task';
import type { NextActions } from '../../../src/ui/actions/followedAction';
import {
	dcsRow,
	FakePort,
	FakeSource,
	failure,
	HandTimers,
	keepingLogger,
	ref,
	settle,
	smsRow,
	storeOver,
} from '../store/fakes';
import { loadAll } from './editor';

type Loaded = readonly [
	typeof import('../../../src/ui/actions/followUps'),
	typeof import('../../../src/ui/submissionJournal'),
];
const MINUTE = 60_000;

describe('a task on which something was accepted', () => {
	let folder: string;
	let clock: HandTimers;
	let running: Set<number>;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-followed-'));
		clock = new HandTimers();
		running = new Set([1, 2, 3]);
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));
	const files = (): number => readdirSync(folder).length;

	/** One window over the folder: what it tells and what it sends next. */
	function open(pid = 1, row: WireFields = dcsRow('t1', 'TERMINATING'), service: 'dcs' | 'sms' = 'dcs') {
		const source = new FakeSource([row], service);
		const faults: unknown[] = [];
		const { store } = storeOver(new FakePort().add('c1', [source]), clock.now);
		const { editor, loaded } = loadAll<Loaded>(['ui/actions/followUps', 'ui/submissionJournal']);
		const [{ FollowUps }, { FileJournal }] = loaded;
		const kept = new Map<string, unknown>();
		const globalState = {
			get: (key: string) => kept.get(key),
			update: async (key: string, value: unknown) => void kept.set(key, value),
		};
		const next: string[] = [];
		const note =
			(what: string) =>
			async (action: string, { id }: TaskRef): Promise<void> =>
				void next.push(`${what} ${action} ${id}`);
		const actions: NextActions = { carryOn: note('send'), run: note('ask') };
		const notes = new Map<string, VerdictWords>();
		const followUps = new FollowUps({
			context: { globalState: globalState as never, globalStorageUri: { fsPath: folder } },
			store,
			connections: { name: () => 'production' },
			format: new Format('en'),
			logger: keepingLogger(faults),
			redraw: () => {},
			notes,
			actions: async () => actions,
			journal: new FileJournal({
				folder,
				now: clock.now,
				sender: { host: 'here', pid },
				isRunning: (one) => running.has(one),
			}),
			now: clock.now,
			setTimer: clock.setTimer,
		});
		return { followUps, source, store, editor, next, notes, faults, kept };
	}

	/** Time passes, and the disk gets its turn. */
	async function pass(ms: number): Promise<void> {
		await rest();
		await clock.pass(ms);
		await rest();
		// What is done at the same time is told together, a moment later.
		await clock.pass(800);
		await rest();
	}
	async function rest(): Promise<void> {
		for (let turn = 0; turn < 40; turn++) {
			await settle();
			await new Promise((resolve) => setTimeout(resolve, 1));
		}
	}

	it('is told of once it is as was asked for, and its row says so meanwhile', async () => {
		const { followUps, store, source, editor, notes } = open();
		await followUps.follow(await store.refreshTask(ref('t1')), 'stop');
		await pass(6_000);
		assert.deepEqual(editor.messages, []);
		assert.match([...notes.values()][0]?.text ?? '', /accepted, not done yet/);
		source.onShow = async () => dcsRow('t1', 'TERMINATED');
		await pass(6_000);
		assert.deepEqual(editor.messages, ['“task t1” has stopped.']);
		await pass(6_000);
		assert.deepEqual([notes.size, files(), clock.waits], [0, 0, []], 'nothing goes on');
	});

	it('is stopped and then deleted, also where the window was loaded anew in between', async () => {
		const first = open(1);
		let sent = 0;
		const send = async (): Promise<void> => void sent++;
		void first.followUps.followTo(await first.store.refreshTask(ref('t1')), 'stop', { action: 'delete', send });
		await pass(3_000);
		first.followUps.dispose();
		running.delete(1);
		const second = open(2);
		await second.followUps.resume();
		await pass(3_000);
		assert.deepEqual(second.next, []);
		second.source.onShow = async () => dcsRow('t1', 'TERMINATED');
		await pass(6_000);
		assert.deepEqual([second.next, sent, files()], [['send delete t1'], 0, 0]);
		assert.deepEqual([second.editor.messages, second.faults], [[], []]);
	});

	it('is deleted by its own window where that stayed, which tells what became of it itself', async () => {
		const { followUps, store, source, next, editor } = open();
		let sent = 0;
		const send = async (): Promise<void> => void sent++;
		const ending = followUps.followTo(await store.refreshTask(ref('t1')), 'stop', { action: 'delete', send });
		source.onShow = async () => dcsRow('t1', 'TERMINATED');
		await pass(6_000);
		assert.deepEqual([await ending, sent, next, editor.messages, files()], ['done', 1, [], [], 0]);
	});

	it('is not deleted where somebody cancelled while it was being stopped, not after a reload either; its stop is told', async () => {
		const { followUps, store, source, next, editor } = open();
		let sent = 0;
		const send = async (): Promise<void> => void sent++;
		const cancelling = new Emitter<void>();
		const token = { isCancellationRequested: false, onCancellationRequested: cancelling.event } as never;
		const task = await store.refreshTask(ref('t1'));
		const ending = followUps.followTo(task, 'stop', { action: 'delete', send }, token);
		await pass(3_000);
		cancelling.fire();
		assert.equal(await ending, 'cancelled');
		await rest();
		const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
		assert.match(texts.join(), /stop/);
		assert.doesNotMatch(texts.join(), /delete/);
		source.onShow = async () => dcsRow('t1', 'TERMINATED');
		await pass(6_000);
		assert.deepEqual([sent, next, editor.messages, files()], [0, [], ['“task t1” has stopped.'], 0]);
	});

	it('is not deleted where the window was closed for long: a person is asked again', async () => {
		const first = open(1);
		void first.followUps.followTo(await first.store.refreshTask(ref('t1')), 'stop', {
			action: 'delete',
			send: async () => {},
		});
		await rest();
		first.followUps.dispose();
		running.delete(1);
		clock.jump(21 * MINUTE);
		const second = open(2, dcsRow('t1', 'TERMINATED'));
		second.editor.onMessage = (_message, buttons) => buttons[0];
		await second.followUps.resume();
		await pass(3_000);
		const [message = ''] = second.editor.messages;
		assert.match(message, /^“task t1” has stopped\. “Delete”, asked for at .*, was not sent\.$/);
		assert.deepEqual([second.next, files()], [['ask delete t1'], 0]);
	});

	it('is not deleted either where the machine slept for long', async () => {
		const { followUps, store, source } = open();
		let sent = 0;
		const send = async (): Promise<void> => void sent++;
		const ending = followUps.followTo(await store.refreshTask(ref('t1')), 'stop', { action: 'delete', send });
		await rest();
		source.onShow = async () => dcsRow('t1', 'TERMINATED');
		clock.jump(8 * 60 * MINUTE);
		await pass(3_000);
		assert.deepEqual([await ending, sent], ['late', 0]);
	});

	it('is followed by one of two windows that are loaded anew, and told of and deleted once', async () => {
		const first = open(1);
		await first.followUps.follow(await first.store.refreshTask(ref('t1')), 'stop');
		void first.followUps.followTo(await first.store.refreshTask(ref('t1')), 'stopSync', {
			action: 'delete',
			send: async () => {},
		});
		await rest();
		assert.equal(files(), 2);
		first.followUps.dispose();
		running.delete(1);
		const windows = [open(2), open(3)];
		await Promise.all(windows.map(({ followUps }) => followUps.resume()));
		await pass(15_000);
		for (const { source } of windows) {
			source.onShow = async () => dcsRow('t1', 'TERMINATED');
		}
		await pass(30_000);
		assert.deepEqual(
			windows.flatMap(({ editor }) => editor.messages),
			['“task t1” has stopped.'],
		);
		assert.deepEqual(
			windows.flatMap(({ next }) => next),
			['send delete t1'],
		);
		await pass(30_000);
		assert.deepEqual([files(), clock.waits], [0, []], 'nothing goes on');
	});

	it('is taken up by the other window where the one that followed it is closed', async () => {
		const first = open(1);
		await first.followUps.follow(await first.store.refreshTask(ref('t1')), 'stop');
		const second = open(2);
		await second.followUps.resume();
		await pass(12_000);
		assert.deepEqual(second.source.asked, [], 'the first follows it');
		first.followUps.dispose();
		second.source.onShow = async () => dcsRow('t1', 'TERMINATED');
		await pass(12_000);
		assert.deepEqual([first.editor.messages, second.editor.messages], [[], ['“task t1” has stopped.']]);
	});

	it('is gone only where a list that could be read is without it', async () => {
		const first = open(1);
		await first.followUps.follow(await first.store.refreshTask(ref('t1')), 'delete');
		await rest();
		first.followUps.dispose();
		const { source, editor, followUps } = open(2);
		source.onList = async () => {
			throw failure('network');
		};
		await followUps.resume();
		await pass(9_000);
		assert.deepEqual(editor.messages, []);
		source.onList = undefined;
		source.rows = [];
		// Looked at as often as it takes: a turn of a busy machine may be long.
		for (let looks = 0; looks < 20 && editor.messages.length === 0; looks++) {
			await pass(60_000);
		}
		assert.deepEqual(editor.messages, ['“task t1” was deleted.']);
	});

	it('says that nobody waits any more after 20 minutes, when it was accepted, and where to look', async () => {
		const { followUps, store, editor } = open();
		await followUps.follow(await store.refreshTask(ref('t1')), 'stop');
		await pass(21 * MINUTE);
		assert.equal(editor.messages.length, 1);
		assert.match(
			editor.messages[0] ?? '',
			/“task t1”: “Stop” was accepted at .*\. The task does not say yet that it is done\. Look at it\./,
		);
	});

	it('of whom an earlier end of the same action can be seen is not told of before there is another', async () => {
		const uploaded = (state: string) => smsRow('t1', 'RUNNING', { log_collect_status: state });
		const { followUps, store, source, editor } = open(1, uploaded('UPLOADED'), 'sms');
		await followUps.follow(await store.refreshTask(ref('t1', 'c1', 'sms')), 'collectLog');
		await pass(9_000);
		assert.deepEqual(editor.messages, []);
		source.rows = [uploaded('UPLOADING')];
		await pass(3_000);
		source.rows = [uploaded('UPLOAD_FAIL')];
		await pass(6_000);
		assert.equal(editor.messages.length, 1);
		assert.match(editor.messages[0] ?? '', /failed after “Collect the Log”/);
	});

	it('shows the same as before for long: it is said that the service does not tell', async () => {
		const row = smsRow('t1', 'RUNNING', { log_collect_status: 'UPLOADED' });
		const { followUps, store, editor } = open(1, row, 'sms');
		await followUps.follow(await store.refreshTask(ref('t1', 'c1', 'sms')), 'collectLog');
		await rest();
		for (let looks = 0; looks < 60; looks++) {
			await clock.pass(3_000);
			await new Promise((resolve) => setTimeout(resolve, 1));
			await settle();
		}
		await rest();
		assert.equal(editor.messages.length, 1);
		assert.match(editor.messages[0] ?? '', /The service does not say when this is over\. Look at /);
	});

	it('is forgotten with its connection: nothing is told of the tasks of another account, and nothing sent', async () => {
		const { followUps, store, source, editor, next, notes } = open();
		const task = await store.refreshTask(ref('t1'));
		await followUps.follow(task, 'delete');
		const send = async (): Promise<void> => void next.push('sent');
		const ended = followUps.followTo(task, 'stop', { action: 'delete', send });
		await pass(1_000);
		assert.equal(files(), 2);
		await followUps.forget('c2');
		assert.equal(files(), 2);
		await followUps.forget('c1');
		source.rows = [];
		source.onShow = async (id) => dcsRow(id, 'TERMINATED');
		await pass(60_000);
		assert.equal(await ended, 'gone');
		assert.deepEqual([editor.messages, next, files(), notes.size], [[], [], 0, 0]);
	});

	it('leaves nothing behind once all is over and some time has passed', async () => {
		const { followUps, kept } = open();
		kept.set('migrationTasks.followed', clock.now() - MINUTE);
		await followUps.resume();
		assert.notEqual(kept.get('migrationTasks.followed'), undefined, 'another window may have begun just now');
		kept.set('migrationTasks.followed', clock.now() - 60 * MINUTE);
		await followUps.resume();
		assert.equal(kept.get('migrationTasks.followed'), undefined);
	});
});
