/** JSON as a service, or somebody in its place, may send it. */
import fc from 'fast-check';

/** Keys that every object has, or that mean something to JavaScript. */
const INHERITED = [
	'__proto__',
	'constructor',
	'prototype',
	'hasOwnProperty',
	'length',
	'then',
	'toString',
	'valueOf',
	'toJSON',
];

/** Text that people and machines mistake for something else. Never the words that a page must not print. */
export const oddText: fc.Arbitrary<string> = fc
	.oneof(
		fc.constantFrom(
			...['', ' ', '0', '-0', '007', '42 %', '1e3', '1e999', '-1e999', '0x10', '1,000', 'true', 'FALSE', '1'],
			...['2024-04-01T10:57:00Z', '2024/04/01 10:57:00', '202404011057', '1711968000000', '9999999999999999'],
			...[
				'FULLMIGRATING',
				'INCRMIGEATING',
				'MIGRATE_FAIL',
				'RUNNING',
				'SYNCING',
				'FAILED',
				'SUCCESS',
				'backupfile_import',
			],
			...[
				'{',
				'[]',
				'{"error_msg":1}',
				'[{"error_code":"SMS.0202"}]',
				'\u202egnp.exe',
				'\u0000',
				'\ud800',
				'<b>',
				'{0}',
				'$&',
			],
			...['migrating MIGRATE_LINUX_FILE 42 %', 'full_amount_migration', 'https://u:p@host', ...INHERITED],
		),
		fc.string({ unit: 'binary', maxLength: 12 }),
		fc.string({ maxLength: 12 }),
	)
	.filter((text) => !MISPRINT.test(text));

/** What a page must never say, unless the service itself said so. */
export const MISPRINT = /NaN|undefined|\[object |Infinity|∞/;

/** Numbers as their JSON text: whole, broken, huge, and beyond what a number can hold. */
const numberText: fc.Arbitrary<string> = fc.oneof(
	fc.constantFrom('0', '-0', '1', '100', '101', '-1', '1e300', '-1e300', '5e-324'),
	fc.constantFrom('1711968000000', '8640000000000000', '8640000000000001', '9007199254740993', '0.1', '99.999'),
	fc.constantFrom('1e999', '-1E+0400', `1${'0'.repeat(400)}`, `1${'0'.repeat(400)}.5`),
	fc.integer({ min: -5, max: 200 }).map(String),
	fc.double({ noNaN: true, min: -1e300, max: 1e300 }).map(String),
);

/** Any JSON as its text, so that it may hold what no object literal can: keys twice, and a `__proto__` of its own. */
export function jsonText(keys: readonly string[]): fc.Arbitrary<string> {
	return fc.letrec<{ value: string; object: string }>((tie) => ({
		value: fc.oneof(
			{ maxDepth: 4, depthSize: 'small' },
			oddText.map((text) => JSON.stringify(text)),
			numberText,
			fc.constantFrom('null', 'true', 'false', '{}', '[]', '{"toString":0}', '{"valueOf":{},"toString":null}'),
			tie('object'),
			fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items}]`),
		),
		object: entries(keys, tie('value')),
	})).value;
}

/** A JSON object as its text, with many of the keys and few others. */
export function objectText(keys: readonly string[], maxKeys = 12): fc.Arbitrary<string> {
	return entries(keys, jsonText(keys), maxKeys);
}

function entries(keys: readonly string[], value: fc.Arbitrary<string>, maxLength = 4): fc.Arbitrary<string> {
	const key = fc.oneof(
		{ arbitrary: fc.constantFrom(...keys), weight: 8 },
		{ arbitrary: fc.constantFrom(...INHERITED), weight: 1 },
		{ arbitrary: oddText, weight: 1 },
	);
	return fc
		.array(fc.tuple(key, value), { maxLength })
		.map((all) => `{${all.map(([name, text]) => `${JSON.stringify(name)}:${text}`)}}`);
}
