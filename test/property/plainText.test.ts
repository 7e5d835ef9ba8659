import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainBlock, plainLine } from '../../src/core/plainText';
import { given } from './holds';

/** Isolates that plainLine itself puts around text written from right to left. */
const OPEN = '\u2068';
const CLOSE = '\u2069';

const odd = fc.oneof(
	fc.constantFrom(
		...[
			'\u202e',
			'\u2066',
			OPEN,
			CLOSE,
			'\u0000',
			'\u001b',
			'\u0085',
			'\u2028',
			'\r\n',
			'\n',
			'\t',
			'\u200b',
			'\ufeff',
		],
		...[
			'\ud800',
			'\udc00',
			'😀',
			'א',
			'ش',
			'\u{10800}',
			'\u{e0041}',
			'⟨U+202E⟩',
			'…',
			' ',
			'a',
			'迁移',
			'\u200d',
			'\u0301',
			'\ufe0f',
			'\u20e3',
			'❤',
			'1\ufe0f\u20e3',
			'\u3164',
			'\u034f',
			'\u{1bca0}',
			'\u{1d173}',
			'\u{e0100}',
		],
	),
	fc.string({ unit: 'binary', maxLength: 4 }),
);
const text = fc.array(odd, { maxLength: 60 }).map((parts) => parts.join(''));
const max = fc.integer({ min: 1, max: 80 });

/** Control characters, halves of characters, breaks, and all that turns the direction of writing. */
const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
/** What nobody sees, but for joiners, and for what says of a sign before it that it is an emoji. */
const UNSEEN =
	/(?![\u200c\u200d]|[\ufe0e\ufe0f]\u20e3|(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/u;

function withoutIsolates(line: string): string {
	return line.startsWith(OPEN) && line.endsWith(CLOSE) ? line.slice(1, -1) : line;
}

/** Without the isolates that are closed again: what is inside turns nothing outside. */
function withoutPairs(text: string): string {
	const outer = text.replace(/\u2068([^\u2068\u2069]*)\u2069/g, '$1');
	return outer === text ? text : withoutPairs(outer);
}

given('any text from outside', (claim) => {
	claim(
		'makes one line without a character that does something or turns what stands around it',
		async (holds) => {
			await holds(
				fc.property(text, max, (from, limit) => {
					const line = withoutPairs(plainLine(from, limit));
					assert.doesNotMatch(line, UNFIT);
					assert.doesNotMatch(line, UNSEEN);
				}),
			);
		},
		400,
	);

	claim(
		'makes a block whose only control characters are line breaks and tabs',
		async (holds) => {
			await holds(
				fc.property(text, max, (from, limit) => {
					const block = withoutPairs(plainBlock(from, limit)).replace(/[\n\t]/g, '');
					assert.doesNotMatch(block, UNFIT);
					assert.doesNotMatch(block, UNSEEN);
				}),
			);
		},
		400,
	);

	claim(
		'is never longer than it may be, but for the two isolates around text written from right to left',
		async (holds) => {
			await holds(
				fc.property(text, max, (from, limit) => {
					assert.ok(withoutIsolates(plainLine(from, limit)).length <= limit);
					assert.ok(plainBlock(from, limit).length <= limit);
				}),
			);
		},
		400,
	);

	claim(
		'stays as it is when it is made fit a second time',
		async (holds) => {
			await holds(
				fc.property(text, max, (from, limit) => {
					const [line, block] = [plainLine(from, limit), plainBlock(from, limit)];
					assert.equal(plainLine(withoutIsolates(line), limit), line);
					assert.equal(plainBlock(block, limit), block);
				}),
			);
		},
		400,
	);

	claim('says that it was cut wherever something is missing', async (holds) => {
		await holds(
			fc.property(fc.string({ maxLength: 60 }), max, (from, limit) => {
				const [line, block] = [plainLine(from, limit), plainBlock(from, limit)];
				assert.ok(line === from.trim() || line.endsWith('…'));
				assert.ok(block === from || block.endsWith('…'));
			}),
		);
	});
});
