import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SentSecrets } from '../../src/cloud/secretValues';
import { given } from './holds';

const letters = fc.constantFrom(
	...'abcXYZ019!#$%&*+-./:;<=>?@^_|~"\'\\ äß迁😀'.split(/(?:)/u),
	...['\\\\\\', '\\u0041', '%2', '%25', '%41', '&lt;', '&amp', '\t'],
);
/** What counts as strong: long, and of several kinds of characters. */
const secret = fc.string({ unit: letters, minLength: 6, maxLength: 40 }).map((text) => `pW9${text}Zq`);
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const xml = (text: string): string =>
	text.replace(
		/[&<>"']/g,
		(mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[mark] ?? mark,
	);

/** How services write a value that they were sent. */
const WAYS: Readonly<Record<string, (text: string) => string>> = {
	plain: (text) => text,
	json,
	'json twice': (text) => json(json(text)),
	address: encodeURIComponent,
	'address twice': (text) => encodeURIComponent(encodeURIComponent(text)),
	xml,
	'xml in json': (text) => json(xml(text)),
	'json in xml': (text) => xml(json(text)),
	'json in an address': (text) => encodeURIComponent(json(text)),
	base64: (text) => Buffer.from(text).toString('base64'),
};
const way = fc.constantFrom(...Object.keys(WAYS));
const around = fc.constantFrom('', 'cannot log in with ', 'value=', '(', '"', 'a b ', '\n');

given('any password or key that was sent', (claim) => {
	claim(
		'is not read back from an error, however the service writes it',
		async (holds) => {
			await holds(
				fc.property(secret, way, around, around, (value, how, before, after) => {
					const written = WAYS[how]?.(value) ?? value;
					const shown = new SentSecrets().mask([value]).text(before + written + after);
					assert.ok(!shown.includes(written) && !shown.includes(value), `${how}: ${shown}`);
				}),
			);
		},
		60,
	);

	claim(
		'is not read back from data, in whatever field or name it stands',
		async (holds) => {
			await holds(
				fc.property(secret, way, around, fc.jsonValue({ maxDepth: 2 }), (value, how, before, other) => {
					const written = WAYS[how]?.(value) ?? value;
					const data = { other, list: [{ message: before + written }], [written]: 1 };
					const source = JSON.stringify(data);
					const shown = JSON.stringify(new SentSecrets().mask([value]).data(JSON.parse(source), source));
					assert.ok(!shown.includes(json(written)), `${how}: ${shown}`);
				}),
			);
		},
		60,
	);

	claim(
		'is not read back from the answer to a later request',
		async (holds) => {
			await holds(
				fc.property(secret, fc.array(secret, { maxLength: 5 }), way, (value, later, how) => {
					const sent = new SentSecrets();
					sent.mask([value]);
					const written = WAYS[how]?.(value) ?? value;
					assert.ok(!sent.mask(later).text(`it was ${written}`).includes(written));
				}),
			);
		},
		60,
	);
});
