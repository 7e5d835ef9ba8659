import assert from 'node:assert/strict';
import { SentSecrets, secretsOfBody } from '../../../src/cloud/secretValues';

const SECRET = 'R3dis&Pw"\\\'<é+ 9';
const MARK = '[redacted]';
const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);
const unicode = (text: string): string =>
	Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
const entities = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;')
		.replaceAll('é', '&#xE9;');

describe('masking secrets by their value', () => {
	const mask = new SentSecrets().mask([SECRET]);
	const spellings: Readonly<Record<string, string>> = {
		'as it is': SECRET,
		'escaped for JSON': escaped(SECRET),
		'escaped for JSON twice': escaped(escaped(SECRET)),
		'escaped for JSON three times': escaped(escaped(escaped(SECRET))),
		'with every letter as \\u': unicode(SECRET),
		'with every letter as \\U, twice': escaped(unicode(SECRET)).toUpperCase().replaceAll('\\U', '\\u'),
		'encoded for an address': encodeURIComponent(SECRET),
		'encoded for a form': encodeURIComponent(SECRET).replaceAll('%20', '+'),
		'encoded for an address twice': encodeURIComponent(encodeURIComponent(SECRET)),
		'encoded in small letters': encodeURIComponent(SECRET)
			.toLowerCase()
			.replaceAll('r3dis', 'R3dis')
			.replace('pw', 'Pw'),
		'with entities': entities(SECRET),
		'with entities, twice': entities(entities(SECRET)),
		'with numbered entities': Array.from(SECRET, (letter) => `&#${letter.codePointAt(0)};`).join(''),
		'JSON within an address': encodeURIComponent(escaped(SECRET)),
		'in base64': Buffer.from(SECRET).toString('base64'),
		'JSON in base64': Buffer.from(JSON.stringify({ password: SECRET })).toString('base64'),
		'in base64 with others': Buffer.from(`a:${SECRET};`).toString('base64'),
		'in base64 after another letter': Buffer.from(`{"p":"${SECRET}"}`).toString('base64'),
	};
	for (const [how, spelling] of Object.entries(spellings)) {
		it(`finds one that is written ${how}, in words and in data`, () => {
			const said = `AUTH ${spelling} failed`;
			assert.equal(mask.text(said), `AUTH ${MARK} failed`);
			const source = JSON.stringify({ a: [{ error: said, [`k ${spelling}`]: 1 }] });
			assert.deepEqual(mask.data(JSON.parse(source), source), {
				a: [{ error: `AUTH ${MARK} failed`, [`k ${MARK}`]: 1 }],
			});
		});
	}

	it('finds one with any number of backslashes, in a text of backslashes too', () => {
		for (const run of ['\\', '\\\\', '\\'.repeat(7), '\\'.repeat(300)]) {
			for (const secret of [`pW9${run}Zq1x`, `${run}pW9Zq1x`, `pW9Zq1x${run}`, `p${run}W${run}9${run}Z${run}q1x`]) {
				const found = new SentSecrets().mask([secret]);
				for (const spelling of [secret, escaped(secret), escaped(escaped(secret)), encodeURIComponent(secret)]) {
					assert.equal(found.text(`AUTH ${spelling} failed`), `AUTH ${MARK} failed`);
				}
			}
		}
		const secret = `pW9${'\\'.repeat(12)}Zq1x`;
		const text = `${'\\'.repeat(100_000)}pW9${'\\'.repeat(100_000)}Z`;
		assert.equal(new SentSecrets().mask([secret]).text(text), text);
	});

	it('comes to an end with nothing but escapes of any kind', () => {
		const mask = new SentSecrets().mask(['pW9\\\\"Zq1x', 'redis', `pW9${'ä'.repeat(100)}`]);
		for (const part of [
			'\\',
			'%25',
			'%255c',
			'&amp;',
			'&amp;#92;',
			'\\u005c',
			'\\ud83d',
			'&#0',
			'%',
			'pW9\\',
			'redis\\',
		]) {
			assert.ok(mask.text(part.repeat(20_000)).length > 0);
		}
	});

	it('masks a weak one as a whole word, and leaves ids, names and states of that word alone', () => {
		const weak = new SentSecrets().mask(['redis', '123456', 'migration']);
		assert.equal(
			weak.text('AUTH redis failed, redis-7 redistributed 1234567'),
			`AUTH ${MARK} failed, ${MARK}-7 redistributed 1234567`,
		);
		const row = { id: '123456', name: 'migration', status: 'redis', error: 'AUTH redis was refused', port: 123456 };
		const source = JSON.stringify(row);
		assert.deepEqual(weak.data(row, source), {
			id: '123456',
			name: 'migration',
			status: 'redis',
			error: `AUTH ${MARK} was refused`,
			port: 123456,
		});
		assert.equal(new SentSecrets().mask(['a', 'abc', '']).text('a cat abc'), 'a cat abc');
	});

	it('knows a long token by its beginning, and masks what follows, cut off or not', () => {
		const token = `MIIE${'aB3-'.repeat(1_000)}end`;
		const long = new SentSecrets().mask([token]);
		assert.equal(long.text(`token ${token} is old`), `token ${MARK} is old`);
		assert.equal(long.text(`token ${token.slice(0, 300)}`), `token ${MARK}`);
	});

	it('remembers what was sent with earlier requests, the latest of them', () => {
		const sent = new SentSecrets();
		sent.mask(['FirstSecret1']);
		assert.equal(sent.mask(['SecondSecret2']).text('FirstSecret1 SecondSecret2'), `${MARK} ${MARK}`);
		for (let i = 0; i < 100; i++) sent.mask([`Secret-number-${i}`]);
		assert.equal(sent.mask([]).text('FirstSecret1'), 'FirstSecret1');
	});

	it('finds the secrets of a body by the names of its fields, at any depth', () => {
		const body = { source_instance: { password: 'one', id: 'a' }, list: [{ secretKey: 'two' }], methods: ['password'] };
		assert.deepEqual(secretsOfBody(JSON.stringify(body)), ['one', 'two']);
		assert.deepEqual(secretsOfBody('no JSON'), []);
		assert.deepEqual(secretsOfBody(undefined), []);
	});

	it('is not slowed down by a text that looks like nothing but escapes', () => {
		for (const text of [
			'\\'.repeat(200_000),
			'%25'.repeat(70_000),
			'&amp;'.repeat(40_000),
			'R3dis&Pw'.repeat(25_000),
		]) {
			assert.equal(mask.text(text), text);
		}
	});
});
