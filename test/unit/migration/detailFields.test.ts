import assert from 'node:assert/strict';
import { readRow, type Table } from '../../../src/cloud/tableReader';
import { filled, readBoolean, readNumber, text, valueAt } from '../../../src/core/values';
import {
	asDate,
	asNumber,
	asWord,
	asYesNo,
	type DetailContext,
	detailFields,
	otherFields,
	type Show,
} from '../../../src/migration/detailFields';
import type { WireFields } from '../../../src/migration/task';
import { format, NOW } from '../services/helpers';

const context = (raw: WireFields, table: Table = {}): DetailContext => ({
	...readRow(table, raw, () => undefined),
	format,
	now: NOW,
});
const label = () => 'Label';

describe('detail fields', () => {
	it('of absent fields are none, of null, blank and empty lists are empty', () => {
		const raw = { a: null, b: '', c: [], d: 0, e: false };
		const fields = detailFields(
			['a', 'b', 'c', 'd', 'e', 'f'].map((field) => [field, label]),
			context(raw),
		);
		assert.deepEqual(
			fields.map(({ field, value, empty }) => [field, value, empty ?? false]),
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
		const fields = otherFields({ known: 1, news: 'x', deep: { a: [1] } }, new Set(['known']));
		assert.deepEqual(
			fields.map(({ field }) => field),
			['news', 'deep'],
		);
		assert.match(fields[1]?.value ?? '', /"a": \[/);
		assert.equal(otherFields({ rack: 7 }, new Set(), 'source')[0]?.field, 'source.rack');
	});

	it('of the wrong shape are shown as they came, whatever their row says', () => {
		const show: Show = () => {
			throw new Error('never asked');
		};
		const [fact] = detailFields([['a', label, show]], context({ a: { b: 1 } }, { a: 'string' }));
		assert.deepEqual(JSON.parse(fact?.value ?? ''), { b: 1 });
		assert.equal(fact?.label, 'Label');
		assert.equal(fact?.code, true);
	});

	it('translate known words and keep unknown ones', () => {
		const show = asWord({ auto: () => 'Automatic' });
		assert.deepEqual(show('auto', context({})), { value: 'Automatic', title: 'auto' });
		assert.deepEqual(show('toString', context({})), { value: 'toString' });
	});

	it('say yes and no for every form of a boolean', () => {
		const shown = (a: unknown) => detailFields([['a', label, asYesNo]], context({ a }, { a: 'boolean' }))[0]?.value;
		for (const yes of [true, 'true', 'TRUE', 1, '1']) {
			assert.equal(shown(yes), 'Yes');
		}
		assert.equal(shown('false'), 'No');
		assert.equal(shown('maybe'), 'maybe');
	});

	it('put units behind numbers alone', () => {
		const show = asNumber((value) => `${value} MB/s`);
		assert.equal(show('1234.5', context({})).value, '1,234.5 MB/s');
		assert.equal(show('fast', context({})).value, 'fast');
		assert.equal(show(' ', context({})).value, ' ');
	});

	it('date what can be dated and leave the rest as it came', () => {
		assert.equal(asDate('2019/10/22 14:44:30', context({})).value, 'Oct 22, 2019, 2:44 PM');
		assert.equal(asDate('2019/10/22 14:44:30', context({})).title, '2019/10/22 14:44:30');
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
		assert.equal(valueAt(raw, 'a.b.1.c'), '7');
		assert.equal(valueAt(raw, 'a.b.9'), undefined);
		assert.equal(valueAt(raw, 'a.constructor'), undefined);
		assert.equal(valueAt(raw, 'text.length'), undefined);
	});

	it('are text, number and boolean in any form the services use', () => {
		assert.equal(readNumber(valueAt(raw, 'a.b.1.c')), 7);
		assert.equal(readNumber(raw.blank), null);
		assert.equal(readNumber(raw.zero), 0);
		assert.equal(readNumber(raw.inf), undefined);
		assert.equal(readNumber('1e309'), undefined);
		assert.equal(readNumber(`${'1'.repeat(500_000)}x`), undefined, 'at once');
		assert.equal(filled(raw.blank), undefined);
		assert.equal(filled(null), undefined);
		assert.equal(text(raw.zero), '0');
		assert.equal(text(null), '');
		assert.equal(readBoolean(raw.no), false);
		assert.equal(readBoolean(raw.text), undefined);
	});
});
