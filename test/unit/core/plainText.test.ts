import assert from 'node:assert/strict';
import { plainBlock, plainLine } from '../../../src/core/plainText';
import { HOSTILE } from '../../hostile';

describe('text from outside', () => {
	it('is left as it is where nothing in it does harm', () => {
		for (const text of ['orders-cache', '订单缓存 (prod)', 'Café ☕ – 100 %', '👩‍💻 cache', '❤️ 1️⃣ 🏳️‍🌈']) {
			assert.equal(plainLine(text), text);
		}
	});

	it('shows what cannot be seen by its code', () => {
		assert.equal(plainLine('pay\u202efdp.exe'), 'pay⟨U+202E⟩fdp.exe');
		for (const code of [
			'034F',
			'115F',
			'1160',
			'17B4',
			'180B',
			'1BCA0',
			'1BCA3',
			'1D173',
			'1D17A',
			'3164',
			'FFA0',
			'FE0F',
			'E0100',
		]) {
			const char = String.fromCodePoint(Number.parseInt(code, 16));
			assert.equal(plainLine(`pay${char}pal`), `pay⟨U+${code}⟩pal`);
			assert.equal(plainBlock(`pay${char}pal`), `pay⟨U+${code}⟩pal`);
		}
		assert.equal(plainLine('1\ufe0f'), '1⟨U+FE0F⟩');
		assert.equal(plainLine('a\u0000b\u200bc\u{e0041}'), 'a⟨U+0000⟩b⟨U+200B⟩c⟨U+E0041⟩');
	});

	it('stands in one line, or in its own lines where it may have several', () => {
		assert.equal(plainLine(' a\r\nb\u2028c\td '), 'a b c d');
		assert.equal(plainBlock('a\r\nb\u2028c\td'), 'a\nb\nc\td');
	});

	it('is not longer than it may be for an isolate that is closed where it is cut', () => {
		assert.equal(plainBlock('\u2068א\u0000\u2069', 4), '\u2068א\u2069…');
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

	it('that was made plain stays as it is when it is made plain again, alone or in a sentence', () => {
		for (const { text, what } of HOSTILE) {
			const once = plainLine(text, 50);
			assert.equal(plainLine(once, 50), once, what);
			const sentence = `“${once}” failed (${once}).`;
			assert.equal(plainLine(sentence), sentence, what);
		}
	});

	it('cannot close the isolate that it stands in, nor leave one open', () => {
		for (const text of [
			'א\u2069 out',
			'\u2068א',
			'\u2068\u2068א\u2069',
			'\u2069א\u2068',
			`\u2068${'א'.repeat(99)}\u2069`,
		]) {
			const line = plainLine(text, 20);
			let depth = 0;
			for (const char of line) {
				depth += char === '\u2068' ? 1 : char === '\u2069' ? -1 : 0;
				assert.ok(depth >= 0, line);
			}
			assert.equal(depth, 0, line);
			assert.doesNotMatch(
				line.replace(/\u2068[^\u2069]*\u2069/g, ''),
				/א/,
				'letters that turn things stand in isolates',
			);
		}
		assert.equal(plainLine('\u2068prod\u2069'), '⟨U+2068⟩prod⟨U+2069⟩', 'it would look like another name');
	});

	it('keeps no more marks on a letter than a script has', () => {
		assert.equal(plainLine(`e${'\u0301'.repeat(100)}x`), `e${'\u0301'.repeat(8)}x`);
	});

	it('is made plain as fast, however long it is', () => {
		for (const { text } of HOSTILE) {
			for (const make of [plainLine, plainBlock]) {
				const cut = text.slice(0, 5_000);
				assert.equal(make(text.length > 5_000 ? `${cut}${'!'.repeat(10_000_000)}` : text), make(text));
			}
		}
	});
});
