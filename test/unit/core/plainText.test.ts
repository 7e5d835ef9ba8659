import assert from 'node:assert/strict';
import { plainBlock, plainLine } from '../../../src/core/plainText';

describe('text from outside', () => {
	it('is left as it is where nothing in it does harm', () => {
		for (const text of ['orders-cache', '订单缓存 (prod)', 'Café ☕ – 100 %', '👩‍💻 cache']) {
			assert.equal(plainLine(text), text);
		}
	});

	it('shows what cannot be seen by its code', () => {
		assert.equal(plainLine('pay\u202efdp.exe'), 'pay⟨U+202E⟩fdp.exe');
		assert.equal(plainLine('a\u0000b\u200bc\u{e0041}'), 'a⟨U+0000⟩b⟨U+200B⟩c⟨U+E0041⟩');
	});

	it('stands in one line, or in its own lines where it may have several', () => {
		assert.equal(plainLine(' a\r\nb\u2028c\td '), 'a b c d');
		assert.equal(plainBlock('a\r\nb\u2028c\td'), 'a\nb\nc\td');
	});

	it('is cut where it is too long, never within a character', () => {
		assert.equal(plainLine('x'.repeat(300), 10), `${'x'.repeat(9)}…`);
		assert.equal(plainLine('12345😀890', 7), '12345…');
		assert.equal(plainLine('x'.repeat(10), 10), 'x'.repeat(10));
		assert.equal(plainBlock('\u0000'.repeat(1_000_000), 20).length, 20);
	});

	it('written from right to left does not turn what stands around it', () => {
		assert.equal(plainLine('מטמון'), '\u2068מטמון\u2069');
	});

	it('with half a character shows that something is missing', () => {
		assert.equal(plainLine('a\ud83db'), 'a\ufffdb');
	});
});
