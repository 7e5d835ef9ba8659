import assert from 'node:assert/strict';
import { at, booleanAt, numberAt, text, textAt } from '../../../src/core/values';
import {
	asDate,
	asNumber,
	asWord,
	asYesNo,
	type FactContext,
	factsOf,
	otherFacts,
} from '../../../src/migration/detailFields';
import type { WireFields } from '../../../src/migration/task';
import { format, NOW } from '../services/helpers';

const context = (raw: WireFields): FactContext => ({ raw, format, now: NOW });
const label = () => 'Label';

describe('facts', () => {
	it('of absent fields are none, of null, blank and empty lists are empty', () => {
		const raw = { a: null, b: '', c: [], d: 0, e: false };
		const facts = factsOf(
			['a', 'b', 'c', 'd', 'e', 'f'].map((field) => [field, label]),
			context(raw),
		);
		assert.deepEqual(
			facts.map(({ field, value, empty }) => [field, value, empty ?? false]),
			[
				['a', '', true],
				['b', '', true],
				['c', '', true],
				['d', '0', false],
				['e', 'false', false],
			],
		);
	});

	it('of fields that no table names are shown as they came, objects as JSON', () => {
		const facts = otherFacts(context({ known: 1, news: 'x', deep: { a: [1] } }), new Set(['known']));
		assert.deepEqual(
			facts.map(({ field }) => field),
			['news', 'deep'],
		);
		assert.match(facts[1]?.value ?? '', /"a": \[/);
	});

	it('translate known words and keep unknown ones', () => {
		const show = asWord({ auto: () => 'Automatic' });
		assert.deepEqual(show('auto', context({})), { value: 'Automatic', title: 'auto' });
		assert.deepEqual(show('toString', context({})), { value: 'toString' });
	});

	it('say yes and no for every form of a boolean', () => {
		for (const yes of [true, 'true', 'TRUE', 1, '1']) {
			assert.equal(asYesNo(yes, context({})).value, 'Yes');
		}
		assert.equal(asYesNo('false', context({})).value, 'No');
		assert.equal(asYesNo('maybe', context({})).value, 'maybe');
	});

	it('put units behind numbers alone', () => {
		const show = asNumber((value) => `${value} MB/s`);
		assert.equal(show('1234.5', context({})).value, '1,234.5 MB/s');
		assert.equal(show('fast', context({})).value, 'fast');
		assert.equal(show(' ', context({})).value, ' ');
	});

	it('date what can be dated and leave the rest as it came', () => {
		assert.equal(asDate('2019/10/22 14:44:30', context({})).value, '2019/10/22 14:44:30');
		assert.equal(asDate('2019/10/22 14:44:30', context({})).hint, 'time zone not given');
		assert.equal(asDate('2024-05-31T12:00:00Z', context({})).hint, '1 day ago');
		assert.equal(asDate('soon', context({})).value, 'soon');
		assert.equal(asDate('2030-01-01T00:00:00Z', context({})).hint, '', 'no age of what is yet to come');
	});
});

describe('wire values', () => {
	const raw = {
		a: { b: ['x', { c: '7' }] },
		blank: '  ',
		zero: 0,
		no: 'False',
		text: 'abc',
		inf: Number.POSITIVE_INFINITY,
	};

	it('are found by their path, own keys alone', () => {
		assert.equal(at(raw, 'a.b.1.c'), '7');
		assert.equal(at(raw, 'a.b.9'), undefined);
		assert.equal(at(raw, 'a.constructor'), undefined);
		assert.equal(at(raw, 'text.length'), undefined);
	});

	it('are text, number and boolean in any form the services use', () => {
		assert.equal(numberAt(raw, 'a.b.1.c'), 7);
		assert.equal(numberAt(raw, 'blank'), null);
		assert.equal(numberAt(raw, 'zero'), 0);
		assert.equal(numberAt(raw, 'inf'), null);
		assert.equal(textAt(raw, 'blank'), undefined);
		assert.equal(textAt(raw, 'zero'), '0');
		assert.equal(text(null), '');
		assert.equal(booleanAt(raw, 'no'), false);
		assert.equal(booleanAt(raw, 'text'), undefined);
	});
});
