import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/emitter';
import { Format } from '../../../src/migration/format';
import type { Happening, HappeningKind } from '../../../src/migration/runState';
import type { RunChange } from '../../../src/store/runs/runs';
import { dcsRow, FakePort, FakeSource, ref, settle, storeOver } from '../store/fakes';
import { loadWith } from './editor';

async function teller(notifications: string, watched = true, samples = true) {
	const { store } = storeOver(new FakePort().add('c1', [new FakeSource([dcsRow('t1', 'INCRMIGRATING')])]));
	await store.refresh();
	const { editor, loaded } = loadWith<typeof import('../../../src/ui/runs/runTeller')>('ui/runs/runTeller');
	editor.settings.notifications = notifications;
	const changed = new Emitter<RunChange>();
	const made = new loaded.RunTeller(
		{ samples, isWatched: () => watched } as never,
		{ onDidChange: changed.event } as never,
		{ store, format: new Format('en') },
	);
	const happen = async (...kinds: HappeningKind[]): Promise<string[]> => {
		const news: Happening[] = kinds.map((kind) => ({ at: Date.UTC(2025, 2, 4, 14, 2), kind, count: 2 }));
		changed.fire({ ref: ref('t1'), state: {} as never, news });
		await settle();
		return editor.messages.splice(0);
	};
	return { editor, happen, dispose: () => made.dispose() };
}

describe('what happens to a watched task', () => {
	it('is told in a message that names it, with a way to it', async () => {
		const { editor, happen } = await teller('all');
		editor.onMessage = (_message, buttons) => buttons[0];
		const [message] = await happen('readyToStopWrites');
		assert.equal(message, '“task t1” is ready: you may stop the writers now.');
		assert.deepEqual(editor.commands, [['migrationTasks.openTask', ref('t1')]]);
		const [again] = await happen('fullSyncRestarted');
		assert.match(again ?? '', /^“task t1”: the full sync began again at .* \(time 2\)\.$/);
	});

	it('is told as far as the user wants to hear of it', async () => {
		const kinds = ['stalled', 'resumed', 'fallingBehind', 'switchNow', 'inStep'] as const;
		assert.equal((await (await teller('all')).happen(...kinds)).length, 4, 'close behind is no news by itself');
		assert.equal((await (await teller('failures')).happen(...kinds)).length, 2);
		assert.equal((await (await teller('off')).happen(...kinds)).length, 0);
	});

	it('is told in one window of all, and of no other task', async () => {
		assert.deepEqual(await (await teller('all', true, false)).happen('stalled'), []);
		assert.deepEqual(await (await teller('all', false)).happen('stalled'), []);
	});
});
