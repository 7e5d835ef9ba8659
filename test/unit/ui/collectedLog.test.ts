import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudError } from '../../../src/cloud/errors';
import type { CollectedLog } from '../../../src/migration/collectedLog';
import { Format } from '../../../src/migration/format';
import { SERVICES } from '../../../src/services';
import { HOSTILE, unfit } from '../../hostile';
import { FakePort, FakeSource, HandTimers, keepingLogger, ref, smsRow, storeOver } from '../store/fakes';
import { loadAll } from './editor';

const LINK = 'https://logs.obs.example.com/agent.tar.gz?AccessKeyId=HPUA&Signature=hunter2%3D';
const WEB = ref('web', 'c1', 'sms');
const format = new Format('en');
const later = (minutes: number): number => Date.now() + minutes * 60_000;

const folders: string[] = [];

/** The parts over one server migration, whose service says of its log what a test wants; buttons by their labels are pressed once each. */
async function parts(status: string | null, state = 'MIGRATE_FAIL') {
	const { editor, loaded } = loadAll<
		[
			typeof import('../../../src/ui/actions/collectedLog'),
			typeof import('../../../src/ui/actions/followUps'),
			typeof import('../../../src/ui/taskCommands'),
			typeof import('../../../src/ui/actions/taskActions'),
		]
	>(['ui/actions/collectedLog', 'ui/actions/followUps', 'ui/taskCommands', 'ui/actions/taskActions'], (of) => ({
		ProgressLocation: { Notification: 15, Window: 10 },
		window: {
			showQuickPick: async (items: { readonly label: string }[]) => {
				of.picks.push(items);
				return items.find(({ label }) => label === service.pick);
			},
		},
	}));
	const source = new FakeSource([smsRow('web', state, { log_collect_status: status })], 'sms');
	const service = {
		said: { bucket: 'my-logs', expiresAt: later(90), link: LINK } as CollectedLog | undefined,
		fails: undefined as CloudError | undefined,
		asked: 0,
		pick: '',
	};
	const collectedLog = async (): Promise<CollectedLog | undefined> => {
		service.asked++;
		if (service.fails) {
			throw service.fails;
		}
		return service.said;
	};
	const { store } = storeOver(
		new FakePort().add('c1', [Object.assign(source, { collectedLog })], 'production'),
		Date.now,
	);
	await store.refresh();
	const connections = { name: () => 'production', all: () => [{}] };
	const offered: (readonly string[])[] = [];
	const press: string[] = [];
	editor.onMessage = (_message, buttons) => {
		offered.push(buttons);
		const at = press.findIndex((label) => buttons.includes(label));
		return at < 0 ? undefined : press.splice(at, 1)[0];
	};
	const acted: string[] = [];
	const act = (action: string) => async (argument: unknown) =>
		void acted.push(`${action} ${(argument as { id: string }).id}`);
	const deps = { store, connections, format, services: SERVICES, logger: keepingLogger([]) };
	const tasks = new loaded[2].TaskCommands({ ...deps, panels: {}, act } as never);
	const clock = new HandTimers(Date.now());
	const folder = mkdtempSync(path.join(tmpdir(), 'migration-tasks-collected-'));
	folders.push(folder);
	const followUps = new loaded[1].FollowUps({
		...deps,
		context: { globalState: { get: () => undefined, update: async () => {} }, globalStorageUri: { fsPath: folder } },
		redraw: () => {},
		notes: new Map(),
		now: clock.now,
		setTimer: clock.setTimer,
	} as never);
	const actions = new loaded[3].TaskActions({ ...deps, followUps, tasks } as never);
	const say = (next: string): void => {
		source.rows = [smsRow('web', state, { log_collect_status: next })];
	};
	return {
		editor,
		copy: () => loaded[0].copyLogLink(WEB, deps),
		deps,
		source,
		service,
		store,
		offered,
		press,
		acted,
		tasks,
		followUps,
		actions,
		clock,
		say,
	};
}

describe('the link to a collected log', () => {
	it('goes into the clipboard and nowhere else, and it is said that it is a key', async () => {
		const { editor, copy, store } = await parts('UPLOADED');
		await copy();
		assert.deepEqual(editor.copied, [LINK]);
		assert.match(
			editor.messages.at(-1) ?? '',
			/link to the log of “server web” was copied. Whoever has it can read the log until /,
		);
		const others = JSON.stringify([editor.messages, editor.statusBar, editor.commands, store.allTasks()]);
		assert.doesNotMatch(others, /hunter2|HPUA|obs\.example/);
	});

	it('is asked for anew each time: none is kept', async () => {
		const { copy, service } = await parts('UPLOADED');
		await copy();
		await copy();
		assert.equal(service.asked, 2);
	});

	it('is not copied where it is good no more, or was not given: what stands in the clipboard stays, and where the files are is said', async () => {
		const { editor, copy, service } = await parts('UPLOADED');
		service.said = { bucket: 'my-logs', expiresAt: later(-1), link: LINK };
		await copy();
		assert.match(
			editor.messages.at(-1) ?? '',
			/was good until .* Collect it again for a new one\. The files are still in the bucket “my-logs”/,
		);
		service.said = { bucket: undefined, expiresAt: undefined, link: undefined };
		await copy();
		assert.match(editor.messages.at(-1) ?? '', /gave no link to the log of “server web”\. Collect it again for one\.$/);
		service.said = undefined;
		await copy();
		assert.match(editor.messages.at(-1) ?? '', /SMS has no collected log of “server web” any more/);
		assert.deepEqual(editor.copied, []);
	});

	it('that is refused says what the user needs, and the task stays', async () => {
		const { editor, copy, service, store } = await parts('UPLOADED');
		const rights = { actions: ['sms:server:get'], alias: 'sms:server:queryServer' };
		service.fails = new CloudError({ kind: 'permission', operation: 'ShowServer', host: 'sms.example', rights });
		await copy();
		assert.match(editor.messages.at(-1) ?? '', /sms:server:get/);
		assert.deepEqual([editor.copied, store.get(WEB)?.name], [[], 'server web']);
	});

	for (const { what, text } of HOSTILE) {
		it(`is told in plain words where the bucket is called ${what}`, async () => {
			const { editor, copy, service } = await parts('UPLOADED');
			service.said = { bucket: text, expiresAt: later(-1), link: LINK };
			await copy();
			assert.equal(unfit(editor.messages.at(-1) ?? '', 600), undefined);
		});
	}
});

describe('collecting the log of a server migration', () => {
	after(() => {
		for (const folder of folders) {
			rmSync(folder, { recursive: true, force: true });
		}
	});

	/** Follows a collection that was accepted while the list said `before`. */
	async function followed(before: string | null) {
		const all = await parts(before);
		const { followUps, store, clock } = all;
		const task = store.get(WEB);
		assert.ok(task);
		await followUps.follow(task, 'collectLog');
		/** The list says something else; so much time passes, in steps of a look. */
		const goOn = async (says: string, ms: number): Promise<void> => {
			all.say(says);
			for (let passed = 0; passed < ms; passed += 3_000) {
				await clock.pass(3_000);
				for (let turn = 0; turn < 20; turn++) {
					await new Promise((resolve) => setTimeout(resolve, 1));
				}
			}
		};
		return { ...all, goOn };
	}

	it('is over when the list says so, however the migration itself ended: it says where the files are, and copies the link when asked', async () => {
		const { editor, goOn, press, offered } = await followed('INIT');
		press.push('Copy Link');
		await goOn('UPLOADING', 60_000);
		assert.deepEqual(editor.messages, []);
		await goOn('UPLOADED', 6_000);
		assert.match(
			editor.messages[0] ?? '',
			/^The log of “server web” was collected\. It is in the bucket “my-logs”\. Its link is good until /,
		);
		assert.deepEqual([offered[0], editor.copied], [['Copy Link'], [LINK]]);
	});

	it('is not taken for done by what the list says of an earlier time', async () => {
		const { editor, goOn } = await followed('UPLOADED');
		await goOn('UPLOADED', 30_000);
		assert.deepEqual(editor.messages, []);
		await goOn('UPLOADING', 6_000);
		await goOn('UPLOADED', 6_000);
		assert.match(editor.messages.join(), /was collected/);
	});

	it('leads to where it can be seen where the list never says anything else: nobody may have looked while it changed', async () => {
		const { editor, goOn } = await followed('UPLOADED');
		await goOn('UPLOADED', 150_000);
		assert.match(editor.messages.join(), /does not say when this is over\. Look at the state of its log/);
	});

	it('that failed says so, and what to check', async () => {
		const { editor, goOn, offered } = await followed('UPLOAD_FAIL');
		await goOn('UPLOAD_FAIL', 6_000);
		assert.deepEqual(editor.messages, [], 'that was the time before');
		await goOn('UPLOADING', 6_000);
		await goOn('UPLOAD_FAIL', 6_000);
		assert.match(editor.messages.join(), /could not be uploaded\. Check that the bucket exists/);
		assert.deepEqual(offered, [['Open Task']]);
	});

	it('is told also where nobody may ask the source server where the files are', async () => {
		const { editor, service, goOn } = await followed('INIT');
		service.fails = new CloudError({ kind: 'permission', operation: 'ShowServer' });
		await goOn('UPLOADED', 6_000);
		assert.deepEqual(editor.messages, ['The log of “server web” was collected.']);
	});
});

describe('the ways to a collected log', () => {
	it('are More Actions, where it is there', async () => {
		const { editor, actions, service } = await parts('UPLOADED');
		service.pick = '$(link) Copy Link to Collected Logs';
		await actions.more(WEB);
		assert.deepEqual(editor.copied, [LINK]);
		const none = await parts('UPLOADING');
		await none.actions.more(WEB);
		assert.deepEqual(
			none.editor.picks[0]?.map(({ label }) => label.replace(/^\$\([\w-]+\) /, '')),
			['Restart', 'Collect the Log', 'Delete'],
		);
	});

	it('are Show Task Log, which offers to collect one, or the link of the one that is there', async () => {
		const { editor, tasks, offered, press, acted } = await parts('INIT');
		press.push('Collect the Log…');
		await tasks.showTaskLog(WEB);
		assert.match(editor.messages[0] ?? '', /SMS shows no log here\. The agent on the source server has it/);
		assert.deepEqual([offered, acted], [[['Collect the Log…']], ['collectLog web']]);
		const there = await parts('UPLOADED');
		there.press.push('Copy Link');
		await there.tasks.showTaskLog(WEB);
		assert.deepEqual([there.offered[0], there.editor.copied], [['Copy Link', 'Collect the Log…'], [LINK]]);
		const waiting = await parts(null, 'READY');
		await waiting.tasks.showTaskLog(WEB);
		assert.deepEqual(waiting.offered, [[]]);
	});
});
