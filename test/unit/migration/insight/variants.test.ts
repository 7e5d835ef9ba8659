import assert from 'node:assert/strict';
import { VARIANTS, wrongOf } from '../../../insight/variants';

describe('what is told of an odd run is right', () => {
	for (const variant of VARIANTS) {
		it(`of ${variant.name}`, () => {
			assert.deepEqual(wrongOf(variant), []);
		});
	}
});
