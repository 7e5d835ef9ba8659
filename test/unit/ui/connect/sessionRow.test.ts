import assert from 'node:assert/strict';
import { Format } from '../../../../src/migration/format';
import { SERVICES } from '../../../../src/services';
import type { GroupNode } from '../../../../src/ui/tree/nodes';
import { loadWith } from '../editor';

describe('the row of a connection', () => {
	it('says where its credential lasts only as long as the window', () => {
		const { groupItem } = loadWith<typeof import('../../../../src/ui/tree/items')>('ui/tree/items').loaded;
		const row = (forSession: boolean) =>
			groupItem(
				{
					kind: 'group',
					key: 'connection:c1',
					by: { connection: 'c1', name: 'production' },
					tasks: [],
					groups: [],
					problems: [],
				} as unknown as GroupNode,
				{
					services: SERVICES,
					format: new Format('en'),
					now: 0,
					tags: new Map(),
					connectionName: () => undefined,
					manyServices: false,
					forSession: (id) => forSession && id === 'c1',
				},
			);
		assert.equal(row(false).description, '0');
		assert.equal(row(true).description, '0 · for this session only');
		assert.match(String(row(true).tooltip), /“production” is in the memory of this window alone.*sign in again/s);
	});
});
