import assert from 'node:assert/strict';
import { parseFilter, unfinishedCriterion } from '../../../src/migration/taskFilter';

describe('a filter as typed', () => {
	it('is a part of the name, where it says nothing else', () => {
		assert.deepEqual(parseFilter(' orders db '), { name: 'orders db' });
		assert.deepEqual(parseFilter('10.0.0.1:6379'), { name: '10.0.0.1:6379' });
		assert.deepEqual(parseFilter('http://state'), { name: 'http://state' });
		assert.equal(parseFilter('   '), undefined);
	});

	it('has a word and a colon before each other criterion, in any order and case', () => {
		assert.deepEqual(parseFilter('State:MIGRATE_FAIL orders ID:a1 source:10.0.0.7 db project:0'), {
			state: 'MIGRATE_FAIL',
			id: 'a1',
			source: '10.0.0.7',
			project: '0',
			name: 'orders db',
		});
	});

	it('narrows nothing down by a criterion without a value, which can be told', () => {
		assert.equal(parseFilter('state:'), undefined);
		assert.deepEqual(parseFilter('orders state: '), { name: 'orders' });
		assert.equal(unfinishedCriterion('orders state: failed'), 'state');
		assert.equal(unfinishedCriterion('state:failed id:'), 'id');
		assert.equal(unfinishedCriterion('orders state:failed'), undefined);
	});
});
