import assert from 'node:assert/strict';
import { Format } from '../../../src/migration/format';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const english = new Format('en');
const age = (ms: number) => english.age(0, ms);

describe('ages', () => {
	it('stand in buckets so wide that nothing ticks', () => {
		assert.equal(age(-5 * SECOND), 'just now');
		assert.equal(age(119 * SECOND), 'just now');
		assert.equal(age(2 * MINUTE), '2 minutes ago');
		assert.equal(age(9.9 * MINUTE), '9 minutes ago');
		assert.equal(age(14.9 * MINUTE), '10 minutes ago');
		assert.equal(age(59.9 * MINUTE), '55 minutes ago');
		assert.equal(age(HOUR), '1 hour ago');
		assert.equal(age(23.9 * HOUR), '23 hours ago');
		assert.equal(age(DAY), '1 day ago');
		assert.equal(age(60.9 * DAY), '60 days ago');
	});

	it('never grow younger as time goes by', () => {
		assert.equal(age(61 * DAY), '2 months ago');
		assert.equal(age(730.9 * DAY), '24 months ago');
		assert.equal(age(731 * DAY), '2 years ago');
		assert.equal(age(10 * 365.25 * DAY), '10 years ago');
	});
});

describe('durations', () => {
	it('have their two largest units, and never sixty of the smaller one', () => {
		assert.equal(english.duration(0), '0 s');
		assert.equal(english.duration(42_400), '42 s');
		assert.equal(english.duration(59_600), '1 min');
		assert.equal(english.duration(59 * MINUTE + 59 * SECOND), '1 h');
		assert.equal(english.duration(65 * MINUTE), '1 h 5 min');
		assert.equal(english.duration(3_878_000), '1 h 5 min');
		assert.equal(english.duration(47 * HOUR + 59 * MINUTE), '47 h 59 min');
		assert.equal(english.duration(48 * HOUR), '2 d');
		assert.equal(english.duration(50 * HOUR), '2 d 2 h');
	});
});

describe('numbers and times', () => {
	it('follow the display language, and English where the language is none', () => {
		assert.equal(english.integer(1_234_567.8), '1,234,568');
		assert.equal(new Format('de').integer(1_234_567), '1.234.567');
		assert.equal(english.number(41.239), '41.24');
		assert.equal(english.short(2_300_000), '2.3M');
		for (const none of ['not a locale!', 'AA-A0', 'en_US', 'x', 'de-', '']) {
			assert.equal(new Format(none).integer(1000), '1,000', none);
		}
	});

	it('are empty for what is no time', () => {
		assert.equal(english.dateTime(Number.NaN), '');
		assert.equal(english.time(1e20), '');
		assert.match(english.dateTime(Date.UTC(2024, 5, 1, 12)), /2024/);
	});
});

describe('numbers that are none, or too large to be exact', () => {
	it('are a dash, and told roughly', () => {
		for (const none of [Number.NaN, Number.POSITIVE_INFINITY]) {
			for (const shown of [english.integer(none), english.number(none), english.short(none), english.amount(none)]) {
				assert.equal(shown, '–');
			}
			assert.equal(english.duration(none), '–');
			assert.equal(english.age(none, 0), '');
		}
		assert.equal(english.duration(-1), '–');
		assert.equal(english.integer(Number.MAX_SAFE_INTEGER), '9,007,199,254,740,991');
		assert.equal(english.integer(2 ** 60), 'about 1.153E18');
		assert.equal(english.amount(2 ** 60), 'about 1.153E18');
	});

	it('have no letter that would be read as a unit where their unit is not known', () => {
		assert.equal(english.amount(14_100_000_000), '14.1 billion');
		assert.equal(english.amount(999_999), '999,999');
	});
});
