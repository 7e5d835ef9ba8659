import assert from 'node:assert/strict';
import { decimate } from '../../../../src/migration/decimate';
import { gapBefore, usualDistance } from '../../../../src/migration/insight/gaps';
import { recentPoints } from '../../../../src/migration/insight/points';
import { columns } from '../../../../src/webview/details/chartData';

const at = (...seconds: number[]): { readonly at: number }[] => seconds.map((s) => ({ at: s * 1000 }));
/** All that may be judged, however long it is. */
const unbroken = <T extends { readonly at: number }>(samples: readonly T[]): readonly T[] =>
	recentPoints(samples, Number.POSITIVE_INFINITY);
const times = (samples: readonly { readonly at: number }[]): number[] => samples.map((sample) => sample.at / 1000);
const gaps = (...seconds: number[]): number[] =>
	seconds.filter((_, index) =>
		gapBefore(
			seconds.map((s) => s * 1000),
			index,
		),
	);

describe('the newest samples without a gap', () => {
	it('are all of them where they came regularly, also with some unrest', () => {
		assert.deepEqual(times(unbroken(at(0, 5, 10, 17, 21, 26))), [0, 5, 10, 17, 21, 26]);
	});

	it('begin after the last gap', () => {
		assert.deepEqual(times(unbroken(at(0, 5, 10, 300, 305, 310, 315))), [300, 305, 310, 315]);
		assert.deepEqual(times(unbroken(at(0, 1, 2, 3, 4, 5, 60))), [60]);
	});

	it('are none of none, and one of one', () => {
		assert.deepEqual(unbroken([]), []);
		assert.deepEqual(times(unbroken(at(7))), [7]);
	});

	it('begin where the chart begins its last line, whatever the samples', () => {
		const histories = [
			[0, 5, 10, 300, 305, 310],
			[0, 60, 120, 180, 240, 245, 250, 255, 260, 265, 270, 275],
			[0, 5, 10, 15, 20, 80, 140, 200, 260],
			[0, 25, 50, 75, 100],
			[0, 3600],
			[0, 5, 305, 310, 610, 615, 915],
		];
		for (const seconds of histories) {
			const samples = at(...seconds).map((one) => ({ ...one, values: { a: 1 }, migrating: undefined }));
			const drawn = columns(decimate(samples, ['a'], { from: 0, to: 4_000_000 }, 1000));
			const begin = drawn.values.a?.lastIndexOf(null) ?? -1;
			assert.deepEqual(
				drawn.times.slice(begin + 1).map((time) => time / 1000),
				times(unbroken(at(...seconds))),
				String(seconds),
			);
		}
	});
});

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

	it('does not count for what is usual', () => {
		assert.equal(usualDistance([0, 5, 10, 300, 305]), 5);
		assert.equal(usualDistance([7]), 0);
	});
});
