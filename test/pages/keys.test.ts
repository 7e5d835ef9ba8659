import assert from 'node:assert/strict';
import { withKeys } from '../../src/webview/shared/keys';

describe('The keys of a list', () => {
	it('are each there once, whatever names the service gave', () => {
		const keys = withKeys(['a', 'b', 'a', 'a#1', 'a', ''], (name) => name).map(([key]) => key);
		assert.equal(new Set(keys).size, keys.length);
	});

	it('follow the name and not the place, so that what was drawn stays with its name', () => {
		const keyOf = (names: string[]) => new Map(withKeys(names, (name) => name).map(([key, name]) => [name, key]));
		assert.equal(keyOf(['a', 'b']).get('b'), keyOf(['b']).get('b'));
	});
});
