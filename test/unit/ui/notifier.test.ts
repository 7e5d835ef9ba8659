import assert from 'node:assert/strict';
import type { WireFields } from '../../../src/migration/task';
import { SERVICES } from '../../../src/services';
import { HOSTILE, LINK, unfit } from '../../hostile';
import { dcsRow, FakePort, FakeSource, failure, HandTimers, ref, settle, smsRow, storeOver } from '../store/fakes';
import { loadWith } from './editor';

/** Waits until messages have been shown: what explains errors is loaded for them. */
async function shown(): Promise<void> {
	await settle();
	await Promise.all(SERVICES.all.map(({ presenter }) => presenter()));
	await settle();
}

/** A notifier over a store whose lists and details the test writes. */
function watch(source: FakeSource, name = 'production') {
	const { editor, loaded } = loadWith<typeof import('../../../src/ui/notifier')>('ui/notifier');
	const timers = new HandTimers();
	const port = new FakePort().add('c1', [source], name);
	const { store } = storeOver(port, timers.now);
	new loaded.Notifier(store, port, timers.setTimer);
	editor.settings.notifications = 'failures';
	const later = async (ms: number, ...rows: WireFields[]): Promise<void> => {
		await timers.pass(ms);
		source.rows = rows;
		await store.refresh();
		await shown();
	};
	/** A minute later the list has these rows. */
	const list = (...rows: WireFields[]): Promise<void> => later(60_000, ...rows);
	/** A moment later the details say this of a task. */
	const details = async (row: WireFields): Promise<void> => {
		await timers.pass(1_000);
		source.onShow = async () => row;
		await store.refreshTask(ref(String(row.task_id)));
		await shown();
	};
	return { editor, port, timers, later, list, details, said: () => editor.messages.splice(0) };
}

const active = dcsRow('a', 'FULLMIGRATING');
const failed = dcsRow('a', 'FAILED', { error_message: 'WRONGPASS invalid password' });

describe('the notification of a failure', () => {
	it('names the task, its connection, the reason and what the service says', async () => {
		const { list, said } = watch(new FakeSource());
		await list(active);
		await list(failed);
		assert.deepEqual(said(), [
			'The migration “task a” in “production” failed: wrong password (WRONGPASS invalid password)',
		]);
	});

	it('is one message for all that failed at once, with some of their names', async () => {
		const { list, said } = watch(new FakeSource());
		const ids = ['a', 'b', 'c', 'd'];
		await list(...ids.map((id) => dcsRow(id)));
		await list(...ids.map((id) => dcsRow(id, 'FAILED')));
		assert.deepEqual(said(), ['4 migrations failed in “production”: “task a”, “task b”, “task c”, …']);
	});

	it('says of each of several why it failed, where that is known', async () => {
		const { list, said } = watch(new FakeSource());
		await list(active, dcsRow('b'));
		await list(failed, dcsRow('b', 'FAILED'));
		assert.deepEqual(said(), ['2 migrations failed in “production”: “task a” (wrong password), “task b”']);
	});

	it('does not come of tasks that had failed when they were first seen', async () => {
		const { list, said } = watch(new FakeSource());
		await list(failed);
		await list(failed);
		assert.deepEqual(said(), []);
	});

	it('comes once where list and details contradict each other, however long they do', async () => {
		const { list, details, said } = watch(new FakeSource());
		await list(active);
		for (let minute = 0; minute < 5; minute++) {
			await details(failed);
			await list(active);
		}
		assert.equal(said().length, 1);
	});

	it('comes once where one list says that it failed, and the next that it did not, in turns', async () => {
		const { list, said } = watch(new FakeSource());
		await list(active);
		for (let minute = 0; minute < 5; minute++) {
			await list(failed);
			await list(active);
		}
		assert.equal(said().length, 1);
	});

	it('comes again when a task that was started anew fails again', async () => {
		const { list, said } = watch(new FakeSource());
		await list(active);
		await list(failed);
		assert.equal(said().length, 1);
		await list(active);
		await list(active);
		await list(active);
		await list(failed);
		assert.equal(said().length, 1);
	});

	it('comes again when a task fails soon after it was started anew, as soon as the next list confirms it', async () => {
		const { list, details, said } = watch(new FakeSource());
		await list(active);
		await list(failed);
		assert.equal(said().length, 1);
		await list(active);
		await details(failed);
		assert.deepEqual(said(), []);
		await list(failed);
		assert.equal(said().length, 1);
		await list(failed);
		assert.deepEqual(said(), []);
	});

	it('comes of a task that failed while a list had left it out', async () => {
		const { list, said } = watch(new FakeSource());
		await list(active);
		await list();
		await list(failed);
		assert.equal(said().length, 1);
	});

	it('does not come of a connection that was replaced: all that it has is new', async () => {
		const { list, port, said } = watch(new FakeSource());
		await list(active);
		port.replace('c1', [new FakeSource([failed])]);
		await list(failed);
		assert.deepEqual(said(), []);
	});

	it('waits for its turn, and is dropped if the task has recovered by then', async () => {
		const { editor, later, timers, said } = watch(new FakeSource());
		editor.onMessage = () => new Promise(() => {});
		const [a, b, c] = [dcsRow('a', 'FAILED'), dcsRow('b', 'FAILED'), dcsRow('c', 'FAILED')];
		await later(1_000, dcsRow('a'), dcsRow('b'), dcsRow('c'));
		await later(1_000, a, dcsRow('b'), dcsRow('c'));
		assert.match(said().join(), /task a/);
		await later(1_000, a, b, dcsRow('c'));
		await later(1_000, a, dcsRow('b'), dcsRow('c'));
		await later(1_000, a, dcsRow('b'), c);
		assert.deepEqual(said(), [], 'nobody has answered the first one');
		await timers.pass(10_000);
		await shown();
		assert.match(said().join(), /^The migration “task c”/);
	});

	it('is silent where the user wants it so, and tells of success only where it is wanted', async () => {
		const { editor, list, said } = watch(new FakeSource());
		await list(active, dcsRow('b'));
		await list(active, dcsRow('b', 'SUCCESS'));
		assert.deepEqual(said(), []);
		editor.settings.notifications = 'all';
		await list(dcsRow('a', 'SUCCESS'), dcsRow('b', 'SUCCESS'));
		assert.deepEqual(said(), ['The migration “task a” in “production” succeeded.']);
		editor.settings.notifications = 'off';
		await list(failed, dcsRow('b', 'FAILED'));
		assert.deepEqual(said(), []);
	});

	it('opens the task at a click', async () => {
		const { editor, list } = watch(new FakeSource());
		editor.onMessage = (_, [button]) => button;
		await list(active);
		await list(failed);
		assert.deepEqual(editor.commands, [['migrationTasks.openTask', ref('a')]]);
	});

	for (const { what, text, readable } of HOSTILE) {
		it(`shows names and reasons as text where they hold ${what}`, async () => {
			const { list, said } = watch(new FakeSource([], 'sms'), text);
			const server = (state: string): WireFields =>
				smsRow('a', state, { name: text, error_json: JSON.stringify({ error_code: text, error_msg: text }) });
			await list(server('RUNNING'));
			await list(server('MIGRATE_FAIL'));
			const [message = '', ...others] = said();
			assert.deepEqual(others, []);
			assert.equal(unfit(message, 600), undefined);
			assert.doesNotMatch(message, LINK);
			assert.ok(message.startsWith('The migration “') && message.includes('” failed'), message);
			assert.ok(readable === undefined || message.includes(readable.slice(0, 60)), message);
		});
	}
});

describe('the question for a new credential', () => {
	const refuse = (source: FakeSource, kind: Parameters<typeof failure>[0] | undefined): void => {
		source.onList = kind && (() => Promise.reject(failure(kind)));
	};

	it('comes once a connection, however often and in whatever words it is refused', async () => {
		const source = new FakeSource();
		const { list, said, port } = watch(source);
		refuse(source, 'signature');
		await list();
		const [question = '', ...others] = said();
		assert.match(question, /“production”/);
		assert.deepEqual(others, []);
		refuse(source, 'unknownKey');
		await list();
		port.replace('c1', [source]);
		refuse(source, 'token');
		await list();
		assert.deepEqual(said(), []);
	});

	it('comes again after the credential has worked in between', async () => {
		const source = new FakeSource();
		const { list, said } = watch(source);
		refuse(source, 'signature');
		await list();
		refuse(source, 'timeout');
		await list();
		refuse(source, 'signature');
		await list();
		assert.equal(said().length, 1, 'a reading that failed for another reason shows nothing');
		refuse(source, undefined);
		await list();
		refuse(source, 'signature');
		await list();
		assert.equal(said().length, 1);
	});

	it('leads to the command that mends it', async () => {
		const source = new FakeSource();
		const { editor, list } = watch(source);
		editor.onMessage = (_, [button]) => button;
		refuse(source, 'signature');
		await list();
		assert.deepEqual(editor.commands, [['migrationTasks.updateCredential', { connectionId: 'c1' }]]);
	});
});
