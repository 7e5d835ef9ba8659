import assert from 'node:assert/strict';
import { Format } from '../../../src/migration/format';
import { SERVICES } from '../../../src/services';
import { fieldText } from '../../../src/ui/details/fieldText';
import { dcsRow, FakePort, FakeSource, settle, smsRow, storeOver } from '../store/fakes';
import { loadWith } from './editor';

describe('a click in a page or a message', () => {
	it('that runs a command which fails says why', async () => {
		const { editor, loaded } = loadWith<typeof import('../../../src/ui/commands')>('ui/commands');
		editor.onCommand = async () => {
			throw new Error('The credential could not be stored.');
		};
		loaded.runCommand('updateCredential', { connectionId: 'c1' });
		await settle();
		assert.deepEqual(editor.commands, [['migrationTasks.updateCredential', { connectionId: 'c1' }]]);
		assert.deepEqual(editor.messages, ['The credential could not be stored.']);
	});

	it('copies an error as the service sent it, under either name that the page has for it', () => {
		const raw = { error_json: '{"error_code":"SMS.0203"}' };
		assert.equal(fieldText(raw, 'error_json'), raw.error_json);
		assert.equal(fieldText(raw, 'error_json.raw'), raw.error_json);
		assert.equal(fieldText(raw, 'never.came'), undefined);
	});
});

describe('the copy of a task’s ID', () => {
	it('is the service’s own, where two tasks share it and where it gave none', async () => {
		const { editor, loaded } = loadWith<typeof import('../../../src/ui/taskCommands')>('ui/taskCommands');
		const { store } = storeOver(new FakePort());
		const tasks = new loaded.TaskCommands({ store, services: SERVICES } as never);
		const copy = (id: string) => tasks.copyId({ connectionId: 'c1', service: 'sms', id });
		await copy('8abda863');
		await copy('8abda863#2');
		assert.deepEqual(editor.copied, ['8abda863', '8abda863']);
		await copy('no-id-0123456789ab');
		assert.equal(editor.copied.length, 2);
		assert.match(editor.messages[0] ?? '', /gave this task no ID/);
	});
});

describe('the quick pick over tasks', () => {
	it('tells services and states apart by icon and words, and takes nothing in a name for an icon', async () => {
		const { editor, loaded } = loadWith<typeof import('../../../src/ui/taskCommands')>('ui/taskCommands');
		const port = new FakePort().add('c1', [
			new FakeSource([dcsRow('a', 'FAILED', { task_name: '$(trash) caches' })]),
			new FakeSource([smsRow('b', 'RUNNING')], 'sms'),
		]);
		const connections = { all: () => [{}], name: () => 'production' };
		const { store } = storeOver(port);
		await store.refresh();
		const tasks = new loaded.TaskCommands({
			store,
			connections,
			services: SERVICES,
			format: new Format('en'),
		} as never);
		assert.equal(await tasks.choose(undefined, 'Open which task?'), undefined);
		assert.deepEqual(
			editor.picks[0]?.map(({ label, detail }) => [label, detail]),
			[
				['Failed', undefined],
				['$(error) \\$(trash) caches', 'a'],
				['In progress', undefined],
				['$(vm-running) server b', 'b'],
			],
		);
	});
});

describe('copying a task’s ID', () => {
	it('copies the one that the service knows, not one that was made up to tell tasks apart', async () => {
		const { editor, loaded } = loadWith<typeof import('../../../src/ui/taskCommands')>('ui/taskCommands');
		const tasks = new loaded.TaskCommands({ services: SERVICES } as never);
		const copy = (id: string): Promise<void> => tasks.copyId({ connectionId: 'c1', service: 'sms', id });
		await copy('8a2f');
		await copy('8a2f#2');
		assert.deepEqual(editor.copied, ['8a2f', '8a2f']);
		assert.deepEqual(editor.messages, []);
		await copy('no-id-0123456789ab');
		assert.equal(editor.copied.length, 2);
		assert.match(editor.messages[0] ?? '', /gave this task no ID/);
	});
});
