import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDate } from '../../../src/core/dates';

describe('reading dates', () => {
	const known: readonly [value: unknown, iso: string, zone: 'utc' | 'unknown'][] = [
		['2021-06-16T06:12:55.508Z', '2021-06-16T06:12:55.508Z', 'utc'],
		['2020-01-04T09:08:49.965000Z', '2020-01-04T09:08:49.965Z', 'utc'],
		['2021-06-16T06:12:55Z', '2021-06-16T06:12:55.000Z', 'utc'],
		['2021-06-16T14:12:55+08:00', '2021-06-16T06:12:55.000Z', 'utc'],
		['2021-06-16T02:12:55-0400', '2021-06-16T06:12:55.000Z', 'utc'],
		['2019/10/22 14:44:30', '2019-10-22T14:44:30.000Z', 'unknown'],
		['2019-10-22 14:44:30', '2019-10-22T14:44:30.000Z', 'unknown'],
		['2019-10-22T14:44:30', '2019-10-22T14:44:30.000Z', 'unknown'],
		['202404011057', '2024-04-01T10:57:00.000Z', 'unknown'],
		[1_585_139_506_000, '2020-03-25T12:31:46.000Z', 'utc'],
		['1585139506000', '2020-03-25T12:31:46.000Z', 'utc'],
		[' 2024-02-29T00:00:00Z ', '2024-02-29T00:00:00.000Z', 'utc'],
	];
	for (const [value, iso, zone] of known) {
		it(`reads ${JSON.stringify(value)}, zone ${zone}`, () => {
			const date = readDate(value);
			assert.equal(date.at, Date.parse(iso));
			assert.equal(date.zone, zone);
			assert.equal(date.text, String(value));
		});
	}

	it('keeps the text of what is no date, and guesses nothing', () => {
		for (const text of [
			'',
			'soon',
			'2024-13-01 00:00:00',
			'2023-02-29T00:00:00Z',
			'202413011057',
			'2024-04-01',
			'24:00',
			'2024-04-01 25:00:00',
		]) {
			assert.deepEqual(readDate(text), { at: undefined, text, zone: 'unknown' });
		}
		for (const value of [null, undefined, {}, [], true]) {
			assert.deepEqual(readDate(value), { at: undefined, text: '', zone: 'unknown' });
		}
		for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 9e15]) {
			assert.equal(readDate(value).at, undefined);
		}
	});

	it('reads back whatever moment is written in any of the forms', () => {
		fc.assert(
			fc.property(
				fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true }),
				(date) => {
					const iso = date.toISOString();
					const plain = `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
					const minutes = iso.slice(0, 16).replace(/[-:T]/g, '');
					const seconds = Math.floor(date.getTime() / 1000) * 1000;
					assert.equal(readDate(iso).at, date.getTime());
					assert.equal(readDate(plain).at, seconds);
					assert.equal(readDate(plain.replace(/-/g, '/')).at, seconds);
					assert.equal(readDate(date.getTime()).at, date.getTime());
					assert.equal(readDate(minutes).at, Math.floor(date.getTime() / 60_000) * 60_000);
				},
			),
		);
	});
});
