import assert from 'node:assert/strict';
import { parseJson } from '../../../src/core/values';

describe('numbers in JSON', () => {
	it('that no number can hold come as their text', () => {
		const long = `1${'0'.repeat(400)}`;
		for (const text of ['9007199254740993', '1e999', '-1E+0400', '12.5e308', long, `${long}.5`, `-${long}`]) {
			assert.deepEqual(parseJson(text), text);
			assert.deepEqual(parseJson(`{"id" : ${text},"all":[ 1, ${text}]}`), { id: text, all: [1, text] });
		}
	});

	it('come as their text however far their line is indented', () => {
		const ids = ['9007199254740993', '-90071992547409931'];
		assert.deepEqual(parseJson(JSON.stringify({ a: { b: { c: ids } } }, null, 10).replaceAll(/"(-?\d+)"/g, '$1')), {
			a: { b: { c: ids } },
		});
		assert.deepEqual(parseJson(`{"id":${' '.repeat(500)}9007199254740993}`), { id: '9007199254740993' });
	});

	it('come as numbers where they are some, and text stays text', () => {
		const source =
			'{"a":1e3,"b":[9007199254740991,1.5e300,1e-999,-0],"c":"x:1e999, 1e999","d":"id: 9007199254740993 \\" 1e999"}';
		assert.deepEqual(parseJson(source), JSON.parse(source));
		assert.throws(() => parseJson('{"a":01e999}'), SyntaxError);
	});
});
