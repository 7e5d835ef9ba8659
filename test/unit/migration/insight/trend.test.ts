import assert from 'node:assert/strict';
import { trendOf } from '../../../../src/migration/insight/trend';

describe('a trend', () => {
	it('needs five values, and more than one outlier', () => {
		assert.equal(trendOf([1, 2, 3, 4]), 'none');
		assert.equal(trendOf([1, 2, 3, 4, 5]), 'rising');
		assert.equal(trendOf([5, 4, 3, 2, 1]), 'falling');
		assert.equal(trendOf([0, 0, 0, 0, 0, 0, 0, 9]), 'none');
		assert.equal(trendOf([3, 3, 3, 3, 3, 3]), 'none');
		assert.equal(trendOf([]), 'none');
	});

	it('is seldom seen in noise, however long one looks', () => {
		// Numbers that look random and are the same each time.
		let state = 7;
		const noise = Array.from({ length: 4_000 }, () => {
			state = (state * 48_271) % 2_147_483_647;
			return 14 * (state % 4);
		});
		const seen = noise.slice(60).filter((_, index) => trendOf(noise.slice(index, index + 13)) !== 'none').length;
		assert.ok(seen < 40, String(seen));
		assert.ok(noise.slice(60).every((_, index) => trendOf(noise.slice(index, index + 60)) === 'none'));
	});

	it('is there however large the numbers are and however small its share of them', () => {
		assert.equal(trendOf([1e12, 1e12 + 1, 1e12 + 2, 1e12 + 3, 1e12 + 4, 1e12 + 5]), 'rising');
	});
});
