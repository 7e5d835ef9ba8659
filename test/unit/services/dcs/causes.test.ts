import assert from 'node:assert/strict';
import { explain } from '../../../../src/migration/explain';
import { DCS_CAUSES } from '../../../../src/services/dcs/causes';
import { causesIn, type Texts, testCatalogue } from '../catalogue';

const TEXTS: Readonly<Record<string, Texts>> = {
	r01: {
		says: [
			'Client id=12 addr=10.0.0.9:40112 scheduled to be closed ASAP for overcoming of output buffer limits.',
			'read rdb from source 10.20.0.71:6379 error: EOF',
		],
		not: [
			'write the output to a buffer',
			'GEOFENCE updated',
			'read error count: 0',
			'Client id=12 flags=N cmd=subscribe scheduled to be closed ASAP for overcoming of output buffer limits.',
			'CONFIG SET client-output-buffer-limit "replica 512mb 128mb 60"',
		],
	},
	r02: {
		says: [
			'# Disconnecting timedout replica (streaming sync): 10.0.0.9:6379',
			"Timeout receiving bulk data from MASTER... If the problem persists try to set the 'repl-timeout' parameter",
		],
		not: ['the replica is in time', 'repl-timeout 300', 'CONFIG SET repl-timeout 300'],
	},
	r03: {
		says: ['ERR unknown command `PSYNC`', 'invalid psync response from 10.0.0.1', 'PSYNC is not allowed'],
		not: [
			'ERR unknown command `JSON.GET`',
			'PSYNC backlog overrun',
			"ERR unknown command 'FT.SEARCH' during incremental sync",
		],
	},
	r04: {
		says: [
			'NOAUTH Authentication required.',
			'ERR AUTH <password> called without any password configured',
			'WRONGPASS invalid username-password pair',
			'DCS.4080 refused',
		],
		not: ['the password was changed on 3 May'],
	},
	r05: {
		says: ['dial tcp 10.0.0.1:6379: i/o timeout', 'connect to 10.0.0.1: connection refused', 'no route to host'],
		not: [
			'Disconnecting timedout slave',
			'a routed network',
			'timeout 0',
			'connection timeout: 30',
			'SMS.0203: timed out',
			'tcp-timeout: 30',
		],
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
	r12: {
		says: ['restart data synchronization failed', 'Restarting data synchronization failed'],
		not: ['data synchronization goes on', 'restart data synchronization'],
	},
	r13: {
		says: [
			'the migration machine is out of memory',
			'redis-shake: signal: killed',
			'Out of memory: Killed process 4711 (shake)',
			'fatal error: runtime: cannot allocate memory',
		],
		not: [
			'memory of the migration: 512 MB',
			'oom-killer disabled',
			"Can't save in background: fork: Cannot allocate memory",
		],
	},
	r14: {
		says: ['+switch-master mymaster 10.0.0.1 6379 10.0.0.2 6379', 'master/standby switchover'],
		not: ['switch on', 'MASTER MODE'],
	},
	r15: {
		says: [
			'PSYNC backlog overrun: partial resync impossible',
			'Unable to partial resync with replica 10.0.0.5:6379 for lack of backlog (Replica request was: 123456).',
			'Partial resynchronization is not possible; full synchronization begins again.',
		],
		not: [
			'the backlog is 1 MB',
			'Full resync requested by replica 10.0.0.5:6379',
			'Partial resynchronization not possible (no cached master)',
		],
	},
	r16: {
		says: ['the instance is being scaled (EXTENDING)'],
		not: ['the instance is running', 'scaling instance succeeded'],
	},
	r17: {
		says: ['TLS handshake failed: wrong version number'],
		not: [
			'handshake with the peer done',
			'a certificate was read',
			'TLS certificate loaded',
			'SSL handshake ok',
			'DB loaded from disk: tls-port 6380',
		],
	},
	r18: {
		says: ['FLUSHALL was called at the source'],
		not: [
			'buffers were flushed',
			'FLUSHDB ASYNC rejected',
			'rename-command FLUSHALL ""',
			"ERR unknown command 'FLUSHALL'",
		],
	},
	r19: {
		says: ["Can't save in background: fork: Cannot allocate memory", 'MISCONF Redis is configured to save snapshots'],
		not: ['memory allocated', 'fatal error: runtime: cannot allocate memory'],
	},
	r20: {
		says: ['I/O error reading bulk length while SYNCing from MASTER', 'Opening the temp file needed for MASTER'],
		not: ['bulk of 12 bytes'],
	},
	r21: { says: ["NOPERM this user has no permissions to run the 'psync' command"], not: ['permissions were read'] },
	r22: {
		says: ["READONLY You can't write against a read only replica.", 'LOADING Redis is loading the dataset in memory'],
		not: ['loading of the page', 'READONLY mode: 0'],
	},
	r23: {
		says: ['WRONGTYPE Operation against a key holding the wrong kind of value', 'ERR value is not an integer'],
		not: ['an integer reply'],
	},
	r24: { says: ['the target has more keys than the source'], not: ['the target has all keys'] },
	r25: { says: ['keys with a short TTL are missing at the target'], not: ['the TTL was set'] },
	r26: {
		says: ['import of the backup failed', 'NoSuchKey', 'RDB file dump.rdb does not exist'],
		not: ['the backup file was read', 'import of rdb backup: 12 keys, 0 failed'],
	},
	r27: {
		says: ['IP switch refused: ports differ', 'exchange-ip was refused'],
		not: ['connection refused during a switchover of ip 10.0.0.1', 'exchange-ip succeeded', 'IP switch finished'],
	},
	r28: { says: ['after the switch clients fail with auth errors'], not: ['clients connect after the switch'] },
	'api-4133': {
		says: ['{"error_code":"DCS.4133","error_msg":"Instance job is not found."}', '111400133'],
		not: ['DCS.4134', 'instance is not found'],
	},
	'api-4013': { says: ['DCS.4013 the VPC does not exist'], not: ['DCS.40133', 'the VPC does not exist'] },
	'api-4014': { says: ['error DCS.4014'], not: ['4014'] },
	'api-4016': { says: ['error DCS.4016'], not: ['4016'] },
	'api-4018': { says: ['error DCS.4018'], not: ['4018'] },
	'api-4020': { says: ['error DCS.4020', '111400020'], not: ['1114000200'] },
	'api-4046': { says: ['error DCS.4046'], not: ['4046'] },
	'api-4068': { says: ['error DCS.4068'], not: ['4068'] },
	'api-4911': { says: ['{"error_code":"DCS.4911"}'], not: ['port 4911'] },
	'api-token': { says: ['DCS.1001', 'DCS.1003 refused'], not: ['DCS.1004', 'a token of 32 bytes'] },
	'api-project': { says: ['DCS.1004'], not: ['project 1004'] },
	'api-permission': { says: ['DCS.2003 no access', 'DCS.3003'], not: ['DCS.2004'] },
	'api-state': { says: ['DCS.4957', 'DCS.4049 busy'], not: ['DCS.4958'] },
	'api-invalid': { says: ['DCS.4063 Invalid {0} parameter in the request.', '111400063'], not: ['Invalid argument'] },
	'api-service': { says: ['DCS.5000 internal'], not: ['DCS.4500', 'error 5000'] },
	'gateway-throttled': {
		says: [
			'APIG.0308 The throttling threshold has been reached: policy user over ratelimit, limit:10, time:1 second',
			'APIGW.0308',
		],
		not: ['the memory threshold has been reached'],
	},
	'gateway-signature': { says: ['verify aksk signature fail'], not: ['the signature of the file was read'] },
};
const found = (text: string, from?: 'pasted') => causesIn(DCS_CAUSES, text, from);

describe('the catalogue of causes for DCS', () => {
	testCatalogue(DCS_CAUSES, TEXTS);

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
