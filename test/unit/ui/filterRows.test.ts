import assert from 'node:assert/strict';
import { type FilterFacts, filterFault, filterRows } from '../../../src/ui/tree/filterRows';

const facts = (more: Partial<FilterFacts> = {}): FilterFacts => ({
	saved: [{ name: 'Night shift', filter: 'status:failed age:<1d' }],
	services: [
		{ id: 'dcs', label: 'DCS', longName: 'Distributed Cache Service' },
		{ id: 'sms', label: 'SMS', longName: 'Server Migration Service' },
	],
	connections: [
		{ id: 'c1', name: 'prod' },
		{ id: 'c2', name: 'Bank of Asia' },
	],
	statuses: [
		{ value: 'FULLMIGRATING', words: 'Full sync' },
		{ value: 'FAILED', words: 'Failed' },
		{ value: 'PAUSED_BY_OPERATOR', words: 'PAUSED_BY_OPERATOR' },
	],
	finds: (filter) => {
		const count = /nothing|:\S*none/.test(filter) ? 0 : filter.length;
		return { count, text: `${count} of 40` };
	},
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

	it('complete a value that was begun, by what the service says of it, too, before it counts', () => {
		assert.equal(shown('orders status:fa')[0], 'go on: status:failed');
		assert.equal(shown('status:full')[0], 'go on: status:FULLMIGRATING');
		assert.equal(shown('service:s')[0], 'go on: service:sms');
		assert.deepEqual(shown('age:<').slice(0, 2), ['go on: age:<1d', 'go on: age:<7d']);
		const [first] = filterRows('orders status:fa', facts());
		assert.equal(first && 'filter' in first ? first.filter : '', 'orders status:failed ');
	});

	it('show at once what is whole already, and complete it behind that', () => {
		assert.equal(shown('connection:pr')[0], 'show: Show tasks with “connection:pr”');
		assert.ok(shown('connection:pr').includes('go on: connection:prod'));
		assert.equal(shown('status:failed')[0], 'show: Show tasks with “status:failed”');
		assert.ok(shown('status:failed').includes('go on: age:'), 'and one can narrow it down more');
	});

	it('tell of each value how many tasks it would leave', () => {
		const [first] = filterRows('status:', facts());
		assert.equal(first && 'description' in first ? first.description : '', 'Failed · 14 of 40');
	});

	it('say that a word narrows nothing down, where it finds nothing either', () => {
		assert.deepEqual(shown('stauts:none').slice(0, 2), [
			'show: Show tasks with “stauts:none”',
			'nothing: “stauts:” narrows nothing down. It is looked for as it stands.',
		]);
		for (const typed of ['stauts:failed', 'redis:6379 nothing', 'https://nothing', 'nothing']) {
			assert.ok(!shown(typed).some((row) => row.includes('narrows nothing down')), typed);
		}
	});

	it('say what is wrong instead of finding nothing', () => {
		assert.match(shown('status:nonsense')[0] ?? '', /^nothing: “nonsense” is no status. Known: failed, pending/);
		assert.match(shown('service:ecs')[0] ?? '', /^nothing: “ecs” is no service. Known: dcs, sms/);
		assert.match(shown('connection:moon')[0] ?? '', /^nothing: No connection has “moon” in its name/);
		assert.match(shown('age:soon')[0] ?? '', /^nothing: “soon” is no age/);
		assert.match(shown('id: orders')[0] ?? '', /^nothing: Nothing follows “id:”/);
	});
});

describe('what is wrong with a filter', () => {
	it('is said while one types', () => {
		assert.equal(filterFault('', facts()), undefined);
		assert.equal(filterFault('orders state:FAILED age:>30d', facts()), undefined);
		for (const known of ['status:paused_by_operator', 'status:"full sync"', 'connection:c1', 'service:DCS']) {
			assert.equal(filterFault(known, facts()), undefined, known);
		}
		assert.match(filterFault('state: FAILED', facts()) ?? '', /Nothing follows “state:”/);
		assert.match(filterFault('age:7', facts()) ?? '', /no age/);
		assert.equal(filterFault('x'.repeat(255), facts()), undefined);
		assert.match(filterFault('x'.repeat(256), facts()) ?? '', /at most 255 characters, this one has 256/);
	});
});
