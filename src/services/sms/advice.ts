/** What the errors of a server migration mean and what to do about them. Anyone who learns of another one adds a line here. */
import * as l10n from '@vscode/l10n';
import { lookUp } from '../../core/values';
import { errorEnds } from '../../migration/errorEnds';

/** By error code, as the page "Error Codes" of SMS has them. Each: what it means, then what to do. */
const BY_CODE: Readonly<Record<string, () => string>> = {
	'SMS.0007': () =>
		l10n.t(
			'The agent on the source server is faulty. Restart the agent; if that does not help, contact support with the task ID.',
		),
	'SMS.0201': () =>
		l10n.t(
			'The source server does not reach the API gateway. Check DNS, proxy and outgoing rules of the source server, then start the task again.',
		),
	'SMS.0202': () =>
		l10n.t(
			'The agent signs in with a wrong access key, or the account is frozen. Enter the access key of the target account in the agent.',
		),
	'SMS.0203': () =>
		l10n.t(
			'The source server gets no answer from the API gateway in time. Check DNS, proxy and outgoing rules of the source server, then start the task again.',
		),
	'SMS.0204': () =>
		l10n.t(
			'The user whose access key the agent uses lacks a permission, which the message names. Grant it, then start the task again.',
		),
	'SMS.0205': () =>
		l10n.t('The clock or the time zone of the source server is wrong. Correct it, then start the task again.'),
	'SMS.0206': () => l10n.t('Only x86 servers can be migrated this way. Choose another way for this server.'),
	'SMS.0207': () => l10n.t('The source server has no KVM driver. Install it there, then start the task again.'),
	'SMS.0210': () =>
		l10n.t(
			'The agent could not write a file to the target server. Check the network between both, restart the target server, then start the task again.',
		),
	'SMS.0211': () =>
		l10n.t(
			'The certificate could not be sent to the target server. Check the network between both, restart the target server, then start the task again.',
		),
	'SMS.0212': () =>
		l10n.t(
			'The agent was restarted, which voids the target configuration. Delete the target configuration and configure it again.',
		),
	'SMS.0601': () =>
		l10n.t(
			'The target server could not be created: the balance, a quota or the stock of the availability zone. The end of the message says which.',
		),
	'SMS.1038': () => l10n.t('The task cannot be paused in the state it is in. Look at the state of the task first.'),
	'SMS.1039': () => l10n.t('Only a paused task can be resumed. Look at the state of the task first.'),
	'SMS.1040': () => l10n.t('Only a failed task can be restarted. Look at the state of the task first.'),
	'SMS.2015': () =>
		l10n.t('A running or stopping task cannot be deleted. Stop it first and wait until it has stopped.'),
	'SMS.2252': () => l10n.t('The source server has no migration task. Configure its target first.'),
	'SMS.6616': () => l10n.t('Block-level migration does not support this operating system. Use file-level migration.'),
	'SMS.6617': () => l10n.t('Block-level migration does not support this kernel. Use file-level migration.'),
	'SMS.9004': () => l10n.t('A policy forbids this action; the message names the permission. Grant it, then try again.'),
};

/** What a consistency check calls files that differ, lack at the target, or are there alone. */
const consistency = (): string =>
	l10n.t(
		'Files differ between source and target: they changed during the copy, or were left out of it. Synchronize again, then repeat the check.',
	);

/** By what the text says, where no code does. The patterns repeat nothing: error texts come from outside and may be long. */
const BY_TEXT: readonly (readonly [match: RegExp, advice: () => string])[] = [
	[
		/\brsync['"’”]?:? ?(bash: )?(command |is )?(no such file|not found|not installed)/i,
		() => l10n.t('The source server has no rsync. Install it there, then start the task again.'),
	],
	[/\b(num_different|target_miss|target_more)\b|inconsisten|consistency (check|verification) failed/i, consistency],
	[/environment check|\bunavailable\b/i, unavailable],
	[
		/\b8899\b/,
		() =>
			l10n.t(
				'The source server does not reach port 8899 of the target server. Open it in the security group and the network ACL of the target.',
			),
	],
	[
		/over_?speed/i,
		() =>
			l10n.t(
				'The task paused itself because it went faster than its limit allows. Raise the limit or its threshold, then start it again.',
			),
	],
];

/** What to do about a source server that is `unavailable`. */
export function unavailable(): string {
	return l10n.t(
		'The source server did not pass the environment check. Look at the items of the check in the cloud console, correct them, then have it checked again.',
	);
}

/** What an error means and what to do about it; undefined where nobody knew when this was written. */
export function adviceFor(code: string | undefined, message: string): string | undefined {
	const text = errorEnds(message);
	const key = code?.trim().toUpperCase() ?? /\bSMS\.\d{4}\b/.exec(text)?.[0] ?? '';
	return (lookUp(BY_CODE, key) ?? BY_TEXT.find(([match]) => match.test(text))?.[1])?.();
}

/** The codes that have advice. */
export const KNOWN_SMS_ERRORS: readonly string[] = Object.keys(BY_CODE);
