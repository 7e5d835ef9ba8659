import assert from 'node:assert/strict';
import { HandTimers } from '../store/fakes';
import { loadWith } from './editor';

type Loaded = typeof import('../../../src/ui/actions/doneMessages');

describe('what is done', () => {
	it('at the same time is told in one message, since VS Code drops what comes with three others', async () => {
		const clock = new HandTimers();
		const { editor, loaded } = loadWith<Loaded>('ui/actions/doneMessages');
		const messages = new loaded.DoneMessages(clock.setTimer);
		messages.add('“a” has stopped.');
		messages.add('“b” has stopped.');
		assert.deepEqual(editor.messages, []);
		await clock.pass(1_000);
		assert.deepEqual(editor.messages, ['“a” has stopped. “b” has stopped.']);
		messages.add('“c” has stopped.');
		await clock.pass(1_000);
		assert.equal(editor.messages[1], '“c” has stopped.');
	});

	it('to very many is told of some, with how many there are beside them', async () => {
		const clock = new HandTimers();
		const { editor, loaded } = loadWith<Loaded>('ui/actions/doneMessages');
		const messages = new loaded.DoneMessages(clock.setTimer);
		for (let n = 1; n <= 50; n++) {
			messages.add(`“t${n}” was deleted.`);
		}
		await clock.pass(1_000);
		assert.equal(editor.messages.length, 1);
		assert.match(editor.messages[0] ?? '', /^“t1” was deleted\. .*“t8” was deleted\. So it is with 42 more\.$/);
	});

	it('to tasks of long names is told of as many as a message has room for', async () => {
		const clock = new HandTimers();
		const { editor, loaded } = loadWith<Loaded>('ui/actions/doneMessages');
		const messages = new loaded.DoneMessages(clock.setTimer);
		for (let n = 1; n <= 8; n++) {
			messages.add(`“t${n}-${'long'.repeat(30)}” was deleted.`);
		}
		await clock.pass(1_000);
		assert.match(editor.messages[0] ?? '', /“t3-[a-z]+” was deleted\. So it is with 5 more\.$/);
	});
});
