import assert from 'node:assert/strict';
import { type FilterFacts, filterFault, filterRows } from '../../../src/ui/tree/filterRows';

const facts = (more: Partial<FilterFacts> = {}): FilterFacts => ({
	saved: [{ name: 'Night shift', filter: 'status:failed age:<1d' }],
	services: [{ id: 'dcs', longName: 'Distributed Cache Service' }],
	connections: ['prod', 'Bank of Asia'],
	finds: (filter) => `${filter.length} of 40`,
	...more,
});

const shown = (typed: string, more?: Partial<FilterFacts>) =>
	filterRows(typed, facts(more)).map((row) => ('heading' in row ? `- ${row.heading}` : `${row.does}: ${row.label}`));

describe('the rows below a filter', () => {
	it('offer all tasks, what was saved and the words there are, where nothing is typed', () => {
		const rows = shown('');
		assert.deepEqual(rows.slice(0, 4), [
			'all: Show all tasks',
			'- Saved filters',
			'saved: Night shift',
			'- Narrow down by',
		]);
		for (const word of ['status:', 'service:', 'connection:', 'age:', 'source:', 'id:', 'project:']) {
			assert.ok(rows.includes(`go on: ${word}`), word);
		}
	});

	it('begin with what is typed and how much it finds, and offer to save it, once', () => {
		const [first] = filterRows('orders', facts());
		assert.ok(first && !('heading' in first));
		assert.deepEqual([first.does, first.description, first.filter], ['show', '6 of 40', 'orders']);
		assert.ok(shown('orders').includes('save: Save this filter…'));
		assert.ok(!shown('status:failed age:<1d').includes('save: Save this filter…'), 'it is saved already');
	});

	it('complete a word that was begun, and go on behind one that ended', () => {
		const goesOn = (typed: string, label: string) =>
			filterRows(typed, facts()).flatMap((row) => ('does' in row && row.label === label ? [row.filter] : []))[0];
		assert.equal(goesOn('orders sta', 'status:'), 'orders status:');
		assert.equal(goesOn('orders', 'age:'), 'orders age:');
		assert.equal(goesOn('status:failed', 'status:'), undefined);
	});

	it('list the values behind a word with its colon; names with blanks in quotes', () => {
		assert.deepEqual(shown('orders connection:').slice(0, 2), [
			'go on: connection:prod',
			'go on: connection:"Bank of Asia"',
		]);
		assert.ok(shown('status:').includes('go on: status:failed'));
		assert.ok(shown('service:').includes('go on: service:dcs'));
		assert.ok(shown('age:').includes('go on: age:>30d'));
		const [first] = filterRows('orders status:', facts());
		assert.equal(first && 'filter' in first ? first.filter : '', 'orders status:failed ');
	});

	it('say what is wrong instead of finding nothing', () => {
		assert.match(shown('age:soon')[0] ?? '', /^nothing: “soon” is no age/);
		assert.match(shown('id: orders')[0] ?? '', /^nothing: Nothing follows “id:”/);
	});
});

describe('what is wrong with a filter', () => {
	it('is said while one types', () => {
		assert.equal(filterFault(''), undefined);
		assert.equal(filterFault('orders state:FAILED age:>30d'), undefined);
		assert.match(filterFault('state: FAILED') ?? '', /Nothing follows “state:”/);
		assert.match(filterFault('age:7') ?? '', /no age/);
		assert.equal(filterFault('x'.repeat(255)), undefined);
		assert.match(filterFault('x'.repeat(256)) ?? '', /at most 255 characters, this one has 256/);
	});
});
