import assert from 'node:assert/strict';
import { explain } from '../../../../src/migration/explain';
import { DCS_CAUSES } from '../../../../src/services/dcs/causes';

interface Texts {
	/** Texts that speak for it first of all. */
	readonly says: readonly string[];
	/** Near misses, which do not speak for it at all. */
	readonly not: readonly string[];
}

const TEXTS: Readonly<Record<string, Texts>> = {
	r01: {
		says: [
			'Client id=12 addr=10.0.0.9:40112 scheduled to be closed ASAP for overcoming of output buffer limits.',
			'read rdb from source 10.20.0.71:6379 error: EOF',
		],
		not: ['write the output to a buffer', 'GEOFENCE updated'],
	},
	r02: { says: ['# Disconnecting timedout replica (streaming sync): 10.0.0.9:6379'], not: ['the replica is in time'] },
	r03: {
		says: ['ERR unknown command `PSYNC`', 'invalid psync response from 10.0.0.1', 'PSYNC is not allowed'],
		not: ['ERR unknown command `JSON.GET`', 'PSYNC backlog overrun'],
	},
	r04: {
		says: ['NOAUTH Authentication required.', 'WRONGPASS invalid username-password pair', 'DCS.4080 refused'],
		not: ['the password was changed on 3 May'],
	},
	r05: {
		says: ['dial tcp 10.0.0.1:6379: i/o timeout', 'connect to 10.0.0.1: connection refused', 'no route to host'],
		not: ['Disconnecting timedout slave', 'a routed network'],
	},
	r06: { says: ['BUSYKEY Target key name already exists.'], not: ['the instance is busy'] },
	r07: { says: ["CROSSSLOT Keys in request don't hash to the same slot"], not: ['slots 0-5460 are served'] },
	r08: { says: ['ERR DB index is out of range', 'ERR SELECT is not allowed in cluster mode'], not: ['SELECT 0 done'] },
	r09: { says: ["OOM command not allowed when used memory > 'maxmemory'."], not: ['command allowed'] },
	r10: { says: ['evicted_keys:1204'], not: ['evicted_keys:0'] },
	r11: {
		says: ['ERR DUMP payload version or checksum are wrong', "Can't handle RDB format version 11"],
		not: ['DUMP written'],
	},
	r12: { says: ['restart data synchronization failed'], not: ['data synchronization goes on'] },
	r13: {
		says: ['the migration machine is out of memory', 'redis-shake: signal: killed'],
		not: ['memory of the migration: 512 MB'],
	},
	r14: {
		says: ['+switch-master mymaster 10.0.0.1 6379 10.0.0.2 6379', 'master/standby switchover'],
		not: ['switch on'],
	},
	r15: { says: ['PSYNC backlog overrun: partial resync impossible'], not: ['the backlog is 1 MB'] },
	r16: { says: ['the instance is being scaled (EXTENDING)'], not: ['the instance is running'] },
	r17: {
		says: ['TLS handshake failed: wrong version number'],
		not: ['handshake with the peer done', 'a certificate was read'],
	},
	r18: { says: ['FLUSHALL was called at the source'], not: ['buffers were flushed'] },
	r19: {
		says: ["Can't save in background: fork: Cannot allocate memory", 'MISCONF Redis is configured to save snapshots'],
		not: ['memory allocated'],
	},
	r20: { says: ['I/O error reading bulk length while SYNCing from MASTER'], not: ['bulk of 12 bytes'] },
	r21: { says: ["NOPERM this user has no permissions to run the 'psync' command"], not: ['permissions were read'] },
	r22: {
		says: ["READONLY You can't write against a read only replica.", 'LOADING Redis is loading the dataset in memory'],
		not: ['loading of the page'],
	},
	r23: {
		says: ['WRONGTYPE Operation against a key holding the wrong kind of value', 'ERR value is not an integer'],
		not: ['an integer reply'],
	},
	r24: { says: ['the target has more keys than the source'], not: ['the target has all keys'] },
	r25: { says: ['keys with a short TTL are missing at the target'], not: ['the TTL was set'] },
	r26: { says: ['import of the backup failed', 'RDB file dump.rdb does not exist'], not: ['the backup file was read'] },
	r27: {
		says: ['IP switch refused: ports differ', 'exchange-ip was refused'],
		not: ['connection refused during a switchover of ip 10.0.0.1'],
	},
	r28: { says: ['after the switch clients fail with auth errors'], not: ['clients connect after the switch'] },
};
const found = (text: string, from: 'error_message' | 'pasted' = 'error_message') =>
	explain(DCS_CAUSES, { texts: [{ from, text }] });

describe('the catalogue of causes for DCS', () => {
	it('has each cause once, with something that is recognized, something to do, and a source', () => {
		assert.deepEqual(DCS_CAUSES.map(({ id }) => id).sort(), Object.keys(TEXTS).sort());
		for (const row of DCS_CAUSES) {
			assert.ok((row.says?.length ?? 0) + (row.facts?.length ?? 0) > 0, row.id);
			assert.ok(row.steps().length > 0 && row.short() !== '' && row.cause().endsWith('.'), row.id);
			assert.notEqual(row.source(), '', row.id);
		}
	});

	for (const [id, { says, not }] of Object.entries(TEXTS)) {
		it(`finds ${id} in what it is known to say, with the line that says so, and not in what only looks like it`, () => {
			assert.ok(says.length > 0 && not.length > 0);
			for (const text of says) {
				const [first] = found(text);
				assert.equal(first?.cause.id, id, text);
				assert.equal(first?.evidence?.line, text);
				const log = `10:02 INFO all is well\n${text}\n10:03 INFO goodbye`;
				assert.equal(found(log, 'pasted').find(({ cause }) => cause.id === id)?.evidence?.line, text);
			}
			for (const text of not) {
				assert.ok(!found(text).some(({ cause }) => cause.id === id), text);
			}
		});
	}

	it('puts the line of the source’s log before the effect in the task’s own error', () => {
		const [first, ...others] = explain(DCS_CAUSES, {
			texts: [
				{ from: 'error_message', text: 'i/o timeout: EOF' },
				{ from: 'log', text: '# Client closed ASAP for overcoming of output buffer limits.' },
			],
		});
		assert.deepEqual([first?.cause.id, first?.certainty], ['r01', 'very likely']);
		assert.ok(others.some(({ cause }) => cause.id === 'r05'));
	});

	it('knows some causes by the run alone, and calls them possible', () => {
		const [first] = explain(DCS_CAUSES, { texts: [], facts: { restarted: true } });
		assert.deepEqual([first?.cause.id, first?.certainty, first?.evidence], ['r15', 'possible', undefined]);
	});

	it('has no answer for what nobody knows', () => {
		assert.deepEqual(found('something new'), []);
		assert.deepEqual(found(''), []);
	});

	it('finds what stands in a text of a megabyte, and quotes no more than a line of it', () => {
		const long = `${'copied key 1\n'.repeat(80_000)}OOM command not allowed when used memory > maxmemory\n${'x'.repeat(1000)}`;
		assert.equal(found(long, 'pasted')[0]?.cause.id, 'r09');
		const bait = 'ERR unknown command sync '.repeat(40_000);
		assert.ok((found(bait, 'pasted')[0]?.evidence?.line.length ?? 0) <= 302);
	});
});
