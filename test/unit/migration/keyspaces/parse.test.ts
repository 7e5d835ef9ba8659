import assert from 'node:assert/strict';
import { type Keyspaces, MAX_PASTE, parseKeyspaces } from '../../../../src/migration/keyspaces/parse';

function parsed(text: string): Keyspaces {
	const keyspaces = parseKeyspaces(text);
	assert.ok(keyspaces);
	return keyspaces;
}

/** Databases as [number, keys, expires, TTL]. */
function databases(text: string): unknown[] {
	return [...parsed(text).databases].map(([db, { keys, expires, avgTtlMs }]) => [db, keys, expires, avgTtlMs]);
}

const notes = (text: string): string[] => parsed(text).notes.map(({ id }) => id);

/** All of INFO as Redis 6.2 sends it, shortened. */
const whole = (role: string, keyspace: string, more: Readonly<Record<string, string>> = {}): string =>
	[
		'# Server',
		'redis_version:6.2.14',
		'redis_git_sha1:00000000',
		`run_id:${more.run_id ?? '7'.repeat(40)}`,
		'executable:/usr/bin/redis-server',
		'',
		'# Memory',
		'used_memory:1073741824',
		'used_memory_human:1.00G',
		`maxmemory:${more.maxmemory ?? '2147483648'}`,
		'maxmemory_human:2.00G',
		`maxmemory_policy:${more.policy ?? 'noeviction'}`,
		'',
		'# Stats',
		'expired_keys:17',
		`evicted_keys:${more.evicted ?? '0'}`,
		'keyspace_hits:5',
		'',
		'# Replication',
		`role:${role}`,
		'connected_slaves:1',
		'',
		'# Commandstats',
		'cmdstat_role:calls=3,usec=9,usec_per_call=3.00',
		'',
		'# Cluster',
		`cluster_enabled:${more.cluster ?? '0'}`,
		'',
		'# Keyspace',
		keyspace,
		'',
	].join('\r\n');

describe('a pasted INFO', () => {
	it('is read in the form of every version', () => {
		const forms: readonly [string, string, unknown][] = [
			['2.4', 'db0:keys=12,expires=3', undefined],
			['6.2', 'db0:keys=12,expires=3,avg_ttl=81943', 81_943],
			['7.4', 'db0:keys=12,expires=3,avg_ttl=81943,subexpiry=2', 81_943],
			['Valkey 9', 'db0:keys=12,expires=3,avg_ttl=81943,keys_with_volatile_items=0', 81_943],
			['KeyDB', 'db0:keys=12,expires=3,avg_ttl=81943,cached_keys=12', 81_943],
			['Dragonfly', 'db0:keys=12,expires=3,hits=4,misses=1,hit_ratio=0.80,avg_ttl=-1', undefined],
			[
				'Kvrocks',
				'# Last scan db time: Thu Jan  1\ndb0:keys=12,expires=3,avg_ttl=81943,expired=7\nsequence:99',
				81_943,
			],
			['one to come', 'db0:avg_ttl=81943,new_thing=a.b,keys=12,expires=3', 81_943],
		];
		for (const [version, lines, ttl] of forms) {
			assert.deepEqual(databases(`# Keyspace\n${lines}\n`), [[0, 12, 3, ttl]], version);
			assert.deepEqual(notes(`# Keyspace\n${lines}\n`), [], version);
		}
	});

	it('is read with prompts, quotes, odd blanks and any line ends around it', () => {
		const lines = ['# Keyspace', 'db0:keys=5,expires=1,avg_ttl=10', 'db11:keys=7,expires=0,avg_ttl=0'];
		const expected = [
			[0, 5, 1, 10],
			[11, 7, 0, undefined],
		];
		for (const [what, text] of Object.entries({
			plain: lines.join('\n'),
			crlf: lines.join('\r\n'),
			cr: lines.join('\r'),
			blanks: lines.join(' '),
			'run together': lines.join(''),
			quoted: `1) "${lines.join('\\r\\n')}\\r\\n"`,
			prompts: `127.0.0.1:6379[11]> info keyspace\r\n${lines.join('\r\n')}\r\n127.0.0.1:6379[11]> `,
			'no heading': lines.slice(1).join('\n'),
			'heading eaten by Markdown': ['Keyspace', ...lines.slice(1)].join('\n'),
			'line numbers': lines.map((line, index) => `${index + 1}  ${line}`).join('\n'),
			'spaces from a web page': lines.join('\n').replaceAll(',', ',\u00a0').replaceAll('keys', '\u200bkeys'),
		})) {
			assert.deepEqual(databases(text), expected, what);
			assert.deepEqual([notes(text), parsed(text).nodes, parsed(text).complete], [[], 1, true], what);
		}
	});

	it('tells the rest of a whole INFO, also where an input took its line ends away', () => {
		const text = whole('master', 'db0:keys=5,expires=1,avg_ttl=10', { evicted: '42', policy: 'allkeys-lru' });
		for (const one of [text, text.replaceAll('\r\n', ''), text.replaceAll('\r\n', ' ')]) {
			const { facts, databases: found } = parsed(one);
			assert.deepEqual([...found.keys()], [0]);
			assert.deepEqual(facts, {
				versions: ['6.2.14'],
				runIds: ['7'.repeat(40)],
				evictedKeys: 42,
				policies: ['allkeys-lru'],
				usedMemory: 1_073_741_824,
				maxMemory: 2_147_483_648,
				full: false,
				cluster: false,
			});
		}
		assert.equal(parsed(whole('master', '', { maxmemory: '1073741825' })).facts.full, true);
		assert.equal(parsed(whole('master', '', { maxmemory: '0' })).facts.full, false);
	});

	it('does not take the sizes of keys for databases', () => {
		const text =
			'# Keyspace\ndb0:keys=3,expires=0\n\n# Keysizes\ndb0_distrib_strings_sizes:1=2,4=1\ndb1_distrib_lists_items:1=9';
		assert.deepEqual(databases(text), [[0, 3, 0, undefined]]);
		assert.equal(parsed(text).nodes, 1);
	});

	it('of several masters is summed up, with the TTL as the mean over the keys that have one', () => {
		const text =
			'# Keyspace\ndb0:keys=10,expires=1,avg_ttl=100\n# Keyspace\ndb0:keys=20,expires=3,avg_ttl=500\n# Keyspace\n';
		assert.deepEqual(databases(text), [[0, 30, 4, 400]]);
		assert.equal(parsed(text).nodes, 3);
		assert.deepEqual(databases('db0:keys=10,expires=0\ndb0:keys=5,expires=2'), [[0, 15, 2, undefined]]);
	});

	it('of replicas is left out, and that is said', () => {
		const id = (digit: string) => ({ run_id: digit.repeat(40) });
		const nodes = [
			whole('master', 'db0:keys=10,expires=1', id('1')),
			whole('slave', 'db0:keys=10,expires=1\nbad db1:keys=x,expires=0', id('2')),
			whole('master', 'db0:keys=7,expires=2', id('3')),
		];
		for (const order of [nodes, [...nodes].reverse(), nodes.map((node) => node.replaceAll('\r\n', ''))]) {
			const { notes: told, complete, nodes: count } = parsed(order.join('\n'));
			assert.deepEqual(databases(order.join('\n')), [[0, 17, 3, undefined]]);
			assert.deepEqual([told, complete, count], [[{ id: 'replicas', count: 1 }], true, 2]);
		}
		assert.deepEqual(notes(nodes[1] ?? ''), ['onlyReplicas']);
		assert.equal(parsed(nodes[1] ?? '').complete, false);
		const short =
			'# Replication\nrole:slave\n# Keyspace\ndb0:keys=1,expires=0\n# Replication\nrole:master\n# Keyspace\ndb0:keys=2,expires=0';
		assert.deepEqual(databases(short), [[0, 2, 0, undefined]]);
	});

	it('of a node that was pasted twice counts once, by what it said last', () => {
		const text = whole('master', 'db0:keys=10,expires=1') + whole('master', 'db0:keys=12,expires=1');
		assert.deepEqual(databases(text), [[0, 12, 1, undefined]]);
		assert.deepEqual(notes(text), ['sameNode']);
		assert.deepEqual(notes('db0:keys=10,expires=1\ndb0:keys=10,expires=1'), ['twins']);
	});

	it('tells numbers that it cannot read, with their line, and guesses none', () => {
		const bad: readonly [string, string][] = [
			['db0:keys=35,956,expires=1', 'number'],
			['db0:keys=35 956,expires=1', 'number'],
			['db0:keys=abc,expires=1', 'number'],
			['db0:keys=12abc,expires=1', 'number'],
			['db0:keys=-5,expires=0', 'number'],
			['db0:keys=007,expires=0', 'number'],
			['db0:keys=1e3,expires=0', 'number'],
			['db0:keys=1.5,expires=0', 'number'],
			['db0:keys=99999999999999999999,expires=0', 'number'],
			['db0:keys=12', 'number'],
			['db0:keys=12,expires=', 'number'],
			['db0:keys=12,expires=3,keys=13', 'number'],
			['db0:expires=3', 'number'],
			['db0:keys=12,expires=3127.0.0.1:6379>', 'number'],
			['db0:keys=3,expires=4', 'impossible'],
			['db99999999999:keys=1,expires=0', 'database'],
			[`db${'9'.repeat(40)}:keys=1,expires=0`, 'database'],
		];
		for (const [line, id] of bad) {
			const { databases: found, notes: told, complete } = parsed(`# Keyspace\n${line}\ndb1:keys=2,expires=0`);
			assert.deepEqual([...found.keys()], [1], line);
			assert.deepEqual(told, [{ id, quote: line }], line);
			assert.equal(complete, false, line);
		}
		assert.deepEqual([...parsed('db0:keys=x,expires=1').unread], [0]);
		const big = `db0:keys=${Number.MAX_SAFE_INTEGER},expires=0`;
		assert.deepEqual(databases(big), [[0, Number.MAX_SAFE_INTEGER, 0, undefined]]);
		assert.deepEqual(notes(`${big}\ndb0:keys=1,expires=0`), ['tooLarge']);
		assert.deepEqual([...parsed(`${big}\ndb0:keys=1,expires=0`).unread], [0]);
	});

	it('counts for its keys where only something beside them cannot be read', () => {
		assert.deepEqual(notes('db0:keys=3,expires=1,avg_ttl=soon'), ['ttl']);
		assert.deepEqual(databases('db0:keys=3,expires=1,avg_ttl=soon'), [[0, 3, 1, undefined]]);
		const text = '# Stats\nevicted_keys:many\n# Keyspace\ndb0:keys=3,expires=1';
		assert.deepEqual(parsed(text).notes, [{ id: 'field', quote: 'evicted_keys:many' }]);
		assert.equal(parsed(text).complete, true);
	});

	it('that is none is told as that, an error with its words', () => {
		assert.equal(parseKeyspaces(''), undefined);
		assert.equal(parseKeyspaces(' \r\n\t'), undefined);
		assert.deepEqual(parsed('hello').notes, [{ id: 'notKeyspace', quote: '' }]);
		assert.deepEqual(parsed('> info keyspace\n(error) NOAUTH Authentication required.\n>').notes, [
			{ id: 'notKeyspace', quote: 'NOAUTH Authentication required.' },
		]);
		assert.deepEqual(notes('# Keyspace\r\n'), [], 'an empty server says no more');
		assert.equal(parsed('# Keyspace\r\n').nodes, 1);
	});

	it('takes no long time, whatever it is', () => {
		const hostile = {
			'many databases': Array.from({ length: 40_000 }, (_, db) => `db${db}:keys=1,expires=0`).join('\n'),
			'many nodes': 'db0:keys=1,expires=0\n'.repeat(45_000),
			'no end': 'db0:keys=1,'.repeat(90_000),
			'long name': `db0:${'a'.repeat(900_000)}`,
			'long number': `db${'1'.repeat(900_000)}`,
			'long value': `db0:keys=${'1'.repeat(900_000)},expires=0`,
			blanks: `${' '.repeat(900_000)}x`,
			'blanks behind': `db0${' '.repeat(900_000)}:keys=1`,
			headings: '# '.repeat(450_000),
			fields: 'maxmemory:'.repeat(90_000),
			breaks: '\\r\\n'.repeat(240_000),
			'roles of no end': 'role:'.repeat(190_000),
		};
		for (const [what, text] of Object.entries(hostile)) {
			const before = process.cpuUsage();
			parseKeyspaces(text.slice(0, MAX_PASTE));
			const { user } = process.cpuUsage(before);
			assert.ok(user < 4_000_000, `${what}: ${user / 1000} ms`);
		}
		assert.deepEqual(notes('x'.repeat(MAX_PASTE + 1)), ['tooLong']);
	}).timeout(60_000);
});
