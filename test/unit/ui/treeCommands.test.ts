import assert from 'node:assert/strict';
import { CloudError } from '../../../src/cloud/errors';
import { Format } from '../../../src/migration/format';
import { rootNodes } from '../../../src/ui/tree/nodes';
import { FakePort, FakeSource, failure, storeOver } from '../store/fakes';
import { loadAll, loadWith } from './editor';

describe('the question for a filter', () => {
	const { filterFault } = loadWith<typeof import('../../../src/ui/tree/treeCommands')>('ui/tree/treeCommands').loaded;

	it('says what is wrong while one types', () => {
		assert.equal(filterFault(''), undefined);
		assert.equal(filterFault('orders state:FAILED'), undefined);
		assert.match(filterFault('state: FAILED') ?? '', /Nothing follows “state:”/);
		assert.equal(filterFault('x'.repeat(255)), undefined);
		assert.match(filterFault('x'.repeat(256)) ?? '', /at most 255 characters, this one has 256/);
	});
});

describe('a refused permission', () => {
	const BLOB = 'ENCODED-AUTHORIZATION-MESSAGE';

	it('offers what the service wrote for an administrator as a copy, and shows it nowhere', async () => {
		const denied = new FakeSource([], 'sms');
		denied.onList = async () => {
			throw new CloudError({ kind: 'permission', code: 'SMS.9004', authorizationMessage: BLOB, operation: 'Test' });
		};
		const other = new FakeSource([], 'sms');
		other.onList = async () => {
			throw failure('permission');
		};
		const { store } = storeOver(new FakePort().add('c1', [denied]).add('c2', [other]));
		await store.refresh();
		const { editor, loaded } = loadAll<
			[typeof import('../../../src/ui/tree/treeCommands'), typeof import('../../../src/ui/tree/items')]
		>(['ui/tree/treeCommands', 'ui/tree/items']);
		const [{ copyAuthorizationMessage }, { problemItem }] = loaded;
		const [row, plain] = rootNodes(store, 'status').filter((node) => node.kind === 'problem');
		assert.ok(row && plain);
		const context = { services: store.services, format: new Format('en'), now: 0 } as never;
		const item = problemItem(row, context);
		assert.match(String(item.contextValue), /^problem\..*\.decodable$/);
		assert.doesNotMatch(String(problemItem(plain, context).contextValue), /decodable/);
		assert.doesNotMatch(JSON.stringify([item, row]), new RegExp(BLOB));
		await copyAuthorizationMessage(store, row);
		assert.deepEqual([editor.copied, editor.messages], [[BLOB], []]);
		await copyAuthorizationMessage(store, plain);
		assert.equal(editor.copied.length, 1);
		assert.match(editor.messages[0] ?? '', /no authorization message/);
	});
});
