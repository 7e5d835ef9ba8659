/**
 * Why DCS migrations fail and what to do: the texts that Redis and the service are known to report, from the help pages on migration faults. Data:
 * a new one is a new row. The first row that fits counts, so the more exact ones come first.
 */
import * as l10n from '@vscode/l10n';

const ADVICE: readonly (readonly [text: RegExp, advice: () => string])[] = [
	[
		/NOAUTH|WRONGPASS|invalid password|password verify failed|DCS\.4080/i,
		() =>
			l10n.t(
				'A password is wrong or missing. Correct it; users of access lists do not work here, only the default password.',
			),
	],
	[
		/unknown command.{0,20}sync|psync/i,
		() =>
			l10n.t(
				'The source does not allow SYNC and PSYNC. Name it as a cloud instance if it is one of this account and region, have them enabled, or import a backup.',
			),
	],
	[
		/OOM command not allowed/i,
		() => l10n.t('The memory of the target is full. Choose a target at least as large as the source.'),
	],
	[/BUSYKEY|key name is busy/i, () => l10n.t('A key is at the target already. Clear the target and start again.')],
	[
		/CROSSSLOT|same slot/i,
		() =>
			l10n.t(
				'A command or script spans slots, which a cluster refuses. Change it, or choose a target that is no cluster.',
			),
	],
	[
		/DB index|invalid DB/i,
		() =>
			l10n.t(
				'The source uses more databases than the target has. Enable multi-DB at the target, or move the data to DB 0.',
			),
	],
	[
		/DUMP payload version|Bad data format/i,
		() => l10n.t('The target is of an older version than the source. Choose the same version or a later one.'),
	],
	[
		/cannot allocate memory|MISCONF/i,
		() =>
			l10n.t(
				'The source could not take its snapshot for want of memory. Free memory there, or migrate at a quiet hour.',
			),
	],
	[
		/READONLY|LOADING/,
		() =>
			l10n.t('An address is that of a replica, or the instance was restarting. Enter the addresses of all masters.'),
	],
	[
		/timedout slave|repl-timeout/i,
		() => l10n.t('The source gave the copy up as dead. Set repl-timeout to 300 s at the source.'),
	],
	[
		/output buffer|\bEOF\b|connection reset|broken pipe/i,
		() =>
			l10n.t(
				'The source closed the link, mostly because its output buffer for replicas was full. Set that buffer to 20 % of its memory, and start again at a quiet hour.',
			),
	],
	[
		/timed? ?out|refused|no route|unreachable/i,
		() =>
			l10n.t(
				'An end could not be reached. Allow the migration machine at both ends, its egress to their ports, and look at VPC peering.',
			),
	],
];

/** What to do about an error text of a failed task; undefined where it is not a known one. */
export function dcsAdvice(error: string): string | undefined {
	return ADVICE.find(([text]) => text.test(error))?.[1]();
}
