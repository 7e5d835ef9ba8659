import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import fc from 'fast-check';
import {
	type ConfigureValues,
	checkValues,
	type Endpoint,
	PASSWORD_MASK,
	requestBody,
	summarize,
} from '../../src/migration/configuration';
import { dcs } from '../../src/services/dcs';
import { given } from './holds';

const port = fc.integer({ min: 1, max: 65_535 });
const host = fc.oneof(
	fc.ipV4(),
	fc.ipV6().map((address) => `[${address}]`),
	fc.domain(),
	fc.constantFrom('redis-1', 'node_2.internal', 'xn--bcher-kva.example'),
);
const sound = fc.tuple(host, port).map(([name, number]) => `${name}:${number}`);
const spoilt = fc.oneof(
	fc.constantFrom(
		'10.0.0.1',
		'10.0.0.256:6379',
		'10.0.0.1:',
		'10.0.0.1:0',
		'10.0.0.1:65536',
		'redis://h:1',
		'::1:6379',
		'[::1]',
	),
	fc.constantFrom(
		'h:6379@16379',
		'-h:1',
		'h-:1',
		'a b:1',
		'h:1;h:2',
		'h:1 h:2',
		'[]:1',
		'10.0.0:1',
		'h:+1',
		'h:1e3',
		'1:1:1',
		'…:1',
	),
	fc.string({ maxLength: 12 }),
);
const separator = fc.constantFrom(',', ' , ', ',\n', '\n', '，', ',,', '\r\n');
const list = (address: fc.Arbitrary<string>): fc.Arbitrary<string> =>
	fc
		.tuple(fc.array(fc.tuple(address, separator), { minLength: 1, maxLength: 6 }), fc.constantFrom('', ' ', ',', '\n'))
		.map(([parts, end]) => parts.map(([one, between]) => one + between).join('') + end);

/** Looks like nothing else in a request, a summary or a sentence. */
const password = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => (text === '' ? '' : `pw<${text}>`));

const endpoint = (address: fc.Arbitrary<string>): fc.Arbitrary<Endpoint> =>
	fc.record({
		by: fc.constantFrom('id' as const, 'addrs' as const),
		id: fc.oneof(fc.uuid(), fc.constantFrom('', ' a ', 'a,b', 'a b'), fc.string({ maxLength: 10 })),
		addrs: list(address),
		password,
	});
const valuesOf = (address: fc.Arbitrary<string>): fc.Arbitrary<ConfigureValues> =>
	fc.record({
		migration_method: fc.constantFrom('full_amount_migration' as const, 'incremental_migration' as const),
		resume_mode: fc.constantFrom('auto' as const, 'manual' as const),
		bandwidth_limit_mb: fc.oneof(
			fc.integer({ min: -1, max: 10_241 }).map(String),
			fc.constantFrom('', ' 5 ', '007', '1e3', '1.5', '٣'),
			fc.string({ maxLength: 4 }),
		),
		source_instance: endpoint(address),
		target_instance: endpoint(address),
	});
const values = valuesOf(fc.oneof({ arbitrary: sound, weight: 4 }, { arbitrary: spoilt, weight: 1 }));

const errorsOf = (of: ConfigureValues): readonly string[] =>
	checkValues(of).flatMap(({ severity, field }) => (severity === 'error' ? [field] : []));
const bodyOf = (of: ConfigureValues): unknown => {
	const configure = dcs.actions.find(({ id }) => id === 'configure');
	return configure?.body?.(of as never, 't1');
};

given('any list of addresses that passes', (claim) => {
	claim(
		'is sent as it was typed, but for the blanks and separators in between',
		async (holds) => {
			await holds(
				fc.property(values, (of) => {
					if (errorsOf(of).length > 0) {
						return;
					}
					const body = requestBody(of);
					for (const side of ['source_instance', 'target_instance'] as const) {
						const [typed, sent] = [of[side], body[side]];
						if ('addrs' in sent) {
							assert.equal(sent.addrs, typed.addrs.replace(/[\s，,]+/g, ',').replace(/^,|,$/g, ''));
						} else {
							assert.equal(sent.id, typed.id.trim());
						}
						assert.equal(sent.password ?? '', typed.password);
					}
				}),
			);
		},
		500,
	);

	claim(
		'names nothing but hosts, with a port or with a warning that there is none',
		async (holds) => {
			await holds(
				fc.property(values, (of) => {
					if (errorsOf(of).length > 0) {
						return;
					}
					const body = requestBody(of);
					for (const side of ['source_instance', 'target_instance'] as const) {
						const sent = body[side];
						const said = checkValues(of).filter(({ field }) => field === `${side}.addrs`);
						for (const address of 'addrs' in sent ? sent.addrs.split(',') : []) {
							const [, name = '', number] = /^(\[.*\]|[^:]+)(?::(\d+))?$/.exec(address) ?? [];
							if (number === undefined) {
								const warned = said.some(({ text }) => text.startsWith(`${address} has no port.`));
								assert.ok(warned, `${address} goes without a port, and nobody is told`);
							} else {
								assert.ok(Number(number) >= 1 && Number(number) <= 65_535, address);
							}
							const bare = name.startsWith('[') ? name.slice(1, -1) : name;
							assert.ok(name.startsWith('[') ? isIP(bare) === 6 : /^[A-Za-z0-9._-]+$/.test(name), address);
							assert.ok(!/^[\d.]+$/.test(name) || isIP(name) === 4, address);
						}
					}
				}),
			);
		},
		500,
	);

	claim('may hold any sound address, each on its own line or not', async (holds) => {
		await holds(
			fc.property(list(sound), fc.uuid(), (addrs, id) => {
				const of: ConfigureValues = {
					migration_method: 'incremental_migration',
					resume_mode: 'manual',
					bandwidth_limit_mb: '',
					source_instance: { by: 'addrs', id: '', addrs, password: '' },
					target_instance: { by: 'id', id, addrs: '', password: '' },
				};
				assert.deepEqual(
					checkValues(of).filter(({ text }) => !/stands here twice/.test(text)),
					[],
				);
			}),
		);
	});
});

given('any values of the form', (claim) => {
	claim('are checked without failing, and become the request that the page documents', async (holds) => {
		await holds(
			fc.property(values, (of) => {
				checkValues(of);
				const body = requestBody(of);
				assert.deepEqual(bodyOf(of), body);
				const limit = body.bandwidth_limit_mb;
				if (errorsOf(of).length === 0 && limit !== undefined) {
					assert.match(limit, /^[1-9]\d*$/);
					assert.ok(Number(limit) <= 10_240);
					// The page describes it for incremental migration, and forbids it for no other: whoever sends it with one is told.
					const warned = checkValues(of).some(({ field }) => field === 'bandwidth_limit_mb');
					assert.equal(warned, of.migration_method === 'full_amount_migration');
				}
			}),
		);
	});

	claim(
		'show no password: not in the sentence, not in the request on show, not in what is said to be wrong',
		async (holds) => {
			await holds(
				fc.property(values, (of) => {
					const said = [
						summarize(of),
						JSON.stringify(requestBody(of, { mask: true })),
						...checkValues(of).map(({ text }) => text),
					];
					for (const { password: secret } of [of.source_instance, of.target_instance]) {
						for (const text of secret === '' ? [] : said) {
							assert.ok(!text.includes(secret) && !text.includes(JSON.stringify(secret).slice(1, -1)));
						}
					}
					const masked = requestBody(of, { mask: true });
					assert.equal(masked.source_instance.password, of.source_instance.password === '' ? undefined : PASSWORD_MASK);
				}),
			);
		},
	);
});
