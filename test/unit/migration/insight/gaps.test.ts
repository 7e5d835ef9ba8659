import assert from 'node:assert/strict';
import { gapBefore } from '../../../../src/migration/insight/gaps';

const gaps = (...seconds: number[]): number[] =>
	seconds.filter((_, index) =>
		gapBefore(
			seconds.map((s) => s * 1000),
			index,
		),
	);

describe('a gap', () => {
	it('is more than three of the usual distances around it', () => {
		assert.deepEqual(gaps(0, 5, 10, 25, 30, 35), []);
		assert.deepEqual(gaps(0, 5, 10, 26, 31, 36), [26]);
	});

	it('is told from another interval of polling', () => {
		assert.deepEqual(gaps(0, 60, 120, 180, 240, 300, 360, 420, 425, 430, 435, 440, 445), []);
		assert.deepEqual(gaps(0, 5, 10, 15, 20, 80, 140, 200, 260, 320, 380), []);
	});

	it('is there too where every other sample is missing a lot', () => {
		assert.deepEqual(gaps(0, 5, 305, 310, 610, 615, 915), [305, 610, 915]);
	});

	it('between two samples alone is more than a minute', () => {
		assert.deepEqual(gaps(0, 60), []);
		assert.deepEqual(gaps(0, 61), [61]);
	});
});
