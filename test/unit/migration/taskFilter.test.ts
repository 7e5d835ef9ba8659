import assert from 'node:assert/strict';
import {
	nameOf,
	parseFilter,
	readAge,
	unfinishedCriterion,
	unknownCriterion,
	wordsOf,
} from '../../../src/migration/taskFilter';

describe('a filter as typed', () => {
	it('is words to look for anywhere, where it says nothing else', () => {
		assert.deepEqual(parseFilter(' orders db '), { text: 'orders db' });
		assert.deepEqual(parseFilter('10.0.0.1:6379'), { text: '10.0.0.1:6379' });
		assert.deepEqual(parseFilter('http://state'), { text: 'http://state' });
		assert.equal(parseFilter('   '), undefined);
	});

	it('has a word and a colon before each other criterion, in any order and case', () => {
		assert.deepEqual(parseFilter('State:MIGRATE_FAIL orders ID:a1 source:10.0.0.7 db project:0'), {
			state: 'MIGRATE_FAIL',
			id: 'a1',
			source: '10.0.0.7',
			project: '0',
			text: 'orders db',
		});
	});

	it('narrows nothing down by a criterion without a value, which can be told', () => {
		assert.equal(parseFilter('state:'), undefined);
		assert.deepEqual(parseFilter('orders state: '), { text: 'orders' });
		assert.equal(unfinishedCriterion('orders state: failed'), 'state');
		assert.equal(unfinishedCriterion('state:failed id:'), 'id');
		assert.equal(unfinishedCriterion('orders state:failed'), undefined);
	});

	it('takes values with blanks in quotes, and status: for state:', () => {
		assert.deepEqual(parseFilter('connection:"Bank of Asia" status:"Full sync" "a b"'), {
			connection: 'Bank of Asia',
			state: 'Full sync',
			text: '"a b"',
		});
		assert.equal(parseFilter('connection:""'), undefined);
		assert.equal(unfinishedCriterion('connection:"" orders'), 'connection');
	});

	it('is words apart, what stands in quotes as one; a service is asked without quotes', () => {
		assert.deepEqual(wordsOf(' Orders "Full  Sync" "" x'), ['orders', 'full  sync', 'x']);
		assert.equal(nameOf({ text: '"orders  db" x' }), 'orders db x');
		assert.equal(nameOf({}), undefined);
	});

	it('has ages in minutes, hours, days and weeks, younger unless it says older', () => {
		assert.deepEqual(readAge('<7d'), { older: false, limit: 7 * 86_400_000 });
		assert.deepEqual(readAge('90M'), { older: false, limit: 90 * 60_000 });
		assert.deepEqual(readAge('>2w'), { older: true, limit: 14 * 86_400_000 });
		for (const bad of ['', '7', 'd', '<7y', '-3d', '1e9d', '9999999d', '> 7d d']) {
			assert.equal(readAge(bad), undefined, bad);
		}
	});

	it('ends soon with a text of a megabyte', () => {
		const began = process.cpuUsage();
		for (const long of [
			' '.repeat(1_000_000),
			'"'.repeat(1_000_000),
			'state:"'.repeat(150_000),
			'x'.repeat(1_000_000),
		]) {
			parseFilter(long);
			unfinishedCriterion(long);
			unknownCriterion(long);
			wordsOf(long);
		}
		assert.ok(process.cpuUsage(began).user < 3_000_000);
	});
});
