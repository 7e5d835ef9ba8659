import assert from 'node:assert/strict';
import { Format } from '../../../src/migration/format';
import { rangeText } from '../../../src/migration/timeRange';

const S = 1000;
const MIN = 60 * S;
const H = 60 * MIN;

describe('a range of time', () => {
	const said = (low: number, high: number): string => rangeText(low, high, new Format('en'));

	it('is said as a person says it', () => {
		assert.equal(said(21.5 * MIN, 36 * MIN), '20–35 min');
		assert.equal(said(15 * S, 24 * S), '15–25 s');
		assert.equal(said(2.1 * MIN, 3.9 * MIN), '2–4 min');
		assert.equal(said(1.4 * H, 2.6 * H), '1.5–2.5 h');
		assert.equal(said(13.2 * H, 20 * H), '13–20 h');
		assert.equal(said(80 * H, 120 * H), '3–5 d');
	});

	it('has one number where both ends come to the same, and none below its unit', () => {
		assert.equal(said(4.1 * MIN, 4.2 * MIN), '4 min');
		assert.equal(said(0, 0.4 * S), 'under 1 s');
		assert.equal(said(0, 2.2 * MIN), 'under 2 min');
	});
});
