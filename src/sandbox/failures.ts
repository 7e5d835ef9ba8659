/** One failed task for each known cause: what it says in its error, and what its log says. Anyone who learns of another one adds a row. */
import { AN_ORDINARY_TASK } from './dcsFixtures';
import type { DcsTask, PlannedLine } from './dcsTask';
import { at, INSTANCES } from './instances';
import { dashed, hexId } from './random';

interface Failure {
	/** The id of the cause, then a few words. */
	readonly name: string;
	readonly error: string;
	/** The line of the log that says why, where the error does not. */
	readonly warned?: string;
}

const FAILURES: readonly Failure[] = [
	{
		name: 'r01-output-buffer',
		error: 'read rdb from source 10.20.0.71:6379 error: EOF',
		warned:
			'# Client addr=192.168.0.118:40112 flags=S cmd=psync scheduled to be closed ASAP for overcoming of output buffer limits.',
	},
	{
		name: 'r02-repl-timeout',
		error: 'incremental synchronization failed: connection reset by peer',
		warned: '# Disconnecting timedout replica (streaming sync): 192.168.0.118:6379',
	},
	{ name: 'r03-psync-disabled', error: 'ERR unknown command `PSYNC`, with args beginning with: `?`, `-1`,' },
	{
		name: 'r04-wrong-password',
		error: 'AUTH to source failed: WRONGPASS invalid username-password pair or user is disabled.',
	},
	{ name: 'r05-not-reached', error: 'dial tcp 10.20.0.71:6379: i/o timeout' },
	{ name: 'r06-busy-key', error: 'restore key failed: BUSYKEY Target key name already exists.' },
	{ name: 'r07-cross-slot', error: "CROSSSLOT Keys in request don't hash to the same slot" },
	{ name: 'r08-databases', error: 'select db 5 at the target failed: ERR DB index is out of range' },
	{ name: 'r09-target-full', error: "OOM command not allowed when used memory > 'maxmemory'." },
	{ name: 'r10-eviction', error: 'data verification failed', warned: 'INFO of the target: evicted_keys:120433' },
	{ name: 'r11-older-target', error: 'restore key failed: ERR DUMP payload version or checksum are wrong' },
	{ name: 'r12-no-second-sync', error: 'restart data synchronization failed' },
	{
		name: 'r13-machine-memory',
		error: 'migration task exited unexpectedly',
		warned: 'fatal error: runtime: cannot allocate memory',
	},
	{
		name: 'r14-switchover',
		error: 'replication link lost',
		warned: '+switch-master mymaster 10.20.0.71 6379 10.20.0.72 6379',
	},
	{
		name: 'r15-began-again',
		error: 'full synchronization was cancelled',
		warned:
			'Unable to partial resync with replica 192.168.0.118:6379 for lack of backlog (Replica request was: 734555).',
	},
	{ name: 'r16-scaled', error: 'replication link lost', warned: 'the source instance is being scaled (EXTENDING)' },
	{ name: 'r17-ssl', error: 'connect to target: TLS handshake failed: wrong version number' },
	{ name: 'r18-cleared', error: 'data verification failed', warned: 'FLUSHALL was called at the source' },
	{ name: 'r19-no-fork', error: "MASTER aborted replication: Can't save in background: fork: Cannot allocate memory" },
	{ name: 'r20-no-disk', error: 'I/O error reading bulk length while SYNCing from MASTER: Operation now in progress' },
	{ name: 'r21-acl', error: "NOPERM this user has no permissions to run the 'psync' command" },
	{ name: 'r22-replica', error: "write to target: READONLY You can't write against a read only replica." },
	{ name: 'r23-wrong-type', error: 'WRONGTYPE Operation against a key holding the wrong kind of value' },
	{ name: 'r24-not-empty', error: 'data verification failed: the target has more keys than the source' },
	{ name: 'r25-short-lived', error: 'data verification failed: 12 keys with a short TTL are missing at the target' },
	{ name: 'r26-backup', error: 'import of the backup failed: RDB file dump-0.rdb does not exist' },
	{ name: 'r27-ip-switch', error: 'exchange-ip was refused: the ports differ' },
	{ name: 'r28-after-switch', error: 'after the switch clients fail with auth errors' },
	{ name: 'api-4911-no-address', error: 'DCS.4911 There is no IP address left in the subnet.' },
	{ name: 'api-4013-vpc', error: 'DCS.4013 The VPC does not exist.' },
	{ name: 'api-4014-security-group', error: 'DCS.4014 Invalid security_group_id in the request.' },
	{ name: 'api-4016-subnet', error: 'DCS.4016 Invalid subnet_id in the request.' },
	{ name: 'api-4018-other-vpc', error: 'DCS.4018 This subnet must exist in the VPC.' },
	{ name: 'api-4020-no-dhcp', error: '111400020 DHCP is not enabled for the subnet.' },
	{ name: 'api-4046-no-security-group', error: 'DCS.4046 This security group does not exist.' },
	{ name: 'api-4068-no-vpc', error: 'DCS.4068 This VPC does not exist.' },
	{ name: 'api-4133-gone', error: 'DCS.4133 Instance job is not found.' },
	{ name: 'api-token-expired', error: '111401002 The token has expired.' },
	{
		name: 'api-project-other',
		error: 'DCS.1004 The project ID in the URL does not match the project ID in the token.',
	},
	{ name: 'api-permission-role', error: 'DCS.2003 The role does not have the permission.' },
	{ name: 'api-invalid-value', error: 'DCS.4062 Invalid {0} parameter in the request.' },
	{ name: 'api-service-fault', error: 'DCS.5006 Failed to submit the job.' },
	{ name: 'api-state-busy', error: 'DCS.4957 This operation is not allowed in the current state.' },
	{ name: 'unknown', error: 'migration failed with code 77' },
];

/** What each of them logs before. */
const USUAL: readonly PlannedLine[] = [
	{ after: 60, level: 'INFO', message: 'Connected to the source.' },
	{ after: 300, level: 'INFO', message: 'The source has finished its snapshot. Receiving RDB.' },
];

/** The failed tasks, named `why-<cause>-…`. */
export function failedTasks(): readonly DcsTask[] {
	return FAILURES.map(
		({ name, error, warned }, index): DcsTask => ({
			...AN_ORDINARY_TASK,
			id: dashed(hexId('why', `why-${name}`)),
			name: `why-${name}`,
			createdAt: -(3 * 3600 + index * 1_800),
			source: at(INSTANCES.orders),
			target: at(INSTANCES.sessions),
			error,
			log: warned === undefined ? USUAL : [...USUAL, { after: 5_300, level: 'WARN', message: warned }],
			plan: { kind: 'fixed', status: 'FAILED' },
		}),
	);
}
