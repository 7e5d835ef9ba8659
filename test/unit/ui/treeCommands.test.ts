import assert from 'node:assert/strict';
import { loadWith } from './editor';

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
