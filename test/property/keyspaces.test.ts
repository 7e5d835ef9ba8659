import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Format } from '../../src/migration/format';
import { compareKeyspaces, lasting } from '../../src/migration/keyspaces/compare';
import { type Counts, parseKeyspaces } from '../../src/migration/keyspaces/parse';
import { keyspacesView } from '../../src/migration/keyspaces/view';
import { given } from './holds';
import { MISPRINT } from './json';

type Databases = ReadonlyMap<number, Counts>;

const counts: fc.Arbitrary<Counts> = fc
	.tuple(
		fc.nat({ max: 2 ** 40 }),
		fc.double({ min: 0, max: 1, noNaN: true }),
		fc.option(fc.integer({ min: 1, max: 2 ** 40 })),
	)
	.map(([keys, share, ttl]) => {
		const expires = Math.floor(keys * share);
		return { keys, expires, avgTtlMs: expires === 0 ? undefined : (ttl ?? undefined) };
	});
const node: fc.Arbitrary<Databases> = fc
	.uniqueArray(fc.tuple(fc.nat({ max: 300 }), counts), { maxLength: 8, selector: ([db]) => db })
	.map((all) => new Map(all.sort(([a], [b]) => a - b)));

/** How a version writes a database. The first knows no TTL. */
const VERSIONS: Readonly<Record<string, (counts: Counts) => string>> = {
	'2.4': ({ keys, expires }) => `keys=${keys},expires=${expires}`,
	'6.2': ({ keys, expires, avgTtlMs = 0 }) => `keys=${keys},expires=${expires},avg_ttl=${avgTtlMs}`,
	'7.4': ({ keys, expires, avgTtlMs = 0 }) => `keys=${keys},expires=${expires},avg_ttl=${avgTtlMs},subexpiry=4`,
	valkey: ({ keys, expires, avgTtlMs = 0 }) =>
		`keys=${keys},expires=${expires},avg_ttl=${avgTtlMs},keys_with_volatile_items=0`,
};
const version = fc.constantFrom(...Object.keys(VERSIONS));
const ending = fc.constantFrom('\n', '\r\n', '\r', '', ' ', '\\r\\n');
const around = fc.constantFrom(
	(text: string) => text,
	(text: string) => `"${text}"`,
	(text: string) => `10.0.0.1:6379[3]> info keyspace\n${text}`,
	(text: string) => `# Stats\nevicted_keys:0\n# Replication\nrole:master\n${text}\n`,
);

function rendered(databases: Databases, name: string, end: string): string {
	const lines = [...databases].map(([db, one]) => `db${db}:${VERSIONS[name]?.(one)}`);
	return ['# Keyspace', ...lines, ''].join(end);
}

/** What a version tells of databases. */
function told(databases: Databases, name: string): Databases {
	return name === '2.4' ? new Map([...databases].map(([db, one]) => [db, { ...one, avgTtlMs: undefined }])) : databases;
}

given('the INFO of any databases', (claim) => {
	claim('is read as it was written, in the form of any version and with any line ends', async (holds) => {
		await holds(
			fc.property(node, version, ending, around, (databases, name, end, wrap) => {
				const keyspaces = parseKeyspaces(wrap(rendered(databases, name, end)));
				assert.deepEqual(keyspaces?.databases, told(databases, name));
				assert.deepEqual([keyspaces?.nodes, keyspaces?.complete, keyspaces?.notes], [1, true, []]);
			}),
		);
	});

	claim('is summed up over nodes, in whatever order these were pasted', async (holds) => {
		await holds(
			fc.property(
				fc.array(node, { minLength: 1, maxLength: 6 }),
				version,
				ending,
				fc.nat(),
				(nodes, name, end, turn) => {
					const texts = nodes.map((one) => rendered(one, name, end));
					const at = turn % texts.length;
					const turned = [...texts.slice(at), ...texts.slice(0, at)].reverse();
					const [one, other] = [texts, turned].map((all) => parseKeyspaces(all.join('\n')));
					assert.equal(one?.nodes, nodes.length);
					for (const db of new Set(nodes.flatMap((each) => [...each.keys()]))) {
						const sum = (of: (counts: Counts) => number): number =>
							nodes.reduce((all, each) => all + (each.has(db) ? of(each.get(db) as Counts) : 0), 0);
						const found = one?.databases.get(db);
						assert.deepEqual([found?.keys, found?.expires], [sum(({ keys }) => keys), sum(({ expires }) => expires)]);
						assert.deepEqual(
							[other?.databases.get(db)?.keys, other?.databases.get(db)?.expires],
							[found?.keys, found?.expires],
						);
					}
				},
			),
		);
	});

	claim('agrees with itself, and differs from another by what the totals differ', async (holds) => {
		await holds(
			fc.property(node, node, (a, b) => {
				const [one, other] = [a, b].map((each) => parseKeyspaces(rendered(each, '6.2', '\n')));
				assert.ok(one && other);
				const same = compareKeyspaces(one, one);
				assert.ok(same.verdict === 'agree' || same.verdict === 'empty', same.verdict);
				const { total, databases, verdict } = compareKeyspaces(one, other);
				assert.equal(total.difference, lasting(total.target) - lasting(total.source));
				if (verdict === 'agree') {
					assert.ok(databases.every(({ difference }) => difference === 0));
				}
			}),
		);
	});
});

given('any text in the place of an INFO', (claim) => {
	const pieces = fc.constantFrom(
		'db0:',
		'keys=',
		'expires=',
		'avg_ttl=',
		',',
		'1',
		'-',
		'9'.repeat(20),
		'# Keyspace',
		'\n',
		'role:slave',
		'maxmemory:',
		'\\r\\n',
		' ',
		'x',
	);
	const text = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
	);

	claim('is read without a fault, and put into words that hold no slip of the machine', async (holds) => {
		const format = new Format('en');
		const facts = {
			counts: [],
			phase: 'following',
			fullSyncMs: 1_000,
			targetKind: undefined,
			targetMultiDb: undefined,
		} as const;
		await holds(
			fc.property(text, text, (a, b) => {
				const [source, target] = [a, b].map((each) => {
					const keyspaces = parseKeyspaces(each);
					return keyspaces && { keyspaces, at: 0 };
				});
				for (const end of [source, target]) {
					for (const { keys, expires } of end?.keyspaces.databases.values() ?? []) {
						assert.ok(Number.isSafeInteger(keys) && expires >= 0 && expires <= keys);
					}
				}
				const { table, source: shown } = keyspacesView(facts, { source, target }, format);
				const words = [
					table?.verdict.text,
					table?.verdict.todo,
					...(table?.rows ?? []).flatMap((row) => Object.values(row)),
					shown.read,
					...shown.notes.map((note) => note.text),
				];
				for (const word of words) {
					assert.doesNotMatch(word ?? '', MISPRINT);
				}
			}),
		);
	});
});
