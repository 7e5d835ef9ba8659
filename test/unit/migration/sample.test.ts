import assert from 'node:assert/strict';
import { type Sample, unbroken } from '../../../src/migration/sample';

const at = (...seconds: number[]): Sample[] => seconds.map((s) => ({ at: s * 1000, values: {}, migrating: true }));
const times = (samples: readonly Sample[]): number[] => samples.map((sample) => sample.at / 1000);

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
});
