import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type PieceLimits, parseInPieces, TooLarge } from '../../../src/core/jsonPieces';
import { parseJson } from '../../../src/core/values';

const WIDE: PieceLimits = { piece: 20, value: 10_000, text: 10_000, items: 1_000 };

interface Read {
	readonly value: unknown;
	readonly sources: readonly string[];
	readonly pauses: number;
}

async function read(text: string, limits: Partial<PieceLimits> = {}): Promise<Read> {
	const sources: string[] = [];
	let pauses = 0;
	const value = await parseInPieces(
		Buffer.from(text),
		{ ...WIDE, ...limits },
		{
			take: (piece, source) => {
				sources.push(source);
				return piece;
			},
			pause: async () => void pauses++,
		},
	);
	return { value, sources, pauses };
}

describe('long JSON in pieces', () => {
	it('comes to what it comes to at once', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(
					fc.json(),
					fc
						.dictionary(fc.string(), fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()))
						.map((all) => JSON.stringify(all)),
				),
				async (text) => assert.deepEqual((await read(text)).value, parseJson(text)),
			),
		);
		for (const text of ['{"a":[ ]}', '{"a":[1],"a":[2]}', '{"__proto__":[1,2]}', '{"a":["\ufeff",1]}', ' [1,[2]] ']) {
			assert.deepEqual((await read(text)).value, parseJson(text), text);
		}
		assert.deepEqual((await read('\ufeff{"ids":[90071992547409931]}')).value, { ids: ['90071992547409931'] });
	});

	it('is refused where it is no JSON', async () => {
		const broken = [
			'',
			'{',
			'{"a":[1,]}',
			'{"a":[,1]}',
			'{"a":[1}',
			'{"a":[1',
			'{"a":[1]]}',
			'{"a":[1]}]',
			'{[1]:2}',
			'{"a":["x]}',
			'{"a" [1]}',
			'{"a":[1 2]}',
			'{"a":["x\\',
		];
		for (const text of broken) {
			await assert.rejects(read(text), SyntaxError, text);
		}
	});

	it('is parsed some items at a time, with a pause after each piece', async () => {
		const { sources, pauses } = await read(
			JSON.stringify({ rows: Array.from({ length: 100 }, (_, index) => ({ index })) }),
		);
		assert.ok(sources.length > 40 && pauses >= sources.length - 1, `${sources.length} pieces, ${pauses} pauses`);
		assert.ok(sources.every(({ length }) => length < 40));
	});

	it('pauses where there is much to look through and nothing to parse', async () => {
		const { value, pauses } = await read(`{"rows":[${Array(1_000_000).fill('{}')}],"count":7}`, { items: 2 });
		assert.deepEqual(value, { rows: [{}, {}], count: 7 });
		assert.ok(pauses >= 10, String(pauses));
	});

	it('cuts long texts, never within a character or an escape', async () => {
		const texts = [
			'x'.repeat(50),
			'\\"'.repeat(30),
			'é'.repeat(40),
			'\u0001'.repeat(40),
			'😀'.repeat(20),
			'x'.repeat(17),
			'\\'.repeat(41),
		];
		for (const text of [20, 21, 22, 23, 24, 25]) {
			const { value } = await read(JSON.stringify({ texts, last: 'y'.repeat(90) }), { text });
			const { texts: cut, last } = value as { texts: string[]; last: string };
			for (const [index, one] of [...cut, last].entries()) {
				const whole = texts[index] ?? 'y'.repeat(90);
				assert.ok(one === whole || (one.endsWith('[…]') && whole.startsWith(one.slice(0, -3)) && one.length > 5), one);
				assert.ok(one === whole || Buffer.byteLength(JSON.stringify(one)) < 35, one);
			}
		}
	});

	it('gives null for an item that is too long, and refuses what is too long beside the lists', async () => {
		const rows = [1, { long: 'x'.repeat(50) }, 2, { short: 1 }];
		assert.deepEqual((await read(JSON.stringify({ rows }), { value: 30 })).value, { rows: [1, null, 2, { short: 1 }] });
		await assert.rejects(read(JSON.stringify({ rows, beside: 'x'.repeat(50) }), { value: 30 }), TooLarge);
	});
});
