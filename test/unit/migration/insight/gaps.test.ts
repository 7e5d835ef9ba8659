import assert from 'node:assert/strict';
import { GAP_INTERVALS, isGap, unbroken, usualDistance } from '../../../../src/migration/insight/gaps';

const at = (...seconds: number[]): { readonly at: number }[] => seconds.map((s) => ({ at: s * 1000 }));
const times = (samples: readonly { readonly at: number }[]): number[] => samples.map((sample) => sample.at / 1000);

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

	it('are measured by what is usual lately, not by what was long ago', () => {
		const slow = Array.from({ length: 30 }, (_, n) => n * 60);
		const fast = Array.from({ length: 12 }, (_, n) => 30 * 60 + n * 5);
		assert.deepEqual(times(unbroken(at(...slow, ...fast))), fast);
	});
});

describe('a gap', () => {
	it('is more than three of the usual distances', () => {
		assert.equal(isGap(GAP_INTERVALS * 5_000, 5_000), false);
		assert.equal(isGap(GAP_INTERVALS * 5_000 + 1, 5_000), true);
		assert.equal(isGap(5_000, 0), false, 'nothing is known of what is usual');
	});

	it('is measured by the median distance', () => {
		assert.equal(usualDistance([0, 5, 10, 300, 305]), 5);
		assert.equal(usualDistance([7]), 0);
	});
});
