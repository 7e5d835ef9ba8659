/**
 * Why DCS migrations fail and what to do: the texts that Redis and the service are known to report, from the help pages on migration faults. Data:
 * a new one is a new row. The first row that fits counts, so the more exact ones come first.
 */
import * as l10n from '@vscode/l10n';
import { errorEnds } from '../../migration/errorEnds';

/**
 * A row fits where every one of its patterns does. They name words and alternatives, and repeat nothing: error texts come from outside and may be long.
 */
type Row = readonly [patterns: readonly RegExp[], advice: () => string];

const ADVICE: readonly Row[] = [
	[
		[/backlog overrun|partial resync|full resync/i],
		() =>
			l10n.t(
				'The link broke for longer than the source keeps its changes, so all had to be copied again. Enlarge repl-backlog-size at the source, and choose manual reconnection, so that the task stops instead.',
			),
	],
	[
		[/\bswitch(ing)? (the )?ips?\b|\bips? (address(es)? )?(switch|exchange|swap)|exchange[-_ ]?ip/i],
		() =>
			l10n.t(
				'The IP addresses cannot be switched. Both ends must be DCS instances of Redis 4.0 or later that are no Redis Cluster, with equal ports and no public access, and changes must be followed already.',
			),
	],
	[
		[/NOPERM|no permissions to run/i],
		() =>
			l10n.t(
				'The user lacks a permission at the source or the target. Use the default user, or grant it the commands of replication.',
			),
	],
	[
		[/NOAUTH|WRONGPASS|invalid password|password verify failed|DCS\.4080/i],
		() =>
			l10n.t(
				'A password is wrong or missing. Correct it; users of access lists do not work here, only the default password.',
			),
	],
	[[/unknown command/i, /sync/i], noSync],
	[
		[
			/invalid psync response|\bERR\b.{0,3}\bP?SYNC\b|P?SYNC.{0,3}\b(is )?(not (allowed|supported|permitted)|disabled)/i,
		],
		noSync,
	],
	[
		[/\b(ssl|tls)\b/i, /handshake|certificate|wrong version/i],
		() => l10n.t('Online migration does not work over SSL. Turn SSL off at both ends for the migration.'),
	],
	[
		[/OOM command not allowed/i],
		() => l10n.t('The memory of the target is full. Choose a target at least as large as the source.'),
	],
	[[/BUSYKEY|key name is busy/i], () => l10n.t('A key is at the target already. Clear the target and start again.')],
	[
		[/WRONGTYPE|value is not an integer/i],
		() => l10n.t('A key of the same name and another type is at the target. Clear the target and start again.'),
	],
	[
		[/CROSSSLOT|same slot/i],
		() =>
			l10n.t(
				'A command or script spans slots, which a cluster refuses. Change it, or choose a target that is no cluster.',
			),
	],
	[
		[/DB index|invalid DB\b/i],
		() =>
			l10n.t(
				'The source uses more databases than the target has. Enable multi-DB at the target, or move the data to DB 0.',
			),
	],
	[
		[/DUMP payload version|Bad data format|Can't handle RDB format/i],
		() => l10n.t('The target is of an older version than the source. Choose the same version or a later one.'),
	],
	[
		[/cannot allocate memory|MISCONF/i],
		() =>
			l10n.t(
				'The source could not take its snapshot for want of memory. Free memory there, or migrate at a quiet hour.',
			),
	],
	[
		[/bulk length while syncing/i],
		() =>
			l10n.t(
				'The source could not write its snapshot to disk. Turn repl-diskless-sync on at the source, then start again.',
			),
	],
	[
		[/restart data synchronization/i],
		() =>
			l10n.t(
				'The synchronization could not begin again. Split keys of more than 512 MB, choose a target that is large enough, and wait until no other task copies to it.',
			),
	],
	[
		[/READONLY You|read only replica|Redis is loading|^-?(READONLY|LOADING)\b/i],
		() =>
			l10n.t('An address is that of a replica, or the instance was restarting. Enter the addresses of all masters.'),
	],
	[
		[/timedout slave|timedout replica|repl-timeout/i],
		() => l10n.t('The source gave the copy up as dead. Set repl-timeout to 300 s at the source.'),
	],
	[
		[/output buffer|\bEOF\b|connection reset|broken pipe/i],
		() =>
			l10n.t(
				'The source closed the link, mostly because its output buffer for replicas was full. Set that buffer to 20 % of its memory, and start again at a quiet hour.',
			),
	],
	[
		[/timed out|timed-out|timeout|connection (was )?refused|no route|unreachable/i],
		() =>
			l10n.t(
				'An end could not be reached. Allow the migration machine at both ends, its egress to their ports, and look at VPC peering.',
			),
	],
];

function noSync(): string {
	return l10n.t(
		'The source does not allow SYNC and PSYNC. Name it as a cloud instance if it is one of this account and region, have them enabled, or import a backup.',
	);
}

/** What to do about an error text of a failed task; undefined where it is not a known one. */
export function dcsAdvice(error: string): string | undefined {
	const text = errorEnds(error);
	return ADVICE.find(([patterns]) => patterns.every((pattern) => pattern.test(text)))?.[1]();
}
